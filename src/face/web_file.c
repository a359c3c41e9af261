/* Filing in four steps: the matter, the petitioner, a check of everything, the
 * receipt. Laws: 1 no step is stored before the last; what was typed travels
 * in the form itself, so nothing is lost and nothing is kept of who gives up;
 * 2 a step with a fault comes back with what was typed; 3 sending twice makes
 * one petition (the form carries a key). */
#include "web_ledger.h"
#include "web_public.h"

#include "app.h"

#include "../base/utf8.h"
#include "../matter/draft.h"

enum step { STEP_MATTER, STEP_WHO, STEP_CHECK, STEP__MAX };

static const char *const step_names[STEP__MAX] = {"matter", "who", "check"};

/* Which fields each step asks for; the row of the procedure decides what is required. */
static const enum field step_fields[STEP__MAX][10] = {
	[STEP_MATTER] = {F_SUBJECT, F_TEXT, F_REQUESTS, F_AREA, F_PLACE, F_COMPLAINED},
	[STEP_WHO] = {F_ANONYMOUS, F_IDENTITY, F_HEAD_COUNT, F_CONFIDENTIAL},
	[STEP_CHECK] = {F_FILES},
};

struct filing { struct act_in in; struct act_done done; };

static const struct proc_row *file_row(struct req *r)
{
	return act_new_row(r->city, "petition", "file", true);
}

static bool optional_in(const struct proc_row *row, enum field f)
{
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		if (cstr_eq(row->needs[i], field_table[f].name))
			return row->optional[i];
	return true;
}

static enum step step_of_field(enum field f)
{
	for (int s = 0; s < STEP__MAX; s++)
		for (int i = 0; i < 10 && step_fields[s][i]; i++)
			if (step_fields[s][i] == f)
				return (enum step)s;
	return STEP_CHECK;
}

/* Everything typed so far, as hidden fields, but for the step on the page. */
static void carry(struct req *r, enum step shown)
{
	static const char *const skip[] = {"step", "go", "csrf", "files", NULL};
	for (size_t i = 0; i < r->form.fields; i++) {
		const char *name = arena_cstr(r->arena, r->form.field[i].name);
		bool keep = true;
		for (const char *const *s = skip; *s; s++)
			keep = keep && !cstr_eq(*s, name);
		for (int k = 0; k < 10 && step_fields[shown][k]; k++)
			keep = keep && !cstr_eq(field_table[step_fields[shown][k]].name, name);
		if (shown == STEP_WHO && (strncmp(name, "name", 4) == 0 || strncmp(name, "phone", 5) == 0 ||
			cstr_eq(name, "email") || cstr_eq(name, "address") || cstr_eq(name, "id_number") ||
			cstr_eq(name, "sensitive") || cstr_eq(name, "minor") || cstr_eq(name, "guardian")))
			keep = false;
		if (keep)
			form_hidden(r, name, req_field(r, name));
	}
}

static void check_line(struct req *r, const char *label, const char *value, const char *step)
{
	struct out *o = &r->out;
	if (cstr_empty(value))
		return;
	html(o, "<div><dt>%s</dt><dd>", label);
	html_paragraphs(o, str_of(value));
	html(o, "</dd><dd class=\"change\"><button class=\"link\" name=\"go\" value=\"%s\">%s</button></dd></div>\n", step, t(o, T_FILE_CHANGE));
}

static const char *shown_value(struct req *r, enum field f, const struct act_in *in)
{
	struct q_area_by_code area;
	if (f == F_AREA && !cstr_empty(in->text[f]) && q_area_by_code(req_read(r), in->text[f], &area))
		return in_lang(r, area.name_en, area.name_zh);
	if (field_table[f].type == FIELD_TICK && !cstr_empty(in->text[f]))
		return t(&r->out, T_PAGE_YES);
	return in->text[f];
}

