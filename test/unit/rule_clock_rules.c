/* The rule file: the shipped clocks, and every line broken in every way. */
#include "rule_calendar_help.h"

TEST(clock_rules_shipped_are_the_law)
{
	static const struct { const char *code; int length; enum clock_unit unit; const char *article; int extend; } law[] = {
		{"bureau_route", 15, CLOCK_DAYS, "22", 0}, {"unit_notice", 15, CLOCK_DAYS, "23", 0},
		{"objection", 5, CLOCK_WORKDAYS, "23", 0}, {"simple_forward", 1, CLOCK_WORKDAYS, "", 0},
		{"simple_accept", 3, CLOCK_WORKDAYS, "", 0}, {"simple_handle", 10, CLOCK_WORKDAYS, "", 0},
		{"handle", 60, CLOCK_DAYS, "34", LIMIT_EXTENSION_DAYS}, {"review_window", 30, CLOCK_DAYS,
			"35", 0},
		{"review", 30, CLOCK_DAYS, "35", 0}, {"rereview_window", 30, CLOCK_DAYS, "36", 0},
		{"rereview", 30, CLOCK_DAYS, "36", 0}, {"assign_report", 0, CLOCK_DAYS, "22", 90},
		{"sup_recheck_window", 30, CLOCK_DAYS, "17", 0}, {"sup_recheck", 30, CLOCK_DAYS, "17", 0},
		{"rect_report", 2, CLOCK_MONTHS, "27", 0}};
	static const struct { const char *code; int length; enum clock_unit unit; int extend; } local[] = {
		{"urgent_report", 4, CLOCK_HOURS, 0}, {"feedback", 30, CLOCK_DAYS, 0}, {"suggestion_reply",
			30, CLOCK_DAYS, 0},
		{"execute", 30, CLOCK_DAYS, 30}, {"rating_redo", 15, CLOCK_WORKDAYS, 0},
		{"hotline_emergency", 2, CLOCK_HOURS, 0}, {"hotline_utility", 24, CLOCK_HOURS, 0},
		{"hotline_enquiry", 1, CLOCK_WORKDAYS, 0}, {"hotline_ordinary", 5, CLOCK_WORKDAYS, 10},
		{"hotline_complex", 15, CLOCK_WORKDAYS, 0}, {"hotline_return", 2, CLOCK_WORKDAYS, 0},
		{"hotline_callback", 1, CLOCK_WORKDAYS, 0}};
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct clock_rules rules = shipped_rules(a);
	/* A city may add clocks, but none that claims to be law and is not in the list. */
	size_t lawful = 0;
	for (size_t i = 0; i < rules.n; i++)
		lawful += !rules.rule[i].local;
	CHECK_INT(lawful, sizeof law / sizeof *law);
	for (size_t i = 0; i < sizeof law / sizeof *law; i++) {
		const struct clock_rule *r = clock_rule_find(&rules, law[i].code);
		CHECK(r && !r->local);
		if (!r)
			continue;
		CHECK_INT(r->length, law[i].length);
		CHECK_INT(r->unit, law[i].unit);
		CHECK_STR(r->article, law[i].article);
		CHECK_INT(r->extend_max, law[i].extend);
		CHECK(r->roll == (r->unit == CLOCK_WORKDAYS ? ROLL_NONE : ROLL_NEXT_WORKING));
		CHECK((r->pause == PAUSE_HEARING) == cstr_eq(r->code, "rereview"));
	}
	for (size_t i = 0; i < sizeof local / sizeof *local; i++) {
		const struct clock_rule *r = clock_rule_find(&rules, local[i].code);
		CHECK(r && r->local && str_starts(str_of(r->law_en), "local default") &&
			str_starts(str_of(r->law), "本地默认"));
		if (!r)
			continue;
		CHECK_INT(r->length, local[i].length);
		CHECK_INT(r->unit, local[i].unit);
		CHECK_INT(r->extend_max, local[i].extend);
	}
	CHECK(clock_rule_find(&rules, "no_such") == NULL);
	arena_free(a);
}

