/* Every kind of line, broken in every way: the line's number and the reason. */
#include "rule_calendar_help.h"

#define HEAD "calendar cn 2030\n"
#define NOTICE "notice N1 \"t\" 2029-11-01 https://x.example/\n"
#define NEW_YEAR "2030-01-01 rest N1 n\n"

static const struct { const char *text; int line; const char *reason; } broken[] = {
	/* the whole */
	{"", 1, "the text is empty"},
	{"# only a comment\n\n", 1, "the text is empty"},
	{HEAD, 1, "no notice"},
	{"\n" HEAD NOTICE, 2, "no rest day of the file's own year"},
	{HEAD NOTICE "2029-12-31 rest N1 n\n", 1, "no rest day of the file's own year"},
	{HEAD NOTICE "2030-01-05 work N1 n\n", 1, "no rest day of the file's own year"},
	/* the header */
	{"kalender cn 2030\n", 1, "the first line must be `calendar COUNTRY YEAR`"},
	{NOTICE HEAD, 1, "the first line must be `calendar COUNTRY YEAR`"},
	{NEW_YEAR, 1, "the first line must be `calendar COUNTRY YEAR`"},
	{"calendar\n", 1, "a country of two small letters"},
	{"calendar CN 2030\n", 1, "a country of two small letters"},
	{"calendar chn 2030\n", 1, "a country of two small letters"},
	{"calendar cn\n", 1, "a year from 1901 to 2118"},
	{"calendar cn 1900\n", 1, "a year from 1901 to 2118"},
	{"calendar cn 2119\n", 1, "a year from 1901 to 2118"},
	{"calendar cn 20300\n", 1, "a year from 1901 to 2118"},
	{"calendar cn -2030\n", 1, "a year from 1901 to 2118"},
	{"calendar cn 2030x\n", 1, "a year from 1901 to 2118"},
	{"calendar cn 2030 x\n", 1, "nothing may follow the year"},
	{HEAD NOTICE HEAD, 3, "a second `calendar` line"},
	/* notices */
	{HEAD "notice\n", 2, "a notice needs a short key"},
	{HEAD "notice N_1 \"t\" - -\n", 2, "a notice needs a short key"},
	{HEAD "notice N1234567890123456 \"t\" - -\n", 2, "a notice needs a short key"},
	{HEAD NOTICE NOTICE, 3, "the notice's key is used twice"},
	{HEAD "notice N1 t - -\n", 2, "the notice's title must stand in quotation marks"},
	{HEAD "notice N1 \"t - -\n", 2, "the notice's title must stand in quotation marks"},
	{HEAD "notice N1 \"t\"- -\n", 2, "the notice's title must stand in quotation marks"},
	{HEAD "notice N1 \" \" - -\n", 2, "the notice's title must stand in quotation marks"},
	{HEAD "notice N1 \"t\"\n", 2, "the notice's day, or -, must follow"},
	{HEAD "notice N1 \"t\" 2029-02-29 -\n", 2, "the notice's day is no date"},
	{HEAD "notice N1 \"t\" 2029-11 -\n", 2, "the notice's day is no date"},
	{HEAD "notice N1 \"t\" -\n", 2, "the notice's address, or -, must follow"},
	{HEAD "notice N1 \"t\" - ftp://x\n", 2, "the notice's address must begin"},
	{HEAD "notice N1 \"t\" - - x\n", 2, "nothing may follow the notice's address"},
	/* days */
	{HEAD NOTICE "2030-1-1 rest N1 n\n", 3, "the line begins with no date"},
	{HEAD NOTICE "2030-02-29 rest N1 n\n", 3, "the line begins with no date"},
	{HEAD NOTICE "holiday\n", 3, "the line begins with no date"},
	{HEAD NOTICE "\"2030-01-01\" rest N1 n\n", 3, "the line begins with a quotation"},
	{HEAD NOTICE "2028-12-31 rest N1 n\n", 3, "the day is more than a year away"},
	{HEAD NOTICE "2032-01-01 rest N1 n\n", 3, "the day is more than a year away"},
	{HEAD NOTICE "2030-01-01\n", 3, "`rest` or `work` must follow"},
	{HEAD NOTICE "2030-01-01 Rest N1 n\n", 3, "`rest` or `work` must follow"},
	{HEAD NOTICE "2030-01-01 rest\n", 3, "the key of a notice named above"},
	{HEAD NOTICE "2030-01-01 rest N2 n\n", 3, "the key of a notice named above"},
	{HEAD "2030-01-01 rest N1 n\n" NOTICE, 2, "the key of a notice named above"},
	{HEAD NOTICE "2030-01-01 rest N1\n", 3, "the name of the holiday is missing"},
	{HEAD NOTICE "2030-01-01 rest N1 # n\n", 3, "the name of the holiday is missing"},
	{HEAD NOTICE NEW_YEAR NEW_YEAR, 4, "the day is named twice under one notice"},
	{HEAD NOTICE NEW_YEAR "2030-01-01 work N1 n\n", 4, "the day is named twice under one notice"},
	/* any line */
	{HEAD NOTICE "2030-01-01 rest N1 \xff\n", 3, "the line is not UTF-8"},
	{HEAD NOTICE "# \xc0\xaf\n", 3, "the line is not UTF-8"},
	{HEAD NOTICE "2030-01-01 rest N1 a\x01\n", 3, "the line holds a control character"},
	{HEAD NOTICE "2030-01-01 rest N1 a\x7f\n", 3, "the line holds a control character"},
};

