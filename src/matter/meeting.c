/* Law: who may read what of a meeting is decided here, for pages, API and
 * downloads alike. */
#include "meeting.h"

bool meeting_item(struct deed *d, struct q_item_find *out)
{
	if (q_item_find(d->tx, d->m->m.id, d->in->number[F_ITEM], out) && !cstr_eq(out->conclusion, "dropped"))
		return true;
	return deed_refuse(d, F_ITEM, T_REFUSE_NO_ITEM(arena_printf(d->tx->arena, "%lld", (long long)d->in->number[F_ITEM])), NULL);
}

int64_t meeting_person(struct deed *d, struct q_attendance_find *out)
{
	struct q_person_by_login p = {0};
	q_person_by_login(d->tx, d->in->text[F_ATTENDEE], &p);
	int64_t person = draw_id(d->tx, "person", p.id);
	if (person && q_attendance_find(d->tx, d->m->m.id, person, out))
		return person;
	deed_refuse(d, F_ATTENDEE, T_REFUSE_NOT_ASKED(d->in->text[F_ATTENDEE]), NULL);
	return 0;
}

bool meeting_quorum(struct deed *d, int64_t item)
{
	struct q_item_present n = {0};
	struct arena *a = d->tx->arena;
	int64_t voting = d->m->meeting ? d->m->meeting->voting : 0;
	q_item_present(d->tx, d->m->m.id, item, &n);
	if (n.present * 2 > voting)
		return true;
	return deed_refuse(d, F_ITEM, T_REFUSE_QUORUM(arena_printf(a, "%lld", (long long)n.present), arena_printf(a, "%lld", (long long)voting)), NULL);
}

bool conclusion_decides(const char *conclusion)
{
	return cstr_eq(conclusion, "approved") || cstr_eq(conclusion, "approved_in_principle") || cstr_eq(conclusion, "decided");
}

bool verb_demands(const char *verb)
{
	return !cstr_eq(verb, "noted") && !cstr_eq(verb, "stressed");
}

bool meeting_inside(const struct matter *m, const struct viewer *v)
{
	return v->kind == VIEWER_STAFF && (viewer_post_in(v, "clerk", m->m.register_unit_id) || (m->meeting && m->meeting->presider_id == v->person_id));
}

bool meeting_item_visible(const struct matter *m, const struct viewer *v, int64_t item)
{
	const struct q_attendance_list *a = v->kind == VIEWER_STAFF ? matter_asked(m, v->person_id) : NULL;
	return meeting_inside(m, v) || (a && (a->item_no == 0 || a->item_no == item));
}

bool meeting_paper_visible(const struct matter *m, const struct viewer *v, int64_t item, const char *audience)
{
	const struct q_attendance_list *a = v->kind == VIEWER_STAFF ? matter_asked(m, v->person_id) : NULL;
	if (meeting_inside(m, v))
		return true;
	if (!a || (a->item_no != 0 && a->item_no != item))
		return false;
	return cstr_eq(audience, "all") || a->votes || (cstr_eq(audience, "item") && a->item_no == item);
}

bool meeting_paper_open(const struct matter *m, const struct viewer *v, bool issued)
{
	const struct q_attendance_list *a = v->kind == VIEWER_STAFF ? matter_asked(m, v->person_id) : NULL;
	return meeting_inside(m, v) || v->kind == VIEWER_SYSTEM || (issued && a && a->item_no == 0);
}

const char *meeting_number(struct arena *a, int64_t year, int64_t no, int64_t item, int64_t place)
{
	const char *minutes = arena_printf(a, "〔%lld〕%lld号", (long long)year, (long long)no);
	return item ? arena_printf(a, "%s-%lld.%lld", minutes, (long long)item, (long long)place) : minutes;
}
