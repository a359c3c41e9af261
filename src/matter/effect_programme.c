/* Putting a matter into a programme, and taking it out. Law: a programme is the city's
 * (rules/programmes.txt); it says nothing about the matter but its name. */
#include "deed.h"

static const char *day_of_deed(struct deed *d)
{
	char *day = arena_alloc(d->tx->arena, 11);
	return day_text(d->now.today, day);
}

bool deed_programme(struct deed *d, const char **programme, const char **package)
{
	struct str rest = str_of(deed_text(d, F_PROGRAMME)), code = str_cut(&rest, '/');
	const struct programme *p = programme_find(&d->city->programmes, code);
	const struct programme_package *k = p && rest.p ? package_find(p, rest) : NULL;
	if (!p || (rest.p && !k))
		return deed_refuse(d, F_PROGRAMME, T_REFUSE_NO_PROGRAMME(deed_text(d, F_PROGRAMME)), NULL);
	*programme = p->code;
	*package = k ? k->code : "";
	return true;
}

void deed_put_into(struct deed *d, const char *programme, const char *package)
{
	q_programme_put(d->tx, d->m->m.id, programme, package, day_of_deed(d));
}

static bool do_put(struct deed *d)
{
	const char *programme, *package;
	struct q_parcel_in_programme twice;
	if (!deed_programme(d, &programme, &package))
		return false;
	if (q_parcel_in_programme(d->tx, d->m->m.id, programme, &twice))
		return deed_refuse(d, F_PROGRAMME, T_REFUSE_PARCEL_TWICE(twice.code), NULL);
	deed_put_into(d, programme, package);
	return true;
}

static bool do_take(struct deed *d)
{
	struct str rest = str_of(deed_text(d, F_PROGRAMME)), code = str_cut(&rest, '/');
	if (q_programme_take(d->tx, d->m->m.id, arena_cstr(d->tx->arena, code)) == 0)
		return deed_refuse(d, F_PROGRAMME, T_REFUSE_NOT_IN_PROGRAMME(deed_text(d, F_PROGRAMME)), NULL);
	return true;
}

const struct effect_def effects_programme[] = {{"put_into_programme", do_put}, {"take_from_programme", do_take}, {NULL, NULL}};
