/* Effects on a campaign of rectification, and how its findings begin. Laws:
 * 1 a finding's words are those of the inspection, numbered and grouped as it did:
 * no act changes them; 2 findings are recorded by the office that keeps the
 * campaign, while it is open; 3 another round keeps what the one before was. */
#include "deed.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "list.h"

/* The body that hears of it, of the same office; DB_NULL_INT for none. */
static bool body_of(struct deed *d, int64_t *body)
{
	struct q_body_by_code b;
	*body = DB_NULL_INT;
	if (cstr_empty(d->in->text[F_BODY]))
		return true;
	if (!q_body_by_code(d->tx, deed_text(d, F_BODY), &b))
		return deed_refuse(d, F_BODY, T_REFUSE_NO_BODY(deed_text(d, F_BODY)), NULL);
	if (b.office_unit_id != d->unit_id)
		return deed_refuse(d, F_BODY, T_REFUSE_BODY_OFFICE, NULL);
	*body = b.id;
	return true;
}

static bool do_open_campaign(struct deed *d)
{
	int64_t body, unit = deed_unit(d, F_UNIT);
	char day[11];
	if (!unit || !body_of(d, &body))
		return false;
	q_campaign_insert(d->tx, d->m->m.id, deed_text(d, F_SOURCE_BODY), deed_text(d, F_TRANSLATION), day_text(d->in->day[F_RECEIVED], day),
		cstr_eq(deed_text(d, F_REPORT_IN), "6") ? 6 : 2, deed_text(d, F_FIRST_PERSON), body);
	q_matter_set_lead(d->tx, d->m->m.id, unit, DB_NULL_INT);
	q_matter_set_leader(d->tx, d->m->m.id, deed_text(d, F_LEADER));
	return true;
}

static bool do_submit_plan(struct deed *d)
{
	char day[11];
	q_campaign_set_plan(d->tx, d->m->m.id, day_text(d->day, day));
	return true;
}

static bool do_submit_report(struct deed *d)
{
	char day[11];
	q_campaign_set_report(d->tx, d->m->m.id, day_text(d->day, day));
	return true;
}

static bool do_next_round(struct deed *d)
{
	q_campaign_next_round(d->tx, d->m->m.id);
	return true;
}

/* The campaign named in F_CAMPAIGN, kept by this office and not ended; 0: refused. Not loaded
 * whole: that counts its findings, of which there may be thousands. */
static int64_t campaign_of(struct deed *d)
{
	struct q_campaign_open c;
	const struct procedure *p = city_procedure(d->city, "campaign");
	int state = q_campaign_open(d->tx, deed_text(d, F_CAMPAIGN), &c) && p && c.register_unit_id == d->unit_id ? proc_state_find(p, c.state) : -1;
	if (state >= 0 && !p->state[state].final)
		return c.id;
	deed_refuse(d, F_CAMPAIGN, T_REFUSE_NO_CAMPAIGN(deed_text(d, F_CAMPAIGN)), NULL);
	return 0;
}

static bool do_record_finding(struct deed *d)
{
	struct q_finding_next next = {0};
	struct arena *a = d->tx->arena;
	int64_t no = d->in->number[F_FINDING_NO], campaign = campaign_of(d);
	if (!campaign)
		return false;
	if (no == 0 && q_finding_next(d->tx, campaign, &next))
		no = next.no;
	if (no > LIMIT_FINDINGS)
		return deed_refuse(d, F_CAMPAIGN, T_REFUSE_TOO_MANY_FINDINGS(arena_printf(a, "%d", LIMIT_FINDINGS)), NULL);
	if (q_finding_insert(d->tx, d->m->m.id, campaign, no, deed_text(d, F_GROUP), deed_text(d, F_TRANSLATION)) == 0)
		return deed_refuse(d, F_FINDING_NO, T_REFUSE_FINDING_NO(arena_printf(a, "%lld", (long long)no)), NULL);
	const char *texts[] = {d->m->m.number, d->m->m.subject, d->m->m.body, deed_text(d, F_TRANSLATION)};
	list_index(d->tx, d->m->m.id, 0, texts, sizeof texts / sizeof *texts);
	return true;
}

const struct effect_def effects_campaign[] = {
	{"open_campaign", do_open_campaign}, {"submit_plan", do_submit_plan}, {"submit_report", do_submit_report}, {"next_round", do_next_round},
	{"record_finding", do_record_finding}, {NULL, NULL},
};
