/* Receipts. See receipt.h. */
#include "receipt.h"

#include "../base/bug.h"
#include "canon.h"
#include "text.h"

#define FIRST_LINE "c2sp.org/tlog-proof@v1"
#define EXTRA "extra "
#define INDEX "index "
#define EVENT_WORDS "huiyin/ev/v1\n"

void receipt_entry(struct str opening, unsigned char out[static RECEIPT_ENTRY_BYTES])
{
	struct sha256_state s;
	sha256_init(&s);
	sha256_add(&s, EVENT_WORDS, sizeof EVENT_WORDS - 1);
	sha256_add(&s, opening.p, opening.n);
	struct sha256 h = sha256_end(&s);
	out[0] = 1;
	memcpy(out + 1, h.b, sizeof h.b);
}

struct str receipt_opening(struct arena *a, const unsigned char nonce[static RECEIPT_NONCE_BYTES], struct str event)
{
	char *p = arena_alloc(a, RECEIPT_NONCE_BYTES + event.n);
	memcpy(p, nonce, RECEIPT_NONCE_BYTES);
	memcpy(p + RECEIPT_NONCE_BYTES, event.p, event.n);
	return (struct str){p, RECEIPT_NONCE_BYTES + event.n};
}

void receipt_write(struct arena *a, struct buf *out, const struct receipt *r)
{
	buf_cstr(out, FIRST_LINE "\n");
	if (r->opening.p)
		buf_printf(out, EXTRA "%s\n", base64_text(a, r->opening.p, r->opening.n));
	buf_printf(out, INDEX "%lld\n", (long long)r->index);
	for (int i = 0; i < r->proof.n; i++)
		buf_printf(out, "%s\n", base64_text(a, r->proof.hash[i].b, sizeof r->proof.hash[i].b));
	buf_char(out, '\n');
	buf_str(out, r->checkpoint);
}

bool receipt_parse(struct arena *a, struct str text, struct receipt *out)
{
	struct str rest = text;
	*out = (struct receipt){.opening = {NULL, 0}};
	if (text.n > LIMIT_RECEIPT_BYTES || !str_is(str_cut(&rest, '\n'), FIRST_LINE) || !rest.p)
		return false;
	struct str line = str_cut(&rest, '\n');
	if (str_starts(line, EXTRA)) {
		if (!base64_bytes(a, str_from(line, sizeof EXTRA - 1), &out->opening) || !rest.p)
			return false;
		line = str_cut(&rest, '\n');
	}
	if (!str_starts(line, INDEX) || !checkpoint_number(str_from(line, sizeof INDEX - 1), &out->index)
		|| !checkpoint_hashes(a, &rest, LIMIT_PROOF_HASHES, &out->proof) || !rest.p)
		return false;
	out->checkpoint = rest;
	return true;
}

/* What the signatures of one note come to. */
struct signers {
	bool log, bad;
	bool cosigned[LIMIT_POLICY_NAMES];
	int64_t time[LIMIT_POLICY_NAMES];      /* the earliest a witness says; 0: it says none */
};

static void hear_witness(struct signers *s, int i, int64_t time)
{
	if (!s->cosigned[i] || (time > 0 && (s->time[i] == 0 || time < s->time[i])))
		s->time[i] = time;
	s->cosigned[i] = true;
}

static void hear(struct arena *a, const struct policy *policy, const struct note *note, const struct note_sig *sig, struct str origin, struct signers *s)
{
	int64_t time = 0;
	for (int i = 0; i < policy->logs; i++) {
		const struct note_key *k = &policy->log[i];
		if (!note_sig_is_of(sig, k))
			continue;
		/* A log speaks for itself only. */
		if (!note_sig_holds(a, sig, k, note->text, NULL))
			s->bad = true;
		else if (str_eq(k->name, origin))
			s->log = true;
	}
	for (int i = 0; i < policy->names; i++) {
		const struct note_key *k = &policy->name[i].key;
		if (policy->name[i].is_group || !note_sig_is_of(sig, k))
			continue;
		if (note_sig_holds(a, sig, k, note->text, &time))
			hear_witness(s, i, time);
		else
			s->bad = true;
	}
}

