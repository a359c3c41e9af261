/* The rule file of the clocks (form in clock.h). Law: taken whole or refused
 * with line and reason; every clock says where its number comes from (law or
 * local); nothing is guessed: days and months must say whether they roll, and
 * a line may stand once in a block. */
#include "../base/limits.h"
#include "../base/utf8.h"
#include "calendar_line.h"
#include "clock.h"
#include "text.h"

enum { CODE_BYTES = 40, EXTEND_TIMES_MAX = 12, ARTICLE_MAX = 999 };

/* 0: not given */
struct article { int art, para, item; };

struct reader {
	struct arena *a;
	struct clock_rule *rule;
	size_t n, room;
	int line;
	unsigned seen;                 /* bits: lines of this block */
	struct article pause_at;       /* of this block, until its law is known */
	const char *reason;
};

static bool refuse(struct reader *r, const char *reason)
{
	r->reason = reason;
	return false;
}

static struct clock_rule *now(struct reader *r)
{
	return &r->rule[r->n - 1];
}

static bool code_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = c >= 'a' && c <= 'z', more = (c >= '0' && c <= '9') || c == '_';
		if (!letter && (i == 0 || !more))
			return false;
	}
	return s.n > 0 && s.n <= CODE_BYTES;
}

/* -- citations -- */

