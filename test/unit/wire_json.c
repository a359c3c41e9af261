/* JSON: what is written can be read back; what is read is strict. */
#include "test.h"

#include "../../src/base/limits.h"
#include "../../src/base/utf8.h"
#include "../../src/wire/json.h"

TEST(a_written_value_looks_as_it_should)
{
	struct buf b;
	struct json j;
	buf_init(&b, 64 * 1024);
	json_init(&j, &b);
	json_object(&j, NULL);
	json_text(&j, "a", "x");
	json_text(&j, "none", NULL);
	json_array(&j, "list");
	json_int(&j, NULL, INT64_MIN);
	json_bool(&j, NULL, true);
	json_object(&j, NULL);
	json_end(&j);
	json_array(&j, NULL);
	json_null(&j, NULL);
	json_end(&j);
	json_end(&j);
	json_bool(&j, "no", false);
	json_str(&j, "s", (struct str){"yes", 2});
	json_end(&j);
	json_done(&j);
	CHECK_STR(b.p, "{\"a\":\"x\",\"none\":null,\"list\":[-9223372036854775808,true,{},[null]],"
		"\"no\":false,\"s\":\"ye\"}");
	buf_free(&b);
}

TEST(text_is_escaped_for_json_and_for_html_around_it)
{
	struct buf b;
	struct json j;
	buf_init(&b, 64 * 1024);
	json_init(&j, &b);
	json_object(&j, NULL);
	json_text(&j, "k\"<", "\"\\</script>&\n\r\t\x01\x7F 件 \u2028\u2029 \U0001F600");
	json_str(&j, "nul", (struct str){"a\0b", 3});
	json_end(&j);
	json_done(&j);
	CHECK_STR(b.p, "{\"k\\\"\\u003c\":\"\\\"\\\\\\u003c/script\\u003e\\u0026\\n\\r\\t\\u0001\\u007f 件 "
		"\\u2028\\u2029 \U0001F600\",\"nul\":\"a\\u0000b\"}");
	buf_free(&b);
}

TEST(nesting_goes_to_its_limit)
{
	struct buf b;
	struct json j;
	buf_init(&b, 64 * 1024);
	json_init(&j, &b);
	for (int i = 0; i < JSON_DEPTH; i++)
		json_array(&j, NULL);
	for (int i = 0; i < JSON_DEPTH; i++)
		json_end(&j);
	json_done(&j);
	CHECK_INT(b.n, 2 * JSON_DEPTH);
	buf_free(&b);
}

TEST(what_would_not_be_json_stops)
{
	struct buf b;
	struct json j;
	buf_init(&b, 64 * 1024);
	json_init(&j, &b);
	CHECK_STOPS(json_int(&j, "key", 1));           /* no key at the top */
	CHECK_STOPS(json_end(&j));
	CHECK_STOPS(json_done(&j));                    /* no value yet */
	json_object(&j, NULL);
	CHECK_STOPS(json_int(&j, NULL, 1));
	CHECK_STOPS(json_text(&j, "a", "\xFF"));
	CHECK_STOPS(json_done(&j));
	json_array(&j, "a");
	CHECK_STOPS(json_int(&j, "key", 1));
	for (int i = 2; i < JSON_DEPTH; i++)
		json_array(&j, NULL);
	CHECK_STOPS(json_array(&j, NULL));
	for (int i = 0; i < JSON_DEPTH; i++)
		json_end(&j);
	CHECK_STOPS(json_int(&j, NULL, 1));            /* a second value */
	json_done(&j);
	buf_free(&b);
}

TEST(every_code_point_comes_back_as_it_was)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct buf b;
	buf_init(&b, 1024 * 1024);
	for (uint32_t c = 1; c < 0x30000; c += c < 0x300 ? 1 : 37) {
		char text[5] = {0};
		if (c >= 0xD800 && c < 0xE000)
			continue;
		utf8_put(c, text);
		struct json j;
		struct json_pair *pair;
		size_t n;
		const char *why;
		buf_clear(&b);
		json_init(&j, &b);
		json_object(&j, NULL);
		json_text(&j, text, text);
		json_end(&j);
		json_done(&j);
		CHECK(json_read_flat(a, buf_view(&b), &pair, &n, &why));
		CHECK_INT(n, 1);
		CHECK(n == 1 && str_is(pair[0].name, text) && str_is(pair[0].value, text));
	}
	buf_free(&b);
	arena_free(a);
}

