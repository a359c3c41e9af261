/* What happens in the demo city by hand, not by story: its bodies, their
 * meetings and what these decide (rules/demo/meetings.txt), and rectification
 * (rules/demo/rectification.txt), supervision items (rules/demo/supervision.txt), forwarded
 * cases (rules/demo/environment.txt) and parcels of farmland (rules/demo/farmland.txt).
 *
 *     body CODE KIND UNIT OFFICE MARK en "..." zh "..."
 *     seat BODY LOGIN ROLE en "title" zh "title"
 *     publish BODY LOGIN
 *     DAY LOGIN NAME ACT [field=word | field "words"]...
 *
 * DAY counts from the demo's today (-60: sixty days before). NAME is what the
 * script calls a matter; PROCEDURE:ACT@UNIT begins it; NAME/2 is the second born
 * of it. Values: @+30 a day from today on, @NAME a matter's number, @item:NAME
 * the item about it, @overdue the item of the overdue matters. The act `rest`
 * puts off every item that has no conclusion yet. Where an act needs a file, it is one of
 * `file_text`, or the picture of a field `photo=before` or `photo=after`.
 *
 * Laws: 1 nothing here writes but through the deeds of everybody; 2 what is
 * refused ends the filling with file, line and reason. */
#include "demo_parts.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "../rule/calendar_line.h"
#include "attach.h"
#include "body.h"
#include "clean.h"
#include "unit.h"

enum { LINES = 1500, SETS = 14, NAMES = 200, STEP_MS = 8 * 1000, FILE_LINES = 100000 };

/* Read in this order; `at` tells file and line. */
static const char *const files[] = {"meetings.txt", "rectification.txt", "supervision.txt", "environment.txt", "farmland.txt"};
enum { FILES = sizeof files / sizeof *files };

struct script_line { int at; day_t day; const char *login, *name, *act; struct demo_set set[SETS]; size_t sets; };
struct script_body { int at; struct body_in in; const char *published_by; };
struct script_seat { int at; struct seat_in in; };

struct demo_script {
	struct script_line *line; size_t lines;
	struct script_body body[8]; size_t bodies;
	struct script_seat seat[LIMIT_SCRIPT_SEATS]; size_t seats;
	struct { const char *name; int64_t id; } known[NAMES]; size_t knowns;
	day_t today;
};

/* -- reading */

static const char *bad(struct arena *a, int line, const char *reason)
{
	return arena_printf(a, "demo/%s:%d: %s", files[line / FILE_LINES], line % FILE_LINES, reason);
}

static bool words(struct arena *a, struct str *rest, const char **out, int n)
{
	struct str word;
	for (int i = 0; i < n; i++) {
		if (!line_word(rest, &word))
			return false;
		out[i] = arena_cstr(a, word);
	}
	return true;
}

static const char *read_body(struct arena *a, struct str rest, struct script_body *b)
{
	const char *w[5];
	struct str en, zh;
	if (!words(a, &rest, w, 5) || !line_pair(&rest, &en, &zh))
		return "body CODE KIND UNIT OFFICE MARK en \"...\" zh \"...\"";
	b->in = (struct body_in){w[0], w[1], arena_cstr(a, zh), arena_cstr(a, en), w[2], w[3], w[4], DAY_NONE};
	return NULL;
}

static const char *read_seat(struct arena *a, struct str rest, struct script_seat *s)
{
	const char *w[3];
	struct str en, zh;
	if (!words(a, &rest, w, 3) || !line_pair(&rest, &en, &zh))
		return "seat BODY LOGIN ROLE en \"...\" zh \"...\"";
	s->in = (struct seat_in){w[0], w[1], w[2], arena_cstr(a, zh), arena_cstr(a, en), DAY_NONE, DAY_NONE};
	return NULL;
}

/* Made public by that person of its office. */
static const char *read_publish(struct arena *a, struct str rest, struct demo_script *s)
{
	const char *w[2];
	if (words(a, &rest, w, 2))
		for (size_t i = 0; i < s->bodies; i++)
			if (cstr_eq(s->body[i].in.code, w[0])) {
				s->body[i].published_by = w[1];
				return NULL;
			}
	return "publish BODY LOGIN, of a body above";
}

