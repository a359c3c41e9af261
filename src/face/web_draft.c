/* Going on with a petition later: what was typed so far, kept under a code. Laws:
 * 1 it is kept only when the petitioner asks for it; 2 the code goes in a form
 * and in no address; 3 a wrong code costs the same work, and guessing is slowed. */
#include "web_public.h"

#include "../matter/draft.h"
#include "../matter/person.h"

struct drafting {
	const char *code;
	struct data_pair *pair;
	size_t pairs;
	enum draft_kept kept;
	day_t until;
	int64_t wait_ms;
};

/* -- keeping */

static bool travels(const char *name)
{
	static const char *const not[] = {"go", "csrf", "files", "once", "draft", NULL};
	for (const char *const *n = not; *n; n++)
		if (cstr_eq(*n, name))
			return false;
	return true;
}

static bool keep(struct tx *tx, struct req *r)
{
	struct drafting *d = r->data;
	d->kept = draft_keep(tx, r->city, r->now, d->pair, d->pairs, &d->code, &d->until);
	return true;
}

static void show_kept(struct req *r, const struct drafting *d)
{
	struct out *o = &r->out;
	char day[11];
	page_begin(r, PAGE_PUBLIC, T_DRAFT_TITLE);
	html(o, "<section class=\"receipt\"><p class=\"done\">%s</p>\n<dl><div><dt>%s</dt><dd class=\"big code\">%s</dd></div>\n", t(o, T_DRAFT_DONE), t(o, T_DRAFT_CODE), d->code);
	html(o, "<div><dt>%s</dt><dd>%s</dd></div></dl>\n<p><strong>%s</strong></p><p>%s</p></section>\n", t(o, T_DRAFT_UNTIL), day_text(d->until, day), t(o, T_DRAFT_KEEP), t(o, T_DRAFT_NOT_FILED));
	form_begin(r, url_make(r->arena, "/file/draft"), (struct form_options){0});
	form_hidden(r, "code", d->code);
	form_submit(r, T_DRAFT_GO_ON);
	form_end(r);
	page_end(r);
}

static void kept_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct drafting *d = r->data;
	if (trouble != TROUBLE_NONE || !kept) {
		req_trouble(r, trouble);
	} else if (d->kept == DRAFT_KEPT) {
		show_kept(r, d);
	} else {
		r->refusal = (struct refusal){REFUSE_STATE, d->kept == DRAFT_TOO_LONG ? T_DRAFT_TOO_LONG : T_DRAFT_NO_ROOM, NULL, F_NONE};
		file_show(r, req_field(r, "step"));
		r->http->res.status = 422;
	}
}

void web_draft_keep(struct req *r)
{
	struct drafting *d = arena_make(r->arena, struct drafting);
	d->pair = arena_make_n(r->arena, struct data_pair, r->form.fields + 1);
	for (size_t i = 0; i < r->form.fields; i++) {
		const char *name = arena_cstr(r->arena, r->form.field[i].name);
		if (travels(name))
			d->pair[d->pairs++] = (struct data_pair){name, req_field(r, name)};
	}
	d->code = req_field(r, "draft");
	r->data = d;
	req_write(r, keep, kept_answer);
}

/* -- going on */

static void ask_code(struct req *r, struct msg fault)
{
	page_ask_code(r, &(struct ask_code){T_DRAFT_OPEN_TITLE, T_DRAFT_OPEN_WORDS, T_DRAFT_CODE, T_DRAFT_GO_ON, url_make(r->arena, "/file/draft")}, fault);
}

void web_draft(struct req *r)
{
	ask_code(r, MSG_NONE);
}

static bool find(struct tx *tx, struct req *r)
{
	struct drafting *d = r->data;
	d->wait_ms = throttle_wait_ms(tx, r->city, r->now, "draft", r->http->peer);
	if (d->wait_ms > 0)
		return true;
	d->pairs = draft_open(tx, r->city, r->now, d->code, &d->pair);
	if (!d->pairs)
		throttle_fail(tx, r->city, r->now, "draft", r->http->peer);
	return true;
}

/* As if it had just been typed: the step it was kept at, and the code, under which it can be kept again. */
static void go_on(struct req *r, const struct drafting *d)
{
	struct form_field *f = arena_make_n(r->arena, struct form_field, d->pairs + 1);
	for (size_t i = 0; i < d->pairs; i++)
		f[i] = (struct form_field){str_of(d->pair[i].key), str_of(d->pair[i].value)};
	f[d->pairs] = (struct form_field){str_of("draft"), str_of(d->code)};
	r->form = (struct form){.field = f, .fields = d->pairs + 1};
	file_show(r, req_field(r, "step"));
}

static void found(struct req *r, enum trouble trouble, bool kept)
{
	struct drafting *d = r->data;
	if (trouble != TROUBLE_NONE || !kept) {
		req_trouble(r, trouble);
	} else if (d->wait_ms > 0) {
		ask_code(r, T_FOLLOW_WAIT(arena_printf(r->arena, "%lld", (long long)(d->wait_ms / 1000 + 1))));
		r->http->res.status = 429;
	} else if (d->pairs) {
		go_on(r, d);
	} else {
		ask_code(r, T_DRAFT_UNKNOWN);
	}
}

void web_draft_open(struct req *r)
{
	struct drafting *d = arena_make(r->arena, struct drafting);
	d->code = req_field(r, "code");
	r->data = d;
	if (*d->code)
		req_write(r, find, found);
	else
		ask_code(r, T_FAULT_MISSING);
}
