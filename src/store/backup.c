/* One file that holds a whole city, and the way back.
 *
 * 1. A backup is one moment: the database by a snapshot, and every attachment
 *    the snapshot names (attachments are written before their rows and never
 *    changed, so they are there whenever the row is).
 * 2. A backup file appears under its name only when it is whole and on the disk.
 * 3. A restored directory appears under its name only after every hash, the
 *    database's structure and every attachment were checked; before that
 *    everything lies in NAME.restoring. Nothing that exists is overwritten. */
#include "../base/os.h"
#include "query.h"
#include "store_parts.h"
#include "tar.h"

enum { LIST_ARENA_BYTES = 16 * 1024 * 1024, PATH_ARENA_BYTES = 64 * 1024, FOLDERS_DEEP = 4 };

/* Runs over what is backed up twice: first adding up sizes, then writing. */
struct backing {
	struct tar *tar;
	struct arena *path;            /* for one file at a time */
	const char *dir;
	bool count;
};

static void back_file(struct backing *b, const char *name, const char *path)
{
	int64_t size = b->count ? os_file_size(path) : 0;
	if (!b->count)
		tar_add_file(b->tar, name, path);
	else if (size > 0)
		b->tar->total += size;
}

/* Two rows may name the same content; the query gives it once. */
static void back_blob(void *ctx, const struct q_blob_hashes *row)
{
	struct backing *b = ctx;
	struct sha256 hash = {{0}};
	if (row->sha256.n == sizeof hash.b)
		memcpy(hash.b, row->sha256.p, sizeof hash.b);
	const char *path = blob_path(b->path, b->dir, &hash);
	back_file(b, path + strlen(b->dir) + 1, path);
	arena_reset(b->path);
}

/* dir/name and everything below it, sorted. */
static void back_folder(struct backing *b, struct arena *a, const char *name, int deep)
{
	char **names;
	int n = os_list_dir(a, arena_printf(a, "%s/%s", b->dir, name), &names);
	for (int i = 0; i < n; i++) {
		const char *inner = arena_printf(a, "%s/%s", name, names[i]), *path = arena_printf(a, "%s/%s", b->dir, inner);
		if (!os_is_dir(path))
			back_file(b, inner, path);
		else if (deep < FOLDERS_DEEP)
			back_folder(b, a, inner, deep + 1);
	}
}

static void back_settings(struct backing *b, struct arena *a)
{
	char **names;
	int n = os_list_dir(a, b->dir, &names);
	for (int i = 0; i < n; i++)
		if (str_ends(str_of(names[i]), ".conf"))
			back_file(b, names[i], arena_printf(a, "%s/%s", b->dir, names[i]));
	back_folder(b, a, "calendar", 1);
	back_folder(b, a, "rules", 1);
}

static const char *back_all(struct arena *a, struct backing *b, const char *snapshot)
{
	const char *why = NULL;
	struct arena *list = arena_new(LIST_ARENA_BYTES);
	struct db *db = engine_open(&engine_sqlite, a, snapshot, ENGINE_READ, &why);
	struct tx tx = {.db = db, .arena = a};
	for (int pass = 0; db && tx.trouble == TROUBLE_NONE && !b->tar->why && pass < 2; pass++) {
		b->count = pass == 0;
		back_file(b, "huiyin.db", snapshot);
		back_settings(b, list);
		q_blob_hashes(&tx, back_blob, b);
		arena_reset(list);
	}
	engine_close(db);
	arena_free(list);
	if (tx.trouble != TROUBLE_NONE)
		why = arena_strdup(a, tx.why);
	return why ? why : b->tar->why;
}

static const char *write_backup(struct arena *a, const char *dir, const char *snapshot, const char *part, store_progress p, void *ctx)
{
	struct tar tar;
	int fd = os_open_write(part);
	if (fd < 0)
		return arena_printf(a, "%s cannot be written", part);
	tar_begin(&tar, a, fd);
	tar.progress = p;
	tar.ctx = ctx;
	struct backing b = {&tar, arena_new(PATH_ARENA_BYTES), dir, false};
	const char *why = back_all(a, &b, snapshot);
	if (!why) {
		tar_add_manifest(&tar);
		why = tar.why;
	}
	if ((os_sync(fd) < 0 || os_close(fd) < 0) && !why)
		why = arena_printf(a, "%s cannot be written", part);
	arena_free(b.path);
	tar_end(&tar);
	return why;
}

static const char *copy_city(struct arena *a, const char *dir, const char *db, const char *file, store_progress p, void *ctx)
{
	const char *snapshot = arena_printf(a, "%s.db-part", file), *part = arena_printf(a, "%s.part", file);
	/* An empty file made first keeps the copy for the owner only. */
	int fd = os_open_write(snapshot);
	if (fd < 0 || os_close(fd) < 0)
		return arena_printf(a, "%s cannot be written", snapshot);
	const char *why = engine_sqlite.snapshot(a, db, snapshot);
	if (!why)
		why = write_backup(a, dir, snapshot, part, p, ctx);
	os_remove(snapshot);
	if (!why && os_rename(part, file) < 0)
		why = arena_printf(a, "%s cannot be written", file);
	if (why)
		os_remove(part);
	return why;
}

