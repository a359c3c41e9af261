/* Registering, fast and by keyboard. Laws: 1 the fields are the procedure's
 * row's; channel and day received are filled in, the first field has the
 * focus; 2 possible duplicates are shown once and asked about, with everything
 * typed still there; they are the unit's own registrations and nothing that is
 * confidential, so that nobody learns who petitioned by registering a guess; 3 sending twice makes one matter; 4 the query code is shown on the receipt
 * and nowhere else. */
#include "web_register.h"

#include "web_ledger.h"
#include "web_matter.h"
#include "web_public.h"

struct register_work {
	const char *procedure;
	const struct viewer_post *post;
	const struct proc_row *row;
	const char *once;
	struct act_in in;
	struct act_done done;
	struct q_duplicates *duplicate;
	size_t duplicates;
};

static bool registers(const struct viewer_post *p)
{
	return cstr_eq(p->role, "registrar") || cstr_eq(p->role, "officer");
}

/* The post of that unit, or the first that may register. */
static const struct viewer_post *post_for(const struct req *r, const char *unit)
{
	const struct viewer_post *first = NULL;
	for (size_t i = 0; i < r->viewer.posts; i++) {
		const struct viewer_post *p = &r->viewer.post[i];
		if (!registers(p))
			continue;
		if (cstr_eq(p->unit_code, unit))
			return p;
		if (!first)
			first = p;
	}
	return first;
}

static const char *usual_procedure(struct req *r, const struct viewer_post *post)
{
	struct q_unit_by_id u;
	return q_unit_by_id(req_read(r), post->unit_id, &u) && cstr_eq(u.kind, "hotline") ? "hotline" : "petition";
}

/* False: the answer is made. */
static bool begin(struct req *r, const char *procedure, const char *unit)
{
	struct register_work *w = arena_make(r->arena, struct register_work);
	struct refusal why = {REFUSE_RIGHT, T_STAFF_NO_REGISTRAR, NULL, F_NONE};
	r->data = w;
	w->post = post_for(r, unit);
	if (!w->post) {
		req_refuse(r, 403, &why);
		return false;
	}
	w->procedure = *procedure ? procedure : usual_procedure(r, w->post);
	w->row = act_new_row(r->city, w->procedure, "register", w->post->bureau);
	if (!w->row)
		req_not_found(r);
	return w->row != NULL;
}

/* -- the form */

static void show_places(struct req *r, const struct register_work *w)
{
	html(&r->out, "<nav class=\"tabs\" aria-label=\"%s\"><ul>\n", t(&r->out, T_STAFF_REGISTER_WHERE));
	const char *last = "";
	for (size_t i = 0; i < r->viewer.posts; i++) {
		const struct viewer_post *p = &r->viewer.post[i];
		if (!registers(p) || cstr_eq(p->unit_code, last))
			continue;
		last = p->unit_code;
		for (size_t k = 0; k < r->city->procedures; k++) {
			const struct procedure *proc = &r->city->procedure[k];
			if (!act_new_row(r->city, proc->code, "register", p->bureau))
				continue;
			bool here = p->unit_id == w->post->unit_id && cstr_eq(proc->code, w->procedure);
			staff_tab(r, here, url_make(r->arena, "/staff/register?procedure=%s&unit=%s", proc->code, p->unit_code),
				arena_printf(r->arena, "%s · %s", proc->name[r->lang], p->unit_name[r->lang]));
		}
	}
	html(&r->out, "</ul></nav>\n");
}

/* The first field of the form, with the focus. */
static void channel_field(struct req *r, const char *chosen, bool focus)
{
	const struct field_def *d = &field_table[F_CHANNEL];
	html(&r->out, "<div class=\"field\"><label for=\"f-channel\">%s</label>\n<select id=\"f-channel\" name=\"channel\"%s>\n",
		t(&r->out, field_label(F_CHANNEL)), focus ? " autofocus" : "");
	for (int i = 0; i < FIELD_CHOICES && d->choice[i]; i++)
		html(&r->out, "<option value=\"%s\"%s>%s</option>\n", d->choice[i], cstr_eq(chosen, d->choice[i]) ? " selected" : "",
			t(&r->out, field_choice_label(F_CHANNEL, d->choice[i])));
	html(&r->out, "</select></div>\n");
}

void part_duplicate(struct req *r, const struct q_duplicates *d)
{
	struct matter m;
	struct tx *tx = req_read(r);
	if (!matter_load_number(tx, r->city, d->number, &m) || !matter_visible(&m, &r->viewer))
		return;
	html(&r->out, "<li><a target=\"_blank\" ");
	html_url(&r->out, "href", url_matter(r, d->number));
	html(&r->out, ">%s</a> %s · %s · %s · ", d->number, d->subject, state_name(r, d->procedure, d->state), in_lang(r, d->lead_en, d->lead_zh));
	part_day(r, d->received_day);
	html(&r->out, " ");
	if (d->concluded)
		part_tag(r, "late", T_STAFF_TAG_CONCLUDED);
	else if (d->closed)
		part_tag(r, "void", T_STAFF_CLOSED);
	html(&r->out, "</li>\n");
}

static void show_duplicates(struct req *r, const struct register_work *w)
{
	if (w->duplicates == 0)
		return;
	html(&r->out, "<section class=\"errors\" role=\"alert\" aria-labelledby=\"dup\"><h2 id=\"dup\">%s</h2><p>%s</p><ul>\n",
		t(&r->out, T_STAFF_DUPLICATES), t(&r->out, T_STAFF_DUPLICATES_WHAT));
	for (size_t i = 0; i < w->duplicates; i++)
		part_duplicate(r, &w->duplicate[i]);
	html(&r->out, "</ul></section>\n");
}