TEST(calendar_broken_line_is_named_with_its_reason)
{
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct arena *a = arena_new(TEST_ARENA_BYTES);
		struct cal_error err = {0};
		struct calendar *c = calendar_parse(a, &(struct cal_text){"a.txt", str_of(broken[i].text)},
			1, &err);
		CHECK(c == NULL);
		CHECK_STR(err.file, "a.txt");
		CHECK_INT(err.line, broken[i].line);
		if (!str_starts(str_of(err.reason), broken[i].reason))
			CHECK_STR(err.reason, broken[i].reason);
		arena_free(a);
	}
}

static bool takes(struct arena *a, struct str text, const char **reason)
{
	struct cal_error err = {0};
	bool ok = calendar_parse(a, &(struct cal_text){"a.txt", text}, 1, &err) != NULL;
	*reason = err.reason;
	return ok;
}

TEST(calendar_text_forms_that_are_fine)
{
	static const char *const fine[] = {
		HEAD NOTICE NEW_YEAR,
		"\xEF\xBB\xBF" HEAD NOTICE NEW_YEAR,
		"# c\r\ncalendar cn 2030 # c\r\nnotice N1 \"t # t\" - - # c\r\n\r\n\t2030-01-01\trest N1  two words # c",
		HEAD NOTICE "notice N2 \"u\" 2030-02-01 -\n" NEW_YEAR "2030-01-01 work N2 n\n",
		HEAD NOTICE "2029-01-01 rest N1 n\n2031-12-31 rest N1 n\n" NEW_YEAR,
	};
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	const char *reason;
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
		if (!takes(a, str_of(fine[i]), &reason))
			CHECK_STR(reason, "");
	arena_free(a);
}

TEST(calendar_limits_hold_at_the_limit_and_one_past)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct buf b;
	const char *reason;
	buf_init(&b, 4 * 1024 * 1024);
	for (int extra = 0; extra < 2; extra++) {
		buf_clear(&b);
		buf_cstr(&b, HEAD);
		for (int i = 0; i < 20 + extra; i++)
			buf_printf(&b, "notice N%d \"t\" - -\n", i);
		buf_cstr(&b, "2030-01-01 rest N1 n\n");
		CHECK(takes(a, buf_view(&b), &reason) == (extra == 0));
	}
	CHECK_STR(reason, "more than 20 notices");
	for (int extra = 0; extra < 2; extra++) {
		buf_clear(&b);
		buf_cstr(&b, HEAD NOTICE "2030-01-01 rest N1 ");
		for (int i = 0; i < LIMIT_NAME_CHARS + extra; i++)
			buf_cstr(&b, "节");
		CHECK(takes(a, buf_view(&b), &reason) == (extra == 0));
	}
	for (int extra = 0; extra < 2; extra++) {
		char day[11];
		buf_clear(&b);
		buf_cstr(&b, HEAD NOTICE "notice N2 \"t\" - -\n");
		for (int i = 0; i < LIMIT_RULE_ROWS + extra; i++)
			buf_printf(&b, "%s rest N%d n\n", day_text(day_of(2029, 1, 1) + i / 2, day), i % 2 + 1);
		CHECK(takes(a, buf_view(&b), &reason) == (extra == 0));
	}
	for (int extra = 0; extra < 2; extra++) {
		buf_clear(&b);
		buf_cstr(&b, HEAD NOTICE NEW_YEAR "#");
		while (b.n < (size_t)(LIMIT_RULE_FILE_BYTES + extra))
			buf_char(&b, 'x');
		CHECK(takes(a, buf_view(&b), &reason) == (extra == 0));
	}
	buf_free(&b);
	arena_free(a);
}

TEST(calendar_refuses_to_mix_countries)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct cal_error err;
	const struct cal_text t[] = {{"a", str_of(HEAD NOTICE NEW_YEAR)},
		{"b", str_of("calendar hk 2031\n" NOTICE "2031-01-01 rest N1 n\n")}};
	CHECK(calendar_parse(a, t, 2, &err) == NULL);
	CHECK_STR(err.file, "b");
	CHECK_STR(err.reason, "the texts are of different countries");
	arena_free(a);
}