static const char *read_act(struct arena *a, struct str rest, int64_t day, struct script_line *l, day_t today)
{
	const char *w[3];
	struct str word, text;
	if (!words(a, &rest, w, 3))
		return "DAY LOGIN NAME ACT";
	*l = (struct script_line){.at = l->at, .day = today + (day_t)day, .login = w[0], .name = w[1], .act = w[2]};
	while (line_word(&rest, &word)) {
		struct str value = word;
		if (l->sets == SETS)
			return "more than 14 fields";
		struct demo_set *s = &l->set[l->sets++];
		s->field = arena_cstr(a, str_cut(&value, '='));
		if (value.p)
			s->value = arena_cstr(a, value);
		else if (line_quoted(&rest, &text))
			s->value = arena_cstr(a, text);
		else
			return "behind a field stand =word or \"words\"";
	}
	return NULL;
}

static const char *read_line(struct arena *a, struct str line, int at, struct demo_script *s)
{
	struct str word, rest = line;
	int64_t day;
	if (line_done(line) || !line_word(&rest, &word))
		return NULL;
	if (str_is(word, "body") && s->bodies < sizeof s->body / sizeof *s->body) {
		s->body[s->bodies].at = at;
		return read_body(a, rest, &s->body[s->bodies++]);
	}
	if (str_is(word, "seat") && s->seats < LIMIT_SCRIPT_SEATS) {
		s->seat[s->seats].at = at;
		return read_seat(a, rest, &s->seat[s->seats++]);
	}
	if (str_is(word, "publish"))
		return read_publish(a, rest, s);
	if (!str_i64(word, &day) || day > 0 || day < -800 || s->lines == LINES)
		return "a line begins with body, seat, publish or a day from -800 to 0; at most 8, 60 and 1500 of them";
	s->line[s->lines].at = at;
	return read_act(a, rest, day, &s->line[s->lines++], s->today);
}

static const char *read_script(struct arena *a, const char *dir, int file, struct demo_script *s)
{
	struct str text, line;
	const char *reason = NULL;
	int r = os_read_file(a, arena_printf(a, "%s/%s", dir, files[file]), LIMIT_RULE_FILE_BYTES, &text);
	if (r < 0)
		return arena_printf(a, "%s/%s cannot be read (%s)", dir, files[file], strerror(-r));
	for (int at = file * FILE_LINES + 1; !reason && str_line(&text, &line); at++) {
		reason = read_line(a, line, at, s);
		if (reason)
			reason = bad(a, at, reason);
	}
	return reason;
}

const char *demo_script_read(struct arena *a, const char *dir, day_t today, struct demo_script **out)
{
	struct demo_script *s = arena_make(a, struct demo_script);
	const char *reason = NULL;
	s->line = arena_make_n(a, struct script_line, LINES);
	s->today = today;
	for (int file = 0; !reason && file < FILES; file++)
		reason = read_script(a, dir, file, s);
	*out = s;
	return reason;
}

/* -- bodies and seats, by the two administrators */

static bool person(struct tx *tx, const char *login, day_t today, struct viewer *out)
{
	struct q_person_by_login p;
	return q_person_by_login(tx, login, &p) && viewer_load(tx, p.id, today, out);
}

const char *demo_script_found(struct tx *tx, struct arena *keep, struct demo_script *s, struct now now)
{
	struct viewer one, other;
	struct refusal why = {0};
	int64_t id;
	if (!person(tx, "admin1", now.today, &one) || !person(tx, "admin2", now.today, &other))
		return "demo/meetings.txt: admin1 and admin2 are needed";
	for (size_t i = 0; i < s->bodies; i++)
		if (!body_add(tx, &one, now, &s->body[i].in, &why))
			return bad(keep, s->body[i].at, msg_text(keep, LANG_EN, why.what));
	for (size_t i = 0; i < s->seats; i++)
		if (!seat_propose(tx, &one, now, &s->seat[i].in, &id, &why) || !seat_confirm(tx, &other, now, id, &why))
			return bad(keep, s->seat[i].at, msg_text(keep, LANG_EN, why.what));
	for (size_t i = 0; i < s->bodies; i++)
		if (s->body[i].published_by && (!person(tx, s->body[i].published_by, now.today, &one) || !body_publish(tx, &one, now, s->body[i].in.code, true, &why)))
			return bad(keep, s->body[i].at, msg_text(keep, LANG_EN, why.what));
	return NULL;
}

