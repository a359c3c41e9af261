/* The slow lane: a few threads for work of milliseconds (password hashes,
 * exports), so that no loop waits. Bounded: a full queue is said, not hidden. */
#ifndef WIRE_SERVE_POOL_H
#define WIRE_SERVE_POOL_H

#include "serve.h"

struct pool;

struct pool *pool_new(int threads, int jobs_max);
/* Runs fn(arg), then serve_resume(req). False when the queue is full. */
bool pool_add(struct pool *p, struct serve_req *req, void (*fn)(void *arg), void *arg);
/* Waits for the jobs that are queued, then ends the threads. */
void pool_free(struct pool *p);

#endif