static void check_answers(struct req *r, const struct act_in *in)
{
	struct out *o = &r->out;
	const struct identity_in *me = &in->identity[0];
	html(o, "<dl class=\"answers\">\n");
	for (int s = 0; s < STEP_CHECK; s++)
		for (int i = 0; i < 10 && step_fields[s][i]; i++)
			if (step_fields[s][i] != F_IDENTITY)
				check_line(r, t(o, field_label(step_fields[s][i])), shown_value(r, step_fields[s][i], in), step_names[s]);
	check_line(r, t(o, T_FIELD_IDENTITY_NAME), me->name, "who");
	check_line(r, t(o, T_FIELD_IDENTITY_PHONE), me->phone, "who");
	check_line(r, t(o, T_FIELD_IDENTITY_EMAIL), me->email, "who");
	check_line(r, t(o, T_FIELD_IDENTITY_ADDRESS), me->address, "who");
	check_line(r, t(o, T_FIELD_IDENTITY_ID_NUMBER), me->id_number, "who");
	check_line(r, t(o, T_FIELD_IDENTITY_GUARDIAN), me->guardian, "who");
	for (size_t i = 1; i < in->identities; i++)
		check_line(r, t(o, T_FIELD_IDENTITY_REPRESENTATIVE(arena_printf(r->arena, "%zu", i))),
			arena_printf(r->arena, "%s %s", in->identity[i].name, in->identity[i].phone), "who");
	html(o, "</dl>\n");
}

static void keep_shown_faults(struct act_in *in, enum step shown)
{
	size_t n = 0;
	for (size_t i = 0; i < in->faults; i++)
		if (step_of_field(in->fault[i].field) == shown)
			in->fault[n++] = in->fault[i];
	in->faults = n;
}

/* Said before it is chosen: what one gets without a name, and what not (doc/decisions/010-anonymous.md). */
static void without_name(struct req *r)
{
	const struct msg line[] = {T_FILE_ANONYMOUS_KEPT, T_FILE_ANONYMOUS_CODE, T_FILE_ANONYMOUS_ANSWER, T_FILE_ANONYMOUS_TALK, T_FILE_ANONYMOUS_LATER};
	struct out *o = &r->out;
	html(o, "<details><summary>%s</summary><ul>\n", t(o, T_FILE_ANONYMOUS));
	for (size_t i = 0; i < sizeof line / sizeof *line; i++)
		html(o, "<li>%s</li>\n", t(o, line[i]));
	html(o, "</ul></details>\n");
}

static void show_step(struct req *r, enum step s, struct act_in *in, bool with_faults)
{
	const struct msg titles[STEP__MAX] = {T_FILE_STEP_MATTER, T_FILE_STEP_WHO, T_FILE_STEP_CHECK};
	struct out *o = &r->out;
	const struct proc_row *row = file_row(r);
	if (with_faults)
		keep_shown_faults(in, s);
	else
		in->faults = 0;
	page_begin(r, PAGE_PUBLIC, titles[s]);
	html(o, "<p class=\"step\">%s</p>\n", t(o, T_FILE_STEP(arena_printf(r->arena, "%d", s + 1), "3")));
	page_error_summary(r, in, &r->refusal);
	form_begin(r, url_make(r->arena, "/file"), (struct form_options){.multipart = s == STEP_CHECK});
	form_hidden(r, "step", step_names[s]);
	carry(r, s);
	/* Enter sends the step on, not the first "change" button */
	html(o, "<button class=\"visually-hidden\" tabindex=\"-1\" aria-hidden=\"true\" name=\"go\" value=\"next\">%s</button>\n", t(o, T_FILE_NEXT));
	if (s == STEP_CHECK) {
		check_answers(r, in);
		if (!*req_field(r, "once"))
			form_hidden(r, "once", form_once(r));
	}
	if (s == STEP_WHO)
		without_name(r);
	for (int i = 0; i < 10 && step_fields[s][i]; i++)
		form_field(r, step_fields[s][i], optional_in(row, step_fields[s][i]), in);
	if (s == STEP_CHECK && with_faults)
		html(o, "<p class=\"note\">%s</p>\n", t(o, T_STAFF_FILES_AGAIN));
	if (s == STEP_CHECK)
		html(o, "<p>%s</p>\n", t(o, T_FILE_DECLARE));
	html(o, "<div class=\"buttons\">");
	if (s > STEP_MATTER)
		html(o, "<button class=\"secondary\" name=\"go\" value=\"%s\">%s</button>", step_names[s - 1], t(o, T_FILE_BACK));
	html(o, "<button name=\"go\" value=\"%s\">%s</button></div>\n", s == STEP_CHECK ? "send" : "next", t(o, s == STEP_CHECK ? T_FILE_SEND : T_FILE_NEXT));
	html(o, "<p><button class=\"link\" name=\"go\" value=\"keep\">%s</button> <small>%s</small></p>\n", t(o, T_DRAFT_BUTTON), t(o, T_DRAFT_BUTTON_WORDS));
	form_end(r);
	if (s == STEP_MATTER && !*req_field(r, "draft")) {
		html(o, "<p><a ");
		html_url(o, "href", url_make(r->arena, "/file/draft"));
		html(o, ">%s</a></p>\n", t(o, T_DRAFT_OPEN_TITLE));
	}
	page_end(r);
}