/* -- acts */

struct acting {
	struct tx *tx;
	struct arena *keep;
	const struct city *city;
	struct demo_script *s;
	const struct script_line *l;
	struct now now;
	struct viewer v;
	struct matter m;
};

static int64_t known(const struct demo_script *s, struct str name)
{
	for (size_t i = 0; i < s->knowns; i++)
		if (str_is(name, s->known[i].name))
			return s->known[i].id;
	return 0;
}

/* NAME or NAME/2 */
static bool load(struct acting *y, const char *name, struct matter *out)
{
	struct str rest = str_of(name);
	struct q_children_of *child;
	int64_t id = known(y->s, str_cut(&rest, '/')), which;
	if (!id || !rest.p)
		return id && matter_load(y->tx, y->city, id, out);
	size_t n = q_children_of(y->tx, id, &child);
	return str_i64(rest, &which) && which > 0 && which <= (int64_t)n && matter_load_number(y->tx, y->city, child[which - 1].number, out);
}

static const char *item_about(struct acting *y, const char *number)
{
	struct q_item_list *item;
	size_t n = q_item_list(y->tx, y->m.m.id, &item);
	for (size_t i = n; i-- > 0;)
		if (number ? item[i].source && cstr_eq(item[i].source, number) : item[i].overdue != 0)
			return arena_printf(y->tx->arena, "%lld", (long long)item[i].no);
	return "";
}

static const char *resolved(struct acting *y, const char *value)
{
	struct matter other;
	char day[11];
	int64_t n;
	if (value[0] != '@')
		return value;
	if ((value[1] == '+' || value[1] == '-') && str_i64(str_of(value + 1 + (value[1] == '+')), &n))
		return arena_strdup(y->tx->arena, day_text(y->s->today + (day_t)n, day));
	if (cstr_eq(value, "@overdue"))
		return item_about(y, NULL);
	bool item = strncmp(value, "@item:", 6) == 0;
	if (!load(y, value + (item ? 6 : 1), &other))
		return value;
	return item ? item_about(y, other.m.number) : other.m.number;
}

static struct str source(void *ctx, const char *name)
{
	struct acting *y = ctx;
	for (size_t i = 0; i < y->l->sets; i++)
		if (cstr_eq(y->l->set[i].field, name))
			return str_of(resolved(y, y->l->set[i].value));
	return (struct str){NULL, 0};
}

static bool add_file(struct acting *y, const struct proc_row *row, struct act_in *in)
{
	bool wanted = false;
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		wanted = wanted || (cstr_eq(row->needs[i], "files") && !row->optional[i]);
	if (!wanted)
		return true;
	const char *path = store_spool(y->city->store, y->tx->arena);
	struct str text = source(y, "file_text"), photo = source(y, "photo");
	if (photo.p)
		text = demo_photo(y->tx->arena, arena_printf(y->tx->arena, "%s %.*s %.*s", y->m.m.number, STR_ARG(source(y, "parcel_code")), STR_ARG(source(y, "parcel"))), str_is(photo, "after"));
	in->files = 1;
	return os_write_file(path, text.p ? text : str_of(y->m.m.number)) >= 0 &&
		attach_take(y->tx->arena, path, photo.p ? STR("照片.png") : STR("材料.txt"), &in->file[0]).id == 0 &&
		clean_take(y->tx->arena, &in->file[0], clean_of_petitioner(row)).id == 0;
}

