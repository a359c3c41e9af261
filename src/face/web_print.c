/* The printed receipt of a step: a cover sheet with number and date alone, and
 * behind it what is the petitioner's: query code, subject, and the proof, all of
 * it, in QR codes. Laws: 1 the cover tells nothing a passer-by may not know; 2 the
 * query code stands on the paper only when it was typed for it, for it is kept
 * nowhere; it comes in a POST body and guessing is slowed, as for following; 3
 * both languages on one paper: an office abroad and the petitioner's child read
 * the same sheet; 4 what the signed head does not cover yet is not printed as
 * proved: its promise is printed, and called one. */
#include "web_public.h"

#include "../matter/ledger_receipt.h"
#include "../matter/ledger_run.h"
#include "../matter/person.h"
#include "../rule/receipt_part.h"

/* More codes than this are more than two sheets: a file serves better. */
enum { CODES_MAX = 12, RECEIPT_BYTES = 1024 * 1024, CODE_CHARS = 60 };

struct printing { const char *code; int64_t seq, matter_id, wait_ms; };

/* A text in both languages, the reader's first. */
static void both(struct req *r, const char *tag, struct msg m)
{
	enum lang other = r->lang == LANG_ZH ? LANG_EN : LANG_ZH;
	html(&r->out, "<%s>%s<br><span lang=\"%s\">%s</span></%s>\n", tag, t(&r->out, m), lang_code(other), msg_text(r->arena, other, m), tag);
}

static void row(struct req *r, struct msg label, const char *class_word, const char *value)
{
	enum lang other = r->lang == LANG_ZH ? LANG_EN : LANG_ZH;
	html(&r->out, "<div><dt>%s <span lang=\"%s\">%s</span></dt><dd class=\"%s\">%s</dd></div>\n", t(&r->out, label), lang_code(other),
		msg_text(r->arena, other, label), class_word, value);
}

static void organ(struct req *r)
{
	html(&r->out, "<p class=\"organ\">%s<br><span lang=\"%s\">%s</span></p>\n", r->city->name[r->lang], lang_code(r->lang == LANG_ZH ? LANG_EN : LANG_ZH),
		r->city->name[r->lang == LANG_ZH ? LANG_EN : LANG_ZH]);
}

static void cover(struct req *r, const struct matter *m, const struct q_event_list *e)
{
	struct out *o = &r->out;
	html(o, "<section class=\"sheet\">\n");
	organ(r);
	both(r, "h2", T_PRINT_COVER);
	html(o, "<dl class=\"facts\">\n");
	row(r, T_RECEIPT_NUMBER, "big", m->m.number);
	row(r, T_PRINT_DATE, "big", e->day);
	html(o, "</dl>\n");
	both(r, "p", T_PRINT_COVER_WORDS);
	html(o, "</section>\n");
}

/* A promise is checked by the program alone: the page in the browser proves receipts. */
static void how_to_check(struct req *r, bool promise)
{
	struct out *o = &r->out;
	const char *page = arena_printf(r->arena, "%.*s/ledger/check", STR_ARG(r->http->head.host));
	both(r, "h3", T_PRINT_HOW);
	html(o, "<ol>\n");
	both(r, "li", T_PRINT_HOW_SCAN);
	both(r, "li", promise ? T_PRINT_HOW_PROMISE : T_PRINT_HOW_PAGE(page));
	both(r, "li", T_PRINT_HOW_KEY);
	html(o, "</ol>\n<p class=\"code\">%s</p>\n", ledger_vkey(r->city));
}

static void codes(struct req *r, struct str receipt, bool promise)
{
	struct out *o = &r->out;
	int n = receipt_parts(receipt.n);
	if (n == 0 || n > CODES_MAX) {
		both(r, "p", T_PRINT_TOO_LONG);
		return;
	}
	const char *number = arena_printf(r->arena, "%d", n);
	both(r, "p", promise ? T_PRINT_PROMISE(number) : T_PRINT_CODES(number));
	html(o, "<div class=\"codes\">\n");
	for (int i = 1; i <= n; i++) {
		html(o, "<figure>");
		html_safe(o, qr_svg(r->arena, receipt_part(r->arena, receipt, i)));
		html(o, "<figcaption>%d/%d</figcaption></figure>\n", i, n);
	}
	html(o, "</div>\n");
	how_to_check(r, promise);
}

static void proof(struct req *r, const struct matter *m, int64_t seq)
{
	struct buf b;
	struct q_leaf_of_event leaf;
	if (!*ledger_vkey(r->city))
		return;
	both(r, "h3", T_PRINT_PROOF);
	buf_init(&b, RECEIPT_BYTES);
	if (ledger_receipt(req_read(r), r->city, m->m.id, seq, &b))
		codes(r, buf_view(&b), false);
	else if (ledger_promise(req_read(r), r->city, r->now, m->m.id, seq, &b))
		codes(r, buf_view(&b), true);
	else
		both(r, "p", q_leaf_of_event(req_read(r), m->m.id, seq, &leaf) && !leaf.opening ? T_PRINT_GONE : T_PRINT_NOT_YET);
	buf_free(&b);
	part_ledger_head(r);
}

