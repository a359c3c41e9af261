/* The writer: groups, savepoints, a bounded queue, and what a full disk does. */
#include "base/limits.h"
#include "store/engine_sqlite.h"
#include "store_help.h"

enum { THREADS = 8, EACH_WRITES = 60, ROWS = 500 };

struct crowd { struct place *p; int number, kept; };

static void *crowd_run(void *arg)
{
	struct crowd *c = arg;
	struct arena *a = arena_new(16 * 1024 * 1024);
	for (int i = 0; i < EACH_WRITES; i++) {
		struct pair pair = {arena_printf(a, "k.%d.%d", c->number, i), "v"};
		c->kept += store_write(c->p->s, a, pair_run, &pair, NULL);
	}
	arena_free(a);
	return NULL;
}

TEST(many_threads_write_and_nothing_is_lost)
{
	struct place p = place_new(STORE_SERVE);
	struct os_thread *threads[THREADS];
	struct crowd crowd[THREADS];
	for (int i = 0; i < THREADS; i++) {
		crowd[i] = (struct crowd){&p, i, 0};
		threads[i] = os_thread_start(crowd_run, &crowd[i]);
	}
	for (int i = 0; i < THREADS; i++) {
		os_thread_join(threads[i]);
		CHECK_INT(crowd[i].kept, EACH_WRITES);
	}
	for (int i = 0; i < THREADS; i++)
		for (int k = 0; k < EACH_WRITES; k++)
			CHECK_STR(pair_read(&p, arena_printf(p.a, "k.%d.%d", i, k)), "v");
	place_end(&p);
}

/* -- jobs that wait behind a gate form one group -- */

struct gate { struct os_mutex *m; bool closed; int reached; };

static bool gate_run(struct tx *tx, void *arg)
{
	struct gate *g = arg;
	(void)tx;
	os_mutex_lock(g->m);
	g->reached++;
	os_mutex_signal_all(g->m);
	while (g->closed)
		os_mutex_wait(g->m);
	os_mutex_unlock(g->m);
	return true;
}

struct told { struct os_mutex *m; int done; enum trouble trouble[8]; bool kept[8]; };
struct told_job { struct job job; struct told *told; int slot; const char *key; int what; };
enum { GOOD, REFUSES, CLASHES, FILLS_DISK };

static void told_done(void *arg, enum trouble trouble, bool kept)
{
	struct told_job *j = arg;
	os_mutex_lock(j->told->m);
	j->told->trouble[j->slot] = trouble;
	j->told->kept[j->slot] = kept;
	j->told->done++;
	os_mutex_signal_all(j->told->m);
	os_mutex_unlock(j->told->m);
}

static void nothing_done(void *arg, enum trouble trouble, bool kept)
{
	(void)arg;
	(void)trouble;
	(void)kept;
}

static bool told_run(struct tx *tx, void *arg)
{
	struct told_job *j = arg;
	q_setting_set(tx, j->key, "written");
	if (j->what == CLASHES) {
		q_api_key_insert(tx, STR("same"), 12345, "label", 0);
		CHECK_INT(tx->trouble, TROUBLE_CONSTRAINT);
		CHECK_INT(q_setting_set(tx, "after trouble", "x"), 0);
	}
	if (j->what == FILLS_DISK) {
		enum guard guard = sqlite_of(tx->db)->guard;
		sqlite_guard(tx->db, GUARD_OPEN);
		sqlite_run(tx->db, "PRAGMA max_page_count = 1");
		sqlite_guard(tx->db, guard);
		char *big = arena_alloc(tx->arena, 4 * 1024 * 1024);
		memset(big, 'x', 4 * 1024 * 1024 - 1);
		q_setting_set(tx, "big", big);
	}
	return j->what != REFUSES;
}

/* Holds the writer, queues the jobs as one group, lets go, waits for all. */
static void run_group(struct place *p, struct told_job *jobs, int count, struct told *told)
{
	struct gate gate = {os_mutex_new(), true, 0};
	struct job first = {.run = gate_run, .done = nothing_done, .arg = &gate, .arena = arena_new(1024 * 1024)};
	*told = (struct told){.m = os_mutex_new()};
	CHECK(store_submit(p->s, &first));
	os_mutex_lock(gate.m);
	while (!gate.reached)
		os_mutex_wait(gate.m);
	os_mutex_unlock(gate.m);
	for (int i = 0; i < count; i++) {
		jobs[i].job = (struct job){.run = told_run, .done = told_done, .arg = &jobs[i], .arena = arena_new(16 * 1024 * 1024)};
		jobs[i].told = told;
		jobs[i].slot = i;
		CHECK(store_submit(p->s, &jobs[i].job));
	}
	os_mutex_lock(gate.m);
	gate.closed = false;
	os_mutex_signal_all(gate.m);
	os_mutex_unlock(gate.m);
	os_mutex_lock(told->m);
	while (told->done < count)
		os_mutex_wait(told->m);
	os_mutex_unlock(told->m);
	for (int i = 0; i < count; i++)
		arena_free(jobs[i].job.arena);
	store_close(p->s);
	const char *why = NULL;
	p->s = store_open(p->a, p->dir, STORE_SERVE, &why);
	arena_free(first.arena);
	os_mutex_free(gate.m);
	os_mutex_free(told->m);
}

