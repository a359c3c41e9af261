/* HTML by format literals: the literal is the markup, every %s is escaped
 * (& < > " ' ; bad UTF-8 and control characters become U+FFFD), so the short
 * spelling is the safe one. Conversions: %s %.*s %d %zu %lld %ld %lu %c %%,
 * nothing else (checked at run time, and by the compiler). NULL is empty text.
 * Markup made elsewhere has its own type and goes in by html_safe only. No %s
 * may stand inside href, src, action, style or on*: addresses come from link
 * builders as struct url. */
#ifndef WIRE_HTML_H
#define WIRE_HTML_H

#include "../base/buf.h"
#include "../base/msg.h"

struct out {
	struct buf *buf;
	struct arena *arena;
	enum lang lang;
};

struct safe { struct str html; };      /* made by trusted builders only */
struct url { const char *p; };         /* a local address, already percent-encoded */

void html(struct out *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void html_safe(struct out *o, struct safe s);
void html_text(struct out *o, struct str s);           /* escaped */
/* Escaped, with line breaks kept as <br> and blank lines as paragraphs. */
void html_paragraphs(struct out *o, struct str s);
/* `name="escaped address"`, for href, action, src. What is neither local
 * (/path, ?query, #part) nor http(s) nor geo:LAT,LON is written as "#". */
void html_url(struct out *o, const char *attribute, struct url u);
/* The message in the reader's language, as plain text for a %s. */
const char *t(struct out *o, struct msg m);

/* url_make(a, "/m/%s/act/%s", number, act): every %s is percent-encoded as one
 * path segment or query value; numbers plain. At most 64 KB. */
struct url url_make(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
