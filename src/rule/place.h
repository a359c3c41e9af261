/* Points on the earth, and the city's names for orientation (rules/places.txt, form there).
 * A point is latitude and longitude in millionths of a degree, CGCS2000 (WGS 84 is alike
 * for this): whole numbers, about 11 centimetres. No boundaries. */
#ifndef RULE_PLACE_H
#define RULE_PLACE_H

#include "../base/arena.h"
#include "../base/msg.h"
#include "clock.h"

enum { PLACES = 200, DEGREE = 1000000 };

struct spot { int64_t lat, lon; };
struct landmark { const char *name[LANG__MAX]; struct spot at; };
/* Without the file: no names, and the whole earth for bounds. */
struct gazetteer { struct spot south_west, north_east; bool bounded; struct landmark *place; size_t n; };

struct gazetteer places_default(void);
/* Whole or refused with line and reason. Arena. */
bool places_parse(struct arena *a, const char *file, struct str text, struct gazetteer *out, struct rule_error *err);

/* "38.91402, 121.61476": two numbers with at most six decimals, apart by a comma or a blank,
 * of full width or not. Form only; false: it is not that. */
bool spot_parse(struct str s, struct spot *out);
/* SPOT_SWAPPED: outside, and inside with the two numbers changed about. */
enum spot_fault { SPOT_FINE, SPOT_OUTSIDE, SPOT_SWAPPED };
enum spot_fault spot_judge(const struct gazetteer *p, struct spot s);
/* Millionths as degrees, without needless noughts: "38.91402". Arena. */
const char *degree_text(struct arena *a, int64_t millionths);
/* "38.91402, 121.61476". Arena. */
const char *spot_text(struct arena *a, struct spot s);

#endif