/* The first moment at which the witnesses who had signed by then were a quorum. */
static int64_t seen_by(const struct policy *p, const struct signers *s)
{
	int64_t first = 0;
	for (int i = 0; i < p->names && p->quorum != POLICY_NO_QUORUM; i++) {
		bool then[LIMIT_POLICY_NAMES] = {0};
		if (s->time[i] == 0 || (first > 0 && s->time[i] >= first))
			continue;
		for (int k = 0; k < p->names; k++)
			then[k] = s->cosigned[k] && s->time[k] > 0 && s->time[k] <= s->time[i];
		if (policy_met(p, then))
			first = s->time[i];
	}
	return first;
}

enum receipt_verdict receipt_verify_checkpoint(struct arena *a, struct str note_text, const struct policy *policy, struct receipt_proof *out)
{
	struct note note;
	struct signers s = {0};
	if (!note_parse(a, note_text, &note) || !checkpoint_parse(a, note.text, &out->checkpoint))
		return RECEIPT_BAD_CHECKPOINT;
	for (size_t i = 0; i < note.sigs; i++)
		hear(a, policy, &note, &note.sig[i], out->checkpoint.origin, &s);
	if (s.bad)
		return RECEIPT_BAD_SIGNATURE;
	if (!s.log)
		return RECEIPT_UNKNOWN_LOG;
	if (!policy_met(policy, s.cosigned))
		return RECEIPT_NO_QUORUM;
	out->witnesses = 0;
	for (int i = 0; i < policy->names; i++)
		out->witnesses += s.cosigned[i];
	out->seen_by = seen_by(policy, &s);
	return RECEIPT_PROVED;
}

enum receipt_verdict receipt_verify(struct arena *a, struct str text, const struct policy *policy, struct receipt_proof *out)
{
	struct receipt r;
	unsigned char entry[RECEIPT_ENTRY_BYTES];
	memset(out, 0, sizeof *out);
	if (!receipt_parse(a, text, &r))
		return RECEIPT_MALFORMED;
	if (!r.opening.p)
		return RECEIPT_NO_OPENING;
	if (r.opening.n <= RECEIPT_NONCE_BYTES || !canon_ok(str_from(r.opening, RECEIPT_NONCE_BYTES)))
		return RECEIPT_BAD_OPENING;
	receipt_entry(r.opening, entry);
	out->leaf = merkle_leaf((struct str){(const char *)entry, sizeof entry});
	out->index = r.index;
	out->event = str_from(r.opening, RECEIPT_NONCE_BYTES);
	enum receipt_verdict v = receipt_verify_checkpoint(a, r.checkpoint, policy, out);
	if (v != RECEIPT_PROVED)
		return v;
	bool there = merkle_is_included(&out->leaf, r.index, out->checkpoint.size, &r.proof, &out->checkpoint.root);
	return there ? RECEIPT_PROVED : RECEIPT_NOT_INCLUDED;
}

struct msg receipt_words(enum receipt_verdict v)
{
	const struct msg words[RECEIPT__MAX] = {
		[RECEIPT_PROVED] = T_RECEIPT_PROVED,
		[RECEIPT_MALFORMED] = T_RECEIPT_MALFORMED,
		[RECEIPT_NO_OPENING] = T_RECEIPT_NO_OPENING,
		[RECEIPT_BAD_OPENING] = T_RECEIPT_BAD_OPENING,
		[RECEIPT_BAD_CHECKPOINT] = T_RECEIPT_BAD_CHECKPOINT,
		[RECEIPT_UNKNOWN_LOG] = T_RECEIPT_UNKNOWN_LOG,
		[RECEIPT_BAD_SIGNATURE] = T_RECEIPT_BAD_SIGNATURE,
		[RECEIPT_NO_QUORUM] = T_RECEIPT_NO_QUORUM,
		[RECEIPT_NOT_INCLUDED] = T_RECEIPT_NOT_INCLUDED,
	};
	must(v >= 0 && v < RECEIPT__MAX);
	return words[v];
}
