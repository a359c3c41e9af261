/* huiyin-verify: checks one receipt or promise, a file or the parts read from a
 * receipt's printed QR codes, or that a ledger only grew, for anybody, on any machine, offline. It
 * stands on nothing but the hash, the texts and the parsers of rule/: what it
 * says, the server has no hand in.
 *
 *   huiyin-verify RECEIPT --key VKEY [--policy FILE] [--lang en|zh]
 *   huiyin-verify PROMISE --key VKEY [--receipt RECEIPT] [--policy FILE] [--lang en|zh]
 *   huiyin-verify --against OLD DIR --key VKEY [--policy FILE] [--lang en|zh]
 *
 * 1. Exit 0 only when everything asked for is proved; 1 when it is not; 2 used
 *    wrongly; 3 a file could not be read.
 * 2. No byte of the receipt reaches the terminal that could steer it. */
/* First: it uses names that base/banned.h takes away. */
#include <errno.h>
#include <sodium.h>

#include "../base/bug.h"
#include "../base/date.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "../base/utf8.h"
#include "../rule/canon.h"
#include "../rule/promise.h"
#include "../rule/receipt.h"
#include "../rule/receipt_part.h"
#include "grown.h"
#include "text.h"

enum { PROVED, REFUSED, USAGE, TROUBLE };
enum { ARENA_BYTES = 64 * 1024 * 1024, OUT_BYTES = 8 * 1024 * 1024 };

struct job {
	struct arena *a;
	const char *file, *receipt, *key, *policy, *lang, *against;
	struct policy trusted;
};

static int say(int code, const char *what, const char *more)
{
	fprintf(stderr, "huiyin-verify: %s%s%s\n", what, *more ? ": " : "", more);
	return code;
}

static int usage(void)
{
	fputs("usage: huiyin-verify RECEIPT --key VKEY [--policy FILE] [--lang en|zh]\n"
		"       huiyin-verify PROMISE --key VKEY [--receipt RECEIPT] [--policy FILE] [--lang en|zh]\n"
		"       huiyin-verify --against OLD DIR --key VKEY [--policy FILE] [--lang en|zh]\n"
		"OLD is a signed state of the ledger, or a receipt; DIR a copy of what it publishes under /ledger/.\n"
		"The key is the ledger's, name+id+base64, as its owner publishes it.\n", stderr);
	return USAGE;
}

/* False when a word is unknown, repeated or lacks its value. */
static bool read_words(struct job *j, int argc, char **argv)
{
	struct { const char *name; const char **value; } option[] = {{"--key", &j->key}, {"--policy", &j->policy}, {"--lang", &j->lang},
		{"--receipt", &j->receipt}, {"--against", &j->against}};
	for (int i = 1; i < argc; i++) {
		const char **to = argv[i][0] == '-' && argv[i][1] ? NULL : &j->file;
		for (size_t k = 0; k < sizeof option / sizeof *option; k++)
			if (cstr_eq(argv[i], option[k].name) && ++i < argc)
				to = option[k].value;
		if (!to || *to || i >= argc)
			return false;
		*to = argv[i];
	}
	return j->file && (j->key || j->policy) && (!j->lang || cstr_eq(j->lang, "en") || cstr_eq(j->lang, "zh"));
}

/* Whom to believe: the key alone, or the policy, with the key for its log. */
static int read_trust(struct job *j)
{
	struct note_key key;
	struct str text;
	int line = 0;
	if (j->key && (!note_key_parse(j->a, str_of(j->key), &key) || key.type != NOTE_LOG))
		return say(USAGE, "this is not a ledger's key", j->key);
	if (!j->policy) {
		j->trusted = policy_of_key(&key);
		return PROVED;
	}
	int rc = os_read_file(j->a, j->policy, LIMIT_POLICY_BYTES, &text);
	if (rc < 0)
		return say(TROUBLE, j->policy, strerror(-rc));
	if (!policy_parse(j->a, text, &j->trusted, &line))
		return say(USAGE, arena_printf(j->a, "%s:%d", j->policy, line), j->trusted.why);
	if (j->key) {
		j->trusted.log[0] = key;
		j->trusted.logs = 1;
	}
	return j->trusted.logs > 0 ? PROVED : say(USAGE, j->policy, "names no log, and there is no --key");
}

static bool steers(uint32_t c)
{
	return (c >= 0x7F && c <= 0x9F) || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x061C;
}

/* Canonical JSON has no control bytes below blank; the rest is told by number. */
static void show_text(struct buf *out, struct str s)
{
	while (s.n > 0) {
		const char *from = s.p;
		uint32_t c = utf8_next(&s);
		if (c == UTF8_BAD || steers(c))
			buf_printf(out, "\\u%04x", c == UTF8_BAD ? 0xFFFDu : c);
		else
			buf_add(out, from, (size_t)(s.p - from));
	}
}

