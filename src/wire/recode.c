/* Recoding. Promises: 1 what comes out is valid UTF-8; 2 nothing is lost
 * silently: every unlawful byte is one U+FFFD and one more in `bad`; 3 any cut
 * of the stream gives the same. A byte order mark comes out as U+FEFF, for the
 * reader behind to drop. */
#include "recode.h"

#include <errno.h>
#include <iconv.h>
#include "../base/bug.h"
#include "../base/utf8.h"

static const char *const NAME[ENCODING__MAX] = {
	[ENCODING_UTF8] = "UTF-8", [ENCODING_UTF8_BOM] = "UTF-8 with BOM",
	[ENCODING_GB18030] = "GB18030", [ENCODING_UTF16LE] = "UTF-16LE",
	[ENCODING_UTF16BE] = "UTF-16BE",
};

static size_t convert(struct recode *r, struct str s, bool last, struct buf *out);
static size_t check_utf8(struct recode *r, struct str s, bool last, struct buf *out);
static size_t through_iconv(struct recode *r, struct str s, bool last, struct buf *out);
static bool utf8_cut_short(struct str s);

enum encoding csv_guess_encoding(struct str head)
{
	int64_t good = 0, bad = 0;
	if (str_starts(head, "\xEF\xBB\xBF"))
		return ENCODING_UTF8_BOM;
	if (str_starts(head, "\xFF\xFE"))
		return ENCODING_UTF16LE;
	if (str_starts(head, "\xFE\xFF"))
		return ENCODING_UTF16BE;
	while (head.n > 0 && !utf8_cut_short(head)) {
		bool wide = (unsigned char)head.p[0] >= 0x80;
		if (utf8_next(&head) == UTF8_BAD)
			bad++;
		else
			good += wide;
	}
	/* GB18030 text hardly ever looks like UTF-8 for three characters in a row;
	 * a UTF-8 file with a few broken bytes must not be taken for it. */
	return bad * 10 <= good ? ENCODING_UTF8 : ENCODING_GB18030;
}

const char *encoding_name(enum encoding e)
{
	must(e < ENCODING__MAX);
	return NAME[e];
}

/* Next letter or digit of s in lower case, 0 at the end. */
static char next_letter(struct str *s)
{
	while (s->n > 0) {
		char c = s->p[0];
		*s = str_from(*s, 1);
		if (c >= 'A' && c <= 'Z')
			return (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			return c;
	}
	return 0;
}

bool encoding_parse(struct str name, enum encoding *out)
{
	for (int i = 0; i < ENCODING__MAX; i++) {
		struct str a = name, b = str_of(NAME[i]);
		char x, y;
		do {
			x = next_letter(&a);
			y = next_letter(&b);
		} while (x && x == y);
		if (x == y) {
			*out = (enum encoding)i;
			return true;
		}
	}
	return false;
}

bool recode_init(struct recode *r, enum encoding e)
{
	*r = (struct recode){.encoding = e};
	if (e == ENCODING_UTF8 || e == ENCODING_UTF8_BOM)
		return true;
	iconv_t cd = iconv_open("UTF-8", encoding_name(e));
	if (cd == (iconv_t)-1)
		return false;
	r->iconv = cd;
	return true;
}

void recode_free(struct recode *r)
{
	if (r->iconv)
		iconv_close(r->iconv);
	r->iconv = NULL;
}

/* The begin of a character left from before is joined with the first bytes of
 * the block, until the joint is past; the rest is then taken where it lies. */
void recode_feed(struct recode *r, struct str bytes, bool last, struct buf *out)
{
	while (r->rests > 0 && (bytes.n > 0 || last)) {
		char joint[sizeof r->rest + 1];
		size_t old = r->rests;
		size_t more = bytes.n > 0;
		memcpy(joint, r->rest, old);
		if (more)
			joint[old] = bytes.p[0];
		bytes = str_from(bytes, more);
		size_t used = convert(r, (struct str){joint, old + more}, last && bytes.n == 0, out);
		r->rests = old + more - used;
		must(r->rests <= sizeof r->rest);
		memcpy(r->rest, joint + used, r->rests);
	}
	if (bytes.n == 0)
		return;
	size_t used = convert(r, bytes, last, out);
	r->rests = bytes.n - used;
	must(r->rests <= sizeof r->rest);
	memcpy(r->rest, bytes.p + used, r->rests);
}

/* How many bytes of s were dealt with; what is left is the begin of a character. */
static size_t convert(struct recode *r, struct str s, bool last, struct buf *out)
{
	size_t used = r->iconv ? through_iconv(r, s, last, out) : check_utf8(r, s, last, out);
	r->at += (int64_t)used;
	return used;
}

/* done: bytes of this call already dealt with. */
static void note_bad(struct recode *r, size_t done, struct buf *out)
{
	if (r->bad < RECODE_BAD_KEPT)
		r->bad_at[r->bad] = r->at + (int64_t)done;
	r->bad++;
	buf_cstr(out, "\xEF\xBF\xBD");
}

/* Whether s is only the begin of a character that could still become lawful. */
static bool utf8_cut_short(struct str s)
{
	unsigned char first = (unsigned char)s.p[0];
	size_t want = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
	static const char *const TAIL[] = {"\x80\x80\x80", "\x90\x80\x80", "\xA0\x80\x80"};
	if (s.n >= want || first > 0xF4)
		return false;
	/* Fill up with the lowest and other second bytes: lawful in one way is enough. */
	for (size_t i = 0; i < sizeof TAIL / sizeof *TAIL; i++) {
		char whole[4];
		memcpy(whole, s.p, s.n);
		memcpy(whole + s.n, TAIL[i], want - s.n);
		struct str try = {whole, want};
		if (utf8_next(&try) != UTF8_BAD)
			return true;
	}
	return false;
}

static size_t check_utf8(struct recode *r, struct str s, bool last, struct buf *out)
{
	struct str rest = s;
	const char *plain = s.p;       /* begin of the lawful run not yet written */
	while (rest.n > 0) {
		const char *at = rest.p;
		if (!last && rest.n < 4 && utf8_cut_short(rest))
			break;
		if (utf8_next(&rest) != UTF8_BAD)
			continue;
		buf_add(out, plain, (size_t)(at - plain));
		note_bad(r, (size_t)(at - s.p), out);
		plain = rest.p;
	}
	buf_add(out, plain, (size_t)(rest.p - plain));
	return (size_t)(rest.p - s.p);
}

/* Steps over what iconv cannot read: one byte, or one unit of UTF-16. */
static void skip_bad(struct recode *r, char **in, size_t *left, size_t done, struct buf *out)
{
	size_t unit = r->encoding == ENCODING_GB18030 || *left < 2 ? 1 : 2;
	note_bad(r, done, out);
	*in += unit;
	*left -= unit;
}

static size_t through_iconv(struct recode *r, struct str s, bool last, struct buf *out)
{
	char *in = (char *)(uintptr_t)s.p;     /* iconv reads only; its signature is old */
	size_t left = s.n;
	while (left > 0) {
		char text[4096], *to = text;
		size_t room = sizeof text;
		errno = 0;
		size_t got = iconv(r->iconv, &in, &left, &to, &room);
		int why = errno;
		buf_add(out, text, (size_t)(to - text));
		if (got != (size_t)-1 || why == E2BIG)
			continue;
		if (why == EINVAL && !last)
			break;
		skip_bad(r, &in, &left, (size_t)(in - s.p), out);
	}
	return (size_t)(in - s.p);
}