static const char *told(struct acting *y, const struct act_in *in, const struct refusal *why)
{
	struct msg what = in->faults ? in->fault[0].what : why->what;
	const char *reason = y->tx->trouble != TROUBLE_NONE ? y->tx->why : msg_text(y->keep, LANG_EN, what);
	return bad(y->keep, y->l->at, arena_printf(y->keep, "%s: %s", y->l->act, reason));
}

/* PROCEDURE:ACT@UNIT */
static const char *begin(struct acting *y)
{
	struct str rest = str_of(y->l->act), piece = str_cut(&rest, ':');
	struct act_in in = {.lang = "zh"};
	struct act_done done;
	struct refusal why = {0};
	struct q_unit_by_id u;
	const char *procedure = arena_cstr(y->tx->arena, piece), *act = arena_cstr(y->tx->arena, str_cut(&rest, '@'));
	int64_t unit = unit_by_code(y->tx, arena_cstr(y->tx->arena, rest.p ? rest : STR_NONE), y->now.today);
	bool bureau = unit && q_unit_by_id(y->tx, unit, &u) && cstr_eq(u.kind, "bureau");
	const struct proc_row *row = act_new_row(y->city, procedure, act, bureau);
	if (!row || y->s->knowns == NAMES)
		return bad(y->keep, y->l->at, "no matter begins with this");
	field_read(y->tx->arena, row, y->now, source, y, &in);
	if (!act_new(y->tx, y->city, &y->v, y->now, procedure, act, unit, &in, &done, &why))
		return told(y, &in, &why);
	y->s->known[y->s->knowns].name = y->l->name;
	y->s->known[y->s->knowns++].id = done.matter_id;
	return NULL;
}

static const char *go_on(struct acting *y, const char *act)
{
	struct act_in in = {0};
	struct act_done done;
	struct refusal why = {0};
	const struct proc_row *row;
	if (!act_check(&y->m, &y->v, y->now, act, NULL, &why, &row))
		return told(y, &in, &why);
	if (!add_file(y, row, &in))
		return bad(y->keep, y->l->at, "the file could not be written");
	field_read(y->tx->arena, row, y->now, source, y, &in);
	return act_do(y->tx, y->city, &y->v, y->now, y->m.m.number, act, &in, &done, &why) ? NULL : told(y, &in, &why);
}

/* Items that came by themselves and that the script does not speak of. */
static const char *put_off(struct acting *y)
{
	struct q_item_list *item;
	const char *why = NULL;
	size_t n = q_item_list(y->tx, y->m.m.id, &item);
	struct script_line line = *y->l;
	y->l = &line;
	for (size_t i = 0; !why && i < n; i++) {
		if (*item[i].conclusion)
			continue;
		line.sets = 3;
		line.set[0] = (struct demo_set){"item", arena_printf(y->tx->arena, "%lld", (long long)item[i].no)};
		line.set[1] = (struct demo_set){"conclusion", "deferred"};
		line.set[2] = (struct demo_set){"reason", "留待下次会议 / left for the next meeting"};
		why = go_on(y, "conclude_item");
		if (!why)
			why = load(y, y->l->name, &y->m) ? go_on(y, "no_follow_up") : NULL;
		load(y, y->l->name, &y->m);
	}
	return why;
}

const char *demo_script_day(struct tx *tx, struct arena *keep, const struct city *c, struct demo_script *s, day_t day, struct now now)
{
	const char *why = NULL;
	for (size_t i = 0; !why && i < s->lines; i++) {
		struct acting y = {.tx = tx, .keep = keep, .city = c, .s = s, .l = &s->line[i], .now = now};
		if (s->line[i].day != day)
			continue;
		y.now.utc_ms += (int64_t)i * STEP_MS;
		if (!person(tx, y.l->login, day, &y.v))
			return bad(keep, y.l->at, "there is no such person");
		y.v.fresh = true;
		if (strchr(y.l->act, ':'))
			why = begin(&y);
		else if (!load(&y, y.l->name, &y.m))
			why = bad(keep, y.l->at, "there is no such matter");
		else
			why = cstr_eq(y.l->act, "rest") ? put_off(&y) : go_on(&y, y.l->act);
	}
	return why;
}
