/* The staff's pages over the wire: every page well formed in both languages
 * with nasty texts in it, deeds through forms, refusals that lose nothing. */
#include "face_staff_live.h"
#include "matter_parcel_help.h"

#define NASTY "\"><script>x</script>'&amp; 供热 \xF0\x9F\x94\xA5"

static const char *register_one(struct play *p)
{
	CHECK(play_new(p, "registrar", "xf", "petition", "register", "channel", "letter", "received", "2026-03-02", "name", "何处 " NASTY,
		"phone", "13800138000", "class", "appeal", "subject", NASTY, "text", NASTY "\n物业不作为", "requests", NASTY, NULL));
	return p->number;
}

static void page_is_fine(const char *path)
{
	struct str answer = staff_get(path);
	if (staff_status_of(answer) != 200)
		test_fail(__FILE__, __LINE__, "%s: %d", path, staff_status_of(answer));
	staff_well_formed(answer);
	CHECK(!staff_has(answer, "<script"));
	CHECK(staff_has(answer, "<h1>"));
}

TEST(every_page_is_well_formed_in_both_languages)
{
	static const char *const pages[] = {"/staff", "/staff?group=route", "/staff/register", "/staff/search", "/staff/search?text=%E4%BE%9B%E7%83%AD",
		"/staff/search?clock=late&open=1&mine=1&sort=new&from=2026-01-01", "/staff/board", "/staff/rules", "/staff/rules?procedure=petition",
		"/staff/rules?procedure=hotline", "/staff/account", "/staff/calendar", "/rectification",
		"/staff/programmes", "/staff/programme/farmland", "/staff/programme/farmland/parcels?stand=open", NULL};
	struct play p;
	staff_start(&p, "2026-03-02");
	const char *number = register_one(&p);
	staff_be(&p, "officer");
	for (const char *const *page = pages; *page; page++) {
		page_is_fine(*page);
		page_is_fine(arena_printf(test_arena(), "%s%clang=zh", *page, strchr(*page, '?') ? '&' : '?'));
	}
	page_is_fine(arena_printf(test_arena(), "/staff/m/%s", number));
	page_is_fine(arena_printf(test_arena(), "/staff/m/%s?lang=zh", number));
	page_is_fine(arena_printf(test_arena(), "/staff/m/%s/transfer", number));
	page_is_fine(arena_printf(test_arena(), "/staff/m/%s/direct", number));
	struct str answer = staff_get(arena_printf(test_arena(), "/staff/m/%s", number));
	page_is_fine(arena_printf(test_arena(), "/staff/m/%s?doc=%s", number, staff_after(answer, "?doc=")));
	staff_stop(&p);
}

/* A finding that lies somewhere, with a parcel: pictures, maps and lists. */
TEST(pages_with_maps_and_parcels_are_well_formed)
{
	struct play p;
	staff_start(&p, "2026-03-02");
	CHECK(play_new(&p, "clerk", "dl", "campaign", "open_campaign", "subject", "s", "translation", "t", "source_body", "b", "received", "2026-03-02", "report_in", "2", "unit", "zs",
		"first_person", "p", "leader", "l", NULL));
	const char *campaign = p.number;
	CHECK(play_new(&p, "clerk", "dl", "finding", "record_finding", "campaign", campaign, "subject", NASTY, "text", NASTY, NULL));
	CHECK(play_act(&p, "clerk", "put_into_programme", "programme", "farmland/parcels", NULL));
	staff_be(&p, "clerk");
	page_is_fine(arena_printf(test_arena(), "/staff/m/%s", p.number));
	CHECK(play_act(&p, "clerk", "locate", "spot", "39.39, 121.97", "whereabouts", NASTY, NULL));
	CHECK(add_parcel(&p, "clerk", NASTY, "a.png"));
	CHECK(add_parcel(&p, "clerk", "2102", "a.png"));
	static const char *const pages[] = {"/staff/programme/farmland", "/staff/programme/farmland?place=none", "/staff/programme/farmland/parcels", NULL};
	for (const char *const *page = pages; *page; page++) {
		page_is_fine(*page);
		page_is_fine(arena_printf(test_arena(), "%s%clang=zh", *page, strchr(*page, '?') ? '&' : '?'));
	}
	page_is_fine(arena_printf(test_arena(), "/staff/m/%s", p.number));
	page_is_fine(arena_printf(test_arena(), "/staff/m/%s/add_parcel", p.number));
	staff_stop(&p);
}

