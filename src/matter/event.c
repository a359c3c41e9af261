/* Law: no event without its leaf. */
#include "event.h"

#include "ledger_run.h"
#include "query.h"

int64_t event_system(struct tx *tx, struct now now, const struct system_event *e)
{
	char day[11];
	int64_t id = q_event_insert(tx, e->matter_id, e->act, e->state, e->state, "system", "system", DB_NULL_INT, e->unit_id,
		now.utc_ms, day_text(now.today, day), e->public_, e->article, e->data);
	ledger_note(tx, id, NULL, 0);
	return id;
}
