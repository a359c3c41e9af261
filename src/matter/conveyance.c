/* Laws: 1 a unit has done with a directive when its report is accepted, and a
 * report wants every step before it; 2 complete is of the frozen set: no unit
 * is left out of it for having been merged, and none comes in for being new;
 * 3 a unit sees itself and what is below it, the office sees all. */
#include "conveyance.h"

#include "../base/bug.h"

const char *const convey_steps[STEP__MAX] = {"reach", "acknowledge", "study", "plan", "pass_on", "report", "accept", "done"};

enum convey_step conveyed_lacks(const struct q_conveyed_list *c)
{
	if (!c->sent_day)
		return STEP_REACH;
	if (cstr_eq(c->standing, "accepted"))
		return STEP_DONE;
	if (!c->ack_day)
		return STEP_ACKNOWLEDGE;
	if (!c->studied_day)
		return STEP_STUDY;
	if (!c->plan_day)
		return STEP_PLAN;
	if (c->unsent)
		return STEP_PASS_ON;
	return cstr_eq(c->standing, "reported") ? STEP_ACCEPT : STEP_REPORT;
}

bool conveyed_late(const struct matter *m, const struct q_conveyed_list *c, const char *today)
{
	const char *due = m->directive->report_due;
	bool there = cstr_eq(c->standing, "reported") || cstr_eq(c->standing, "accepted");
	return due && c->sent_day && strcmp(there ? c->report_day : today, due) > 0;
}

const struct q_conveyed_list *conveyed_find(const struct matter *m, int64_t unit_id)
{
	size_t from = 0, to = m->conveyeds;
	while (from < to) {
		size_t mid = from + (to - from) / 2;
		if (m->conveyed[mid].unit_id == unit_id)
			return &m->conveyed[mid];
		if (m->conveyed[mid].unit_id < unit_id)
			from = mid + 1;
		else
			to = mid;
	}
	return NULL;
}

bool conveyed_to(const struct matter *m, int64_t unit_id)
{
	for (size_t i = 0; i < m->conveyeds; i++)
		if (m->conveyed[i].holder_id == unit_id && m->conveyed[i].sent_day)
			return true;
	return false;
}

/* The row above, or NULL: the office is. A tree deeper than any is a circle somebody made past the program. */
static const struct q_conveyed_list *above(const struct matter *m, const struct q_conveyed_list *c)
{
	return c->parent_id == DB_NULL_INT ? NULL : conveyed_find(m, c->parent_id);
}

int64_t conveyed_superior(const struct matter *m, const struct q_conveyed_list *c)
{
	const struct q_conveyed_list *up = above(m, c);
	for (int i = 0; up && up->holder_id == c->holder_id && i < CONVEY_LEVELS; i++)
		up = above(m, up);
	return up ? up->holder_id : m->m.register_unit_id;
}

bool conveyance_inside(const struct matter *m, const struct viewer *v)
{
	if (v->kind == VIEWER_SYSTEM)
		return true;
	return v->kind == VIEWER_STAFF && (viewer_post_in(v, "clerk", m->m.register_unit_id) ||
		(m->directive && m->directive->root_unit_id != DB_NULL_INT && viewer_post_in(v, "leader", m->directive->root_unit_id)));
}

static bool has_post(const struct viewer *v, int64_t unit_id)
{
	static const char *const roles[] = {"handler", "unit_head", "bureau_head", "clerk", "leader", NULL};
	for (const char *const *r = roles; *r; r++)
		if (viewer_post_in(v, *r, unit_id))
			return true;
	return false;
}

bool conveyance_visible(const struct matter *m, const struct viewer *v)
{
	if (conveyance_inside(m, v))
		return true;
	for (size_t i = 0; i < v->posts; i++)
		if (has_post(v, v->post[i].unit_id) && conveyed_to(m, v->post[i].unit_id))
			return true;
	return false;
}

bool conveyed_visible(const struct matter *m, const struct viewer *v, const struct q_conveyed_list *c)
{
	if (conveyance_inside(m, v))
		return true;
	for (int i = 0; v->kind == VIEWER_STAFF && c && i < CONVEY_LEVELS; i++) {
		if (has_post(v, c->holder_id))
			return true;
		c = above(m, c);
	}
	return false;
}

bool conveyance_unit_visible(const struct matter *m, const struct viewer *v, int64_t unit_id)
{
	if (conveyance_inside(m, v) || unit_id == m->m.register_unit_id)
		return true;
	if (unit_id == DB_NULL_INT)
		return false;
	if (v->kind == VIEWER_STAFF && has_post(v, unit_id))
		return true;
	const struct q_conveyed_list *own = conveyed_find(m, unit_id);
	if (own)
		return conveyed_visible(m, v, own);
	/* it took over from a unit of the conveyance without being one itself */
	for (size_t i = 0; i < m->conveyeds; i++)
		if (m->conveyed[i].holder_id == unit_id && conveyed_visible(m, v, &m->conveyed[i]))
			return true;
	return false;
}

bool conveyance_event_visible(const struct matter *m, const struct viewer *v, const struct q_event_list *e)
{
	if (conveyance_inside(m, v))
		return true;
	return !cstr_eq(e->act, "note") && conveyance_unit_visible(m, v, e->unit_id);
}

static void count_one(struct convey_level *l, enum convey_step lacks, bool late)
{
	l->units++;
	l->lacks[lacks]++;
	l->late += late && lacks != STEP_DONE;
}

void conveyance_count(const struct matter *m, const struct viewer *v, const char *today, struct convey_count *out)
{
	*out = (struct convey_count){0};
	for (size_t i = 0; i < m->conveyeds; i++) {
		const struct q_conveyed_list *c = &m->conveyed[i];
		enum convey_step lacks = conveyed_lacks(c);
		bool late = conveyed_late(m, c, today);
		if (!conveyed_visible(m, v, c))
			continue;
		if (c->later) {
			count_one(&out->later, lacks, late);
			continue;
		}
		must(c->level >= 1 && c->level <= CONVEY_LEVELS);
		count_one(&out->all, lacks, late);
		count_one(&out->level[c->level], lacks, late);
		if (c->level > out->levels)
			out->levels = c->level;
	}
	out->complete = out->all.units > 0 && out->all.lacks[STEP_DONE] == out->all.units;
}
