/* The page of a matter. Laws: 1 it shows what matter_visible allows, else the
 * same 404 as for nothing; 2 who the petitioner is stands here masked, and in
 * full only in matter_identity(), after the recorded act that opens it; 3 acts
 * come from act_options, with the reason where they are not possible. */
#include "web_matter.h"
#include "web_directive.h"
#include "web_meeting.h"
#include "web_rectify.h"
#include "web_register.h"

#include "../matter/identity.h"
#include "app.h"
#include "pdf.h"
#include "web_batch.h"
#include "web_parcel.h"
#include "web_place.h"
#include "web_public.h"
#include "web_programme.h"
#include "web_supervision.h"

static const char *person_name(struct req *r, int64_t id)
{
	struct q_person_by_id p;
	if (id == DB_NULL_INT || !q_person_by_id(req_read(r), id, &p))
		return "";
	return in_lang(r, p.name_en, p.name_zh);
}

static void show_marks(struct req *r, const struct matter *m)
{
	html(&r->out, "<p class=\"marks\">");
	part_tag(r, m->proc->state[m->state].final ? "void" : "calm",
		T_STAFF_PLAIN(m->proc->state[m->state].name[r->lang]));
	if (m->m.urgent)
		part_tag(r, "late", T_LIST_URGENT);
	if (m->m.supervised)
		part_tag(r, "soon", T_LIST_SUPERVISED);
	if (m->m.restricted)
		part_tag(r, "void", T_LIST_RESTRICTED);
	if (m->m.confidential)
		part_tag(r, "void", T_STAFF_TAG_CONFIDENTIAL);
	if (m->repeats && viewer_in_unit(&r->viewer, m->m.register_unit_id))
		part_tag(r, "soon", T_STAFF_TAG_REPEAT);
	if (m->concluded_before)
		part_tag(r, "soon", T_STAFF_TAG_CONCLUDED);
	if (m->m.extended)
		part_tag(r, "void", T_STAFF_TAG_EXTENDED);
	html(&r->out, "</p>\n");
}

static void fact_choice(struct req *r, enum field f, const char *value)
{
	if (!cstr_empty(value))
		staff_fact(r, field_label(f), staff_field_value(r, f, value));
}

static void show_assisting(struct req *r, const struct matter *m)
{
	if (m->assists == 0)
		return;
	html(&r->out, "<div><dt>%s</dt><dd><ul>", t(&r->out, T_STAFF_ASSISTING));
	for (size_t i = 0; i < m->assists; i++)
		html(&r->out, "<li>%s</li>", staff_unit_name(r, m->assist[i]));
	html(&r->out, "</ul></dd></div>\n");
}

static void show_area(struct req *r, const struct matter *m)
{
	struct q_area_by_code area;
	if (!cstr_empty(m->m.area_code) && q_area_by_code(req_read(r), m->m.area_code, &area))
		staff_fact(r, field_label(F_AREA), in_lang(r, area.name_en, area.name_zh));
	staff_fact(r, field_label(F_PLACE), m->m.place);
}

static void show_units(struct req *r, const struct matter *m)
{
	staff_fact(r, T_STAFF_LEAD, staff_unit_name(r, m->m.lead_unit_id));
	staff_fact(r, T_STAFF_HANDLER, person_name(r, m->m.handler_id));
	staff_fact(r, field_label(F_LEADER), m->m.leader);
	show_assisting(r, m);
	staff_fact(r, T_STAFF_REGISTERED_BY, staff_unit_name(r, m->m.register_unit_id));
	staff_fact(r, T_STAFF_SENDER, staff_unit_name(r, m->m.sender_unit_id));
	staff_fact(r, T_STAFF_REVIEW_UNIT, staff_unit_name(r, m->m.review_unit_id));
	staff_fact(r, field_label(F_COMPLAINED), staff_unit_name(r, m->m.complained_unit_id));
}

static void show_head(struct req *r, const struct matter *m)
{
	html(&r->out, "<dl class=\"facts\">\n");
	staff_fact(r, T_STAFF_NUMBER, m->m.number);
	staff_fact(r, T_STAFF_PROCEDURE, m->proc->name[r->lang]);
	fact_choice(r, F_CLASS, m->m.class);
	fact_choice(r, F_ROUTE, m->m.route);
	fact_choice(r, F_GRADE, m->m.grade);
	fact_choice(r, F_CHANNEL, m->m.channel);
	staff_fact_day(r, field_label(F_RECEIVED), m->m.received_day);
	show_units(r, m);
	/* only whoever registered it knows that there is no name: for the others all petitioners are one */
	bool nameless = m->m.anonymous == MATTER_ANONYMOUS && viewer_in_unit(&r->viewer, m->m.register_unit_id);
	if (!m->proc->inner)
		staff_fact(r, T_STAFF_PETITIONER, nameless ? t(&r->out, T_STAFF_ANONYMOUS) : IDENTITY_MASK);
	if (m->m.head_count > 1)
		staff_fact(r, field_label(F_HEAD_COUNT), arena_printf(r->arena, "%lld", (long long)m->m.head_count));
	show_area(r, m);
	staff_fact_day(r, T_STAFF_ACCEPTED, m->m.accepted_day);
	staff_fact_day(r, T_STAFF_ANSWERED, m->m.answered_day);
	staff_fact_day(r, T_STAFF_SERVED, m->m.served_day);
	staff_fact_day(r, T_STAFF_CLOSED, m->m.closed_day);
	fact_choice(r, F_CAUSE, m->m.cause);
	html(&r->out, "</dl>\n");
}

