/* Clocks on matters: what is stored is what the rule gives; a calendar loaded
 * later moves open clocks only, never into the past, each by an event; hours
 * are judged by the hour; a hearing stops what it stops. */
#include "matter_raw.h"

#include "matter/calendar_deed.h"
#include "matter/clock_run.h"

struct loading { struct play *p; const char *editor, *confirmer, *text; const struct calendar *next; size_t moved; struct refusal why; };

static struct viewer viewer_of(struct tx *tx, const struct play *p, const char *login)
{
	struct q_person_by_login who;
	struct viewer v;
	CHECK(q_person_by_login(tx, login, &who) && viewer_load(tx, who.id, p->now.today, &v));
	return v;
}

static bool run_load(struct tx *tx, void *arg)
{
	struct loading *l = arg;
	int64_t id;
	struct viewer editor = viewer_of(tx, l->p, l->editor), confirmer = viewer_of(tx, l->p, l->confirmer);
	return calendar_propose(tx, &editor, l->p->now, "cn-2027", l->text, &id, &l->why) &&
		calendar_confirm(tx, l->p->city, &confirmer, l->p->now, id, test_arena(), &l->next, &l->moved, &l->why);
}

static struct loading load(struct play *p, const char *text)
{
	struct loading l = {.p = p, .editor = "admin", .confirmer = "admin2", .text = text};
	enum trouble trouble;
	if (!store_write(p->city->store, test_arena(), run_load, &l, &trouble))
		test_fail(__FILE__, __LINE__, "%s", msg_text(test_arena(), LANG_EN, l.why.what));
	p->city->calendar = l.next;
	p->now.utc_ms += 1000;
	return l;
}

static size_t recomputed(struct play *p)
{
	struct q_event_list *e;
	size_t n = play_events(p, &e), found = 0;
	for (size_t i = 0; i < n; i++)
		found += cstr_eq(e[i].act, "recomputed");
	return found;
}

/* Every clock of every matter, computed anew from its parameters, has the dates it stores. */
static void check_derivations(struct play *p)
{
	sqlite3 *raw = raw_open(p);
	struct tx tx;
	int64_t n = raw_int(raw, "SELECT MAX(id) FROM matter");
	read_begin(p->city->store, 1, test_arena(), &tx);
	for (int64_t id = 1; id <= n; id++) {
		struct q_clock_of_matter *k;
		size_t clocks = q_clock_of_matter(&tx, id, &k);
		for (size_t i = 0; i < clocks; i++) {
			struct clock_out out;
			char due[11], nominal[11];
			bool moved;
			CHECK(clock_run_explain(test_arena(), p->city, &k[i], &out, &moved));
			CHECK(!moved);
			CHECK_STR(day_text(out.due, due), k[i].due);
			CHECK_STR(day_text(out.due_nominal, nominal), k[i].due_nominal);
			CHECK_INT(out.provisional, k[i].provisional);
			CHECK(out.lines >= 2);
		}
	}
	read_end(&tx);
	sqlite3_close(raw);
}

static const char rest_in_february[] = "calendar cn 2027\nnotice N1 \"x\" 2026-11-05 -\n2027-02-18 rest N1 春节\n2027-02-19 rest N1 春节\n";
static const char work_in_march[] = "calendar cn 2027\nnotice N1 \"x\" 2026-11-05 -\n2027-01-01 rest N1 元旦\n2027-03-06 work N1 a\n2027-03-07 work N1 a\n";

TEST(a_date_in_a_year_without_arrangement_is_provisional)
{
	struct play p;
	play_accepted(&p, "2026-12-20");
	CHECK_STR(play_clock(&p, "handle")->due, "2027-02-18");
	CHECK_INT(play_clock(&p, "handle")->provisional, 1);
	/* only what depends on it: this one ended within the published year */
	CHECK_STR(play_clock(&p, "bureau_route")->due, "2027-01-04");
	CHECK_INT(play_clock(&p, "bureau_route")->provisional, 1);
	check_derivations(&p);
	play_close(&p);
}

TEST(a_date_in_a_published_year_is_certain)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	CHECK_INT(play_clock(&p, "handle")->provisional, 0);
	check_derivations(&p);
	play_close(&p);
}

TEST(a_loaded_arrangement_moves_the_open_clock_by_an_event)
{
	struct play p;
	play_accepted(&p, "2026-12-20");
	struct loading l = load(&p, rest_in_february);
	CHECK_INT(l.moved, 1);
	CHECK_STR(play_clock(&p, "handle")->due_nominal, "2027-02-18");
	CHECK_STR(play_clock(&p, "handle")->due, "2027-02-22");
	CHECK_INT(play_clock(&p, "handle")->provisional, 0);
	CHECK_STR(play_clock(&p, "handle")->calendar, calendar_version(l.next));
	CHECK_STR(play_matter(&p).next_due, "2027-02-22");
	CHECK_INT(recomputed(&p), 1);
	/* an ended clock keeps what was promised */
	CHECK_STR(play_clock(&p, "bureau_route")->due, "2027-01-04");
	CHECK(!cstr_eq(play_clock(&p, "bureau_route")->calendar, calendar_version(l.next)));
	play_close(&p);
}

