/* Forms and uploads: readings, limits, any cut, nothing left behind. */
#include "test.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/os.h"
#include "wire/form.h"

static struct form form;

static enum form_error encoded(const char *s)
{
	return form_urlencoded(test_arena(), str_of(s), &form);
}

TEST(urlencoded_pairs_are_kept_in_order)
{
	CHECK_INT(encoded("a=1&b=%E4%B8%AD+x&&a=2&c&=d&e==f"), FORM_OK);
	CHECK_INT(form.fields, 6);
	CHECK_STR(form_get(&form, "a"), "1");
	CHECK_STR(form_get(&form, "b"), "\xe4\xb8\xad x");
	CHECK_STR(form_get(&form, "c"), "");
	CHECK_STR(form_get(&form, ""), "d");
	CHECK_STR(form_get(&form, "e"), "=f");
	CHECK(form_get(&form, "x").p == NULL);
	CHECK_INT(form_count(&form, "a"), 2);
	CHECK_INT(encoded(""), FORM_OK);
	CHECK_INT(form.fields, 0);
}

TEST(urlencoded_refuses_what_is_not_text)
{
	static const char *const bad[] = {"a=%", "a=%2", "a=%00", "a=%ff", "%c0%80=b", "a=\xff", "a=%zz"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_INT(encoded(bad[i]), FORM_BAD);
}

TEST(urlencoded_limits_hold_at_the_limit_and_one_past_it)
{
	struct buf b;
	buf_init(&b, LIMIT_FORM_BYTES + 10);
	for (int i = 0; i < LIMIT_FORM_FIELDS; i++)
		buf_cstr(&b, "a=b&");
	CHECK_INT(form_urlencoded(test_arena(), buf_view(&b), &form), FORM_OK);
	CHECK_INT(form.fields, LIMIT_FORM_FIELDS);
	buf_cstr(&b, "a");
	CHECK_INT(form_urlencoded(test_arena(), buf_view(&b), &form), FORM_TOO_MANY);
	buf_clear(&b);
	while (b.n < LIMIT_FORM_BYTES)
		buf_char(&b, 'a');
	CHECK_INT(form_urlencoded(test_arena(), buf_view(&b), &form), FORM_OK);
	buf_char(&b, 'a');
	CHECK_INT(form_urlencoded(test_arena(), buf_view(&b), &form), FORM_TOO_LARGE);
	buf_free(&b);
}

static const char *boundary_of(const char *type)
{
	struct str b;
	return form_boundary(str_of(type), &b) ? arena_cstr(test_arena(), b) : "none";
}

TEST(boundaries_are_taken_from_the_type)
{
	char long_type[200];
	CHECK_STR(boundary_of("multipart/form-data; boundary=abc"), "abc");
	CHECK_STR(boundary_of("Multipart/Form-Data;charset=utf-8; BOUNDARY=\"a:b\" "), "a:b");
	CHECK_STR(boundary_of("multipart/form-data; boundary=abc; x=y"), "abc");
	CHECK_STR(boundary_of("multipart/form-data; x=\";boundary=no\"; boundary=yes"), "yes");
	static const char *const bad[] = {"", "multipart/mixed; boundary=a", "multipart/form-data", "multipart/form-data;",
		"multipart/form-data; boundary=", "multipart/form-data; boundary=\"a", "multipart/form-data; boundary=a b",
		"multipart/form-data; boundary=a; boundary=b", "multipart/form-data; boundary=\"a\" b",
		"multipart/form-datax; boundary=a", "multipart/form-data boundary=a", "multipart/form-data; boundary=a\"b"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_STR(boundary_of(bad[i]), "none");
	for (int n = LIMIT_BOUNDARY_BYTES; n <= LIMIT_BOUNDARY_BYTES + 1; n++) {
		snprintf(long_type, sizeof(long_type), "multipart/form-data; boundary=%0*d", n, 0);
		CHECK_INT(strlen(boundary_of(long_type)), n == LIMIT_BOUNDARY_BYTES ? n : 4);
	}
}

/* -- the machine */

static bool sink_begin(void *ctx, struct str name, struct str filename, struct str type)
{
	buf_printf(ctx, "<%.*s", STR_ARG(name));
	if (filename.p)
		buf_printf(ctx, "|%.*s", STR_ARG(filename));
	if (type.p)
		buf_printf(ctx, "|%.*s", STR_ARG(type));
	buf_char(ctx, '>');
	return true;
}

static bool sink_data(void *ctx, struct str bytes)
{
	buf_str(ctx, bytes);
	return true;
}

static bool sink_end(void *ctx)
{
	buf_cstr(ctx, "</>");
	return true;
}

static void feed(struct buf *out, struct str in, size_t one, size_t two)
{
	const struct multipart_sink sink = {out, sink_begin, sink_data, sink_end};
	struct arena *a = arena_new(1 << 20);
	struct multipart *m = multipart_new(a, STR("b"), &sink);
	struct str piece[] = {str_head(in, one), {in.p + one, two - one}, {in.p + two, in.n - two}};
	enum form_error e = FORM_OK;
	buf_clear(out);
	for (int i = 0; i < 3 && e == FORM_OK; i++)
		e = multipart_feed(m, piece[i]);
	if (e == FORM_OK)
		e = multipart_finish(m);
	CHECK_INT(multipart_finish(m), e);
	if (e != FORM_OK) {
		buf_clear(out);
		buf_printf(out, "error %d", (int)e);
	}
	arena_free(a);
}

#define PART(rest) "--b\r\nContent-Disposition: form-data; " rest
#define LAST "\r\n--b--\r\n"

TEST(multipart_gives_the_same_parts_however_it_is_cut)
{
	static const struct { const char *in, *out; } row[] = {
		{PART("name=a\r\n\r\n1") LAST, "<a>1</>"},
		{PART("name=\"a\"\r\n\r\n") "\r\n" PART("name=\"b c\"\r\n\r\n2\r\n3\r\r\n--\r\n-\r\n--c") LAST,
			"<a></><b c>2\r\n3\r\r\n--\r\n-\r\n--c</>"},
		{PART("name=f; filename=\"x.txt\"\r\nContent-Type: text/plain\r\n\r\n\r\n\r") LAST "", "<f|x.txt|text/plain>\r\n\r</>"},
		{PART("name=f; filename=\"\"\r\n\r\n") LAST, "<f|></>"},
		{PART("name=f; filename=\"a\\\"b%22c\\d\"\r\n\r\n") LAST, "<f|a\"b\"c\\d></>"},
		{PART("name=f; filename=\"x\"; filename*=UTF-8''%e4%b8%ad%20.pdf\r\n\r\n") LAST, "<f|\xe4\xb8\xad .pdf></>"},
		{PART("name=f; filename*=utf-8'zh'a\r\n\r\n") LAST, "<f|a></>"},
		{"--b\r\nX: y\r\ncontent-disposition:form-data;name=a\r\nContent-Transfer-Encoding: binary\r\n\r\n1\r\n--b--", "<a>1</>"},
		{PART("name=a\r\n\r\n1\r\n--b-") , "error 1"},
		{PART("name=a\r\n\r\n1\r\n--b"), "error 1"},
		{PART("name=a\r\n\r\n1"), "error 1"},
		{PART("name=a\r\n\r\n--b--\r\n"), "error 1"},
		{PART("name=a\r\n\r\n1\r\n--b \r\n"), "error 1"},
		{PART("name=a\r\n\r\n1") LAST "x", "error 1"},
		{"x" PART("name=a\r\n\r\n1") LAST, "error 1"},
		{"\r\n" PART("name=a\r\n\r\n1") LAST, "error 1"},
		{PART("name=a\n\n1") LAST, "error 1"},
		{PART("name=a\r\n\r\n1\n--b--\n"), "error 1"},
		{PART("filename=x\r\n\r\n1") LAST, "error 1"},
		{PART("name=a; name=b\r\n\r\n1") LAST, "error 1"},
		{PART("name=\"a\r\n\r\n1") LAST, "error 1"},
		{PART("name=a\xff\r\n\r\n1") LAST, "error 1"},
		{PART("name=\"a\xff\"\r\n\r\n1") LAST, "error 1"},
		{PART("name=a; filename*=latin1''x\r\n\r\n1") LAST, "error 1"},
		{PART("name=a; filename*=UTF-8''%00\r\n\r\n1") LAST, "error 1"},
		{PART("name=a; filename*=UTF-8''%0d%0a\r\n\r\n1") LAST, "error 1"},
		{PART("name=a\r\n folded\r\n\r\n1") LAST, "error 1"},
		{PART("name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n1") LAST, "error 1"},
		{PART("name=a\r\nContent-Disposition: form-data; name=b\r\n\r\n1") LAST, "error 1"},
		{"--b\r\nContent-Disposition: attachment; name=a\r\n\r\n1" LAST, "error 1"},
		{"--b\r\n\r\n1" LAST, "error 1"},
		{"--b--\r\n", ""},
		{"", "error 1"},
	};
	struct buf b;
	buf_init(&b, 4096);
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		struct str in = str_of(row[i].in);
		for (size_t one = 0; one <= in.n; one++) {
			for (size_t two = one; two <= in.n; two += one % 3 == 0 ? 1 : 7) {
				feed(&b, in, one, two);
				if (!str_is(buf_view(&b), row[i].out))
					test_fail(__FILE__, __LINE__, "row %zu cut %zu %zu: %s", i, one, two, b.p);
			}
		}
	}
	buf_free(&b);
}

/* -- whole forms from disk */

static const char *dir;

static int left(void)
{
	char **name;
	return os_list_dir(test_arena(), dir, &name);
}

static enum form_error read_body(struct buf *b)
{
	const char *path = arena_printf(test_arena(), "%s/body", test_folder());
	dir = arena_printf(test_arena(), "%s/parts", test_folder());
	CHECK(os_mkdir(dir) == 0);
	CHECK(buf_ok(b) && os_write_file(path, buf_view(b)) == 0);
	enum form_error e = form_multipart(test_arena(), path, STR("b"), dir, &form);
	CHECK(e == FORM_OK || left() == 0);
	CHECK(e == FORM_OK || (form.fields == 0 && form.files == 0));
	buf_clear(b);
	return e;
}

static void add_part(struct buf *b, const char *what, size_t bytes)
{
	buf_printf(b, "--b\r\nContent-Disposition: form-data; %s\r\n\r\n", what);
	while (bytes-- > 0)
		buf_char(b, 'a');
	buf_cstr(b, "\r\n");
}

static enum form_error read_parts(struct buf *b)
{
	buf_cstr(b, "--b--\r\n");
	return read_body(b);
}

TEST(uploads_become_fields_and_files)
{
	struct buf b;
	struct str text;
	buf_init(&b, LIMIT_UPLOAD_BYTES);
	add_part(&b, "name=a", 3);
	add_part(&b, "name=f; filename=\"../../etc/passwd\"", 100000);
	add_part(&b, "name=g; filename=\"\"", 0);
	add_part(&b, "name=a", 0);
	add_part(&b, "name=h; filename=\"empty.txt\"", 0);
	CHECK_INT(read_parts(&b), FORM_OK);
	CHECK_INT(form.fields, 2);
	CHECK_INT(form.files, 2);
	CHECK_STR(form_get(&form, "a"), "aaa");
	CHECK_INT(form_count(&form, "a"), 2);
	CHECK_STR(form.file[0].name, "../../etc/passwd");
	CHECK_STR(form.file[0].field, "f");
	CHECK_INT(form.file[0].size, 100000);
	CHECK(str_starts(str_of(form.file[0].path), dir));
	CHECK(str_find(str_of(form.file[0].path), STR("passwd")) == SIZE_MAX);
	CHECK(os_read_file(test_arena(), form.file[0].path, 1 << 20, &text) == 0 && text.n == 100000);
	CHECK_INT(form.file[1].size, 0);
	CHECK_INT(left(), 2);
	form_files_remove(&form);
	CHECK_INT(left(), 0);
	buf_free(&b);
}

TEST(upload_limits_hold_at_the_limit_and_one_past_it)
{
	struct buf b;
	buf_init(&b, LIMIT_UPLOAD_BYTES);
	for (int over = 0; over <= 1; over++) {
		add_part(&b, "name=f; filename=x", LIMIT_FILE_BYTES + (size_t)over);
		add_part(&b, "name=a", 1);
		CHECK_INT(read_parts(&b), FORM_OK);
		CHECK_INT(form.file[0].size, LIMIT_FILE_BYTES + over);
		CHECK_INT(form.fields, 1);     /* what was typed is there all the same */
		form_files_remove(&form);
		CHECK_INT(left(), 0);
		for (int i = 0; i < LIMIT_FILES_PER_FORM + 2 * over; i++)
			add_part(&b, "name=f; filename=x", 5);
		add_part(&b, "name=a", 1);
		CHECK_INT(read_parts(&b), FORM_OK);
		CHECK_INT(form.files, LIMIT_FILES_PER_FORM + over);
		CHECK_INT(form.fields, 1);
		CHECK_INT(left(), LIMIT_FILES_PER_FORM);
		form_files_remove(&form);
		CHECK_INT(left(), 0);
		for (int i = 0; i < LIMIT_PARTS + over; i++)
			add_part(&b, "name=a", 1);
		CHECK_INT(read_parts(&b), over ? FORM_TOO_MANY : FORM_OK);
		add_part(&b, "name=a", LIMIT_FORM_BYTES / 2 - 1);
		add_part(&b, "name=a", LIMIT_FORM_BYTES / 2 - 1 + (size_t)over);
		CHECK_INT(read_parts(&b), over ? FORM_TOO_LARGE : FORM_OK);
	}
	buf_free(&b);
}

TEST(part_heads_hold_at_the_limit_and_one_past_it)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	for (int over = 0; over <= 1; over++) {
		const char head[] = "Content-Disposition: form-data; name=a\r\nX: \r\n\r\n";
		buf_cstr(&b, "--b\r\nContent-Disposition: form-data; name=a\r\nX: ");
		for (size_t i = sizeof(head) - 1; i < LIMIT_PART_HEAD_BYTES + (size_t)over; i++)
			buf_char(&b, 'x');
		buf_cstr(&b, "\r\n\r\n1\r\n");
		CHECK_INT(read_parts(&b), over ? FORM_BAD : FORM_OK);
	}
	buf_free(&b);
}