TEST(administration_pages_are_well_formed_and_only_for_administrators)
{
	static const char *const pages[] = {"/staff/admin", "/staff/admin/units", "/staff/admin/units?code=zj", "/staff/admin/users",
		"/staff/admin/users?login=officer", "/staff/admin/posts", "/staff/admin/calendar", "/staff/admin/log", NULL};
	struct play p;
	staff_start(&p, "2026-03-02");
	for (const char *const *page = pages; *page; page++) {
		staff_be(&p, "admin");
		page_is_fine(*page);
		page_is_fine(arena_printf(test_arena(), "%s%clang=zh", *page, strchr(*page, '?') ? '&' : '?'));
		staff_be(&p, "officer");
		CHECK_INT(staff_status_of(staff_get(*page)), 403);
		staff_be(&p, "");
		CHECK_INT(staff_status_of(staff_get(*page)), 303);
	}
	staff_stop(&p);
}

TEST(a_matter_not_ones_own_answers_like_none)
{
	struct play p;
	staff_start(&p, "2026-03-02");
	const char *number = register_one(&p);
	staff_be(&p, "busman");
	struct str hidden = staff_get(arena_printf(test_arena(), "/staff/m/%s", number)), none = staff_get("/staff/m/HY-0000-0000");
	CHECK_INT(staff_status_of(hidden), 404);
	size_t h = str_find(hidden, STR("<main")), n = str_find(none, STR("<main"));
	CHECK(h != SIZE_MAX && n != SIZE_MAX);
	CHECK_STR(str_from(hidden, h), str_from(none, n));
	CHECK_INT(staff_status_of(staff_post(arena_printf(test_arena(), "/staff/m/%s/note", number), "text", "x", NULL)), 404);
	staff_stop(&p);
}

TEST(an_act_is_done_through_its_form_and_a_refused_form_keeps_what_was_typed)
{
	struct play p;
	staff_start(&p, "2026-03-02");
	const char *path = arena_printf(test_arena(), "/staff/m/%s/transfer", register_one(&p));
	staff_be(&p, "officer");
	struct str answer = staff_get(path);
	CHECK(staff_has(answer, "?unit=zj"));          /* suggested by its duty words */
	answer = staff_post(path, "unit", "", "reason", "typed " NASTY, NULL);
	CHECK_INT(staff_status_of(answer), 422);
	CHECK(staff_has(answer, "typed &quot;&gt;&lt;script"));
	staff_well_formed(answer);
	answer = staff_post(path, "unit", "nowhere", "reason", "typed", NULL);
	CHECK_INT(staff_status_of(answer), 422);
	CHECK(staff_has(answer, "nowhere"));
	answer = staff_post(path, "unit", "zj", "reason", "typed", NULL);
	CHECK_INT(staff_status_of(answer), 303);
	CHECK_STR(play_matter(&p).state, "routed");
	/* the state has moved: refused, and still nothing typed is lost */
	answer = staff_post(path, "unit", "jt", "reason", "typed again", NULL);
	CHECK_INT(staff_status_of(answer), 409);
	CHECK(staff_has(answer, "typed again"));
	CHECK_STR(play_matter(&p).state, "routed");
	staff_stop(&p);
}

TEST(a_form_without_the_sessions_token_changes_nothing)
{
	struct play p;
	staff_start(&p, "2026-03-02");
	const char *path = arena_printf(test_arena(), "/staff/m/%s/note", register_one(&p));
	staff_be(&p, "officer");
	CHECK_INT(staff_status_of(staff_post(path, "csrf2", "x", "text", "kept", NULL)), 303);
	struct q_event_list *e;
	size_t before = play_events(&p, &e);
	staff_be(&p, "officer");
	struct str answer = staff_api("POST", path, NULL, "Cookie: s=x\r\n", "{\"text\":\"no\"}");
	CHECK_INT(staff_status_of(answer), 303);       /* to the log-in */
	CHECK_INT(play_events(&p, &e), before);
	staff_stop(&p);
}

