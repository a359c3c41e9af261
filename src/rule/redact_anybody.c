/* What tells of anybody: numbers valid by their own rules, whoever they belong
 * to. Telephone numbers: the mainland's numbering plan; identity numbers: GB
 * 11643; plates: GA 36. At most BETWEEN signs stand between their digits. */
#include "redact_parts.h"

#include "../base/utf8.h"
#include "han.h"

enum { BETWEEN = 2, MOBILE = 11, ID = 18 };

/* The digits from letter i on, at most max, near each other; out holds their values. */
static size_t digits_at(const struct letters *t, size_t i, size_t max, int *out)
{
	size_t n = 0;
	while (n < max && i + n < t->n && t->l[i + n].digit >= 0 && (n == 0 || t->l[i + n].gap <= BETWEEN)) {
		out[n] = t->l[i + n].digit;
		n++;
	}
	return n;
}

static bool figure(const struct letter *l)
{
	return l->c >= '0' && l->c <= '9';
}

/* No digit of the same script on both sides: in 13940998877一直 the 一 is a word. */
static bool number_edge(const struct letters *t, size_t i)
{
	return i == 0 || i >= t->n || t->l[i].gap > 0 || t->l[i - 1].digit < 0 || t->l[i].digit < 0 || figure(&t->l[i - 1]) != figure(&t->l[i]);
}

/* Begins a number, or stands behind the country's code, which does. */
static bool begins_phone(const struct letters *t, size_t i)
{
	if (number_edge(t, i))
		return true;
	if (i < 2 || t->l[i - 2].digit != 8 || t->l[i - 1].digit != 6)
		return false;
	return number_edge(t, i - 2) || (i >= 4 && t->l[i - 4].digit == 0 && t->l[i - 3].digit == 0 && number_edge(t, i - 4));
}

static size_t mobile(const struct letters *t, size_t i)
{
	int d[MOBILE];
	return begins_phone(t, i) && digits_at(t, i, MOBILE, d) == MOBILE && d[0] == 1 && d[1] >= 3 && number_edge(t, i + MOBILE) ? MOBILE : 0;
}

/* 010 and 02x with eight digits, 03xx to 09xx with seven or eight; none begins with 0 or 1 behind the area. */
static size_t landline(const struct letters *t, size_t i)
{
	int d[12];
	size_t n = number_edge(t, i) ? digits_at(t, i, 12, d) : 0;
	if (n < 10 || d[0] != 0 || d[1] == 0)
		return 0;
	size_t area = d[1] <= 2 ? 3 : 4;
	if (d[area] < 2 || (d[1] == 1 && d[2] != 0))
		return 0;
	for (size_t local = 8; local >= (area == 4 ? 7u : 8u); local--)
		if (n >= area + local && number_edge(t, i + area + local))
			return area + local;
	return 0;
}

static size_t id_number(const struct letters *t, size_t i)
{
	static const int weight[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
	int d[17], sum = 0;
	if (!number_edge(t, i) || i + ID > t->n || digits_at(t, i, 17, d) != 17 || t->l[i + 17].gap > BETWEEN)
		return 0;
	for (int k = 0; k < 17; k++)
		sum += d[k] * weight[k];
	const struct letter *last = &t->l[i + 17];
	int check = (12 - sum % 11) % 11;
	bool right = check == 10 ? last->c == 'x' : last->digit == check;
	return right && number_edge(t, i + ID) ? ID : 0;
}

static bool province(uint32_t form)
{
	struct str all = str_of("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领");
	while (all.n > 0)
		if (han_form(utf8_next(&all)) == form)
			return true;
	return false;
}

/* A province, a letter, five or six letters and digits, no more than two of them letters. The last may be a word of Han. */
static size_t plate(const struct letters *t, size_t i)
{
	size_t n = 2, words = 0;
	if (i + 7 > t->n || !province(t->l[i].c) || !letter_latin(&t->l[i + 1]) || t->l[i + 1].gap > BETWEEN)
		return 0;
	for (; n < 8 && i + n < t->n && t->l[i + n].gap <= (n == 2 ? BETWEEN : 1); n++) {
		bool digit = t->l[i + n].c >= '0' && t->l[i + n].c <= '9';
		if (!digit && !letter_latin(&t->l[i + n]))
			break;
		words += !digit;
	}
	if (n == 6 && i + n < t->n && t->l[i + n].gap <= 1 && utf8_is_han(t->l[i + n].c))
		n++;                           /* school, trailer, police, Hong Kong, Macao */
	return n >= 7 && words <= 2 && letters_edge(t, i + n) ? n : 0;
}

/* -- mail addresses: the signs count here, so the text itself is read */

static bool mail_char(struct str s, const char *also)
{
	uint32_t part[UTF8_LETTERS], c = utf8_next(&s);
	if (c < 0x80 && strchr(also, (int)c))
		return true;
	return utf8_letters(c, part) == 1 && ((part[0] >= 'a' && part[0] <= 'z') || (part[0] >= '0' && part[0] <= '9'));
}

static size_t back(struct str text, size_t at)
{
	do
		at--;
	while (at > 0 && ((unsigned char)text.p[at] & 0xC0) == 0x80);
	return at;
}

static void mail_at(struct arena *a, struct str text, size_t at, size_t sign, struct found *f)
{
	size_t from = at, to = at + sign, dot = 0;
	while (from > 0 && mail_char(str_from(text, back(text, from)), "._%+-"))
		from = back(text, from);
	while (to < text.n && mail_char(str_from(text, to), ".-")) {
		struct str rest = str_from(text, to);
		dot = text.p[to] == '.' ? to : dot;
		utf8_next(&rest);
		to = text.n - rest.n;
	}
	/* with a dot in the name of the host, and two letters behind it */
	if (from == at || !dot || dot == at + sign || to < dot + 3)
		return;
	struct letters one = {&(struct letter){.from = from, .to = to}, 1};
	found_add(a, f, &one, 0, 1);
}

static void mails(struct arena *a, struct str text, struct found *f)
{
	for (struct str rest = text; rest.n > 0;) {
		size_t at = text.n - rest.n;
		uint32_t c = utf8_next(&rest);
		if (c == '@' || c == 0xFF20)
			mail_at(a, text, at, text.n - rest.n - at, f);
	}
}

void redact_anybody(struct arena *a, struct str text, const struct letters *t, struct found *f)
{
	static size_t (*const kinds[])(const struct letters *t, size_t i) = {mobile, landline, id_number, plate};
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
			size_t n = kinds[k](t, i);
			if (n)
				found_add(a, f, t, i, i + n);
		}
	mails(a, text, f);
}
