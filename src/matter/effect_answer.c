/* Effects of answering: drafts, approval, service, rating, closing. Laws: 1 an
 * opinion without its mandatory parts (Regulations art. 32) is never issued;
 * 2 service is an event with method and day, not before the issue; 3 a
 * supported request opens its execution task when the answer is served; 4 an
 * unhappy petitioner's matter is answered once more before it can close. */
#include "deed.h"
#include "list.h"

#include "../base/bug.h"

static const struct q_document_of_matter *last_document(struct deed *d, const char *status)
{
	struct q_document_of_matter *doc;
	size_t n = q_document_of_matter(d->tx, d->m->m.id, &doc);
	for (size_t i = n; i-- > 0;) {
		bool opinion = strstr(doc[i].kind, "_opinion") || cstr_eq(doc[i].kind, "simple_answer");
		if (opinion && cstr_eq(doc[i].status, status))
			return &doc[i];
	}
	return NULL;
}

static const char *opinion_kind(const char *act)
{
	if (cstr_eq(act, "draft_review"))
		return "review_opinion";
	return cstr_eq(act, "draft_rereview") ? "rereview_opinion" : "handling_opinion";
}

static const enum field opinion_fields[] = {F_FACTS, F_OPINION, F_OUTCOME, F_HEARD, F_ADOPTION, F_BASIS,
	F_REVIEW_OUTCOME, F_REREVIEW_OUTCOME, F_REANSWER_DAYS};
enum { OPINION_FIELDS = sizeof opinion_fields / sizeof *opinion_fields };

/* Did the matter hear its petitioner: a hearing, a mediation, a question that was answered? */
static bool was_heard(const struct matter *m)
{
	for (size_t i = 0; i < m->parts; i++)
		if (cstr_eq(m->part[i].act, "hold_hearing") || cstr_eq(m->part[i].act, "mediate"))
			return true;
	for (size_t i = 0; i < m->questions; i++)
		if (m->question[i].answered_event != DB_NULL_INT)
			return true;
	return false;
}

bool effect_draft(struct deed *d)
{
	/* nobody's request is turned down unheard */
	if (cstr_eq(d->in->text[F_OUTCOME], "not_supported") && cstr_empty(d->in->text[F_HEARD]) && !was_heard(d->m))
		return deed_refuse(d, F_HEARD, T_REFUSE_NOT_HEARD, "REG 31; local");
	const char *data = data_of_fields(d->tx->arena, opinion_fields, OPINION_FIELDS, d->in);
	q_document_insert(d->tx, d->m->m.id, d->event_id, opinion_kind(d->act), NULL, d->unit_id, "draft", 1, NULL, "", "", data, d->v->person_id);
	return true;
}

static bool do_return_draft(struct deed *d)
{
	const struct q_document_of_matter *doc = last_document(d, "draft");
	must(doc);
	q_document_return(d->tx, doc->id);
	return true;
}

static const char *outcome_of(struct deed *d, const char *data)
{
	static const char *const keys[] = {"outcome", "adoption", "review_outcome", "rereview_outcome"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const char *v = data_get(d->tx->arena, data, keys[i]);
		if (*v)
			return v;
	}
	return "";
}

static bool do_approve(struct deed *d)
{
	const struct q_document_of_matter *doc = last_document(d, "draft");
	char day[11];
	must(doc);
	if (doc->drafted_by == d->v->person_id)
		return deed_refuse(d, F_NONE, T_REFUSE_DUTY, "local: separation of duties");
	document_issue_draft(d, doc);
	q_matter_set_outcome(d->tx, d->m->m.id, outcome_of(d, doc->data));
	if (cstr_eq(doc->kind, "handling_opinion"))
		q_matter_set_answered(d->tx, d->m->m.id, day_text(d->day, day));
	const char *texts[] = {data_get(d->tx->arena, doc->data, "facts"), data_get(d->tx->arena, doc->data, "opinion")};
	list_index(d->tx, d->m->m.id, cstr_eq(doc->kind, "handling_opinion") ? 1 : cstr_eq(doc->kind, "review_opinion") ? 2 : 3, texts, 2);
	return true;
}

/* The simple procedure answers without a separate approval. */
static bool do_answer(struct deed *d)
{
	char day[11];
	struct q_document_of_matter doc = {.kind = "simple_answer", .unit_id = d->unit_id};
	doc.data = data_of_fields(d->tx->arena, opinion_fields, OPINION_FIELDS, d->in);
	if (cstr_empty(d->in->text[F_BASIS]) && cstr_eq(d->in->text[F_OUTCOME], "not_supported"))
		return deed_refuse(d, F_OUTCOME, T_REFUSE_SIMPLE_REFUSAL, "SIMPLE");
	document_issue_new(d, &doc);
	q_matter_set_outcome(d->tx, d->m->m.id, outcome_of(d, doc.data));
	q_matter_set_answered(d->tx, d->m->m.id, day_text(d->day, day));
	const char *texts[] = {d->in->text[F_OPINION]};
	list_index(d->tx, d->m->m.id, 1, texts, 1);
	return true;
}

