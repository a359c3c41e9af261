/* Effects of the minutes and of what they decide. Laws: 1 a sentence that
 * demands something is a decision with one lead unit and a day, or says that
 * nothing follows; 2 minutes are issued by who presides, never by who drafted
 * them; a correction is a new version, the old one stays; 3 with the issue each
 * new decision becomes a task, and a task is born once. */
#include "meeting.h"

#include "../base/bug.h"
#include "docket.h"
#include "list.h"
#include "minutes.h"
#include "unit.h"

static bool decides(const char *verb)
{
	return cstr_eq(verb, "decided") || cstr_eq(verb, "agreed");
}

static int64_t next_entry(struct deed *d, int64_t item)
{
	struct q_entry_next next;
	must(q_entry_next(d->tx, d->m->m.id, item, &next));
	return next.no;
}

static bool do_add_statement(struct deed *d)
{
	struct q_item_find item;
	if (!meeting_item(d, &item))
		return false;
	if (verb_demands(deed_text(d, F_VERB)) && cstr_empty(d->in->text[F_NO_FOLLOW]))
		return deed_refuse(d, F_NO_FOLLOW, T_REFUSE_DEMANDS, NULL);
	if (decides(deed_text(d, F_VERB)) && !meeting_quorum(d, item.no))
		return false;
	q_entry_insert(d->tx, d->m->m.id, item.no, next_entry(d, item.no), deed_text(d, F_VERB), deed_text(d, F_TEXT), deed_text(d, F_TRANSLATION),
		DB_NULL_INT, "", "", NULL, "", DB_NULL_INT);
	return true;
}

/* Codes with blanks between; each a unit of today, none the lead. NULL: refused. */
static const char *assisting(struct deed *d, int64_t lead)
{
	struct str rest = str_of(deed_text(d, F_ASSIST_UNITS)), word;
	const char *codes = "";
	while (str_word(&rest, &word)) {
		const char *code = arena_cstr(d->tx->arena, word);
		int64_t unit = unit_by_code(d->tx, code, d->now.today);
		if (!unit || unit == lead) {
			deed_refuse(d, F_ASSIST_UNITS, unit ? T_REFUSE_LEAD_ASSISTS : T_FAULT_UNKNOWN_UNIT(code), NULL);
			return NULL;
		}
		codes = arena_printf(d->tx->arena, "%s%s%s", codes, *codes ? " " : "", code);
	}
	return codes;
}

/* The task of the round before, of the same body. */
static bool earlier_of(struct deed *d, int64_t *earlier)
{
	struct q_matter_id_by_number found;
	struct q_entry_of_task e;
	*earlier = DB_NULL_INT;
	if (cstr_empty(d->in->text[F_EARLIER]))
		return true;
	if (!q_matter_id_by_number(d->tx, deed_text(d, F_EARLIER), &found) || !q_entry_of_task(d->tx, found.id, &e) || e.body_id != d->m->meeting->body_id)
		return deed_refuse(d, F_EARLIER, T_REFUSE_NOT_EARLIER, NULL);
	*earlier = found.id;
	return true;
}

static bool do_add_decision(struct deed *d)
{
	struct q_item_find item;
	int64_t earlier;
	char due[11];
	if (!meeting_item(d, &item))
		return false;
	if (!verb_demands(deed_text(d, F_VERB)))
		return deed_refuse(d, F_VERB, T_REFUSE_DEMANDS_NOTHING, NULL);
	int64_t unit = deed_unit(d, F_UNIT);
	const char *assist = unit ? assisting(d, unit) : NULL;
	if (!assist || !earlier_of(d, &earlier) || !meeting_quorum(d, item.no))
		return false;
	q_entry_insert(d->tx, d->m->m.id, item.no, next_entry(d, item.no), deed_text(d, F_VERB), deed_text(d, F_TEXT), deed_text(d, F_TRANSLATION),
		unit, assist, deed_text(d, F_LEADER), day_text(d->in->day[F_REPORT_DUE], due), deed_text(d, F_REPORT_FORM), earlier);
	return true;
}

static bool do_no_follow_up(struct deed *d)
{
	struct q_item_find item;
	if (!meeting_item(d, &item))
		return false;
	q_item_no_follow_up(d->tx, d->m->m.id, item.no, deed_text(d, F_REASON));
	return true;
}

