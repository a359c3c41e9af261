#include "test.h"

TEST(text_of_no_pointer_is_empty)
{
	CHECK_INT(str_of(NULL).n, 0);
	CHECK_STR(str_of(NULL), STR_NONE);
}
