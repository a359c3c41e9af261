/* huiyin-verify: checks one receipt, a file or the parts read from its printed
 * QR codes, for anybody, on any machine, offline. It
 * stands on nothing but the hash, the texts and the parsers of rule/: what it
 * says, the server has no hand in.
 *
 *   huiyin-verify RECEIPT --key VKEY [--policy FILE] [--lang en|zh]
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
#include "../rule/receipt.h"
#include "../rule/receipt_part.h"
#include "text.h"

enum { PROVED, REFUSED, USAGE, TROUBLE };
enum { ARENA_BYTES = 64 * 1024 * 1024, OUT_BYTES = 8 * 1024 * 1024 };

struct job {
	struct arena *a;
	const char *receipt, *key, *policy, *lang;
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
		"The key is the ledger's, name+id+base64, as its owner publishes it.\n", stderr);
	return USAGE;
}

/* False when a word is unknown, repeated or lacks its value. */
static bool read_words(struct job *j, int argc, char **argv)
{
	struct { const char *name; const char **value; } option[] = {{"--key", &j->key}, {"--policy", &j->policy}, {"--lang", &j->lang}};
	for (int i = 1; i < argc; i++) {
		const char **to = argv[i][0] == '-' && argv[i][1] ? NULL : &j->receipt;
		for (size_t k = 0; k < sizeof option / sizeof *option; k++)
			if (cstr_eq(argv[i], option[k].name) && ++i < argc)
				to = option[k].value;
		if (!to || *to || i >= argc)
			return false;
		*to = argv[i];
	}
	return j->receipt && (j->key || j->policy) && (!j->lang || cstr_eq(j->lang, "en") || cstr_eq(j->lang, "zh"));
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
		return say(USAGE, arena_printf(j->a, "%s:%d", j->policy, line), line ? "this line is not understood" : "there is no quorum line");
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

static void show_proof(struct job *j, struct buf *out, enum lang lang, const struct receipt_proof *p)
{
	char time[21];
	struct str rest = p->event, name, value;
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
	show_line(j, out, lang, T_RECEIPT_NOT_PROVED);
}

/* Printed receipts come in parts. */
static struct msg judge(struct job *j, struct str text, bool *proved, struct receipt_proof *proof)
{
	int lacks;
	enum receipt_join joined = receipt_join(j->a, text, &text, &lacks);
	if (joined != RECEIPT_JOINED && joined != RECEIPT_NO_PARTS)
		return receipt_join_words(j->a, joined, lacks);
	enum receipt_verdict v = receipt_verify(j->a, text, &j->trusted, proof);
	*proved = v == RECEIPT_PROVED;
	return receipt_words(v);
}

static int verify(struct job *j)
{
	struct str text;
	struct receipt_proof proof;
	enum lang lang = lang_of(str_of(j->lang ? j->lang : getenv("LANG")));
	int rc = os_read_file(j->a, j->receipt, LIMIT_RECEIPT_BYTES, &text);
	if (rc < 0 && rc != -EFBIG)
		return say(TROUBLE, j->receipt, strerror(-rc));
	bool proved = false;
	struct msg verdict = rc < 0 ? receipt_words(RECEIPT_MALFORMED) : judge(j, text, &proved, &proof);
	struct buf out;
	buf_init(&out, OUT_BYTES);
	show_line(j, &out, lang, verdict);
	if (proved)
		show_proof(j, &out, lang, &proof);
	bool written = buf_ok(&out) && fwrite(out.p, 1, out.n, stdout) == out.n && fflush(stdout) == 0;
	buf_free(&out);
	if (!written)
		return say(TROUBLE, "the answer could not be written", "");
	return proved ? PROVED : REFUSED;
}

int main(int argc, char **argv)
{
	must(sodium_init() >= 0);
	struct job j = {.a = arena_new(ARENA_BYTES)};
	int rc = read_words(&j, argc, argv) ? read_trust(&j) : usage();
	if (rc == PROVED)
		rc = verify(&j);
	arena_free(j.a);
	return rc;
}