TEST(what_becomes_certain_without_moving_is_no_event)
{
	struct play p;
	play_accepted(&p, "2026-12-20");
	struct loading l = load(&p, work_in_march);
	CHECK_INT(l.moved, 0);
	CHECK_STR(play_clock(&p, "handle")->due, "2027-02-18");
	CHECK_INT(play_clock(&p, "handle")->provisional, 0);
	CHECK_INT(recomputed(&p), 0);
	play_close(&p);
}

static void dispatched_in_march(struct play *p)
{
	play_open(p, "2027-03-03");
	CHECK(play_new(p, "operator", "rx", "hotline", "register", "channel", "hotline", "received", "2027-03-03", "name", "孙", "phone", "13500000000", "subject", "路灯", "text", "不亮", NULL));
	CHECK(play_act(p, "operator", "dispatch", "unit", "jt", "grade", "ordinary", NULL));
	CHECK_STR(play_clock(p, "hotline_ordinary")->due, "2027-03-10");
}

TEST(a_clock_never_moves_into_the_past)
{
	struct play p;
	dispatched_in_march(&p);
	play_day(&p, "2027-03-09");
	CHECK_INT(load(&p, work_in_march).moved, 0);
	CHECK_STR(play_clock(&p, "hotline_ordinary")->due, "2027-03-10");
	CHECK_INT(recomputed(&p), 0);
	play_close(&p);
}

TEST(a_clock_may_move_to_today)
{
	struct play p;
	dispatched_in_march(&p);
	play_day(&p, "2027-03-08");
	CHECK_INT(load(&p, work_in_march).moved, 1);
	CHECK_STR(play_clock(&p, "hotline_ordinary")->due, "2027-03-08");
	CHECK_INT(recomputed(&p), 1);
	play_close(&p);
}

TEST(a_clock_already_late_is_not_saved_by_a_new_arrangement)
{
	struct play p;
	play_accepted(&p, "2026-12-20");
	play_day(&p, "2027-02-19");
	CHECK_INT(load(&p, rest_in_february).moved, 0);
	CHECK_STR(play_clock(&p, "handle")->due, "2027-02-18");
	play_close(&p);
}

TEST(who_edits_a_calendar_does_not_confirm_it)
{
	struct play p;
	play_accepted(&p, "2026-12-20");
	struct loading l = {.p = &p, .editor = "admin", .confirmer = "admin", .text = rest_in_february};
	CHECK(!store_write(p.city->store, test_arena(), run_load, &l, NULL));
	CHECK_INT(l.why.kind, REFUSE_RIGHT);
	CHECK_STR(play_clock(&p, "handle")->due, "2027-02-18");
	l.confirmer = "admin2";
	l.text = "calendar cn 2027\n2027-13-01 rest N1 x\n";
	CHECK(!store_write(p.city->store, test_arena(), run_load, &l, NULL));
	CHECK_INT(l.why.kind, REFUSE_STATE);
	play_close(&p);
}

static void take_call(struct play *p, const char *today, int hour, const char *grade)
{
	play_open(p, today);
	play_time(p, hour, 0);
	CHECK(play_new(p, "operator", "rx", "hotline", "register", "channel", "hotline", "received", today, "name", "孙", "phone", "13500000000", "subject", "燃气", "text", "泄漏", NULL));
	p->now.utc_ms -= 1000;
	CHECK(play_act(p, "operator", "dispatch", "unit", "jt", "grade", grade, NULL));
	p->now.utc_ms -= 1000;
}

static void reply_after_two_hours(int64_t and_ms, const char *outcome)
{
	struct play p;
	take_call(&p, "2026-04-30", 10, "emergency");
	const struct q_clock_of_matter *k = play_clock(&p, "hotline_emergency");
	CHECK_INT(k->due_ms, p.now.utc_ms + 2 * 3600 * 1000);
	CHECK_STR(k->due, "2026-04-30");
	p.now.utc_ms = k->due_ms + and_ms;
	CHECK(play_act(&p, "busman", "reply", "opinion", "已关阀", "outcome", "supported", NULL));
	CHECK_STR(play_clock(&p, "hotline_emergency")->outcome, outcome);
	play_close(&p);
}

