/* See ledger_run.h for the laws. */
#include "ledger_run.h"

#include "../base/bug.h"
#include "../base/os.h"
#include "../rule/canon.h"
#include "../rule/receipt.h"
#include "input.h"
#include "ledger.h"
#include "query.h"

enum { OPENING_BYTES = 256 * 1024, PAD_TO = 8 };

/* -- the opening */

static void member(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, "%s\"%s\":", b->n > 1 ? "," : "", name);
	must(canon_string(b, str_of(value)));
}

static const char *hash_hex(struct arena *a, const char *first, const char *second, const char *third)
{
	char hex[65];
	struct sha256 h = sha256_of(str_of(arena_printf(a, "%s\n%s\n%s", first, second, third)));
	return arena_strdup(a, sha256_hex(&h, hex));
}

const char *ledger_paper_words(struct arena *a, const struct ledger_paper *p)
{
	return arena_printf(a, "%s %s sha256:%s", p->kind, p->number, hash_hex(a, p->body_zh, p->body_en, ""));
}

static void papers_member(struct buf *b, struct arena *a, const struct ledger_paper *paper, size_t papers)
{
	buf_cstr(b, ",\"papers\":[");
	for (size_t i = 0; i < papers; i++) {
		buf_cstr(b, i ? "," : "");
		must(canon_string(b, str_of(ledger_paper_words(a, &paper[i]))));
	}
	buf_char(b, ']');
}

/* Canonical JSON: names in rising order. */
const char *ledger_opening(struct arena *a, const struct q_event_for_ledger *e, const struct ledger_paper *paper, size_t papers)
{
	struct buf b;
	char at[21];
	buf_init(&b, OPENING_BYTES);
	buf_char(&b, '{');
	member(&b, "act", e->act);
	member(&b, "actor", e->actor);
	member(&b, "article", e->article);
	member(&b, "at", utc_text(e->at_ms, at));
	buf_printf(&b, ",\"data\":%s", e->data);
	member(&b, "day", e->day);
	member(&b, "from", e->from_state);
	member(&b, "matter", e->matter);
	if (papers)
		papers_member(&b, a, paper, papers);
	if (e->person_id != DB_NULL_INT)
		buf_printf(&b, ",\"person\":%lld", (long long)e->person_id);
	member(&b, "role", e->role);
	buf_printf(&b, ",\"seq\":%lld", (long long)e->seq);
	if (e->seq == 1)
		member(&b, "text", arena_printf(a, "sha256:%s", hash_hex(a, e->subject, e->body, e->requests)));
	member(&b, "to", e->to_state);
	if (e->unit)
		member(&b, "unit", e->unit);
	buf_char(&b, '}');
	must(buf_ok(&b));
	const char *kept = arena_strdup(a, b.p);
	buf_free(&b);
	return kept;
}

static int64_t append(struct tx *tx, const unsigned char nonce[static RECEIPT_NONCE_BYTES], const char *opening)
{
	unsigned char entry[RECEIPT_ENTRY_BYTES];
	receipt_entry(receipt_opening(tx->arena, nonce, str_of(opening)), entry);
	return ledger_append(tx, (struct str){(const char *)entry, sizeof entry});
}

void ledger_note(struct tx *tx, int64_t event_id, const struct ledger_paper *paper, size_t papers)
{
	struct q_event_for_ledger e;
	unsigned char nonce[RECEIPT_NONCE_BYTES];
	if (!q_event_for_ledger(tx, event_id, &e))
		return;                        /* trouble is set: nothing will be kept */
	const char *opening = ledger_opening(tx->arena, &e, paper, papers);
	if (input_again(tx)) {
		q_leaf_insert(tx, event_id, event_id, (struct str){NULL, 0}, opening);
		return;                        /* no tree on a passing copy */
	}
	os_random(nonce, sizeof nonce);
	int64_t leaf = append(tx, nonce, opening);
	if (tx->trouble == TROUBLE_NONE)
		q_leaf_insert(tx, event_id, leaf, (struct str){(const char *)nonce, sizeof nonce}, opening);
}

bool ledger_catch_up(struct tx *tx)
{
	struct q_events_without_leaf *e;
	size_t n = q_events_without_leaf(tx, &e);
	for (size_t i = 0; i < n && tx->trouble == TROUBLE_NONE; i++)
		ledger_note(tx, e[i].id, NULL, 0);
	return n > 0 && tx->trouble == TROUBLE_NONE;
}

bool ledger_pad(struct tx *tx, const struct city *c)
{
	unsigned char nonce[RECEIPT_NONCE_BYTES];
	int64_t size = ledger_size(tx);
	if (size == 0 || size == ledger_signed_size(c))
		return false;
	for (; size % PAD_TO && tx->trouble == TROUBLE_NONE; size++) {
		os_random(nonce, sizeof nonce);
		int64_t leaf = append(tx, nonce, "{}");
		if (tx->trouble == TROUBLE_NONE)
			q_pad_insert(tx, leaf, (struct str){(const char *)nonce, sizeof nonce});
	}
	return tx->trouble == TROUBLE_NONE;
}
