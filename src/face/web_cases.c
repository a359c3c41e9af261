/* What the public may read of forwarded cases. Laws: 1 only what was written to be public,
 * of cases that were published one by one, of batches that were published; 2 what is not
 * public and what is not there get the same answer; 3 all cases are counted, also those
 * that are not shown. */
#include "web_batch.h"

enum { PER_PAGE = 50 };

static struct url page_url(struct req *r, int page)
{
	return url_make(r->arena, "/cases?page=%s", staff_number(r, page));
}

static void number_cell(struct req *r, struct msg label, int64_t n)
{
	html(&r->out, "<td class=\"number\" data-label=\"%s\">%lld</td>", t(&r->out, label), (long long)n);
}

void web_cases(struct req *r)
{
	const struct msg heads[] = {T_CASES_BATCH, T_CASES_RECEIVED, T_CASES_ALL, T_CASES_SETTLED, T_CASES_STAGE, T_CASES_OPEN};
	struct q_public_batches *b;
	int64_t page = staff_page(r, 1000);
	size_t n = q_public_batches(req_read(r), (page - 1) * PER_PAGE, PER_PAGE + 1, &b);
	page_begin(r, PAGE_PUBLIC, T_CASES_OPEN_TITLE);
	html(&r->out, "<p class=\"lead\">%s</p>\n<p>", t(&r->out, T_CASES_OPEN_WORDS));
	staff_link(r, url_make(r->arena, "/rectification"), t(&r->out, T_OPEN_TITLE));
	html(&r->out, "</p>\n");
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_CASES_OPEN_NONE));
		page_end(r);
		return;
	}
	staff_table_begin(r, T_CASES_OPEN_TITLE);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n && i < PER_PAGE; i++) {
		html(&r->out, "<tr><th scope=\"row\" class=\"long\">");
		staff_link(r, url_make(r->arena, "/cases/%s", b[i].number), t(&r->out, batch_words(r, b[i].source_body, b[i].no)));
		html(&r->out, "</th><td data-label=\"%s\">", t(&r->out, heads[1]));
		part_day(r, b[i].received_day);
		html(&r->out, "</td>");
		number_cell(r, heads[2], b[i].cases);
		number_cell(r, heads[3], b[i].settled);
		number_cell(r, heads[4], b[i].stage);
		number_cell(r, heads[5], b[i].cases - b[i].settled - b[i].stage);
		html(&r->out, "</tr>\n");
	}
	staff_table_end(r);
	part_paging(r, (int)page, n > PER_PAGE, page_url);
	page_end(r);
}

static void fact_in_either(struct req *r, struct msg label, const char *en, const char *zh)
{
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, label));
	part_either(r, en, zh);
	html(&r->out, "</dd></div>\n");
}

static void show_case(struct req *r, const struct q_public_cases *c)
{
	html(&r->out, "<article class=\"card\"><h2>%s</h2>\n<p class=\"marks\">", c->case_no);
	part_tag(r, c->settled_day ? "void" : "calm", c->settled_day ? T_CASES_SETTLED : T_CASES_STAGE);
	html(&r->out, "</p>\n<dl class=\"facts\">\n");
	staff_fact(r, field_label(F_AREA), in_lang(r, c->area_en, c->area_zh));
	staff_fact(r, field_label(F_POLLUTION), t(&r->out, field_choice_label(F_POLLUTION, c->pollution)));
	staff_fact(r, field_label(F_TRUTH), t(&r->out, field_choice_label(F_TRUTH, c->truth)));
	fact_in_either(r, T_CASES_OPEN_COMPLAINT, c->public_en, c->public_zh);
	fact_in_either(r, T_CASES_OPEN_RESULT, c->result_en, c->result_zh);
	staff_fact_day(r, c->settled_day ? T_CASES_SETTLED_DAY : T_CASES_STAGE_DAY, c->settled_day ? c->settled_day : c->stage_day);
	html(&r->out, "</dl></article>\n");
}

void web_cases_batch(struct req *r)
{
	struct q_public_batch b;
	struct q_public_cases *c;
	if (!q_public_batch(req_read(r), arena_cstr(r->arena, req_param(r, 0)), &b)) {
		req_not_found(r);
		return;
	}
	size_t n = q_public_cases(req_read(r), b.matter_id, &c);
	page_begin(r, PAGE_PUBLIC, batch_words(r, b.source_body, b.no));
	html(&r->out, "<dl class=\"facts\">\n");
	staff_fact_day(r, T_CASES_RECEIVED, b.received_day);
	staff_fact(r, field_label(F_ANSWER_IN), t(&r->out, field_choice_label(F_ANSWER_IN, b.answer_in == 5 ? "5" : "7")));
	staff_fact(r, T_CASES_ALL, staff_number(r, b.cases));
	staff_fact(r, T_CASES_SETTLED, staff_number(r, b.settled));
	staff_fact(r, T_CASES_STAGE, staff_number(r, b.stage));
	staff_fact(r, T_CASES_OPEN, staff_number(r, b.cases - b.settled - b.stage));
	html(&r->out, "</dl>\n<p class=\"note\">%s</p>\n", t(&r->out, n ? T_CASES_OPEN_SHOWN(staff_number(r, (int64_t)n), staff_number(r, b.cases)) : T_CASES_OPEN_NO_CASE));
	for (size_t i = 0; i < n; i++)
		show_case(r, &c[i]);
	html(&r->out, "<p class=\"screen\">");
	staff_link(r, url_make(r->arena, "/cases"), t(&r->out, T_CASES_OPEN_BACK));
	html(&r->out, "</p>\n");
	page_end(r);
}
