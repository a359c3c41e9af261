/* What the ledger's proofs cost, and cases for others to judge.
 *   bench-ledger                  a million leaves: time to append, prove, verify and prove all anew
 *   bench-ledger cases N SEED     N inclusion and N consistency proofs, true and tampered, with our
 *                                 verdicts, one to a line (test/peers/ reads them) */
#include <inttypes.h>
#include <sodium.h>
#include <time.h>

#include "base/bug.h"
#include "rule/checkpoint.h"
#include "rule/tile.h"

enum { CASE_LEAVES = 6000, ENTRY = 33, TAMPERED = 200, NOTES = 300, BENCH_LEAVES = 1000000, BENCH_PROOFS = 100000 };

static struct sha256 *stored;
static int64_t places;

static bool read_stored(void *ctx, int64_t place, struct sha256 *out)
{
	(void)ctx;
	if (place < 0 || place >= places)
		return false;
	*out = stored[place];
	return true;
}
static const struct merkle_reader reader = {read_stored, NULL};

static struct str entry_of(int64_t n)
{
	static char bytes[ENTRY];
	bytes[0] = 1;
	for (int i = 1; i < ENTRY; i++)
		bytes[i] = (char)(n >> (i % 8 * 8) ^ i * 37);
	return (struct str){bytes, ENTRY};
}

static void grow(int64_t leaves)
{
	stored = calloc((size_t)leaves * 2, sizeof *stored);
	must(stored != NULL);
	for (int64_t n = 0; n < leaves; n++) {
		struct sha256 leaf = merkle_leaf(entry_of(n)), out[MERKLE_LEVELS];
		int got = merkle_append(&reader, n, &leaf, out);
		must(got > 0);
		for (int i = 0; i < got; i++)
			stored[places++] = out[i];
	}
}

/* -- cases */

static uint64_t dice_state;
static int64_t dice(int64_t below)             /* splitmix64 */
{
	uint64_t z = dice_state += 0x9E3779B97F4A7C15u;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return (int64_t)((z ^ z >> 31) % (uint64_t)below);
}

struct proof_case {
	bool growth;                   /* else inclusion */
	char entry[ENTRY];
	int64_t index, size;           /* index is the old size of a growth */
	struct sha256 old_root, root;
	struct merkle_proof proof;
};

static bool judge(const struct proof_case *c)
{
	if (c->growth)
		return merkle_is_extended(c->index, &c->old_root, c->size, &c->root, &c->proof);
	struct sha256 leaf = merkle_leaf((struct str){c->entry, ENTRY});
	return merkle_is_included(&leaf, c->index, c->size, &c->proof, &c->root);
}

static void make(struct proof_case *c, bool growth)
{
	*c = (struct proof_case){.growth = growth, .size = 1 + dice(CASE_LEAVES)};
	if (dice(8) == 0)
		c->size = (int64_t)1 << dice(13);
	c->index = growth ? 1 + dice(c->size) : dice(c->size);
	memcpy(c->entry, entry_of(c->index).p, ENTRY);
	must(merkle_root(&reader, c->size, &c->root) && (!growth || merkle_root(&reader, c->index, &c->old_root)));
	must(growth ? merkle_extend(&reader, c->index, c->size, &c->proof) : merkle_include(&reader, c->index, c->size, &c->proof));
}

static void spoil(struct proof_case *c)
{
	switch (dice(6)) {
	case 0: c->index += dice(2) ? 1 : -1; break;
	case 1: c->size += dice(2) ? 1 : -1; break;
	case 2: c->proof.n -= c->proof.n > 0; break;
	case 3: c->proof.hash[c->proof.n++] = c->root; break;
	case 4: c->root.b[dice(32)] ^= (unsigned char)(1 << dice(8)); break;
	default: c->proof.hash[dice(c->proof.n + 1)].b[dice(32)] ^= (unsigned char)(1 << dice(8)); break;
	}
}

static void hex(const void *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf("%02x", ((const unsigned char *)p)[i]);
}

static void tell(const char *kind, const struct proof_case *c, const char *verdict)
{
	printf("%s\t%s\t%" PRId64 "\t%" PRId64 "\t", kind, verdict, c->index, c->size);
	hex(c->growth ? (const void *)c->old_root.b : c->entry, c->growth ? 32 : ENTRY);
	putchar('\t');
	hex(c->root.b, 32);
	putchar('\t');
	hex(c->proof.hash, (size_t)c->proof.n * 32);
	putchar('\n');
}