TEST(a_refused_job_undoes_itself_and_nobody_else)
{
	struct place p = place_new(STORE_SERVE);
	struct told told;
	struct told_job jobs[] = {{.key = "one", .what = GOOD}, {.key = "two", .what = REFUSES}, {.key = "three", .what = GOOD},
		{.key = "four", .what = CLASHES}, {.key = "five", .what = GOOD}};
	run_group(&p, jobs, 5, &told);
	static const bool kept[] = {true, false, true, false, true};
	for (int i = 0; i < 5; i++) {
		CHECK_INT(told.kept[i], kept[i]);
		CHECK_STR(pair_read(&p, jobs[i].key), kept[i] ? "written" : "none");
	}
	CHECK_INT(told.trouble[1], TROUBLE_NONE);
	CHECK_INT(told.trouble[3], TROUBLE_CONSTRAINT);
	CHECK_INT(told.trouble[4], TROUBLE_NONE);
	CHECK_STR(pair_read(&p, "after trouble"), "none");
	place_end(&p);
}

TEST(when_the_disk_is_full_nothing_of_the_group_is_kept_and_all_are_told)
{
	struct place p = place_new(STORE_SERVE);
	struct told told;
	struct told_job jobs[] = {{.key = "one", .what = GOOD}, {.key = "two", .what = FILLS_DISK}, {.key = "three", .what = GOOD}};
	pair_write(&p, "before", "kept");
	run_group(&p, jobs, 3, &told);
	for (int i = 0; i < 3; i++) {
		CHECK_INT(told.kept[i], false);
		CHECK_INT(told.trouble[i], TROUBLE_FULL);
		CHECK_STR(pair_read(&p, jobs[i].key), "none");
	}
	CHECK_STR(pair_read(&p, "before"), "kept");
	CHECK(pair_write(&p, "opened again", "yes"));
	place_end(&p);
}

static bool fill_run(struct tx *tx, void *arg)
{
	struct told_job j = {.key = "x", .what = FILLS_DISK};
	(void)arg;
	return told_run(tx, &j);
}

TEST(after_disk_trouble_the_store_reads_and_writes_no_more)
{
	struct place p = place_new(STORE_SERVE);
	enum trouble trouble = TROUBLE_NONE;
	struct pair pair = {"later", "x"};
	pair_write(&p, "before", "kept");
	CHECK(!store_write(p.s, p.a, fill_run, NULL, &trouble));
	CHECK_INT(trouble, TROUBLE_FULL);
	CHECK(!store_write(p.s, p.a, pair_run, &pair, &trouble));
	CHECK_INT(trouble, TROUBLE_LOST);
	CHECK_STR(pair_read(&p, "before"), "kept");
	place_reopen(&p);
	CHECK(pair_write(&p, "later", "x"));
	place_end(&p);
}

static void count_done(void *arg, enum trouble trouble, bool kept)
{
	int *n = arg;
	*n += trouble == TROUBLE_NONE && kept;
}

static bool nothing_run(struct tx *tx, void *arg)
{
	(void)arg;
	return tx->write;
}

TEST(the_queue_takes_its_limit_and_not_one_more)
{
	struct place p = place_new(STORE_SERVE);
	struct gate gate = {os_mutex_new(), true, 0};
	struct arena *a = arena_new(1024 * 1024);
	struct job first = {.run = gate_run, .done = nothing_done, .arg = &gate, .arena = a};
	struct job *jobs = arena_make_n(p.a, struct job, LIMIT_QUEUE_JOBS + 1);
	int done = 0;
	CHECK(store_submit(p.s, &first));
	os_mutex_lock(gate.m);
	while (!gate.reached)
		os_mutex_wait(gate.m);
	os_mutex_unlock(gate.m);
	for (int i = 0; i <= LIMIT_QUEUE_JOBS; i++) {
		jobs[i] = (struct job){.run = nothing_run, .done = count_done, .arg = &done, .arena = a};
		CHECK_INT(store_submit(p.s, &jobs[i]), i < LIMIT_QUEUE_JOBS);
	}
	os_mutex_lock(gate.m);
	gate.closed = false;
	os_mutex_signal_all(gate.m);
	os_mutex_unlock(gate.m);
	store_close(p.s);              /* finishes what is queued */
	p.s = NULL;
	CHECK_INT(done, LIMIT_QUEUE_JOBS);
	arena_free(a);
	os_mutex_free(gate.m);
	place_end(&p);
}

