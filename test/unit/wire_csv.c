/* CSV and encodings: the same bytes give the same records however they are cut. */
#include "test.h"

#include "../../src/base/limits.h"
#include "../../src/base/os.h"
#include "../../src/base/utf8.h"
#include "../../src/wire/csv.h"

enum { ARENA = 64 * 1024 * 1024 };

static void feed_next(struct csv *c, struct str *rest, size_t step)
{
	struct str block = str_head(*rest, step);
	*rest = str_from(*rest, block.n);
	csv_feed(c, block, rest->n == 0);
}

/* Everything the reader says, as text: "number@line[field][field]" per record. */
static char *told_in_steps(struct arena *a, struct str in, char sep, size_t step)
{
	struct arena *own = arena_new(ARENA);
	struct csv *c = csv_new(own, (struct csv_options){sep});
	struct csv_record rec;
	struct buf b;
	struct str rest = in;
	buf_init(&b, 8 * 1024 * 1024);
	for (enum csv_got got; (got = csv_next(c, &rec)) != CSV_END;) {
		if (got == CSV_MORE) {
			feed_next(c, &rest, step);
			continue;
		}
		if (got == CSV_BAD) {
			buf_printf(&b, "!%lld %s", (long long)csv_error(c).line, csv_error(c).reason);
			break;
		}
		buf_printf(&b, "%lld@%lld%s", (long long)rec.number, (long long)rec.line,
			rec.stray ? "~" : "");
		for (size_t i = 0; i < rec.fields; i++)
			buf_printf(&b, "[%.*s]", STR_ARG(rec.field[i]));
	}
	char *told = arena_cstr(a, buf_view(&b));
	buf_free(&b);
	arena_free(own);
	return told;
}

/* In one piece, and the same in steps of 1, 2, 3 and 7 bytes. */
static void check_told(const char *in, char sep, const char *want)
{
	static const size_t STEP[] = {SIZE_MAX, 1, 2, 3, 7};
	struct arena *a = arena_new(ARENA);
	for (size_t i = 0; i < sizeof STEP / sizeof *STEP; i++)
		CHECK_STR(told_in_steps(a, str_of(in), sep, STEP[i]), want);
	arena_free(a);
}

TEST(plain_records)
{
	check_told("a,b\nc,d\n", ',', "1@1[a][b]2@2[c][d]");
	check_told("a,b\nc,d", ',', "1@1[a][b]2@2[c][d]");
	check_told("", ',', "");
	check_told("a", ',', "1@1[a]");
	check_told(",", ',', "1@1[][]");
	check_told("a;b,c\n", ';', "1@1[a][b,c]");
	check_told("a\tb;c\n", '\t', "1@1[a][b;c]");
	check_told("一,二\n", ',', "1@1[一][二]");
}

TEST(line_ends_of_every_kind)
{
	check_told("a\r\nb\rc\nd\r", ',', "1@1[a]2@2[b]3@3[c]4@4[d]");
	check_told("a\r\n\r\n\n\rb,c\r\n", ',', "1@1[a]2@5[b][c]");
	check_told("\n\n\n", ',', "");
	check_told("a,\r\n,b\r\n", ',', "1@1[a][]2@2[][b]");
	check_told(" \n", ',', "1@1[ ]");
}

TEST(quoted_fields)
{
	check_told("\"a,b\",\"c\"\n", ',', "1@1[a,b][c]");
	check_told("\"a\"\"b\",\"\"\"\"\n", ',', "1@1[a\"b][\"]");
	check_told("\"\"\n", ',', "1@1[]");
	check_told("\"\",\"\"", ',', "1@1[][]");
	check_told("\"a\r\nb\",c\nd\n", ',', "1@1[a\r\nb][c]2@3[d]");
	check_told("\"a\rb\n\nc\"\r\nd\n", ',', "1@1[a\rb\n\nc]2@5[d]");
}

TEST(stray_quotes_are_kept_or_marked)
{
	check_told("a\"b,c\"\n", ',', "1@1[a\"b][c\"]");
	check_told("5\" pipe,x\n", ',', "1@1[5\" pipe][x]");
	check_told(" \"a\",b\n", ',', "1@1[ \"a\"][b]");
	check_told("\"a\"b,c\nd\n", ',', "1@1~[ab][c]2@2[d]");
	check_told("\"he said \"hi\" to me\",x\n", ',', "1@1~[he said hi\" to me\"][x]");
	check_told("\"a\" ,b\n", ',', "1@1~[a ][b]");
}

