/* See os_world.h. Laws: 1 the same seed, step and order of calls give the same
 * bytes; 2 without its page the program does not start: this build is never
 * taken for another one. */
#include "os_world.h"
#ifdef HUIYIN_WORLD

#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "bug.h"

struct page { _Atomic int64_t clock_ms, seed, step, allowed, asleep; };

static struct page *page;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int64_t step_seen = -1, calls, slept;

/* A helper program has no environment, and asks neither for time nor for chance; who asks without the page is stopped. */
static struct page *shared(void)
{
	must(page != NULL);
	return page;
}

void world_random(void *p, size_t n)
{
	struct { int64_t seed, step, call; } from;
	unsigned char key[randombytes_SEEDBYTES];
	must(pthread_mutex_lock(&lock) == 0);
	from.seed = shared()->seed;
	from.step = page->step;
	if (from.step != step_seen) {
		step_seen = from.step;
		calls = 0;
	}
	from.call = calls++;
	must(pthread_mutex_unlock(&lock) == 0);
	must(crypto_generichash(key, sizeof key, (const unsigned char *)&from, sizeof from, NULL, 0) == 0);
	randombytes_buf_deterministic(p, n, key);
}

int64_t world_clock_ms(void)
{
	return shared()->clock_ms;
}

/* The ticker goes on when the test lets it, and says when it is done. */
void world_sleep(int ms)
{
	const struct timespec moment = {0, 1000000};
	slept += ms;
	while (slept > shared()->allowed) {
		page->asleep = page->allowed;
		nanosleep(&moment, NULL);
	}
}

/* -- libsodium's own randomness: nonces, salts, ephemeral keys */

static const char *name(void)
{
	return "world";
}

static uint32_t number(void)
{
	uint32_t n;
	world_random(&n, sizeof n);
	return n;
}

static void bytes(void *const p, const size_t n)
{
	world_random(p, n);
}

static struct randombytes_implementation chance = {.implementation_name = name, .random = number, .buf = bytes};

__attribute__((constructor)) static void world_begin(void)
{
	const char *path = getenv("HUIYIN_WORLD");
	if (!path)
		return;
	int fd = open(path, O_RDWR | O_CLOEXEC);
	must(fd >= 0);
	page = mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	must(page != MAP_FAILED && close(fd) == 0);
	must(randombytes_set_implementation(&chance) == 0);
}

#endif
