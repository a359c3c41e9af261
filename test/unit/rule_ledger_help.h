/* A small ledger with a log's key and witnesses' keys, for tests. */
#ifndef TEST_RULE_LEDGER_HELP_H
#define TEST_RULE_LEDGER_HELP_H

#include "rule/receipt.h"
#include "test.h"

enum { LEDGER_RECORDS = 64 };
#define LEDGER_EVENT "{\"kind\":\"accepted\",\"number\":\"XF-7\",\"seq\":3}"
#define LEDGER_NONCE ((const unsigned char *)"0123456789abcdef0123456789abcdef")

struct ledger {
	struct arena *a;
	struct note_secret log, witness[3];
	struct sha256 stored[2 * LEDGER_RECORDS];
	int64_t places;
	int records;
};

static inline bool ledger_read(void *ctx, int64_t place, struct sha256 *out)
{
	struct ledger *l = ctx;
	if (place < 0 || place >= l->places)
		return false;
	*out = l->stored[place];
	return true;
}

static inline struct merkle_reader ledger_reader(struct ledger *l)
{
	return (struct merkle_reader){ledger_read, l};
}

static inline struct note_secret ledger_key(const char *name, enum note_type type, int which)
{
	unsigned char seed[NOTE_SEED_BYTES] = {(unsigned char)which, 99};
	return note_secret_of(str_of(name), type, seed);
}

static inline void ledger_add(struct ledger *l, struct str entry)
{
	struct merkle_reader r = ledger_reader(l);
	struct sha256 out[MERKLE_LEVELS], leaf = merkle_leaf(entry);
	int n = merkle_append(&r, l->records++, &leaf, out);
	CHECK(n > 0);
	memcpy(&l->stored[l->places], out, (size_t)n * sizeof *out);
	l->places += n;
}

/* Records are numbers but for the one at `at`, which is LEDGER_EVENT. */
static inline struct ledger *ledger_new(int records, int at)
{
	struct arena *a = test_arena();
	struct ledger *l = arena_make(a, struct ledger);
	*l = (struct ledger){.a = a, .log = ledger_key("log.example", NOTE_LOG, 1)};
	for (int i = 0; i < 3; i++)
		l->witness[i] = ledger_key(arena_printf(a, "w%d.example", i), NOTE_WITNESS, 10 + i);
	unsigned char entry[RECEIPT_ENTRY_BYTES];
	receipt_entry(receipt_opening(a, LEDGER_NONCE, STR(LEDGER_EVENT)), entry);
	for (int i = 0; i < records; i++)
		ledger_add(l, i == at ? (struct str){(char *)entry, sizeof entry} : str_of(arena_printf(a, "%d", i)));
	return l;
}

static inline struct checkpoint ledger_checkpoint(struct ledger *l, int64_t size)
{
	struct merkle_reader r = ledger_reader(l);
	struct checkpoint c = {STR("log.example"), size, {{0}}};
	CHECK(merkle_root(&r, size, &c.root));
	return c;
}

/* Signed by the log, and by each witness whose time is not negative. */
static inline struct str ledger_note(struct ledger *l, const struct checkpoint *c, const int64_t time[3])
{
	struct str text = checkpoint_text(l->a, c), lines = note_sign(l->a, &l->log, text, 0);
	for (int i = 0; time && i < 3; i++)
		if (time[i] >= 0) {
			struct str more = note_sign(l->a, &l->witness[i], text, time[i]);
			lines = str_of(arena_printf(l->a, "%.*s%.*s", STR_ARG(lines), STR_ARG(more)));
		}
	return note_join(l->a, text, lines);
}

static inline struct str ledger_receipt(struct ledger *l, int64_t index, int64_t size, const int64_t time[3])
{
	struct merkle_reader r = ledger_reader(l);
	struct checkpoint c = ledger_checkpoint(l, size);
	struct receipt one = {.opening = receipt_opening(l->a, LEDGER_NONCE, STR(LEDGER_EVENT)), .index = index, .checkpoint = ledger_note(l, &c, time)};
	struct buf b;
	CHECK(merkle_include(&r, index, size, &one.proof));
	buf_init(&b, LIMIT_RECEIPT_BYTES);
	receipt_write(l->a, &b, &one);
	struct str text = {arena_memdup(l->a, b.p, b.n), b.n};
	buf_free(&b);
	return text;
}

#endif
