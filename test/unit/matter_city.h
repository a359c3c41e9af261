/* A small city for tests of deeds: one city government, its petition bureau,
 * two departments, a district, a discipline organ, a hotline; and one person
 * per role. Days are turned by the test. */
#ifndef TEST_MATTER_CITY_H
#define TEST_MATTER_CITY_H

#include "matter/act.h"
#include "matter/tick.h"
#include "test.h"

struct play {
	struct city *city;
	struct now now;
	struct viewer system;
	const char *number, *code;     /* of the last new matter */
	const char *further;           /* the code that the last act made, or NULL */
	int64_t id;
	struct refusal why;
	struct act_in in;              /* of the last act, with its faults */
	bool stale;                    /* people have not proved lately who they are */
};

/* Opens the city on a day. */
void play_open(struct play *p, const char *today);
void play_day(struct play *p, const char *today);
/* The clock at HH:MM of the day. */
void play_time(struct play *p, int hour, int minute);
/* An act by a person (login), a petitioner ("") or the system ("system"); fields as "name", "value", ..., NULL. True: done. */
bool play_act(struct play *p, const char *login, const char *act, ...) __attribute__((sentinel));
/* A new matter; unit: the registering unit's code, "" for a petitioner. */
bool play_new(struct play *p, const char *login, const char *unit, const char *procedure, const char *act, ...) __attribute__((sentinel));
void play_tick(struct play *p);
/* Every law of the stored data holds, and all of it is what the deeds made. */
void play_close(struct play *p);
/* Without the second: rows were changed past the program. */
void play_end(struct play *p);
/* All state made anew from the deeds' inputs equals what is stored. */
void test_rebuild(struct city *c);
/* The last matter's row, and its newest clock of a code (NULL: none). */
struct q_matter_by_id play_matter(struct play *p);
const struct q_clock_of_matter *play_clock(struct play *p, const char *code);
size_t play_events(struct play *p, struct q_event_list **out);
size_t play_documents(struct play *p, struct q_document_of_matter **out);
/* Loads the last matter inside fn's read. */
void play_load(struct play *p, struct matter *m);

/* A petition that is with the department and accepted. */
void play_accepted(struct play *p, const char *today);

/* Was the last act refused with these words? */
bool play_refused(struct play *p, const char *words);
/* Goes on with this matter. */
void play_turn_to(struct play *p, const char *number);

#endif
