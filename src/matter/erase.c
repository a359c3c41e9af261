/* Laws: 1 nothing open is erased, and nothing without a row in the city's rule
 * file; 2 erasing and its event are one transaction; 3 what was erased is found
 * no more, so that erasing again does nothing. */
#include "erase.h"

#include "../base/bug.h"
#include "data.h"
#include "event.h"
#include "identity.h"
#include "input.h"

size_t erase_look(struct tx *tx, const struct city *c, day_t today, int64_t *last, struct erase_found **out, size_t *found)
{
	struct q_erasable *row;
	char day[11];
	*found = 0;
	size_t n = q_erasable(tx, day_text(today, day), *last, &row);
	*out = arena_make_n(tx->arena, struct erase_found, n);
	for (size_t i = 0; i < n; i++) {
		day_t closed;
		const struct retention_row *r = retention_find(&c->retention, row[i].procedure, row[i].class);
		*last = row[i].id;
		must(day_parse(str_of(row[i].closed_day), &closed));
		if (r && today > retention_last_day(r, closed))
			(*out)[(*found)++] = (struct erase_found){row[i].id, row[i].number, row[i].state, row[i].closed_day, r->source, r->years};
	}
	return n;
}

void erase_one(struct tx *tx, struct now now, const struct erase_found *f)
{
	input_begin(tx);
	identity_erase(tx, f->id);
	event_system(tx, now, &(struct system_event){f->id, f->state, "erased", DB_NULL_INT, true, f->source,
		data_of_pairs(tx->arena, "closed", f->closed, NULL)});
	input_keep(tx, now, f->id, "erase", NULL, "matter", f->number, "closed", f->closed, "source", f->source, NULL);
}
