/* Loading a matter whole. Laws: 1 a snapshot is what one transaction sees;
 * 2 matter_visible is the only answer to "may they know of it"; 3 an
 * accusation is invisible to the unit complained of, to all below it and to
 * all above it that answer for it (Regulations art. 30). */
#include "matter.h"

#include "../base/bug.h"
#include "../base/hash.h"
#include "../base/os.h"
#include "conveyance.h"
#include "copy.h"
#include "meeting.h"
#include "parcel.h"

const char *const matter_kinds[] = {"petition", "finding", "task", "meeting", "directive", "campaign", NULL};

static bool load_row(struct tx *tx, const struct city *c, struct matter *out)
{
	out->city = c;
	out->proc = city_procedure(c, out->m.procedure);
	must(out->proc);
	out->state = proc_state_find(out->proc, out->m.state);
	must(out->state >= 0);
	return tx->trouble == TROUBLE_NONE;
}

static void load_people(struct tx *tx, struct matter *out)
{
	struct q_assist_list *assist;
	struct q_recusal_list *recused;
	out->parts = q_participants(tx, out->m.id, &out->part);
	out->assists = q_assist_list(tx, out->m.id, &assist);
	out->assist = arena_make_n(tx->arena, int64_t, out->assists);
	for (size_t i = 0; i < out->assists; i++)
		out->assist[i] = assist[i].unit_id;
	out->recusals = q_recusal_list(tx, out->m.id, &recused);
	out->recused = arena_make_n(tx->arena, int64_t, out->recusals);
	for (size_t i = 0; i < out->recusals; i++)
		out->recused[i] = recused[i].person_id;
}

static void load_ties(struct tx *tx, struct matter *out)
{
	struct q_unit_ties *tie;
	if (out->m.complained_unit_id == DB_NULL_INT)
		return;
	out->ties = q_unit_ties(tx, out->m.complained_unit_id, &tie);
	out->tie = arena_make_n(tx->arena, int64_t, out->ties);
	for (size_t i = 0; i < out->ties; i++)
		out->tie[i] = tie[i].unit_id;
}

static void load_meeting(struct tx *tx, struct matter *out)
{
	struct q_docket_open docket;
	struct q_meeting_find *meeting = arena_make(tx->arena, struct q_meeting_find);
	if (cstr_eq(out->m.kind, "meeting") && q_meeting_find(tx, out->m.id, meeting)) {
		out->meeting = meeting;
		out->askeds = q_attendance_list(tx, out->m.id, &out->asked);
	}
	out->at_joint = cstr_eq(out->m.procedure, "petition") && q_docket_open(tx, out->m.id, &docket) && docket.n > 0;
}

static void load_directive(struct tx *tx, struct matter *out)
{
	struct q_directive_find *directive = arena_make(tx->arena, struct q_directive_find);
	if (!cstr_eq(out->m.kind, "directive") || !q_directive_find(tx, out->m.id, directive))
		return;
	out->directive = directive;
	out->conveyeds = q_conveyed_list(tx, out->m.id, &out->conveyed);
}

static void load_rectification(struct tx *tx, struct matter *out)
{
	struct q_campaign_find *campaign;
	struct q_finding_find *finding;
	if (cstr_eq(out->m.kind, "campaign")) {
		campaign = arena_make(tx->arena, struct q_campaign_find);
		out->campaign = q_campaign_find(tx, out->m.id, campaign) ? campaign : NULL;
	}
	if (cstr_eq(out->m.kind, "finding")) {
		finding = arena_make(tx->arena, struct q_finding_find);
		out->finding = q_finding_find(tx, out->m.id, finding) ? finding : NULL;
		out->measures = q_measure_list(tx, out->m.id, &out->measure);
	}
}

static void load_supervised(struct tx *tx, struct matter *out)
{
	struct q_sup_find *s = arena_make(tx->arena, struct q_sup_find);
	if (cstr_eq(out->m.procedure, "supervision") && q_sup_find(tx, out->m.id, s))
		out->supervised = s;
}

