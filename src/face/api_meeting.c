/* Bodies and meetings by key: what the pages show, as JSON. Law: what of a
 * meeting may be read is asked of meeting_item_visible and meeting_paper_visible,
 * as on the page. */
#include "api.h"
#include "web_meeting.h"

#include "../matter/body.h"

static void names(struct json *j, const char *zh, const char *en)
{
	json_text(j, "name_zh", zh);
	json_text(j, "name_en", en);
}

/* -- a meeting */

static void write_papers(struct json *j, struct req *r, const struct matter *m, int64_t item)
{
	struct q_paper_list *p;
	size_t n = q_paper_list(req_read(r), m->m.id, &p);
	json_array(j, "papers");
	for (size_t i = 0; i < n; i++) {
		if (p[i].item_no != item || !meeting_paper_visible(m, &r->viewer, item, p[i].audience))
			continue;
		json_object(j, NULL);
		json_text(j, "name", p[i].name);
		json_text(j, "audience", p[i].audience);
		json_text(j, "address", url_file(r, p[i].token).p);
		json_end(j);
	}
	json_end(j);
}

static void write_items(struct json *j, struct req *r, const struct matter *m)
{
	struct q_item_list *item;
	size_t n = q_item_list(req_read(r), m->m.id, &item);
	json_array(j, "items");
	for (size_t i = 0; i < n; i++) {
		if (!meeting_item_visible(m, &r->viewer, item[i].no))
			continue;
		json_object(j, NULL);
		json_int(j, "item", item[i].no);
		json_text(j, "type", item[i].type);
		json_text(j, "title", item[i].title);
		json_text(j, "translation", item[i].translation);
		json_text(j, "reporter", item[i].reporter);
		json_int(j, "planned", item[i].planned);
		json_text(j, "source", item[i].source);
		json_bool(j, "overdue", item[i].overdue != 0);
		json_text(j, "conclusion", item[i].conclusion);
		json_text(j, "note", item[i].note);
		json_text(j, "no_follow_up", item[i].no_follow_up);
		json_int(j, "decisions", item[i].decisions);
		write_papers(j, r, m, item[i].no);
		json_end(j);
	}
	json_end(j);
}

static void write_attendance(struct json *j, const struct matter *m)
{
	json_array(j, "attendance");
	for (size_t i = 0; i < m->askeds; i++) {
		const struct q_attendance_list *a = &m->asked[i];
		json_object(j, NULL);
		json_text(j, "login", a->login);
		names(j, a->name_zh, a->name_en);
		json_text(j, "seat", a->seat);
		json_bool(j, "votes", a->votes != 0);
		json_int(j, "item", a->item_no);
		json_text(j, "status", a->status);
		json_text(j, "reason", a->reason);
		json_text(j, "studied", a->studied_day);
		json_end(j);
	}
	json_end(j);
}

static void write_entries(struct json *j, struct req *r, const struct matter *m)
{
	struct q_entry_list *e;
	size_t n = q_entry_list(req_read(r), m->m.id, &e);
	json_array(j, "minutes");
	for (size_t i = 0; i < n; i++) {
		if (!meeting_item_visible(m, &r->viewer, e[i].item_no))
			continue;
		json_object(j, NULL);
		json_int(j, "item", e[i].item_no);
		json_int(j, "entry", e[i].no);
		json_text(j, "verb", e[i].verb);
		json_text(j, "text", e[i].text);
		json_text(j, "translation", e[i].translation);
		json_text(j, "lead_unit", e[i].unit_code);
		json_text(j, "assist_units", e[i].assist);
		json_text(j, "leader", e[i].leader);
		json_text(j, "due", e[i].due);
		json_text(j, "report_form", e[i].form);
		json_text(j, "task", e[i].task);
		json_text(j, "task_state", e[i].task_state);
		json_end(j);
	}
	json_end(j);
}