const char *store_backup(struct arena *a, const char *dir, const char *file, store_progress p, void *ctx)
{
	struct store_at at;
	const char *why = conf_read(a, dir, &at);
	if (why)
		return why;
	if (!at.engine->snapshot)
		return arena_printf(a, "this city is kept in PostgreSQL, which makes its own copies: first pg_dump (or the server's "
			"base backup and archive), then copy the folder %s. In this order every attachment the copy names is there", dir);
	if (!os_exists(at.where))
		return arena_printf(a, "%s is not a Huiyin data directory: there is no huiyin.db in it", dir);
	if (os_exists(file))
		return arena_printf(a, "%s is there already", file);
	return copy_city(a, dir, at.where, file, p, ctx);
}

/* -- the way back -- */

static void make_folders(struct arena *a, const char *path, size_t above)
{
	for (size_t i = above + 1; path[i]; i++)
		if (path[i] == '/')
			os_mkdir(arena_cstr(a, (struct str){path, i}));
}

/* An attachment's name is its content's hash. */
static bool blob_name_fits(const char *name, const struct sha256 *hash)
{
	char hex[65], wanted[TAR_NAME_BYTES];
	if (!str_starts(str_of(name), "blob/"))
		return true;
	sha256_hex(hash, hex);
	snprintf(wanted, sizeof wanted, "blob/%.2s/%s", hex, hex + 2);
	return cstr_eq(name, wanted);
}

static const char *take_all(struct arena *a, struct tar *tar, const char *dir)
{
	char name[TAR_NAME_BYTES];
	int64_t size;
	struct sha256 hash;
	struct arena *path = arena_new(PATH_ARENA_BYTES);
	while (tar_next(tar, name, &size)) {
		const char *to = arena_printf(path, "%s/%s", dir, name);
		make_folders(path, to, strlen(dir));
		if (os_exists(to))
			tar->why = arena_printf(a, "%s stands in the backup twice", name);
		tar_take(tar, name, size, to, &hash);
		if (!tar->why && !blob_name_fits(name, &hash))
			tar->why = arena_printf(a, "%s has other content than its name says", name);
		arena_reset(path);
	}
	arena_free(path);
	return tar->why;
}

struct restored { struct arena *a; const char *dir, *why; };

static bool blob_there(void *ctx, const struct sha256 *hash)
{
	struct restored *r = ctx;
	struct arena *path = arena_new(PATH_ARENA_BYTES);
	if (!os_exists(blob_path(path, r->dir, hash)))
		r->why = "an attachment that the database names is not in the backup";
	arena_free(path);
	return !r->why;
}

static void first_fault(void *ctx, const char *fault)
{
	struct restored *r = ctx;
	if (!r->why)
		r->why = arena_printf(r->a, "the restored database is damaged: %s", fault);
}

static const char *check_restored(struct arena *a, const char *dir)
{
	struct restored r = {a, dir, NULL};
	const char *file = arena_printf(a, "%s/huiyin.db", dir);
	struct store_at at;
	const char *why = conf_read(a, dir, &at);
	if (!os_exists(file))
		return "there is no database in the backup";
	if (why)
		return why;
	if (at.engine != &engine_sqlite)
		return "the backup's huiyin.conf names another engine than the one its database is for";
	engine_check(&engine_sqlite, a, file, first_fault, &r);
	struct db *db = r.why ? NULL : engine_open(&engine_sqlite, a, file, ENGINE_READ, &why);
	if (db)
		why = schema_known(a, db, false);
	if (db && !why)
		why = blob_each(a, db, blob_there, &r);
	engine_close(db);
	return why ? why : r.why;
}

static void remove_tree(const char *path, int deep)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	char **names;
	int n = os_is_dir(path) && deep < 8 ? os_list_dir(a, path, &names) : 0;
	for (int i = 0; i < n; i++)
		remove_tree(arena_printf(a, "%s/%s", path, names[i]), deep + 1);
	os_remove(path);
	arena_free(a);
}

static const char *restore_into(struct arena *a, const char *file, const char *dir, store_progress p, void *ctx)
{
	struct tar tar;
	int fd = os_open_read(file);
	if (fd < 0)
		return arena_printf(a, "%s cannot be read", file);
	tar_begin(&tar, a, fd);
	tar.progress = p;
	tar.ctx = ctx;
	tar.total = os_file_size(file);
	const char *why = take_all(a, &tar, dir);
	tar_end(&tar);
	os_close(fd);
	if (!why)
		why = check_restored(a, dir);
	if (!why && (os_mkdir(arena_printf(a, "%s/blob", dir)) < 0 || os_mkdir(arena_printf(a, "%s/spool", dir)) < 0))
		why = arena_printf(a, "%s cannot be written", dir);
	return why;
}

const char *store_restore(struct arena *a, const char *file, const char *dir, store_progress p, void *ctx)
{
	char **names;
	struct str plain = str_of(dir);
	while (plain.n > 1 && str_ends(plain, "/"))
		plain.n--;
	dir = arena_cstr(a, plain);
	const char *beside = arena_printf(a, "%s.restoring", dir);
	if (os_exists(dir) && (!os_is_dir(dir) || os_list_dir(a, dir, &names) != 0))
		return arena_printf(a, "%s is there and not empty", dir);
	if (os_exists(beside))
		return arena_printf(a, "%s is left from another restore: remove it first", beside);
	if (os_mkdir(beside) < 0)
		return arena_printf(a, "%s cannot be made", beside);
	const char *why = restore_into(a, file, beside, p, ctx);
	if (!why && os_rename(beside, dir) < 0)
		why = arena_printf(a, "%s cannot be made", dir);
	if (why)
		remove_tree(beside, 0);
	return why;
}