TEST(a_body_is_read_as_pairs_in_order)
{
	struct arena *a = arena_new(16 * 1024 * 1024);
	struct json_pair *p;
	size_t n;
	const char *why;
	CHECK(json_read_flat(a, STR(" {\"b\":\"x\",\"a\":-12,\"r\":1.5,\"t\":true,\"f\":false,"
		"\"l\":[\"1\",\"二\"],\"e\":[],\"\":\"\"} \n"), &p, &n, &why));
	static const char *const WANT[][2] = {{"b", "x"}, {"a", "-12"}, {"r", "1.5"}, {"t", "1"},
		{"f", ""}, {"l", "1"}, {"l", "二"}, {"", ""}};
	CHECK_INT(n, 8);
	for (size_t i = 0; i < n && i < 8; i++) {
		CHECK(str_is(p[i].name, WANT[i][0]));
		CHECK(str_is(p[i].value, WANT[i][1]));
	}
	CHECK(json_read_flat(a, STR("{}"), &p, &n, &why));
	CHECK_INT(n, 0);
	arena_free(a);
}

TEST(what_is_not_strict_is_refused_with_its_word)
{
	static const struct { struct str body; const char *why; } BAD[] = {
		{STR(""), "syntax"}, {STR("{"), "syntax"}, {STR("{}x"), "syntax"},
		{STR("{} {}"), "syntax"}, {STR("{\"a\":1,}"), "syntax"}, {STR("{'a':1}"), "syntax"},
		{STR("{\"a\":01}"), "syntax"}, {STR("{\"a\":NaN}"), "syntax"},
		{STR("{\"a\":\"\n\"}"), "syntax"}, {STR("\xEF\xBB\xBF{}"), "syntax"},
		{STR("[]"), "not-object"}, {STR("\"x\""), "syntax"},
		{STR("{\"a\":\"\xFF\"}"), "utf8"}, {STR("{\"a\":\"\xED\xA0\x80\"}"), "utf8"},
		{STR("{\"a\":1,\"a\":2}"), "repeated"}, {STR("{\"a\":\"\\u0000\"}"), "nul"},
		{STR("{\"a\\u0000\":1}"), "nul"}, {STR("{\"a\":99999999999999999999}"), "number"},
		{STR("{\"a\":1e999}"), "number"}, {STR("{\"a\":null}"), "type"},
		{STR("{\"a\":{}}"), "type"}, {STR("{\"a\":[1]}"), "type"}, {STR("{\"a\":[[\"x\"]]}"), "type"},
	};
	struct arena *a = arena_new(16 * 1024 * 1024);
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		struct json_pair *p;
		size_t n;
		const char *why = NULL;
		CHECK(!json_read_flat(a, BAD[i].body, &p, &n, &why));
		CHECK_STR(why, BAD[i].why);
		CHECK_INT(n, 0);
	}
	arena_free(a);
}

static const char *fields_refused(struct arena *a, int fields)
{
	struct buf b;
	struct json j;
	struct json_pair *p;
	size_t n;
	const char *why;
	buf_init(&b, 1024 * 1024);
	json_init(&j, &b);
	json_object(&j, NULL);
	json_array(&j, "x");
	for (int i = 0; i < fields; i++)
		json_text(&j, NULL, "v");
	json_end(&j);
	json_end(&j);
	bool ok = json_read_flat(a, buf_view(&b), &p, &n, &why);
	buf_free(&b);
	return ok ? NULL : why;
}

TEST(limits_of_a_body)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	CHECK(!fields_refused(a, LIMIT_FORM_FIELDS));
	CHECK_STR(fields_refused(a, LIMIT_FORM_FIELDS + 1), "too-many");
	char *body = arena_alloc(a, LIMIT_FORM_BYTES + 1);
	memset(body, ' ', LIMIT_FORM_BYTES + 1);
	memcpy(body, "{}", 2);
	struct json_pair *p;
	size_t n;
	const char *why;
	CHECK(json_read_flat(a, (struct str){body, LIMIT_FORM_BYTES}, &p, &n, &why));
	CHECK(!json_read_flat(a, (struct str){body, LIMIT_FORM_BYTES + 1}, &p, &n, &why));
	CHECK_STR(why, "too-large");
	memset(body, '[', LIMIT_FORM_BYTES);
	CHECK(!json_read_flat(a, (struct str){body, LIMIT_FORM_BYTES}, &p, &n, &why));
	CHECK_STR(why, "syntax");
	arena_free(a);
}
