/* The feed: iCalendar (RFC 5545). Laws: 1 an address that is wrong, revoked or whose
 * person left answers with the bytes of what does not exist, after the same work; 2 an
 * event says as little as serves: of a matter its number and its day, of a meeting the
 * body, kind, time and place, never a subject, an item or a name; 3 the bytes follow from
 * the state alone, so that an unchanged calendar has its tag; 4 the secret stands in no
 * log, link or file. */
#include "web_feed.h"

#include "../base/hash.h"
#include "../matter/feed.h"
#include "../matter/matter.h"
#include "../matter/meeting.h"
#include "../wire/ics.h"
#include "page.h"

enum { MINUTE_MS = 60 * 1000 };

struct asking { struct str secret; struct feed feed; bool found; };

static const char *say(struct req *r, const struct feed *f, struct msg what)
{
	return msg_text(r->arena, f->lang, what);
}

/* -- the calendar */

/* "+0800" */
static const char *zone_shift(struct req *r)
{
	int off = r->city->zone_min;
	return arena_printf(r->arena, "%c%02d%02d", off < 0 ? '-' : '+', abs(off) / 60, abs(off) % 60);
}

static const char *zone_name(struct req *r)
{
	return r->city->zone_min == 480 ? "Asia/Shanghai" : arena_printf(r->arena, "Huiyin/UTC%s", zone_shift(r));
}

static void write_zone(struct req *r, struct buf *b)
{
	const char *shift = zone_shift(r);
	ics_line(b, "BEGIN", "VTIMEZONE");
	ics_line(b, "TZID", zone_name(r));
	ics_line(b, "BEGIN", "STANDARD");
	ics_line(b, "DTSTART", "19700101T000000");
	ics_line(b, "TZOFFSETFROM", shift);
	ics_line(b, "TZOFFSETTO", shift);
	ics_line(b, "END", "STANDARD");
	ics_line(b, "END", "VTIMEZONE");
}

