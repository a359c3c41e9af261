/* Random play: many persons do many things to many matters, often wrongly,
 * while days pass, a calendar is loaded and a unit ends. Laws: 1 a refused deed
 * changes nothing; 2 after each kept deed the matter stands where its row led
 * and its next due date is that of its clocks; 3 in the end every law of the
 * stored data holds. The walk is told by its seed. */
#include "matter_city.h"
#include "matter_raw.h"
#include "postgres_help.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/os.h"
#include "matter/attach.h"
#include "matter/clean.h"
#include "matter/calendar_deed.h"
#include "matter/unit.h"
#include "matter/verify.h"

enum { MATTERS = 15, DEEDS = 750, NUMBERS = 400, VIEWERS = 40, ACTS = 120 };

struct walk {
	struct play p;
	sqlite3 *raw;
	struct arena *a;               /* of one step */
	uint64_t random;
	struct viewer who[VIEWERS];
	size_t viewers;
	const char *number[NUMBERS];
	int64_t id[NUMBERS];
	size_t numbers;
	const char *seen_act[ACTS];
	size_t acts, kept, refused;
	/* the step */
	const struct viewer *v;
	struct viewer petitioner;
	const char *act, *procedure, *unit;
	size_t target;
	bool calm;                     /* nothing wrong is typed */
	bool nameless;                 /* who files says no name */
	const struct proc_row *row;
	struct act_in in;
	struct act_done done;
	struct refusal why;
};

static uint32_t roll(struct walk *w, uint32_t sides)
{
	w->random = w->random * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(w->random >> 33) % sides;
}

static const char *pick(struct walk *w, const char *const *list)
{
	size_t n = 0;
	while (list[n])
		n++;
	return list[roll(w, (uint32_t)n)];
}

static const char *random_day(struct walk *w)
{
	static const char *const wrong[] = {"2026-02-30", "tomorrow", "0000-00-00", "2026-1-1", "9999-12-31", NULL};
	static const int apart[] = {0, 0, 0, -1, -2, -9, 1, 10, 20, 45};
	if (!w->calm && roll(w, 12) == 0)
		return pick(w, wrong);
	char *out = arena_alloc(w->a, 11);
	return day_text(w->p.now.today + apart[roll(w, sizeof apart / sizeof *apart)], out);
}

static const char *random_text(struct walk *w, int max)
{
	static const char *const words[] = {"路灯不亮", "heating", "第一行\n第二行", "🚰", "<b>&amp;'\"", "Ünïcödé", "  blanks  ", NULL};
	static const char *const wrong[] = {"", "\xff\xfe", "a\x01" "b", "   ", NULL};
	if (!w->calm && roll(w, 25) == 0) {
		char *big = arena_alloc(w->a, (size_t)max + 2);
		memset(big, 'x', (size_t)max + 1);
		big[max + (int)roll(w, 2)] = 0;
		return big;
	}
	return !w->calm && roll(w, 12) == 0 ? pick(w, wrong) : pick(w, words);
}

static const char *random_unit(struct walk *w)
{
	static const char *const units[] = {"zj", "zj", "zj", "jt", "zs", "zszj", "jw", "jw", "old", "rx", "xf", "dl", "ln", NULL};
	return !w->calm && roll(w, 15) == 0 ? "nope" : pick(w, units);
}

static const char *random_person(struct walk *w)
{
	const struct viewer *v = &w->who[roll(w, (uint32_t)w->viewers)];
	return v->kind == VIEWER_STAFF && roll(w, 10) ? v->login : roll(w, 2) ? "handler2" : "nobody";
}

static struct str random_identity(struct walk *w, const char *name)
{
	static const char *const names[] = {"王小明", "Jane Doe", "李四", NULL}, *const phones[] = {"13800138000", "13900139000", "0411-8363", NULL};
	size_t n = strlen(name);
	bool further = name[n - 1] >= '1' && name[n - 1] <= '9';
	if (w->nameless || (further && (name[n - 1] > '3' || roll(w, 6))))
		return (struct str){NULL, 0};
	if (strncmp(name, "name", 4) == 0)
		return str_of(pick(w, names));
	if (strncmp(name, "phone", 5) == 0)
		return str_of(w->calm || roll(w, 15) ? pick(w, phones) : "call me");
	return (struct str){NULL, 0};
}

