/* Laws: 1 what is published of the ledger names nobody and nothing: hashes and
 * a count; 2 only what the signed head covers is published; 3 a receipt goes
 * to the petitioner of its matter alone. */
#include "web_ledger.h"

#include "app.h"
#include "../matter/ledger.h"
#include "../matter/ledger_run.h"
#include "../rule/checkpoint.h"
#include "../rule/tile.h"
#include "web_public.h"

enum { RECEIPT_BYTES = 1024 * 1024 };

static bool signed_head(struct req *r, struct checkpoint *head)
{
	struct note note;
	const char *text = ledger_checkpoint(r->city, r->arena);
	return *text && note_parse(r->arena, str_of(text), &note) && checkpoint_parse(r->arena, note.text, head);
}

static void row(struct req *r, struct msg label, const char *value)
{
	html(&r->out, "<div><dt>%s</dt><dd class=\"code\">%s</dd></div>\n", t(&r->out, label), value);
}

void part_ledger_head(struct req *r)
{
	struct msg head = ledger_head_words(r->arena, ledger_head_text(r->city, r->arena));
	if (head.id)
		html(&r->out, "<p class=\"head\">%s</p>\n", t(&r->out, head));
}

void web_ledger(struct req *r)
{
	struct out *o = &r->out;
	struct checkpoint head;
	page_begin(r, PAGE_PUBLIC, T_LEDGER_TITLE);
	html(o, "<p>%s</p>\n", t(o, T_LEDGER_WORDS));
	if (!signed_head(r, &head)) {
		html(o, "<p class=\"empty\">%s</p>\n", t(o, T_LEDGER_NOTHING));
		page_end(r);
		return;
	}
	html(o, "<dl class=\"facts\">\n");
	row(r, T_LEDGER_SIZE, arena_printf(r->arena, "%lld", (long long)head.size));
	row(r, T_LEDGER_ROOT, base64_text(r->arena, head.root.b, sizeof head.root.b));
	row(r, T_LEDGER_KEY, ledger_vkey(r->city));
	html(o, "</dl>\n");
	part_ledger_head(r);
	html(o, "<p>%s</p>\n<p><a ", t(o, T_LEDGER_HEAD_WORDS));
	html_url(o, "href", url_make(r->arena, "/ledger/checkpoint"));
	html(o, ">%s</a></p>\n<h2>%s</h2><p><a role=\"button\" class=\"outline\" ", t(o, T_LEDGER_CHECKPOINT), t(o, T_LEDGER_CHECK));
	html_url(o, "href", url_make(r->arena, "/ledger/check"));
	html(o, ">%s</a></p><p>%s</p>\n<pre><code>huiyin-verify RECEIPT.tlog-proof --key &quot;%s&quot;</code></pre>\n",
		t(o, T_CHECK_TITLE), t(o, T_LEDGER_CHECK_WORDS), ledger_vkey(r->city));
	page_end(r);
}

static void plain(struct req *r, const char *type, bool for_ever)
{
	r->http->res.status = 200;
	r->http->res.content_type = type;
	buf_cstr(&r->http->res.head, for_ever ? "Cache-Control: public, max-age=31536000, immutable\r\n" : "Cache-Control: no-store\r\n");
}

void web_ledger_checkpoint(struct req *r)
{
	const char *note = ledger_checkpoint(r->city, r->arena);
	if (!*note) {
		req_not_found(r);
		return;
	}
	plain(r, "text/plain; charset=utf-8", false);
	buf_cstr(&r->http->res.body, note);
}

void web_ledger_tile(struct req *r)
{
	struct tile tile;
	struct checkpoint head;
	struct sha256 hash[TILE_WIDTH];
	struct str path = str_of(arena_printf(r->arena, "tile/%.*s", STR_ARG(r->param[0])));
	if (!tile_parse(path, &tile) || tile.level == TILE_ENTRIES || !signed_head(r, &head) ||
		tile.width > tile_width(head.size, tile.level, tile.n)) {
		req_not_found(r);
		return;
	}
	struct tx *tx = req_read(r);
	struct merkle_reader reader = ledger_reader(tx);
	if (!tile_read(&reader, &tile, hash)) {
		req_trouble(r, TROUBLE_LOST);
		return;
	}
	plain(r, "application/octet-stream", true);
	for (int i = 0; i < tile.width; i++)
		buf_add(&r->http->res.body, hash[i].b, sizeof hash[i].b);
}

void web_follow_receipt(struct req *r)
{
	int64_t seq;
	struct q_matter_by_id m;
	struct buf b;
	if (!str_i64(req_param(r, 0), &seq) || seq < 1 || !q_matter_by_id(req_read(r), r->viewer.matter_id, &m)) {
		req_not_found(r);
		return;
	}
	buf_init(&b, RECEIPT_BYTES);
	if (ledger_receipt(req_read(r), r->city, m.id, seq, &b)) {
		plain(r, "text/plain; charset=utf-8", false);
		buf_printf(&r->http->res.head, "Content-Disposition: attachment; filename=\"%s-%lld.tlog-proof\"\r\n", m.number, (long long)seq);
		buf_add(&r->http->res.body, b.p, b.n);
	} else {
		/* internal, unknown and not yet signed answer alike */
		page_begin(r, PAGE_PUBLIC, T_LEDGER_RECEIPT);
		html(&r->out, "<p>%s</p>\n", t(&r->out, T_LEDGER_NOT_YET));
		page_end(r);
	}
	buf_free(&b);
}