static void write_head(struct req *r, struct buf *b, const struct feed *f)
{
	struct q_body_by_code body;
	const char *name = say(r, f, T_FEED_OWN);
	if (f->body_code && q_body_by_code(req_read(r), f->body_code, &body))
		name = f->lang == LANG_ZH ? body.name_zh : body.name_en;
	ics_line(b, "BEGIN", "VCALENDAR");
	ics_line(b, "VERSION", "2.0");
	ics_line(b, "PRODID", "-//Huiyin//Calendar//EN");
	ics_line(b, "CALSCALE", "GREGORIAN");
	ics_text(b, "X-WR-CALNAME", name);
	ics_text(b, "NAME", name);
	ics_line(b, "REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
	ics_line(b, "X-PUBLISHED-TTL", "PT1H");
	write_zone(r, b);
}

/* What every event has. order: only grows as the event changes. */
static void event_begin(struct req *r, struct buf *b, const char *what, const char *number, int64_t order, int64_t changed_ms)
{
	ics_line(b, "BEGIN", "VEVENT");
	ics_line(b, "UID", feed_uid(r->arena, r->city, what, number));
	ics_instant(b, "DTSTAMP", changed_ms);
	ics_instant(b, "LAST-MODIFIED", changed_ms);
	ics_line(b, "SEQUENCE", arena_printf(r->arena, "%lld", (long long)order));
	ics_line(b, "CLASS", "PRIVATE");
}

static const char *digits_of(struct arena *a, const char *text)
{
	char *out = arena_strdup(a, text), *to = out;
	for (const char *p = text; *p; p++)
		if (*p >= '0' && *p <= '9')
			*to++ = *p;
	*to = 0;
	return out;
}

static void write_meeting(struct req *r, struct buf *b, const struct feed *f, const struct feed_meeting *k)
{
	const struct q_meeting_find *m = k->m->meeting;
	bool draft = cstr_eq(k->m->m.state, "draft"), off = cstr_eq(k->m->m.state, "cancelled");
	const char *kind = msg_text(r->arena, f->lang, field_choice_label(F_MEETING_KIND, m->kind));
	const char *number = m->no == DB_NULL_INT ? "" : arena_printf(r->arena, " %s", meeting_number(r->arena, m->year, m->no, 0, 0));
	event_begin(r, b, "meeting", k->m->m.number, off ? 2 : draft ? 0 : 1, k->changed_ms);
	ics_line(b, arena_printf(r->arena, "DTSTART;TZID=%s", zone_name(r)), arena_printf(r->arena, "%sT%s00", digits_of(r->arena, m->day), digits_of(r->arena, m->time)));
	if (k->planned)
		ics_line(b, "DURATION", arena_printf(r->arena, "PT%lldM", (long long)k->planned));
	ics_text(b, "SUMMARY", say(r, f, T_FEED_MEETING(f->lang == LANG_ZH ? m->body_zh : m->body_en, kind, number)));
	ics_text(b, "LOCATION", k->m->m.place);
	ics_line(b, "STATUS", off ? "CANCELLED" : draft ? "TENTATIVE" : "CONFIRMED");
	ics_line(b, "TRANSP", off ? "TRANSPARENT" : "OPAQUE");
	ics_line(b, "END", "VEVENT");
}

static void write_due(struct req *r, struct buf *b, const struct feed *f, const struct feed_due *d)
{
	event_begin(r, b, "due", d->number, d->extended, d->changed_ms);
	ics_day(b, "DTSTART", d->due);
	ics_day(b, "DTEND", d->due + 1);
	ics_text(b, "SUMMARY", say(r, f, T_FEED_DUE(d->number)));
	ics_line(b, "TRANSP", "TRANSPARENT");
	ics_line(b, "END", "VEVENT");
}

static void write_calendar(struct req *r, const struct feed *f)
{
	struct buf *b = &r->http->res.body;
	struct feed_meeting *k;
	struct feed_due *d;
	size_t meetings = feed_meetings(req_read(r), r->city, f, r->now, &k), dues = feed_dues(req_read(r), r->city, f, r->now, &d);
	write_head(r, b, f);
	for (size_t i = 0; i < meetings; i++)
		write_meeting(r, b, f, &k[i]);
	for (size_t i = 0; i < dues; i++)
		write_due(r, b, f, &d[i]);
	ics_line(b, "END", "VCALENDAR");
}

/* -- asking for it */

static bool ask(struct tx *tx, struct req *r)
{
	struct asking *w = r->data;
	w->found = feed_ask(tx, r->city, r->now, w->secret, &w->feed);
	return tx->trouble == TROUBLE_NONE;
}

/* Words for who reads them; a page would hold its own address in its links. */
static void plain(struct req *r, int status, struct msg what)
{
	struct response *res = &r->http->res;
	res->status = status;
	res->content_type = "text/plain; charset=utf-8";
	res->policy = "default-src 'none'; sandbox";
	buf_cstr(&res->head, "Cache-Control: no-store\r\n");
	buf_printf(&res->body, "%s\n", msg_text(r->arena, r->lang, what));
}

static void too_often(struct req *r, int64_t wait_ms)
{
	buf_printf(&r->http->res.head, "Retry-After: %lld\r\n", (long long)(wait_ms / 1000 + 1));
	plain(r, 429, T_FEED_OFTEN);
}

static void answer(struct req *r, enum trouble trouble, bool kept)
{
	struct asking *w = r->data;
	struct response *res = &r->http->res;
	char hex[65];
	if (!kept) {
		req_trouble(r, trouble);
		return;
	}
	if (!w->found) {
		plain(r, 404, T_ERROR_NOT_FOUND);
		return;
	}
	if (w->feed.wait_ms > 0) {
		too_often(r, w->feed.wait_ms);
		return;
	}
	write_calendar(r, &w->feed);
	struct sha256 h = sha256_of(buf_view(&res->body));
	const char *tag = arena_printf(r->arena, "\"%.32s\"", sha256_hex(&h, hex));
	buf_printf(&res->head, "ETag: %s\r\nCache-Control: private, no-cache\r\nContent-Disposition: inline; filename=\"calendar.ics\"\r\n", tag);
	res->content_type = "text/calendar; charset=utf-8";
	res->policy = "default-src 'none'; sandbox";
	res->status = str_is(http_header_find(&r->http->head, "if-none-match"), tag) ? 304 : 200;
	if (res->status == 304)
		buf_clear(&res->body);
}

void web_feed(struct req *r)
{
	struct asking *w = arena_make(r->arena, struct asking);
	struct str given = req_param(r, 0);
	w->secret = given.n > 4 && str_is(str_from(given, given.n - 4), ".ics") ? str_head(given, given.n - 4) : STR_NONE;
	r->data = w;
	req_write(r, ask, answer);
}
