/* The breach file, for data-protection officers. Laws: 1 recording tells nobody;
 * confirming does, is another person's, proves anew who they are, and says
 * before how many it tells; 2 a refused form keeps what was typed; 3 matters
 * stand here by number: what is in them is not shown. */
#include "../matter/breach.h"
#include "../matter/data.h"
#include "web_admin.h"
#include "web_again.h"
#include "web_privacy.h"

enum { ROWS = 50 };

struct breach_work { struct breach_in in; const char *deed, *number, *day, *whom; };

static struct url one_url(struct req *r, const char *number)
{
	return url_make(r->arena, "/staff/breach/%s", number);
}

static struct msg text_label(int i)
{
	const char *const key[BREACH_TEXTS] = {"breach.part.what", "breach.part.harm", "breach.part.done", "breach.part.advice", "breach.part.contact"};
	return (struct msg){.id = msg_id(key[i])};
}

static struct msg state_words(int64_t confirmed_ms, int64_t dropped_ms)
{
	return dropped_ms != DB_NULL_INT ? T_PRIVACY_STATE_DROPPED : confirmed_ms != DB_NULL_INT ? T_PRIVACY_STATE_CONFIRMED : T_PRIVACY_STATE_RECORDED;
}

/* -- the list, and the form */

static void list_line(struct req *r, const struct q_breach_all *b)
{
	struct out *o = &r->out;
	html(o, "<tr><th scope=\"row\">");
	staff_link(r, one_url(r, b->number), b->number);
	html(o, "</th><td data-label=\"%s\">", t(o, T_PRIVACY_FOUND));
	part_day(r, b->found_day);
	html(o, "</td><td data-label=\"%s\">%s</td><td data-label=\"%s\" class=\"number\">%lld</td><td data-label=\"%s\" class=\"number\">%lld</td><td data-label=\"%s\">",
		t(o, T_STAFF_STATE), t(o, state_words(b->confirmed_ms, b->dropped_ms)), t(o, T_PRIVACY_MATTERS), (long long)b->matters,
		t(o, T_PRIVACY_TOLD_COUNT), (long long)b->told, t(o, T_PRIVACY_REPORTED));
	if (b->reported_day)
		part_day(r, b->reported_day);
	else
		html(o, "—");
	html(o, "</td></tr>\n");
}

static void list(struct req *r)
{
	const struct msg heads[] = {T_PRIVACY_BREACH, T_PRIVACY_FOUND, T_STAFF_STATE, T_PRIVACY_MATTERS, T_PRIVACY_TOLD_COUNT, T_PRIVACY_REPORTED};
	struct q_breach_all *b;
	size_t n = q_breach_all(req_read(r), &b);
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_PRIVACY_BREACHES_NONE));
		return;
	}
	staff_table_begin(r, T_PRIVACY_BREACHES);
	staff_table_head(r, heads, 6);
	for (size_t i = 0; i < n; i++)
		list_line(r, &b[i]);
	staff_table_end(r);
}

static void record_form(struct req *r)
{
	html(&r->out, "<h2 id=\"record\">%s</h2>\n", t(&r->out, T_PRIVACY_RECORD_TITLE));
	form_begin(r, url_make(r->arena, "/staff/breach"), (struct form_options){0});
	staff_input(r, "found", "date", T_PRIVACY_FOUND, MSG_NONE, req_field(r, "found"), "off");
	staff_input(r, "from", "date", T_PRIVACY_FROM, MSG_NONE, req_field(r, "from"), "off");
	staff_input(r, "upto", "date", T_PRIVACY_UPTO, T_PRIVACY_UPTO_HINT, req_field(r, "upto"), "off");
	staff_input(r, "persons", "text", T_PRIVACY_PERSONS, T_PRIVACY_PERSONS_HINT, req_field(r, "persons"), "off");
	staff_input(r, "units", "text", T_PRIVACY_UNITS, T_PRIVACY_UNITS_HINT, req_field(r, "units"), "off");
	staff_tick(r, "copy", T_PRIVACY_COPY, *req_field(r, "copy") != '\0');
	staff_tick(r, "keys", T_PRIVACY_KEYS, *req_field(r, "keys") != '\0');
	for (int i = 0; i < BREACH_TEXTS; i++)
		staff_area(r, breach_text_names[i], text_label(i), i == BREACH_WHAT ? T_PRIVACY_TEXT_HINT : MSG_NONE, req_field(r, breach_text_names[i]), 3);
	form_submit(r, T_PRIVACY_RECORD);
	form_end(r);
}