TEST(an_unclosed_quote_tells_where_it_opened)
{
	check_told("a\nb,\"c\nd\ne", ',', "1@1[a]!2 a quote opens here and is never closed");
	check_told("\"", ',', "!1 a quote opens here and is never closed");
	check_told("x\n\"a\nb\",\"c\n", ',', "1@1[x]!3 a quote opens here and is never closed");
	check_told("x\n\"a\"\"", ',', "1@1[x]!2 a quote opens here and is never closed");
}

TEST(a_byte_order_mark_is_dropped_once)
{
	check_told("\xEF\xBB\xBF\"a\",b\n", ',', "1@1[a][b]");
	check_told("\xEF\xBB\xBF\"a\",b\n", 0, "1@1[a][b]");
	check_told("\xEF\xBB\xBF\xEF\xBB\xBF" "a\n", ',', "1@1[\xEF\xBB\xBF" "a]");
	check_told("\xEF\xBB", ',', "1@1[\xEF\xBB]");
	check_told("\xEF\xBB\xBF", 0, "");
	check_told("a\n\xEF\xBB\xBF" "b\n", ',', "1@1[a]2@2[\xEF\xBB\xBF" "b]");
}

TEST(the_separator_is_found_in_the_first_record)
{
	check_told("a;b;c,d\n1,2,3,4,5\n", 0, "1@1[a][b][c,d]2@2[1,2,3,4,5]");
	check_told("a\tb\n", 0, "1@1[a][b]");
	check_told("a,b;c\n", 0, "1@1[a][b;c]");
	check_told("a\n1;2\n", 0, "1@1[a]2@2[1;2]");
	check_told("\n\na;b\n", 0, "1@3[a][b]");
	check_told("\"a,b,c\nd,e\";\"x\"\"y,,,\"\n", 0, "1@1[a,b,c\nd,e][x\"y,,,]");
	check_told("\xEF\xBB\xBF\"a,b,c\";d\n", 0, "1@1[a,b,c][d]");
	check_told("5\",a;b;c\n\"", 0, "1@1[5\",a][b][c]!2 a quote opens here and is never closed");
	check_told("", 0, "");
	check_told("a;b", 0, "1@1[a][b]");
}

TEST(the_separator_is_told_once_known)
{
	struct arena *a = arena_new(ARENA);
	struct csv_record rec;
	struct csv *c = csv_new(a, (struct csv_options){0});
	csv_feed(c, STR("a;b"), false);
	CHECK_INT(csv_next(c, &rec), CSV_MORE);
	CHECK_INT(csv_separator(c), 0);
	csv_feed(c, STR("\nx"), true);
	CHECK_INT(csv_next(c, &rec), CSV_RECORD);
	CHECK_INT(csv_separator(c), ';');
	CHECK_INT(csv_next(c, &rec), CSV_RECORD);
	CHECK_INT(csv_next(c, &rec), CSV_END);
	CHECK_INT(csv_next(c, &rec), CSV_END);
	arena_free(a);
}

TEST(nul_and_broken_bytes_stay_what_they_are)
{
	struct arena *a = arena_new(ARENA);
	struct csv_record rec;
	struct csv *c = csv_new(a, (struct csv_options){','});
	csv_feed(c, STR("a\0b,\xFF\n"), true);
	CHECK_INT(csv_next(c, &rec), CSV_RECORD);
	CHECK_INT(rec.fields, 2);
	CHECK(str_eq(rec.field[0], STR("a\0b")));
	CHECK(str_eq(rec.field[1], STR("\xFF")));
	arena_free(a);
}

/* What a first line "x" and then one field of n bytes, quoted or not, gives. */
static const char *field_of(struct arena *a, size_t n, bool quoted, size_t step)
{
	struct buf b;
	buf_init(&b, 16 * 1024 * 1024);
	buf_cstr(&b, quoted ? "x\ny,\"" : "x\ny,");
	for (size_t i = 0; i < n; i++)
		buf_char(&b, 'z');
	buf_cstr(&b, quoted ? "\"\n" : "\n");
	const char *told = told_in_steps(a, buf_view(&b), ',', step);
	buf_free(&b);
	return strchr(told, '!') ? strchr(told, '!') : "";
}

TEST(a_field_may_be_as_long_as_the_limit)
{
	struct arena *a = arena_new(ARENA);
	static const size_t STEP[] = {SIZE_MAX, 1, 4099};
	for (size_t i = 0; i < 3; i++) {
		CHECK_STR(field_of(a, LIMIT_IMPORT_FIELD_BYTES, true, STEP[i]), "");
		CHECK_STR(field_of(a, LIMIT_IMPORT_FIELD_BYTES, false, STEP[i]), "");
		CHECK_STR(field_of(a, LIMIT_IMPORT_FIELD_BYTES + 1, true, STEP[i]),
			"!2 a field has more than 262144 bytes; is a quote left open?");
		CHECK_STR(field_of(a, LIMIT_IMPORT_FIELD_BYTES + 1, false, STEP[i]),
			"!2 a field has more than 262144 bytes; is a quote left open?");
	}
	arena_free(a);
}

