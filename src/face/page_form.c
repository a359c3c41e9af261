/* Forms from the field table: label, hint, what was typed, and the fault
 * beside it (GOV.UK pattern). A form never loses what was typed. */
#include "page.h"
#include "../matter/conveyance.h"
#include "../matter/minutes.h"
#include "../matter/parcel.h"

#include "../matter/clean.h"
#include "app.h"

#include "../base/hash.h"
#include "../base/os.h"
#include "../base/utf8.h"

void form_begin(struct req *r, struct url action, struct form_options options)
{
	struct out *o = &r->out;
	html(o, "<form method=\"%s\" ", options.get ? "get" : "post");
	html_url(o, "action", action);
	if (options.multipart)
		html(o, " enctype=\"multipart/form-data\"");
	if (options.beside)
		html(o, " target=\"_blank\"");
	html(o, " novalidate accept-charset=\"utf-8\">\n");
	if (!options.get && r->viewer.csrf)
		form_hidden(r, "csrf", r->viewer.csrf);
}

void form_end(struct req *r)
{
	html(&r->out, "</form>\n");
}

void form_submit(struct req *r, struct msg label)
{
	html(&r->out, "<button type=\"submit\">%s</button>\n", t(&r->out, label));
}

void page_ask_code(struct req *r, const struct ask_code *a, struct msg fault)
{
	struct out *o = &r->out;
	page_begin(r, PAGE_PUBLIC, a->title);
	if (fault.id) {
		r->http->res.status = 422;
		html(o, "<section class=\"errors\" role=\"alert\"><h2>%s</h2><ul><li><a href=\"#f-code\">%s</a></li></ul></section>\n", t(o, T_PAGE_ERRORS), t(o, fault));
	}
	html(o, "<p>%s</p>\n", t(o, a->words));
	form_begin(r, a->action, (struct form_options){0});
	html(o, "<div class=\"field%s\"><label for=\"f-code\">%s</label><small id=\"h-code\">%s</small>", fault.id ? " wrong" : "", t(o, a->label), t(o, T_FOLLOW_CODE_HINT));
	if (fault.id)
		html(o, "<p class=\"fault\" id=\"e-code\">%s</p>", t(o, fault));
	html(o, "<input id=\"f-code\" name=\"code\" class=\"code\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" maxlength=\"60\" aria-describedby=\"h-code\"%s></div>\n", fault.id ? " aria-invalid=\"true\"" : "");
	form_submit(r, a->button);
	form_end(r);
	page_end(r);
}

void form_hidden(struct req *r, const char *name, const char *value)
{
	html(&r->out, "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n", name, value ? value : "");
}

const char *form_once(struct req *r)
{
	unsigned char bits[16];
	const char *sent = req_field(r, "once");
	if (*sent)
		return sent;
	os_random(bits, sizeof bits);
	return base32_text(r->arena, bits, sizeof bits);
}

struct msg fault_label(struct req *r, const struct field_fault *f)
{
	char key[64];
	if (f->field != F_IDENTITY || !f->part)
		return field_label(f->field);
	size_t n = strcspn(f->part, "0123456789");
	if (f->part[n])
		return T_FIELD_IDENTITY_REPRESENTATIVE(arena_strdup(r->arena, f->part + n));
	snprintf(key, sizeof key, "field.identity.%s", f->part);
	return (struct msg){.id = msg_id(key)};
}

static const struct field_fault *fault_of(const struct act_in *in, enum field f, const char *part)
{
	for (size_t i = 0; i < in->faults; i++)
		if (in->fault[i].field == f && (part ? cstr_eq(in->fault[i].part, part) : !in->fault[i].part))
			return &in->fault[i];
	return NULL;
}

/* Label, hint and fault; the control follows, described by them. */
static void field_open(struct req *r, const char *name, const char *label, bool optional, struct msg hint, const struct field_fault *fault)
{
	struct out *o = &r->out;
	html(o, "<div class=\"field%s\"><label for=\"f-%s\">%s%s</label>\n", fault ? " wrong" : "", name, label,
		optional ? t(o, T_PAGE_OPTIONAL) : "");
	if (hint.id)
		html(o, "<small id=\"h-%s\">%s</small>\n", name, t(o, hint));
	if (fault)
		html(o, "<p class=\"fault\" id=\"e-%s\">%s</p>\n", name, t(o, fault->what));
}

