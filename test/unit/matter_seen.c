/* Who sees what: for every person and matter matter_visible(), the lists, the
 * search, the work list and the board say the same, on days when posts begin
 * and end too; accusations above all. */
#include "matter_raw.h"

#include "matter/list.h"

enum { MATTERS_MAX = 100, PEOPLE_MAX = 60 };

struct city_seen { struct play p; struct q_person_all *person; size_t persons; const char *number[MATTERS_MAX]; int64_t id[MATTERS_MAX]; size_t matters; };

static void keep(struct city_seen *s)
{
	CHECK(s->matters < MATTERS_MAX);
	s->number[s->matters] = s->p.number;
	s->id[s->matters++] = s->p.id;
}

static void file(struct city_seen *s, const char *subject, const char *complained)
{
	CHECK(play_new(&s->p, "", "", "petition", "file", "name", "王小明", "phone", "13800138000", "subject", subject, "text", "共同的词", "complained", complained, NULL));
	keep(s);
}

/* An accusation against a unit, with the discipline organ or still with the bureau. */
static void accuse(struct city_seen *s, const char *unit, const char *to)
{
	file(s, "举报", unit);
	CHECK(play_act(&s->p, "officer", "classify", "class", "accusation", NULL));
	if (*to)
		CHECK(play_act(&s->p, "officer", "refer", "unit", to, NULL));
}