static bool do_drop_entry(struct deed *d)
{
	if (q_entry_drop(d->tx, d->m->m.id, d->in->number[F_ITEM], d->in->number[F_ENTRY]) == 0)
		return deed_refuse(d, F_ENTRY, T_REFUSE_NO_ENTRY, NULL);
	return true;
}

static bool do_draft_minutes(struct deed *d)
{
	q_meeting_set_drafted(d->tx, d->m->m.id, d->v->person_id);
	q_document_insert(d->tx, d->m->m.id, d->event_id, "meeting_minutes", NULL, d->m->m.lead_unit_id, "draft", false, NULL,
		minutes_text(d->tx, d->m, LANG_EN), minutes_text(d->tx, d->m, LANG_ZH), "{}", d->v->person_id);
	return true;
}

static const struct q_document_of_matter *draft_of(struct deed *d)
{
	struct q_document_of_matter *doc;
	size_t n = q_document_of_matter(d->tx, d->m->m.id, &doc);
	for (size_t i = n; i-- > 0;)
		if (cstr_eq(doc[i].kind, "meeting_minutes") && cstr_eq(doc[i].status, "draft"))
			return &doc[i];
	return NULL;
}

static bool do_return_minutes(struct deed *d)
{
	const struct q_document_of_matter *draft = draft_of(d);
	must(draft);
	q_document_return(d->tx, draft->id);
	return true;
}

static void issue(struct deed *d, const struct q_document_of_matter *draft)
{
	struct arena *a = d->tx->arena;
	const struct q_meeting_find *k = d->m->meeting;
	char day[11];
	const char *number = arena_printf(a, "%s%s", k->sign, meeting_number(a, k->year, k->no, 0, 0));
	if (k->version > 0)
		number = msg_text(a, LANG_ZH, T_MINUTES_VERSION(number, arena_printf(a, "%lld", (long long)k->version + 1)));
	const char *en = document_with_head(d, LANG_EN, minutes_text(d->tx, d->m, LANG_EN)), *zh = document_with_head(d, LANG_ZH, minutes_text(d->tx, d->m, LANG_ZH));
	q_document_issue_draft(d->tx, draft->id, number, day_text(d->now.today, day), d->v->person_id, en, zh);
	q_meeting_set_issued(d->tx, d->m->m.id, day);
	deed_paper(d, draft->kind, number, en, zh);
}

/* Every decision without a task gets one. */
static bool bear_tasks(struct deed *d)
{
	struct q_entry_list *e;
	char today[11];
	size_t n = q_entry_list(d->tx, d->m->m.id, &e);
	day_text(d->now.today, today);
	for (size_t i = 0; i < n; i++) {
		int64_t task;
		if (e[i].lead_unit_id == DB_NULL_INT || e[i].task)
			continue;
		if (strcmp(e[i].due, today) <= 0)
			return deed_refuse(d, F_NONE, T_REFUSE_DUE_BEFORE_ISSUE(e[i].text, e[i].due), NULL);
		if (!deed_open_decision(d, &e[i], &task))
			return false;
		q_entry_set_task(d->tx, d->m->m.id, e[i].item_no, e[i].no, task);
		if (e[i].earlier_id != DB_NULL_INT)
			q_link_add(d->tx, task, e[i].earlier_id, "follows");
	}
	return true;
}

static bool do_issue_minutes(struct deed *d)
{
	const struct q_document_of_matter *draft = draft_of(d);
	must(draft);
	if (draft->drafted_by == d->v->person_id)
		return deed_refuse(d, F_NONE, T_REFUSE_DUTY, NULL);
	issue(d, draft);
	return bear_tasks(d) && docket_settle(d);
}

/* On the task: its day was set by the meeting. */
static bool do_set_due(struct deed *d)
{
	d->due = d->in->day[F_REPORT_DUE];
	const char *texts[] = {d->m->m.number, d->m->m.subject, d->m->m.body};
	list_index(d->tx, d->m->m.id, 0, texts, sizeof texts / sizeof *texts);
	return true;
}

const struct effect_def effects_minutes[] = {
	{"add_statement", do_add_statement}, {"add_decision", do_add_decision}, {"no_follow_up", do_no_follow_up}, {"drop_entry", do_drop_entry},
	{"draft_minutes", do_draft_minutes}, {"return_minutes", do_return_minutes},
	{"issue_minutes", do_issue_minutes}, {"set_due", do_set_due}, {NULL, NULL},
};
