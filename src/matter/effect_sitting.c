/* Effects of a meeting while it sits. Laws: 1 an observer never votes, nor who
 * is away or recused for the item; 2 nothing is decided unless more than half of
 * the members with a vote are there; hearing and studying go on; 3 leave has its
 * reason; whoever was away makes up for it. */
#include "meeting.h"

#include "../base/bug.h"

static bool away(const char *status)
{
	return cstr_eq(status, "leave") || cstr_eq(status, "absent");
}

/* Who presided until now is there like the others. */
static void change_presider(struct deed *d, int64_t person)
{
	struct q_attendance_find before;
	int64_t was = d->m->meeting->presider_id;
	if (was != DB_NULL_INT && was != person && q_attendance_find(d->tx, d->m->m.id, was, &before) && cstr_eq(before.status, "preside"))
		q_attendance_set(d->tx, d->m->m.id, was, cstr_eq(d->m->m.state, "held") ? "present" : "invited", "");
	q_meeting_set_presider(d->tx, d->m->m.id, person);
}

static bool do_attend(struct deed *d)
{
	struct q_attendance_find who;
	const char *status = d->in->text[F_ATTENDANCE], *reason = d->in->text[F_REASON] ? d->in->text[F_REASON] : "";
	int64_t person = meeting_person(d, &who);
	if (!person)
		return false;
	if (cstr_eq(status, "leave") && !*reason)
		return deed_refuse(d, F_REASON, T_FAULT_LEAVE_REASON, NULL);
	if (cstr_eq(status, "preside") && !who.votes)
		return deed_refuse(d, F_ATTENDEE, T_REFUSE_OBSERVER_PRESIDES, NULL);
	if (cstr_eq(status, "preside"))
		change_presider(d, person);
	else if (away(status) && d->m->meeting->presider_id == person)
		q_meeting_set_presider(d->tx, d->m->m.id, DB_NULL_INT);
	q_attendance_set(d->tx, d->m->m.id, person, status, reason);
	return true;
}

static bool do_open_meeting(struct deed *d)
{
	const struct q_meeting_find *k = d->m->meeting;
	char today[11];
	if (k->presider_id == DB_NULL_INT)
		return deed_refuse(d, F_NONE, T_REFUSE_NO_PRESIDER, NULL);
	if (strcmp(k->day, day_text(d->now.today, today)) > 0)
		return deed_refuse(d, F_NONE, T_REFUSE_NOT_YET(k->day), NULL);
	q_attendance_open(d->tx, d->m->m.id);
	q_matter_set_accepted(d->tx, d->m->m.id, k->day);      /* the day its clock counts from */
	return true;
}

static bool do_give_opinion(struct deed *d)
{
	struct q_attendance_find who;
	struct q_item_find item;
	int64_t person = meeting_person(d, &who);
	if (!person || !meeting_item(d, &item))
		return false;
	q_opinion_insert(d->tx, d->event_id, d->m->m.id, item.no, person, d->in->text[F_TEXT]);
	return true;
}

static bool do_recuse_item(struct deed *d)
{
	struct q_attendance_find who;
	struct q_item_find item;
	int64_t person = meeting_person(d, &who);
	if (!person || !meeting_item(d, &item))
		return false;
	q_item_recusal_insert(d->tx, d->m->m.id, item.no, person, d->in->text[F_REASON]);
	return true;
}

static bool recused(struct deed *d, int64_t item, int64_t person)
{
	struct q_item_recusal_list *r;
	size_t n = q_item_recusal_list(d->tx, d->m->m.id, &r);
	for (size_t i = 0; i < n; i++)
		if (r[i].item_no == item && r[i].person_id == person)
			return true;
	return false;
}

static bool do_vote_item(struct deed *d)
{
	struct q_attendance_find who;
	struct q_item_find item;
	if (!meeting_item(d, &item))
		return false;
	int64_t person = meeting_person(d, &who);
	if (!person)
		return false;
	if (!who.votes)
		return deed_refuse(d, F_ATTENDEE, T_REFUSE_OBSERVER_VOTES, NULL);
	if (!cstr_eq(who.status, "present") && !cstr_eq(who.status, "preside"))
		return deed_refuse(d, F_ATTENDEE, T_REFUSE_ABSENT_VOTES, NULL);
	if (recused(d, item.no, person))
		return deed_refuse(d, F_ATTENDEE, T_REFUSE_RECUSED_VOTES, NULL);
	if (!meeting_quorum(d, item.no))
		return false;
	q_vote_put(d->tx, d->m->m.id, item.no, person, d->in->text[F_VOTE]);
	return true;
}

static bool do_conclude_item(struct deed *d)
{
	struct q_item_find item;
	if (!meeting_item(d, &item))
		return false;
	if (conclusion_decides(d->in->text[F_CONCLUSION]) && !meeting_quorum(d, item.no))
		return false;
	q_item_conclude(d->tx, d->m->m.id, item.no, d->in->text[F_CONCLUSION], d->in->text[F_TEXT] ? d->in->text[F_TEXT] : "");
	return true;
}

static bool do_keep_record(struct deed *d)
{
	q_verbatim_insert(d->tx, d->event_id, d->m->m.id, d->in->text[F_RECORD]);
	return true;
}

static bool do_make_up(struct deed *d)
{
	struct q_attendance_find who;
	char day[11];
	int64_t person = meeting_person(d, &who);
	if (!person)
		return false;
	if (!away(who.status))
		return deed_refuse(d, F_ATTENDEE, T_REFUSE_WAS_THERE, NULL);
	if (strcmp(day_text(d->in->day[F_STUDIED_DAY], day), d->m->meeting->day) < 0)
		return deed_refuse(d, F_STUDIED_DAY, T_REFUSE_STUDIED_BEFORE(d->m->meeting->day), NULL);
	q_attendance_studied(d->tx, d->m->m.id, person, day);
	return true;
}

const struct effect_def effects_sitting[] = {
	{"attend", do_attend}, {"open_meeting", do_open_meeting}, {"give_opinion", do_give_opinion}, {"recuse_item", do_recuse_item},
	{"vote_item", do_vote_item}, {"conclude_item", do_conclude_item}, {"keep_record", do_keep_record}, {"make_up", do_make_up}, {NULL, NULL},
};
