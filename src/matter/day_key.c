/* Law: a key that was replaced is wiped. */
#include "day_key.h"

#include <sodium.h>

#include "../base/os.h"

struct day_key {
	struct os_mutex *lock;
	day_t day;
	struct sha256 key;
};

struct day_key *day_key_new(struct arena *a)
{
	struct day_key *k = arena_make(a, struct day_key);
	k->lock = os_mutex_new();
	k->day = DAY_NONE;
	os_random(k->key.b, sizeof k->key.b);
	return k;
}

void day_key_free(struct day_key *k)
{
	os_mutex_free(k->lock);
	sodium_memzero(k->key.b, sizeof k->key.b);
}

struct sha256 day_keyed(struct day_key *k, day_t today, const char *purpose, const char *value)
{
	char text[512];
	int n = snprintf(text, sizeof text, "%s\n%.400s", purpose, value);
	os_mutex_lock(k->lock);
	if (k->day != today) {
		struct sha256 next = hmac256_of(k->key.b, STR("the next day"));
		k->key = next;
		k->day = today;
		sodium_memzero(&next, sizeof next);
	}
	struct sha256 h = hmac256_of(k->key.b, (struct str){text, (size_t)n});
	os_mutex_unlock(k->lock);
	return h;
}