static void show_line(struct job *j, struct buf *out, enum lang lang, struct msg m)
{
	show_text(out, str_of(msg_text(j->a, lang, m)));
	buf_char(out, '\n');
}

static void show_event(struct job *j, struct buf *out, enum lang lang, struct str event)
{
	struct str rest = event, name, value;
	show_line(j, out, lang, T_RECEIPT_EVENT);
	while (canon_member(&rest, &name, &value)) {
		struct msg known = {.id = msg_id(arena_printf(j->a, "receipt.name.%s", arena_cstr(j->a, name)))};
		buf_cstr(out, "  ");
		show_text(out, name);
		if (known.id)
			buf_printf(out, " (%s)", msg_text(j->a, lang, known));
		buf_cstr(out, ": ");
		show_text(out, value);
		buf_char(out, '\n');
	}
}

static void show_proof(struct job *j, struct buf *out, enum lang lang, const struct receipt_proof *p)
{
	char time[21];
	const char *count = arena_printf(j->a, "%d", p->witnesses), *origin = arena_cstr(j->a, p->checkpoint.origin);
	/* People count from one. */
	const char *index = arena_printf(j->a, "%lld", (long long)p->index + 1), *size = arena_printf(j->a, "%lld", (long long)p->checkpoint.size);
	show_line(j, out, lang, T_RECEIPT_PLACE(index, size, origin));
	show_line(j, out, lang, T_RECEIPT_ROOT(base64_text(j->a, p->checkpoint.root.b, sizeof p->checkpoint.root.b)));
	if (j->trusted.quorum == POLICY_NO_QUORUM)
		show_line(j, out, lang, T_RECEIPT_ALONE);
	else if (p->seen_by > 0 && p->seen_by <= INT64_MAX / 1000 && day_of_ms(p->seen_by * 1000, 0) <= DAY_LAST)
		show_line(j, out, lang, T_RECEIPT_WITNESSED(count, utc_text(p->seen_by * 1000, time)));
	else
		show_line(j, out, lang, T_RECEIPT_WITNESSED_NO_TIME(count));
	show_event(j, out, lang, p->event);
	show_line(j, out, lang, T_RECEIPT_NOT_PROVED);
}

/* Unix seconds as people read them; "?" for a time no calendar has. */
static const char *time_text(struct job *j, int64_t seconds)
{
	char time[21];
	if (seconds < 0 || seconds > INT64_MAX / 1000 || day_of_ms(seconds * 1000, 0) > DAY_LAST)
		return "?";
	return arena_strdup(j->a, utc_text(seconds * 1000, time));
}

static int verify_receipt(struct job *j, struct str text, struct buf *out, enum lang lang)
{
	struct receipt_proof proof;
	enum receipt_verdict v = receipt_verify(j->a, text, &j->trusted, &proof);
	show_line(j, out, lang, receipt_words(v));
	if (v == RECEIPT_PROVED)
		show_proof(j, out, lang, &proof);
	return v == RECEIPT_PROVED ? PROVED : REFUSED;
}

/* The receipt that came later: was the promise kept? */
static int verify_kept(struct job *j, struct str text, const struct promise *p, struct buf *out, enum lang lang)
{
	struct receipt_proof proof;
	enum receipt_verdict v = receipt_verify(j->a, text, &j->trusted, &proof);
	if (v != RECEIPT_PROVED) {
		show_line(j, out, lang, T_PROMISE_RECEIPT_BAD);
		show_line(j, out, lang, receipt_words(v));
		return REFUSED;
	}
	enum promise_kept kept = promise_judge(p, &proof);
	const char *seen = time_text(j, proof.seen_by);
	const struct msg words[PROMISE_KEPT__MAX] = {
		[PROMISE_KEPT] = T_PROMISE_KEPT(seen), [PROMISE_KEPT_NO_TIME] = T_PROMISE_KEPT_NO_TIME,
		[PROMISE_KEPT_LATE] = T_PROMISE_KEPT_LATE(seen), [PROMISE_OTHER_EVENT] = T_PROMISE_OTHER_EVENT,
	};
	show_line(j, out, lang, words[kept]);
	return kept == PROMISE_KEPT || kept == PROMISE_KEPT_NO_TIME ? PROVED : REFUSED;
}