void web_breaches(struct req *r)
{
	privacy_begin(r, T_PRIVACY_BREACHES, r->refusal.what);
	html(&r->out, "<p>%s</p>\n", t(&r->out, T_PRIVACY_BREACHES_WORDS));
	list(r);
	record_form(r);
	page_end(r);
}

static bool record_write(struct tx *tx, struct req *r)
{
	struct breach_work *w = r->data;
	return breach_record(tx, &r->viewer, r->now, &w->in, &w->number, &r->refusal);
}

static void record_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct breach_work *w = r->data;
	admin_answer(r, trouble, kept, kept ? url_make(r->arena, "/staff/breach/%s?done=breach_record", w->number) : (struct url){""}, web_breaches);
}

void web_breach_record(struct req *r)
{
	struct breach_work *w = arena_make(r->arena, struct breach_work);
	r->data = w;
	w->in = (struct breach_in){.found = req_field(r, "found"), .from = req_field(r, "from"), .upto = req_field(r, "upto"), .persons = req_field(r, "persons"),
		.units = req_field(r, "units"), .copy = *req_field(r, "copy") != '\0', .keys = *req_field(r, "keys") != '\0'};
	for (int i = 0; i < BREACH_TEXTS; i++)
		w->in.text[i] = req_field(r, breach_text_names[i]);
	req_write(r, record_write, record_answer);
}

/* -- one */

static const char *by(struct req *r, const char *en, const char *zh, int64_t ms)
{
	char minute[17];
	return arena_printf(r->arena, "%s, %s", zh ? in_lang(r, en, zh) : t(&r->out, T_PRIVACY_COMMAND), minute_text(ms, r->now.zone_min, minute));
}

static const char *looked_for(struct req *r, const char *scope)
{
	static const struct { const char *key; struct msg label; bool tick; } part[] = {
		{"persons", T_PRIVACY_PERSONS, false}, {"units", T_PRIVACY_UNITS, false}, {"copy", T_PRIVACY_COPY, true}, {"keys", T_PRIVACY_KEYS, true}};
	const char *out = "";
	for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
		const char *value = data_get(r->arena, scope, part[i].key), *label = t(&r->out, part[i].label);
		if (*value)
			out = arena_printf(r->arena, "%s%s%s%s%s", out, *out ? "; " : "", label, part[i].tick ? "" : ": ", part[i].tick ? "" : value);
	}
	return out;
}

static void facts(struct req *r, const struct q_breach_by_number *b)
{
	struct out *o = &r->out;
	html(o, "<dl class=\"facts\">\n");
	staff_fact(r, T_STAFF_STATE, t(o, state_words(b->confirmed_ms, b->dropped_ms)));
	staff_fact(r, T_PRIVACY_FOUND, b->found_day);
	staff_fact(r, T_PRIVACY_PERIOD, arena_printf(r->arena, "%s – %s", b->from_day, b->to_day));
	staff_fact(r, T_PRIVACY_SCOPE, looked_for(r, b->scope));
	staff_fact(r, T_PRIVACY_RECORDED, by(r, b->recorder_en, b->recorder_zh, b->recorded_ms));
	if (b->confirmed_ms != DB_NULL_INT)
		staff_fact(r, T_PRIVACY_CONFIRMED, by(r, b->confirmer_en, b->confirmer_zh, b->confirmed_ms));
	staff_fact(r, T_PRIVACY_REPORTED, b->reported_day ? arena_printf(r->arena, "%s, %s", b->reported_day, b->reported_to) : "—");
	const char *text[BREACH_TEXTS] = {b->what, b->harm, b->done, b->advice, b->contact};
	for (int i = 0; i < BREACH_TEXTS; i++)
		staff_fact(r, text_label(i), text[i]);
	html(o, "</dl>\n");
}

static void matters(struct req *r, const struct q_breach_by_number *b)
{
	const struct msg heads[] = {T_RECEIPT_NUMBER, T_PRIVACY_PETITIONERS, T_PRIVACY_IDENTITY, T_PRIVACY_TOLD};
	struct q_breach_matters *m;
	struct out *o = &r->out;
	int64_t after;
	if (!str_i64(str_of(req_query(r, "after")), &after))
		after = 0;
	size_t n = q_breach_matters(req_read(r), b->id, after, &m);
	if (n == 0) {
		html(o, "<p class=\"empty\">%s</p>\n", t(o, T_PRIVACY_MATTERS_NONE));
		return;
	}
	staff_table_begin(r, T_PRIVACY_MATTERS);
	staff_table_head(r, heads, 4);
	for (size_t i = 0; i < n && i < ROWS; i++)
		html(o, "<tr><th scope=\"row\">%s</th><td data-label=\"%s\" class=\"number\">%lld</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td></tr>\n", m[i].number,
			t(o, T_PRIVACY_PETITIONERS), (long long)m[i].petitioners, t(o, T_PRIVACY_IDENTITY), m[i].identity ? t(o, T_PAGE_YES) : "—", t(o, T_PRIVACY_TOLD), m[i].day ? m[i].day : "—");
	staff_table_end(r);
	if (n > ROWS) {
		html(o, "<nav class=\"paging\" aria-label=\"%s\"><ul><li>", t(o, T_PAGE_PAGING));
		staff_link(r, url_make(r->arena, "/staff/breach/%s?after=%lld", b->number, (long long)m[ROWS - 1].matter_id), t(o, T_PRIVACY_MORE));
		html(o, "</li></ul></nav>\n");
	}
}