TEST(the_identity_is_masked_until_it_is_opened_with_a_reason)
{
	struct play p;
	staff_start(&p, "2026-03-02");
	CHECK(play_new(&p, "registrar", "xf", "petition", "register", "channel", "visit", "received", "2026-03-02", "name", "欧阳明月",
		"phone", "13812345678", "class", "appeal", "subject", "s", "text", "t", NULL));
	const char *page = arena_printf(test_arena(), "/staff/m/%s", p.number);
	staff_be(&p, "officer");
	CHECK(!staff_has(staff_get(page), "明月"));
	CHECK_INT(staff_status_of(staff_post(arena_printf(test_arena(), "%s/open_identity", page), "reason", "", NULL)), 422);
	CHECK(!staff_has(staff_get(page), "13812345678"));
	CHECK_INT(staff_status_of(staff_post(arena_printf(test_arena(), "%s/open_identity", page), "reason", "to call back", NULL)), 303);
	CHECK(staff_has(staff_get(page), "欧阳明月"));
	staff_be(&p, "chief");                          /* who did not open it does not see it */
	CHECK(!staff_has(staff_get(page), "明月"));
	staff_stop(&p);
}

TEST(registering_shows_duplicates_once_and_sending_twice_makes_one)
{
	struct play p;
	staff_start(&p, "2026-03-02");
	register_one(&p);
	staff_be(&p, "registrar");
	const char *once = staff_after(staff_get("/staff/register"), "name=\"once\" value=\"");
#define FIELDS "procedure", "petition", "unit", "xf", "once", once, "channel", "letter", "received", "2026-03-02", "name", "何处 " NASTY, \
	"phone", "13800138000", "subject", "again", "text", "typed long text"
	struct str answer = staff_post("/staff/register", FIELDS, NULL);
	CHECK_INT(staff_status_of(answer), 200);
	CHECK(staff_has(answer, p.number));
	CHECK(staff_has(answer, "typed long text"));
	CHECK(staff_has(answer, "name=\"anyway\" value=\"1\""));
	staff_well_formed(answer);
	answer = staff_post("/staff/register", FIELDS, "anyway", "1", NULL);
	CHECK_INT(staff_status_of(answer), 200);
	const char *made = staff_after(answer, "/staff/m/");
	staff_well_formed(answer);
	CHECK_STR(staff_after(staff_post("/staff/register", FIELDS, "anyway", "1", NULL), "/staff/m/"), made);
	staff_stop(&p);
}

TEST(log_in_says_the_same_for_no_account_and_a_wrong_password_and_slows_down)
{
	struct play p;
	staff_start(&p, "2026-03-02");
	struct str unknown = staff_post("/staff/login", "login", "nobody", "password", "wrong wrong wrong", NULL);
	CHECK_INT(staff_status_of(unknown), 422);
	struct str wrong = staff_post("/staff/login", "login", "officer", "password", "wrong wrong wrong", NULL);
	CHECK_INT(staff_status_of(wrong), 422);
	CHECK(staff_has(unknown, "not right") && staff_has(wrong, "not right"));
	for (int i = 0; i < 4; i++)
		wrong = staff_post("/staff/login", "login", "officer", "password", "wrong wrong wrong", NULL);
	wrong = staff_post("/staff/login", "login", "officer", "password", "wrong wrong wrong", NULL);
	CHECK_INT(staff_status_of(wrong), 429);
	CHECK(staff_has(wrong, "Retry-After: "));
	staff_stop(&p);
}

TEST(a_password_set_by_an_administrator_logs_in_and_logging_out_ends_it)
{
	struct play p;
	staff_start(&p, "2026-03-02");
	staff_be(&p, "admin");
	CHECK_INT(staff_status_of(staff_post("/staff/admin/users", "do", "password", "login", "officer", "password", "short", NULL)), 422);
	CHECK_INT(staff_status_of(staff_post("/staff/admin/users", "do", "password", "login", "officer", "password", "a long sentence of mine", NULL)), 303);
	staff_be(&p, "");
	struct str answer = staff_post("/staff/login", "login", "officer", "password", "a long sentence of mine", NULL);
	CHECK_INT(staff_status_of(answer), 303);
	CHECK(staff_has(answer, "Set-Cookie: s="));
	CHECK(staff_has(answer, "HttpOnly; SameSite=Strict"));
	staff_be(&p, "officer");
	answer = staff_post("/staff/logout", NULL, NULL);
	CHECK_INT(staff_status_of(answer), 303);
	CHECK(staff_has(answer, "Clear-Site-Data: "));
	CHECK_INT(staff_status_of(staff_get("/staff")), 303);
	staff_stop(&p);
}

