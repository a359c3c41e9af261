/* Laws: 1 what is published of the ledger names nobody and nothing: hashes and
 * a count; 2 only what the signed head covers is published; 3 a receipt goes
 * to the petitioner of its matter alone; 4 what witnesses said is shown as it is,
 * also when it is bad. */
#include "web_ledger.h"

#include "app.h"
#include "../matter/ledger.h"
#include "../matter/ledger_receipt.h"
#include "../matter/ledger_run.h"
#include "../matter/ledger_witness.h"
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

static const char *number_text(struct req *r, int64_t n)
{
	return arena_printf(r->arena, "%lld", (long long)n);
}

void part_ledger_alarm(struct req *r)
{
	struct out *o = &r->out;
	struct witnesses_seen s;
	if (!ledger_witness_seen(r->city, &s) || !s.alarm)
		return;
	html(o, "<section class=\"errors\" role=\"alert\"><h2>%s</h2><p>%s</p><ul>\n", t(o, T_LEDGER_ALARM), t(o, T_LEDGER_ALARM_WORDS));
	for (size_t i = 0; i < s.n; i++)
		if (cosign_alarms(s.w[i].verdict))
			html(o, "<li>%s: %s</li>\n", s.w[i].name, t(o, cosign_words(s.w[i].verdict)));
	html(o, "</ul></section>\n");
}

static void witness_row(struct req *r, const struct witness_seen *w)
{
	struct out *o = &r->out;
	char minute[17];
	bool good = w->verdict == COSIGN_SIGNED;
	html(o, "<tr><th scope=\"row\">%s</th><td data-label=\"%s\">", w->name, t(o, T_LEDGER_WITNESS_STATE));
	part_tag(r, good ? "met" : cosign_alarms(w->verdict) ? "late" : "soon", good ? T_LEDGER_WITNESS_OK : T_LEDGER_WITNESS_NOT);
	html(o, " %s</td><td data-label=\"%s\" class=\"number\">%s</td><td data-label=\"%s\">%s</td></tr>\n", t(o, cosign_words(w->verdict)),
		t(o, T_LEDGER_SIZE), w->size ? number_text(r, w->size) : "—", t(o, T_LEDGER_WITNESS_TIME),
		w->signed_ms ? minute_text(w->signed_ms, r->city->zone_min, minute) : "—");
}

static void show_witnesses(struct req *r)
{
	struct out *o = &r->out;
	struct witnesses_seen s;
	html(o, "<h2>%s</h2>\n<p>%s</p>\n", t(o, T_LEDGER_WITNESSES), t(o, T_LEDGER_WITNESSES_WORDS));
	if (!ledger_witness_seen(r->city, &s)) {
		html(o, "<p class=\"empty\">%s</p>\n", t(o, T_LEDGER_NO_WITNESS));
		return;
	}
	html(o, "<p>%s</p>\n", t(o, T_LEDGER_SEEN(number_text(r, s.has_head), number_text(r, (int64_t)s.n))));
	html(o, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s\"><table class=\"cards\"><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>\n",
		t(o, T_LEDGER_WITNESSES), t(o, T_LEDGER_WITNESS), t(o, T_LEDGER_WITNESS_STATE), t(o, T_LEDGER_SIZE), t(o, T_LEDGER_WITNESS_TIME));
	for (size_t i = 0; i < s.n; i++)
		witness_row(r, &s.w[i]);
	html(o, "</tbody></table></div>\n<p><a ");
	html_url(o, "href", url_make(r->arena, "/ledger/policy"));
	html(o, ">%s</a></p>\n", t(o, T_LEDGER_POLICY));
}

static void show_check(struct req *r)
{
	struct out *o = &r->out;
	html(o, "<h2>%s</h2><p><a role=\"button\" class=\"outline\" ", t(o, T_LEDGER_CHECK));
	html_url(o, "href", url_make(r->arena, "/ledger/check"));
	html(o, ">%s</a></p><p>%s</p>\n<pre><code>huiyin-verify RECEIPT.tlog-proof --key &quot;%s&quot;%s</code></pre>\n<p>%s</p>\n", t(o, T_CHECK_TITLE),
		t(o, T_LEDGER_CHECK_WORDS), ledger_vkey(r->city), r->city->witnesses ? " --policy POLICY.txt" : "", t(o, T_LEDGER_PROMISE_WORDS));
}