void web_file(struct req *r)
{
	struct act_in *in = arena_make(r->arena, struct act_in);
	show_step(r, STEP_MATTER, in, false);
}

static bool write_filing(struct tx *tx, struct req *r)
{
	struct filing *f = r->data;
	struct viewer petitioner = viewer_petitioner(0);
	if (!act_new(tx, r->city, &petitioner, r->now, "petition", "file", 0, &f->in, &f->done, &r->refusal))
		return false;
	if (*req_field(r, "draft"))
		draft_drop(tx, r->city, req_field(r, "draft"));
	return true;
}

void page_filed(struct req *r, const struct act_done *done)
{
	struct out *o = &r->out;
	char minute[17];
	page_begin(r, PAGE_PUBLIC, T_RECEIPT_TITLE);
	html(o, "<section class=\"receipt\"><p class=\"done\">%s</p>\n<dl><div><dt>%s</dt><dd class=\"big\">%s</dd></div>\n", t(o, T_RECEIPT_DONE), t(o, T_RECEIPT_NUMBER), done->number);
	html(o, "<div><dt>%s</dt><dd class=\"big code\">%s</dd></div>\n<div><dt>%s</dt><dd>%s</dd></div></dl>\n", t(o, T_RECEIPT_CODE),
		done->query_code ? done->query_code : "—", t(o, T_RECEIPT_TIME), minute_text(r->now.utc_ms, r->now.zone_min, minute));
	if (done->query_code)
		html_safe(o, qr_svg(r->arena, arena_printf(r->arena, "%s\n%s", done->number, done->query_code)));
	html(o, "<p><strong>%s</strong></p><p>%s</p>\n", t(o, T_RECEIPT_KEEP), t(o, T_RECEIPT_NEXT));
	part_promise(r, done->matter_id);
	html(o, "</section>\n");
	form_begin(r, url_make(r->arena, "/follow"), (struct form_options){0});
	form_hidden(r, "code", done->query_code);
	form_submit(r, T_RECEIPT_FOLLOW);
	form_end(r);
	if (done->query_code)
		part_print_form(r, done->query_code);
	page_end(r);
}

static void answer_filing(struct req *r, enum trouble trouble, bool kept)
{
	struct filing *f = r->data;
	if (trouble != TROUBLE_NONE) {
		req_trouble(r, trouble);
	} else if (!kept) {
		if (r->refusal.field != F_NONE && f->in.faults == 0)
			field_fault_add(&f->in, r->refusal.field, NULL, r->refusal.what);
		show_step(r, step_of_field(r->refusal.field), &f->in, true);
	} else {
		page_filed(r, &f->done);
	}
}

/* The first step that has a fault, or STEP__MAX. */
static enum step faulty_step(const struct act_in *in, enum step upto)
{
	for (int s = 0; s <= (int)upto && s < STEP__MAX; s++)
		for (size_t i = 0; i < in->faults; i++)
			if (step_of_field(in->fault[i].field) == (enum step)s)
				return (enum step)s;
	return STEP__MAX;
}

static enum step step_named(const char *name, enum step otherwise)
{
	for (int s = 0; s < STEP__MAX; s++)
		if (cstr_eq(step_names[s], name))
			return (enum step)s;
	return otherwise;
}

void file_show(struct req *r, const char *step)
{
	struct act_in *in = arena_make(r->arena, struct act_in);
	req_act_in(r, file_row(r), in);
	show_step(r, step_named(step, STEP_MATTER), in, false);
}

void web_file_step(struct req *r)
{
	struct filing *f = arena_make(r->arena, struct filing);
	enum step at = step_named(req_field(r, "step"), STEP_MATTER);
	const char *go = req_field(r, "go");
	if (cstr_eq(go, "keep")) {
		web_draft_keep(r);
		return;
	}
	r->data = f;
	req_act_in(r, file_row(r), &f->in);
	if (step_named(go, STEP__MAX) != STEP__MAX) {
		show_step(r, step_named(go, STEP_MATTER), &f->in, false);
		return;
	}
	enum step wrong = faulty_step(&f->in, at);
	if (wrong != STEP__MAX)
		show_step(r, wrong, &f->in, true);
	else if (at == STEP_CHECK && cstr_eq(go, "send"))
		req_write(r, write_filing, answer_filing);
	else
		show_step(r, at < STEP_CHECK ? (enum step)(at + 1) : STEP_CHECK, &f->in, false);
}
