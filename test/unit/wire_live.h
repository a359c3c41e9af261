/* A running edge with a small application, and a raw client, for tests.
 * One server at a time. Paths the application knows:
 *   /static /file /big /204 /304 /evil /unsound /full /nostatus /peer /later?ms
 *   /pool?ms /short (a file shorter than said), /up... (spooled, 64 KiB) and
 *   everything else: "METHOD target @host [body]". */
#ifndef TEST_WIRE_LIVE_H
#define TEST_WIRE_LIVE_H

#include <stdatomic.h>
#include "test.h"
#include "wire/serve.h"

enum { LIVE_BODY_MAX = 1024 * 1024, LIVE_UPLOAD_MAX = 64 * 1024, LIVE_BIG = 8 * 1024 * 1024 };

struct live {
	int port, bell, result;
	const char *spool;
	struct serve_limits limits;
	const char *const *proxies;
	int threads;
	atomic_int ready, handled, resumed, errors, started, stopped;
};
extern struct live live;

/* Uses live.limits, live.proxies, live.threads (2 when 0). */
void live_start(void);
/* Rings the bell and waits; CHECKs a clean end. */
void live_stop(void);

int live_connect(void);
/* The two halves of it. */
int live_socket(void);
void live_join(int fd);
void live_send(int fd, struct str s);
void live_send_cstr(int fd, const char *s);
void live_end_writing(int fd);
/* What comes until the end or until ms pass; *ended tells which. */
struct str live_read(int fd, int ms, bool *ended);
/* Sends all, ends writing, reads to the end. */
struct str live_ask(const char *request);
void live_close(int fd);
int64_t live_ms(void);
/* Statuses of the answers in a stream, "200 404"; for 200 of the echo also its text. */
struct str live_answers(struct str stream, bool head_only, bool echo);
/* Files in the spool folder. */
int live_spooled(void);

#endif
