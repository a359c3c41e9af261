/* Randomness from the system. See os.h. Without it nothing may go on. */
#include "os.h"

#include <errno.h>
#include <sys/random.h>
#include "bug.h"
#include "os_world.h"

#ifdef HUIYIN_WORLD
void os_random(void *p, size_t n)
{
	world_random(p, n);
}
#else
void os_random(void *p, size_t n)
{
	unsigned char *at = p;
	while (n > 0) {
		ssize_t got = getrandom(at, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		must(got > 0);
		at += got;
		n -= (size_t)got;
	}
}
#endif
