/* Laws: 1 only who keeps the campaign takes anything into it; 2 nothing is kept unless it
 * is asked for by `keep`. */
#include "intake.h"

static const char EFFECT_DAYS[] = "30";        /* local: where the table does not say how long effect is waited for */

bool intake_begin(struct intake *k, struct city *c, const struct viewer *v, struct now now, enum lang lang, const struct matter *campaign, struct refusal *why)
{
	*k = (struct intake){.in = {.city = c, .viewer = v, .now = now, .lang = lang, .campaign = campaign->m.number, .campaign_id = campaign->m.id,
		.office_id = campaign->m.register_unit_id, .tackles = "", .effect_days = EFFECT_DAYS}};
	if (viewer_post_in(v, "clerk", campaign->m.register_unit_id) == NULL)
		*why = (struct refusal){REFUSE_RIGHT, T_REFUSE_RIGHT, NULL, F_NONE};
	else if (campaign->proc->state[campaign->state].final)
		*why = (struct refusal){REFUSE_STATE, T_REFUSE_NO_CAMPAIGN(campaign->m.number), NULL, F_NONE};
	else
		return true;
	return false;
}

void intake_guess(struct intake *k, struct arena *a)
{
	k->in.head = finding_in_headings(a, k->rows.row, k->rows.rows, k->in.column);
}

bool intake_columns(struct intake *k, struct arena *a, struct str list, struct msg *why)
{
	enum finding_column column[FINDING_COLUMNS] = {FC_SKIP};
	size_t n = 0;
	for (struct str rest = list; rest.p && rest.n; n++) {
		struct str name = str_trim(str_cut(&rest, ','));
		enum finding_column c = name.n ? finding_column_find(name) : FC_SKIP;
		bool ours = c != FC__MAX && (c <= FC_TOLD || finding_columns[c].sort != FINDING_ACTS);
		if (!ours || n == FINDING_COLUMNS) {
			*why = T_INTAKE_NO_COLUMN(arena_cstr(a, name));
			return false;
		}
		column[n] = c;
	}
	memcpy(k->in.column, column, sizeof column);
	return true;
}

void intake_run(struct intake *k, struct arena *a, bool keep)
{
	k->in.arena = a;
	k->in.row = k->rows.row;
	k->in.rows = k->rows.rows;
	k->in.keep = keep;
	k->trouble = finding_in_run(&k->in);
}

static bool nothing(struct tx *tx, struct req *r)
{
	(void)tx, (void)r;
	return false;
}

void intake_answer(struct req *r, void (*answer)(struct req *r, enum trouble trouble, bool kept))
{
	req_write(r, nothing, answer);
}

size_t intake_width(const struct intake *k)
{
	size_t n = 0;
	for (size_t i = 0; i < k->rows.rows; i++)
		n = k->rows.row[i].cells > n ? k->rows.row[i].cells : n;
	return n < FINDING_COLUMNS ? n : FINDING_COLUMNS;
}
