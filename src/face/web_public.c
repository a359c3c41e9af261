/* Home, guide, assets. Pages here hold nothing personal. */
#include "web_public.h"

#include "app.h"
#include "assets.h"

#include "../base/hash.h"
#include "../base/os.h"
#include "../matter/ledger_witness.h"

static void card(struct req *r, struct url u, struct msg title, struct msg words)
{
	struct out *o = &r->out;
	html(o, "<article class=\"card\"><h2><a ");
	html_url(o, "href", u);
	html(o, ">%s</a></h2><p>%s</p></article>\n", t(o, title), t(o, words));
}

void web_home(struct req *r)
{
	struct out *o = &r->out;
	page_begin(r, PAGE_PUBLIC, T_HOME_TITLE);
	html(o, "<p class=\"lead\">%s</p>\n<div class=\"cards2\">\n", t(o, T_HOME_LEAD));
	card(r, url_make(r->arena, "/file"), T_HOME_FILE, T_HOME_FILE_WORDS);
	card(r, url_follow(), T_HOME_FOLLOW, T_HOME_FOLLOW_WORDS);
	card(r, url_make(r->arena, "/guide"), T_HOME_GUIDE, T_HOME_GUIDE_WORDS);
	html(o, "</div>\n<p><small><a ");
	html_url(o, "href", url_make(r->arena, "/ledger"));
	html(o, ">%s</a> · <a ", t(o, T_LEDGER_TITLE));
	html_url(o, "href", url_make(r->arena, "/cases"));
	html(o, ">%s</a> · <a ", t(o, T_CASES_OPEN_TITLE));
	html_url(o, "href", url_make(r->arena, "/staff"));
	html(o, ">%s</a></small></p>\n", t(o, T_HOME_STAFF));
	page_end(r);
}

/* The periods a petitioner should know, from the clock rules themselves. */
static void guide_clocks(struct req *r)
{
	static const char *const codes[] = {"bureau_route", "unit_notice", "handle", "review_window", "review", "rereview_window", "rereview", NULL};
	struct out *o = &r->out;
	html(o, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s\"><table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>\n",
		t(o, T_GUIDE_PERIODS), t(o, T_GUIDE_PERIOD), t(o, T_GUIDE_LENGTH), t(o, T_GUIDE_LAW));
	for (const char *const *c = codes; *c; c++) {
		const struct clock_rule *k = clock_rule_find(&r->city->clocks, *c);
		if (k)
			html(o, "<tr><td>%s</td><td>%s</td><td>%s %s</td></tr>\n", k->name[r->lang],
				t(o, T_GUIDE_DAYS(arena_printf(r->arena, "%d", k->length))), in_lang(r, k->law_en, k->law), k->article);
	}
	html(o, "</tbody></table></div>\n");
}

void web_guide(struct req *r)
{
	struct out *o = &r->out;
	page_begin(r, PAGE_PUBLIC, T_GUIDE_TITLE);
	html(o, "<p>%s</p>\n<h2>%s</h2><ul>\n", t(o, T_GUIDE_WORDS), t(o, T_GUIDE_CHANNELS));
	html(o, "<li>%s</li><li>%s</li><li>%s</li><li>%s</li></ul>\n", t(o, T_GUIDE_WEB), t(o, T_GUIDE_LETTER), t(o, T_GUIDE_VISIT), t(o, T_GUIDE_PHONE));
	html(o, "<h2>%s</h2>\n", t(o, T_GUIDE_PERIODS));
	guide_clocks(r);
	html(o, "<h2>%s</h2><ul><li>%s</li><li>%s</li><li>%s</li><li>%s</li></ul>\n", t(o, T_GUIDE_RIGHTS),
		t(o, T_GUIDE_RIGHT_IDENTITY), t(o, T_GUIDE_RIGHT_WRITTEN), t(o, T_GUIDE_RIGHT_REVIEW), t(o, T_GUIDE_RIGHT_REPRISAL));
	html(o, "<p>%s</p>\n", t(o, T_GUIDE_SHARED));
	page_end(r);
}

void web_asset(struct req *r)
{
	struct str name = req_param(r, 0);
	const struct asset *a = page_asset(arena_cstr(r->arena, name));
	struct response *res = &r->http->res;
	if (!a) {
		req_not_found(r);
		return;
	}
	bool zipped = a->gz && str_find(http_header_find(&r->http->head, "accept-encoding"), STR("gzip")) != SIZE_MAX;
	res->status = 200;
	res->content_type = a->type;
	res->body_static = zipped ? (struct str){(const char *)a->gz, a->gz_n} : (struct str){(const char *)a->p, a->n};
	buf_cstr(&res->head, "Cache-Control: public, max-age=31536000, immutable\r\nVary: Accept-Encoding\r\n");
	if (zipped)
		buf_cstr(&res->head, "Content-Encoding: gzip\r\n");
}

void web_health(struct req *r)
{
	r->http->res.content_type = "text/plain; charset=utf-8";
	buf_cstr(&r->http->res.head, "Cache-Control: no-store\r\n");
	bool writes = store_writes(r->city->store);
	r->http->res.status = writes ? 200 : 503;
	buf_cstr(&r->http->res.body, writes ? "ok\n" : "reads only\n");
	struct witnesses_seen s;
	if (ledger_witness_seen(r->city, &s))
		buf_printf(&r->http->res.body, "witnesses %d of %zu%s\n", s.has_head, s.n, s.alarm ? ", alarm" : "");
}

void part_paper(struct req *r, const struct q_document_of_matter *d)
{
	struct out *o = &r->out;
	char key[96];
	snprintf(key, sizeof key, "doc.%s.title", d->kind);
	html(o, "<article class=\"paper\"><p class=\"organ\">%s</p><h2>%s</h2><p class=\"number\">%s</p>\n", in_lang(r, d->unit_en, d->unit_zh),
		t(o, (struct msg){.id = msg_id(key)}), d->number ? d->number : t(o, T_PAPER_DRAFT));
	html_paragraphs(o, str_of(in_lang(r, d->body_en, d->body_zh)));
	html(o, "<p class=\"date\">%s</p>", d->issued_day ? d->issued_day : "");
	if (d->served_day) {
		snprintf(key, sizeof key, "field.service.%s", d->service);
		html(o, "<p class=\"served\">%s</p>", t(o, T_PAPER_SERVED(d->served_day, t(o, (struct msg){.id = msg_id(key)}))));
	}
	html(o, "</article>\n");
}
