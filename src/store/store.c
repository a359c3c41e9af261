/* A city's data directory: made, opened, locked, closed, read.
 *
 * 1. Writing needs the lock file's lock; a second process is told who it is not.
 * 2. The folder and everything in it are for the owner only.
 * 3. A reader never meets a schema its queries were not written for. */
#include "../base/bug.h"
#include "../base/os.h"
#include "store_parts.h"

enum { STORE_ARENA_BYTES = 1024 * 1024 };

static const char *open_writer(struct arena *a, struct store *s);
static void clear_spool(struct store *s);

/* -- making -- */

/* huiyin.conf may lie there before: it says where the city will be. */
static const char *is_free(struct arena *a, const char *dir)
{
	char **names;
	int n = os_is_dir(dir) ? os_list_dir(a, dir, &names) : 0;
	if (n > 1 || (n == 1 && !cstr_eq(names[0], "huiyin.conf")))
		return arena_printf(a, "%s is not empty", dir);
	return n < 0 ? arena_printf(a, "%s cannot be read", dir) : NULL;
}

static const char *make_folders(struct arena *a, const char *dir)
{
	if (os_mkdir(dir) < 0)
		return arena_printf(a, "%s cannot be made", dir);
	if (os_mkdir(arena_printf(a, "%s/blob", dir)) < 0 || os_mkdir(arena_printf(a, "%s/spool", dir)) < 0)
		return arena_printf(a, "%s cannot be written", dir);
	return NULL;
}

/* The engine keeps the mode of a file it finds: 0600 from the first byte. */
static const char *make_file(struct arena *a, const char *dir, const char *file)
{
	const char *why = make_folders(a, dir);
	int fd = why ? -1 : os_open_write(file);
	if (!why && (fd < 0 || os_close(fd) < 0))
		why = arena_printf(a, "%s cannot be written", file);
	return why;
}

const char *store_create(struct arena *a, const char *dir)
{
	struct store_at at;
	const char *why = conf_read(a, dir, &at);
	bool file = at.engine == &engine_sqlite;
	if (!why)
		why = is_free(a, dir);
	if (!why && file)
		why = make_file(a, dir, at.where);
	if (why)
		return why;
	struct db *db = engine_open(at.engine, a, at.where, ENGINE_CREATE, &why);
	if (!db)
		return why;
	/* A server that refuses leaves nothing here that looks like a city. */
	if (!file)
		why = make_folders(a, dir);
	if (!why)
		why = schema_migrate(a, db, schema_steps, schema_step_count);
	engine_close(db);
	return why;
}

bool store_exists(struct arena *a, const char *dir)
{
	struct store_at at;
	/* A broken huiyin.conf is somebody's city: opening it tells what is wrong. */
	if (conf_read(a, dir, &at))
		return true;
	return at.engine == &engine_sqlite ? os_exists(at.where) : os_is_dir(arena_printf(a, "%s/blob", dir));
}

/* -- opening -- */

static const char *open_reader(struct arena *a, struct store *s)
{
	const char *why = NULL;
	s->reader[0] = engine_open(s->at.engine, a, s->at.where, ENGINE_READ, &why);
	return s->reader[0] ? schema_known(a, s->reader[0], true) : why;
}

struct store *store_open(struct arena *a, const char *dir, enum store_mode mode, const char **why)
{
	struct arena *own = arena_new(STORE_ARENA_BYTES);
	struct store *s = arena_make(own, struct store);
	s->arena = own;
	s->dir = arena_strdup(own, dir);
	s->mode = mode;
	s->lock = -1;
	*why = conf_read(own, dir, &s->at);
	if (*why)
		*why = arena_strdup(a, *why);
	else if (!store_exists(own, dir))
		*why = arena_printf(a, "%s is not a Huiyin data directory: there is no %s in it", dir,
			s->at.engine == &engine_sqlite ? "huiyin.db" : "folder blob");
	else
		*why = mode == STORE_READ ? open_reader(a, s) : open_writer(a, s);
	if (!*why)
		return s;
	store_close(s);
	return NULL;
}

static const char *open_writer(struct arena *a, struct store *s)
{
	const char *why = NULL;
	s->lock = os_lock(arena_printf(a, "%s/lock", s->dir));
	if (s->lock < 0)
		return arena_printf(a, "%s is in use by another process (a server or a command)", s->dir);
	struct db *db = engine_open(s->at.engine, a, s->at.where, ENGINE_WRITE, &why);
	if (!db)
		return why;
	why = schema_migrate(a, db, schema_steps, schema_step_count);
	if (why) {
		engine_close(db);
		return why;
	}
	clear_spool(s);
	s->writer = writer_start(db);
	return NULL;
}

/* What a crash left of uploads: no row names it. */
static void clear_spool(struct store *s)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	const char *spool = arena_printf(a, "%s/spool", s->dir);
	char **names;
	os_mkdir(spool);
	int n = os_list_dir(a, spool, &names);
	for (int i = 0; i < n; i++)
		os_remove(arena_printf(a, "%s/%s", spool, names[i]));
	arena_free(a);
}

void store_close(struct store *s)
{
	if (!s)
		return;
	for (int i = 0; i < STORE_THREADS; i++)
		engine_close(s->reader[i]);
	if (s->writer)
		writer_stop(s->writer);
	if (s->lock >= 0)
		os_close(s->lock);
	arena_free(s->arena);
}

const char *store_dir(const struct store *s)
{
	return s->dir;
}

/* -- reading -- */

void read_begin(struct store *s, int thread, struct arena *a, struct tx *tx)
{
	const char *why = NULL;
	must(thread >= 0 && thread < STORE_THREADS);
	*tx = (struct tx){.arena = a};
	if (!s->reader[thread])
		s->reader[thread] = engine_open(s->at.engine, a, s->at.where, ENGINE_READ, &why);
	tx->db = s->reader[thread];
	if (tx->db) {
		must(!engine_in_tx(tx->db));
		engine_begin(tx);
		return;
	}
	tx->trouble = TROUBLE_LOST;
	snprintf(tx->why, sizeof tx->why, "%s", why);
}

void read_end(struct tx *tx)
{
	if (tx->db)
		engine_rollback(tx->db);
	tx->db = NULL;
}
