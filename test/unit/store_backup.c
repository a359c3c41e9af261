/* A whole city into one file and back; nothing damaged comes back as if whole. */
#include "base/hash.h"
#include "base/limits.h"
#include "store/engine_sqlite.h"
#include "store/tar.h"
#include "store_help.h"

/* -- a city with an attachment */

static bool city_run(struct tx *tx, void *arg)
{
	const struct sha256 *hash = arg;
	int64_t unit = q_unit_insert(tx, "xfj", "信访局", "Petitions Bureau", "bureau", DB_NULL_INT, NULL, "", "", "2020-01-01");
	/* Only what an attachment's row must point at; the rest of a matter is not the store's business. */
	enum guard guard = sqlite_of(tx->db)->guard;
	sqlite_guard(tx->db, GUARD_OPEN);
	bool ok = unit > 0 && sqlite_run(tx->db,
		"INSERT INTO matter (number, kind, procedure, state, channel, lang, subject, body, received_day, registered_ms, register_unit_id, lead_unit_id)"
		" SELECT 'HY-1', 'petition', 'petition', 'open', 'web', 'zh', 's', 'b', '2026-01-01', 0, id, id FROM unit;"
		"INSERT INTO event (matter_id, seq, act, from_state, to_state, actor, role, at_ms, day, public, article, data)"
		" SELECT id, 1, 'register', '', 'open', 'petitioner', '', 0, '2026-01-01', 1, '', '{}' FROM matter");
	sqlite_guard(tx->db, guard);
	struct str bytes = {(const char *)hash->b, sizeof hash->b};
	return ok && q_attachment_insert(tx, "tok", 1, 1, bytes, "photo.jpg", "image/jpeg", 11, 1, "clean", "") > 0
		&& q_attachment_insert(tx, "tok2", 1, 1, bytes, "again.jpg", "image/jpeg", 11, 1, "clean", "") > 0;
}

static const char *in_city(struct place *p, const char *name)
{
	return arena_printf(p->a, "%s/%s", p->dir, name);
}

static struct sha256 city_fill(struct place *p)
{
	struct sha256 hash = sha256_of(STR("photo bytes"));
	const char *spool = store_spool(p->s, p->a);
	CHECK_INT(os_write_file(spool, STR("photo bytes")), 0);
	CHECK_INT(blob_keep(p->s, spool, &hash), 0);
	CHECK(store_write(p->s, p->a, city_run, &hash, NULL));
	CHECK(pair_write(p, "a", "in the backup"));
	CHECK_INT(os_mkdir(in_city(p, "rules")), 0);
	CHECK_INT(os_mkdir(in_city(p, "rules/procedure")), 0);
	CHECK_INT(os_write_file(in_city(p, "rules/procedure/petition.txt"), STR("procedure petition\n")), 0);
	CHECK_INT(os_write_file(in_city(p, "city.conf"), STR("listen = 127.0.0.1:8080\n")), 0);
	CHECK_INT(os_write_file(in_city(p, "rules/empty.txt"), STR("")), 0);
	return hash;
}

static struct str file_text(struct arena *a, const char *path)
{
	struct str s = STR_NONE;
	CHECK_INT(os_read_file(a, path, 64 * 1024 * 1024, &s), 0);
	return s;
}

static void count_fault(void *ctx, const char *fault)
{
	struct place *p = ctx;
	p->dir = arena_strdup(p->a, fault);
}

static const char *backup_to(struct place *p, const char *name)
{
	const char *file = arena_printf(p->a, "%s/%s", p->top, name), *why = store_backup(p->a, p->dir, file, NULL, NULL);
	CHECK_STR(why ? why : "", "");
	return file;
}

TEST(attachments_are_kept_by_their_content)
{
	struct place p = place_new(STORE_SERVE);
	struct sha256 hash = city_fill(&p), other = sha256_of(STR("other"));
	int64_t size = 0;
	char bytes[32] = {0};
	int fd = blob_open(p.s, &hash, &size);
	CHECK(fd >= 0);
	CHECK_INT(size, 11);
	CHECK_INT(os_read(fd, bytes, sizeof bytes), 11);
	CHECK_STR((const char *)bytes, "photo bytes");
	os_close(fd);
	CHECK(blob_has(p.s, &hash));
	CHECK(!blob_has(p.s, &other));
	CHECK(blob_open(p.s, &other, &size) < 0);
	/* the same content a second time is the same file, and the spool is empty after it */
	const char *spool = store_spool(p.s, p.a);
	CHECK_INT(os_write_file(spool, STR("photo bytes")), 0);
	CHECK_INT(blob_keep(p.s, spool, &hash), 0);
	CHECK(!os_exists(spool));
	CHECK(blob_has(p.s, &hash));
	place_end(&p);
}

