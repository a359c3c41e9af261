#include "test.h"

#include "base/msg.h"
#include "base/msg_table.h"

TEST(every_message_is_found_by_its_name)
{
	CHECK(msg_row_count > 0);
	for (const struct msg_row *row = msg_rows; row < msg_rows + msg_row_count; row++) {
		CHECK(row->id > 0);
		CHECK_INT(msg_id(row->name), row->id);
		CHECK_STR(msg_name(row->id), row->name);
		for (int lang = 0; lang < LANG__MAX; lang++)
			CHECK(row->text[lang][0] != '\0');
	}
	CHECK_INT(msg_id("no.such.message"), 0);
	CHECK_INT(msg_id(""), 0);
	CHECK_INT(msg_id(NULL), 0);
}

TEST(no_message_is_no_words)
{
	CHECK_STR(msg_text(test_arena(), LANG_EN, MSG_NONE), "");
	CHECK_STR(msg_name(0), "");
	CHECK_STOPS(msg_text(test_arena(), LANG_EN, (struct msg){.id = 1}));
	CHECK_STOPS(msg_text(test_arena(), LANG_EN, (struct msg){.id = -1}));
	CHECK_STOPS(msg_name(1));
}

/* Arguments in every message of the catalogue, in both languages. */
TEST(arguments_take_their_places_and_are_not_read_again)
{
	static const char *const arg[MSG_ARGS] = {"<{2}>", "", "third", "四"};
	for (const struct msg_row *row = msg_rows; row < msg_rows + msg_row_count; row++)
		for (int lang = 0; lang < LANG__MAX; lang++) {
			struct msg m = {.id = row->id, .arg = {arg[0], arg[1], arg[2], arg[3]}};
			struct str form = str_of(row->text[lang]);
			struct str text = str_of(msg_text(test_arena(), (enum lang)lang, m));
			while (form.n > 0) {
				bool is_arg = form.n >= 3 && form.p[0] == '{' && form.p[2] == '}';
				struct str piece = is_arg ? str_of(arg[form.p[1] - '1']) : str_head(form, 1);
				CHECK(text.n >= piece.n && memcmp(text.p, piece.p, piece.n) == 0);
				text = str_from(text, piece.n);
				form = str_from(form, is_arg ? 3 : 1);
			}
			CHECK_INT(text.n, 0);
		}
}

TEST(a_missing_argument_is_empty)
{
	for (const struct msg_row *row = msg_rows; row < msg_rows + msg_row_count; row++)
		CHECK(strstr(msg_text(test_arena(), LANG_ZH, (struct msg){.id = row->id}), "{1}") == NULL);
}

TEST(languages_by_their_codes)
{
	CHECK_INT(lang_of(STR("zh")), LANG_ZH);
	CHECK_INT(lang_of(STR("zh-CN")), LANG_ZH);
	CHECK_INT(lang_of(STR("ZH_hans")), LANG_ZH);
	CHECK_INT(lang_of(STR("zha")), LANG_EN);
	CHECK_INT(lang_of(STR("z")), LANG_EN);
	CHECK_INT(lang_of(STR("en-GB")), LANG_EN);
	CHECK_INT(lang_of(STR_NONE), LANG_EN);
	CHECK_STR(lang_code(LANG_ZH), "zh-CN");
	CHECK_STR(lang_code(LANG_EN), "en");
}
