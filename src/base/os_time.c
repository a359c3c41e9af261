/* Time. See os.h.
 *
 * The clock can be turned by whole days only: a simulated day still has the
 * hours, minutes and the order of instants of the real one. */
#include "os.h"

#include <errno.h>
#include <stdatomic.h>
#include "bug.h"
#include "os_world.h"

static _Atomic int64_t turned_ms;

static int64_t clock_ms(clockid_t clock)
{
	struct timespec t;
	must(clock_gettime(clock, &t) == 0);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct now os_now(int zone_min)
{
	return now_at(os_utc_ms(), zone_min);
}

int64_t os_utc_ms(void)
{
#ifdef HUIYIN_WORLD
	return world_clock_ms();
#else
	return clock_ms(CLOCK_REALTIME) + turned_ms;
#endif
}

int64_t os_mono_ms(void)
{
	return clock_ms(CLOCK_MONOTONIC);
}

void os_time_turn(day_t d, int zone_min)
{
	must(d >= DAY_FIRST && d <= DAY_LAST);
	day_t real = day_of_ms(clock_ms(CLOCK_REALTIME), zone_min);
	turned_ms = ((int64_t)d - real) * 86400000;
}

void os_sleep_ms(int ms)
{
	must(ms >= 0);
	struct timespec left = {ms / 1000, (long)(ms % 1000) * 1000000};
	while (clock_nanosleep(CLOCK_MONOTONIC, 0, &left, &left) == EINTR)
		continue;
}

void os_sleep_beat(int ms)
{
#ifdef HUIYIN_WORLD
	world_sleep(ms);
#else
	os_sleep_ms(ms);
#endif
}
