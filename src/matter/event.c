/* Laws: 1 no event without its leaf; 2 none outside a deed whose input is kept. */
#include "event.h"

#include "input.h"
#include "ledger_run.h"
#include "query.h"

int64_t event_insert(struct tx *tx, const struct event_row *e)
{
	char day[11];
	int64_t id;
	day_text(e->day, day);
	if (input_event(tx, &id)) {
		q_event_insert_as(tx, id, e->matter_id, e->act, e->from, e->to, e->actor, e->role, e->person_id, e->unit_id,
			e->at_ms, day, e->public_, e->article, e->data);
		return id;
	}
	return draw_id(tx, "event", q_event_insert(tx, e->matter_id, e->act, e->from, e->to, e->actor, e->role, e->person_id, e->unit_id,
		e->at_ms, day, e->public_, e->article, e->data));
}

int64_t event_system(struct tx *tx, struct now now, const struct system_event *e)
{
	int64_t id = event_insert(tx, &(struct event_row){e->matter_id, e->act, e->state, e->state, "system", "system", DB_NULL_INT, e->unit_id,
		now.utc_ms, now.today, e->public_, e->article, e->data});
	ledger_note(tx, id, NULL, 0);
	return id;
}
