/* Laws: 1 in order of the findings' numbers, then of the measures'; 2 a cell is written
 * once: a finding with three measures has its words in the first of three rows. */
#include "finding_out.h"

static const char *in_lang(const struct finding_out *o, const char *en, const char *zh)
{
	return o->lang == LANG_ZH ? zh : en;
}

static const char *digits(const struct finding_out *o, int64_t n)
{
	return n ? arena_printf(o->tx->arena, "%lld", (long long)n) : NULL;
}

static const char *choice(const struct finding_out *o, enum field f, const char *value)
{
	return *value ? msg_text(o->tx->arena, o->lang, field_choice_label(f, value)) : NULL;
}

static const char *joined(const struct finding_out *o, const char *list, const char *more)
{
	return *list ? arena_printf(o->tx->arena, "%s%s%s", list, o->lang == LANG_ZH ? "、" : "; ", more) : more;
}

static const char *assists(const struct finding_out *o, const struct q_ledger_findings *f)
{
	struct q_ledger_assists *a;
	const char *list = "";
	size_t n = f->assists ? q_ledger_assists(o->tx, f->id, &a) : 0;
	for (size_t i = 0; i < n; i++)
		list = joined(o, list, in_lang(o, a[i].name_en, a[i].name_zh));
	return list;
}

static const char *institutions(const struct finding_out *o, const struct q_ledger_findings *f)
{
	struct q_institution_list *k;
	const char *list = "";
	size_t n = f->institutions ? q_institution_list(o->tx, f->id, &k) : 0;
	for (size_t i = 0; i < n; i++)
		list = joined(o, list, arena_printf(o->tx->arena, "%s %s", k[i].number, k[i].title));
	return list;
}

/* The newest entry. */
static const char *progress(const struct finding_out *o, const struct q_ledger_findings *f)
{
	struct q_progress_list *g;
	return f->progresses && q_progress_list(o->tx, f->id, &g) ? arena_printf(o->tx->arena, "%s %s", g[0].day, g[0].text) : NULL;
}

static const char *charge(const struct finding_out *o, const struct q_ledger_findings *f)
{
	if (!f->charge_login)
		return NULL;
	return f->namesakes ? f->charge_login : in_lang(o, f->charge_en, f->charge_zh);
}

static const char *state(const struct finding_out *o, const struct q_ledger_findings *f)
{
	const struct procedure *p = city_procedure(o->city, "finding");
	int i = p ? proc_state_find(p, f->state) : -1;
	return i < 0 ? f->state : p->state[i].name[o->lang];
}

static void finding_cells(const struct finding_out *o, const struct q_ledger_findings *f, const char *cell[static FC__MAX])
{
	cell[FC_TEXT] = f->body;
	cell[FC_GROUP] = f->grp;
	cell[FC_FACTS] = f->facts;
	cell[FC_ROOT] = f->root_cause;
	cell[FC_TARGET] = f->target;
	cell[FC_TERM] = choice(o, F_TERM, f->term);
	cell[FC_CHARGE] = charge(o, f);
	cell[FC_UNIT] = *f->term ? in_lang(o, f->unit_en, f->unit_zh) : NULL;
	cell[FC_ASSIST] = assists(o, f);
	cell[FC_RESPONSIBLE] = f->responsible;
	cell[FC_DUE] = f->first_due;
	cell[FC_NOW_DUE] = f->due && f->first_due && !cstr_eq(f->due, f->first_due) ? f->due : NULL;
	cell[FC_PROGRESS] = progress(o, f);
	cell[FC_STATE] = state(o, f);
	cell[FC_EVIDENCE] = digits(o, f->evidences);
	cell[FC_INSTITUTION] = institutions(o, f);
	cell[FC_SIGNED] = f->signed_day;
	cell[FC_RECHECK] = f->lasting_day;
	cell[FC_TITLE] = f->subject;
	cell[FC_TRANSLATION] = f->translation;
	cell[FC_REVIEW] = digits(o, f->review_months);
	cell[FC_EFFECT] = digits(o, f->effect_days);
	cell[FC_NUMBER] = f->number;
}

static void measure_cells(const struct finding_out *o, const struct q_measure_list *x, const char *cell[static FC__MAX])
{
	cell[FC_MEASURE] = x->text;
	cell[FC_TACKLES] = choice(o, F_TACKLES, x->tackles);
	cell[FC_DONE_FORM] = x->done_form;
	cell[FC_MEASURE_UNIT] = in_lang(o, x->unit_en, x->unit_zh);
	cell[FC_MEASURE_DUE] = x->due;
	cell[FC_MEASURE_TRANSLATION] = x->translation;
}

static bool turn(struct finding_out *o)
{
	if (o->at == o->findings) {
		o->at = 0;
		o->findings = q_ledger_findings(o->tx, o->campaign_id, o->last, &o->finding);
	}
	if (o->findings == 0)
		return false;
	const struct q_ledger_findings *f = &o->finding[o->at];
	o->last = f->no;
	o->next = 0;
	o->measures = f->measures ? q_measure_list(o->tx, f->id, &o->measure) : 0;
	return true;
}

bool finding_out_next(struct finding_out *o, const char *cell[static FC__MAX])
{
	if (o->over || (o->next == 0 && !turn(o))) {
		o->over = true;
		return false;
	}
	const struct q_ledger_findings *f = &o->finding[o->at];
	memset(cell, 0, FC__MAX * sizeof *cell);
	cell[FC_NO] = o->measures ? arena_printf(o->tx->arena, "%lld-%zu", (long long)f->no, o->next + 1) : digits(o, f->no);
	if (o->next == 0)
		finding_cells(o, f, cell);
	if (o->measures)
		measure_cells(o, &o->measure[o->next], cell);
	if (++o->next >= o->measures) {
		o->at++;
		o->next = 0;
	}
	return true;
}