static bool do_serve(struct deed *d)
{
	const struct q_document_of_matter *doc = last_document(d, "issued");
	day_t issued;
	char day[11];
	must(doc && doc->issued_day);
	must(day_parse(str_of(doc->issued_day), &issued));
	bool on_page = cstr_eq(d->in->text[F_SERVICE], "follow_page");
	if (d->m->m.anonymous == MATTER_ANONYMOUS && !on_page)
		return deed_refuse(d, F_SERVICE, T_REFUSE_SERVE_ANONYMOUS, "local: doc/decisions/010");
	if (on_page && d->in->day[F_SERVICE_DAY] != d->now.today)
		return deed_refuse(d, F_SERVICE_DAY, T_REFUSE_SERVE_PAGE_TODAY, "local: doc/decisions/010");
	if (d->in->day[F_SERVICE_DAY] < issued)
		return deed_refuse(d, F_SERVICE_DAY, T_REFUSE_SERVED_BEFORE_ISSUE(doc->issued_day), "REG 35");
	q_document_serve(d->tx, doc->id, day_text(d->in->day[F_SERVICE_DAY], day), d->in->text[F_SERVICE]);
	q_matter_set_served(d->tx, d->m->m.id, day);
	return true;
}

static bool supports(const char *outcome)
{
	return cstr_eq(outcome, "supported") || cstr_eq(outcome, "partly") || cstr_eq(outcome, "revoke") || cstr_eq(outcome, "vary");
}

bool effect_execution(struct deed *d)
{
	struct q_matter_by_id row;
	must(q_matter_by_id(d->tx, d->m->m.id, &row));
	if (!supports(row.outcome) || d->m->execution_open)
		return true;
	return deed_open_execution(d);
}

static bool do_report(struct deed *d)
{
	q_matter_set_assigned(d->tx, d->m->m.id, 1, 1);
	d->detail = d->in->text[F_REPORT];
	return true;
}

static bool do_rate(struct deed *d)
{
	const char *solved = d->in->text[F_SOLVED];
	q_rating_insert(d->tx, d->m->m.id, d->event_id, d->in->text[F_SATISFIED], !cstr_empty(solved),
		d->in->text[F_COMMENT] ? d->in->text[F_COMMENT] : "");
	return true;
}

static bool do_redo(struct deed *d)
{
	q_matter_set_redo(d->tx, d->m->m.id, 1);
	return true;
}

static bool do_redone(struct deed *d)
{
	q_matter_set_redo(d->tx, d->m->m.id, 2);
	return true;
}

static bool do_unhappy_twice(struct deed *d)
{
	char day[11];
	q_matter_set_redo(d->tx, d->m->m.id, 3);
	q_supervision_add(d->tx, d->m->m.id, d->m->m.lead_unit_id, "unhappy_twice", DB_NULL_INT, day_text(d->day, day));
	return true;
}

static bool do_outcome(struct deed *d)
{
	char day[11];
	const char *outcome = d->act;
	if (!cstr_empty(d->in->text[F_GROUND]))
		outcome = d->in->text[F_GROUND];
	if (cstr_eq(d->act, "mediate") && cstr_empty(d->in->text[F_CONSENT]))
		return deed_refuse(d, F_CONSENT, T_FAULT_CONSENT, "REG 33");
	q_matter_set_outcome(d->tx, d->m->m.id, outcome);
	if (d->m->proc->state[d->row->to].final)
		q_matter_set_closed(d->tx, d->m->m.id, day_text(d->day, day), "");
	d->detail = d->in->text[F_REASON] ? d->in->text[F_REASON] : d->in->text[F_DIRECTION] ? d->in->text[F_DIRECTION] : d->in->text[F_TEXT];
	return true;
}

static bool do_close(struct deed *d)
{
	char day[11];
	q_matter_set_closed(d->tx, d->m->m.id, day_text(d->day, day), d->in->text[F_CAUSE] ? d->in->text[F_CAUSE] : "");
	return true;
}

/* A ticket becomes a petition: the ticket ends, a new matter follows it. */
static bool do_raise(struct deed *d)
{
	char day[11];
	q_matter_set_outcome(d->tx, d->m->m.id, "raised");
	q_matter_set_closed(d->tx, d->m->m.id, day_text(d->day, day), "");
	return deed_raise_petition(d);
}

const struct effect_def effects_answer[] = {
	{"draft", effect_draft}, {"return_draft", do_return_draft}, {"approve", do_approve},
	{"answer", do_answer}, {"serve", do_serve}, {"execution", effect_execution},
	{"report", do_report}, {"rate", do_rate}, {"redo", do_redo}, {"redone", do_redone},
	{"unhappy_twice", do_unhappy_twice}, {"outcome", do_outcome}, {"close", do_close},
	{"raise", do_raise}, {NULL, NULL},
};
