/* "Check my receipt": one page that does what huiyin-verify does, in the
 * reader's own browser, also saved to a disk and without any network. It is the
 * one page of the system with a script. Laws: 1 the page is whole by itself:
 * nothing is loaded and nothing is sent, and its own policy, by the hashes of
 * the very script and style that stand in it, holds both, also when it is
 * opened from a disk; 2 it tells nothing of any matter; 3 without scripts it
 * says how to check with the program. */
#include "web_ledger.h"

#include "../base/hash.h"
#include "../matter/ledger_run.h"
#include "../matter/ledger_witness.h"
#include "app.h"
#include "assets.h"

/* What the script says, by name; {1} .. {4} stay for it to fill in. */
static const char *const spoken[] = {
	"receipt.proved", "receipt.malformed", "receipt.no_opening", "receipt.bad_opening", "receipt.bad_checkpoint", "receipt.unknown_log",
	"receipt.bad_signature", "receipt.no_quorum", "receipt.not_included", "receipt.place", "receipt.root", "receipt.witnessed",
	"receipt.witnessed_no_time", "receipt.alone", "receipt.event", "receipt.not_proved", "receipt.bad_part", "receipt.mixed_parts", "receipt.lacks_part",
	"receipt.name.act", "receipt.name.actor", "receipt.name.article", "receipt.name.at", "receipt.name.data", "receipt.name.day", "receipt.name.from",
	"receipt.name.matter", "receipt.name.papers", "receipt.name.role", "receipt.name.seq", "receipt.name.text", "receipt.name.to", "receipt.name.unit",
	"check.bad_key", "check.no_key", "check.bad_policy", "check.no_quorum_line", "check.nothing", "check.promise", NULL};

static struct str asset(const char *name)
{
	const struct asset *a = page_asset(name);
	return a ? (struct str){(const char *)a->p, a->n} : STR_NONE;
}

static const char *source_of(struct arena *a, struct str content)
{
	struct sha256 h = sha256_of(content);
	return arena_printf(a, "'sha256-%s'", base64_text(a, h.b, sizeof h.b));
}

static const char *policy(struct req *r, bool with_frames)
{
	struct arena *a = r->arena;
	return arena_printf(a, "default-src 'none'; script-src %s %s; style-src %s; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'%s",
		source_of(a, asset("check.js")), source_of(a, asset("check-page.js")), source_of(a, asset("check.css")), with_frames ? "; frame-ancestors 'none'" : "");
}