static bool record_taken(size_t fields, size_t field_bytes, size_t more)
{
	struct arena *a = arena_new(ARENA);
	struct buf b;
	buf_init(&b, 16 * 1024 * 1024);
	for (size_t i = 0; i < fields; i++) {
		for (size_t k = 0; k < field_bytes; k++)
			buf_char(&b, 'z');
		if (i + 1 < fields)
			buf_char(&b, ',');
	}
	for (size_t k = 0; k < more; k++)
		buf_char(&b, 'z');
	const char *told = told_in_steps(a, buf_view(&b), ',', 65536);
	bool taken = !strchr(told, '!');
	buf_free(&b);
	arena_free(a);
	return taken;
}

TEST(a_record_may_have_as_many_fields_and_bytes_as_the_limits)
{
	CHECK(record_taken(LIMIT_IMPORT_FIELDS, 0, 0));
	CHECK(!record_taken(LIMIT_IMPORT_FIELDS + 1, 0, 0));
	CHECK(record_taken(LIMIT_IMPORT_RECORD_BYTES / 4096 / 4, 16384, 0));
	CHECK(!record_taken(LIMIT_IMPORT_RECORD_BYTES / 4096 / 4, 16384, 1));
}

TEST(many_records_take_no_more_memory)
{
	struct arena *a = arena_new(1024 * 1024);      /* the ceiling is the test */
	struct csv *c = csv_new(a, (struct csv_options){','});
	struct csv_record rec;
	int64_t records = 0;
	for (int i = 0; i <= 20000; i++) {
		csv_feed(c, STR("one,\"two \"\" and\nmore\",three hundred and sixty bytes\r\n"), i == 20000);
		while (csv_next(c, &rec) == CSV_RECORD)
			records = rec.number;
	}
	CHECK_INT(records, 20001);
	CHECK_INT(rec.line, 2 * 20000 + 1);
	arena_free(a);
}

TEST(a_block_must_be_eaten_before_the_next)
{
	struct arena *a = arena_new(ARENA);
	struct csv *c = csv_new(a, (struct csv_options){','});
	csv_feed(c, STR("abc"), false);
	CHECK_STOPS(csv_feed(c, STR("def"), false));
	CHECK_STOPS(csv_new(a, (struct csv_options){'|'}));
	arena_free(a);
}

/* -- encodings -- */

TEST(encodings_are_guessed)
{
	CHECK_INT(csv_guess_encoding(STR("")), ENCODING_UTF8);
	CHECK_INT(csv_guess_encoding(STR("plain")), ENCODING_UTF8);
	CHECK_INT(csv_guess_encoding(STR("编号,主题")), ENCODING_UTF8);
	CHECK_INT(csv_guess_encoding(STR("\xEF\xBB\xBF" "a")), ENCODING_UTF8_BOM);
	CHECK_INT(csv_guess_encoding(STR("\xFF\xFE" "a\0")), ENCODING_UTF16LE);
	CHECK_INT(csv_guess_encoding(STR("\xFE\xFF\0a")), ENCODING_UTF16BE);
	/* 编号,主题 in GB18030 */
	CHECK_INT(csv_guess_encoding(STR("\xB1\xE0\xBA\xC5,\xD6\xF7\xCC\xE2")), ENCODING_GB18030);
	/* cut inside a character: still UTF-8 */
	struct str s = STR("编号,主题");
	for (size_t n = 0; n <= s.n; n++)
		CHECK_INT(csv_guess_encoding(str_head(s, n)), ENCODING_UTF8);
	/* one broken byte among many good characters */
	CHECK_INT(csv_guess_encoding(STR("编号主题编号主题编号主题\xFF编号")), ENCODING_UTF8);
}

TEST(encodings_have_names)
{
	enum encoding e;
	for (int i = 0; i < ENCODING__MAX; i++) {
		CHECK(encoding_parse(str_of(encoding_name((enum encoding)i)), &e));
		CHECK_INT(e, i);
	}
	CHECK(encoding_parse(STR("utf8"), &e) && e == ENCODING_UTF8);
	CHECK(encoding_parse(STR("gb 18030"), &e) && e == ENCODING_GB18030);
	CHECK(!encoding_parse(STR("latin1"), &e));
	CHECK(!encoding_parse(STR("utf"), &e));
	CHECK(!encoding_parse(STR("utf-8x"), &e));
	CHECK(!encoding_parse(STR(""), &e));
}