static void load_forwarded(struct tx *tx, struct matter *out)
{
	struct q_batch_find *b = arena_make(tx->arena, struct q_batch_find);
	struct q_case_find *c = arena_make(tx->arena, struct q_case_find);
	if (cstr_eq(out->m.procedure, "batch") && q_batch_find(tx, out->m.id, b))
		out->batch = b;
	if (cstr_eq(out->m.procedure, "case") && q_case_find(tx, out->m.id, c))
		out->forwarded = c;
}

static void load_parcels(struct tx *tx, struct matter *out)
{
	if (!cstr_eq(out->m.procedure, "finding") && !cstr_eq(out->m.procedure, "decision_task"))
		return;
	out->parcels = q_parcel_list(tx, out->m.id, &out->parcel);
	out->parcels_asked = parcels_asked(tx, out->city, out->m.id);
}

static void load_facts(struct tx *tx, struct matter *out)
{
	struct q_unit_by_id unit;
	struct q_execution_open open;
	struct q_concluded_before before;
	struct q_petitioner_known known;
	out->register_is_bureau = q_unit_by_id(tx, out->m.register_unit_id, &unit) && cstr_eq(unit.kind, "bureau");
	out->execution_open = q_execution_open(tx, out->m.id, &open) && open.n > 0;
	out->concluded_before = out->m.petitioner_key.p &&
		q_concluded_before(tx, out->m.petitioner_key, out->m.subject, out->m.register_unit_id, out->m.id, &before);
	out->repeats = out->m.petitioner_key.p && q_petitioner_known(tx, out->m.petitioner_key, out->m.register_unit_id, out->m.id, &known);
	load_meeting(tx, out);
	load_directive(tx, out);
	load_rectification(tx, out);
	load_supervised(tx, out);
	load_forwarded(tx, out);
	load_parcels(tx, out);
	const struct q_clock_of_matter *k = matter_clock(out, "rereview");
	size_t n = k ? strlen(k->pauses) : 0;
	out->hearing_open = n >= 2 && strcmp(k->pauses + n - 2, "..") == 0;
}

bool matter_load(struct tx *tx, const struct city *c, int64_t id, struct matter *out)
{
	*out = (struct matter){0};
	if (!q_matter_by_id(tx, id, &out->m) || !load_row(tx, c, out))
		return false;
	out->clocks = q_clock_of_matter(tx, id, &out->clock);
	out->asks = q_ask_of_matter(tx, id, &out->ask);
	out->questions = q_question_of_matter(tx, id, &out->question);
	if (!out->proc->inner)         /* without a petitioner nobody acts for one */
		out->proxies = q_proxy_of_matter(tx, id, &out->proxy);
	out->copies = q_copy_of_matter(tx, id, &out->copy);
	load_people(tx, out);
	load_ties(tx, out);
	load_facts(tx, out);
	return tx->trouble == TROUBLE_NONE;
}

bool matter_load_number(struct tx *tx, const struct city *c, const char *number, struct matter *out)
{
	struct q_matter_id_by_number found;
	return q_matter_id_by_number(tx, number, &found) && matter_load(tx, c, found.id, out);
}

const struct q_clock_of_matter *matter_clock(const struct matter *m, const char *code)
{
	for (size_t i = 0; i < m->clocks; i++)
		if (cstr_eq(m->clock[i].code, code) && cstr_eq(m->clock[i].outcome, "running"))
			return &m->clock[i];
	return NULL;
}

const struct q_ask_of_matter *matter_ask_open(const struct matter *m, const char *kind)
{
	for (size_t i = 0; i < m->asks; i++)
		if (cstr_eq(m->ask[i].kind, kind) && !m->ask[i].decision)
			return &m->ask[i];
	return NULL;
}

const struct q_question_of_matter *matter_question_open(const struct matter *m, int64_t place)
{
	for (size_t i = 0; i < m->questions; i++)
		if (m->question[i].answered_event == DB_NULL_INT && (place == 0 || m->question[i].place == place))
			return &m->question[i];
	return NULL;
}