static void flip(unsigned char *p, size_t n, const struct proof_case *c, struct sha256_state *s)
{
	for (size_t bit = 0; bit < n * 8; bit++) {
		p[bit / 8] ^= (unsigned char)(1 << bit % 8);
		sha256_add(s, judge(c) ? "1" : "0", 1);
		p[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
}

/* The verdicts on every single-bit change, in a row, hashed: each proof hash, root, entry or old root, index, size. */
static void tell_flips(struct proof_case *c)
{
	struct sha256_state s;
	char text[65];
	sha256_init(&s);
	for (int i = 0; i < c->proof.n; i++)
		flip(c->proof.hash[i].b, 32, c, &s);
	flip(c->root.b, 32, c, &s);
	flip(c->growth ? c->old_root.b : (unsigned char *)c->entry, c->growth ? 32 : ENTRY, c, &s);
	for (int bit = 0; bit < 62; bit++) {
		c->index ^= (int64_t)1 << bit;
		sha256_add(&s, judge(c) ? "1" : "0", 1);
		c->index ^= (int64_t)1 << bit;
	}
	for (int bit = 0; bit < 62; bit++) {
		c->size ^= (int64_t)1 << bit;
		sha256_add(&s, judge(c) ? "1" : "0", 1);
		c->size ^= (int64_t)1 << bit;
	}
	struct sha256 h = sha256_end(&s);
	tell(c->growth ? "FC" : "FI", c, sha256_hex(&h, text));
}

/* Holds the note for this log: at least one signature, and none that does not hold. */
static bool judge_note(struct arena *a, struct str msg, const struct note_key *key)
{
	struct note n;
	struct checkpoint c;
	int good = 0;
	if (!note_parse(a, msg, &n) || !checkpoint_parse(a, n.text, &c))
		return false;
	for (size_t i = 0; i < n.sigs; i++)
		if (note_sig_is_of(&n.sig[i], key)) {
			if (!note_sig_holds(a, &n.sig[i], key, n.text, NULL))
				return false;
			good++;
		}
	return good > 0;
}

static void tell_note(void)
{
	struct arena *a = arena_new(1 << 20);
	unsigned char seed[NOTE_SEED_BYTES] = {(unsigned char)dice(256)}, other[NOTE_SEED_BYTES] = {1, 2};
	struct str name = str_of(arena_printf(a, "log%" PRId64 ".example/x", dice(50)));
	struct note_secret log = note_secret_of(name, NOTE_LOG, seed), stranger = note_secret_of(name, NOTE_LOG, other), witness = note_secret_of(STR("w.example"), NOTE_WITNESS, seed);
	struct checkpoint c = {name, dice(CASE_LEAVES) + 1, {{0}}};
	must(merkle_root(&reader, c.size, &c.root));
	struct str text = checkpoint_text(a, &c), lines = note_sign(a, &log, text, 0);
	if (dice(2)) {
		struct str more = note_sign(a, dice(2) ? &stranger : &witness, text, 7);
		lines = str_of(arena_printf(a, "%.*s%.*s", STR_ARG(more), STR_ARG(lines)));
	}
	int how = (int)dice(4);
	if (how == 1)
		c.size++;
	if (how == 2)
		c.root.b[dice(32)] ^= (unsigned char)(1 << dice(8));
	if (how == 3)
		lines = note_sign(a, &stranger, text, 0);
	struct str msg = note_join(a, checkpoint_text(a, &c), lines);
	printf("N\t%d\t%s\t%s\n", judge_note(a, msg, &log.key), note_key_text(a, &log.key), base64_text(a, msg.p, msg.n));
	arena_free(a);
}

static void tell_names(void)
{
	char path[TILE_PATH_BYTES];
	int level = (int)dice(8);
	struct tile t = {level, dice((int64_t)1 << dice(50 - 5 * level)), 1 + (int)dice(TILE_WIDTH)};
	printf("P\t%s\t%d\t%" PRId64 "\t%d\n", tile_path(&t, path), t.level, t.n, t.width);
	level = (int)dice(30);
	int64_t n = dice((int64_t)1 << dice(30));
	printf("S\t%" PRId64 "\t%d\t%" PRId64 "\n", merkle_place(level, n), level, n);
}

static int cases(int64_t n, int64_t seed)
{
	struct proof_case c;
	dice_state = (uint64_t)seed;
	grow(CASE_LEAVES);
	for (int64_t i = 0; i < 2 * n; i++) {
		make(&c, i % 2);
		if (dice(3) == 0)
			spoil(&c);
		tell(c.growth ? "C" : "I", &c, judge(&c) ? "1" : "0");
	}
	for (int i = 0; i < TAMPERED; i++) {
		make(&c, i % 2);
		tell_flips(&c);
	}
	for (int i = 0; i < NOTES; i++) {
		tell_note();
		tell_names();
	}
	return 0;
}

/* -- measuring */

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int measure(void)
{
	struct proof_case c = {.size = BENCH_LEAVES};
	double start = seconds();
	grow(BENCH_LEAVES);
	printf("append, in memory: %.2f us a leaf\n", (seconds() - start) * 1e6 / BENCH_LEAVES);
	must(merkle_root(&reader, c.size, &c.root));
	int64_t hashes = 0;
	start = seconds();
	for (int i = 0; i < BENCH_PROOFS; i++) {
		must(merkle_include(&reader, dice(c.size), c.size, &c.proof));
		hashes += c.proof.n;
	}
	printf("an inclusion proof of %d leaves: %.2f us, %.1f hashes\n", BENCH_LEAVES, (seconds() - start) * 1e6 / BENCH_PROOFS, (double)hashes / BENCH_PROOFS);
	struct sha256 leaf = merkle_leaf(entry_of(7));
	must(merkle_include(&reader, 7, c.size, &c.proof));
	start = seconds();
	for (int i = 0; i < BENCH_PROOFS; i++)
		must(merkle_is_included(&leaf, 7, c.size, &c.proof, &c.root));
	printf("verifying one: %.2f us\n", (seconds() - start) * 1e6 / BENCH_PROOFS);
	places = 0;
	free(stored);
	start = seconds();
	grow(BENCH_LEAVES);
	struct sha256 again;
	must(merkle_root(&reader, c.size, &again) && sha256_eq(&again, &c.root));
	printf("the whole anew: %.2f s\n", seconds() - start);
	return 0;
}

int main(int argc, char **argv)
{
	int64_t n = 0, seed = 0;
	must(sodium_init() >= 0);
	if (argc == 1)
		return measure();
	if (argc == 4 && cstr_eq(argv[1], "cases") && str_i64(str_of(argv[2]), &n) && str_i64(str_of(argv[3]), &seed) && n > 0)
		return cases(n, seed);
	fputs("bench-ledger [cases N SEED]\n", stderr);
	return 2;
}