void web_ledger(struct req *r)
{
	struct out *o = &r->out;
	struct checkpoint head;
	page_begin(r, PAGE_PUBLIC, T_LEDGER_TITLE);
	part_ledger_alarm(r);
	html(o, "<p>%s</p>\n", t(o, T_LEDGER_WORDS));
	if (!signed_head(r, &head)) {
		html(o, "<p class=\"empty\">%s</p>\n", t(o, T_LEDGER_NOTHING));
		page_end(r);
		return;
	}
	html(o, "<dl class=\"facts\">\n");
	row(r, T_LEDGER_SIZE, number_text(r, head.size));
	row(r, T_LEDGER_ROOT, base64_text(r->arena, head.root.b, sizeof head.root.b));
	row(r, T_LEDGER_KEY, ledger_vkey(r->city));
	html(o, "</dl>\n");
	part_ledger_head(r);
	html(o, "<p>%s</p>\n<p><a ", t(o, T_LEDGER_HEAD_WORDS));
	html_url(o, "href", url_make(r->arena, "/ledger/checkpoint"));
	html(o, ">%s</a></p>\n", t(o, T_LEDGER_CHECKPOINT));
	show_witnesses(r);
	show_check(r);
	page_end(r);
}

void part_ledger_state(struct req *r)
{
	int64_t size;
	struct sha256 root;
	char hex[65], minute[17];
	if (!ledger_state(req_read(r), r->city, &size, &root))
		return;
	html(&r->out, "<p class=\"note ledger-state\">%s</p>\n", t(&r->out, T_LEDGER_COMPUTED(minute_text(r->now.utc_ms, r->now.zone_min, minute),
		number_text(r, size), arena_printf(r->arena, "%.16s", sha256_hex(&root, hex)))));
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

void web_ledger_policy(struct req *r)
{
	const char *policy = ledger_witness_policy(r->city, r->arena);
	if (!*policy) {
		req_not_found(r);
		return;
	}
	plain(r, "text/plain; charset=utf-8", false);
	buf_cstr(&r->http->res.body, policy);
}

/* -- a petitioner's */

/* The file for one event of the session's matter, or what to say when there is none. */
static void send_proof(struct req *r, bool promise)
{
	int64_t seq;
	struct q_matter_by_id m;
	struct buf b;
	if (!str_i64(req_param(r, 0), &seq) || seq < 1 || !q_matter_by_id(req_read(r), r->viewer.matter_id, &m)) {
		req_not_found(r);
		return;
	}
	buf_init(&b, RECEIPT_BYTES);
	if (promise ? ledger_promise(req_read(r), r->city, r->now, m.id, seq, &b) : ledger_receipt(req_read(r), r->city, m.id, seq, &b)) {
		plain(r, "text/plain; charset=utf-8", false);
		buf_printf(&r->http->res.head, "Content-Disposition: attachment; filename=\"%s-%lld.%s\"\r\n", m.number, (long long)seq, promise ? "promise" : "tlog-proof");
		buf_add(&r->http->res.body, b.p, b.n);
	} else {
		/* internal, unknown and not yet signed answer alike */
		page_begin(r, PAGE_PUBLIC, promise ? T_LEDGER_PROMISE : T_LEDGER_RECEIPT);
		html(&r->out, "<p>%s</p>\n", t(&r->out, promise ? T_LEDGER_NO_PROMISE : T_LEDGER_NOT_YET));
		page_end(r);
	}
	buf_free(&b);
}

void web_follow_receipt(struct req *r)
{
	send_proof(r, false);
}

void web_follow_promise(struct req *r)
{
	send_proof(r, true);
}

void part_event_proof(struct req *r, int64_t matter_id, int64_t seq)
{
	struct out *o = &r->out;
	struct q_leaf_of_event l;
	if (!*ledger_vkey(r->city) || !q_leaf_of_event(req_read(r), matter_id, seq, &l) || !l.opening)
		return;
	struct ledger_standing s = ledger_standing(req_read(r), r->city, l.leaf);
	html(o, " <small><a ");
	if (s.held)
		html_url(o, "href", url_make(r->arena, "/follow/receipt/%lld", (long long)seq));
	else
		html_url(o, "href", url_make(r->arena, "/follow/promise/%lld", (long long)seq));
	html(o, ">%s</a>", t(o, s.held ? T_LEDGER_RECEIPT : T_LEDGER_PROMISE));
	const char *seen = number_text(r, s.seen), *of = number_text(r, s.of);
	if (!s.held)
		html(o, " · %s", t(o, T_LEDGER_HELD_SOON));
	else if (s.of > 0)
		html(o, " · %s", t(o, s.quorum ? T_LEDGER_HELD_SEEN(seen, of) : T_LEDGER_HELD_NOT_SEEN(seen, of)));
	html(o, "</small>");
}

const char *req_promise(struct req *r, int64_t matter_id)
{
	struct buf b;
	buf_init(&b, RECEIPT_BYTES);
	bool given = ledger_promise(req_read(r), r->city, r->now, matter_id, 1, &b);
	const char *text = given ? arena_strdup(r->arena, b.p) : NULL;
	buf_free(&b);
	return text;
}

void part_promise(struct req *r, int64_t matter_id)
{
	struct out *o = &r->out;
	const char *text = req_promise(r, matter_id);
	if (text)
		html(o, "<details class=\"promise\" open><summary>%s</summary><p>%s</p><pre class=\"proof\">%s</pre></details>\n", t(o, T_LEDGER_PROMISE), t(o, T_LEDGER_PROMISE_KEEP), text);
}