void api_meeting(struct json *j, struct req *r, const struct matter *m)
{
	const struct q_meeting_find *k = m->meeting;
	json_object(j, "meeting");
	json_text(j, "body", k->body_code);
	json_text(j, "kind", k->kind);
	json_text(j, "day", k->day);
	json_text(j, "time", k->time);
	json_int(j, "year", k->year);
	api_int(j, "no", k->no);
	json_text(j, "presider_zh", k->presider_zh);
	json_text(j, "presider_en", k->presider_en);
	json_int(j, "voting_members", k->voting);
	json_int(j, "voting_present", k->voting_present);
	json_bool(j, "can_decide", k->voting_present * 2 > k->voting);
	json_int(j, "version", k->version);
	json_text(j, "issued", k->issued_day);
	write_items(j, r, m);
	write_attendance(j, m);
	write_entries(j, r, m);
	json_end(j);
}

/* -- bodies */

void api_bodies(struct req *r)
{
	struct q_body_of_person *b;
	struct q_body_by_code body;
	struct json j;
	char today[11];
	size_t n = q_body_of_person(req_read(r), r->viewer.person_id, day_text(r->now.today, today), &b);
	api_begin(r, &j, 200);
	json_array(&j, "bodies");
	for (size_t i = 0; i < n; i++) {
		if (!q_body_by_code(req_read(r), b[i].code, &body))
			continue;
		json_object(&j, NULL);
		json_text(&j, "code", body.code);
		json_text(&j, "kind", body.kind);
		names(&j, body.name_zh, body.name_en);
		json_end(&j);
	}
	json_end(&j);
	api_end(&j);
}

static void write_meetings(struct json *j, struct req *r, int64_t body)
{
	struct q_body_meetings *k;
	struct matter m;
	size_t n = q_body_meetings(req_read(r), body, &k);
	json_array(j, "meetings");
	for (size_t i = 0; i < n; i++) {
		if (!matter_load(req_read(r), r->city, k[i].matter_id, &m) || !matter_visible(&m, &r->viewer))
			continue;
		json_object(j, NULL);
		json_text(j, "number", k[i].number);
		json_text(j, "state", k[i].state);
		json_text(j, "subject", k[i].subject);
		json_text(j, "kind", k[i].kind);
		json_text(j, "day", k[i].day);
		json_text(j, "time", k[i].time);
		json_end(j);
	}
	json_end(j);
}

static void write_decisions(struct json *j, struct req *r, int64_t body)
{
	struct q_decisions *d;
	size_t n = q_decisions(req_read(r), body, "", "", "", &d);
	json_array(j, "decisions");
	for (size_t i = 0; i < n; i++) {
		json_object(j, NULL);
		json_text(j, "number", d[i].no == DB_NULL_INT ? NULL : meeting_number(r->arena, d[i].year, d[i].no, d[i].item_no, d[i].place));
		json_text(j, "text", d[i].text);
		json_text(j, "translation", d[i].translation);
		json_text(j, "lead_zh", d[i].unit_zh);
		json_text(j, "lead_en", d[i].unit_en);
		json_text(j, "due", d[i].due);
		json_text(j, "state", d[i].state);
		json_text(j, "closed", d[i].closed_day);
		json_end(j);
	}
	json_end(j);
}

void api_body(struct req *r)
{
	struct q_body_by_code b;
	struct json j;
	const char *code = arena_cstr(r->arena, req_param(r, 0));
	if (!body_visible(req_read(r), &r->viewer, r->now, code) || !q_body_by_code(req_read(r), code, &b)) {
		req_not_found(r);
		return;
	}
	api_begin(r, &j, 200);
	json_text(&j, "code", b.code);
	json_text(&j, "kind", b.kind);
	names(&j, b.name_zh, b.name_en);
	write_meetings(&j, r, b.id);
	write_decisions(&j, r, b.id);
	api_end(&j);
}

/* -- convening */

void api_convene(struct req *r)
{
	const struct begin of = meeting_convening(r, req_field(r, "body"));
	begin_by_key(r, &of);
}
