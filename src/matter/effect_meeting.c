/* Effects of preparing a meeting. Laws: 1 its members are those who sit in the
 * body on its day, taken when it is convened; whoever is asked besides has no
 * vote; 2 a meeting is not dated before one whose minutes are out; 3 cadre
 * matters are not kept here: they are secret; 4 a number is given with the
 * notice, without gaps but for meetings cancelled after it. */
#include "meeting.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "docket.h"
#include "list.h"

static bool time_fine(const char *s)
{
	return strlen(s) == 5 && s[2] == ':' && strspn(s, "0123456789:") == 5 && s[1] != ':' && s[0] != ':' && s[3] != ':' && s[4] != ':' &&
		(s[0] < '2' || (s[0] == '2' && s[1] < '4')) && s[3] < '6';
}

static bool kind_fits(const char *body_kind, const char *kind)
{
	return cstr_eq(body_kind, "joint") == (strncmp(kind, "joint", 5) == 0);
}

/* One line per seat, drawn: who sits in a body is administration's. The chair, or 0. */
static int64_t ask_members(struct deed *d, int64_t body, const char *day)
{
	struct q_seat_on *seat = NULL;
	struct arena *a = d->tx->arena;
	size_t n = input_again(d->tx) ? 0 : q_seat_on(d->tx, body, day, &seat);
	int64_t chair = 0, person;
	for (size_t i = 0;; i++) {
		const char *fresh = i < n ? arena_printf(a, "%lld\n%s\n%s\n%s\n%s\n%s", (long long)seat[i].person_id, seat[i].role,
			seat[i].name_zh, seat[i].name_en, seat[i].title_zh, seat[i].title_en) : "";
		struct str line = str_of(draw(d->tx, "seat", fresh));
		if (line.n == 0)
			return chair;
		must(str_i64(str_cut(&line, '\n'), &person));
		const char *cell[5];
		for (int k = 0; k < 5; k++)
			cell[k] = arena_cstr(a, str_cut(&line, '\n'));
		const char *role = cell[0];
		q_attendance_insert(d->tx, d->m->m.id, person, role, !cstr_eq(role, "observer"), cell[1], cell[2], cell[3], cell[4], 0);
		if (cstr_eq(role, "chair") && !chair)
			chair = person;
	}
}

/* Not before the last one whose minutes are out. */
static bool in_order(struct deed *d, int64_t body, const char *day)
{
	struct q_meeting_latest_issued last;
	if (!q_meeting_latest_issued(d->tx, body, &last) || strcmp(day, last.day) >= 0)
		return true;
	return deed_refuse(d, F_MEETING_DAY, T_REFUSE_MEETING_BEFORE(last.day), NULL);
}

static bool do_convene(struct deed *d)
{
	struct q_body_by_code body;
	char day[11];
	if (!q_body_by_code(d->tx, deed_text(d, F_BODY), &body))
		return deed_refuse(d, F_BODY, T_REFUSE_NO_BODY(deed_text(d, F_BODY)), NULL);
	if (body.office_unit_id != d->unit_id)
		return deed_refuse(d, F_BODY, T_REFUSE_NOT_OFFICE, NULL);
	if (!kind_fits(body.kind, deed_text(d, F_MEETING_KIND)))
		return deed_refuse(d, F_MEETING_KIND, T_REFUSE_MEETING_KIND, NULL);
	if (!time_fine(deed_text(d, F_MEETING_TIME)))
		return deed_refuse(d, F_MEETING_TIME, T_FAULT_TIME, NULL);
	day_text(d->in->day[F_MEETING_DAY], day);
	if (!in_order(d, body.id, day))
		return false;
	q_meeting_insert(d->tx, d->m->m.id, body.id, deed_text(d, F_MEETING_KIND), day, deed_text(d, F_MEETING_TIME), day_ymd(d->in->day[F_MEETING_DAY]).year, DB_NULL_INT);
	int64_t chair = ask_members(d, body.id, day);
	if (chair)
		q_meeting_set_presider(d->tx, d->m->m.id, chair);
	q_matter_set_lead(d->tx, d->m->m.id, body.unit_id, DB_NULL_INT);
	docket_take(d, body.id);
	return true;
}

