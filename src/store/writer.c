/* The one thread that writes.
 *
 * 1. Jobs run in the order they came. All that wait together are one
 *    transaction and one sync; each has its own savepoint, so that a refused
 *    or failing job undoes itself and nobody else.
 * 2. done() is called once per job, after the commit is durable or has failed.
 *    When the commit fails, nothing of the group is kept and all are told.
 * 3. After disk trouble nothing more is written until the store is opened
 *    again: what the disk has lost once it may lose twice. (A lost connection to
 *    a database server is another thing: it mends, see engine.h.)
 * 4. The queue is bounded; a full one says so at once. */
#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/log.h"
#include "../base/os.h"
#include "store_parts.h"

struct writer {
	struct db *db;
	struct os_thread *thread;
	struct os_mutex *mutex;        /* guards the five below */
	struct job *first, *last;
	int queued;
	bool stop;
	bool readonly;                 /* what `disk` says, for other threads */
	enum trouble disk;             /* the writer thread's: why nothing is written any more */
};

static void *writer_run(void *arg);
static struct job *take_queue(struct writer *w);
static void run_group(struct writer *w, struct job *jobs);

struct writer *writer_start(struct db *db)
{
	struct writer *w = calloc(1, sizeof *w);
	must(w);
	w->db = db;
	w->mutex = os_mutex_new();
	w->thread = os_thread_start(writer_run, w);
	must(w->thread);
	return w;
}

void writer_stop(struct writer *w)
{
	os_mutex_lock(w->mutex);
	w->stop = true;
	os_mutex_signal_all(w->mutex);
	os_mutex_unlock(w->mutex);
	os_thread_join(w->thread);
	os_mutex_free(w->mutex);
	engine_close(w->db);
	free(w);
}

bool writer_submit(struct writer *w, struct job *j)
{
	must(j->run && j->done && j->arena);
	j->next = NULL;
	os_mutex_lock(w->mutex);
	bool room = w->queued < LIMIT_QUEUE_JOBS && !w->stop;
	if (room) {
		if (w->last)
			w->last->next = j;
		else
			w->first = j;
		w->last = j;
		w->queued++;
		os_mutex_signal_all(w->mutex);
	}
	os_mutex_unlock(w->mutex);
	return room;
}

bool writer_writes(struct writer *w)
{
	os_mutex_lock(w->mutex);
	bool writes = !w->readonly;
	os_mutex_unlock(w->mutex);
	return writes;
}

static void *writer_run(void *arg)
{
	struct writer *w = arg;
	struct job *jobs;
	while ((jobs = take_queue(w))) {
		run_group(w, jobs);
		os_mutex_lock(w->mutex);
		bool busy = w->first != NULL;
		os_mutex_unlock(w->mutex);
		if (w->disk == TROUBLE_NONE)
			engine_idle(w->db, busy);
	}
	return NULL;
}

/* All that wait; NULL when the store closes and none is left. */
static struct job *take_queue(struct writer *w)
{
	os_mutex_lock(w->mutex);
	while (!w->first && !w->stop)
		os_mutex_wait(w->mutex);
	struct job *jobs = w->first;
	w->first = w->last = NULL;
	w->queued = 0;
	os_mutex_unlock(w->mutex);
	return jobs;
}

static void run_job(struct writer *w, struct tx *group, struct job *j)
{
	struct tx tx = {.db = w->db, .arena = j->arena, .write = true};
	engine_savepoint(group);
	if (group->trouble != TROUBLE_NONE)
		return;
	j->kept = j->run(&tx, j->arg) && tx.trouble == TROUBLE_NONE;
	j->trouble = tx.trouble;
	if (j->kept)
		engine_keep(group);
	else
		engine_undo(&tx);
	if (trouble_is_disk(tx.trouble) || !engine_in_tx(w->db))
		group->trouble = tx.trouble != TROUBLE_NONE ? tx.trouble : TROUBLE_OTHER;
}

static void tell_all(struct job *jobs, enum trouble trouble)
{
	for (struct job *next, *j = jobs; j; j = next) {
		next = j->next;        /* done() may free the job */
		j->done(j->arg, trouble != TROUBLE_NONE ? trouble : j->trouble, trouble == TROUBLE_NONE && j->kept);
	}
}

static void run_group(struct writer *w, struct job *jobs)
{
	struct tx group = {.db = w->db, .write = true, .trouble = w->disk};
	engine_begin(&group);
	for (struct job *j = jobs; j && group.trouble == TROUBLE_NONE; j = j->next)
		run_job(w, &group, j);
	engine_commit(&group);
	if (group.trouble != TROUBLE_NONE)
		engine_rollback(w->db);
	if (trouble_is_disk(group.trouble) && w->disk == TROUBLE_NONE && !w->db->engine->mends) {
		w->disk = TROUBLE_LOST;
		os_mutex_lock(w->mutex);
		w->readonly = true;
		os_mutex_unlock(w->mutex);
		log_line(LOG_ERROR, "store.readonly", "why", group.trouble == TROUBLE_FULL ? "disk full" : "disk fault", NULL);
	}
	tell_all(jobs, group.trouble);
}

/* -- submit and wait -- */

bool store_submit(struct store *s, struct job *j)
{
	must(s->writer);
	return writer_submit(s->writer, j);
}

bool store_writes(struct store *s)
{
	return s->writer && writer_writes(s->writer);
}

struct each { struct os_mutex *mutex; size_t open; enum trouble trouble; };
struct each_job { struct each *e; bool kept; bool (*run)(struct tx *tx, void *arg); void *arg; struct job job; };

static bool each_run(struct tx *tx, void *arg)
{
	struct each_job *j = arg;
	return j->run(tx, j->arg);
}

static void each_done(void *arg, enum trouble trouble, bool kept)
{
	struct each_job *j = arg;
	os_mutex_lock(j->e->mutex);
	j->kept = kept;
	if (trouble != TROUBLE_NONE && j->e->trouble == TROUBLE_NONE)
		j->e->trouble = trouble;
	j->e->open--;
	os_mutex_signal_all(j->e->mutex);
	os_mutex_unlock(j->e->mutex);
}

enum trouble store_write_each(struct store *s, struct arena *a, bool (*run)(struct tx *tx, void *arg), void *const *arg, size_t n, bool *kept)
{
	struct each e = {.mutex = os_mutex_new()};
	struct each_job *j = arena_make_n(a, struct each_job, n);
	size_t sent = 0;
	os_mutex_lock(e.mutex);
	for (; sent < n; sent++) {
		j[sent] = (struct each_job){&e, false, run, arg[sent], {.run = each_run, .done = each_done, .arg = &j[sent], .arena = a}};
		e.open++;
		if (store_submit(s, &j[sent].job))
			continue;
		e.open--;
		e.trouble = TROUBLE_BUSY;
		break;
	}
	while (e.open > 0)
		os_mutex_wait(e.mutex);
	os_mutex_unlock(e.mutex);
	os_mutex_free(e.mutex);
	for (size_t i = 0; i < n; i++)
		kept[i] = i < sent && j[i].kept;
	return e.trouble;
}

bool store_write(struct store *s, struct arena *a, bool (*run)(struct tx *tx, void *arg), void *arg, enum trouble *trouble)
{
	bool kept;
	enum trouble t = store_write_each(s, a, run, &arg, 1, &kept);
	if (trouble)
		*trouble = t;
	return kept;
}
