/* Laws: 1 it never lies with, and is never seen by, the unit that handles the
 * matter, the one complained of, or who stands in their line; 2 the matter it is
 * about is not touched: no event, no state, no number of it changes; 3 who
 * reported stays as known, or as unknown, as there. */
#include "retaliation.h"

#include "act_run.h"
#include "identity.h"
#include "unit.h"

enum { AVOIDED = 3 };

struct places { int64_t avoid[AVOIDED]; size_t n; };

static void avoid(struct places *p, int64_t unit_id)
{
	if (unit_id && unit_id != DB_NULL_INT)
		p->avoid[p->n++] = unit_id;
}

static bool apart(struct tx *tx, const struct places *p, int64_t unit_id)
{
	for (size_t i = 0; i < p->n; i++)
		if (unit_in_line(tx, unit_id, p->avoid[i]))
			return false;
	return unit_id != 0;
}

/* The first discipline organ that is apart; 0: none. */
static int64_t discipline(struct tx *tx, const struct places *p)
{
	struct q_unit_discipline *u;
	size_t n = q_unit_discipline(tx, &u);
	for (size_t i = 0; i < n; i++)
		if (apart(tx, p, u[i].id))
			return u[i].id;
	return 0;
}

/* The bureau registers and the discipline organ looks into it; when one of them is
 * itself concerned, or there is none, the other does both. */
static bool find_places(struct tx *tx, const struct matter *of, int64_t named, struct act_apart *out)
{
	struct places p = {0};
	int64_t bureau = unit_intake(tx, "petition");
	avoid(&p, named);
	avoid(&p, of->m.complained_unit_id);
	if (of->m.lead_unit_id != bureau || of->m.accepted_day)
		avoid(&p, of->m.lead_unit_id);
	int64_t organ = discipline(tx, &p), home = apart(tx, &p, bureau) ? bureau : organ;
	out->register_id = draw_id(tx, "home", home);
	out->lead_id = draw_id(tx, "organ", organ ? organ : home);
	out->complained_id = draw_id(tx, "about", p.n ? p.avoid[0] : DB_NULL_INT);
	return out->register_id && out->lead_id;
}

static bool named_unit(struct tx *tx, day_t today, const struct act_in *in, int64_t *unit, struct refusal *why)
{
	*unit = 0;
	if (cstr_empty(in->text[F_COMPLAINED]))
		return true;
	*unit = draw_id(tx, "named", unit_by_code(tx, in->text[F_COMPLAINED], today));
	if (!*unit)
		*why = (struct refusal){REFUSE_INPUT, T_FAULT_UNKNOWN_UNIT(in->text[F_COMPLAINED]), NULL, F_COMPLAINED};
	return *unit != 0;
}

/* What is known of the petitioner there goes along, and nothing else of that matter. */
static bool fill(struct tx *tx, const struct matter *of, const struct viewer *v, struct act_in *in)
{
	bool zh = !cstr_eq(in->lang, "en");
	in->text[F_SUBJECT] = msg_text(tx->arena, zh ? LANG_ZH : LANG_EN, T_RETALIATION_SUBJECT);
	in->text[F_CLASS] = "accusation";
	in->text[F_CHANNEL] = "web";
	in->text[F_CONFIDENTIAL] = of->m.confidential ? "1" : NULL;
	in->text[F_ANONYMOUS] = of->m.anonymous == MATTER_ANONYMOUS ? "1" : NULL;
	return identity_copy(tx, of, v, in);
}

const struct proc_row *retaliation_row(const struct city *c)
{
	return act_new_row(c, "retaliation", "report", true);
}

bool retaliation_report(struct tx *tx, const struct city *c, const struct viewer *v, struct now now,
	struct act_in *in, struct act_done *done, struct refusal *why)
{
	struct matter of;
	struct viewer filer = viewer_petitioner(0);
	struct act_apart apart_of = {.procedure = "retaliation", .act = "report", .parent_id = v->matter_id};
	int64_t named;
	*why = (struct refusal){0};
	if (v->proxy) {                /* its code would open the details that go along */
		*why = (struct refusal){REFUSE_RIGHT, T_REFUSE_PROXY, "local: the petitioner's own", F_NONE};
		return false;
	}
	if (act_new_again(tx, c, in, done))
		return true;
	if (!retaliation_row(c) || !matter_load(tx, c, v->matter_id, &of)) {
		*why = (struct refusal){REFUSE_ABSENT, T_REFUSE_NO_MATTER, NULL, F_NONE};
		return false;
	}
	if (in->faults) {
		*why = (struct refusal){REFUSE_INPUT, in->fault[0].what, NULL, in->fault[0].field};
		return false;
	}
	input_begin(tx);
	if (!named_unit(tx, now.today, in, &named, why))
		return false;
	if (!find_places(tx, &of, named, &apart_of)) {
		*why = (struct refusal){REFUSE_STATE, T_REFUSE_RETALIATION_NOBODY, "REG 30", F_NONE};
		return false;
	}
	if (!fill(tx, &of, v, in)) {
		*why = (struct refusal){REFUSE_STATE, T_REFUSE_IDENTITY_LOCKED, NULL, F_NONE};
		return false;
	}
	if (!act_new_apart(tx, c, &filer, now, &apart_of, in, done, why))
		return false;
	input_keep(tx, now, done->matter_id, "retaliation", in, "of", of.m.number, NULL);
	return tx->trouble == TROUBLE_NONE;
}
