/* The law stands in wire_rows.h and at the head of the table. */
#include "wire_rows.h"
#include "base/buf.h"
#include "base/os.h"

static char hex_byte(struct str s)
{
	char text[3] = {s.p[0], s.p[1], 0};
	return (char)strtol(text, NULL, 16);
}

static void unescape(struct buf *b, struct str s);

/* "(n,bytes)" */
static size_t repeat(struct buf *b, struct str s)
{
	size_t comma = str_chr(s, ','), end = str_chr(s, ')');
	int64_t n = 0;
	CHECK(s.p[0] == '(' && comma < end && end != SIZE_MAX);
	CHECK(str_i64((struct str){s.p + 1, comma - 1}, &n));
	for (int64_t i = 0; i < n; i++)
		unescape(b, (struct str){s.p + comma + 1, end - comma - 1});
	return end + 1;
}

static void unescape(struct buf *b, struct str s)
{
	while (s.n > 0) {
		char c = s.p[0], next = s.n > 1 ? s.p[1] : 0;
		size_t used = 1;
		if (c != '\\') {
			buf_char(b, c);
		} else if (next == 'R') {
			used = 2 + repeat(b, str_from(s, 2));
		} else if (next == 'x') {
			CHECK(s.n >= 4);
			buf_char(b, hex_byte(str_from(s, 2)));
			used = 4;
		} else {
			const char *at = next ? strchr("r\rn\nt\t\\\\", next) : NULL;
			CHECK(next == '0' || at);
			buf_char(b, next == '0' ? '\0' : at[1]);
			used = 2;
		}
		s = str_from(s, used);
	}
}

static struct str plain(struct str s)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	unescape(&b, s);
	CHECK(buf_ok(&b));
	struct str out = {arena_memdup(test_arena(), b.p, b.n), b.n};
	buf_free(&b);
	return out;
}

struct hostile *hostile_rows(size_t *n)
{
	struct str text, line;
	CHECK(os_read_file(test_arena(), "test/table/wire_hostile.txt", 1 << 20, &text) == 0);
	struct hostile *row = arena_make_n(test_arena(), struct hostile, 1000);
	*n = 0;
	while (str_line(&text, &line)) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		CHECK(*n < 1000);
		struct hostile *r = &row[(*n)++];
		r->name = str_cut(&line, '\t');
		r->expect = str_cut(&line, '\t');
		CHECK(line.p != NULL);
		r->expect = plain(r->expect);
		r->bytes = plain(line);
	}
	return row;
}
