/* The small city of matter_city.h, served on a port of its own, and a client
 * that keeps a person's session. One at a time. */
#ifndef TEST_FACE_STAFF_LIVE_H
#define TEST_FACE_STAFF_LIVE_H

#include "matter_city.h"

/* Opens the city on a day, as the server's clock has it, and serves it. */
void staff_start(struct play *p, const char *today);
/* Turns the server's clock and the play's; sessions of before may have ended. */
void staff_day(struct play *p, const char *today);
void staff_stop(struct play *p);

/* A session of the person ("" ends being anybody); by login_done, as a right password would. */
void staff_be(struct play *p, const char *login);
/* The whole answer, head and body. */
struct str staff_get(const char *path);
/* Sends the form with the session's token; fields as "name", "value", ..., NULL. */
struct str staff_post(const char *path, ...) __attribute__((sentinel));
/* A JSON body; key NULL: without one. */
struct str staff_api(const char *method, const char *path, const char *key, const char *more_heads, const char *body);
/* An API key of the person. */
const char *staff_key(struct play *p, const char *login);

int staff_status_of(struct str answer);
bool staff_has(struct str answer, const char *text);
/* The text behind a mark, up to the next quote. */
const char *staff_after(struct str answer, const char *mark);
/* Tags close what they open, ids are unique, headings leave out no level. CHECKs. */
void staff_well_formed(struct str answer);

#endif
