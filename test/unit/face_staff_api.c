/* The API over the wire: a petition's way by JSON alone. */
#include "face_staff_live.h"

static struct str act(const char *number, const char *name, const char *key, const char *body)
{
	return staff_api("POST", arena_printf(test_arena(), "/api/v1/matters/%s/%s", number, name), key, NULL, body);
}

TEST(a_petition_goes_from_filing_to_rating_by_json_alone)
{
	struct play p;
	staff_start(&p, "2026-03-02");
	const char *officer = staff_key(&p, "officer"), *handler = staff_key(&p, "handler"), *head = staff_key(&p, "head");
	struct str answer = staff_api("POST", "/api/v1/file", NULL, "Idempotency-Key: 0123456789abcdef\r\n",
		"{\"name\":\"王某\",\"phone\":\"13800138000\",\"subject\":\"供热\",\"text\":\"物业不供热\"}");
	CHECK_INT(staff_status_of(answer), 201);
	const char *number = staff_after(answer, "\"number\":\""), *code = staff_after(answer, "\"query_code\":\"");
	/* sent twice: the same matter and code */
	answer = staff_api("POST", "/api/v1/file", NULL, "Idempotency-Key: 0123456789abcdef\r\n",
		"{\"name\":\"王某\",\"phone\":\"13800138000\",\"subject\":\"供热\",\"text\":\"物业不供热\"}");
	CHECK_STR(staff_after(answer, "\"number\":\""), number);
	CHECK_STR(staff_after(answer, "\"query_code\":\""), code);
	CHECK_INT(staff_status_of(act(number, "classify", officer, "{\"class\":\"appeal\"}")), 200);
	CHECK_INT(staff_status_of(act(number, "transfer", officer, "{\"unit\":\"zj\",\"dry_run\":true}")), 200);
	CHECK_INT(staff_status_of(act(number, "transfer", officer, "{\"unit\":\"zj\"}")), 200);
	CHECK_INT(staff_status_of(act(number, "accept", handler, "{}")), 200);
	CHECK_INT(staff_status_of(act(number, "draft_opinion", handler,
		"{\"facts\":\"f\",\"opinion\":\"o\",\"outcome\":\"explained\",\"basis\":\"b\"}")), 200);
	CHECK_INT(staff_status_of(act(number, "approve_opinion", handler, "{}")), 403);
	CHECK_INT(staff_status_of(act(number, "approve_opinion", head, "{}")), 200);
	CHECK_INT(staff_status_of(act(number, "serve", handler, "{\"service\":\"post\",\"service_day\":\"2026-03-02\"}")), 200);
	answer = staff_api("POST", "/api/v1/follow", NULL, NULL, arena_printf(test_arena(), "{\"code\":\"%s\"}", code));
	CHECK_INT(staff_status_of(answer), 200);
	CHECK(staff_has(answer, "\"state\":\"served\"") && staff_has(answer, "handling_opinion"));
	CHECK(!staff_has(answer, "draft_opinion") && !staff_has(answer, "王某"));
	answer = staff_api("POST", "/api/v1/follow/rate", NULL, NULL, arena_printf(test_arena(), "{\"code\":\"%s\",\"satisfied\":\"satisfied\"}", code));
	CHECK_INT(staff_status_of(answer), 200);
	answer = staff_api("GET", arena_printf(test_arena(), "/api/v1/matters/%s", number), officer, NULL, NULL);
	CHECK_INT(staff_status_of(answer), 200);
	CHECK(staff_has(answer, "\"why\":[") && staff_has(answer, "\"act\":\"rate\"") && !staff_has(answer, "王某"));
	staff_stop(&p);
}

