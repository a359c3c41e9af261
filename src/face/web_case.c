/* A forwarded case on its page: where it came from, what was answered, what is public. */
#include "web_batch.h"

#include "api.h"
#include "web_rectify.h"

static const char *choice(struct req *r, enum field f, const char *value)
{
	return *value ? staff_field_value(r, f, value) : NULL;
}

static void show_answer(struct req *r, const struct q_case_find *c)
{
	if (!*c->truth)
		return;
	html(&r->out, "<section><h2>%s</h2>\n<dl class=\"facts\">\n", t(&r->out, T_CASES_ANSWER));
	staff_fact(r, field_label(F_TRUTH), choice(r, F_TRUTH, c->truth));
	staff_fact(r, T_CASES_FOUND, c->facts);
	staff_fact(r, field_label(F_HANDLED), c->handled);
	staff_fact(r, field_label(F_ACCOUNTABLE), c->accountable);
	staff_fact(r, field_label(F_CASE_OUTCOME), choice(r, F_CASE_OUTCOME, c->outcome));
	staff_fact_day(r, T_CASES_REST_DUE, c->rest_due);
	staff_fact(r, T_CASES_COMMITMENT, c->commitment);
	staff_fact_day(r, T_CASES_ANSWERED_DAY, c->answered_day);
	staff_fact_day(r, T_CASES_STAGE_DAY, c->stage_day);
	staff_fact_day(r, T_CASES_SETTLED_DAY, c->settled_day);
	html(&r->out, "</dl></section>\n");
}

static void show_public(struct req *r, const struct q_case_find *c)
{
	if (!c->public)
		return;
	html(&r->out, "<section><h2>%s</h2>\n<dl class=\"facts\">\n", t(&r->out, T_CASES_PUBLIC_SECTION));
	staff_fact(r, field_label(F_PUBLIC_ZH), c->public_zh);
	staff_fact(r, field_label(F_PUBLIC_EN), c->public_en);
	staff_fact(r, field_label(F_RESULT_ZH), c->result_zh);
	staff_fact(r, field_label(F_RESULT_EN), c->result_en);
	html(&r->out, "</dl></section>\n");
}

/* Its batch: a link for who may know of that. */
static void show_batch(struct req *r, const struct q_case_find *c)
{
	struct matter m;
	const char *words = t(&r->out, batch_words(r, c->source_body, c->batch_no));
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, T_CASES_BATCH));
	if (matter_load_number(req_read(r), r->city, c->batch, &m) && matter_visible(&m, &r->viewer))
		staff_link(r, url_matter(r, c->batch), words);
	else
		html(&r->out, "%s", words);
	html(&r->out, "</dd></div>\n");
}

void case_section(struct req *r, const struct matter *m)
{
	const struct q_case_find *c = m->forwarded;
	if (!c)
		return;
	html(&r->out, "<section><h2>%s</h2>\n<dl class=\"facts\">\n", t(&r->out, T_CASES_SECTION));
	show_batch(r, c);
	staff_fact(r, field_label(F_CASE_NO), c->case_no);
	staff_fact(r, field_label(F_POLLUTION), choice(r, F_POLLUTION, c->pollution));
	staff_fact(r, field_label(F_TRANSLATION), c->translation);
	staff_fact(r, T_CASES_RETURNS, c->returns ? staff_number(r, c->returns) : NULL);
	html(&r->out, "</dl></section>\n");
	show_answer(r, c);
	show_public(r, c);
}

void api_case(struct json *j, const struct matter *m)
{
	const struct q_case_find *c = m->forwarded;
	json_object(j, "case");
	json_text(j, "batch", c->batch);
	json_text(j, "case_no", c->case_no);
	json_text(j, "pollution", c->pollution);
	json_text(j, "truth", c->truth);
	json_text(j, "facts", c->facts);
	json_text(j, "handled", c->handled);
	json_text(j, "accountable", c->accountable);
	json_text(j, "outcome", c->outcome);
	json_text(j, "rest_due", c->rest_due);
	json_text(j, "answered", c->answered_day);
	json_text(j, "stage", c->stage_day);
	json_text(j, "settled", c->settled_day);
	json_int(j, "returns", c->returns);
	json_bool(j, "public", c->public != 0);
	json_end(j);
}