/* Recodes in steps; the text, then "!" and the offsets of what was bad. */
static const char *recoded(struct arena *a, enum encoding e, struct str in, size_t step)
{
	struct recode r;
	struct buf b;
	buf_init(&b, 1024 * 1024);
	CHECK(recode_init(&r, e));
	do {
		struct str block = str_head(in, step);
		in = str_from(in, block.n);
		recode_feed(&r, block, in.n == 0, &b);
	} while (in.n > 0);
	CHECK(utf8_valid(buf_view(&b)));
	for (int64_t i = 0; i < r.bad && i < RECODE_BAD_KEPT; i++)
		buf_printf(&b, "!%lld", (long long)r.bad_at[i]);
	recode_free(&r);
	const char *told = arena_cstr(a, buf_view(&b));
	buf_free(&b);
	return told;
}

static void check_recoded(enum encoding e, struct str in, const char *want)
{
	struct arena *a = arena_new(ARENA);
	for (size_t step = 1; step <= in.n + 1; step++)
		CHECK_STR(recoded(a, e, in, step), want);
	arena_free(a);
}

TEST(lawful_text_is_recoded)
{
	check_recoded(ENCODING_UTF8, STR("a件\U0001F600z"), "a件\U0001F600z");
	check_recoded(ENCODING_GB18030, STR("a\xBC\xFE\x94\x39\xFC\x36z"), "a件\U0001F600z");
	check_recoded(ENCODING_UTF16LE, STR("a\0\xF6\x4E\x3D\xD8\x00\xDE"), "a件\U0001F600");
	check_recoded(ENCODING_UTF16BE, STR("\0a\x4E\xF6\xD8\x3D\xDE\x00"), "a件\U0001F600");
	check_recoded(ENCODING_UTF16LE, STR("\xFF\xFE" "a\0"), "\uFEFF" "a");
	check_recoded(ENCODING_UTF8, STR(""), "");
}

