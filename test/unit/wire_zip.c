/* ZIP out: judged by unzip, which knows nothing of us. */
#include "base/os.h"
#include "test.h"
#include "wire/zip.h"

static struct now moment(void)
{
	day_t d;
	CHECK(day_parse(STR("2026-03-02"), &d));
	return now_at(day_start_ms(d, 480) + (9 * 60 + 41) * 60000LL, 480);
}

static const char *unzip(const char *options, struct str archive)
{
	struct arena *a = test_arena();
	struct str said;
	const char *dir = test_folder(), *path = arena_printf(a, "%s/a.zip", dir);
	CHECK(os_write_file(path, archive) == 0);
	int rc = system(arena_printf(a, "TZ=UTC LC_ALL=C.UTF-8 unzip %s %s >%s/said 2>&1", options, path, dir));
	CHECK(os_read_file(a, arena_printf(a, "%s/said", dir), 1 << 20, &said) == 0);
	return arena_printf(a, "%d %.*s", rc, STR_ARG(said));
}

TEST(an_archive_is_read_by_unzip_names_bytes_and_times)
{
	struct buf b, apart;
	struct zip z;
	char binary[3000];
	for (size_t i = 0; i < sizeof binary; i++)
		binary[i] = (char)(i * 7 % 251);
	buf_init(&b, 1 << 20);
	buf_init(&apart, 1 << 20);
	zip_begin(&z, &b, moment());
	zip_add(&z, "README.txt", STR("read me\n"));
	zip_add(&z, "files/01-照片 1.jpg", (struct str){binary, sizeof binary});
	zip_add(&z, "empty", STR_NONE);
	/* what is kept apart is joined behind */
	z.out = &apart;
	zip_add_apart(&z, "apart.txt", zip_crc(zip_crc(0, STR("ab")), STR("c")), 3);
	buf_cstr(&apart, "abc");
	zip_end(&z);
	buf_str(&b, buf_view(&apart));
	CHECK(strncmp(unzip("-tq", buf_view(&b)), "0 ", 2) == 0);
	const char *list = unzip("-Z -l -h -T", buf_view(&b));
	CHECK(strstr(list, "number of entries: 4") && strstr(list, "files/01-照片 1.jpg") && strstr(list, "20260302.094100") && strstr(list, "3000"));
	CHECK(strncmp(unzip("-p", buf_view(&b)), "0 read me\n", 10) == 0);
	for (size_t at = 0; at < b.n; at++)
		if (memcmp(b.p + at, "abc", 3) == 0) {
			b.p[at] = 'x';         /* and a byte that is not the one it was is found */
			break;
		}
	CHECK(strncmp(unzip("-tq", buf_view(&b)), "0 ", 2) != 0);
	buf_free(&b);
	buf_free(&apart);
}

TEST(names_of_people_become_names_in_a_folder)
{
	struct arena *a = test_arena();
	static const char *const names[][2] = {{"照片.jpg", "照片.jpg"}, {"../../etc/passwd", "_._.._etc_passwd"}, {"a\\b:c*d?e\"f<g>h|i", "a_b_c_d_e_f_g_h_i"}, {"", "_"}, {".htaccess", "_htaccess"}, {"a\nb\x7f", "a_b_"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		CHECK_STR(zip_name(a, names[i][0]), names[i][1]);
}

TEST(a_name_that_leads_out_of_the_archive_is_a_bug)
{
	struct buf b;
	struct zip z;
	static const char *const bad[] = {"", "/etc/passwd", "a//b", "a/../b", "./a", "a\\b", "a\nb"};
	buf_init(&b, 1 << 16);
	zip_begin(&z, &b, moment());
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_STOPS(zip_add(&z, bad[i], STR("x")));
	CHECK_STOPS((zip_add_apart(&z, "a", 0, UINT32_MAX - 10), zip_add_apart(&z, "b", 0, 0)));
	zip_end(&z);
	buf_free(&b);
}
