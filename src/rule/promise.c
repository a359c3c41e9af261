/* Promises. See promise.h. */
#include "promise.h"

#include "../base/bug.h"
#include "canon.h"
#include "text.h"

#define TEXT_LINE "huiyin-promise/v1"
#define FILE_LINE "huiyin-promise@v1\n"
#define EXTRA "extra "

struct str promise_text(struct arena *a, const struct promise *p)
{
	return str_of(arena_printf(a, TEXT_LINE "\n%.*s\n%s\n%lld\n", STR_ARG(p->origin),
		base64_text(a, p->leaf.b, sizeof p->leaf.b), (long long)p->time));
}

bool promise_parse(struct arena *a, struct str text, struct promise *out)
{
	struct str rest = text;
	if (!str_ends(text, "\n"))
		return false;
	rest.n--;
	struct str first = str_cut(&rest, '\n');
	if (!rest.p || !str_is(first, TEXT_LINE))
		return false;
	out->origin = str_cut(&rest, '\n');
	if (!rest.p || !note_name_ok(out->origin) || !checkpoint_hash(a, str_cut(&rest, '\n'), &out->leaf) || !rest.p)
		return false;
	return checkpoint_number(str_cut(&rest, '\n'), &out->time) && !rest.p;
}

bool promise_is(struct str file)
{
	return str_starts(file, FILE_LINE);
}

void promise_write(struct arena *a, struct buf *out, struct str opening, struct str note)
{
	buf_printf(out, FILE_LINE EXTRA "%s\n\n", base64_text(a, opening.p, opening.n));
	buf_str(out, note);
}

/* Form only: the note's text and signatures, the opening. */
static bool parse_file(struct arena *a, struct str file, struct str *opening, struct note *note)
{
	struct str rest = str_from(file, promise_is(file) ? sizeof FILE_LINE - 1 : file.n);
	struct str extra = str_cut(&rest, '\n');
	if (!rest.p || !str_starts(extra, EXTRA) || !base64_bytes(a, str_from(extra, sizeof EXTRA - 1), opening))
		return false;
	return str_cut(&rest, '\n').n == 0 && rest.p && note_parse(a, rest, note);
}

static enum promise_verdict judge_signatures(struct arena *a, const struct note *note, const struct policy *policy, struct str origin)
{
	bool known = false;
	for (size_t i = 0; i < note->sigs; i++)
		for (int k = 0; k < policy->logs; k++) {
			if (!note_sig_is_of(&note->sig[i], &policy->log[k]))
				continue;
			if (!note_sig_holds(a, &note->sig[i], &policy->log[k], note->text, NULL))
				return PROMISE_BAD_SIGNATURE;
			/* A log speaks for itself only. */
			known = known || str_eq(policy->log[k].name, origin);
		}
	return known ? PROMISE_GIVEN : PROMISE_UNKNOWN_LOG;
}

enum promise_verdict promise_verify(struct arena *a, struct str file, const struct policy *policy, struct promise_proof *out)
{
	struct note note;
	struct str opening = STR_NONE;
	unsigned char entry[RECEIPT_ENTRY_BYTES];
	memset(out, 0, sizeof *out);
	if (file.n > LIMIT_RECEIPT_BYTES || !parse_file(a, file, &opening, &note) || !promise_parse(a, note.text, &out->promise))
		return PROMISE_MALFORMED;
	if (opening.n <= RECEIPT_NONCE_BYTES || !canon_ok(str_from(opening, RECEIPT_NONCE_BYTES)))
		return PROMISE_BAD_OPENING;
	receipt_entry(opening, entry);
	struct sha256 leaf = merkle_leaf((struct str){(const char *)entry, sizeof entry});
	if (!sha256_eq(&leaf, &out->promise.leaf))
		return PROMISE_BAD_OPENING;
	out->event = str_from(opening, RECEIPT_NONCE_BYTES);
	return judge_signatures(a, &note, policy, out->promise.origin);
}

int64_t promise_deadline(const struct promise *p)
{
	return p->time + LIMIT_MERGE_DELAY_S;
}

enum promise_kept promise_judge(const struct promise *p, const struct receipt_proof *receipt)
{
	if (!sha256_eq(&p->leaf, &receipt->leaf) || !str_eq(p->origin, receipt->checkpoint.origin))
		return PROMISE_OTHER_EVENT;
	if (receipt->seen_by == 0)
		return PROMISE_KEPT_NO_TIME;
	return receipt->seen_by <= promise_deadline(p) ? PROMISE_KEPT : PROMISE_KEPT_LATE;
}

struct msg promise_words(enum promise_verdict v)
{
	const struct msg words[PROMISE__MAX] = {
		[PROMISE_GIVEN] = T_PROMISE_GIVEN, [PROMISE_MALFORMED] = T_PROMISE_MALFORMED, [PROMISE_BAD_OPENING] = T_PROMISE_BAD_OPENING,
		[PROMISE_UNKNOWN_LOG] = T_PROMISE_UNKNOWN_LOG, [PROMISE_BAD_SIGNATURE] = T_PROMISE_BAD_SIGNATURE,
	};
	must(v < PROMISE__MAX);
	return words[v];
}
