/* One's own calendar addresses. Laws: 1 an address is shown once, on the answer that
 * makes it, as text and no link; 2 it is made only by who proved lately who they are,
 * revoked by its person at any time. */
#include "web_feed.h"

#include "../matter/body.h"
#include "../matter/feed.h"
#include "web_again.h"

struct feeds_work { const char *deed, *body, *secret; };

static const char *calendar_name(struct req *r, const char *en, const char *zh)
{
	return en ? in_lang(r, en, zh) : t(&r->out, T_FEED_OWN);
}

static void show_instant(struct req *r, int64_t ms)
{
	char minute[17];
	html(&r->out, "%s", ms == DB_NULL_INT ? t(&r->out, T_FEED_NEVER) : minute_text(ms, r->city->zone_min, minute));
}

static void show_feeds(struct req *r)
{
	const struct msg heads[] = {T_FEED_CALENDAR, T_FEED_MADE, T_FEED_ASKED, T_FEED_REVOKE};
	struct q_feed_of_person *f;
	size_t n = q_feed_of_person(req_read(r), r->viewer.person_id, &f);
	html(&r->out, "<h2>%s</h2>\n", t(&r->out, T_FEED_LIST));
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_FEED_EMPTY));
		return;
	}
	staff_table_begin(r, T_FEED_LIST);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<tr><th scope=\"row\">%s</th><td data-label=\"%s\">", calendar_name(r, f[i].body_en, f[i].body_zh), t(&r->out, T_FEED_MADE));
		show_instant(r, f[i].created_ms);
		html(&r->out, "</td><td data-label=\"%s\">", t(&r->out, T_FEED_ASKED));
		show_instant(r, f[i].asked_ms);
		html(&r->out, "</td><td data-label=\"%s\">", t(&r->out, T_FEED_REVOKE));
		staff_button(r, url_make(r->arena, "/staff/calendar"), "revoke", f[i].body_code ? f[i].body_code : "-", T_FEED_REVOKE, true);
		html(&r->out, "</td></tr>\n");
	}
	staff_table_end(r);
}

/* "-": one's own; then the bodies one sits in or keeps. */
static void show_form(struct req *r)
{
	struct q_body_of_person *b;
	struct q_body_by_code body;
	char today[11];
	size_t n = q_body_of_person(req_read(r), r->viewer.person_id, day_text(r->now.today, today), &b), choices = 1;
	struct staff_choice *c = arena_make_n(r->arena, struct staff_choice, n + 1);
	c[0] = (struct staff_choice){"-", t(&r->out, T_FEED_OWN)};
	for (size_t i = 0; i < n; i++)
		if (q_body_by_code(req_read(r), b[i].code, &body))
			c[choices++] = (struct staff_choice){b[i].code, in_lang(r, body.name_en, body.name_zh)};
	html(&r->out, "<h2>%s</h2>\n<p>%s</p>\n", t(&r->out, T_FEED_MAKE), t(&r->out, T_FEED_ANEW));
	form_begin(r, url_make(r->arena, "/staff/calendar"), (struct form_options){0});
	form_hidden(r, "do", "make");
	staff_select(r, "calendar", T_FEED_CALENDAR, MSG_NONE, c, choices, *req_field(r, "calendar") ? req_field(r, "calendar") : *req_query(r, "body") ? req_query(r, "body") : "-");
	again_field(r);
	form_submit(r, T_FEED_MAKE);
	form_end(r);
}

static void feeds_page(struct req *r, struct msg fault, const char *secret, int status)
{
	page_begin(r, PAGE_STAFF, T_FEED_TITLE);
	staff_flash(r, NULL);
	staff_fault(r, fault);
	if (secret)
		html(&r->out, "<div class=\"flash\" role=\"status\"><p>%s</p><p class=\"code\">%s/calendar/%s.ics</p></div>\n", t(&r->out, T_FEED_ONCE), req_root(r), secret);
	html(&r->out, "<p>%s</p>\n", t(&r->out, T_FEED_WHAT));
	show_feeds(r);
	show_form(r);
	page_end(r);
	r->http->res.status = status;
}

void web_feeds(struct req *r)
{
	feeds_page(r, MSG_NONE, NULL, 200);
}

/* -- deeds */

static bool feeds_write(struct tx *tx, struct req *r)
{
	struct feeds_work *w = r->data;
	if (cstr_eq(w->deed, "make")) {
		w->secret = feed_make(tx, r->city, &r->viewer, r->now, w->body, r->lang, &r->refusal);
		return w->secret != NULL && tx->trouble == TROUBLE_NONE;
	}
	return feed_revoke(tx, &r->viewer, r->now, r->viewer.person_id, w->body, &r->refusal);
}

static void feeds_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct feeds_work *w = r->data;
	if (!kept && trouble != TROUBLE_NONE)
		req_trouble(r, trouble);
	else if (r->refusal.kind != REFUSE_NONE)
		feeds_page(r, r->refusal.what, NULL, 422);
	else if (w->secret)
		feeds_page(r, MSG_NONE, w->secret, 200);
	else
		req_redirect(r, url_make(r->arena, "/staff/calendar?done=%s", "feed_revoked"));
}

void web_feeds_post(struct req *r)
{
	struct feeds_work *w = arena_make(r->arena, struct feeds_work);
	const char *revoke = req_field(r, "revoke"), *which = *revoke ? revoke : req_field(r, "calendar");
	*w = (struct feeds_work){.deed = *revoke ? "revoke" : req_field(r, "do"), .body = cstr_eq(which, "-") ? NULL : which};
	r->data = w;
	if (cstr_eq(w->deed, "make") && *which)
		again_write(r, feeds_write, feeds_answer);
	else if (*revoke)
		req_write(r, feeds_write, feeds_answer);
	else
		feeds_page(r, T_REFUSE_NO_ACT, NULL, 422);
}