static struct str random_value(void *ctx, const char *name)
{
	struct walk *w = ctx;
	enum field f = field_find(name);
	const struct field_def *d = &field_table[f];
	if (f == F_NONE)
		return random_identity(w, name);
	if (f == F_ANONYMOUS)
		return w->nameless ? STR("1") : (struct str){NULL, 0};
	for (int i = 0; w->row && i < PROC_LIST && w->row->needs[i]; i++)
		if (cstr_eq(w->row->needs[i], name) && w->row->optional[i] && roll(w, 2))
			return (struct str){NULL, 0};
	switch (d->type) {
	case FIELD_LINE: return str_of(roll(w, 3) ? "一行" : random_text(w, d->max));
	case FIELD_TEXT: return str_of(random_text(w, d->max));
	case FIELD_DAY: return str_of(random_day(w));
	case FIELD_NUMBER: return str_of(arena_printf(w->a, "%d", (int)roll(w, (uint32_t)d->max + (w->calm ? 0 : 3)) + (w->calm ? 1 : 0)));
	case FIELD_CHOICE: return str_of(!w->calm && roll(w, 20) == 0 ? "bogus" : pick(w, d->choice));
	case FIELD_TICK: return str_of(!w->calm && roll(w, 20) == 0 ? "2" : "1");
	case FIELD_UNIT: case FIELD_REPORTING: return str_of(random_unit(w));
	case FIELD_PERSON: case FIELD_STAFF: case FIELD_ATTENDEE: return str_of(random_person(w));
	case FIELD_ITEM: case FIELD_CLAUSE: case FIELD_PARCEL: return str_of(arena_printf(w->a, "%u", roll(w, 4)));
	case FIELD_BODY: return STR("none");
	case FIELD_PROGRAMME: return str_of(roll(w, 3) ? "environment/outlets" : "none");
	case FIELD_SPOT: return str_of(w->calm || roll(w, 4) ? "39.39，121.97" : "121.97, 39.39");
	case FIELD_AREA: return str_of(!w->calm && roll(w, 10) == 0 ? "999" : "210202");
	case FIELD_IDENTITY: case FIELD_FILES: break;
	}
	return (struct str){NULL, 0};
}

/* What the face does with an upload, for rows that take files. */
static void give_files(struct walk *w)
{
	bool takes = false;
	for (int i = 0; w->row && i < PROC_LIST && w->row->needs[i]; i++)
		takes = takes || cstr_eq(w->row->needs[i], "files");
	for (uint32_t n = takes ? roll(w, 3) : 0; n > 0; n--) {
		const char *path = store_spool(w->p.city->store, w->a);
		CHECK(os_write_file(path, str_of(arena_printf(w->a, "material %u", roll(w, 20)))) == 0);
		struct file_in *f = &w->in.file[w->in.files++];
		struct msg fault = attach_take(w->a, path, str_of("a.txt"), f);
		if (!fault.id)
			fault = clean_take(w->a, f, clean_of_petitioner(w->row));
		CHECK_INT(fault.id, MSG_NONE.id);
	}
}