/* -- backup while writing, restore, compare */

struct busy { struct place *p; _Atomic bool stop; int written; };

static void *busy_run(void *arg)
{
	struct busy *b = arg;
	struct arena *a = arena_new(64 * 1024 * 1024);
	while (!b->stop) {
		struct pair pair = {arena_printf(a, "busy.%06d", b->written), "x"};
		b->written += store_write(b->p->s, a, pair_run, &pair, NULL);
	}
	arena_free(a);
	return NULL;
}

static void saw_progress(void *ctx, int64_t done, int64_t total)
{
	int64_t *last = ctx;
	CHECK(done > *last && done <= total);
	*last = done;
}

TEST(a_backup_made_while_writing_comes_back_equal)
{
	struct place p = place_new(STORE_SERVE);
	struct sha256 hash = city_fill(&p);
	struct busy busy = {.p = &p};
	struct os_thread *t = os_thread_start(busy_run, &busy);
	os_sleep_ms(50);
	const char *file = arena_printf(p.a, "%s/city.tar", p.top), *why;
	int64_t last = 0;
	why = store_backup(p.a, p.dir, file, saw_progress, &last);
	CHECK_STR(why ? why : "", "");
	busy.stop = true;
	os_thread_join(t);
	struct place q = {.a = p.a, .top = p.top, .dir = arena_printf(p.a, "%s/restored", p.top)};
	why = store_restore(p.a, file, q.dir, NULL, NULL);
	CHECK_STR(why ? why : "", "");
	q.s = store_open(q.a, q.dir, STORE_SERVE, &why);
	CHECK(q.s != NULL);
	CHECK_STR(pair_read(&q, "a"), "in the backup");
	CHECK(blob_has(q.s, &hash));
	CHECK_STR(file_text(p.a, in_city(&q, "rules/procedure/petition.txt")), "procedure petition\n");
	CHECK_STR(file_text(p.a, in_city(&q, "rules/empty.txt")), "");
	CHECK_STR(file_text(p.a, in_city(&q, "city.conf")), "listen = 127.0.0.1:8080\n");
	/* one moment: what was written is there up to some write and not after it */
	int n = 0;
	while (!cstr_eq(pair_read(&q, arena_printf(p.a, "busy.%06d", n)), "none"))
		n++;
	CHECK(n <= busy.written);
	for (int i = n; i < busy.written; i++)
		CHECK_STR(pair_read(&q, arena_printf(p.a, "busy.%06d", i)), "none");
	CHECK_INT(store_verify(q.s, count_fault, &q), 0);
	CHECK(pair_write(&q, "life", "goes on"));
	store_close(q.s);
	/* nothing is left beside the backup */
	char **names;
	CHECK_INT(os_list_dir(p.a, p.top, &names), 3);
	place_end(&p);
}

TEST(a_backup_is_a_tar_that_sha256sum_can_check)
{
	struct place p = place_new(STORE_SERVE);
	city_fill(&p);
	struct str all = file_text(p.a, backup_to(&p, "city.tar"));
	CHECK_INT(all.n % 512, 0);
	CHECK_STR(str_head(all, 9), "huiyin.db");
	CHECK_STR(str_head(str_from(all, 257), 5), "ustar");
	CHECK(str_find(all, STR("# huiyin backup 1, sha256\n")) != SIZE_MAX);
	char hex[65];
	struct sha256 conf = sha256_of(STR("listen = 127.0.0.1:8080\n"));
	struct str line = str_of(arena_printf(p.a, "%s  city.conf\n", sha256_hex(&conf, hex)));
	CHECK(str_find(all, line) != SIZE_MAX);
	place_end(&p);
}