bool matter_tied(const struct matter *m, const struct viewer *v)
{
	for (size_t i = 0; i < m->ties; i++)
		if (viewer_in_unit(v, m->tie[i]))
			return true;
	return false;
}

static bool role_in(const struct viewer *v, int64_t unit_id, bool restricted)
{
	static const char *const all[] = {"registrar", "officer", "bureau_head", "handler", "unit_head", "reviewer", "convener", NULL};
	static const char *const few[] = {"officer", "bureau_head", "handler", "unit_head", NULL};
	if (unit_id == DB_NULL_INT)
		return false;
	for (const char *const *r = restricted ? few : all; *r; r++)
		if (viewer_post_in(v, *r, unit_id))
			return true;
	return false;
}

bool matter_find(struct tx *tx, const struct city *c, const struct viewer *v, day_t today, const char *number, struct matter *out)
{
	struct q_matter_id_seen found;
	char day[11];
	return v->kind == VIEWER_STAFF && q_matter_id_seen(tx, number, v->person_id, day_text(today, day), &found) &&
		matter_load(tx, c, found.id, out) && matter_visible(out, v);
}

const struct q_attendance_list *matter_asked(const struct matter *m, int64_t person_id)
{
	for (size_t i = 0; i < m->askeds; i++)
		if (m->asked[i].person_id == person_id)
			return &m->asked[i];
	return NULL;
}

/* Its office, who is to preside, and once the notice is out whoever is asked to come. */
static bool meeting_visible(const struct matter *m, const struct viewer *v)
{
	if (viewer_post_in(v, "clerk", m->m.register_unit_id))
		return true;
	if (v->posts == 0)
		return false;
	return (m->meeting && m->meeting->presider_id == v->person_id) || (!cstr_eq(m->m.state, "draft") && matter_asked(m, v->person_id));
}

/* Its office, and who heads or leads the inspected unit. */
static bool campaign_visible(const struct matter *m, const struct viewer *v)
{
	return viewer_post_in(v, "clerk", m->m.register_unit_id) || viewer_post_in(v, "unit_head", m->m.lead_unit_id) ||
		viewer_post_in(v, "leader", m->m.lead_unit_id);
}

/* Besides the units that have a part in it: its office, who rechecks, the leader in charge. */
static bool finding_visible(const struct matter *m, const struct viewer *v)
{
	if (viewer_post_in(v, "clerk", m->m.register_unit_id))
		return true;
	if (m->m.review_unit_id != DB_NULL_INT && viewer_post_in(v, "clerk", m->m.review_unit_id))
		return true;
	return v->posts > 0 && m->finding && m->finding->charge_id == v->person_id;
}

day_t finding_effect_day(const struct matter *m)
{
	day_t day;
	must(m->finding && m->finding->in_place_day && day_parse(str_of(m->finding->in_place_day), &day));
	return day + (day_t)m->finding->effect_days;
}

bool matter_visible(const struct matter *m, const struct viewer *v)
{
	bool restricted = m->m.restricted != 0;
	if (v->kind == VIEWER_SYSTEM)
		return true;
	if (v->kind == VIEWER_PETITIONER)
		return v->matter_id == m->m.id;
	if (v->kind != VIEWER_STAFF || (restricted && matter_tied(m, v)))
		return false;
	if (cstr_eq(m->m.kind, "meeting"))
		return meeting_visible(m, v);
	if (cstr_eq(m->m.kind, "directive"))
		return conveyance_visible(m, v);
	if (cstr_eq(m->m.kind, "campaign"))
		return campaign_visible(m, v);
	if (cstr_eq(m->m.kind, "finding") && finding_visible(m, v))
		return true;
	if ((cstr_eq(m->m.procedure, "decision_task") || cstr_eq(m->m.procedure, "supervision") || cstr_eq(m->m.procedure, "case")) && viewer_post_in(v, "clerk", m->m.register_unit_id))
		return true;
	if (m->supervised && v->posts > 0 && m->supervised->charge_id == v->person_id)
		return true;
	if (role_in(v, m->m.register_unit_id, restricted) || role_in(v, m->m.lead_unit_id, restricted))
		return true;
	if (restricted)
		return false;
	if (role_in(v, m->m.sender_unit_id, false) || role_in(v, m->m.review_unit_id, false))
		return true;
	for (size_t i = 0; i < m->assists; i++)
		if (role_in(v, m->assist[i], false))
			return true;
	return false;
}

