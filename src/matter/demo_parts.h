/* Between the demo_*.c files. */
#ifndef MATTER_DEMO_PARTS_H
#define MATTER_DEMO_PARTS_H

#include "act.h"
#include "demo.h"
#include "../rule/clock.h"

enum { DEMO_STEPS = 24, DEMO_SETS = 6, DEMO_BELOW = 4 };

/* -- demo_read.c: the files */
struct demo_set { const char *field, *value; };        /* value NULL: invented words */
struct demo_step {
	int gap;
	bool child;                    /* on the matter born of this one */
	char who;                      /* stories.txt */
	const char *act;               /* NULL: time passes */
	struct demo_set set[DEMO_SETS]; size_t sets;
	int line;
};
struct demo_story {
	const char *name, *procedure, *class_, *site, *after;
	int count, heads;
	struct demo_step step[DEMO_STEPS]; size_t steps;
};
enum demo_part { DEMO_SUBJECT, DEMO_TEXT, DEMO_REQUESTS, DEMO_FACTS, DEMO_OPINION, DEMO_BASIS, DEMO_PART__MAX };
extern const char *const demo_part_names[DEMO_PART__MAX];
struct demo_topic {
	const char *unit, *class_, *below[DEMO_BELOW]; size_t belows;
	const char *part[DEMO_PART__MAX][LANG__MAX];
};
struct demo_words { const char *act, *field, *text[LANG__MAX]; };
struct demo_data {
	struct demo_story *story; size_t stories;
	struct demo_topic *topic; size_t topics;
	struct demo_words *words; size_t word_rows;
};
/* A table with a header line; cells without quotes. Rows of exactly columns cells; "file:line: reason" or NULL. */
const char *demo_table(struct arena *a, const char *dir, const char *file, size_t columns, const char ****rows, size_t *n);
const char *demo_stories(struct arena *a, const char *dir, struct demo_data *out);
const char *demo_topics(struct arena *a, const char *dir, struct demo_data *out);

/* -- demo_city.c: areas, units, staff */
struct demo_area { const char *code, *name[LANG__MAX], *district; };
struct demo_places { struct demo_area *area; size_t areas; };
const char *demo_people(struct arena *a, struct city *c, struct now begin, const char *dir, struct demo_places *out);

/* -- demo_plan.c: who, where, what and when, by a fixed seed */
struct demo_plan {
	const struct demo_story *story;
	size_t steps;                  /* played */
	const struct demo_topic *topic;
	enum lang lang;
	const char *bureau, *unit, *other;     /* codes; bureau: the registering unit */
	const struct demo_area *area;
	int n, m;                      /* {n} and {m} of the texts */
	const char *name, *contact;    /* of the petitioner */
	uint64_t random;
	day_t day[DEMO_STEPS];
	const char *number;            /* once it is there */
	int64_t matter_id;
};
struct demo_plans { struct demo_plan *plan; size_t n; };
void demo_plan(struct arena *a, const struct city *c, const struct demo_data *d, const struct demo_places *p, day_t today, struct demo_plans *out);
uint32_t demo_random(uint64_t *state, uint32_t below);

/* -- demo_words.c: what is written in a field */
const char *demo_value(struct arena *a, const struct demo_data *d, const struct demo_plan *p, const char *act, const char *field, bool first);
const char *demo_person_name(struct arena *a, enum lang lang, uint32_t number);

/* -- demo_play.c: one step, by its person, through the same deeds as everybody's. English reason, or NULL. */
const char *demo_play(struct tx *tx, struct arena *keep, const struct city *c, const struct demo_data *d, struct demo_plan *p, size_t step, struct now now);

/* One breach of personal data, recorded, confirmed, told and reported (demo_breach.c). NULL, or why not. */
const char *demo_breach(struct arena *a, struct city *c, struct now now);

/* -- demo_photo.c: a picture (PNG) of a field, as it was found or restored; arena */
struct str demo_photo(struct arena *a, const char *words, bool restored);

/* One breach of personal data what happens by hand: bodies and their meetings. English reason, or NULL. */
struct demo_script;
const char *demo_script_read(struct arena *a, const char *dir, day_t today, struct demo_script **out);
const char *demo_script_found(struct tx *tx, struct arena *keep, struct demo_script *s, struct now now);
/* Everything of that day, from now on. */
const char *demo_script_day(struct tx *tx, struct arena *keep, const struct city *c, struct demo_script *s, day_t day, struct now now);

#endif
