/* Two worlds that differ in one thing can be compared byte by byte only when
 * time and chance are the same in both. In PROFILE=world alone (test/worlds/)
 * the clock, the random bytes and the sleep of the ticker come from a page of
 * memory shared with the test, the file that HUIYIN_WORLD names:
 *
 *   0 int64 clock_ms   the instant, UTC milliseconds
 *   1 int64 seed       of all random bytes
 *   2 int64 step       with every new one they begin again
 *   3 int64 allowed    milliseconds the ticker may have slept in all
 *   4 int64 asleep     what it had slept when it began to wait
 *
 * Such a program is for tests: everybody can guess its secrets. No other
 * profile has these functions (tools/check-symbols looks). */
#ifndef BASE_OS_WORLD_H
#define BASE_OS_WORLD_H
#ifdef HUIYIN_WORLD

#include <stddef.h>
#include <stdint.h>

void world_random(void *p, size_t n);
int64_t world_clock_ms(void);
void world_sleep(int ms);

#endif
#endif