/* 1..999 in Chinese numerals: 34 -> 三十四. */
static const char *han_number(struct arena *a, int n)
{
	static const char *const digit[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	int hundred = n / 100, ten = n / 10 % 10, one = n % 10;
	const char *gap = hundred && !ten && one ? "零" : "";
	const char *tens = ten == 0 ? "" : ten == 1 && !hundred ? "" : digit[ten];
	return arena_printf(a, "%s%s%s%s%s%s", digit[hundred], hundred ? "百" : "", gap, tens,
		ten ? "十" : "", digit[one]);
}

static const char *cite(struct arena *a, enum lang lang, const char *law, struct article at)
{
	bool zh = lang == LANG_ZH;
	const char *art = zh ? han_number(a, at.art) : arena_printf(a, "%d", at.art);
	const char *para = zh ? han_number(a, at.para) : arena_printf(a, "%d", at.para);
	const char *item = zh ? han_number(a, at.item) : arena_printf(a, "%d", at.item);
	if (at.art == 0)
		return msg_text(a, lang, T_CLOCK_CITE_LAW(law));
	if (at.para == 0)
		return msg_text(a, lang, T_CLOCK_CITE_ARTICLE(law, art));
	if (at.item == 0)
		return msg_text(a, lang, T_CLOCK_CITE_PARAGRAPH(law, art, para));
	return msg_text(a, lang, T_CLOCK_CITE_ITEM(law, art, para, item));
}

/* [ARTICLE [para N] [item N]] to the end of the line. */
static bool read_article(struct reader *r, struct str rest, struct article *at)
{
	struct str word;
	*at = (struct article){0};
	if (line_done(rest))
		return true;
	if (!line_word(&rest, &word) || !line_number(word, 1, ARTICLE_MAX, &at->art))
		return refuse(r, "the article must be a number from 1 to 999");
	while (!line_done(rest)) {
		int *into = NULL;
		if (line_word(&rest, &word))
			into = str_is(word, "para") ? &at->para : str_is(word, "item") ? &at->item : NULL;
		if (!into || *into || !line_word(&rest, &word) || !line_number(word, 1, ARTICLE_MAX, into))
			return refuse(r, "only `para N` and `item N` may follow the article");
	}
	if (at->item && !at->para)
		at->para = 1;
	return true;
}

/* -- the lines of a block -- */

static bool pair(struct reader *r, struct str *rest, const char *out[LANG__MAX], const char *reason)
{
	struct str en, zh;
	if (!line_pair(rest, &en, &zh))
		return refuse(r, reason);
	if (utf8_count(en) > LIMIT_LINE_CHARS || utf8_count(zh) > LIMIT_LINE_CHARS)
		return refuse(r, "a text is longer than 300 characters");
	out[LANG_EN] = arena_cstr(r->a, str_trim(en));
	out[LANG_ZH] = arena_cstr(r->a, str_trim(zh));
	return true;
}

static bool done(struct reader *r, struct str rest)
{
	return line_done(rest) || refuse(r, "too much on the line");
}

static bool read_name(struct reader *r, struct str rest)
{
	return pair(r, &rest, now(r)->name, "name needs en \"...\" zh \"...\"") && done(r, rest);
}

static bool read_zero(struct reader *r, struct str rest)
{
	return pair(r, &rest, now(r)->zero, "zero needs en \"...\" zh \"...\"") && done(r, rest);
}

static int index_of(struct str word, const char *const *words, int n)
{
	for (int i = 0; i < n; i++)
		if (str_is(word, words[i]))
			return i;
	return -1;
}

static bool from_day(struct str word)
{
	static const char *const days[] = {"today", "act", "received", "accepted", "served"};
	return index_of(word, days, sizeof days / sizeof *days) >= 0;
}

static bool read_from(struct reader *r, struct str rest)
{
	struct clock_rule *c = now(r);
	struct str word;
	if (!line_word(&rest, &word) || !from_day(word))
		return refuse(r, "from must be today, act, received, accepted or served");
	c->from = arena_cstr(r->a, word);
	while (!line_done(rest)) {
		struct str day, act;
		if (!line_word(&rest, &day))
			return refuse(r, "behind the day may stand ACT:DAY");
		act = str_cut(&day, ':');
		if (!code_word(act) || !code_word(day))
			return refuse(r, "behind the day may stand ACT:DAY");
		if (c->from_acts == CLOCK_FROM_ACTS)
			return refuse(r, "more than 4 acts with a day of their own");
		c->from_at[c->from_acts++] = (struct clock_from){arena_cstr(r->a, act), arena_cstr(r->a, day)};
	}
	return true;
}

static bool read_length(struct reader *r, struct str rest)
{
	static const char *const units[] = {"days", "workdays", "hours", "months"};
	struct str word, unit;
	if (!line_word(&rest, &word) || !line_word(&rest, &unit))
		return refuse(r, "length needs a number (or set) and a unit");
	if (!str_is(word, "set") && !line_number(word, 1, CLOCK_LENGTH_MAX, &now(r)->length))
		return refuse(r, "the length must be from 1 to 3660, or set");
	int at = index_of(unit, units, 4);
	if (at < 0)
		return refuse(r, "the unit must be days, workdays, hours or months");
	now(r)->unit = (enum clock_unit)at;
	return done(r, rest);
}

static bool read_for(struct reader *r, struct str rest)
{
	static const char *const who[] = {"bureau", "unit", "petitioner", "reviewer", "rereviewer",
		"sender", "government"};
	struct str word;
	int at = line_word(&rest, &word) ? index_of(word, who, 7) : -1;
	if (at < 0)
		return refuse(r,
			"for must name bureau, unit, petitioner, reviewer, rereviewer, sender or government");
	now(r)->runs_for = who[at];
	return done(r, rest);
}

static bool read_roll(struct reader *r, struct str rest)
{
	static const char *const rolls[] = {"none", "next_working"};
	struct str word;
	int at = line_word(&rest, &word) ? index_of(word, rolls, 2) : -1;
	if (at < 0)
		return refuse(r, "roll must be next_working or none");
	now(r)->roll = (enum clock_roll)at;
	return done(r, rest);
}

static bool read_extend(struct reader *r, struct str rest)
{
	struct clock_rule *c = now(r);
	struct str word;
	if (!line_word(&rest, &word))
		return refuse(r, "extend needs none, or a number, how often and by whom");
	if (str_is(word, "none"))
		return done(r, rest);
	if (!line_number(word, 1, CLOCK_LENGTH_MAX, &c->extend_max))
		return refuse(r, "the extension must be from 1 to 3660, or none");
	if (!line_word(&rest, &word))
		return refuse(r, "how often it may be extended is missing (once, or 2 to 12)");
	c->extend_times = 1;
	if (!str_is(word, "once") && !line_number(word, 2, EXTEND_TIMES_MAX, &c->extend_times))
		return refuse(r, "an extension is granted once, or 2 to 12 times");
	if (!line_word(&rest, &word) || !code_word(word))
		return refuse(r, "who grants the extension is missing");
	c->extend_by = arena_cstr(r->a, word);
	return done(r, rest);
}

static bool read_pause(struct reader *r, struct str rest)
{
	struct str word;
	if (!line_word(&rest, &word) || !(str_is(word, "none") || str_is(word, "hearing")))
		return refuse(r, "pause must be none or hearing");
	if (str_is(word, "none"))
		return done(r, rest);
	now(r)->pause = PAUSE_HEARING;
	return read_article(r, rest, &r->pause_at);
}

static bool read_law(struct reader *r, struct str rest)
{
	struct clock_rule *c = now(r);
	const char *law[LANG__MAX];
	struct article at;
	if (!pair(r, &rest, law, "law needs en \"...\" zh \"...\"") || !read_article(r, rest, &at))
		return false;
	c->law = law[LANG_ZH];
	c->law_en = law[LANG_EN];
	c->article = at.art ? arena_printf(r->a, "%d", at.art) : "";
	for (int l = 0; l < LANG__MAX; l++)
		c->cite[l] = cite(r->a, (enum lang)l, law[l], at);
	return true;
}

static bool read_local(struct reader *r, struct str rest)
{
	struct clock_rule *c = now(r);
	if (!pair(r, &rest, c->cite, "local needs en \"...\" zh \"...\""))
		return false;
	c->local = true;
	c->law = c->cite[LANG_ZH];
	c->law_en = c->cite[LANG_EN];
	return done(r, rest);
}

static bool read_quote(struct reader *r, struct str rest)
{
	struct str text;
	if (!line_quoted(&rest, &text))
		return refuse(r, "the quotation must stand in quotation marks");
	if (utf8_count(text) > LIMIT_REASON_CHARS)
		return refuse(r, "the quotation is longer than 2000 characters");
	now(r)->quote = arena_cstr(r->a, str_trim(text));
	return done(r, rest);
}

enum { LINE_NAME, LINE_LENGTH, LINE_FOR, LINE_FROM, LINE_ZERO, LINE_ROLL, LINE_EXTEND, LINE_PAUSE, LINE_LAW,
	LINE_LOCAL, LINE_QUOTE };

static const struct {
	const char *word;
	bool (*read)(struct reader *r, struct str rest);
} lines[] = {
	[LINE_NAME] = {"name", read_name},
	[LINE_LENGTH] = {"length", read_length},
	[LINE_FOR] = {"for", read_for},
	[LINE_FROM] = {"from", read_from},
	[LINE_ZERO] = {"zero", read_zero},
	[LINE_ROLL] = {"roll", read_roll},
	[LINE_EXTEND] = {"extend", read_extend},
	[LINE_PAUSE] = {"pause", read_pause},
	[LINE_LAW] = {"law", read_law},
	[LINE_LOCAL] = {"local", read_local},
	[LINE_QUOTE] = {"quote", read_quote},
};

static bool has(const struct reader *r, int line)
{
	return r->seen >> line & 1;
}

/* What only the whole block can show; the reason then belongs to its first line. */
static bool end_block(struct reader *r)
{
	if (r->n == 0)
		return true;
	struct clock_rule *c = now(r);
	bool rolls = c->unit == CLOCK_DAYS || c->unit == CLOCK_MONTHS;
	r->line = c->line;
	for (int i = LINE_NAME; i <= LINE_ZERO; i++)
		if (!has(r, i))
			return refuse(r, arena_printf(r->a, "the clock has no `%s` line", lines[i].word));
	if (has(r, LINE_LAW) == has(r, LINE_LOCAL))
		return refuse(r, "the clock needs a `law` line or a `local` line, and not both");
	if (c->local && has(r, LINE_QUOTE))
		return refuse(r, "a local rule has no law to quote");
	if (rolls && !has(r, LINE_ROLL))
		return refuse(r, "a clock of days or months needs a `roll` line");
	if (!rolls && c->roll != ROLL_NONE)
		return refuse(r, "working days and hours do not roll");
	if (c->pause == PAUSE_HEARING && c->unit != CLOCK_DAYS && c->unit != CLOCK_WORKDAYS)
		return refuse(r, "only days and working days can be paused");
	if (c->length + c->extend_max * c->extend_times > CLOCK_LENGTH_MAX)
		return refuse(r, "length and extension together are more than 3660");
	for (int l = 0; l < LANG__MAX && c->pause == PAUSE_HEARING; l++)
		c->pause_cite[l] = c->local || r->pause_at.art == 0 ? c->cite[l] :
			cite(r->a, (enum lang)l, l == LANG_ZH ? c->law : c->law_en, r->pause_at);
	return true;
}

static bool begin_block(struct reader *r, struct str rest)
{
	struct str code;
	int line = r->line;
	if (!end_block(r))
		return false;
	r->line = line;
	if (!line_word(&rest, &code) || !code_word(code))
		return refuse(r, "the clock's code must be small letters, digits and _");
	if (clock_rule_find(&(struct clock_rules){r->rule, r->n}, arena_cstr(r->a, code)))
		return refuse(r, "the clock is there twice");
	if (r->n == r->room)
		return refuse(r, "more than 2000 clocks");
	r->seen = 0;
	r->pause_at = (struct article){0};
	r->rule[r->n++] = (struct clock_rule){.code = arena_cstr(r->a, code), .line = line,
		.extend_by = "",
		.article = "", .quote = "", .pause_cite = {"", ""}};
	return done(r, rest);
}

static bool read_line(struct reader *r, struct str rest)
{
	struct str word;
	if (line_reason(rest))
		return refuse(r, line_reason(rest));
	enum line_token t = line_next(&rest, &word);
	if (t == LINE_END)
		return true;
	if (t == LINE_WORD && str_is(word, "clock"))
		return begin_block(r, rest);
	if (r->n == 0)
		return refuse(r, "the first line must be `clock CODE`");
	for (int i = 0; t == LINE_WORD && i < (int)(sizeof lines / sizeof *lines); i++) {
		if (!str_is(word, lines[i].word))
			continue;
		if (has(r, i))
			return refuse(r, "the line is there twice in this clock");
		r->seen |= 1u << i;
		return lines[i].read(r, rest);
	}
	return refuse(r, "no known word begins the line");
}

/* A day of an act that is none must be a clock, declared before or after. */
static bool from_known(struct reader *r)
{
	const struct clock_rules all = {r->rule, r->n};
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->rule[i].from_acts; k++) {
			const char *day = r->rule[i].from_at[k].day;
			r->line = r->rule[i].line;
			if (!from_day(str_of(day)) && !clock_rule_find(&all, day))
				return refuse(r, arena_printf(r->a, "`%s` in its `from` line is neither a day nor a clock", day));
		}
	return true;
}

