/* Directives by key: what the pages show, as JSON. Law: the answer to "is it
 * complete?" names every unit that is not done, with its level and what it lacks. */
#include "api.h"
#include "web_directive.h"

static void write_clauses(struct json *j, struct req *r, const struct matter *m)
{
	struct q_clause_list *c;
	struct q_clause_measure_list *x;
	struct matter to;
	size_t n = q_clause_list(req_read(r), m->m.id, &c), measures = q_clause_measure_list(req_read(r), m->m.id, &x);
	json_array(j, "clauses");
	for (size_t i = 0; i < n; i++) {
		json_object(j, NULL);
		json_int(j, "clause", c[i].no);
		json_text(j, "text", c[i].text);
		json_text(j, "translation", c[i].translation);
		json_array(j, "measures");
		for (size_t k = 0; k < measures; k++) {
			if (x[k].clause_no != c[i].no || !conveyance_unit_visible(m, &r->viewer, x[k].unit_id))
				continue;
			bool known = x[k].to_number && matter_find(req_read(r), r->city, &r->viewer, r->now.today, x[k].to_number, &to);
			json_object(j, NULL);
			json_text(j, "title", x[k].title);
			json_text(j, "unit_zh", x[k].unit_zh);
			json_text(j, "unit_en", x[k].unit_en);
			json_text(j, "matter", known ? x[k].to_number : NULL);
			json_end(j);
		}
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

static void write_level(struct json *j, struct req *r, const char *name, int64_t level, const struct convey_level *l)
{
	json_object(j, name);
	if (level)
		json_int(j, "level", level);
	json_int(j, "units", l->units);
	for (int s = 0; s < STEP__MAX; s++)
		json_int(j, s == STEP_DONE ? "done" : arena_printf(r->arena, "lacks_%s", convey_steps[s]), l->lacks[s]);
	json_int(j, "late", l->late);
	json_end(j);
}

static void write_unit(struct json *j, struct req *r, const struct matter *m, const struct q_conveyed_list *c, const char *today)
{
	struct q_unit_by_id holder;
	json_object(j, NULL);
	json_text(j, "unit", c->code);
	json_text(j, "name_zh", c->name_zh);
	json_text(j, "name_en", c->name_en);
	json_int(j, "level", c->level);
	json_text(j, "lacks", convey_steps[conveyed_lacks(c)]);
	json_bool(j, "late", conveyed_late(m, c, today));
	if (c->holder_id != c->unit_id && q_unit_by_id(req_read(r), c->holder_id, &holder))
		json_text(j, "answered_for_by", holder.code);
	json_end(j);
}

static void write_units(struct json *j, struct req *r, const struct matter *m, const char *name, bool later, const char *today)
{
	json_array(j, name);
	for (size_t i = 0; i < m->conveyeds; i++) {
		const struct q_conveyed_list *c = &m->conveyed[i];
		if ((c->later != 0) == later && (later || conveyed_lacks(c) != STEP_DONE) && conveyed_visible(m, &r->viewer, c))
			write_unit(j, r, m, c, today);
	}
	json_end(j);
}

static void write_not_reached(struct json *j, struct req *r, const struct matter *m)
{
	struct q_conveyance_later *u;
	size_t n = q_conveyance_later(req_read(r), m->m.id, &u);
	json_array(j, "came_later_not_reached");
	for (size_t i = 0; i < n; i++) {
		const struct q_conveyed_list *up = u[i].parent_id == DB_NULL_INT ? NULL : conveyed_find(m, u[i].parent_id);
		if (up ? conveyed_visible(m, &r->viewer, up) : conveyance_inside(m, &r->viewer))
			json_text(j, NULL, u[i].code);
	}
	json_end(j);
}

static void write_coverage(struct json *j, struct req *r, const struct matter *m)
{
	struct convey_count n;
	char day[11];
	const char *today = day_text(r->now.today, day);
	conveyance_count(m, &r->viewer, today, &n);
	json_bool(j, "complete", n.complete);
	write_level(j, r, "all_levels", 0, &n.all);
	json_array(j, "levels");
	for (int64_t l = 1; l <= n.levels; l++)
		write_level(j, r, NULL, l, &n.level[l]);
	json_end(j);
	write_units(j, r, m, "missing", false, today);
	write_units(j, r, m, "came_later", true, today);
	write_not_reached(j, r, m);
}

void api_directive(struct json *j, struct req *r, const struct matter *m)
{
	const struct q_directive_find *d = m->directive;
	json_object(j, "directive");
	json_text(j, "issuer", d->issuer);
	json_text(j, "doc_no", d->doc_no);
	json_text(j, "doc_day", d->doc_day);
	json_text(j, "original", d->original);
	json_text(j, "subject_translation", d->subject_translation);
	json_text(j, "text_translation", d->text_translation);
	json_text(j, "conveyed", d->conveyed_day);
	json_text(j, "report_due", d->report_due);
	write_clauses(j, r, m);
	if (d->conveyed_day)
		write_coverage(j, r, m);
	json_end(j);
}

void api_take_up(struct req *r)
{
	const struct begin of = directive_taking_up(r, req_field(r, "meeting"));
	begin_by_key(r, &of);
}