TEST(a_post_needs_two_administrators)
{
	struct play p;
	staff_start(&p, "2026-03-02");
	staff_be(&p, "admin");
	CHECK_INT(staff_status_of(staff_post("/staff/admin/posts", "do", "propose", "login", "busman", "unit", "zj", "role", "handler", NULL)), 303);
	CHECK(!staff_has(staff_get("/staff/admin/posts"), "value=\"confirm\""));
	staff_be(&p, "admin2");
	const char *id = staff_after(staff_get("/staff/admin/posts"), "value=\"confirm\">\n<input type=\"hidden\" name=\"post\" value=\"");
	staff_be(&p, "admin");
	CHECK_INT(staff_status_of(staff_post("/staff/admin/posts", "do", "confirm", "post", id, NULL)), 403);
	staff_be(&p, "admin2");
	CHECK_INT(staff_status_of(staff_post("/staff/admin/posts", "do", "confirm", "post", id, NULL)), 303);
	CHECK_INT(staff_status_of(staff_post("/staff/admin/posts", "do", "propose", "login", "officer", "unit", "dl", "role", "sysadmin", NULL)), 403);
	staff_stop(&p);
}

TEST(a_calendar_is_checked_proposed_and_confirmed_by_another_and_moves_dates)
{
#define CAL "calendar cn 2027\nnotice N1 \"notice\" 2026-11-01 -\n2027-01-01 rest N1 元旦\n2027-03-03 rest N1 试\n"
	struct play p;
	staff_start(&p, "2026-12-30");
	/* 60 days from 2027-01-02: Wednesday 2027-03-03 */
	CHECK(play_new(&p, "registrar", "xf", "petition", "register", "channel", "letter", "received", "2026-12-30", "name", "n",
		"phone", "13800138000", "class", "appeal", "subject", "s", "text", "t", NULL));
	CHECK(play_act(&p, "officer", "transfer", "unit", "zj", "reason", "r", NULL));
	staff_day(&p, "2027-01-02");
	CHECK(play_act(&p, "handler", "accept", NULL));
	CHECK_STR(play_clock(&p, "handle")->due, "2027-03-03");
	staff_be(&p, "admin");
	struct str answer = staff_post("/staff/admin/calendar", "do", "check", "text", "calendar cn 2027\n2027-99-01 rest N1 x\n", NULL);
	CHECK_INT(staff_status_of(answer), 422);
	CHECK(staff_has(answer, "line 2") && staff_has(answer, "2027-99-01 rest"));
	answer = staff_post("/staff/admin/calendar", "do", "check", "text", CAL, NULL);
	CHECK_INT(staff_status_of(answer), 200);
	CHECK(staff_has(answer, p.number) && staff_has(answer, "2027-03-04"));
	staff_well_formed(answer);
	answer = staff_post("/staff/admin/calendar", "do", "propose", "text", CAL, NULL);
	CHECK_INT(staff_status_of(answer), 303);
	CHECK_INT(staff_status_of(staff_post("/staff/admin/calendar", "do", "confirm", "id", "1", NULL)), 403);
	CHECK_STR(play_clock(&p, "handle")->due, "2027-03-03");
	staff_be(&p, "admin2");
	CHECK_INT(staff_status_of(staff_post("/staff/admin/calendar", "do", "confirm", "id", "1", NULL)), 303);
	CHECK_STR(play_clock(&p, "handle")->due, "2027-03-04");
	CHECK(calendar_year_published(p.city->calendar, 2027));
	CHECK_INT(staff_status_of(staff_post("/staff/admin/calendar", "do", "confirm", "id", "1", NULL)), 404);
	staff_stop(&p);
}