static bool read_all(struct reader *r, struct str text)
{
	struct str line;
	if (text.n > LIMIT_RULE_FILE_BYTES)
		return refuse(r, "the text is larger than 1 MB");
	text = line_text(text);
	while (str_line(&text, &line)) {
		r->line++;
		if (!read_line(r, line))
			return false;
	}
	if (r->n == 0) {
		r->line = 1;
		return refuse(r, "no clock in the text");
	}
	return end_block(r) && from_known(r);
}

bool clock_rules_parse(struct arena *a, const char *file, struct str text, struct clock_rules *out,
	struct rule_error *err)
{
	/* "clock x" is the least a clock takes. */
	size_t room = text.n / 8 + 1;
	struct reader r = {.a = a, .room = room < LIMIT_RULE_ROWS ? room : LIMIT_RULE_ROWS};
	r.rule = arena_make_n(a, struct clock_rule, r.room);
	*out = (struct clock_rules){0};
	*err = (struct rule_error){.file = file};
	if (!read_all(&r, text)) {
		*err = (struct rule_error){file, r.line, r.reason};
		return false;
	}
	*out = (struct clock_rules){r.rule, r.n};
	return true;
}

const struct clock_rule *clock_rule_find(const struct clock_rules *r, const char *code)
{
	for (size_t i = 0; i < r->n; i++)
		if (cstr_eq(r->rule[i].code, code))
			return &r->rule[i];
	return NULL;
}