static void described(struct out *o, const char *name, bool hint, bool fault)
{
	if (hint || fault)
		html(o, " aria-describedby=\"%s%s%s%s\"", hint ? "h-" : "", hint ? name : "", hint && fault ? " e-" : fault ? "e-" : "", fault ? name : "");
	if (fault)
		html(o, " aria-invalid=\"true\"");
}

static void input_line(struct req *r, const char *name, const char *type, const char *value, const char *complete, bool hint, bool fault)
{
	struct out *o = &r->out;
	html(o, "<input id=\"f-%s\" name=\"%s\" type=\"%s\" value=\"%s\"", name, name, type, value ? value : "");
	if (complete)
		html(o, " autocomplete=\"%s\"", complete);
	described(o, name, hint, fault);
	html(o, ">\n");
}

static void choice_options(struct req *r, enum field f, const char *value)
{
	struct out *o = &r->out;
	const struct field_def *d = &field_table[f];
	html(o, "<option value=\"\">%s</option>\n", t(o, T_PAGE_CHOOSE));
	for (int i = 0; i < FIELD_CHOICES && d->choice[i]; i++)
		html(o, "<option value=\"%s\"%s>%s</option>\n", d->choice[i], cstr_eq(value, d->choice[i]) ? " selected" : "", t(o, field_choice_label(f, d->choice[i])));
}

static void unit_options(struct req *r, const char *value)
{
	struct out *o = &r->out;
	struct q_unit_names *u;
	size_t n = q_unit_names(req_read(r), &u);
	html(o, "<option value=\"\">%s</option>\n", t(o, T_PAGE_CHOOSE));
	for (size_t i = 0; i < n; i++)
		html(o, "<option value=\"%s\"%s>%s</option>\n", u[i].code, cstr_eq(value, u[i].code) ? " selected" : "", in_lang(r, u[i].name_en, u[i].name_zh));
}

static void area_options(struct req *r, const char *value)
{
	struct out *o = &r->out;
	struct q_area_all *a;
	size_t n = q_area_all(req_read(r), &a);
	html(o, "<option value=\"\">%s</option>\n", t(o, T_PAGE_CHOOSE));
	for (size_t i = 0; i < n; i++)
		html(o, "<option value=\"%s\"%s>%s%s</option>\n", a[i].code, cstr_eq(value, a[i].code) ? " selected" : "",
			strlen(a[i].code) > 6 ? "– " : "", in_lang(r, a[i].name_en, a[i].name_zh));
}

/* Handlers of the units the viewer heads, or whoever may be named. */
static void person_options(struct req *r, const char *value)
{
	struct out *o = &r->out;
	char today[11];
	day_text(r->now.today, today);
	html(o, "<option value=\"\">%s</option>\n", t(o, T_PAGE_CHOOSE));
	for (size_t i = 0; i < r->viewer.posts; i++) {
		struct q_unit_persons *p;
		size_t n = q_unit_persons(req_read(r), r->viewer.post[i].unit_id, "handler", today, &p);
		for (size_t k = 0; k < n; k++)
			html(o, "<option value=\"%s\"%s>%s</option>\n", p[k].login, cstr_eq(value, p[k].login) ? " selected" : "", in_lang(r, p[k].name_en, p[k].name_zh));
	}
}

static void option(struct req *r, const char *value, const char *chosen, const char *shown)
{
	html(&r->out, "<option value=\"%s\"%s>%s</option>\n", value, cstr_eq(value, chosen) ? " selected" : "", shown);
}

/* Everybody with an account; the first choice stands for none. */
static void staff_options(struct req *r, const char *value)
{
	struct q_person_all *p;
	size_t n = q_person_all(req_read(r), &p);
	option(r, "", NULL, t(&r->out, T_PAGE_CHOOSE));
	for (size_t i = 0; i < n; i++)
		if (p[i].enabled)
			option(r, p[i].login, value, in_lang(r, p[i].name_en, p[i].name_zh));
}

static void attendee_options(struct req *r, const char *value)
{
	struct q_attendance_list *a;
	size_t n = r->about ? q_attendance_list(req_read(r), r->about->m.id, &a) : 0;
	option(r, "", NULL, t(&r->out, T_PAGE_CHOOSE));
	for (size_t i = 0; i < n; i++)
		option(r, a[i].login, value, in_lang(r, a[i].name_en, a[i].name_zh));
}