/* -- generated queries -- */

static bool many_run(struct tx *tx, void *arg)
{
	(void)arg;
	for (int i = 0; i < ROWS; i++)
		q_area_insert(tx, arena_printf(tx->arena, "%06d", i), i ? "000000" : NULL, "区", "district");
	CHECK_INT(q_area_insert(tx, "000000", NULL, "twice", "twice"), 0);
	return tx->trouble == TROUBLE_NONE;
}

TEST(many_rows_come_whole_and_null_stays_null)
{
	struct place p = place_new(STORE_SERVE);
	struct q_area_all *rows;
	struct tx tx;
	CHECK(store_write(p.s, p.a, many_run, NULL, NULL));
	read_begin(p.s, 0, p.a, &tx);
	CHECK_INT(q_area_all(&tx, &rows), ROWS);
	for (int i = 0; i < ROWS; i++)
		CHECK_STR(rows[i].code, arena_printf(p.a, "%06d", i));
	CHECK(rows[0].parent == NULL);
	CHECK_STR(rows[1].parent, "000000");
	CHECK_STR(rows[ROWS - 1].name_zh, "区");
	read_end(&tx);
	place_end(&p);
}

static bool blob_row_run(struct tx *tx, void *arg)
{
	struct str *key = arg;
	q_throttle_set(tx, *key, 3, 77, 5);
	return q_throttle_set(tx, *key, 4, 78, 6) == 1;
}

TEST(bytes_are_stored_as_they_are)
{
	struct place p = place_new(STORE_SERVE);
	struct str key = STR("a\0b'\xff;"), other = STR("a\0b");
	struct q_throttle_find row;
	struct tx tx;
	CHECK(store_write(p.s, p.a, blob_row_run, &key, NULL));
	read_begin(p.s, 0, p.a, &tx);
	CHECK(q_throttle_find(&tx, key, &row));
	CHECK_INT(row.fails, 4);
	CHECK_INT(row.until_ms, 78);
	CHECK(!q_throttle_find(&tx, other, &row));
	CHECK_INT(row.fails, 0);
	CHECK_INT(tx.trouble, TROUBLE_NONE);
	read_end(&tx);
	place_end(&p);
}

static bool unique_run(struct tx *tx, void *arg)
{
	(void)arg;
	q_person_insert(tx, "li", "李", "Li", "", "zh", 0);
	q_person_insert(tx, "li", "李", "Li", "", "zh", 0);
	CHECK_INT(tx->trouble, TROUBLE_UNIQUE);
	CHECK(strstr(tx->why, "person_insert") != NULL);
	return true;
}

TEST(a_second_of_its_name_is_trouble_of_its_own_kind)
{
	struct place p = place_new(STORE_SERVE);
	enum trouble trouble = TROUBLE_NONE;
	CHECK(!store_write(p.s, p.a, unique_run, NULL, &trouble));
	CHECK_INT(trouble, TROUBLE_UNIQUE);
	place_end(&p);
}

/* -- the write-ahead log */

static bool big_run(struct tx *tx, void *arg)
{
	char *big = arena_alloc(tx->arena, 4 * 1024 * 1024);
	memset(big, 'x', 4 * 1024 * 1024 - 1);
	return q_setting_set(tx, arg, big) == 1;
}

TEST(the_log_is_moved_into_the_database_while_it_works_and_is_gone_after)
{
	struct place p = place_new(STORE_SERVE);
	const char *log = arena_printf(p.a, "%s/huiyin.db-wal", p.dir);
	for (int i = 0; i < 20; i++) {
		struct arena *a = arena_new(16 * 1024 * 1024);
		CHECK(store_write(p.s, a, big_run, arena_printf(p.a, "big.%d", i), NULL));
		arena_free(a);
	}
	/* 80 MiB were written; a writer that never rests cuts its log off at 64 and a last job */
	CHECK(os_file_size(log) < 72 * 1024 * 1024);
	store_close(p.s);
	p.s = NULL;
	CHECK(!os_exists(log));
	CHECK(os_file_size(arena_printf(p.a, "%s/huiyin.db", p.dir)) > 80 * 1024 * 1024);
	/* a reader opens what nobody serves */
	const char *why = NULL;
	p.s = store_open(p.a, p.dir, STORE_READ, &why);
	CHECK_STR(why ? why : "", "");
	CHECK_INT(strlen(pair_read(&p, "big.19")), 4 * 1024 * 1024 - 1);
	place_end(&p);
}
