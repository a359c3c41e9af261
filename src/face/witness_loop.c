/* The thread of the witnesses. See witness_loop.h. */
#include "witness_loop.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "../matter/ledger_run.h"
#include "../matter/ledger_witness.h"

enum { TURN_MS = 100, ROUND_ARENA_BYTES = 64 * 1024 * 1024 };

struct witness_loop {
	struct city *city;
	struct os_thread *thread;
	struct os_mutex *lock;         /* over stop */
	bool stop;
	int beat_ms;
};

static bool stopped(void *arg)
{
	struct witness_loop *w = arg;
	os_mutex_lock(w->lock);
	bool stop = w->stop;
	os_mutex_unlock(w->lock);
	return stop;
}

static bool fetch(struct os_fetch *f, size_t n, void *ctx, const char **why)
{
	return os_fetch_all(f, n, LIMIT_WITNESS_MS, stopped, ctx, why);
}

static void *loop(void *arg)
{
	struct witness_loop *w = arg;
	const struct witness_way way = {fetch, w};
	int64_t asked_size = -1, asked_ms = 0;
	while (!stopped(w)) {
		int64_t size = ledger_signed_size(w->city);
		bool time = size != asked_size || os_mono_ms() - asked_ms >= w->beat_ms;
		if (time && ledger_witness_due(w->city)) {
			struct arena *a = arena_new(ROUND_ARENA_BYTES);
			asked_size = size;
			ledger_witness_round(w->city, a, &way);
			arena_free(a);
			asked_ms = os_mono_ms();
		}
		os_sleep_ms(TURN_MS);
	}
	return NULL;
}

struct witness_loop *witness_loop_start(struct city *c, int beat_ms)
{
	if (!c->witnesses)
		return NULL;
	struct witness_loop *w = arena_make(c->arena, struct witness_loop);
	*w = (struct witness_loop){.city = c, .lock = os_mutex_new(), .beat_ms = beat_ms};
	w->thread = os_thread_start(loop, w);
	return w;
}

void witness_loop_stop(struct witness_loop *w)
{
	if (!w)
		return;
	os_mutex_lock(w->lock);
	w->stop = true;
	os_mutex_unlock(w->lock);
	os_thread_join(w->thread);
	os_mutex_free(w->lock);
}
