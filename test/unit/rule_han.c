/* The tables made of the Unihan database. */
#include "rule/han.h"
#include "test.h"

static bool reads(uint32_t c, const char *syllable)
{
	const char *s;
	for (size_t i = 0; (s = han_read(han_form(c), i)) != NULL; i++)
		if (cstr_eq(s, syllable))
			return true;
	return false;
}

TEST(forms_of_a_character_have_one_that_stands_for_them)
{
	static const uint32_t groups[][4] = {{0x5218, 0x5289}, {0x9648, 0x9673}, {0x5415, 0x5442}, {0x53F0, 0x81FA, 0x6AAF, 0x98B1}, {0x5CF0, 0x5CEF}};
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		for (size_t k = 1; k < 4 && groups[i][k]; k++)
			CHECK_INT(han_form(groups[i][k]), han_form(groups[i][0]));
	CHECK(han_form(0x738B) != han_form(0x674E));
	CHECK_INT(han_form('a'), 'a');
	for (uint32_t c = 0; c < 0x32000; c++)
		CHECK_INT(han_form(han_form(c)), han_form(c));
}

TEST(a_character_has_all_its_readings)
{
	CHECK(reads(0x5355, "dan") && reads(0x5355, "shan") && reads(0x5355, "chan") && reads(0x55AE, "shan"));
	CHECK(reads(0x4EC7, "qiu") && reads(0x4EC7, "chou") && reads(0x5415, "lv") && reads(0x738B, "wang"));
	CHECK(!reads(0x738B, "li") && !han_read('a', 0) && !han_read(0xFFFFFFFF, 0) && !han_read(0, 0));
}

TEST(digits_are_ascii_or_han)
{
	CHECK_INT(han_digit('7'), 7);
	CHECK_INT(han_digit(0x4E03), 7);
	CHECK_INT(han_digit(0x3007), 0);
	CHECK_INT(han_digit(0x5E7A), 1);
	CHECK_INT(han_digit(0x5341), -1);      /* ten is no digit */
	CHECK_INT(han_digit('a'), -1);
}