static void show_text(struct req *r, const struct matter *m)
{
	html(&r->out, "<section><h2>%s</h2>\n<div class=\"verbatim\">\n", t(&r->out, T_STAFF_TEXT));
	html_paragraphs(&r->out, str_of(m->m.body));
	html(&r->out, "</div>\n");
	if (!cstr_empty(m->m.requests)) {
		struct str rest = str_of(m->m.requests), line;
		html(&r->out, "<h3>%s</h3>\n<ol>\n", t(&r->out, field_label(F_REQUESTS)));
		while (str_line(&rest, &line))
			if (str_trim(line).n)
				html(&r->out, "<li>%.*s</li>\n", STR_ARG(str_trim(line)));
		html(&r->out, "</ol>\n");
	}
	part_corrections(r, m);
	part_codes(r, m);
	html(&r->out, "</section>\n");
}

/* Before it is routed: what else the same petitioner has brought (REG 19, 36). */
static void show_repeats(struct req *r, const struct matter *m)
{
	struct q_duplicates *d;
	size_t n = matter_repeats(req_read(r), m, &r->viewer, &d);
	if (n == 0)
		return;
	html(&r->out, "<section><h2>%s</h2>\n<ul>\n", t(&r->out, T_STAFF_REPEATS));
	for (size_t i = 0; i < n; i++)
		part_duplicate(r, &d[i]);
	html(&r->out, "</ul></section>\n");
}

/* The paper of this place, if the viewer may read it; NULL. */
static const struct q_document_of_matter *paper_at(struct req *r, const struct matter *m, struct str place)
{
	struct q_document_of_matter *d;
	int64_t at;
	if (!str_i64(place, &at))
		return NULL;
	size_t n = matter_papers(req_read(r), m, &r->viewer, &d);
	for (size_t i = 0; i < n; i++)
		if (d[i].place == at)
			return &d[i];
	return NULL;
}

/* Only this paper, for printing: ?doc=PLACE. */
static bool show_one_document(struct req *r, const struct matter *m)
{
	const struct q_document_of_matter *d = paper_at(r, m, str_of(req_query(r, "doc")));
	if (!d)
		return false;
	page_begin(r, PAGE_STAFF, T_STAFF_PLAIN(staff_paper_name(r, d->kind)));
	html(&r->out, "<p class=\"screen\">");
	staff_link(r, url_matter(r, m->m.number), t(&r->out, T_STAFF_BACK(m->m.number)));
	html(&r->out, "</p>\n");
	matter_document(r, d);
	page_end(r);
	return true;
}

void web_matter_pdf(struct req *r)
{
	struct matter m;
	if (!staff_matter(r, &m))
		return;
	const struct q_document_of_matter *d = paper_at(r, &m, req_param(r, 1));
	if (d && cstr_eq(d->status, "issued"))
		pdf_paper(r, d);
	else
		req_not_found(r);
}

void web_matter(struct req *r)
{
	struct matter m;
	if (!staff_matter(r, &m) || show_one_document(r, &m))
		return;
	if (m.meeting) {
		meeting_page(r, &m);
		return;
	}
	if (m.directive) {
		directive_page(r, &m);
		return;
	}
	if (m.batch) {
		batch_page(r, &m);
		return;
	}
	if (m.campaign || m.finding) {
		(m.campaign ? campaign_page : finding_page)(r, &m);
		return;
	}
	page_begin_as(r, PAGE_STAFF, T_STAFF_PLAIN(m.m.number), T_STAFF_MATTER_TITLE(m.m.number, m.m.subject));
	staff_flash(r, m.proc);
	show_marks(r, &m);
	show_head(r, &m);
	meeting_decision(r, &m);
	supervision_section(r, &m);
	case_section(r, &m);
	programme_section(r, &m);
	place_section(r, &m);
	parcel_section(r, &m);
	directive_carried_out(r, &m);
	matter_identity(r, &m);
	matter_copy(r, &m);
	matter_acts(r, &m);
	matter_clocks(r, &m);
	show_text(r, &m);
	matter_dialogue(r, &m);
	matter_documents(r, &m);
	matter_files(r, &m);
	matter_supervision(r, &m);
	show_repeats(r, &m);
	matter_links(r, &m);
	matter_timeline(r, &m);
	page_end(r);
}
