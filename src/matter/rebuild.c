/* The way through: administration as it stood, every deed again, then the
 * comparison. Law: memory does not grow with the city: pages of deeds and of
 * matters are forgotten one after the other; what is made grows on the disk. */
#include "rebuild.h"

#include <stdarg.h>

#include "../base/bug.h"
#include "../store/scratch.h"
#include "calendar_deed.h"
#include "rebuild_parts.h"
#include "unit.h"

enum { PAGE_BYTES = 256 * 1024 * 1024, DEED_BYTES = 256 * 1024 * 1024, KEEP_BYTES = 512 * 1024 * 1024, TURN_EVERY = 2000 };

void rebuild_say(struct rebuild *r, const char *fmt, ...)
{
	struct arena *a = arena_new(16 * 1024 * 1024);
	va_list ap;
	va_start(ap, fmt);
	const char *line = arena_vprintf(a, fmt, ap);
	va_end(ap);
	r->report->differences++;
	r->watch->say(r->watch->ctx, line);
	arena_free(a);
}

static void watch(struct rebuild *r, int64_t done, int64_t total)
{
	if (r->watch->progress)
		r->watch->progress(r->watch->ctx, done, total);
}

/* -- as it stood in the beginning */

static void copy_places(struct rebuild *r)
{
	struct q_area_all *area;
	struct q_unit_each_row *u;
	size_t n = q_area_all(&r->stored, &area);
	for (size_t i = 0; i < n; i++)
		q_area_insert(&r->made, area[i].code, area[i].parent, area[i].name_zh, area[i].name_en);
	n = q_unit_each_row(&r->stored, &u);
	for (size_t i = 0; i < n; i++)
		q_unit_put(&r->made, u[i].id, u[i].code, u[i].name_zh, u[i].name_en, u[i].kind, u[i].parent_id, u[i].area_code,
			u[i].doc_sign, u[i].duties, u[i].valid_from, u[i].valid_to, u[i].successor_id);
	q_unit_line_clear(&r->made);
	q_unit_line_fill(&r->made);
}

static void copy_bodies(struct rebuild *r)
{
	struct q_body_all *b;
	size_t n = q_body_all(&r->stored, &b);
	for (size_t i = 0; i < n; i++)
		q_body_put(&r->made, b[i].id, b[i].code, b[i].kind, b[i].name_zh, b[i].name_en, b[i].unit_id, b[i].office_unit_id, b[i].sign, b[i].valid_from);
}

static void copy_calendars(struct rebuild *r)
{
	struct q_calendar_rows *k;
	size_t n = q_calendar_rows(&r->stored, &k);
	for (size_t i = 0; i < n; i++)
		q_calendar_put(&r->made, k[i].id, k[i].name, k[i].text, k[i].confirmed_ms, k[i].withdrawn_ms);
}

static void copy_series(struct rebuild *r)
{
	struct q_series_before *s;
	size_t n = q_series_before(&r->stored, &s);
	for (size_t i = 0; i < n; i++)
		q_series_put(&r->made, s[i].key, s[i].last);
}

/* One later change of the administration taken back. */
static void take_back(struct rebuild *r, int64_t id, const char *data)
{
	struct input in;
	if (!input_read(&r->made, id, data, &in))
		return;                        /* told when its turn comes */
	if (cstr_eq(in.doing, "unit"))
		unit_again(&r->made, &in, "was");
	if (cstr_eq(in.doing, "calendar"))
		q_calendar_again(&r->made, input_get_id(&in, "calendar"), DB_NULL_INT);
}

static void go_back(struct rebuild *r)
{
	struct q_input_back *page;
	int64_t before = INT64_MAX;
	size_t n;
	do {
		arena_reset(r->stored.arena);
		n = q_input_back(&r->stored, before, &page);
		for (size_t i = 0; i < n; i++) {
			arena_reset(r->made.arena);
			take_back(r, page[i].id, page[i].data);
			before = page[i].id;
		}
	} while (n > 0 && r->made.trouble == TROUBLE_NONE);
}

static const char *begin(struct rebuild *r)
{
	struct q_setting_get older;
	struct cal_error err;
	copy_places(r);
	copy_bodies(r);
	copy_calendars(r);
	copy_series(r);
	if (!q_setting_get(&r->stored, "inputs_after_event", &older) || !str_i64(str_of(older.value), &r->older_than))
		return "the settings do not tell since when inputs are kept";
	go_back(r);
	const struct calendar *first = calendar_with(r->keep, &r->made, &r->city, NULL, &err);
	if (!first)
		return arena_printf(r->keep, "%s:%d: %s", err.file, err.line, err.reason);
	r->city.calendar = first;
	return NULL;
}

/* -- every deed again */

static void one(struct rebuild *r, int64_t id, const char *data)
{
	struct input in;
	arena_reset(r->made.arena);
	scratch_try(&r->made);
	const char *why = input_read(&r->made, id, data, &in) ? rebuild_again(r, &in) : "what it was given cannot be read";
	r->report->deeds++;
	if (why)
		rebuild_say(r, "input %lld: %s %s %s cannot be done again: %s", (long long)id, in.doing, input_get(&in, "matter"), input_get(&in, "act"), why);
	scratch_done(&r->made, !why);
	r->made.inputs = NULL;
}

static void all(struct rebuild *r)
{
	struct q_input_page *page;
	struct q_input_count count = {0};
	int64_t after = 0;
	size_t n;
	q_input_count(&r->stored, &count);
	do {
		arena_reset(r->stored.arena);
		n = q_input_page(&r->stored, after, &page);
		for (size_t i = 0; i < n && r->made.trouble == TROUBLE_NONE; i++) {
			one(r, page[i].id, page[i].data);
			after = page[i].id;
			if (r->report->deeds % TURN_EVERY == 0)
				scratch_turn(&r->made);
		}
		watch(r, r->report->deeds, count.n + 1);
	} while (n > 0 && r->stored.trouble == TROUBLE_NONE && r->made.trouble == TROUBLE_NONE);
}

static const char *trouble_of(const struct rebuild *r)
{
	const struct tx *tx = r->stored.trouble != TROUBLE_NONE ? &r->stored : &r->made;
	return tx->trouble == TROUBLE_NONE ? NULL : arena_strdup(r->keep, tx->why);
}

static const char *run(struct rebuild *r)
{
	const char *why = begin(r);
	if (!why)
		why = trouble_of(r);
	if (why)
		return why;
	all(r);
	why = trouble_of(r);
	if (why)
		return why;
	rebuild_compare(r);
	watch(r, 1, 1);
	return trouble_of(r);
}

const char *rebuild_run(struct city *c, const struct rebuild_watch *w, struct rebuild_report *out)
{
	const char *why = NULL;
	struct arena *stored = arena_new(PAGE_BYTES), *made = arena_new(DEED_BYTES);
	struct rebuild r = {.city = *c, .keep = arena_new(KEEP_BYTES), .watch = w, .report = out};
	*out = (struct rebuild_report){0};
	read_begin(c->store, 0, stored, &r.stored);
	if (scratch_open(made, &r.made, &why)) {
		why = run(&r);
		scratch_close(&r.made);
	}
	read_end(&r.stored);
	why = why ? arena_strdup(c->arena, why) : NULL;
	arena_free(r.keep);
	arena_free(made);
	arena_free(stored);
	return why;
}