static void confirm_form(struct req *r, const struct q_breach_by_number *b, int64_t matters)
{
	if (b->confirmed_ms != DB_NULL_INT || b->dropped_ms != DB_NULL_INT)
		return;
	if (b->recorded_by == r->viewer.person_id) {
		html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_PRIVACY_CONFIRM_OTHER));
	} else {
		form_begin(r, one_url(r, b->number), (struct form_options){0});
		form_hidden(r, "do", "confirm");
		html(&r->out, "<p class=\"warn\">%s</p>\n", t(&r->out, T_PRIVACY_CONFIRM_WORDS(arena_printf(r->arena, "%lld", (long long)matters))));
		again_field(r);
		form_submit(r, T_PRIVACY_CONFIRM);
		form_end(r);
	}
	staff_button(r, one_url(r, b->number), "do", "drop", T_PRIVACY_DROP, true);
}

static void report_form(struct req *r, const struct q_breach_by_number *b)
{
	if (b->reported_day || b->dropped_ms != DB_NULL_INT)
		return;
	html(&r->out, "<h2>%s</h2>\n", t(&r->out, T_PRIVACY_REPORTED));
	form_begin(r, one_url(r, b->number), (struct form_options){0});
	form_hidden(r, "do", "report");
	staff_input(r, "day", "date", T_PRIVACY_REPORT_DAY, MSG_NONE, req_field(r, "day"), "off");
	staff_input(r, "whom", "text", T_PRIVACY_REPORT_TO, MSG_NONE, req_field(r, "whom"), "off");
	form_submit(r, T_PRIVACY_REPORT);
	form_end(r);
}

void web_breach(struct req *r)
{
	struct q_breach_by_number b;
	struct q_breach_sums s = {0};
	struct out *o = &r->out;
	if (!q_breach_by_number(req_read(r), arena_cstr(r->arena, req_param(r, 0)), &b) || !q_breach_sums(req_read(r), b.id, &s)) {
		req_not_found(r);
		return;
	}
	privacy_begin(r, T_PRIVACY_BREACH, r->refusal.what);
	html(o, "<p class=\"lead\">%s</p>\n<p>%s</p>\n", b.number, t(o, T_PRIVACY_SUMS(arena_printf(r->arena, "%lld", (long long)s.matters),
		arena_printf(r->arena, "%lld", (long long)s.petitioners), arena_printf(r->arena, "%lld", (long long)s.identities), arena_printf(r->arena, "%lld", (long long)s.told))));
	facts(r, &b);
	confirm_form(r, &b, s.matters);
	report_form(r, &b);
	matters(r, &b);
	page_end(r);
}

static bool deed_write(struct tx *tx, struct req *r)
{
	struct breach_work *w = r->data;
	if (cstr_eq(w->deed, "confirm"))
		return breach_confirm(tx, &r->viewer, r->now, w->number, &r->refusal);
	if (cstr_eq(w->deed, "report"))
		return breach_report(tx, &r->viewer, r->now, w->number, w->day, w->whom, &r->refusal);
	if (cstr_eq(w->deed, "drop"))
		return breach_drop(tx, &r->viewer, r->now, w->number, &r->refusal);
	r->refusal = (struct refusal){REFUSE_INPUT, T_REFUSE_NO_ACT, NULL, F_NONE};
	return false;
}

static void deed_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct breach_work *w = r->data;
	admin_answer(r, trouble, kept, url_make(r->arena, "/staff/breach/%s?done=breach_%s", w->number, w->deed), web_breach);
}

void web_breach_do(struct req *r)
{
	struct breach_work *w = arena_make(r->arena, struct breach_work);
	r->data = w;
	w->deed = req_field(r, "do");
	w->number = arena_cstr(r->arena, req_param(r, 0));
	w->day = req_field(r, "day");
	w->whom = req_field(r, "whom");
	if (cstr_eq(w->deed, "confirm"))
		again_write(r, deed_write, deed_answer);
	else
		req_write(r, deed_write, deed_answer);
}
