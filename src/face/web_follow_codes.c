/* Further codes: their list on the follow page, and the one moment in which a new
 * one is shown. Law: a code stands on one page, once, and in no address. */
#include "web_follow.h"

static void show_code(struct req *r, const struct q_proxy_of_matter *p, bool mine)
{
	struct out *o = &r->out;
	html(o, "<tr><th scope=\"row\">%lld</th>", (long long)p->place);
	if (mine)
		html(o, "<td>%s</td>", t(o, field_choice_label(F_PROXY, p->kind)));
	html(o, "<td>%s</td><td>%s</td><td>", p->given_day, p->used_day ? p->used_day : t(o, T_FOLLOW_CODE_NEVER));
	if (p->ended_day) {
		html(o, "%s", t(o, T_FOLLOW_CODE_ENDED(p->ended_day)));
	} else if (mine) {
		html(o, "<a ");
		html_url(o, "href", url_make(r->arena, "/follow/do/end_code?code_no=%lld", (long long)p->place));
		html(o, ">%s<span class=\"visually-hidden\"> %lld</span></a>", t(o, T_FOLLOW_CODE_TAKE_BACK), (long long)p->place);
	}
	html(o, "</td></tr>\n");
}

void part_codes(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	bool mine = viewer_own(&r->viewer, m->m.id);
	if (m->proxies == 0)
		return;
	html(o, "<section id=\"codes\"><h2>%s</h2>\n<p class=\"hint\">%s</p>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s\"><table><thead><tr><th scope=\"col\">%s</th>",
		t(o, T_FOLLOW_CODES), t(o, T_FOLLOW_CODES_WORDS), t(o, T_FOLLOW_CODES), t(o, T_FIELD_CODE_NO));
	if (mine)
		html(o, "<th scope=\"col\">%s</th>", t(o, T_FIELD_PROXY));
	html(o, "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><td></td></tr></thead><tbody>\n", t(o, T_FOLLOW_CODE_GIVEN), t(o, T_FOLLOW_CODE_USED));
	for (size_t i = 0; i < m->proxies; i++)
		show_code(r, &m->proxy[i], mine);
	html(o, "</tbody></table></div></section>\n");
}

void page_new_code(struct req *r, bool staff, const struct act_done *done, struct url back)
{
	struct out *o = &r->out;
	page_begin(r, staff ? PAGE_STAFF : PAGE_PUBLIC, T_CODE_NEW_TITLE);
	html(o, "<section class=\"receipt\"><dl><div><dt>%s</dt><dd class=\"big\">%s</dd></div>\n", t(o, T_RECEIPT_NUMBER), done->number);
	html(o, "<div><dt>%s</dt><dd class=\"big code\">%s</dd></div></dl>\n", t(o, T_RECEIPT_CODE), done->query_code);
	html_safe(o, qr_svg(r->arena, arena_printf(r->arena, "%s\n%s", done->number, done->query_code)));
	html(o, "<p><strong>%s</strong></p></section>\n<p class=\"screen\"><a role=\"button\" ", t(o, T_CODE_NEW_WORDS));
	html_url(o, "href", back);
	html(o, ">%s</a></p>\n", t(o, T_CODE_NEW_BACK));
	page_end(r);
}
