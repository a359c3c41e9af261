/* The demo city: every state is held, every act happened, both languages occur. */
#include "matter_city.h"
#include "postgres_help.h"

#include <sqlite3.h>

#include "matter/demo.h"
#include "matter/demo_parts.h"
#include "matter/document.h"
#include "matter/verify.h"
#include "query.h"

struct demo { struct arena *arena; struct city *city; int done, total; };

static void count(void *ctx, int done, int total)
{
	struct demo *d = ctx;
	CHECK(done >= d->done && done <= total);
	d->done = done;
	d->total = total;
}

static void open_demo(struct demo *d, const char *today)
{
	const char *why, *dir = arena_printf(test_arena(), "%s/demo", test_folder());
	day_t day;
	*d = (struct demo){.arena = arena_new(512 * 1024 * 1024)};
	CHECK(day_parse(str_of(today), &day));
	CHECK_STR(city_create(d->arena, dir, "rules", "大连市", "Dalian"), (const char *)NULL);
	d->city = city_open(dir, STORE_COMMAND, &why);
	CHECK(d->city);
	CHECK_STR(demo_fill(d->arena, d->city, now_at(day_start_ms(day, 480) + 10 * 3600000LL, 480), count, d), (const char *)NULL);
	CHECK(d->total > 1000);
	CHECK_INT(d->done, d->total);
}

static void fault(void *ctx, const char *law, const char *what)
{
	(void)ctx;
	test_fail(__FILE__, __LINE__, "%s: %s", law, what);
}

static void close_demo(struct demo *d)
{
	CHECK_INT(verify_all(d->city, fault, NULL), 0);
	city_close(d->city);
	arena_free(d->arena);
}