static void private_sheet(struct req *r, const struct matter *m, const struct q_event_list *e, const char *code)
{
	struct out *o = &r->out;
	char minute[17];
	html(o, "<section class=\"sheet\">\n");
	both(r, "h2", T_PRINT_PRIVATE);
	both(r, "p", T_PRINT_PRIVATE_WORDS);
	html(o, "<dl class=\"facts\">\n");
	row(r, T_RECEIPT_NUMBER, "", m->m.number);
	if (code)
		row(r, T_RECEIPT_CODE, "big code", code);
	else
		row(r, T_RECEIPT_CODE, "blank", t(o, T_PRINT_WRITE_CODE));
	row(r, T_LIST_SUBJECT, "", m->m.subject);
	row(r, T_PRINT_STEP, "", arena_printf(r->arena, "%lld · %s", (long long)e->seq, act_name(r, m->m.procedure, e->act)));
	row(r, T_RECEIPT_TIME, "", minute_text(e->at_ms, r->now.zone_min, minute));
	html(o, "</dl>\n");
	proof(r, m, e->seq);
	html(o, "</section>\n");
}

static void ask_for_code(struct req *r, int64_t seq)
{
	struct out *o = &r->out;
	html(o, "<div class=\"screen\">");
	form_begin(r, url_make(r->arena, "/follow/print"), (struct form_options){0});
	form_hidden(r, "seq", arena_printf(r->arena, "%lld", (long long)seq));
	html(o, "<div class=\"field\"><label for=\"f-code\">%s</label><input id=\"f-code\" name=\"code\" class=\"code\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" maxlength=\"%d\"></div>\n",
		t(o, T_PRINT_WITH_CODE), CODE_CHARS);
	form_submit(r, T_PRINT_BUTTON);
	form_end(r);
	html(o, "</div>\n");
}

/* The public event of that number, or NULL. */
static const struct q_event_list *event_of(struct req *r, const struct matter *m, const struct viewer *v, int64_t seq)
{
	struct q_event_list *e;
	size_t n = matter_events(req_read(r), m, v, &e);
	for (size_t i = 0; i < n; i++)
		if (e[i].public && e[i].seq == seq)
			return &e[i];
	return NULL;
}

static void sheets(struct req *r, int64_t matter_id, int64_t seq, const char *code)
{
	struct matter m;
	struct viewer v = viewer_petitioner(matter_id);
	const struct q_event_list *e = matter_load(req_read(r), r->city, matter_id, &m) ? event_of(r, &m, &v, seq) : NULL;
	if (!e) {
		req_not_found(r);
		return;
	}
	page_begin(r, PAGE_PUBLIC, T_PRINT_TITLE);
	html(&r->out, "<p class=\"screen\">%s</p>\n", t(&r->out, T_PRINT_HINT));
	cover(r, &m, e);
	private_sheet(r, &m, e, code);
	if (!code)
		ask_for_code(r, seq);
	page_end(r);
}

void part_print_form(struct req *r, const char *code)
{
	form_begin(r, url_make(r->arena, "/follow/print"), (struct form_options){.beside = true});
	form_hidden(r, "code", code);
	html(&r->out, "<button class=\"outline\">%s</button>\n", t(&r->out, T_PRINT_BUTTON));
	form_end(r);
}

void web_follow_print(struct req *r)
{
	int64_t seq;
	if (str_i64(req_param(r, 0), &seq))
		sheets(r, r->viewer.matter_id, seq, NULL);
	else
		req_not_found(r);
}

static bool find(struct tx *tx, struct req *r)
{
	struct printing *p = r->data;
	p->matter_id = follow_try(tx, r, p->code, &p->wait_ms);
	return true;
}

static void found(struct req *r, enum trouble trouble, bool kept)
{
	struct printing *p = r->data;
	char plain[29];
	query_code_plain(p->code, plain);
	if (trouble != TROUBLE_NONE || !kept)
		req_trouble(r, trouble);
	else if (p->matter_id)
		sheets(r, p->matter_id, p->seq, query_code_shown(r->arena, plain));
	else
		follow_refused(r, p->wait_ms);
}

void web_print_code(struct req *r)
{
	struct printing *p = arena_make(r->arena, struct printing);
	r->data = p;
	p->code = req_field(r, "code");
	if (!str_i64(str_of(req_field(r, "seq")), &p->seq))
		p->seq = 1;
	req_write(r, find, found);
}