static bool do_add_item(struct deed *d)
{
	struct q_item_next next;
	int64_t source;
	if (cstr_eq(deed_text(d, F_ITEM_TYPE), "cadre"))
		return deed_refuse(d, F_ITEM_TYPE, T_REFUSE_CADRE, NULL);
	if (!deed_source(d, &source))
		return false;
	must(q_item_next(d->tx, d->m->m.id, &next));
	if (next.no > LIMIT_AGENDA_ITEMS)
		return deed_refuse(d, F_NONE, T_REFUSE_TOO_MANY_ITEMS(arena_printf(d->tx->arena, "%d", LIMIT_AGENDA_ITEMS)), NULL);
	q_item_insert(d->tx, d->m->m.id, next.no, deed_text(d, F_ITEM_TYPE), deed_text(d, F_TITLE), deed_text(d, F_TRANSLATION), deed_text(d, F_REPORTER),
		d->in->number[F_PLANNED], source, false);
	return true;
}

static bool do_drop_item(struct deed *d)
{
	struct q_item_find item;
	if (!meeting_item(d, &item))
		return false;
	q_item_conclude(d->tx, d->m->m.id, item.no, "dropped", deed_text(d, F_REASON));
	q_item_no_follow_up(d->tx, d->m->m.id, item.no, deed_text(d, F_REASON));
	q_docket_give_back(d->tx, d->m->m.id, item.no);
	return true;
}

static bool do_invite(struct deed *d)
{
	struct q_person_by_login p = {.name_zh = "", .name_en = ""};
	struct q_item_find item = {0};
	q_person_by_login(d->tx, deed_text(d, F_INVITEE), &p);
	int64_t person = draw_id(d->tx, "person", p.enabled ? p.id : 0);
	if (!person)
		return deed_refuse(d, F_INVITEE, T_FAULT_UNKNOWN_PERSON(deed_text(d, F_INVITEE)), NULL);
	if (!cstr_empty(d->in->text[F_ITEM]) && !meeting_item(d, &item))
		return false;
	if (q_attendance_insert(d->tx, d->m->m.id, person, "observer", false, draw(d->tx, "name", p.name_zh), draw(d->tx, "name", p.name_en), "", "", item.no) == 0)
		return deed_refuse(d, F_INVITEE, T_REFUSE_ASKED_ALREADY, NULL);
	return true;
}

static bool do_add_paper(struct deed *d)
{
	struct q_item_find item;
	if (!meeting_item(d, &item))
		return false;
	q_paper_insert(d->tx, d->event_id, d->m->m.id, item.no, deed_text(d, F_AUDIENCE));
	return true;
}

/* The agenda for the notice, a line an item, each in the reader's language where there is one. */
static const char *agenda(struct deed *d, enum lang lang)
{
	struct q_item_list *item;
	struct arena *a = d->tx->arena;
	size_t n = q_item_list(d->tx, d->m->m.id, &item);
	const struct q_meeting_find *k = d->m->meeting;
	const char *text = arena_printf(a, "%s %s, %s", k->day, k->time, d->m->m.place);
	for (size_t i = 0; i < n; i++)
		if (!cstr_eq(item[i].conclusion, "dropped"))
			text = arena_printf(a, "%s\n%lld. %s", text, (long long)item[i].no,
				lang == LANG_EN && *item[i].translation ? item[i].translation : item[i].title);
	return text;
}

static bool do_notify(struct deed *d)
{
	const struct q_meeting_find *k = d->m->meeting;
	if (!in_order(d, k->body_id, k->day))
		return false;
	docket_take(d, k->body_id);
	q_meeting_set_no(d->tx, d->m->m.id);
	d->detail_in[LANG_EN] = agenda(d, LANG_EN);
	d->detail_in[LANG_ZH] = agenda(d, LANG_ZH);
	return true;
}

static bool do_cancel_meeting(struct deed *d)
{
	q_docket_give_back(d->tx, d->m->m.id, 0);
	return true;
}

const struct effect_def effects_meeting[] = {
	{"convene", do_convene}, {"add_item", do_add_item}, {"drop_item", do_drop_item}, {"invite", do_invite},
	{"add_paper", do_add_paper}, {"notify", do_notify}, {"cancel_meeting", do_cancel_meeting}, {NULL, NULL},
};
