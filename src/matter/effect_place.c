/* Where a matter lies. Laws: 1 a point inside the city's bounds (rules/places.txt) or none;
 * 2 the last one stands, the events keep those before it. */
#include "deed.h"

#include "../base/bug.h"

bool deed_spot(struct deed *d, struct spot *out)
{
	const struct gazetteer *p = &d->city->places;
	must(spot_parse(str_of(deed_text(d, F_SPOT)), out));
	enum spot_fault fault = spot_judge(p, *out);
	if (fault == SPOT_FINE)
		return true;
	return deed_refuse(d, F_SPOT, fault == SPOT_SWAPPED ? T_REFUSE_SPOT_SWAPPED :
		T_REFUSE_SPOT_OUTSIDE(spot_text(d->tx->arena, p->south_west), spot_text(d->tx->arena, p->north_east)), NULL);
}

bool deed_locate(struct deed *d, const char *place)
{
	struct spot s;
	char day[11];
	if (!deed_spot(d, &s))
		return false;
	q_spot_put(d->tx, d->m->m.id, s.lat, s.lon, place, day_text(d->now.today, day));
	return true;
}

static bool do_locate(struct deed *d)
{
	return deed_locate(d, deed_text(d, F_WHEREABOUTS));
}

const struct effect_def effects_place[] = {{"locate", do_locate}, {NULL, NULL}};