static bool run_step(struct tx *tx, void *arg)
{
	struct walk *w = arg;
	struct matter m;
	if (w->procedure) {
		struct q_unit_by_id unit = {0};
		int64_t id = unit_by_code(tx, w->unit, w->p.now.today);
		bool bureau = !*w->unit || (q_unit_by_id(tx, id, &unit) && cstr_eq(unit.kind, "bureau"));
		w->row = act_new_row(w->p.city, w->procedure, w->act, bureau);
		CHECK(w->row);
		w->nameless = roll(w, 5) == 0;
		field_read(tx->arena, w->row, w->p.now, random_value, w, &w->in);
		return act_new(tx, w->p.city, w->v, w->p.now, w->procedure, w->act, id, &w->in, &w->done, &w->why);
	}
	CHECK(matter_load_number(tx, w->p.city, w->number[w->target], &m));
	act_check(&m, w->v, w->p.now, w->act, NULL, &w->why, &w->row);
	give_files(w);
	w->nameless = false;
	if (w->row)
		field_read(tx->arena, w->row, w->p.now, random_value, w, &w->in);
	return act_do(tx, w->p.city, w->v, w->p.now, w->number[w->target], w->act, &w->in, &w->done, &w->why);
}

/* The numbers of matters born meanwhile. */
static void count_matters(struct walk *w)
{
	int64_t n = raw_int(w->raw, "SELECT COUNT(*) FROM matter");
	CHECK(n <= NUMBERS);
	for (size_t i = w->numbers; i < (size_t)n; i++) {
		const char *sql = arena_printf(w->a, "SELECT number FROM matter ORDER BY id LIMIT 1 OFFSET %zu", i);
		w->number[i] = raw_text(w->raw, test_arena(), sql);
		w->id[i] = raw_int(w->raw, arena_printf(w->a, "SELECT id FROM matter ORDER BY id LIMIT 1 OFFSET %zu", i));
	}
	w->numbers = (size_t)n;
}

static void remember_act(struct walk *w)
{
	for (size_t i = 0; i < w->acts; i++)
		if (cstr_eq(w->seen_act[i], w->act))
			return;
	if (w->acts < ACTS)
		w->seen_act[w->acts++] = arena_strdup(test_arena(), w->act);
}

static void judge_kept(struct walk *w)
{
	const char *sql = arena_printf(w->a, "SELECT state || ' ' || COALESCE((SELECT e.act FROM event e WHERE e.id = %lld), '-') FROM matter WHERE id = %lld",
		(long long)w->done.event_id, (long long)w->done.matter_id);
	const char *to = city_procedure(w->p.city, w->procedure ? w->procedure : raw_text(w->raw, w->a,
		arena_printf(w->a, "SELECT procedure FROM matter WHERE id = %lld", (long long)w->done.matter_id)))->state[w->row->to].code;
	const char *got = raw_text(w->raw, w->a, sql);
	/* the row may be another one of the same act: what was typed decides (rated:, grade:) */
	CHECK(w->in.text[F_SATISFIED] || cstr_eq(got, arena_printf(w->a, "%s %s", to, w->act)));
	int64_t wrong = raw_int(w->raw, arena_printf(w->a, "SELECT COUNT(*) FROM matter m WHERE m.id = %lld AND COALESCE(m.next_due,'') <> COALESCE("
		"(SELECT k.due FROM clock k WHERE k.matter_id = m.id AND k.outcome = 'running' AND k.unit_id IS NOT NULL AND k.code NOT IN ('objection','hotline_return') ORDER BY k.due_ms, k.id LIMIT 1), '')",
		(long long)w->done.matter_id));
	if (wrong)
		test_fail(__FILE__, __LINE__, "after %s the next due date is not that of the clocks", w->act);
	remember_act(w);
}

static void step(struct walk *w)
{
	enum trouble trouble;
	w->in = (struct act_in){0};
	w->why = (struct refusal){0};
	w->row = NULL;
	int64_t before = raw_rows(w->raw);
	bool kept = store_write(w->p.city->store, w->a, run_step, w, &trouble);
	if (trouble != TROUBLE_NONE)
		test_fail(__FILE__, __LINE__, "%s by %s: trouble %d", w->act, w->v->login ? w->v->login : "-", (int)trouble);
	if (kept) {
		w->kept++;
		judge_kept(w);
		count_matters(w);
	} else {
		w->refused++;
		if (w->why.kind == REFUSE_NONE || !msg_text(w->a, LANG_EN, w->why.what)[0])
			test_fail(__FILE__, __LINE__, "%s was refused without words", w->act);
		CHECK_INT(raw_rows(w->raw), before);
	}
	w->p.now.utc_ms += 1000;
}