static void item_options(struct req *r, const char *value)
{
	struct q_item_list *item;
	size_t n = r->about ? q_item_list(req_read(r), r->about->m.id, &item) : 0;
	option(r, "", NULL, t(&r->out, T_PAGE_CHOOSE));
	for (size_t i = 0; i < n; i++) {
		const char *no = arena_printf(r->arena, "%lld", (long long)item[i].no);
		if (!cstr_eq(item[i].conclusion, "dropped"))
			option(r, no, value, arena_printf(r->arena, "%s. %s", no, minutes_words(r->lang, item[i].title, item[i].translation)));
	}
}

static void clause_options(struct req *r, const char *value)
{
	struct q_clause_list *c;
	size_t n = r->about ? q_clause_list(req_read(r), r->about->m.id, &c) : 0;
	option(r, "", NULL, t(&r->out, T_PAGE_CHOOSE));
	for (size_t i = 0; i < n; i++) {
		const char *no = arena_printf(r->arena, "%lld", (long long)c[i].no);
		option(r, no, value, arena_printf(r->arena, "%s. %.*s", no, STR_ARG(utf8_head(str_of(minutes_words(r->lang, c[i].text, c[i].translation)), 60))));
	}
}

/* Parcels that stand. */
static void parcel_options(struct req *r, const char *value)
{
	const struct matter *m = r->about;
	option(r, "", NULL, t(&r->out, T_PAGE_CHOOSE));
	for (size_t i = 0; m && i < m->parcels; i++)
		if (parcel_stands(&m->parcel[i]))
			option(r, arena_printf(r->arena, "%lld", (long long)m->parcel[i].no), value, arena_printf(r->arena, "%s – %s", m->parcel[i].code, m->parcel[i].place));
}

/* Units whose report waits for one of the viewer's. */
static void reporting_options(struct req *r, const char *value)
{
	const struct matter *m = r->about;
	option(r, "", NULL, t(&r->out, T_PAGE_CHOOSE));
	for (size_t i = 0; m && i < m->conveyeds; i++) {
		const struct q_conveyed_list *c = &m->conveyed[i];
		if (cstr_eq(c->standing, "reported") && viewer_in_unit(&r->viewer, conveyed_superior(m, c)))
			option(r, c->code, value, in_lang(r, c->name_en, c->name_zh));
	}
}

/* Each programme, and each of its packages. */
static void programme_options(struct req *r, const char *value)
{
	option(r, "", NULL, t(&r->out, T_PAGE_CHOOSE));
	for (size_t i = 0; i < r->city->programmes.n; i++) {
		const struct programme *p = &r->city->programmes.programme[i];
		option(r, p->code, value, p->name[r->lang]);
		for (size_t k = 0; k < p->packages; k++)
			option(r, arena_printf(r->arena, "%s/%s", p->code, p->package[k].code), value, arena_printf(r->arena, "%s – %s", p->name[r->lang], p->package[k].name[r->lang]));
	}
}

/* Bodies whose office the viewer works in. */
static void body_options(struct req *r, const char *value)
{
	char today[11];
	day_text(r->now.today, today);
	option(r, "", NULL, t(&r->out, T_PAGE_CHOOSE));
	for (size_t i = 0; i < r->viewer.posts; i++) {
		struct q_body_of_office *b;
		size_t n = cstr_eq(r->viewer.post[i].role, "clerk") ? q_body_of_office(req_read(r), r->viewer.post[i].unit_id, today, &b) : 0;
		for (size_t k = 0; k < n; k++)
			option(r, b[k].code, value, in_lang(r, b[k].name_en, b[k].name_zh));
	}
}

static void input_select(struct req *r, enum field f, const char *value, bool hint, bool fault)
{
	struct out *o = &r->out;
	const struct field_def *d = &field_table[f];
	html(o, "<select id=\"f-%s\" name=\"%s\"", d->name, d->name);
	described(o, d->name, hint, fault);
	html(o, ">\n");
	switch (d->type) {
	case FIELD_CHOICE: choice_options(r, f, value); break;
	case FIELD_UNIT: unit_options(r, value); break;
	case FIELD_AREA: area_options(r, value); break;
	case FIELD_PERSON: person_options(r, value); break;
	case FIELD_STAFF: staff_options(r, value); break;
	case FIELD_ATTENDEE: attendee_options(r, value); break;
	case FIELD_ITEM: item_options(r, value); break;
	case FIELD_BODY: body_options(r, value); break;
	case FIELD_CLAUSE: clause_options(r, value); break;
	case FIELD_PARCEL: parcel_options(r, value); break;
	case FIELD_PROGRAMME: programme_options(r, value); break;
	case FIELD_REPORTING: reporting_options(r, value); break;
	default: break;
	}
	html(o, "</select>\n");
}