TEST(two_hours_are_kept_at_the_last_instant) { reply_after_two_hours(0, "met"); }
TEST(two_hours_are_missed_on_the_same_day) { reply_after_two_hours(1, "missed"); }

TEST(hours_run_over_midnight_and_rest_days)
{
	struct play p;
	take_call(&p, "2026-04-30", 23, "emergency");
	CHECK_STR(play_clock(&p, "hotline_emergency")->due, "2026-05-01");
	p.now = now_at(p.now.utc_ms + 90 * 60000, 480);
	CHECK(play_act(&p, "busman", "reply", "opinion", "已关阀", "outcome", "supported", NULL));
	CHECK_STR(play_clock(&p, "hotline_emergency")->outcome, "met");
	play_close(&p);
}

TEST(an_hour_clock_is_overdue_by_the_hour)
{
	struct play p;
	struct q_event_list *e;
	take_call(&p, "2026-04-30", 10, "emergency");
	size_t before = play_events(&p, &e);
	int64_t due = play_clock(&p, "hotline_emergency")->due_ms;
	p.now.utc_ms = due;
	play_tick(&p);
	CHECK_INT(play_events(&p, &e), before);
	p.now.utc_ms = due + 1;
	play_tick(&p);
	CHECK_INT(play_events(&p, &e), before + 1);
	CHECK_STR(e[before].act, "overdue");
	play_tick(&p);
	CHECK_INT(play_events(&p, &e), before + 1);
	play_close(&p);
}