TEST(clock_rules_cite_in_both_languages)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct clock_rules rules = shipped_rules(a);
	CHECK_STR(clock_rule_find(&rules, "handle")->cite[LANG_EN],
		"Regulations on Petition Work, art. 34");
	CHECK_STR(clock_rule_find(&rules, "handle")->cite[LANG_ZH], "《信访工作条例》第三十四条");
	CHECK_STR(clock_rule_find(&rules, "assign_report")->cite[LANG_ZH], "《信访工作条例》第二十二条第一款第（三）项");
	CHECK_STR(clock_rule_find(&rules, "assign_report")->cite[LANG_EN],
		"Regulations on Petition Work, art. 22 para. 1 item 3");
	CHECK_STR(clock_rule_find(&rules, "rereview")->pause_cite[LANG_ZH], "《信访工作条例》第三十六条第二款");
	CHECK_STR(clock_rule_find(&rules, "simple_accept")->cite[LANG_ZH], "《信访事项简易办理办法》");
	static const struct { int n; const char *han; } numbers[] = {{1, "一"}, {10, "十"}, {11, "十一"},
		{20, "二十"},
		{99, "九十九"}, {100, "一百"}, {101, "一百零一"}, {110, "一百一十"}, {203, "二百零三"}, {999, "九百九十九"}};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct rule_error err;
		const char *text = arena_printf(a,
			"clock x\nname en \"a\" zh \"b\"\nlength 1 hours\nfor unit\nfrom today\n"
			"zero en \"a\" zh \"b\"\nlaw en \"L\" zh \"法\" %d\n", numbers[i].n);
		CHECK(clock_rules_parse(a, "t", str_of(text), &rules, &err));
		CHECK_STR(rules.rule[0].cite[LANG_ZH], arena_printf(a, "《法》第%s条", numbers[i].han));
	}
	arena_free(a);
}

#define NAME "name en \"a\" zh \"b\"\n"
#define LENGTH "length 5 days\n"
#define FOR "for unit\nfrom today\n"
#define ZERO "zero en \"a\" zh \"b\"\n"
#define ROLL "roll next_working\n"
#define LAW "law en \"a\" zh \"b\" 1\n"
#define LOCAL "local en \"a\" zh \"b\"\n"
#define CLOCK "clock x\n" NAME LENGTH FOR ZERO ROLL

