/* The rectification report of a campaign, frozen as a paper on the day it is made, in both
 * languages: what the body that hears it reads. Laws: 1 every number is counted from where
 * the findings stand; 2 the states add up to all findings; 3 carried out, in place, in
 * effect and signed off are told apart, and a finished stage counts as none of them. */
#include "deed.h"

#include "../base/bug.h"
#include "campaign_list.h"
#include "minutes.h"

enum { REPORT_FINDINGS = 2000, REPORT_BYTES = 4 * 1024 * 1024 };     /* on one paper */

/* Of one row of the list of findings; a cell never holds one itself. */
static const char BAR[] = " | ";

struct report { struct deed *d; enum lang lang; struct q_campaign_findings *f; size_t n; struct buf out; };

static const char *say(struct report *x, struct msg m)
{
	return msg_text(x->d->tx->arena, x->lang, m);
}

static void line(struct report *x, const char *text)
{
	buf_printf(&x->out, "%s\n", text);
}

/* -- all of it in numbers */

static const char *states(struct report *x)
{
	const struct procedure *p = city_procedure(x->d->city, "finding");
	const char *list = "";
	for (size_t s = 0; s < p->states; s++) {
		int64_t n = 0;
		for (size_t i = 0; i < x->n; i++)
			n += cstr_eq(x->f[i].state, p->state[s].code);
		if (n)
			list = arena_printf(x->d->tx->arena, "%s%s%s", list, *list ? x->lang == LANG_ZH ? "；" : "; " : "",
				say(x, T_REPORT_STATE(p->state[s].name[x->lang], deed_number(x->d, n))));
	}
	return list;
}

static int64_t share(int64_t n, int64_t of)
{
	return of ? n * 100 / of : 0;
}

static void in_numbers(struct report *x, const struct q_campaign_figures *g)
{
	int64_t implemented = 0, in_place = 0, in_effect = 0;
	for (size_t i = 0; i < x->n; i++) {
		implemented += x->f[i].implemented;
		in_place += x->f[i].in_place;
		in_effect += x->f[i].in_effect;
	}
	line(x, say(x, T_REPORT_PART_NUMBERS));
	line(x, say(x, T_REPORT_STATES(deed_number(x->d, g->findings), states(x))));
	line(x, say(x, T_REPORT_FACTS(deed_number(x->d, implemented), deed_number(x->d, in_place), deed_number(x->d, in_effect), deed_number(x->d, g->signed_off))));
	line(x, say(x, T_REPORT_DAYS(deed_number(x->d, g->late), deed_number(x->d, g->extended), deed_number(x->d, share(g->extended, g->findings)))));
	line(x, say(x, T_REPORT_TRUTH(deed_number(x->d, g->returned), deed_number(x->d, g->gap), deed_number(x->d, g->relapsed), deed_number(x->d, g->lasting))));
	line(x, say(x, T_REPORT_STAGE(deed_number(x->d, g->stage))));
}

/* -- finding by finding */

static const char *cell(struct report *x, const char *text)
{
	char *out = arena_strdup(x->d->tx->arena, cstr_empty(text) ? "—" : text);
	for (char *c = out; *c; c++)
		if (*c == '|' || *c == '\n' || *c == '\r')
			*c = '/';
	return out;
}

static const char *state_name_of(struct report *x, const char *code)
{
	const struct procedure *p = city_procedure(x->d->city, "finding");
	int s = proc_state_find(p, code);
	return s < 0 ? code : p->state[s].name[x->lang];
}

static const char *due(struct report *x, const struct q_campaign_findings *f)
{
	if (f->due && f->first_due && !cstr_eq(f->due, f->first_due))
		return say(x, T_REPORT_MOVED(f->due, f->first_due));
	return f->first_due;
}

static void row(struct report *x, const char *const *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(&x->out, "%s%s", i ? BAR : "", c[i]);
	buf_char(&x->out, '\n');
}

