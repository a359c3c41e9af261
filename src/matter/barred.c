/* Laws: 1 a tie counts by person, not by the post acted in: a post in the unit
 * complained of, below it, or (but for the bureau) above it, or in its
 * successor, bars the person in every other post too; 2 being barred never
 * hides what a person may know otherwise: that is matter_visible(). */
#include "barred.h"
#include "identity.h"

bool barred_from_identity(const struct matter *m, const struct viewer *v, struct refusal *why)
{
	if (v->kind != VIEWER_STAFF)
		return false;
	if (matter_tied(m, v)) {
		*why = (struct refusal){REFUSE_RIGHT, T_REFUSE_TIED, "REG 30(3); local: for every class", F_NONE};
		return true;
	}
	if (m->m.confidential && !viewer_in_unit(v, m->m.register_unit_id)) {
		*why = (struct refusal){REFUSE_RIGHT, T_REFUSE_CONFIDENTIAL, "local: what was filed in confidence stays with who registered it", F_NONE};
		return true;
	}
	return false;
}

bool barred_from_act(const struct matter *m, const struct viewer *v, const char *act, struct refusal *why)
{
	if (identity_act(act))
		return barred_from_identity(m, v, why);
	/* who is complained of does not say who is */
	if (!cstr_eq(act, "name_complained") || v->kind != VIEWER_STAFF || !matter_tied(m, v))
		return false;
	*why = (struct refusal){REFUSE_RIGHT, T_REFUSE_TIED, "REG 30(3)", F_NONE};
	return true;
}
