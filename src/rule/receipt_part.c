/* Receipts in parts. See receipt_part.h. */
#include "receipt_part.h"

#include "../base/bug.h"
#include "../base/hash.h"
#include "text.h"

#define WORD "HUIYIN-RECEIPT"
enum {
	TAG_BYTES = 5, TAG_CHARS = 8,
	/* With the words before it a part fits a code of version 17 (85 modules) at level M. */
	DATA_CHARS = 700,
};

struct joining {
	int n;                         /* parts there are */
	struct str tag;
	struct str part[LIMIT_RECEIPT_PARTS];
	char *kept;                    /* room for the whole text: what was read, in upper case */
};

static size_t letters(size_t bytes)
{
	return (bytes * 8 + 4) / 5;
}

int receipt_parts(size_t bytes)
{
	size_t n = bytes > LIMIT_RECEIPT_BYTES ? 0 : (letters(bytes) + DATA_CHARS - 1) / DATA_CHARS;
	return n <= LIMIT_RECEIPT_PARTS ? (int)n : 0;
}

static const char *tag_of(struct arena *a, struct str receipt)
{
	struct sha256 h = sha256_of(receipt);
	return base32_text(a, h.b, TAG_BYTES);
}

/* The parts are as long as each other, so that their codes look alike. */
const char *receipt_part(struct arena *a, struct str receipt, int i)
{
	int n = receipt_parts(receipt.n);
	must(i >= 1 && i <= n);
	struct str all = str_of(base32_text(a, receipt.p, receipt.n));
	size_t each = (all.n + (size_t)n - 1) / (size_t)n, from = each * (size_t)(i - 1);
	struct str data = str_head(str_from(all, from), i < n ? each : all.n - from);
	return arena_printf(a, WORD " %d/%d %s %.*s", i, n, tag_of(a, receipt), STR_ARG(data));
}

/* A word into the room, behind what stands there: in upper case, without hyphens. */
static struct str keep(struct joining *j, struct str word)
{
	struct str kept = {j->kept, 0};
	for (size_t i = 0; i < word.n; i++)
		if (word.p[i] != '-')
			j->kept[kept.n++] = (char)(word.p[i] >= 'a' && word.p[i] <= 'z' ? word.p[i] - 'a' + 'A' : word.p[i]);
	j->kept += kept.n;
	return kept;
}

static bool counts(struct str text, int *i, int *n)
{
	int64_t first, all;
	struct str rest = text, left = str_cut(&rest, '/');
	if (!rest.p || !str_i64(left, &first) || !str_i64(rest, &all) || first < 1 || first > all || all > LIMIT_RECEIPT_PARTS)
		return false;
	*i = (int)first;
	*n = (int)all;
	return true;
}

/* One part, whose first word is taken; *more: another begins after it. */
static enum receipt_join take(struct joining *j, struct str *rest, bool *more)
{
	struct str count, tag, piece;
	int i, n;
	if (!str_word(rest, &count) || !counts(count, &i, &n) || !str_word(rest, &tag))
		return RECEIPT_BAD_PART;
	tag = keep(j, tag);
	struct str data = {j->kept, 0};
	while ((*more = str_word(rest, &piece)) && !str_ieq(piece, WORD))
		data.n += keep(j, piece).n;
	if (tag.n != TAG_CHARS || data.n == 0)
		return RECEIPT_BAD_PART;
	if (j->n == 0) {
		j->n = n;
		j->tag = tag;
	}
	struct str *place = &j->part[i - 1];
	if (n != j->n || !str_eq(tag, j->tag) || (place->p && !str_eq(*place, data)))
		return RECEIPT_MIXED_PARTS;
	*place = data;
	return RECEIPT_JOINED;
}

static enum receipt_join decode(struct arena *a, const struct joining *j, struct str *out)
{
	size_t n = 0, len = 0;
	unsigned char tag[TAG_BYTES];
	for (int i = 0; i < j->n; i++)
		n += j->part[i].n;
	char *text = arena_alloc(a, n + 1);
	for (int i = 0; i < j->n; i++) {
		memcpy(text + len, j->part[i].p, j->part[i].n);
		len += j->part[i].n;
	}
	size_t bytes = n * 5 / 8;
	unsigned char *raw = arena_alloc(a, bytes + 1);
	if (!base32_bytes(j->tag, tag, sizeof tag) || !base32_bytes((struct str){text, n}, raw, bytes))
		return RECEIPT_BAD_PART;
	*out = (struct str){(const char *)raw, bytes};
	struct sha256 h = sha256_of(*out);
	return memcmp(h.b, tag, sizeof tag) == 0 ? RECEIPT_JOINED : RECEIPT_BAD_PART;
}

enum receipt_join receipt_join(struct arena *a, struct str text, struct str *out, int *lacks)
{
	struct joining j = {0};
	struct str rest = text, first;
	*lacks = 0;
	if (!str_word(&rest, &first) || !str_ieq(first, WORD))
		return RECEIPT_NO_PARTS;
	if (text.n > LIMIT_RECEIPT_BYTES)
		return RECEIPT_BAD_PART;
	j.kept = arena_alloc(a, text.n + 1);
	for (bool more = true; more;) {
		enum receipt_join why = take(&j, &rest, &more);
		if (why != RECEIPT_JOINED)
			return why;
	}
	for (int i = 0; i < j.n; i++)
		if (!j.part[i].p) {
			*lacks = i + 1;
			return RECEIPT_LACKS_PART;
		}
	return decode(a, &j, out);
}

struct msg receipt_join_words(struct arena *a, enum receipt_join j, int lacks)
{
	must(j > RECEIPT_NO_PARTS && j < RECEIPT_JOIN__MAX);
	if (j == RECEIPT_LACKS_PART)
		return T_RECEIPT_LACKS_PART(arena_printf(a, "%d", lacks));
	return j == RECEIPT_MIXED_PARTS ? T_RECEIPT_MIXED_PARTS : T_RECEIPT_BAD_PART;
}
