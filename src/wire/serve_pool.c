/* The law stands in serve_pool.h. */
#include "serve_pool.h"
#include "../base/bug.h"
#include "../base/os.h"

enum { POOL_THREADS_MAX = 8 };

struct pool_job {
	struct serve_req *req;
	void (*fn)(void *arg);
	void *arg;
};

struct pool {
	struct os_mutex *lock;
	struct pool_job *ring;
	int max, first, count;
	bool ending;
	int threads;
	struct os_thread *thread[POOL_THREADS_MAX];
};

static bool next_job(struct pool *p, struct pool_job *job)
{
	os_mutex_lock(p->lock);
	while (p->count == 0 && !p->ending)
		os_mutex_wait(p->lock);
	bool have = p->count > 0;
	if (have) {
		*job = p->ring[p->first];
		p->first = (p->first + 1) % p->max;
		p->count--;
	}
	os_mutex_unlock(p->lock);
	return have;
}

static void *work(void *arg)
{
	struct pool *p = arg;
	struct pool_job job;
	while (next_job(p, &job)) {
		job.fn(job.arg);
		serve_resume(job.req);
	}
	return NULL;
}

struct pool *pool_new(int threads, int jobs_max)
{
	must(threads > 0 && threads <= POOL_THREADS_MAX && jobs_max > 0);
	struct pool *p = calloc(1, sizeof(*p));
	must(p);
	p->lock = os_mutex_new();
	p->max = jobs_max;
	p->ring = calloc((size_t)jobs_max, sizeof(*p->ring));
	must(p->ring);
	p->threads = threads;
	for (int i = 0; i < threads; i++)
		p->thread[i] = os_thread_start(work, p);
	return p;
}

bool pool_add(struct pool *p, struct serve_req *req, void (*fn)(void *arg), void *arg)
{
	os_mutex_lock(p->lock);
	bool room = p->count < p->max;
	if (room) {
		p->ring[(p->first + p->count) % p->max] = (struct pool_job){req, fn, arg};
		p->count++;
		os_mutex_signal_all(p->lock);
	}
	os_mutex_unlock(p->lock);
	return room;
}

void pool_free(struct pool *p)
{
	os_mutex_lock(p->lock);
	p->ending = true;
	os_mutex_signal_all(p->lock);
	os_mutex_unlock(p->lock);
	for (int i = 0; i < p->threads; i++)
		os_thread_join(p->thread[i]);
	os_mutex_free(p->lock);
	free(p->ring);
	free(p);
}