TEST(nothing_that_exists_is_overwritten)
{
	struct place p = place_new(STORE_SERVE);
	city_fill(&p);
	const char *file = backup_to(&p, "city.tar"), *to = arena_printf(p.a, "%s/other", p.top);
	CHECK_STR(store_backup(p.a, p.dir, file, NULL, NULL), arena_printf(p.a, "%s is there already", file));
	CHECK_STR(store_restore(p.a, file, p.dir, NULL, NULL), arena_printf(p.a, "%s is there and not empty", p.dir));
	CHECK_STR(pair_read(&p, "a"), "in the backup");
	CHECK_INT(os_mkdir(to), 0);
	CHECK(store_restore(p.a, file, arena_printf(p.a, "%s/", to), NULL, NULL) == NULL);
	CHECK(os_exists(arena_printf(p.a, "%s/huiyin.db", to)));
	CHECK(strstr(store_backup(p.a, p.top, arena_printf(p.a, "%s/x.tar", p.top), NULL, NULL), "not a Huiyin data directory"));
	place_end(&p);
}

/* -- damage */

/* Restores bytes; the reason, or "restored". The target must be there or not accordingly. */
static const char *restore_bytes(struct place *p, struct str bytes)
{
	const char *file = arena_printf(p->a, "%s/damaged.tar", p->top), *dir = arena_printf(p->a, "%s/damaged", p->top);
	CHECK_INT(os_write_file(file, bytes), 0);
	const char *why = store_restore(p->a, file, dir, NULL, NULL);
	CHECK(!os_exists(arena_printf(p->a, "%s.restoring", dir)));
	CHECK_INT(os_exists(dir), !why);
	return why ? why : "restored";
}

TEST(a_damaged_backup_is_refused_wherever_the_damage_is)
{
	struct place p = place_new(STORE_SERVE);
	city_fill(&p);
	struct str all = file_text(p.a, backup_to(&p, "city.tar"));
	for (size_t i = 0; i < 40; i++) {
		size_t at = i < 20 ? i * (all.n / 20) + 7 : all.n - 1 - (i - 20) * 100;
		char *copy = arena_memdup(p.a, all.p, all.n);
		copy[at] = (char)(copy[at] ^ 0x21);
		CHECK(strcmp(restore_bytes(&p, (struct str){copy, all.n}), "restored") != 0);
	}
	for (size_t i = 1; i < 12; i++)
		CHECK(strcmp(restore_bytes(&p, str_head(all, all.n - i * (all.n / 12))), "restored") != 0);
	CHECK_STR(restore_bytes(&p, str_head(all, all.n - 1)), "the backup is cut short");
	CHECK_STR(restore_bytes(&p, STR_NONE), "the backup is cut short");
	char *more = arena_alloc(p.a, all.n + 1);
	memcpy(more, all.p, all.n);
	CHECK_STR(restore_bytes(&p, (struct str){more, all.n + 1}), "something stands after the backup's end");
	CHECK_STR(restore_bytes(&p, all), "restored");
	place_end(&p);
}

/* A container whose sums are right but whose content has no place. */
static const char *restore_made(struct place *p, const char *name, const char *from, const char *name2)
{
	struct tar tar;
	const char *file = arena_printf(p->a, "%s/made.tar", p->top);
	int fd = os_open_write(file);
	tar_begin(&tar, p->a, fd);
	tar_add_file(&tar, name, from);
	if (name2)
		tar_add_file(&tar, name2, from);
	tar_add_manifest(&tar);
	CHECK(tar.why == NULL);
	tar_end(&tar);
	os_close(fd);
	return restore_bytes(p, file_text(p->a, file));
}

TEST(a_backup_that_is_well_formed_but_wrong_is_refused)
{
	struct place p = place_new(STORE_SERVE);
	city_fill(&p);
	const char *letter = in_city(&p, "city.conf");
	CHECK_STR(restore_made(&p, "city.conf", letter, NULL), "there is no database in the backup");
	CHECK(strstr(restore_made(&p, "huiyin.db", letter, NULL), "the restored database is damaged") != NULL);
	CHECK_STR(restore_made(&p, "city.conf", letter, "city.conf"), "city.conf stands in the backup twice");
	const char *blob = "blob/aa/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	CHECK_STR(restore_made(&p, blob, letter, NULL), arena_printf(p.a, "%s has other content than its name says", blob));
	/* the database alone, without the attachment its rows name */
	const char *snapshot = arena_printf(p.a, "%s/alone.db", p.top);
	CHECK(engine_sqlite.snapshot(p.a, in_city(&p, "huiyin.db"), snapshot) == NULL);
	CHECK_STR(restore_made(&p, "huiyin.db", snapshot, NULL), "an attachment that the database names is not in the backup");
	place_end(&p);
}