TEST(five_files_and_empty_inputs_beside_them_are_fine)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < LIMIT_FILES_PER_FORM; i++)
		add_part(&b, "name=f; filename=x", 1);
	add_part(&b, "name=g; filename=\"\"", 0);
	CHECK_INT(read_parts(&b), FORM_OK);
	CHECK_INT(form.files, LIMIT_FILES_PER_FORM);
	form_files_remove(&form);
	buf_free(&b);
}

TEST(uploads_that_fail_leave_nothing)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	add_part(&b, "name=f; filename=x", 1000);
	CHECK_INT(read_body(&b), FORM_BAD);            /* no end */
	add_part(&b, "name=f; filename=x", 1000);
	buf_cstr(&b, "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\xff\r\n");
	CHECK_INT(read_parts(&b), FORM_BAD);           /* not UTF-8 */
	add_part(&b, "name=f; filename=x", 1000);
	add_part(&b, "name=g; filename=\"\"", 1);
	CHECK_INT(read_parts(&b), FORM_BAD);           /* bytes without a name */
	buf_free(&b);
	CHECK_INT(form_multipart(test_arena(), "/nonexistent", STR("b"), dir, &form), FORM_DISK);
}

TEST(a_folder_that_is_not_there_is_the_disk_s_fault)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	add_part(&b, "name=f; filename=x", 1);
	buf_cstr(&b, "--b--\r\n");
	const char *path = arena_printf(test_arena(), "%s/body", test_folder());
	CHECK(os_write_file(path, buf_view(&b)) == 0);
	CHECK_INT(form_multipart(test_arena(), path, STR("b"), "/nonexistent", &form), FORM_DISK);
	CHECK_INT(form.files, 0);
	buf_free(&b);
}