/* To the re-review by the province, asked on the day. */
static void under_rereview(struct play *p)
{
	play_accepted(p, "2026-03-02");
	CHECK(play_act(p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(play_act(p, "head", "approve_opinion", NULL));
	CHECK(play_act(p, "handler", "serve", "service", "post", "service_day", "2026-03-02", NULL));
	CHECK(play_act(p, "", "ask_review", "reason", "r", NULL));
	CHECK(play_act(p, "dlrev", "draft_review", "facts", "f", "opinion", "o", "review_outcome", "uphold", "basis", "b", NULL));
	CHECK(play_act(p, "dlhead", "approve_review", NULL));
	CHECK(play_act(p, "dlrev", "serve_review", "service", "post", "service_day", "2026-03-02", NULL));
	CHECK(play_act(p, "", "ask_rereview", "reason", "r", NULL));
}

TEST(a_hearing_stops_the_clock_for_its_days_and_no_longer)
{
	struct play p;
	under_rereview(&p);
	CHECK_STR(play_clock(&p, "rereview")->due_nominal, "2026-04-01");
	play_day(&p, "2026-03-10");
	CHECK(!play_act(&p, "lnrev", "open_hearing", "hearing_day", "2026-03-01", "place", "x", NULL));
	CHECK_INT(p.why.field, F_HEARING_DAY);
	CHECK(play_act(&p, "lnrev", "open_hearing", "hearing_day", "2026-03-10", "place", "x", NULL));
	CHECK(!play_act(&p, "lnrev", "open_hearing", "hearing_day", "2026-03-10", "place", "x", NULL));
	CHECK(!play_act(&p, "lnrev", "draft_rereview", "facts", "f", "opinion", "o", "rereview_outcome", "uphold", "basis", "b", NULL));
	/* nothing is late while it is open */
	play_day(&p, "2026-06-01");
	play_tick(&p);
	CHECK_INT(play_clock(&p, "rereview")->missed_seen, 0);
	play_close(&p);
}

TEST(a_hearing_of_ten_days_moves_the_due_date_by_ten)
{
	struct play p;
	under_rereview(&p);
	play_day(&p, "2026-03-10");
	CHECK(play_act(&p, "lnrev", "open_hearing", "hearing_day", "2026-03-10", "place", "x", NULL));
	play_day(&p, "2026-03-19");
	CHECK(play_act(&p, "lnrev", "close_hearing", "text", "t", NULL));
	CHECK_STR(play_clock(&p, "rereview")->pauses, "2026-03-10..2026-03-19");
	CHECK_STR(play_clock(&p, "rereview")->due_nominal, "2026-04-11");
	CHECK_STR(play_clock(&p, "rereview")->due, "2026-04-13");
	check_derivations(&p);
	CHECK(play_act(&p, "lnrev", "draft_rereview", "facts", "f", "opinion", "o", "rereview_outcome", "uphold", "basis", "b", NULL));
	play_close(&p);
}

TEST(a_second_hearing_on_the_same_days_counts_them_once)
{
	struct play p;
	under_rereview(&p);
	play_day(&p, "2026-03-10");
	CHECK(play_act(&p, "lnrev", "open_hearing", "hearing_day", "2026-03-10", "place", "x", NULL));
	CHECK(play_act(&p, "lnrev", "close_hearing", "text", "t", NULL));
	CHECK_STR(play_clock(&p, "rereview")->due_nominal, "2026-04-02");
	CHECK(!play_act(&p, "lnrev", "open_hearing", "hearing_day", "2026-03-10", "place", "x", NULL));
	play_day(&p, "2026-03-12");
	CHECK(play_act(&p, "lnrev", "open_hearing", "hearing_day", "2026-03-12", "place", "x", NULL));
	CHECK(play_act(&p, "lnrev", "close_hearing", "text", "t", NULL));
	CHECK_STR(play_clock(&p, "rereview")->due_nominal, "2026-04-03");
	check_derivations(&p);
	play_close(&p);
}

TEST(a_hearing_after_the_due_date_is_held_but_saves_nothing)
{
	struct play p;
	struct q_event_list *e;
	under_rereview(&p);
	play_day(&p, "2026-04-02");
	play_tick(&p);
	CHECK_INT(play_clock(&p, "rereview")->missed_seen, 1);
	int64_t due_ms = play_clock(&p, "rereview")->due_ms;
	CHECK(play_act(&p, "lnrev", "open_hearing", "hearing_day", "2026-04-02", "place", "x", NULL));
	CHECK_INT(play_clock(&p, "rereview")->due_ms, due_ms);
	size_t events = play_events(&p, &e);
	play_tick(&p);
	CHECK_INT(play_events(&p, &e), events);
	CHECK(play_act(&p, "lnrev", "close_hearing", "text", "t", NULL));
	CHECK_STR(play_clock(&p, "rereview")->due, "2026-04-01");
	play_tick(&p);
	CHECK_INT(play_events(&p, &e), events + 1);
	CHECK(play_act(&p, "lnrev", "draft_rereview", "facts", "f", "opinion", "o", "rereview_outcome", "uphold", "basis", "b", NULL));
	play_close(&p);
}

TEST(many_hearings_are_all_counted_or_refused)
{
	struct play p;
	char day[11];
	under_rereview(&p);
	play_day(&p, "2026-03-03");
	int done = 0;
	for (int i = 0; i < CLOCK_PAUSES + 2; i++) {
		if (!play_act(&p, "lnrev", "open_hearing", "hearing_day", day_text(p.now.today, day), "place", "x", NULL))
			break;
		CHECK(play_act(&p, "lnrev", "close_hearing", "text", "t", NULL));
		done++;
		p.now = now_at(p.now.utc_ms + 24 * 3600000, 480);
	}
	day_t nominal, base;
	CHECK(day_parse(str_of(play_clock(&p, "rereview")->due_nominal), &nominal) && day_parse(str_of("2026-04-01"), &base));
	CHECK_INT(done, CLOCK_PAUSES);
	CHECK_INT(nominal - base, done);
	check_derivations(&p);
	play_close(&p);
}

TEST(a_clock_goes_with_the_matter_to_the_next_unit)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "x", "phone", "13800138000", "subject", "公交", "text", "t", NULL));
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(&p, "officer", "assign", "unit", "zj", "report_due", "2026-05-01", "reason", "r", NULL));
	CHECK(play_act(&p, "handler", "object", "reason", "r", NULL));
	CHECK(play_act(&p, "officer", "agree_objection", "unit", "jt", "reason", "r", NULL));
	CHECK_INT(play_clock(&p, "assign_report")->unit_id, play_matter(&p).lead_unit_id);
	CHECK_INT(play_clock(&p, "unit_notice")->unit_id, play_matter(&p).lead_unit_id);
	play_day(&p, "2026-05-20");
	play_tick(&p);
	sqlite3 *raw = raw_open(&p);
	CHECK_INT(raw_int(raw, "SELECT COUNT(*) FROM supervision s JOIN unit u ON u.id = s.unit_id WHERE u.code = 'zj'"), 0);
	CHECK_INT(raw_int(raw, "SELECT COUNT(*) FROM supervision s JOIN unit u ON u.id = s.unit_id WHERE u.code = 'jt' AND s.trigger_code = 'report_late'"), 1);
	sqlite3_close(raw);
	play_close(&p);
}

TEST(a_review_is_not_asked_before_the_answer_came)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	CHECK(play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(play_act(&p, "head", "approve_opinion", NULL));
	play_day(&p, "2026-03-10");
	CHECK(play_act(&p, "handler", "serve", "service", "post", "service_day", "2026-03-09", NULL));
	CHECK(!play_act(&p, "registrar", "ask_review", "reason", "r", "asked_day", "2026-03-08", NULL));
	CHECK(play_act(&p, "registrar", "ask_review", "reason", "r", "asked_day", "2026-03-09", NULL));
	play_close(&p);
}