static void one_by_one(struct report *x)
{
	struct arena *a = x->d->tx->arena;
	const struct msg head[] = {T_REPORT_NO, T_RECT_FINDING, T_LIST_STATE, T_STAFF_LEAD, T_LIST_DUE, T_RECT_MEASURES, T_RECT_THREE};
	const char *c[sizeof head / sizeof *head];
	enum { CELLS = sizeof head / sizeof *head };
	line(x, say(x, T_REPORT_PART_FINDINGS));
	for (size_t i = 0; i < CELLS; i++)
		c[i] = say(x, head[i]);
	row(x, c, CELLS);
	for (size_t i = 0; i < x->n; i++) {
		const struct q_campaign_findings *f = &x->f[i];
		c[0] = deed_number(x->d, f->no);
		c[1] = cell(x, minutes_words(x->lang, f->subject, f->translation));
		c[2] = cell(x, state_name_of(x, f->state));
		c[3] = cell(x, *f->term ? x->lang == LANG_ZH ? f->unit_zh : f->unit_en : "");
		c[4] = cell(x, due(x, f));
		c[5] = arena_printf(a, "%lld/%lld", (long long)f->done, (long long)f->measures);
		c[6] = arena_printf(a, "%s %s %s", f->implemented ? "✓" : "–", f->in_place ? "✓" : "–", f->in_effect ? "✓" : "–");
		row(x, c, CELLS);
	}
}

/* Where it comes from, and as of which day. */
static void opening(struct report *x)
{
	const struct matter *m = x->d->m;
	day_t feedback;
	char today[11];
	must(day_parse(str_of(m->campaign->feedback_day), &feedback));
	line(x, minutes_words(x->lang, m->m.subject, m->campaign->translation));
	line(x, say(x, T_REPORT_AS_OF(day_text(x->d->now.today, today), m->campaign->feedback_day, deed_number(x->d, x->d->now.today - feedback), m->campaign->source_body)));
	if (!cstr_empty(x->d->in->text[F_TEXT]))
		line(x, x->d->in->text[F_TEXT]);
}

/* All findings of the campaign, in order. */
static void collect(struct report *x)
{
	struct deed *d = x->d;
	struct q_campaign_findings *f;
	int64_t after = 0;
	size_t n;
	x->f = arena_make_n(d->tx->arena, struct q_campaign_findings, (size_t)d->m->campaign->findings + 1);
	while ((n = campaign_list(d->tx, d->city, d->now, d->m->m.id, &(struct campaign_filter){.which = ""}, after, &f)) > 0)
		for (size_t i = 0; i < n && x->n < (size_t)d->m->campaign->findings; i++) {
			x->f[x->n++] = f[i];
			after = f[i].no;
		}
}

static bool do_freeze_report(struct deed *d)
{
	struct q_campaign_figures g;
	struct report x = {.d = d};
	if (d->m->campaign->findings == 0 || !campaign_count(d->tx, d->city, d->now, d->m->m.id, &g))
		return deed_refuse(d, F_NONE, T_REFUSE_NOTHING_TO_REPORT, NULL);
	if (d->m->campaign->findings > REPORT_FINDINGS)
		return deed_refuse(d, F_NONE, T_REFUSE_REPORT_LONG(deed_number(d, REPORT_FINDINGS)), NULL);
	collect(&x);
	for (int lang = 0; lang < LANG__MAX; lang++) {
		x.lang = (enum lang)lang;
		buf_init(&x.out, REPORT_BYTES);
		opening(&x);
		in_numbers(&x, &g);
		one_by_one(&x);
		must(buf_ok(&x.out));
		d->detail_in[lang] = arena_cstr(d->tx->arena, buf_view(&x.out));
		buf_free(&x.out);
	}
	return true;
}

const struct effect_def effects_report[] = {{"freeze_report", do_freeze_report}, {NULL, NULL}};