static const struct { const char *text; int line; const char *reason; } broken[] = {
	{"", 1, "no clock in the text"},
	{"# c\n", 1, "no clock in the text"},
	{NAME, 1, "the first line must be `clock CODE`"},
	{"clock\n", 1, "the clock's code must be small letters"},
	{"clock X\n", 1, "the clock's code must be small letters"},
	{"clock 1x\n", 1, "the clock's code must be small letters"},
	{"clock aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", 1,
		"the clock's code must be small letters"},
	{"clock x y\n", 1, "too much on the line"},
	{CLOCK LAW CLOCK LAW, 9, "the clock is there twice"},
	{CLOCK LAW "colour red\n", 9, "no known word begins the line"},
	{CLOCK LAW "\"name\"\n", 9, "no known word begins the line"},
	{CLOCK LAW NAME, 9, "the line is there twice"},
	{"clock x\nname en \"a\"\n", 2, "name needs en"},
	{"clock x\nname zh \"a\" en \"b\"\n", 2, "name needs en"},
	{"clock x\nname en \"\" zh \"b\"\n", 2, "name needs en"},
	{"clock x\nname en \"a\" zh \"b\" c\n", 2, "too much on the line"},
	{"clock x\nlength 5\n", 2, "length needs a number"},
	{"clock x\nlength 0 days\n", 2, "the length must be from 1 to 3660"},
	{"clock x\nlength 3661 days\n", 2, "the length must be from 1 to 3660"},
	{"clock x\nlength -5 days\n", 2, "the length must be from 1 to 3660"},
	{"clock x\nlength 5 weeks\n", 2, "the unit must be"},
	{"clock x\nlength 5 days days\n", 2, "too much on the line"},
	{"clock x\nfor nobody\n", 2, "for must name"},
	{"clock x\nfor\n", 2, "for must name"},
	{"clock x\nzero en \"a\" zh b\n", 2, "zero needs en"},
	{"clock x\nroll back\n", 2, "roll must be"},
	{"clock x\nextend\n", 2, "extend needs none"},
	{"clock x\nextend 0 once head\n", 2, "the extension must be"},
	{"clock x\nextend 30\n", 2, "how often it may be extended"},
	{"clock x\nextend 30 1 head\n", 2, "an extension is granted once"},
	{"clock x\nextend 30 13 head\n", 2, "an extension is granted once"},
	{"clock x\nextend 30 once\n", 2, "who grants the extension"},
	{"clock x\nextend none head\n", 2, "too much on the line"},
	{"clock x\npause lunch\n", 2, "pause must be"},
	{"clock x\npause none 36\n", 2, "too much on the line"},
	{"clock x\npause hearing x\n", 2, "the article must be a number"},
	{"clock x\nlaw \"a\" 34\n", 2, "law needs en"},
	{"clock x\nlaw en \"a\" zh \"b\" 0\n", 2, "the article must be a number"},
	{"clock x\nlaw en \"a\" zh \"b\" 1000\n", 2, "the article must be a number"},
	{"clock x\nlaw en \"a\" zh \"b\" 1 2\n", 2, "only `para N` and `item N`"},
	{"clock x\nlaw en \"a\" zh \"b\" 1 para\n", 2, "only `para N` and `item N`"},
	{"clock x\nlaw en \"a\" zh \"b\" 1 para 1 para 2\n", 2, "only `para N` and `item N`"},
	{"clock x\nlocal en \"a\"\n", 2, "local needs en"},
	{"clock x\nlocal en \"a\" zh \"b\" 3\n", 2, "too much on the line"},
	{"clock x\nquote words\n", 2, "the quotation must stand"},
	{"clock x\nquote \"words\n", 2, "the quotation must stand"},
	/* the whole block */
	{"\nclock x\n" LENGTH FOR ZERO ROLL LAW, 2, "the clock has no `name` line"},
	{"clock x\n" NAME FOR ZERO ROLL LAW, 1, "the clock has no `length` line"},
	{"clock x\n" NAME LENGTH ZERO ROLL LAW, 1, "the clock has no `for` line"},
	{"clock x\n" NAME LENGTH "for unit\n" ZERO ROLL LAW, 1, "the clock has no `from` line"},
	{"clock x\n" NAME LENGTH FOR ROLL LAW, 1, "the clock has no `zero` line"},
	{"clock x\nfrom tomorrow\n", 2, "from must be today, act, received"},
	{"clock x\nfrom\n", 2, "from must be today, act, received"},
	{"clock x\nfrom today file\n", 2, "behind the day may stand ACT:DAY"},
	{"clock x\nfrom today file: x\n", 2, "behind the day may stand ACT:DAY"},
	{"clock x\nfrom today a:act b:act c:act d:act e:act\n", 2, "more than 4 acts"},
	{"clock x\n" NAME LENGTH "for unit\nfrom today file:y\n" ZERO ROLL LAW, 1, "`y` in its `from` line is neither"},
	{CLOCK, 1, "the clock needs a `law` line or a `local` line"},
	{CLOCK LAW LOCAL, 1, "the clock needs a `law` line or a `local` line"},
	{CLOCK LOCAL "quote \"w\"\n", 1, "a local rule has no law to quote"},
	{"clock x\n" NAME LENGTH FOR ZERO LAW "clock y\n", 1,
		"a clock of days or months needs a `roll` line"},
	{"clock x\n" NAME "length 5 workdays\n" FOR ZERO ROLL LAW, 1,
		"working days and hours do not roll"},
	{"clock x\n" NAME "length 5 hours\n" FOR ZERO LAW "pause hearing\n", 1,
		"only days and working days can be paused"},
	{"clock x\n" NAME "length 3631 days\n" FOR ZERO ROLL LAW "extend 30 once head\n", 1,
		"length and extension together"},
	{CLOCK LAW "\xfe\n", 9, "the line is not UTF-8"},
	{CLOCK LAW "\x02\n", 9, "the line holds a control character"},
};

TEST(clock_rules_broken_line_is_named_with_its_reason)
{
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct arena *a = arena_new(TEST_ARENA_BYTES);
		struct clock_rules rules;
		struct rule_error err = {0};
		CHECK(!clock_rules_parse(a, "c.txt", str_of(broken[i].text), &rules, &err));
		CHECK_STR(err.file, "c.txt");
		CHECK_INT(rules.n, 0);
		if (err.line != broken[i].line)
			CHECK_STR(broken[i].text, "at another line");
		if (!err.reason || !str_starts(str_of(err.reason), broken[i].reason))
			CHECK_STR(err.reason, broken[i].reason);
		arena_free(a);
	}
}

TEST(clock_rules_forms_that_are_fine)
{
	static const char *const fine[] = {CLOCK LAW, "clock x\n" NAME LENGTH "for unit\nfrom served file:x a:act\n" ZERO ROLL LAW, CLOCK LOCAL, CLOCK LAW "quote \"w # w\" # c\n",
		"\xEF\xBB\xBF" CLOCK LAW "extend 30 12 head\r\npause hearing 36 para 2\r\n",
		"clock x\n" NAME "length set days\n" FOR ZERO "roll none\n" LAW,
		"clock x\n" NAME "length 3630 days\n" FOR ZERO ROLL LAW "extend 30 once head\n"};
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
		struct arena *a = arena_new(TEST_ARENA_BYTES);
		struct clock_rules rules;
		struct rule_error err = {0};
		CHECK(clock_rules_parse(a, "c.txt", str_of(fine[i]), &rules, &err));
		CHECK_INT(rules.n, 1);
		arena_free(a);
	}
}
