/* How many connections there are, in all and from one neighbour. Shared by the
 * loops, under one lock that is held for a few steps per connection. */
#ifndef WIRE_SERVE_GATE_H
#define WIRE_SERVE_GATE_H

#include "../base/os.h"

struct gate;

struct gate_peer { unsigned char key[16]; int count; struct gate_peer *next; };
enum { GATE_SLOTS = 4096, GATE_SURPLUS = 64 };
struct gate {
	struct os_mutex *lock;
	struct gate_peer *slot[GATE_SLOTS];
	uint64_t seed;
	int count, extra;              /* let in; turned away and still being told so */
	int max, max_per_peer;
};

enum gate_word {
	GATE_IN,                       /* counted: gate_leave(g, peer, ...) when it ends */
	GATE_FULL,                     /* counted as one to turn away with words */
	GATE_SHUT,                     /* not counted: close at once */
};

void gate_init(struct gate *g, int max, int max_per_peer);
void gate_free(struct gate *g);
/* free_pass: our own proxy, whose address is not its clients'. */
enum gate_word gate_enter(struct gate *g, const char *peer, bool free_pass);
void gate_leave(struct gate *g, const char *peer, bool free_pass, enum gate_word word);

#endif
