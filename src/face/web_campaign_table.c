/* The ledger taken along: every finding of the campaign with every measure, for whom the
 * campaign's own page is. Law: the columns are those findings are taken in by. */
#include "web_campaign_table.h"

#include "../base/log.h"
#include "../matter/finding_out.h"
#include "table.h"

void web_ledger_table(struct req *r)
{
	struct matter m;
	const char *name, *cell[FC__MAX];
	enum table_form form;
	struct table_column column[FC__MAX];
	size_t n = 0;
	if (!staff_matter(r, &m))
		return;
	if (!m.campaign || !table_form_of(r, req_param(r, 1), &name, &form) || !cstr_eq(name, "ledger")) {
		req_not_found(r);
		return;
	}
	for (int c = FC_NO; c < FC__MAX; c++)
		column[n++] = (struct table_column){T_STAFF_PLAIN(finding_column_heading(r->arena, r->lang, (enum finding_column)c)), finding_columns[c].kind, finding_columns[c].width};
	struct finding_out o = {.tx = req_read(r), .city = r->city, .lang = r->lang, .campaign_id = m.m.id};
	struct table *t = table_begin(r, form, "ledger", T_RECT_LEDGER, column, n);
	while (finding_out_next(&o, cell))
		for (int c = FC_NO; c < FC__MAX; c++)
			table_cell(t, cell[c]);
	log_line(LOG_NOTE, "list.taken", "list", "ledger", "rows", arena_printf(r->arena, "%lld", (long long)t->rows),
		"person", arena_printf(r->arena, "%lld", (long long)r->viewer.person_id), NULL);
	table_send(t);
}