/* Internal work of the organ that reviews, or of one that reviewed before it. */
static bool reviewers_own(const struct matter *m, int64_t unit_id)
{
	return !m->proc->inner && unit_id != DB_NULL_INT && unit_id != m->m.lead_unit_id && unit_id != m->m.register_unit_id &&
		unit_id != m->m.sender_unit_id && m->m.review_unit_id != DB_NULL_INT;
}

static bool internal_shown(const struct matter *m, const struct viewer *v, int64_t unit_id)
{
	return v->kind == VIEWER_STAFF && (!reviewers_own(m, unit_id) || viewer_in_unit(v, unit_id));
}

static bool event_shown(const struct matter *m, const struct viewer *v, const struct q_event_list *e)
{
	if (m->directive && !conveyance_event_visible(m, v, e))
		return false;
	return e->public || internal_shown(m, v, e->unit_id);
}

size_t matter_events(struct tx *tx, const struct matter *m, const struct viewer *v, struct q_event_list **out)
{
	size_t kept = 0, n = q_event_list(tx, m->m.id, out);
	if (m->meeting && !meeting_inside(m, v))
		return 0;
	for (size_t i = 0; i < n; i++)
		if (event_shown(m, v, &(*out)[i]))
			(*out)[kept++] = (*out)[i];
	for (size_t i = 0; m->copies && i < kept; i++)
		(*out)[i].data = copy_event_data(tx, m, v, (*out)[i].id, (*out)[i].data);
	return kept;
}

bool matter_day_only(const struct matter *m, const struct viewer *v, const struct q_event_list *e)
{
	return v->kind == VIEWER_STAFF && !viewer_in_unit(v, m->m.register_unit_id) && (e->seq == 1 || cstr_eq(e->actor, "petitioner"));
}

size_t matter_papers(struct tx *tx, const struct matter *m, const struct viewer *v, struct q_document_of_matter **out)
{
	size_t kept = 0, n = q_document_of_matter(tx, m->m.id, out);
	for (size_t i = 0; i < n; i++) {
		const struct q_document_of_matter *d = &(*out)[i];
		bool issued = cstr_eq(d->status, "issued");
		if (m->meeting && !meeting_paper_open(m, v, issued))
			continue;
		if (issued ? d->public || v->kind == VIEWER_STAFF : internal_shown(m, v, d->unit_id))
			(*out)[kept++] = *d;
	}
	return kept;
}

size_t matter_repeats(struct tx *tx, const struct matter *m, const struct viewer *v, struct q_duplicates **out)
{
	size_t kept = 0;
	bool routes = viewer_post_in(v, "officer", m->m.register_unit_id) || viewer_post_in(v, "registrar", m->m.register_unit_id);
	*out = NULL;
	if (!routes || !m->m.petitioner_key.p)
		return 0;
	size_t n = q_duplicates(tx, m->m.petitioner_key, m->m.subject, m->m.register_unit_id, out);
	for (size_t i = 0; i < n; i++)
		if (!cstr_eq((*out)[i].number, m->m.number))
			(*out)[kept++] = (*out)[i];
	return kept;
}

const char *matter_number_new(struct arena *a)
{
	unsigned char random[8];
	os_random(random, sizeof random);
	const char *t = base32_text(a, random, sizeof random);
	return arena_printf(a, "HY-%.4s-%.4s", t, t + 4);
}