static int64_t counted(struct demo *d, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	CHECK(sqlite3_open_v2(arena_printf(d->arena, "%s/huiyin.db", store_dir(d->city->store)), &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK);
	CHECK(sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK);
	CHECK(sqlite3_step(st) == SQLITE_ROW);
	int64_t n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

/* The only state nothing rests in is the start: a matter leaves it in the deed that makes it. */
static void every_state(struct demo *d)
{
	for (size_t p = 0; p < d->city->procedures; p++) {
		const struct procedure *proc = &d->city->procedure[p];
		for (size_t s = 0; s < proc->states; s++) {
			if (proc->state[s].start)
				continue;
			if (counted(d, arena_printf(d->arena, "SELECT COUNT(*) FROM matter WHERE procedure = '%s' AND state = '%s'", proc->code, proc->state[s].code)) == 0)
				test_fail(__FILE__, __LINE__, "no %s is %s", proc->code, proc->state[s].code);
		}
	}
}

static void every_act(struct demo *d)
{
	for (size_t p = 0; p < d->city->procedures; p++) {
		const struct procedure *proc = &d->city->procedure[p];
		for (size_t a = 0; a < proc->acts; a++)
			if (counted(d, arena_printf(d->arena, "SELECT COUNT(*) FROM event e JOIN matter m ON m.id = e.matter_id WHERE m.procedure = '%s' AND e.act = '%s'",
				proc->code, proc->act[a].code)) == 0)
				test_fail(__FILE__, __LINE__, "in %s nobody did %s", proc->code, proc->act[a].code);
	}
}

/* Each kind of letter was issued with the ledger's head under it, in both languages; and no letter after the first head lacks it. */
static void every_letter_carries_the_head(struct demo *d)
{
	static const char headed[] = "body_en GLOB '*Ledger of huiyin/*: [0-9]* records, root *=, signed 20*' AND body_zh GLOB '*台账 huiyin/*：共 [0-9]* 条记录，根哈希 *=，签名时间 20*'";
	for (size_t i = 0; i < document_count; i++)
		if (counted(d, arena_printf(d->arena, "SELECT COUNT(*) FROM document WHERE status = 'issued' AND kind = '%s' AND %s", document_table[i].kind, headed)) == 0)
			test_fail(__FILE__, __LINE__, "no %s carries the ledger's head", document_table[i].kind);
	CHECK_INT(counted(d, arena_printf(d->arena, "SELECT COUNT(*) FROM document WHERE status = 'issued' AND NOT (%s) AND issued_day > "
		"(SELECT MIN(issued_day) FROM document WHERE status = 'issued' AND %s)", headed, headed)), 0);
}

static void every_login(struct demo *d)
{
	struct tx tx;
	read_begin(d->city->store, 0, d->arena, &tx);
	for (size_t i = 0; i < demo_login_count; i++) {
		const struct demo_login *l = &demo_logins[i];
		struct q_person_by_login who;
		struct q_post_of_person *post;
		CHECK(q_person_by_login(&tx, l->login, &who));
		CHECK_STR(who.name_zh, l->name_zh);
		CHECK_STR(who.name_en, l->name_en);
		size_t n = q_post_of_person(&tx, who.id, "2026-03-01", &post);
		CHECK_INT(n, 1);
		CHECK_STR(post[0].role, l->role);
		CHECK_STR(post[0].unit_zh, l->unit_zh);
		CHECK_STR(post[0].unit_en, l->unit_en);
	}
	read_end(&tx);
}

TEST(the_demo_city_holds_every_state_and_knows_every_act)
{
	struct demo d;
	open_demo(&d, "2026-03-02");
	every_state(&d);
	every_act(&d);
	every_letter_carries_the_head(&d);
	every_login(&d);
	CHECK(counted(&d, "SELECT COUNT(*) FROM matter") >= 400);
	CHECK(counted(&d, "SELECT COUNT(*) FROM unit") >= 40);
	CHECK_INT(counted(&d, "SELECT COUNT(*) FROM area"), 163);
	/* both languages: subjects of letters a-z alone, and others */
	CHECK(counted(&d, "SELECT COUNT(*) FROM matter WHERE length(subject) = length(CAST(subject AS BLOB))") > 100);
	CHECK(counted(&d, "SELECT COUNT(*) FROM matter WHERE length(subject) < length(CAST(subject AS BLOB))") > 100);
	CHECK(counted(&d, "SELECT COUNT(*) FROM clock WHERE outcome = 'missed'") > 20);
	CHECK(counted(&d, "SELECT COUNT(*) FROM clock WHERE extended > 0") > 0);
	CHECK(counted(&d, "SELECT COUNT(*) FROM clock WHERE pauses <> ''") > 0);
	CHECK(counted(&d, "SELECT COUNT(DISTINCT trigger_code) FROM supervision") >= 5);
	CHECK(counted(&d, "SELECT COUNT(*) FROM matter WHERE head_count = 23") > 0);
	CHECK_INT(counted(&d, "SELECT COUNT(*) FROM identity WHERE seq = 5"), counted(&d, "SELECT COUNT(*) FROM identity WHERE seq = 1"));
	CHECK(counted(&d, "SELECT COUNT(DISTINCT role) FROM post") == 12);
	CHECK_INT(counted(&d, "SELECT COUNT(*) FROM post WHERE confirmed_ms IS NULL"), 0);
	CHECK_INT(counted(&d, "SELECT COUNT(*) FROM event WHERE day >= '2026-03-02'"), 0);
	CHECK_STR(demo_fill(d.arena, d.city, now_at(day_start_ms(20514, 480), 480), NULL, NULL), "the demo's ln was refused: The code ln is taken.");
	test_rebuild(d.city);              /* every act of every procedure is among its deeds */
	close_demo(&d);
}

/* Behind long holidays the working days that staff may act on are rare. */
ENGINELESS_TEST(the_demo_city_also_stands_after_a_long_holiday)
{
	struct demo d;
	open_demo(&d, "2025-10-09");
	every_state(&d);
	close_demo(&d);
}

/* The meeting this product began with: feedback of 13 July 2018, heard by the leading group on day 49. */
ENGINELESS_TEST(the_demo_city_also_stands_on_the_days_of_the_seed)
{
	struct demo d;
	open_demo(&d, "2018-10-30");
	every_state(&d);
	CHECK_INT(counted(&d, "SELECT COUNT(*) FROM campaign c WHERE c.feedback_day = '2018-07-13' AND (SELECT COUNT(*) FROM finding f WHERE f.campaign_id = c.matter_id) = 43"
		" AND (SELECT SUM(f.relapses) FROM finding f WHERE f.campaign_id = c.matter_id) = 1"), 1);
	CHECK_INT(counted(&d, "SELECT COUNT(*) FROM meeting k JOIN agenda_item i ON i.matter_id = k.matter_id JOIN campaign c ON c.matter_id = i.source_id"
		" WHERE k.day = '2018-08-31' AND c.feedback_day = '2018-07-13' AND i.conclusion = 'heard'"), 1);
	CHECK_INT(counted(&d, "SELECT COUNT(*) FROM document WHERE kind = 'rectification_report' AND issued_day = '2018-08-31' AND body_zh LIKE '%第49天%' AND body_en LIKE '%day 49%'"), 1);
	close_demo(&d);
}

ENGINELESS_TEST(the_demo_city_also_stands_in_a_year_without_a_calendar)
{
	struct demo d;
	open_demo(&d, "2027-05-10");
	every_state(&d);
	close_demo(&d);
}

TEST(a_broken_story_is_told_with_its_line)
{
	struct demo_data d = {0};
	static const struct { const char *text, *why; } cases[] = {
		{"story a petition count=1\nx r register\n", "demo/stories.txt:2: a step begins with a number of days"},
		{"0 r register\n", "demo/stories.txt:1: a step stands in a story of at most 24 steps"},
		{"story a petition size=1\n", "demo/stories.txt:1: known are count= class= site= after= heads="},
		{"story a petition count=1\n0 z register\n", "demo/stories.txt:2: who is one of p r o b s h u a v w -"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		d = (struct demo_data){0};
		FILE *f = fopen(arena_printf(test_arena(), "%s/stories.txt", test_folder()), "w");
		CHECK(f && fputs(cases[i].text, f) >= 0 && fclose(f) == 0);
		CHECK_STR(demo_stories(test_arena(), test_folder(), &d), cases[i].why);
	}
}