static void route(struct city_seen *s, const char *unit, const char *assist)
{
	file(s, "供暖", "");
	CHECK(play_act(&s->p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(&s->p, "officer", "transfer", "unit", unit, NULL));
	if (*assist)
		CHECK(play_act(&s->p, "officer", "add_assist", "unit", assist, NULL));
}

static void populate(struct city_seen *s)
{
	static const char *const accused[] = {"jt", "zs", "zszj", "dl", "xf", "ln", ""};
	*s = (struct city_seen){0};
	play_open(&s->p, "2026-03-02");
	for (size_t i = 0; i < sizeof accused / sizeof *accused; i++)
		accuse(s, accused[i], strstr("dl xf ln", accused[i]) && *accused[i] ? "" : "jw");
	accuse(s, "jw", "");
	route(s, "zj", "");
	route(s, "zs", "zszj");
	CHECK(play_act(&s->p, "zsman", "forward", "unit", "zszj", NULL));
	route(s, "zj", "jt");
	CHECK(play_act(&s->p, "handler", "accept", NULL));
	CHECK(play_act(&s->p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(play_act(&s->p, "head", "approve_opinion", NULL));
	CHECK(play_act(&s->p, "handler", "serve", "service", "post", "service_day", "2026-03-02", NULL));
	CHECK(play_act(&s->p, "", "ask_review", "reason", "r", NULL));
	CHECK(play_new(&s->p, "operator", "rx", "hotline", "register", "channel", "hotline", "received", "2026-03-02", "name", "孙", "phone", "13500000000", "subject", "路灯", "text", "共同的词", NULL));
	keep(s);
	CHECK(play_act(&s->p, "operator", "dispatch", "unit", "jt", "grade", "ordinary", NULL));
	CHECK(play_new(&s->p, "zjreg", "zj", "petition", "register", "channel", "visit", "received", "2026-03-02", "name", "孙", "phone", "13500000000", "subject", "物业", "text", "共同的词", NULL));
	keep(s);
	while (s->matters < 60)
		file(s, "供暖", "");
}

/* A post past the program, with dates as offsets of today; 999: open. */
static void post(struct city_seen *s, const char *login, const char *unit, const char *role, int from, int to, bool confirmed)
{
	sqlite3 *db = raw_open(&s->p);
	char a[11], b[11];
	day_text(s->p.now.today + from, a);
	day_text(to == 999 ? DAY_NONE : s->p.now.today + to, b);
	raw_exec(db, arena_printf(test_arena(), "INSERT INTO post (person_id, unit_id, role, valid_from, valid_to, proposed_ms, confirmed_ms) "
		"SELECT q.id, u.id, '%s', '%s', NULLIF('%s', ''), 0, %s FROM person q, unit u WHERE q.login = '%s' AND u.code = '%s'", role, a, b, confirmed ? "0" : "NULL", login, unit));
	sqlite3_close(db);
}

static void dated_posts(struct city_seen *s)
{
	/* people who see accusations, tied to an accused unit at other times than today */
	post(s, "jwman", "jt", "handler", -50, -1, true);      /* was, until yesterday */
	post(s, "jwman", "zs", "handler", -50, 0, true);       /* is, until today */
	post(s, "jwman", "zszj", "handler", 1, 999, true);     /* will be from tomorrow */
	post(s, "officer", "jt", "unit_head", -50, 30, true);  /* is, ends later */
	post(s, "officer2", "jt", "unit_head", -50, 999, false); /* never confirmed */
	post(s, "chief", "dl", "unit_head", 1, 20, true);      /* above them all, from tomorrow */
	post(s, "auditor", "jw", "handler", -5, 0, true);      /* sees until today */
	post(s, "oldman", "jw", "handler", 1, 999, true);      /* sees from tomorrow */
}

static bool in_page(const struct list_row *row, size_t rows, const char *number)
{
	for (size_t i = 0; i < rows; i++)
		if (cstr_eq(row[i].number, number))
			return true;
	return false;
}

static const struct list_filter no_filter = {.text = "", .procedure = "", .state = "", .class_ = "", .channel = "", .unit = "", .from = DAY_NONE, .to = DAY_NONE, .page = 1};

/* All pages of a list, and that it counts itself rightly. */
static size_t all_pages(struct tx *tx, struct city_seen *s, const struct viewer *v, struct list_filter f, struct list_row *rows)
{
	struct list_page page = {.more = true};
	size_t n = 0;
	int64_t total = -1;
	for (f.page = 1; page.more; f.page++) {
		list_find(tx, s->p.city, v, s->p.now, &f, &page);
		for (size_t i = 0; i < page.rows; i++) {
			CHECK(!in_page(rows, n, page.row[i].number));
			CHECK(n < MATTERS_MAX);
			rows[n++] = page.row[i];
		}
		CHECK(page.rows <= 50);
		total = page.total_exact ? page.total : total;
	}
	CHECK(total == (int64_t)n || (total < 0 && *f.text));
	return n;
}

static void check_person(struct tx *tx, struct city_seen *s, const struct viewer *v)
{
	struct list_row listed[MATTERS_MAX], found[MATTERS_MAX];
	struct list_filter by_text = no_filter, by_number = no_filter;
	size_t visible = 0;
	by_text.text = "共同的词";
	size_t lists = all_pages(tx, s, v, no_filter, listed), finds = all_pages(tx, s, v, by_text, found);
	for (size_t i = 0; i < s->matters; i++) {
		struct matter m;
		struct list_page one;
		CHECK(matter_load(tx, s->p.city, s->id[i], &m));
		bool sees = matter_visible(&m, v);
		visible += sees;
		by_number.text = s->number[i];
		list_find(tx, s->p.city, v, s->p.now, &by_number, &one);
		if (in_page(listed, lists, s->number[i]) != sees || in_page(found, finds, s->number[i]) != sees || (one.rows == 1) != sees)
			test_fail(__FILE__, __LINE__, "%s and matter %zu (%s): visible %d, listed %d, found %d, by number %d", v->login, i + 1, m.m.restricted ? "accusation" : m.m.state,
				sees, in_page(listed, lists, s->number[i]), in_page(found, finds, s->number[i]), (int)one.rows);
	}
	CHECK_INT(lists, visible);
	CHECK_INT(finds, visible);
	struct list_group *group;
	size_t groups = list_my_day(tx, s->p.city, v, s->p.now, &group);
	for (size_t g = 0; g < groups; g++) {
		CHECK_INT(group[g].total, group[g].rows);
		for (size_t i = 0; i < group[g].rows; i++)
			CHECK(in_page(listed, lists, group[g].row[i].number));
	}
	struct board_cell *cell;
	struct list_filter open = no_filter;
	int64_t on_board = 0;
	open.open_only = true;
	size_t cells = list_board(tx, s->p.city, v, s->p.now, &cell);
	for (size_t i = 0; i < cells; i++)
		on_board += cell[i].open;
	CHECK_INT(on_board, all_pages(tx, s, v, open, listed));
}

static void check_all(struct city_seen *s)
{
	struct tx tx;
	read_begin(s->p.city->store, 1, arena_new(64 * 1024 * 1024), &tx);
	size_t n = q_person_all(&tx, &s->person);
	for (size_t i = 0; i < n; i++) {
		struct viewer v;
		CHECK(viewer_load(&tx, s->person[i].id, s->p.now.today, &v));
		check_person(&tx, s, &v);
	}
	struct arena *a = tx.arena;
	read_end(&tx);
	arena_free(a);
}

TEST(lists_and_search_show_what_is_visible_and_nothing_else)
{
	struct city_seen s;
	populate(&s);
	check_all(&s);
	play_close(&s.p);
}

static void on_day(int ahead)
{
	struct city_seen s;
	populate(&s);
	dated_posts(&s);
	s.p.now = now_at(s.p.now.utc_ms + (int64_t)ahead * 24 * 3600 * 1000, 480);
	check_all(&s);
	city_close(s.p.city);
}

TEST(posts_with_dates_show_the_same_in_lists_today) { on_day(0); }
TEST(posts_with_dates_show_the_same_in_lists_tomorrow) { on_day(1); }
TEST(posts_with_dates_show_the_same_in_lists_in_a_month) { on_day(31); }

static bool sees(struct city_seen *s, const char *login, size_t matter)
{
	struct tx tx;
	struct q_person_by_login who;
	struct viewer v;
	struct matter m;
	read_begin(s->p.city->store, 1, test_arena(), &tx);
	CHECK(q_person_by_login(&tx, login, &who) && viewer_load(&tx, who.id, s->p.now.today, &v) && matter_load(&tx, s->p.city, s->id[matter], &m));
	bool yes = matter_visible(&m, &v);
	read_end(&tx);
	return yes;
}

/* The law itself, case by case (Regulations art. 30): 0 jt, 1 zs, 2 zszj, 3 dl, 4 xf, 5 ln, 7 jw accused. */
TEST(an_accusation_is_hidden_from_the_accused_their_people_and_their_superiors)
{
	struct city_seen s;
	populate(&s);
	CHECK(sees(&s, "jwman", 0) && sees(&s, "officer", 0) && sees(&s, "chief", 0));
	/* registrars and reviewers have no part in it */
	CHECK(!sees(&s, "registrar", 0) && !sees(&s, "dlrev", 0));
	CHECK(!sees(&s, "busman", 0) && !sees(&s, "bushead", 0) && !sees(&s, "dlhead", 0) && !sees(&s, "admin", 0) && !sees(&s, "auditor", 0));
	/* the whole line of the accused: below it, and above it but for the bureau */
	CHECK(!sees(&s, "zszjman", 1) && !sees(&s, "zsman", 1) && !sees(&s, "zsman", 2));
	/* the bureau itself accused; the city government above bureau and discipline organ accused */
	CHECK(!sees(&s, "officer", 4) && !sees(&s, "chief", 4));
	CHECK(!sees(&s, "officer", 3) && !sees(&s, "officer", 5));
	CHECK(!sees(&s, "jwman", 7));
	play_close(&s.p);
}

TEST(a_petitioner_sees_their_own_matter_and_staff_without_post_none)
{
	struct city_seen s;
	struct tx tx;
	struct matter m;
	populate(&s);
	read_begin(s.p.city->store, 1, test_arena(), &tx);
	for (size_t i = 0; i < 3; i++) {
		struct viewer own = viewer_petitioner(s.id[i]), other = viewer_petitioner(s.id[i] + 1), public = {0}, system = viewer_system();
		CHECK(matter_load(&tx, s.p.city, s.id[i], &m));
		CHECK(matter_visible(&m, &own) && !matter_visible(&m, &other));
		CHECK(!matter_visible(&m, &public) && matter_visible(&m, &system));
	}
	read_end(&tx);
	play_close(&s.p);
}
