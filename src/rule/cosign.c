/* What a witness's reply is worth. See cosign.h. */
#include "cosign.h"

#include "../base/bug.h"
#include "text.h"

#define SIZE_TYPE "text/x.tlog.size"

static const char *const names[COSIGN__MAX] = {
	[COSIGN_NEVER] = "never", [COSIGN_SIGNED] = "signed", [COSIGN_AWAY] = "away", [COSIGN_BUSY] = "busy",
	[COSIGN_UNKNOWN_LOG] = "unknown_log", [COSIGN_UNKNOWN_KEY] = "unknown_key", [COSIGN_REFUSED] = "refused",
	[COSIGN_BEHIND] = "behind", [COSIGN_ROLLBACK] = "rollback", [COSIGN_FORK] = "fork",
	[COSIGN_BAD_SIGNATURE] = "bad_signature", [COSIGN_GARBAGE] = "garbage",
};

struct str cosign_body(struct arena *a, int64_t old, const struct merkle_proof *proof, struct str note)
{
	struct buf b;
	buf_init(&b, LIMIT_WITNESS_BODY_BYTES);
	buf_printf(&b, "old %lld\n", (long long)old);
	for (int i = 0; i < proof->n; i++)
		buf_printf(&b, "%s\n", base64_text(a, proof->hash[i].b, sizeof proof->hash[i].b));
	buf_char(&b, '\n');
	buf_str(&b, note);
	must(buf_ok(&b));
	struct str body = {arena_memdup(a, b.p, b.n), b.n};
	buf_free(&b);
	return body;
}

static struct cosign_result only(enum cosign_verdict v)
{
	return (struct cosign_result){.verdict = v};
}

/* Lines of others may stand beside its own; every one of its own must hold. */
static struct cosign_result judge_lines(struct arena *a, const struct cosign_ask *ask, struct str lines)
{
	struct note note;
	struct cosign_result r = {.verdict = COSIGN_BAD_SIGNATURE};
	if (!note_parse(a, note_join(a, ask->text, lines), &note))
		return only(COSIGN_GARBAGE);
	if (!str_eq(note.text, ask->text))
		return only(COSIGN_GARBAGE);
	for (size_t i = 0; i < note.sigs; i++) {
		int64_t time = 0;
		if (!note_sig_is_of(&note.sig[i], ask->key))
			continue;
		if (!note_sig_holds(a, &note.sig[i], ask->key, ask->text, &time) || time <= 0)
			return only(COSIGN_BAD_SIGNATURE);
		if (r.verdict != COSIGN_SIGNED)
			r = (struct cosign_result){COSIGN_SIGNED, note.sig[i].line, time, ask->size};
	}
	return r;
}

/* 409: "<size>\n", the latest it has signed. */
static struct cosign_result judge_size(const struct cosign_ask *ask, const struct cosign_reply *reply)
{
	struct cosign_result r = {.verdict = COSIGN_BEHIND};
	struct str body = reply->body;
	if (!str_is(reply->type, SIZE_TYPE) || !str_ends(body, "\n") || !checkpoint_number(str_head(body, body.n - 1), &r.size))
		return only(COSIGN_GARBAGE);
	if (r.size > ask->size)
		r.verdict = COSIGN_ROLLBACK;
	else if (r.size == ask->old)
		r.verdict = r.size == ask->size ? COSIGN_FORK : COSIGN_GARBAGE;        /* that was the size we asked with */
	return r;
}

struct cosign_result cosign_judge(struct arena *a, const struct cosign_ask *ask, const struct cosign_reply *reply)
{
	if (reply->status == 0)
		return only(COSIGN_AWAY);
	if (reply->body.n > LIMIT_WITNESS_REPLY_BYTES)
		return only(COSIGN_GARBAGE);
	switch (reply->status) {
	case 200: return judge_lines(a, ask, reply->body);
	case 400: return only(COSIGN_REFUSED);
	case 403: return only(COSIGN_UNKNOWN_KEY);
	case 404: return only(COSIGN_UNKNOWN_LOG);
	case 409: return judge_size(ask, reply);
	case 422: return only(COSIGN_FORK);
	default: return only(COSIGN_BUSY);
	}
}

bool cosign_alarms(enum cosign_verdict v)
{
	return v == COSIGN_ROLLBACK || v == COSIGN_FORK;
}

const char *cosign_name(enum cosign_verdict v)
{
	must(v < COSIGN__MAX);
	return names[v];
}

enum cosign_verdict cosign_of_name(struct str name)
{
	int v = 0;
	while (v < COSIGN__MAX && !str_is(name, names[v]))
		v++;
	return (enum cosign_verdict)v;
}

struct msg cosign_words(enum cosign_verdict v)
{
	must(v < COSIGN__MAX);
	const struct msg words[COSIGN__MAX] = {
		[COSIGN_NEVER] = T_COSIGN_NEVER, [COSIGN_SIGNED] = T_COSIGN_SIGNED, [COSIGN_AWAY] = T_COSIGN_AWAY, [COSIGN_BUSY] = T_COSIGN_BUSY,
		[COSIGN_UNKNOWN_LOG] = T_COSIGN_UNKNOWN_LOG, [COSIGN_UNKNOWN_KEY] = T_COSIGN_UNKNOWN_KEY, [COSIGN_REFUSED] = T_COSIGN_REFUSED,
		[COSIGN_BEHIND] = T_COSIGN_BEHIND, [COSIGN_ROLLBACK] = T_COSIGN_ROLLBACK, [COSIGN_FORK] = T_COSIGN_FORK,
		[COSIGN_BAD_SIGNATURE] = T_COSIGN_BAD_SIGNATURE, [COSIGN_GARBAGE] = T_COSIGN_GARBAGE,
	};
	return words[v];
}
