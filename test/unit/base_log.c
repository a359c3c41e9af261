#include "test.h"

#include <jansson.h>
#include "base/log.h"
#include "base/os.h"

/* What the log says during the statement. */
#define LOGGED(text, statement) do { \
		const char *path = arena_printf(test_arena(), "%s/log", test_folder()); \
		CHECK(freopen(path, "w", stderr) != NULL); \
		statement; \
		fflush(stderr); \
		CHECK_INT(os_read_file(test_arena(), path, 1024 * 1024, &(text)), 0); \
	} while (0)

TEST(an_event_is_one_line_of_json_with_its_level)
{
	struct str text = STR_NONE;
	LOGGED(text, log_line(LOG_WARN, "http.request", "status", "404", "id", "17", NULL));
	CHECK(str_starts(text, "<4>{"));
	CHECK_INT(str_chr(text, '\n'), text.n - 1);
	json_t *line = json_loadb(text.p + 3, text.n - 3, 0, NULL);
	CHECK_STR(json_string_value(json_object_get(line, "event")), "http.request");
	CHECK_STR(json_string_value(json_object_get(line, "status")), "404");
	CHECK_INT(strlen(json_string_value(json_object_get(line, "time"))), 20);
	json_decref(line);
}

TEST(values_cannot_forge_a_line_or_a_field)
{
	struct str text = STR_NONE;
	const char *value = "a\n<3>{\"event\":\"x\"}\r\x1B[31m\\\xFF\xE2\x80\xAE\xC2\x9B";
	LOGGED(text, log_line(LOG_ERROR, "bad.value", "v", value, NULL));
	CHECK_INT(str_chr(text, '\n'), text.n - 1);
	CHECK(str_chr(text, '\x1B') == SIZE_MAX);
	CHECK(str_find(text, STR("\xE2\x80\xAE")) == SIZE_MAX);
	json_t *line = json_loadb(text.p + 3, text.n - 3, 0, NULL);
	CHECK_STR(json_string_value(json_object_get(line, "event")), "bad.value");
	CHECK_STR(json_string_value(json_object_get(line, "v")), "a\n<3>{\"event\":\"x\"}\r\x1B[31m\\\xEF\xBF\xBD\xE2\x80\xAE\xC2\x9B");
	json_decref(line);
}

TEST(what_is_less_urgent_than_the_level_is_silent)
{
	struct str text = STR_NONE;
	LOGGED(text, log_line(LOG_INFO, "quiet", NULL));
	CHECK_INT(text.n, 0);
	log_to_level(LOG_INFO);
	LOGGED(text, log_line(LOG_INFO, "heard", NULL));
	CHECK(text.n > 0);
	log_to_level(LOG_ERROR);
	LOGGED(text, log_line(LOG_WARN, "quiet", NULL));
	CHECK_INT(text.n, 0);
}

TEST(a_line_stays_whole_however_much_it_is_given)
{
	struct str text = STR_NONE;
	char *big = arena_alloc(test_arena(), 100001);
	memset(big, 1, 100000);                    /* each escaped to six bytes */
	LOGGED(text, log_line(LOG_ERROR, "big", "a", big, "b", big, "c", big, "d", big, "e", big, NULL));
	CHECK(text.n <= 8 * 1024);
	json_t *line = json_loadb(text.p + 3, text.n - 3, 0, NULL);
	CHECK(line != NULL);
	CHECK_INT(json_string_length(json_object_get(line, "a")), 512);
	json_decref(line);
}