static void identity_line(struct req *r, const char *part, const char *type, const char *value, const char *complete, bool optional, const struct act_in *in)
{
	char key[64];
	snprintf(key, sizeof key, "field.identity.%s", part);
	const struct field_fault *fault = fault_of(in, F_IDENTITY, part);
	field_open(r, part, t(&r->out, (struct msg){.id = msg_id(key)}), optional, MSG_NONE, fault);
	input_line(r, part, type, value, complete, false, fault != NULL);
	html(&r->out, "</div>\n");
}

static void identity_tick(struct req *r, const char *part, bool on, const struct act_in *in)
{
	struct out *o = &r->out;
	char key[64];
	snprintf(key, sizeof key, "field.identity.%s", part);
	const struct field_fault *fault = fault_of(in, F_IDENTITY, part);
	html(o, "<div class=\"field tick%s\"><label for=\"f-%s\"><input type=\"checkbox\" id=\"f-%s\" name=\"%s\" value=\"1\"%s", fault ? " wrong" : "",
		part, part, part, on ? " checked" : "");
	described(o, part, false, fault != NULL);
	html(o, "> %s</label>\n", t(o, (struct msg){.id = msg_id(key)}));
	if (fault)
		html(o, "<p class=\"fault\" id=\"e-%s\">%s</p>\n", part, t(o, fault->what));
	html(o, "</div>\n");
}

static void representative(struct req *r, int i, const struct act_in *in)
{
	struct out *o = &r->out;
	const char *number = arena_printf(r->arena, "%d", i), *name = arena_printf(r->arena, "name%d", i), *phone = arena_printf(r->arena, "phone%d", i);
	const struct identity_in *id = (size_t)i < in->identities ? &in->identity[i] : NULL;
	const struct field_fault *wrong_name = fault_of(in, F_IDENTITY, name), *wrong_phone = fault_of(in, F_IDENTITY, phone);
	html(o, "<fieldset class=\"pair\"><legend>%s</legend>\n", t(o, T_FIELD_IDENTITY_REPRESENTATIVE(number)));
	field_open(r, name, t(o, T_FIELD_IDENTITY_NAME), true, MSG_NONE, wrong_name);
	input_line(r, name, "text", id ? id->name : "", "off", false, wrong_name != NULL);
	html(o, "</div>\n");
	field_open(r, phone, t(o, T_FIELD_IDENTITY_PHONE), true, MSG_NONE, wrong_phone);
	input_line(r, phone, "tel", id ? id->phone : "", "off", false, wrong_phone != NULL);
	html(o, "</div></fieldset>\n");
}

static void identity_fields(struct req *r, const struct act_in *in)
{
	struct out *o = &r->out;
	const struct identity_in *me = &in->identity[0];
	html(o, "<fieldset id=\"f-identity\"><legend>%s</legend>\n<small>%s</small>\n", t(o, T_FIELD_IDENTITY), t(o, T_FIELD_IDENTITY_HINT));
	identity_line(r, "name", "text", me->name, "name", false, in);
	identity_line(r, "phone", "tel", me->phone, "tel", false, in);
	identity_line(r, "email", "email", me->email, "email", true, in);
	identity_line(r, "address", "text", me->address, "street-address", true, in);
	identity_line(r, "id_number", "text", me->id_number, "off", true, in);
	identity_tick(r, "sensitive", me->sensitive, in);
	html(o, "<details%s><summary>%s</summary>\n", me->minor || !cstr_empty(me->guardian) || fault_of(in, F_IDENTITY, "guardian") ? " open" : "", t(o, T_FIELD_IDENTITY_FOR_ANOTHER));
	identity_tick(r, "minor", me->minor, in);
	identity_line(r, "guardian", "text", me->guardian, "off", true, in);
	html(o, "</details>\n");
	html(o, "<details id=\"f-name6\"%s><summary>%s</summary>\n", in->identities > 1 ? " open" : "", t(o, T_FIELD_IDENTITY_REPRESENTATIVES));
	for (int i = 1; i <= LIMIT_REPRESENTATIVES; i++)
		representative(r, i, in);
	html(o, "</details></fieldset>\n");
}

