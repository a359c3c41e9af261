/* From a row of cells to what it means, or why it is refused. Laws: 1 pure but
 * for the arena; 2 every refusal names the cell and what stands in it; 3 the
 * first thing that is wrong is the one that is told. */
#include "import_parts.h"

#include "../base/hash.h"
#include "../base/limits.h"
#include "../base/utf8.h"
#include "text.h"

enum { ID_BYTES = 100, SHOWN_CHARS = 40 };

static bool refuse(struct msg *why, struct msg what)
{
	*why = what;
	return false;
}

/* The beginning of a cell, for the reason. */
static const char *shown(struct arena *a, struct str s)
{
	const char *clean;
	return import_clean(a, utf8_head(s, SHOWN_CHARS), true, &clean) ? clean : "?";
}

static const char *column(const struct mapfile *m, enum map_field f)
{
	return m->column[f] ? m->column[f] : map_field_names[f];
}

/* U+FFFD: the recoder's sign for bytes that are no text in the file's encoding. */
static bool unreadable(struct str s)
{
	return str_find(s, STR("\xEF\xBF\xBD")) != SIZE_MAX;
}

static bool clean_cells(struct arena *a, const struct import_place *p, const struct import_row *row, struct str value[MAP__MAX], struct msg *why)
{
	for (int f = 0; f < MAP__MAX; f++) {
		const char *text;
		bool line = f != MAP_BODY && f != MAP_REPLY;
		if (unreadable(row->cell[f]) || !import_clean(a, row->cell[f], line, &text))
			return refuse(why, T_IMPORT_UNREADABLE(column(p->map, (enum map_field)f)));
		value[f] = str_of(text);
	}
	for (int f = 0; f < MAP__MAX; f++)
		if (value[f].n == 0 && p->map->standard[f] && f != MAP_REPLY)
			value[f] = mapfile_standard(a, p->map, (enum map_field)f, value);
	return true;
}

static bool read_time(struct arena *a, const struct import_place *p, enum map_field f, struct str cell, int64_t *ms, day_t *day, struct msg *why)
{
	bool clocked;
	if (!mapfile_time(p->map, cell, p->now.zone_min, ms, &clocked))
		return refuse(why, T_IMPORT_BAD_TIME(column(p->map, f), shown(a, cell)));
	*day = day_of_ms(*ms, p->now.zone_min);
	if (*day > p->now.today)
		return refuse(why, T_IMPORT_FUTURE(column(p->map, f), shown(a, cell)));
	return true;
}

/* Reply, its time and the status: is it answered? */
static bool judge_reply(struct arena *a, const struct import_place *p, struct str value[MAP__MAX], struct import_judged *j, struct msg *why)
{
	enum map_status status = mapfile_status(p->map, value[MAP_STATUS]);
	if (status == MAP_STATUS_UNKNOWN)
		return refuse(why, T_IMPORT_BAD_STATUS(column(p->map, MAP_STATUS), shown(a, value[MAP_STATUS])));
	j->replied = DAY_NONE;
	if (status == MAP_STATUS_ANSWERED && value[MAP_REPLY].n == 0)
		value[MAP_REPLY] = mapfile_standard(a, p->map, MAP_REPLY, value);
	if (value[MAP_REPLY].n == 0) {
		if (status == MAP_STATUS_ANSWERED || (status == MAP_STATUS_NONE && value[MAP_REPLIED].n))
			return refuse(why, T_IMPORT_NO_REPLY);
		return true;
	}
	if (value[MAP_REPLIED].n == 0)
		return refuse(why, T_IMPORT_NO_REPLY_TIME(column(p->map, MAP_REPLIED)));
	if (!read_time(a, p, MAP_REPLIED, value[MAP_REPLIED], &j->replied_ms, &j->replied, why))
		return false;
	if (j->replied < j->created)
		return refuse(why, T_IMPORT_REPLY_FIRST(shown(a, value[MAP_REPLIED]), shown(a, value[MAP_CREATED])));
	/* of a day without a clock: not before the question */
	if (j->replied_ms < j->created_ms)
		j->replied_ms = j->created_ms;
	j->received_only = mapfile_received_only(p->map, a, value[MAP_REPLY]);
	j->answered = !j->received_only && status != MAP_STATUS_OPEN;
	return true;
}

static day_t due_of(const struct import_place *p, const char *code, day_t from, int days)
{
	struct clock_in in = {.rule = clock_rule_find(&p->city->clocks, code), .calendar = p->city->calendar,
		.start = from, .start_ms = day_start_ms(from, p->now.zone_min), .zone_min = p->now.zone_min};
	day_t nominal, due;
	int64_t ms;
	bool provisional;
	if (!in.rule || clock_check(&in))
		return from + days;
	clock_dates(&in, &nominal, &due, &ms, &provisional);
	return due;
}