static void begin_matter(struct walk *w)
{
	static const struct { const char *login, *unit, *procedure, *act; } ways[] = {
		{"", "", "petition", "file"}, {"registrar", "xf", "petition", "register"}, {"zjreg", "zj", "petition", "register"},
		{"operator", "rx", "hotline", "register"}, {"", "", "hotline", "file"}, {"head", "zj", "petition", "register"},
		{"", "", "execution", "open_task"},
	};
	uint32_t way = roll(w, sizeof ways / sizeof *ways);
	w->petitioner = viewer_petitioner(0);
	w->v = &w->petitioner;
	for (size_t i = 0; i < w->viewers; i++)
		if (w->who[i].login && cstr_eq(w->who[i].login, ways[way].login))
			w->v = &w->who[i];
	w->procedure = ways[way].procedure;
	w->act = ways[way].act;
	w->unit = ways[way].unit;
	step(w);
	w->procedure = NULL;
}

/* An act that somebody may do here, chosen among those that lead on if `onward`. */
static bool choose_open(struct walk *w, const struct matter *m, bool onward)
{
	static const char *const ends = " withdraw not_accept direct no_longer_accept raise_petition answer_on_call refer recuse cannot_serve ";
	uint32_t first = roll(w, (uint32_t)w->viewers + 1), open = 0;
	bool rare = roll(w, 40) == 0;
	for (uint32_t k = 0; k <= w->viewers && open == 0; k++) {
		struct act_option *o;
		uint32_t at = (first + k) % ((uint32_t)w->viewers + 1);
		w->v = at < w->viewers ? &w->who[at] : &w->petitioner;
		size_t n = act_options(w->a, m, w->v, w->p.now, &o);
		for (size_t i = 0; i < n; i++) {
			bool end = strstr(ends, arena_printf(w->a, " %s ", o[i].act->code)) != NULL;
			if (o[i].allowed && (!onward || o[i].row->to != o[i].row->from) && (!end || rare) && roll(w, ++open) == 0)
				w->act = o[i].act->code;
		}
	}
	return open > 0;
}

/* Mostly somebody who may do something; else anybody, anything. */
static void choose_deed(struct walk *w)
{
	struct matter m;
	struct tx tx;
	read_begin(w->p.city->store, 1, w->a, &tx);
	for (int tries = 0; tries < 6; tries++) {
		w->target = roll(w, (uint32_t)w->numbers);
		CHECK(matter_load(&tx, w->p.city, w->id[w->target], &m));
		if (!m.proc->state[m.state].final)
			break;
	}
	w->petitioner = viewer_petitioner(w->id[roll(w, 30) ? w->target : 0]);
	w->calm = roll(w, 4) != 0;
	if (roll(w, 6) == 0 || (!choose_open(w, &m, roll(w, 3) != 0) && !choose_open(w, &m, false))) {
		uint32_t at = roll(w, (uint32_t)w->viewers + 4);
		w->v = at < w->viewers ? &w->who[at] : &w->petitioner;
		w->act = roll(w, 40) ? m.proc->act[roll(w, (uint32_t)m.proc->acts)].code : "dance";
	}
	read_end(&tx);
}

struct change { struct walk *w; const char *text; const struct calendar *next; struct refusal why; };

static bool run_calendar(struct tx *tx, void *arg)
{
	struct change *c = arg;
	int64_t id;
	size_t moved;
	const struct viewer *admin = NULL, *admin2 = NULL;
	for (size_t i = 0; i < c->w->viewers; i++) {
		if (cstr_eq(c->w->who[i].login, "admin"))
			admin = &c->w->who[i];
		if (cstr_eq(c->w->who[i].login, "admin2"))
			admin2 = &c->w->who[i];
	}
	return calendar_propose(tx, admin, c->w->p.now, "cn-2027", c->text, &id, &c->why) &&
		calendar_confirm(tx, c->w->p.city, admin2, c->w->p.now, id, test_arena(), &c->next, &moved, &c->why);
}

