/* Laws: 1 a figure and its list have the same conditions, in sql/query/rectify.sql side by
 * side; 2 colours and the monthly entry are rules/warnings.txt's. */
#include "campaign_list.h"

#include "../base/bug.h"

const char *const campaign_words[] = {"late", "yellow", "green", "silent", "stage", "extended", "returned", "gap", "signed", "lasting", "relapsed", NULL};

struct days { char today[11], yellow[11], green[11], month[11]; };

static struct days days_of(const struct city *c, struct now now)
{
	struct days d;
	struct ymd today = day_ymd(now.today);
	day_text(now.today, d.today);
	day_text(now.today + c->warnings.yellow, d.yellow);
	day_text(now.today + c->warnings.green, d.green);
	/* nothing is asked for: no month has begun */
	day_text(c->warnings.monthly ? day_of(today.year, today.month, 1) : day_of(1990, 1, 1), d.month);
	return d;
}

bool campaign_which(const struct city *c, const char *which)
{
	static const char *const more[] = {"", "due_in", "signed_in", "open_on", "aged", "unissued"};
	const struct procedure *p = city_procedure(c, "finding");
	for (const char *const *w = campaign_words; *w; w++)
		if (cstr_eq(*w, which))
			return true;
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		if (cstr_eq(more[i], which))
			return true;
	return p && proc_state_find(p, which) >= 0;
}

size_t campaign_list(struct tx *tx, const struct city *c, struct now now, int64_t campaign_id, const struct campaign_filter *f, int64_t after, struct q_campaign_findings **out)
{
	struct days d = days_of(c, now);
	return q_campaign_findings(tx, campaign_id, f->which, f->unit_id, f->from ? f->from : "", f->to ? f->to : "", d.today, d.yellow, d.green, d.month, after, out);
}

bool campaign_count(struct tx *tx, const struct city *c, struct now now, int64_t campaign_id, struct q_campaign_figures *out)
{
	struct days d = days_of(c, now);
	return q_campaign_figures(tx, campaign_id, d.today, d.yellow, d.green, d.month, out);
}

int64_t campaign_figure(const struct q_campaign_figures *f, const char *word)
{
	const int64_t n[] = {f->late, f->yellow, f->green, f->silent, f->stage, f->extended, f->returned, f->gap, f->signed_off, f->lasting, f->relapsed};
	for (size_t i = 0; campaign_words[i]; i++)
		if (cstr_eq(campaign_words[i], word))
			return n[i];
	bug("no such figure");
}

size_t campaign_warned(struct tx *tx, const struct city *c, struct now now, const struct viewer *v, struct q_warned **out)
{
	struct days d = days_of(c, now);
	return q_warned(tx, v->person_id, d.today, d.yellow, d.green, d.month, out);
}

enum warning finding_warning(const struct matter *m, struct now now)
{
	const struct q_clock_of_matter *k = matter_clock(m, "rect_due");
	day_t due;
	return k && day_parse(str_of(k->due), &due) ? warning_of(&m->city->warnings, now.today, due) : WARNING_NONE;
}

bool finding_silent(struct tx *tx, const struct matter *m, struct now now)
{
	struct days d = days_of(m->city, now);
	return q_finding_silent(tx, m->m.id, d.month, &(struct q_finding_silent){0});
}