TEST(only_names_that_belong_to_a_city_stand_in_a_backup)
{
	static const char *const good[] = {"huiyin.db", "city.conf", "rules/a.txt", "rules/procedure/petition.txt", "calendar/cn-2027.txt", "rules/程序.txt",
		"blob/ab/cdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcd"};
	static const char *const wrong[] = {"", "/huiyin.db", "../huiyin.db", "rules/../huiyin.db", "rules//a", "rules/", "rules", "rules/.hidden", ".conf",
		"lock", "huiyin.db-wal", "spool/x", "blob/ab", "blob/ab/", "blob/AB/cdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcd",
		"blob/ab/cdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefcdefc", "rules/a b", "rules/a\nb", "rules\\a.conf", "rules/a/b/c/d", "etc/passwd",
		"rules/nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn.txt"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK(tar_name_ok(str_of(good[i])));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(!tar_name_ok(str_of(wrong[i])));
	/* 99 bytes fit, 100 do not */
	char name[101] = "rules/";
	memset(name + 6, 'n', 94);
	CHECK(tar_name_ok((struct str){name, 99}));
	CHECK(!tar_name_ok((struct str){name, 100}));
}

/* -- verify */

static bool orphan_run(struct tx *tx, void *arg)
{
	(void)arg;
	struct sha256 gone = sha256_of(STR("gone"));
	return q_attachment_insert(tx, "tok3", 1, 1, (struct str){(const char *)gone.b, 32}, "x", "text/plain", 4, 0, "clean", "") > 0;
}

TEST(verify_finds_every_planted_fault)
{
	struct place p = place_new(STORE_SERVE);
	struct sha256 hash = city_fill(&p);
	struct place found = p;
	char hex[65];
	CHECK_INT(store_verify(p.s, count_fault, &found), 0);
	const char *blob = in_city(&p, arena_printf(p.a, "blob/%.2s/%s", sha256_hex(&hash, hex), hex + 2));
	CHECK_INT(os_write_file(blob, STR("photo bytez")), 0);
	CHECK_INT(store_verify(p.s, count_fault, &found), 2);
	CHECK(strstr(found.dir, "has other content") != NULL);
	CHECK_INT(os_write_file(blob, STR("photo bytes")), 0);
	CHECK(store_write(p.s, p.a, orphan_run, NULL, NULL));
	CHECK_INT(store_verify(p.s, count_fault, &found), 1);
	CHECK(strstr(found.dir, "its file is missing") != NULL);
	place_end(&p);
}

TEST(verify_finds_a_row_that_points_nowhere_and_a_torn_page)
{
	struct place p = place_new(STORE_SERVE);
	struct place found = p;
	sqlite3 *s = NULL;
	city_fill(&p);
	store_close(p.s);
	CHECK_INT(sqlite3_open(in_city(&p, "huiyin.db"), &s), SQLITE_OK);
	CHECK_INT(sqlite3_exec(s, "PRAGMA foreign_keys = OFF; DELETE FROM unit; PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(s);
	const char *why = NULL;
	p.s = store_open(p.a, p.dir, STORE_READ, &why);
	CHECK(p.s != NULL);
	CHECK_INT(store_verify(p.s, count_fault, &found), 2);
	CHECK(strstr(found.dir, "points at a row of unit that is not there") != NULL);
	store_close(p.s);
	/* a page in the middle, zeroed */
	struct str db = file_text(p.a, in_city(&p, "huiyin.db"));
	char *torn = arena_memdup(p.a, db.p, db.n);
	memset(torn + (db.n / 8192) * 4096, 0x55, 4096);
	CHECK_INT(os_write_file(in_city(&p, "huiyin.db"), (struct str){torn, db.n}), 0);
	p.s = store_open(p.a, p.dir, STORE_READ, &why);
	CHECK(p.s == NULL || store_verify(p.s, count_fault, &found) > 0);
	place_end(&p);
}
