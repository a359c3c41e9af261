/* A matter as JSON, whole for staff and as its petitioner may see it. Laws:
 * 1 the identity is never in it; 2 a petitioner gets public events, issued
 * papers addressed to them, and the clocks that concern them. */
#include "api.h"

#include "../matter/copy.h"
#include "../matter/data.h"
#include "../matter/identity.h"
#include "web_staff.h"

static void write_unit(struct json *j, struct req *r, const char *key, int64_t id)
{
	struct q_unit_by_id u;
	if (id == DB_NULL_INT || !q_unit_by_id(req_read(r), id, &u)) {
		json_null(j, key);
		return;
	}
	json_object(j, key);
	json_text(j, "code", u.code);
	json_text(j, "name_zh", u.name_zh);
	json_text(j, "name_en", u.name_en);
	json_end(j);
}

static void write_internal(struct json *j, struct req *r, const struct matter *m)
{
	struct q_person_by_id p;
	write_unit(j, r, "register_unit", m->m.register_unit_id);
	write_unit(j, r, "sender_unit", m->m.sender_unit_id);
	write_unit(j, r, "review_unit", m->m.review_unit_id);
	json_text(j, "handler", m->m.handler_id != DB_NULL_INT && q_person_by_id(req_read(r), m->m.handler_id, &p) ? p.login : NULL);
	json_text(j, "leader", m->m.leader);
	json_text(j, "cause", m->m.cause);
	json_bool(j, "urgent", m->m.urgent != 0);
	json_bool(j, "supervised", m->m.supervised != 0);
	json_bool(j, "restricted", m->m.restricted != 0);
	bool registered_it = viewer_in_unit(&r->viewer, m->m.register_unit_id);
	if (registered_it)
		json_bool(j, "first_time", !m->repeats);
	else
		json_null(j, "first_time");
	if (registered_it)
		json_bool(j, "anonymous", m->m.anonymous == MATTER_ANONYMOUS);
	else
		json_null(j, "anonymous");
	json_int(j, "version", m->m.version);
}

void api_row(struct json *j, struct req *r, const struct matter *m, bool mine)
{
	json_text(j, "number", m->m.number);
	json_text(j, "procedure", m->m.procedure);
	json_text(j, "state", m->m.state);
	json_text(j, "state_name", m->proc->state[m->state].name[r->lang]);
	json_text(j, "class", m->m.class);
	json_text(j, "route", m->m.route);
	json_text(j, "grade", m->m.grade);
	json_text(j, "channel", m->m.channel);
	json_text(j, "subject", m->m.subject);
	json_text(j, "text", m->m.body);
	json_text(j, "requests", m->m.requests);
	json_text(j, "copy", m->copies == 0 ? "whole" : copy_held(m) ? "held" : "cut");
	json_text(j, "area", m->m.area_code);
	json_text(j, "place", m->m.place);
	json_int(j, "head_count", m->m.head_count);
	json_bool(j, "confidential", m->m.confidential != 0);
	json_text(j, "received", m->m.received_day);
	json_text(j, "accepted", m->m.accepted_day);
	json_text(j, "answered", m->m.answered_day);
	json_text(j, "served", m->m.served_day);
	json_text(j, "closed", m->m.closed_day);
	json_text(j, "outcome", m->m.outcome);
	write_unit(j, r, "lead_unit", m->m.lead_unit_id);
	if (!mine)
		write_internal(j, r, m);
}

static void write_clock(struct json *j, struct req *r, const struct q_clock_of_matter *k)
{
	struct clock_out out;
	bool moved = false;
	json_object(j, NULL);
	json_text(j, "code", k->code);
	json_text(j, "name", clock_name(r, k->code));
	json_text(j, "start", k->start_day);
	json_text(j, "due_nominal", k->due_nominal);
	json_text(j, "due", k->due);
	json_bool(j, "provisional", k->provisional != 0);
	json_text(j, "outcome", k->outcome);
	json_text(j, "stopped", k->stopped_day);
	json_int(j, "extended", k->extended);
	json_text(j, "calendar", k->calendar);
	json_array(j, "why");
	bool explained = clock_run_explain(r->arena, r->city, k, &out, &moved);
	for (size_t i = 0; explained && i < out.lines; i++)
		json_text(j, NULL, out.line[i].text[r->lang]);
	json_end(j);
	json_bool(j, "calendar_moved", moved);
	json_end(j);
}

void api_clocks(struct json *j, struct req *r, const struct matter *m, bool mine)
{
	json_array(j, "clocks");
	for (size_t i = 0; i < m->clocks; i++)
		if (!mine || !clock_run_between_organs(m->clock[i].code))
			write_clock(j, r, &m->clock[i]);
	json_end(j);
}

static void write_pairs(struct json *j, struct req *r, const char *key, const char *data)
{
	struct data_pair *pair;
	size_t n = data_pairs(r->arena, data, &pair);
	json_object(j, key);
	for (size_t i = 0; i < n; i++)
		json_text(j, pair[i].key, pair[i].value);
	json_end(j);
}

