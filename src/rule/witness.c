/* A witness's decisions. See witness.h. */
#include "witness.h"

#define OLD "old "

void witness_log_new(struct witness_log *w, const struct note_key *key)
{
	*w = (struct witness_log){*key, {key->name, 0, merkle_empty()}};
}

bool witness_request_parse(struct arena *a, struct str body, struct witness_request *out)
{
	struct str rest = body;
	if (body.n > LIMIT_WITNESS_BODY_BYTES)
		return false;
	struct str line = str_cut(&rest, '\n');
	if (!rest.p || !str_starts(line, OLD) || !checkpoint_number(str_from(line, sizeof OLD - 1), &out->old)
		|| !checkpoint_hashes(a, &rest, LIMIT_WITNESS_PROOF_LINES, &out->proof))
		return false;
	out->note = rest;
	return true;
}

static struct witness_log *find_log(struct witness_log *logs, size_t n, struct str origin)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(logs[i].key.name, origin))
			return &logs[i];
	return NULL;
}

/* The first signature by this key, when all of its signatures hold; NULL otherwise. */
static const struct note_sig *signed_by(struct arena *a, const struct note *note, const struct note_key *key)
{
	const struct note_sig *first = NULL;
	for (size_t i = 0; i < note->sigs; i++) {
		if (!note_sig_is_of(&note->sig[i], key))
			continue;
		if (!note_sig_holds(a, &note->sig[i], key, note->text, NULL))
			return NULL;
		if (!first)
			first = &note->sig[i];
	}
	return first;
}

static int judge_growth(const struct witness_request *r, const struct checkpoint *last, const struct checkpoint *next)
{
	if (r->old > next->size)
		return 400;
	if (r->old != last->size)
		return 409;
	if (r->old == next->size && !sha256_eq(&last->root, &next->root))
		return 409;
	return merkle_is_extended(last->size, &last->root, next->size, &next->root, &r->proof) ? 200 : 422;
}

struct witness_verdict witness_judge(struct arena *a, struct str body, struct witness_log *logs, size_t n)
{
	struct witness_request r;
	struct note note;
	struct witness_verdict v = {.status = 400};
	if (!witness_request_parse(a, body, &r) || !note_parse(a, r.note, &note) || !checkpoint_parse(a, note.text, &v.checkpoint))
		return v;
	v.log = find_log(logs, n, v.checkpoint.origin);
	if (!v.log) {
		v.status = 404;
		return v;
	}
	v.checkpoint.origin = v.log->key.name;
	const struct note_sig *sig = signed_by(a, &note, &v.log->key);
	v.status = sig ? judge_growth(&r, &v.log->last, &v.checkpoint) : 403;
	if (sig) {
		v.text = note.text;
		v.log_line = sig->line;
	}
	return v;
}

bool witness_restore(struct arena *a, struct str text, const struct note_key *own, struct witness_log *w)
{
	struct note note;
	struct checkpoint c;
	if (!note_parse(a, text, &note) || !checkpoint_parse(a, note.text, &c) || !str_eq(c.origin, w->key.name)
		|| !signed_by(a, &note, &w->key) || !signed_by(a, &note, own))
		return false;
	c.origin = w->key.name;
	w->last = c;
	return true;
}
