/* Law: a parcel that was taken out lacks nothing. */
#include "parcel.h"

#include "text.h"

bool parcel_stands(const struct q_parcel_list *p)
{
	return p->dropped_event == DB_NULL_INT;
}

const struct q_parcel_list *parcel_find(const struct matter *m, int64_t no)
{
	for (size_t i = 0; i < m->parcels; i++)
		if (m->parcel[i].no == no)
			return &m->parcel[i];
	return NULL;
}

bool parcels_asked(struct tx *tx, const struct city *c, int64_t matter_id)
{
	struct q_programmes_of *g;
	size_t n = q_programmes_of(tx, matter_id, &g);
	for (size_t i = 0; i < n; i++)
		if (programme_asks_parcels(programme_find(&c->programmes, str_of(g[i].programme)), str_of(g[i].package)))
			return true;
	return false;
}

static bool come(const struct q_parcel_list *p, enum parcel_step step)
{
	return (step == PARCEL_RESTORED ? p->restored_event : p->confirmed_event) != DB_NULL_INT;
}

/* The first that lacks it, or NULL. */
static const struct q_parcel_list *lacks(const struct matter *m, enum parcel_step step)
{
	for (size_t i = 0; i < m->parcels; i++)
		if (parcel_stands(&m->parcel[i]) && !come(&m->parcel[i], step))
			return &m->parcel[i];
	return NULL;
}

static bool any(const struct matter *m)
{
	for (size_t i = 0; i < m->parcels; i++)
		if (parcel_stands(&m->parcel[i]))
			return true;
	return false;
}

bool parcels_are(const struct matter *m, enum parcel_step step)
{
	return !lacks(m, step) && (any(m) || !m->parcels_asked);
}

struct msg parcels_lacking(const struct matter *m, enum parcel_step step)
{
	const struct q_parcel_list *p = lacks(m, step);
	if (!p)
		return T_REFUSE_PARCELS_NONE;
	return step == PARCEL_RESTORED ? T_REFUSE_PARCEL_OPEN(p->code) : T_REFUSE_PARCEL_UNCONFIRMED(p->code);
}