static void write_document(struct json *j, struct req *r, const struct q_document_of_matter *d)
{
	json_object(j, NULL);
	json_text(j, "kind", d->kind);
	json_text(j, "title", staff_paper_name(r, d->kind));
	json_text(j, "number", d->number);
	json_text(j, "unit_zh", d->unit_zh);
	json_text(j, "unit_en", d->unit_en);
	json_text(j, "status", d->status);
	json_bool(j, "public", d->public != 0);
	json_text(j, "issued", d->issued_day);
	json_text(j, "served", d->served_day);
	json_text(j, "service", d->service);
	json_text(j, "body_zh", d->body_zh);
	json_text(j, "body_en", d->body_en);
	write_pairs(j, r, "data", d->data);
	json_end(j);
}

void api_documents(struct json *j, struct req *r, const struct matter *m, bool mine)
{
	struct q_document_of_matter *d;
	size_t n = matter_papers(req_read(r), m, &r->viewer, &d);
	json_array(j, "documents");
	for (size_t i = 0; i < n; i++)
		if (!mine || (d[i].public && cstr_eq(d[i].status, "issued")))
			write_document(j, r, &d[i]);
	json_end(j);
}

static void write_event(struct json *j, struct req *r, const struct matter *m, const struct q_event_list *e, bool mine)
{
	char at[21];
	bool opening = identity_act(e->act);
	json_object(j, NULL);
	json_int(j, "seq", e->seq);
	json_text(j, "act", e->act);
	json_text(j, "name", act_name(r, m->m.procedure, e->act));
	/* staff get the minute, as on the page: the second is a trace of who typed */
	json_text(j, "at", matter_day_only(m, &r->viewer, e) ? NULL : utc_text(mine ? e->at_ms : e->at_ms - e->at_ms % 60000, at));
	json_text(j, "day", e->day);
	json_text(j, "from", e->from_state);
	json_text(j, "to", e->to_state);
	json_text(j, "unit_zh", e->unit_zh);
	json_text(j, "unit_en", e->unit_en);
	json_text(j, "article", e->article);
	if (!mine || opening) {                /* who opened the identity, and why, is the petitioner's to know */
		json_text(j, "person_zh", e->person_zh);
		json_text(j, "person_en", e->person_en);
		write_pairs(j, r, "data", e->data);
	} else {
		json_text(j, "text", data_get(r->arena, e->data, "text"));
	}
	if (!mine) {
		json_text(j, "role", e->role);
		json_bool(j, "public", e->public != 0);
	}
	json_end(j);
}

void api_events(struct json *j, struct req *r, const struct matter *m, bool mine)
{
	struct q_event_list *e;
	size_t n = matter_events(req_read(r), m, &r->viewer, &e);
	json_array(j, "events");
	for (size_t i = 0; i < n; i++)
		if (!mine || e[i].public)
			write_event(j, r, m, &e[i], mine);
	json_end(j);
}

void api_questions(struct json *j, struct req *r, const struct matter *m)
{
	json_array(j, "questions");
	for (size_t i = 0; i < m->questions; i++) {
		const struct q_question_of_matter *q = &m->question[i];
		json_object(j, NULL);
		json_int(j, "which", q->place);
		json_text(j, "unit_zh", q->unit_zh);
		json_text(j, "unit_en", q->unit_en);
		json_text(j, "asked", q->asked_day);
		json_text(j, "question", data_get(r->arena, q->asked_data, "question"));
		json_text(j, "answered", q->answered_day);
		json_text(j, "answer", q->answered_data ? data_get(r->arena, q->answered_data, "text") : NULL);
		json_end(j);
	}
	json_end(j);
}

static void write_option(struct json *j, struct req *r, const struct act_option *o)
{
	json_object(j, NULL);
	json_text(j, "act", o->act->code);
	json_text(j, "name", o->act->name[r->lang]);
	json_bool(j, "allowed", o->allowed);
	json_bool(j, "confirm", o->act->confirm);
	json_text(j, "error", o->allowed ? NULL : msg_name(o->why.what.id));
	json_text(j, "message", o->allowed ? NULL : t(&r->out, o->why.what));
	json_text(j, "article", o->row ? o->row->article : o->why.article);
	json_array(j, "needs");
	for (int i = 0; o->row && i < PROC_LIST && o->row->needs[i]; i++) {
		json_object(j, NULL);
		json_text(j, "field", o->row->needs[i]);
		json_bool(j, "optional", o->row->optional[i]);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

void api_options(struct json *j, struct req *r, const struct matter *m, const struct viewer *v)
{
	struct act_option *o;
	size_t n = act_options(r->arena, m, v, r->now, &o);
	json_array(j, "acts");
	for (size_t i = 0; i < n; i++)
		write_option(j, r, &o[i]);
	json_end(j);
}
