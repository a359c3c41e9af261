/* Batches of rows in transactions, and the report. Laws: 1 counts are those of
 * what is durable: they move after the commit; 2 a dry run tells what a run
 * would do, also for ids that occur twice in the file. */
#include "import_parts.h"

#include "../base/bug.h"
#include "../base/hash.h"
#include "data.h"
#include "text.h"
#include "unit.h"

/* Ids seen in this run, for the dry run: nothing of it is in the database. */
struct seen { struct sha256 id; char print[33]; bool used; };

struct import {
	struct arena *arena;
	struct import_place place;
	bool dry_run;
	struct import_report report;
	struct seen *seen; size_t seen_n, seen_room;
};

struct batch {
	struct import *im;
	struct import_row *row; size_t n;
	struct import_judged *judged;
};

static int64_t find_unit(struct tx *tx, const char *code, day_t today, struct msg *why)
{
	int64_t id = unit_by_code(tx, code, today);
	if (!id)
		*why = T_IMPORT_NO_UNIT(code);
	return id;
}

/* Named on the command line, or by the map, or what the city has for it. */
static bool find_units(struct tx *tx, const struct import_options *o, struct import_place *p, struct msg *why)
{
	const char *registers = o->unit_register ? o->unit_register : o->map->unit_register;
	const char *leads = o->unit_lead ? o->unit_lead : o->map->unit_lead;
	p->register_id = registers ? find_unit(tx, registers, o->now.today, why) : unit_intake(tx, o->map->procedure);
	if (!p->register_id && !registers)
		*why = T_IMPORT_NO_INTAKE;
	if (p->register_id)
		p->lead_id = leads ? find_unit(tx, leads, o->now.today, why) : p->register_id;
	return p->lead_id != 0;
}

struct import *import_new(struct arena *a, struct city *c, const struct import_options *o, struct msg *why)
{
	struct import *im = arena_make(a, struct import);
	struct tx tx;
	*im = (struct import){.arena = a, .dry_run = o->dry_run, .place = {.city = c, .map = o->map, .now = o->now}};
	read_begin(c->store, 0, a, &tx);
	bool found = find_units(&tx, o, &im->place, why);
	read_end(&tx);
	return found ? im : NULL;
}

const struct import_report *import_report(const struct import *im)
{
	return &im->report;
}

void import_count_broken(struct import *im)
{
	im->report.rows++;
	im->report.refused++;
}

/* -- ids of the dry run */

static struct seen *slot(struct seen *table, size_t room, const struct sha256 *id)
{
	size_t at;
	memcpy(&at, id->b, sizeof at);
	for (at %= room; table[at].used && !sha256_eq(&table[at].id, id);)
		at = (at + 1) % room;
	return &table[at];
}

static void grow(struct import *im)
{
	size_t room = im->seen_room ? im->seen_room * 4 : 4096;
	struct seen *table = arena_make_n(im->arena, struct seen, room);
	for (size_t i = 0; i < im->seen_room; i++)
		if (im->seen[i].used)
			*slot(table, room, &im->seen[i].id) = im->seen[i];
	im->seen = table;
	im->seen_room = room;
}

/* The fingerprint seen with this id before; NULL: none, and now it is. */
static const char *seen_before(struct import *im, const struct import_judged *j)
{
	if (im->seen_n * 2 >= im->seen_room)
		grow(im);
	struct sha256 id = sha256_of(str_of(j->imported));
	struct seen *s = slot(im->seen, im->seen_room, &id);
	if (s->used)
		return s->print;
	*s = (struct seen){.id = id, .used = true};
	memcpy(s->print, j->print, sizeof s->print);
	im->seen_n++;
	return NULL;
}

/* -- a batch */

static const char *print_here(struct import *im, struct tx *tx, const struct import_judged *j)
{
	struct q_import_find found;
	if (q_import_find(tx, j->imported, &found))
		return data_get(tx->arena, found.data, "row");
	return im->dry_run ? seen_before(im, j) : NULL;
}

static void take(struct batch *b, struct tx *tx, size_t i)
{
	struct import_row *row = &b->row[i];
	struct import_judged *j = &b->judged[i];
	row->why = MSG_NONE;
	if (!import_judge(tx->arena, &b->im->place, row, j, &row->why)) {
		row->fate = IMPORT_REFUSED;
		return;
	}
	const char *print = print_here(b->im, tx, j);
	row->fate = !print ? IMPORT_TAKEN : cstr_eq(print, j->print) ? IMPORT_KNOWN : IMPORT_REFUSED;
	if (row->fate == IMPORT_REFUSED)
		row->why = T_IMPORT_OTHER_CONTENT(strchr(j->imported, ':') + 1);
	if (row->fate == IMPORT_TAKEN && !b->im->dry_run)
		import_write(tx, &b->im->place, j);
}

static bool run_batch(struct tx *tx, void *arg)
{
	struct batch *b = arg;
	for (size_t i = 0; i < b->n && tx->trouble == TROUBLE_NONE; i++)
		take(b, tx, i);
	return tx->trouble == TROUBLE_NONE;
}

static void add_late(struct import_late *l, day_t days)
{
	if (days <= 0)
		return;
	l->count++;
	l->days_sum += days;
	if (days > l->days_worst)
		l->days_worst = days;
}

static void count(struct import_report *r, const struct import_row *row, const struct import_judged *j, day_t today)
{
	r->rows++;
	r->refused += row->fate == IMPORT_REFUSED;
	r->taken += row->fate == IMPORT_TAKEN;
	r->known += row->fate == IMPORT_KNOWN;
	if (row->fate == IMPORT_REFUSED)
		return;
	r->answered += j->answered;
	r->unanswered += !j->answered;
	r->received_only += j->received_only;
	r->open_late15 += !j->answered && today > j->due15;
	r->open_late60 += !j->answered && today > j->due60;
	if (j->answered) {
		add_late(&r->late15, j->replied - j->due15);
		add_late(&r->late60, j->replied - j->due60);
	}
}

bool import_batch(struct import *im, struct arena *scratch, struct import_row *row, size_t n, enum trouble *trouble)
{
	struct batch b = {im, row, n, arena_make_n(scratch, struct import_judged, n)};
	struct tx tx;
	bool kept;
	must(n <= IMPORT_BATCH);
	if (im->dry_run) {
		read_begin(im->place.city->store, 0, scratch, &tx);
		kept = run_batch(&tx, &b);
		*trouble = tx.trouble;
		read_end(&tx);
	} else {
		kept = store_write(im->place.city->store, scratch, run_batch, &b, trouble);
	}
	for (size_t i = 0; kept && i < n; i++)
		count(&im->report, &row[i], &b.judged[i], im->place.now.today);
	return kept;
}