static void tick_field(struct req *r, enum field f, const struct act_in *in)
{
	struct out *o = &r->out;
	const char *name = field_table[f].name;
	const struct field_fault *fault = fault_of(in, f, NULL);
	struct msg hint = field_hint(f);
	html(o, "<div class=\"field tick%s\"><label for=\"f-%s\"><input type=\"checkbox\" id=\"f-%s\" name=\"%s\" value=\"1\"%s", fault ? " wrong" : "",
		name, name, name, cstr_empty(in->text[f]) ? "" : " checked");
	described(o, name, hint.id != 0, fault != NULL);
	html(o, "> %s</label>\n", t(o, field_label(f)));
	if (hint.id)
		html(o, "<small id=\"h-%s\">%s</small>\n", name, t(o, hint));
	if (fault)
		html(o, "<p class=\"fault\" id=\"e-%s\">%s</p>\n", name, t(o, fault->what));
	html(o, "</div>\n");
}

void form_field(struct req *r, enum field f, bool optional, const struct act_in *in)
{
	struct out *o = &r->out;
	const struct field_def *d = &field_table[f];
	const struct field_fault *fault = fault_of(in, f, NULL);
	struct msg hint = field_hint(f);
	bool has_hint = hint.id != 0;
	if (d->type == FIELD_IDENTITY) {
		identity_fields(r, in);
		return;
	}
	if (d->type == FIELD_TICK) {
		tick_field(r, f, in);
		return;
	}
	field_open(r, d->name, t(o, field_label(f)), optional, hint, fault);
	switch (d->type) {
	/* browsers remember what is typed elsewhere; what a matter is about they must not offer to who comes next */
	case FIELD_LINE: case FIELD_SPOT: input_line(r, d->name, "text", in->text[f], "off", has_hint, fault != NULL); break;
	case FIELD_DAY: input_line(r, d->name, "date", in->text[f], "off", has_hint, fault != NULL); break;
	case FIELD_NUMBER: input_line(r, d->name, "number", in->text[f], "off", has_hint, fault != NULL); break;
	case FIELD_TEXT:
		html(o, "<textarea id=\"f-%s\" name=\"%s\" autocomplete=\"off\" rows=\"%d\"", d->name, d->name, d->rows);
		described(o, d->name, has_hint, fault != NULL);
		/* the first line break after the tag is dropped by browsers */
		html(o, ">\n%s</textarea>\n", in->text[f] ? in->text[f] : "");
		break;
	case FIELD_FILES:
		html(o, "<input type=\"file\" id=\"f-%s\" name=\"%s\" multiple", d->name, d->name);
		described(o, d->name, has_hint, fault != NULL);
		html(o, ">\n");
		break;
	default: input_select(r, f, in->text[f], has_hint, fault != NULL); break;
	}
	html(o, "</div>\n");
}

void form_row_fields(struct req *r, const struct proc_row *row, const struct act_in *in)
{
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		form_field(r, field_find(row->needs[i]), row->optional[i], in);
}

static struct str from_form(void *ctx, const char *name)
{
	struct req *r = ctx;
	return form_get(&r->form, name);
}

void req_act_in(struct req *r, const struct proc_row *row, struct act_in *in)
{
	if (r->form.files > IN_FILES)
		field_fault_add(in, F_FILES, NULL, T_FAULT_FILE_MANY);
	for (size_t i = 0; i < r->form.files && i < IN_FILES; i++) {
		const struct form_file *f = &r->form.file[i];
		struct msg fault = attach_take(r->arena, f->path, f->name, &in->file[in->files]);
		if (fault.id)
			field_fault_add(in, F_FILES, NULL, fault);
		else
			in->files++;
	}
	r->given = in->files ? in : NULL;
	r->of_petitioner = clean_of_petitioner(row);
	field_read(r->arena, row, r->now, from_form, r, in);
	const char *key = req_field(r, "once");
	in->idempotency = *key ? key : NULL;
	in->lang = r->lang == LANG_ZH ? "zh" : "en";
}