static void head(struct req *r)
{
	struct out *o = &r->out;
	html(o, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n", lang_code(r->lang));
	html(o, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n<title>%s – %s</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>",
		policy(r, false), t(o, T_CHECK_TITLE), t(o, T_PAGE_PRODUCT));
	html_safe(o, (struct safe){asset("check.css")});
	html(o, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">%s</a>\n<header><p>%s · %s</p>\n<nav class=\"served\" aria-label=\"%s\"><a ",
		t(o, T_PAGE_SKIP), t(o, T_PAGE_PRODUCT), r->city->name[r->lang], t(o, T_PAGE_MENU));
	html_url(o, "href", url_make(r->arena, "/ledger"));
	html(o, ">%s</a> · <a hreflang=\"%s\" ", t(o, T_LEDGER_TITLE), r->lang == LANG_ZH ? "en" : "zh");
	html_url(o, "href", url_make(r->arena, "/ledger/check?lang=%s", r->lang == LANG_ZH ? "en" : "zh"));
	html(o, ">%s</a></nav></header>\n", r->lang == LANG_ZH ? "English" : "中文");
}

static void field_label_of(struct req *r, const char *id, struct msg label, struct msg hint)
{
	struct out *o = &r->out;
	html(o, "<label for=\"%s\">%s</label>\n<small id=\"h-%s\">%s</small>\n", id, t(o, label), id, t(o, hint));
}

/* Hidden until the script has seen that this browser can. */
static void form(struct req *r)
{
	struct out *o = &r->out;
	html(o, "<form id=\"check\" hidden>\n");
	field_label_of(r, "f-receipt", T_CHECK_RECEIPT, T_CHECK_RECEIPT_HINT);
	html(o, "<textarea id=\"f-receipt\" name=\"receipt\" rows=\"8\" spellcheck=\"false\" autocomplete=\"off\" aria-describedby=\"h-f-receipt\"></textarea>\n");
	field_label_of(r, "f-file", T_CHECK_FILE, T_CHECK_FILE_HINT);
	html(o, "<input id=\"f-file\" name=\"file\" type=\"file\" aria-describedby=\"h-f-file\">\n");
	field_label_of(r, "f-key", T_CHECK_KEY, T_CHECK_KEY_HINT);
	html(o, "<input id=\"f-key\" name=\"key\" spellcheck=\"false\" autocomplete=\"off\" aria-describedby=\"h-f-key\" value=\"%s\">\n", ledger_vkey(r->city));
	field_label_of(r, "f-policy", T_CHECK_POLICY, T_CHECK_POLICY_HINT);
	html(o, "<textarea id=\"f-policy\" name=\"policy\" rows=\"4\" spellcheck=\"false\" autocomplete=\"off\" aria-describedby=\"h-f-policy\">\n%s</textarea>\n<button>%s</button>\n</form>\n",
		ledger_witness_policy(r->city, r->arena), t(o, T_CHECK_BUTTON));
}

static void by_program(struct req *r)
{
	struct out *o = &r->out;
	const char *key = ledger_vkey(r->city);
	html(o, "<h2>%s</h2>\n<p>%s</p>\n<pre><code>huiyin-verify RECEIPT.tlog-proof --key &quot;%s&quot;</code></pre>\n<p>%s</p>\n<h2>%s</h2>\n<p>%s</p>\n<p>%s</p>\n",
		t(o, T_CHECK_PROGRAM), t(o, T_CHECK_PROGRAM_WORDS), *key ? key : "VKEY", t(o, T_CHECK_PROGRAM_OTHERS),
		t(o, T_CHECK_MEANS), t(o, T_CHECK_MEANS_WORDS), t(o, T_RECEIPT_NOT_PROVED));
}

static void words(struct req *r)
{
	struct out *o = &r->out;
	html(o, "<div id=\"words\" hidden>\n");
	for (const char *const *w = spoken; *w; w++)
		html(o, "<p data-word=\"%s\">%s</p>\n", *w, t(o, (struct msg){.id = msg_id(*w), .arg = {"{1}", "{2}", "{3}", "{4}"}}));
	html(o, "</div>\n");
}

static void script(struct req *r, const char *name)
{
	html(&r->out, "<script>");
	html_safe(&r->out, (struct safe){asset(name)});
	html(&r->out, "</script>\n");
}

static void whole(struct req *r)
{
	struct out *o = &r->out;
	head(r);
	html(o, "<main id=\"main\">\n<h1>%s</h1>\n<p>%s</p>\n<p class=\"note\">%s</p>\n", t(o, T_CHECK_TITLE), t(o, T_CHECK_WORDS), t(o, T_CHECK_SCRIPT));
	html(o, "<p class=\"served\"><a download=\"huiyin-check.html\" ");
	html_url(o, "href", url_make(r->arena, "/ledger/check"));
	html(o, ">%s</a></p>\n<noscript><p class=\"warn\">%s</p></noscript>\n<p id=\"unable\" class=\"warn\" hidden>%s</p>\n", t(o, T_CHECK_SAVE), t(o, T_CHECK_NO_SCRIPT), t(o, T_CHECK_UNABLE));
	form(r);
	html(o, "<section id=\"result\" role=\"status\" tabindex=\"-1\" hidden></section>\n");
	by_program(r);
	words(r);
	html(o, "</main>\n");
	script(r, "check.js");
	script(r, "check-page.js");
	html(o, "</body>\n</html>\n");
}

void web_ledger_check(struct req *r)
{
	whole(r);
	r->http->res.policy = policy(r, true);
	buf_cstr(&r->http->res.head, "Cache-Control: no-store\r\nVary: Cookie, Accept-Language\r\n");
}

struct str check_page(struct req *r)
{
	struct out page = r->out;
	struct buf b;
	buf_init(&b, LIMIT_RESPONSE_BYTES);
	r->out.buf = &b;
	whole(r);
	r->out = page;
	struct str kept = {arena_memdup(r->arena, b.p, b.n), b.n};
	buf_free(&b);
	return kept;
}