static int verify_promise(struct job *j, struct str text, struct str receipt, struct buf *out, enum lang lang)
{
	struct promise_proof proof;
	enum promise_verdict v = promise_verify(j->a, text, &j->trusted, &proof);
	int rc = PROVED;
	show_line(j, out, lang, promise_words(v));
	if (v != PROMISE_GIVEN)
		return REFUSED;
	int64_t deadline = promise_deadline(&proof.promise);
	show_line(j, out, lang, T_PROMISE_DEADLINE(arena_cstr(j->a, proof.promise.origin), time_text(j, proof.promise.time), time_text(j, deadline)));
	if (j->receipt)
		rc = verify_kept(j, receipt, &proof.promise, out, lang);
	else
		show_line(j, out, lang, os_utc_ms() / 1000 > deadline ? T_PROMISE_OVER : T_PROMISE_TIME_LEFT);
	show_event(j, out, lang, proof.event);
	return rc;
}

/* A file that is too long is no receipt: read as one that is not whole. */
static int read_text(struct job *j, const char *path, struct str *out)
{
	*out = STR_NONE;
	int rc = path ? os_read_file(j->a, path, LIMIT_RECEIPT_BYTES, out) : 0;
	return rc < 0 && rc != -EFBIG ? say(TROUBLE, path, strerror(-rc)) : PROVED;
}

static int answer(struct buf *out, int rc)
{
	bool written = buf_ok(out) && fwrite(out->p, 1, out->n, stdout) == out->n && fflush(stdout) == 0;
	buf_free(out);
	if (!written)
		return say(TROUBLE, "the answer could not be written", "");
	return rc;
}

static int verify(struct job *j)
{
	struct str text, receipt;
	struct buf out;
	enum lang lang = lang_of(str_of(j->lang ? j->lang : getenv("LANG")));
	if (read_text(j, j->file, &text) != PROVED || read_text(j, j->receipt, &receipt) != PROVED)
		return TROUBLE;
	/* printed ones come in parts */
	int lacks;
	enum receipt_join joined = receipt_join(j->a, text, &text, &lacks);
	bool promise = promise_is(text), whole = joined == RECEIPT_JOINED || joined == RECEIPT_NO_PARTS;
	if (j->receipt && whole && !promise)
		return say(USAGE, j->file, "is not a promise; --receipt is for promises");
	buf_init(&out, OUT_BYTES);
	if (!whole) {
		show_line(j, &out, lang, receipt_join_words(j->a, joined, lacks));
		return answer(&out, REFUSED);
	}
	int rc = promise ? verify_promise(j, text, receipt, &out, lang) : verify_receipt(j, text, &out, lang);
	return answer(&out, rc);
}

static struct msg grown_words(struct job *j, enum grown_verdict v, const struct grown *g)
{
	const char *old = arena_printf(j->a, "%lld", (long long)g->old.size), *now = arena_printf(j->a, "%lld", (long long)g->now.size);
	const char *origin = arena_cstr(j->a, g->now.origin);
	switch (v) {
	case GROWN_PROVED:
		return T_GROWN_PROVED(origin, old, now);
	case GROWN_SMALLER:
		return T_GROWN_SMALLER(old, now);
	case GROWN_CHANGED:
		return T_GROWN_CHANGED(old);
	case GROWN_TWO_LEDGERS:
		return T_GROWN_TWO_LEDGERS(arena_cstr(j->a, g->old.origin), origin);
	case GROWN_NOT_ITS_TILES:
		return T_GROWN_NOT_ITS_TILES;
	case GROWN_UNTRUSTED_OLD: case GROWN_UNTRUSTED_NEW: case GROWN_UNREADABLE:
		break;
	}
	return receipt_words(g->why);
}

/* The tiles are read one by one: the copy may be of any size. */
static int verify_grown(struct job *j)
{
	struct str old;
	struct grown g;
	struct buf out;
	enum lang lang = lang_of(str_of(j->lang ? j->lang : getenv("LANG")));
	int rc = os_read_file(j->a, j->against, LIMIT_RECEIPT_BYTES, &old);
	if (rc < 0)
		return say(TROUBLE, j->against, strerror(-rc));
	enum grown_verdict v = grown_check(j->a, old, j->file, &j->trusted, &g);
	if (v == GROWN_UNREADABLE)
		return say(TROUBLE, g.path, strerror(-g.trouble));
	buf_init(&out, OUT_BYTES);
	if (v == GROWN_UNTRUSTED_OLD || v == GROWN_UNTRUSTED_NEW)
		show_line(j, &out, lang, v == GROWN_UNTRUSTED_OLD ? T_GROWN_OLDER : T_GROWN_NEWER);
	show_line(j, &out, lang, grown_words(j, v, &g));
	return answer(&out, v == GROWN_PROVED ? PROVED : REFUSED);
}

int main(int argc, char **argv)
{
	must(sodium_init() >= 0);
	struct job j = {.a = arena_new(ARENA_BYTES)};
	int rc = read_words(&j, argc, argv) ? read_trust(&j) : usage();
	if (rc == PROVED)
		rc = j.against ? verify_grown(&j) : verify(&j);
	arena_free(j.a);
	return rc;
}