/* A subject that is too long is shortened, and stands whole before the text. */
static void fit_subject(struct arena *a, struct str value[MAP__MAX])
{
	struct str whole = value[MAP_SUBJECT];
	if (utf8_count(whole) <= LIMIT_SUBJECT_CHARS)
		return;
	value[MAP_BODY] = str_of(arena_printf(a, "%.*s\n\n%.*s", STR_ARG(whole), STR_ARG(value[MAP_BODY])));
	value[MAP_SUBJECT] = str_of(arena_printf(a, "%.*s…", STR_ARG(utf8_head(whole, LIMIT_SUBJECT_CHARS - 1))));
}

static bool check_length(struct arena *a, const struct import_place *p, const struct str value[MAP__MAX], struct msg *why)
{
	static const int most[MAP__MAX] = {[MAP_REQUESTER] = LIMIT_NAME_CHARS, [MAP_BODY] = LIMIT_TEXT_CHARS,
		[MAP_REPLY] = LIMIT_TEXT_CHARS, [MAP_PLACE] = LIMIT_LINE_CHARS, [MAP_CATEGORY] = LIMIT_LINE_CHARS};
	for (int f = 0; f < MAP__MAX; f++)
		if (most[f] && utf8_count(value[f]) > (size_t)most[f])
			return refuse(why, T_IMPORT_TOO_LONG(column(p->map, (enum map_field)f), arena_printf(a, "%d", most[f])));
	return true;
}

/* A fingerprint of everything taken from the row. */
static void fingerprint(const struct str value[MAP__MAX], char out[static 33])
{
	struct sha256_state s;
	char hex[65];
	sha256_init(&s);
	/* fields of a later day are left out: what was imported before stays known */
	for (int f = 0; f < MAP_CONFIDENTIAL; f++) {
		sha256_add(&s, value[f].p, value[f].n);
		sha256_add(&s, "\0", 1);
	}
	struct sha256 h = sha256_end(&s);
	snprintf(out, 33, "%.32s", sha256_hex(&h, hex));
}

/* A cell that does not say no says yes: a register's words are many, and a name told cannot be untold. */
static bool wants_secrecy(struct str cell)
{
	static const char *const no[] = {"0", "no", "No", "NO", "false", "否", "不保密", "公开", NULL};
	for (const char *const *w = no; *w; w++)
		if (str_is(cell, *w))
			return false;
	return cell.n > 0;
}

bool import_judge(struct arena *a, const struct import_place *p, const struct import_row *row, struct import_judged *j, struct msg *why)
{
	struct str value[MAP__MAX];
	*j = (struct import_judged){0};
	if (row->cells != row->header_cells)
		return refuse(why, T_IMPORT_CELLS(arena_printf(a, "%zu", row->cells), arena_printf(a, "%zu", row->header_cells)));
	if (!clean_cells(a, p, row, value, why))
		return false;
	if (value[MAP_ID].n == 0 || value[MAP_ID].n > ID_BYTES)
		return refuse(why, T_IMPORT_BAD_ID(column(p->map, MAP_ID), arena_printf(a, "%d", ID_BYTES)));
	if (value[MAP_SUBJECT].n == 0 || value[MAP_BODY].n == 0)
		return refuse(why, T_IMPORT_BLANK(column(p->map, value[MAP_BODY].n ? MAP_SUBJECT : MAP_BODY)));
	if (!read_time(a, p, MAP_CREATED, value[MAP_CREATED], &j->created_ms, &j->created, why) || !judge_reply(a, p, value, j, why))
		return false;
	fingerprint(value, j->print);
	fit_subject(a, value);
	if (!check_length(a, p, value, why))
		return false;
	j->imported = arena_printf(a, "%s:%.*s", p->map->name, STR_ARG(value[MAP_ID]));
	j->requester = arena_cstr(a, value[MAP_REQUESTER]);
	j->subject = arena_cstr(a, value[MAP_SUBJECT]);
	j->body = arena_cstr(a, value[MAP_BODY]);
	j->reply = arena_cstr(a, value[MAP_REPLY]);
	j->place = arena_cstr(a, value[MAP_PLACE]);
	j->category = arena_cstr(a, value[MAP_CATEGORY]);
	j->confidential = wants_secrecy(value[MAP_CONFIDENTIAL]);
	j->due15 = due_of(p, "bureau_route", j->created, 15);
	j->due60 = due_of(p, "handle", j->created, 60);
	return true;
}
