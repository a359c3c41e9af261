/* A key of one day, for counting who knocks without remembering who it was: it
 * is in no file, and each day's is made from that of the day before in one
 * direction, so that of yesterday nobody has it any more, neither the program nor
 * who reads its memory. What was hashed with it means nothing after midnight. */
#ifndef MATTER_DAY_KEY_H
#define MATTER_DAY_KEY_H

#include "../base/arena.h"
#include "../base/date.h"
#include "../base/hash.h"

struct day_key;
struct day_key *day_key_new(struct arena *a);
void day_key_free(struct day_key *k);
/* The keyed hash of purpose and value on this day. Any thread. */
struct sha256 day_keyed(struct day_key *k, day_t today, const char *purpose, const char *value);

#endif
