/* A city of invented people for trying things: real divisions, 41 units, 130
 * people, several hundred matters in every state, played through the same
 * deeds at past times. What there is stands in DIR/rules/demo: areas, units,
 * staff, topics, stories. The same day and the same files give the same city,
 * but for the random numbers of matters. */
#ifndef MATTER_DEMO_H
#define MATTER_DEMO_H

#include "city.h"

/* One person to try each role with; their names stand in staff.csv. */
struct demo_login { const char *login, *role, *unit_zh, *unit_en, *name_zh, *name_en; };
extern const struct demo_login demo_logins[];
extern const size_t demo_login_count;
#define DEMO_PASSWORD "huiyin demo city 2026"

/* Fills a fresh city. progress may be NULL. English reason, or NULL. */
const char *demo_fill(struct arena *a, struct city *c, struct now now, void (*progress)(void *ctx, int done, int total), void *ctx);

#endif