static bool run_succession(struct tx *tx, void *arg)
{
	struct change *c = arg;
	struct viewer system = viewer_system();
	return unit_end(tx, c->w->p.city, &system, c->w->p.now, "old", "zj", c->w->p.now.today - 1, &c->why);
}

static void change_city(struct walk *w, size_t i)
{
	struct change c = {.w = w, .text = "calendar cn 2027\nnotice N1 \"x\" 2026-11-05 -\n2027-01-01 rest N1 元旦\n2027-01-04 rest N1 元旦\n"
		"2027-01-09 work N1 元旦\n2027-02-05 rest N1 春节\n2027-02-08 rest N1 春节\n2027-02-09 rest N1 春节\n2027-02-10 rest N1 春节\n"};
	enum trouble trouble;
	if (i == DEEDS / 2) {
		if (!store_write(w->p.city->store, w->a, run_calendar, &c, &trouble))
			test_fail(__FILE__, __LINE__, "calendar: %s", msg_text(w->a, LANG_EN, c.why.what));
		w->p.city->calendar = c.next;
	}
	if (i == DEEDS * 2 / 3)
		CHECK(store_write(w->p.city->store, w->a, run_succession, &c, &trouble));
	w->p.now.utc_ms += 1000;
}

static void pass_days(struct walk *w)
{
	uint32_t days = roll(w, 4) == 0 ? 1 + roll(w, 25) : 0;
	if (days == 0)
		return;
	w->p.now = now_at(w->p.now.utc_ms + (int64_t)days * 24 * 3600 * 1000, 480);
	play_tick(&w->p);
}

static void load_viewers(struct walk *w)
{
	struct tx tx;
	struct q_person_all *all;
	read_begin(w->p.city->store, 1, test_arena(), &tx);
	size_t n = q_person_all(&tx, &all);
	CHECK(n > 20 && n < VIEWERS);
	for (size_t i = 0; i < n; i++)
		CHECK(viewer_load(&tx, all[i].id, w->p.now.today, &w->who[w->viewers++]));
	w->who[w->viewers++] = viewer_system();
	read_end(&tx);
}

static void tell(struct walk *w)
{
	fprintf(stderr, "%zu kept, %zu refused, %zu matters, %zu acts\n", w->kept, w->refused, w->numbers, w->acts);
	for (size_t i = 0; i < w->acts; i++)
		fprintf(stderr, "%s ", w->seen_act[i]);
	fprintf(stderr, "\n");
}

static void walk(uint64_t seed)
{
	struct walk *w = arena_alloc(test_arena(), sizeof *w);
	*w = (struct walk){.random = seed};
	play_open(&w->p, "2026-08-20");
	w->raw = raw_open(&w->p);
	w->a = arena_new(64 * 1024 * 1024);
	load_viewers(w);
	while (w->numbers < MATTERS) {
		begin_matter(w);
		arena_reset(w->a);
	}
	for (size_t i = 0; i < DEEDS; i++) {
		if (roll(w, 40) == 0)
			begin_matter(w);
		choose_deed(w);
		step(w);
		if (roll(w, 12) == 0)
			pass_days(w);
		change_city(w, i);
		arena_reset(w->a);
	}
	if (getenv("WALK_TELL"))
		tell(w);
	CHECK(w->kept > DEEDS / 4 && w->refused > DEEDS / 20);
	CHECK(w->acts > 30);
	arena_free(w->a);
	sqlite3_close(w->raw);
	play_close(&w->p);
}

TEST(a_random_walk_keeps_every_law_1) { walk(1); }
TEST(a_random_walk_keeps_every_law_2) { walk(20261123); }
ENGINELESS_TEST(a_random_walk_keeps_every_law_3) { walk(77); }
ENGINELESS_TEST(a_random_walk_keeps_every_law_4) { walk(4242424242); }