TEST(refusals_name_error_field_and_article)
{
	struct play p;
	staff_start(&p, "2026-03-02");
	CHECK(play_new(&p, "registrar", "xf", "petition", "register", "channel", "letter", "received", "2026-03-02", "name", "n",
		"phone", "13800138000", "class", "appeal", "subject", "s", "text", "t", NULL));
	const char *officer = staff_key(&p, "officer"), *busman = staff_key(&p, "busman");
	struct str answer = act(p.number, "transfer", officer, "{}");
	CHECK_INT(staff_status_of(answer), 422);
	CHECK(staff_has(answer, "\"field\":\"unit\"") && staff_has(answer, "\"error\":\"fault.choose\"") && staff_has(answer, "\"article\":\"REG 22"));
	answer = act(p.number, "transfer", officer, "{\"dry_run\":true}");
	CHECK_INT(staff_status_of(answer), 422);
	CHECK_INT(staff_status_of(act(p.number, "accept", officer, "{}")), 409);
	CHECK_INT(staff_status_of(act(p.number, "fly", officer, "{}")), 404);
	CHECK_INT(staff_status_of(act(p.number, "note", busman, "{\"text\":\"x\"}")), 404);
	CHECK_INT(staff_status_of(act(p.number, "note", NULL, "{\"text\":\"x\"}")), 401);
	CHECK_INT(staff_status_of(act(p.number, "note", "wrong", "{\"text\":\"x\"}")), 401);
	CHECK_INT(staff_status_of(act(p.number, "note", officer, "{\"text\":")), 400);
	answer = staff_api("POST", "/api/v1/file", NULL, "Idempotency-Key: short\r\n", "{\"name\":\"n\",\"phone\":\"13800138000\",\"subject\":\"s\",\"text\":\"t\"}");
	CHECK_INT(staff_status_of(answer), 400);
	CHECK_STR(play_matter(&p).state, "registered");
	staff_stop(&p);
}

TEST(wrong_codes_are_slowed_down)
{
	struct play p;
	staff_start(&p, "2026-03-02");
	for (int i = 0; i < 5; i++)
		CHECK_INT(staff_status_of(staff_api("POST", "/api/v1/follow", NULL, NULL, "{\"code\":\"0000-0000\"}")), 404);
	struct str answer = staff_api("POST", "/api/v1/follow", NULL, NULL, "{\"code\":\"0000-0000\"}");
	CHECK_INT(staff_status_of(answer), 429);
	CHECK(staff_has(answer, "Retry-After: "));
	CHECK_INT(staff_status_of(staff_api("POST", "/api/v1/follow/withdraw", NULL, NULL, "{\"code\":\"0000-0000\"}")), 429);
	staff_stop(&p);
}

TEST(lists_units_and_procedures_are_told)
{
	struct play p;
	staff_start(&p, "2026-03-02");
	const char *registrar = staff_key(&p, "registrar");
	struct str answer = staff_api("POST", "/api/v1/petitions/petition", registrar, NULL,
		"{\"channel\":\"visit\",\"received\":\"2026-03-02\",\"name\":\"n\",\"phone\":\"13800138000\",\"subject\":\"公交站\",\"text\":\"t\"}");
	CHECK_INT(staff_status_of(answer), 201);
	const char *number = staff_after(answer, "\"number\":\"");
	answer = staff_api("GET", "/api/v1/matters?text=%E5%85%AC%E4%BA%A4", registrar, NULL, NULL);
	CHECK(staff_has(answer, number));
	CHECK(staff_has(staff_api("GET", "/api/v1/matters?state=closed", registrar, NULL, NULL), "\"matters\":[]"));
	CHECK(staff_has(staff_api("GET", "/api/v1/units", registrar, NULL, NULL), "\"code\":\"zj\""));
	answer = staff_api("GET", "/api/v1/procedures/petition", registrar, NULL, NULL);
	CHECK(staff_has(answer, "\"needs\":[\"unit\",\"reason?\"]") && staff_has(answer, "\"!class:accusation\""));
	CHECK_INT(staff_status_of(staff_api("GET", "/api/v1/procedures/none", registrar, NULL, NULL)), 404);
	staff_stop(&p);
}
