/* Raw bytes against a running edge: every row of the table, whole and byte by
 * byte, has its answer and no other, and a refusal ends the connection. */
#include "wire_live.h"
#include "wire_rows.h"
#include "base/os.h"

enum { DRIP_MAX = 400 };

static bool refused(struct str expect)
{
	struct str last = expect;
	size_t at;
	while ((at = str_find(last, STR(" ; "))) != SIZE_MAX)
		last = str_from(last, at + 3);
	return last.n == 3 && last.p[0] != '2' && !str_is(last, "405");
}

static void ask(const struct hostile *r, bool drip)
{
	bool ended;
	int fd = live_connect();
	for (size_t i = 0; drip && i < r->bytes.n; i++)
		live_send(fd, (struct str){r->bytes.p + i, 1});
	if (!drip)
		live_send(fd, r->bytes);
	/* After a refusal the server ends; else it waits for more until we end. */
	if (!refused(r->expect))
		live_end_writing(fd);
	struct str got = live_read(fd, 5000, &ended);
	live_close(fd);
	if (!ended)
		test_fail(__FILE__, __LINE__, "not closed: %.*s", STR_ARG(r->name));
	struct str said = live_answers(got, str_starts(r->bytes, "HEAD"), true);
	if (str_starts(said, "100 ; "))
		said = str_from(said, 6);
	if (said.n == 0)
		said = STR("none");
	if (!str_eq(said, r->expect))
		test_fail(__FILE__, __LINE__, "%.*s: %.*s instead of %.*s", STR_ARG(r->name), STR_ARG(said),
			STR_ARG(r->expect));
}

TEST(every_hostile_row_has_its_answer_and_no_other)
{
	size_t n;
	struct hostile *row = hostile_rows(&n);
	live_start();
	CHECK(n > 150);
	for (size_t i = 0; i < n; i++)
		ask(&row[i], false);
	live_stop();
}

TEST(every_hostile_row_has_the_same_answer_byte_by_byte)
{
	size_t n;
	struct hostile *row = hostile_rows(&n);
	live_start();
	for (size_t i = 0; i < n; i++)
		if (row[i].bytes.n < DRIP_MAX)
			ask(&row[i], true);
	live_stop();
}