static void show_suggested(struct req *r, const struct register_work *w)
{
	struct staff_choice *s;
	if (cstr_empty(w->in.text[F_TEXT]))
		return;
	size_t n = matter_suggest(r, w->in.text[F_SUBJECT] ? w->in.text[F_SUBJECT] : "", w->in.text[F_TEXT], &s);
	if (n == 0)
		return;
	html(&r->out, "<p class=\"suggest\">%s", t(&r->out, T_STAFF_SUGGESTED));
	for (size_t i = 0; i < n; i++)
		html(&r->out, "%s%s", i ? " · " : "", s[i].shown);
	html(&r->out, "</p>\n");
}

static void form_page(struct req *r, const struct register_work *w, bool first)
{
	bool ask_again = w->duplicates > 0, focus = w->in.faults == 0 && !ask_again;
	page_begin(r, PAGE_STAFF, T_STAFF_REGISTER_TITLE);
	show_places(r, w);
	page_error_summary(r, &w->in, &r->refusal);
	show_duplicates(r, w);
	show_suggested(r, w);
	form_begin(r, url_make(r->arena, "/staff/register"), (struct form_options){.multipart = true});
	form_hidden(r, "procedure", w->procedure);
	form_hidden(r, "unit", w->post->unit_code);
	form_hidden(r, "once", w->once);
	if (ask_again)
		form_hidden(r, "anyway", "1");
	for (int i = 0; i < PROC_LIST && w->row->needs[i]; i++) {
		enum field f = field_find(w->row->needs[i]);
		if (f == F_CHANNEL)
			channel_field(r, w->in.text[f], focus);
		else
			form_field(r, f, w->row->optional[i], &w->in);
	}
	if (!first)
		html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_STAFF_FILES_AGAIN));
	form_submit(r, ask_again ? T_STAFF_REGISTER_ANYWAY : T_STAFF_REGISTER);
	form_end(r);
	page_end(r);
}

void web_register(struct req *r)
{
	char today[11];
	if (!begin(r, req_query(r, "procedure"), req_query(r, "unit")))
		return;
	struct register_work *w = r->data;
	w->once = form_once(r);
	w->in.text[F_CHANNEL] = cstr_eq(w->procedure, "hotline") ? "hotline" : "letter";
	w->in.text[F_RECEIVED] = arena_strdup(r->arena, day_text(r->now.today, today));
	form_page(r, w, true);
}

/* -- the deed */

static bool register_write(struct tx *tx, struct req *r)
{
	struct register_work *w = r->data;
	return act_new(tx, r->city, &r->viewer, r->now, w->procedure, "register", w->post->unit_id, &w->in, &w->done, &r->refusal);
}

static void receipt_page(struct req *r, const struct register_work *w)
{
	struct out *o = &r->out;
	char minute[17];
	page_begin(r, PAGE_STAFF, T_STAFF_REGISTERED_TITLE);
	html(o, "<section class=\"receipt\"><p class=\"done\" role=\"status\">%s</p>\n<dl>", t(o, T_STAFF_REGISTERED_WHAT));
	html(o, "<div><dt>%s</dt><dd class=\"big\">", t(o, T_STAFF_NUMBER));
	staff_link(r, url_matter(r, w->done.number), w->done.number);
	html(o, "</dd></div>\n<div><dt>%s</dt><dd class=\"big code\">%s</dd></div>\n", t(o, T_RECEIPT_CODE),
		w->done.query_code ? w->done.query_code : "—");
	html(o, "<div><dt>%s</dt><dd>%s</dd></div></dl>\n", t(o, T_RECEIPT_TIME), minute_text(r->now.utc_ms, r->now.zone_min, minute));
	if (w->done.query_code)
		html_safe(o, qr_svg(r->arena, arena_printf(r->arena, "%s\n%s", w->done.number, w->done.query_code)));
	html(o, "<p>%s</p>\n", t(o, T_STAFF_CODE_ONCE));
	part_promise(r, w->done.matter_id);
	html(o, "</section>\n");
	if (w->done.query_code)
		part_print_form(r, w->done.query_code);
	html(o, "<p class=\"screen buttons\"><a role=\"button\" autofocus ");
	html_url(o, "href", url_make(r->arena, "/staff/register?procedure=%s&unit=%s", w->procedure, w->post->unit_code));
	html(o, ">%s</a> ", t(o, T_STAFF_REGISTER_NEXT));
	staff_link(r, url_matter(r, w->done.number), t(o, T_STAFF_REGISTERED_OPEN));
	html(o, "</p>\n");
	page_end(r);
}

static void register_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct register_work *w = r->data;
	if (kept) {
		receipt_page(r, w);
	} else if (trouble != TROUBLE_NONE) {
		req_trouble(r, trouble);
	} else {
		if (r->refusal.kind == REFUSE_INPUT && w->in.faults == 0)
			field_fault_add(&w->in, r->refusal.field, NULL, r->refusal.what);
		form_page(r, w, false);
	}
}

void web_register_post(struct req *r)
{
	if (!begin(r, req_field(r, "procedure"), req_field(r, "unit")))
		return;
	struct register_work *w = r->data;
	req_act_in(r, w->row, &w->in);
	w->once = req_field(r, "once");
	/* one person's keys are not another's */
	if (*w->once)
		w->in.idempotency = arena_printf(r->arena, "register:%lld:%s", (long long)r->viewer.person_id, w->once);
	if (w->in.faults == 0 && !*req_field(r, "anyway"))
		w->duplicates = act_duplicates(req_read(r), r->city, w->post->unit_id, &w->in, &w->duplicate);
	if (w->in.faults || w->duplicates)
		form_page(r, w, false);
	else
		req_write(r, register_write, register_answer);
}
