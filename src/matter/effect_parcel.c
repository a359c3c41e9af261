/* Parcels: added, taken out, restored, taken back, confirmed. Laws: 1 what stands has a photo
 * before, what is restored one after, and both are pictures; 2 a code stands once in a
 * programme; 3 what is confirmed is taken back by the office alone; 4 who restored does not
 * confirm, and another unit does (rule/duty.c). */
#include "deed.h"
#include "parcel.h"

#include "../base/limits.h"

static const char *today(struct deed *d)
{
	return day_text(d->now.today, arena_alloc(d->tx->arena, 11));
}

static bool pictures(struct deed *d)
{
	for (size_t i = 0; i < d->in->files; i++)
		if (strncmp(d->in->file[i].type, "image/", 6) != 0)
			return deed_refuse(d, F_FILES, T_REFUSE_NOT_PICTURE(d->in->file[i].name), NULL);
	return true;
}

static bool do_add_parcel(struct deed *d)
{
	struct q_parcel_same same;
	struct spot s;
	const char *code = deed_text(d, F_PARCEL_CODE), *condition = deed_text(d, F_CONDITION), *note = deed_text(d, F_TEXT);
	int64_t no = (int64_t)d->m->parcels + 1;
	if (!deed_spot(d, &s) || !pictures(d))
		return false;
	if (cstr_eq(condition, "other") && !*note)
		return deed_refuse(d, F_TEXT, T_REFUSE_CONDITION_OTHER, NULL);
	if (no > LIMIT_PARCELS)
		return deed_refuse(d, F_NONE, T_REFUSE_TOO_MANY_PARCELS(deed_number(d, LIMIT_PARCELS)), NULL);
	if (q_parcel_same(d->tx, d->m->m.id, code, &same) && same.n > 0)
		return deed_refuse(d, F_PARCEL_CODE, T_REFUSE_PARCEL_TWICE(code), NULL);
	q_parcel_insert(d->tx, d->m->m.id, no, code, d->in->number[F_PARCEL_AREA], deed_text(d, F_LAND), *deed_text(d, F_BLACK_SOIL) != 0, condition, note,
		s.lat, s.lon, deed_text(d, F_WHEREABOUTS), d->event_id);
	return true;
}

/* The standing parcel named in F_PARCEL; NULL: refused. */
static const struct q_parcel_list *named(struct deed *d)
{
	const struct q_parcel_list *p = parcel_find(d->m, d->in->number[F_PARCEL]);
	if (p && parcel_stands(p))
		return p;
	deed_refuse(d, F_PARCEL, T_REFUSE_NO_PARCEL(deed_number(d, d->in->number[F_PARCEL])), NULL);
	return NULL;
}

/* The same, restored or not. */
static const struct q_parcel_list *named_as(struct deed *d, bool restored)
{
	const struct q_parcel_list *p = named(d);
	if (!p || (p->restored_event != DB_NULL_INT) == restored)
		return p;
	deed_refuse(d, F_PARCEL, restored ? T_REFUSE_PARCEL_OPEN(p->code) : T_REFUSE_PARCEL_RESTORED(p->code), NULL);
	return NULL;
}

static bool do_drop_parcel(struct deed *d)
{
	const struct q_parcel_list *p = named(d);
	if (!p)
		return false;
	if (p->confirmed_event != DB_NULL_INT)
		return deed_refuse(d, F_PARCEL, T_REFUSE_PARCEL_CONFIRMED(p->code), NULL);
	q_parcel_drop(d->tx, d->m->m.id, p->no, d->event_id, deed_text(d, F_REASON));
	return true;
}

static bool do_restore_parcel(struct deed *d)
{
	char day[11];
	const struct q_parcel_list *p = named_as(d, false);
	if (!p || !pictures(d))
		return false;
	q_parcel_restore(d->tx, d->m->m.id, p->no, d->event_id, day_text(d->in->day[F_RESTORED_DAY], day), d->v->person_id, deed_text(d, F_TEXT));
	return true;
}

static bool do_reopen_parcel(struct deed *d)
{
	const struct q_parcel_list *p = named_as(d, true);
	if (!p)
		return false;
	if (p->confirmed_event != DB_NULL_INT && strncmp(d->role, "clerk", 5) != 0)
		return deed_refuse(d, F_PARCEL, T_REFUSE_PARCEL_CONFIRMED(p->code), NULL);
	q_parcel_reopen(d->tx, d->m->m.id, p->no, deed_text(d, F_REASON));
	return true;
}

static bool do_confirm_parcel(struct deed *d)
{
	const struct q_parcel_list *p = named_as(d, true);
	if (!p)
		return false;
	if (p->confirmed_event != DB_NULL_INT)
		return deed_refuse(d, F_PARCEL, T_REFUSE_PARCEL_CONFIRMED(p->code), NULL);
	q_parcel_confirm(d->tx, d->m->m.id, p->no, d->event_id, today(d), d->v->person_id, deed_text(d, F_WAY));
	return true;
}

const struct effect_def effects_parcel[] = {
	{"add_parcel", do_add_parcel}, {"drop_parcel", do_drop_parcel}, {"restore_parcel", do_restore_parcel},
	{"reopen_parcel", do_reopen_parcel}, {"confirm_parcel", do_confirm_parcel}, {NULL, NULL},
};
