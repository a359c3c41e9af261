/* The law stands in serve_gate.h. A full slot list is as long as there are
 * different neighbours that fall into it; a random seed keeps strangers from
 * choosing that. */
#include "serve_gate.h"
#include "../base/bug.h"

void gate_init(struct gate *g, int max, int max_per_peer)
{
	*g = (struct gate){.lock = os_mutex_new(), .max = max, .max_per_peer = max_per_peer};
	os_random(&g->seed, sizeof(g->seed));
}

void gate_free(struct gate *g)
{
	for (size_t i = 0; i < GATE_SLOTS; i++) {
		while (g->slot[i]) {
			struct gate_peer *p = g->slot[i];
			g->slot[i] = p->next;
			free(p);
		}
	}
	os_mutex_free(g->lock);
}

static struct gate_peer **find(struct gate *g, const unsigned char key[static 16])
{
	uint64_t h = g->seed;
	for (size_t i = 0; i < 16; i++) {
		h = (h ^ key[i]) * 0x100000001b3u;
		h ^= h >> 29;
	}
	struct gate_peer **at = &g->slot[h % GATE_SLOTS];
	while (*at && memcmp((*at)->key, key, 16) != 0)
		at = &(*at)->next;
	return at;
}

static bool count_peer(struct gate *g, const unsigned char key[static 16])
{
	struct gate_peer **at = find(g, key);
	if (!*at) {
		*at = calloc(1, sizeof(**at));
		must(*at);
		memcpy((*at)->key, key, 16);
	}
	if ((*at)->count >= g->max_per_peer)
		return false;
	(*at)->count++;
	return true;
}

enum gate_word gate_enter(struct gate *g, const char *peer, bool free_pass)
{
	unsigned char key[16];
	enum gate_word word = GATE_SHUT;
	os_peer_group(peer, key);
	os_mutex_lock(g->lock);
	if (g->count < g->max && (free_pass || count_peer(g, key))) {
		g->count++;
		word = GATE_IN;
	} else if (g->extra < GATE_SURPLUS) {
		g->extra++;
		word = GATE_FULL;
	}
	os_mutex_unlock(g->lock);
	return word;
}

void gate_leave(struct gate *g, const char *peer, bool free_pass, enum gate_word word)
{
	unsigned char key[16];
	os_peer_group(peer, key);
	os_mutex_lock(g->lock);
	if (word == GATE_IN)
		g->count--;
	else if (word == GATE_FULL)
		g->extra--;
	struct gate_peer **at = find(g, key);
	if (word == GATE_IN && !free_pass) {
		struct gate_peer *p = *at;
		must(p && p->count > 0);
		if (--p->count == 0) {
			*at = p->next;
			free(p);
		}
	}
	os_mutex_unlock(g->lock);
}