TEST(unlawful_bytes_are_told_and_not_dropped)
{
	check_recoded(ENCODING_UTF8, STR("a\xFFz"), "a\uFFFDz!1");
	check_recoded(ENCODING_UTF8, STR("ab\xE4\xBB"), "ab\uFFFD\uFFFD!2!3");
	check_recoded(ENCODING_UTF8, STR("\xED\xA0\x80x\xC0\x80"), "\uFFFD\uFFFD\uFFFDx\uFFFD\uFFFD!0!1!2!4!5");
	check_recoded(ENCODING_UTF8, STR("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD!0!1!2!3");
	check_recoded(ENCODING_GB18030, STR("a\xFFz"), "a\uFFFDz!1");
	check_recoded(ENCODING_GB18030, STR("\xBC\xFE\xBC"), "件\uFFFD!2");
	check_recoded(ENCODING_GB18030, STR("\xBC\n\xBC\xFE"), "\uFFFD\n件!0");
	check_recoded(ENCODING_UTF16LE, STR("a\0\x00\xDE" "b\0"), "a\uFFFDb!2");
	check_recoded(ENCODING_UTF16LE, STR("a\0b"), "a\uFFFD!2");
}

TEST(bad_bytes_are_counted_past_those_kept)
{
	struct recode r;
	struct buf b;
	buf_init(&b, 1024);
	CHECK(recode_init(&r, ENCODING_UTF8));
	for (int i = 0; i < RECODE_BAD_KEPT + 5; i++)
		recode_feed(&r, STR("x\xFF"), i == RECODE_BAD_KEPT + 4, &b);
	CHECK_INT(r.bad, RECODE_BAD_KEPT + 5);
	CHECK_INT(r.bad_at[RECODE_BAD_KEPT - 1], 2 * RECODE_BAD_KEPT - 1);
	recode_free(&r);
	buf_free(&b);
}

/* -- out -- */

TEST(cells_are_quoted_where_they_must)
{
	struct buf b;
	struct csv_out w;
	buf_init(&b, 64 * 1024);
	csv_out_init(&w, &b, ',', true);
	csv_put(&w, STR("a"));
	csv_put(&w, STR("b,c"));
	csv_put(&w, STR("d\"e"));
	csv_put(&w, STR("f\ng"));
	csv_put(&w, STR(" h"));
	csv_put(&w, STR_NONE);
	csv_put_int(&w, -12);
	csv_end_row(&w);
	csv_put(&w, STR_NONE);
	csv_end_row(&w);
	csv_put(&w, STR_NONE);
	csv_put(&w, STR_NONE);
	csv_end_row(&w);
	CHECK_STR(b.p, "\xEF\xBB\xBF" "a,\"b,c\",\"d\"\"e\",\"f\ng\",\" h\",,-12\r\n\"\"\r\n,\r\n");
	buf_free(&b);
}

TEST(formulas_are_guarded)
{
	static const struct { const char *in, *out; } CELL[] = {
		{"=1+1", "'=1+1\r\n"}, {"+86", "'+86\r\n"}, {"-1", "'-1\r\n"}, {"@x", "'@x\r\n"},
		{"\tx", "\"'\tx\"\r\n"}, {"\rx", "\"'\rx\"\r\n"}, {"\nx", "\"'\nx\"\r\n"},
		{"＝1", "'＝1\r\n"}, {"＋1", "'＋1\r\n"}, {"－1", "'－1\r\n"}, {"＠1", "'＠1\r\n"},
		{"=\"a\"", "\"'=\"\"a\"\"\"\r\n"}, {"a=1", "a=1\r\n"}, {"'x", "'x\r\n"},
	};
	for (size_t i = 0; i < sizeof CELL / sizeof *CELL; i++) {
		struct buf b;
		struct csv_out w;
		buf_init(&b, 1024);
		csv_out_init(&w, &b, ';', false);
		csv_put(&w, str_of(CELL[i].in));
		csv_end_row(&w);
		CHECK_STR(b.p, CELL[i].out);
		buf_free(&b);
	}
}

TEST(what_is_written_is_read_back)
{
	static const char *const CELL[] = {"", "a", "\"", "\"\"", "a\"b", "x\r\ny", ",;\t", " a ",
		"\xEF\xBB\xBFq", "件件", "'", "\v"};
	const size_t n = sizeof CELL / sizeof *CELL;
	struct arena *a = arena_new(ARENA);
	struct buf b;
	struct csv_out w;
	struct csv_record rec;
	buf_init(&b, 64 * 1024);
	csv_out_init(&w, &b, '\t', false);
	for (size_t row = 0; row < n; row++) {
		for (size_t i = 0; i <= row; i++)
			csv_put(&w, str_of(CELL[(row + i) % n]));
		csv_end_row(&w);
	}
	struct csv *c = csv_new(a, (struct csv_options){'\t'});
	csv_feed(c, buf_view(&b), true);
	for (size_t row = 0; row < n; row++) {
		CHECK_INT(csv_next(c, &rec), CSV_RECORD);
		CHECK_INT(rec.fields, row + 1);
		for (size_t i = 0; i < rec.fields; i++)
			CHECK(str_is(rec.field[i], CELL[(row + i) % n]));
	}
	CHECK_INT(csv_next(c, &rec), CSV_END);
	buf_free(&b);
	arena_free(a);
}

/* -- real files, when they are there -- */

static int64_t count_file(const char *path, size_t step, size_t fields)
{
	struct arena *a = arena_new(ARENA);
	struct csv *c = csv_new(a, (struct csv_options){0});
	struct csv_record rec = {0};
	char *block = arena_alloc(a, step);
	int fd = os_open_read(path);
	enum csv_got got = CSV_MORE;
	if (fd < 0) {
		arena_free(a);
		return -1;
	}
	while (got == CSV_MORE) {
		int64_t n = os_read(fd, block, step);
		CHECK(n >= 0);
		csv_feed(c, (struct str){block, n > 0 ? (size_t)n : 0}, n <= 0);
		while ((got = csv_next(c, &rec)) == CSV_RECORD)
			CHECK_INT(rec.fields, fields);
	}
	CHECK_INT(got, CSV_END);
	os_close(fd);
	int64_t records = rec.number;
	arena_free(a);
	return records;
}

TEST(the_messages_of_a_city_are_read_whole)
{
	const char *path = "../shared/data/messages-zh.csv";
	if (count_file(path, 65536, 7) < 0)
		SKIP("no ../shared/data/messages-zh.csv");
	CHECK_INT(count_file(path, 65536, 7), 1 + 1408);
	CHECK_INT(count_file(path, 61, 7), 1 + 1408);
}

TEST(the_requests_of_chicago_are_read_whole)
{
	const char *path = "../shared/data/chicago-sanitation.csv";
	if (count_file(path, 4096, 16) < 0)
		SKIP("no ../shared/data/chicago-sanitation.csv");
	CHECK_INT(count_file(path, 4096, 16), 1 + 20000);
}
