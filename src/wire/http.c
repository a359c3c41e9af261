/* Request heads (RFC 9112, 2 to 6). The law stands in http.h.
 *
 * Order of checks, so that a prefix and the whole give the same status: bytes
 * of the request line, its length, its words; then line by line the head's
 * size, the number of lines, the line itself; the meaning of Host, lengths and
 * codings only when the head is complete. */
#include "http.h"

enum {
	METHOD_MAX = 32,
	/* method, blank, target, blank, version */
	REQUEST_LINE_MAX = METHOD_MAX + 1 + LIMIT_URI_BYTES + 1 + 8,
	HOST_MAX = 255,
};

struct refusal { int status; const char *why; };

#define REFUSE(number, words) ((struct refusal){(number), (words)})
#define FINE ((struct refusal){0, NULL})

static struct refusal request_line(struct str line, struct http_head *h);
static struct refusal target_read(struct http_head *h);
static struct refusal header_line(struct str line, struct http_head *h);
static struct refusal head_meaning(struct http_head *h);
static enum http_parse lines_read(struct str in, size_t at, struct http_head *h, size_t *used,
	struct refusal *no);

enum http_parse http_head_parse(struct str in, struct http_head *h, size_t *used, int *status,
	const char **why)
{
	struct refusal no = FINE;
	size_t at = in.n >= 2 && in.p[0] == '\r' && in.p[1] == '\n' ? 2 : 0;
	h->headers = 0;
	h->content_length = -1;
	h->chunked = h->keep_alive = h->expect_continue = false;
	h->host = h->path = h->query = h->target = h->method_text = STR_NONE;
	enum http_parse r = lines_read(in, at, h, used, &no);
	if (r == HTTP_DONE) {
		no = head_meaning(h);
		if (no.status)
			r = HTTP_BAD;
	}
	*status = no.status;
	*why = no.why;
	return r;
}

void http_head_move(struct http_head *h, struct str from, const char *to)
{
	struct str *text[] = {&h->method_text, &h->target, &h->path, &h->query, &h->host};
	for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++)
		if (text[i]->p >= from.p && text[i]->p < from.p + from.n)
			text[i]->p = to + (text[i]->p - from.p);
	for (size_t i = 0; i < h->headers; i++) {
		struct http_header *line = &h->header[i];
		line->name.p = to + (line->name.p - from.p);
		line->value.p = to + (line->value.p - from.p);
	}
}

struct str http_header_find(const struct http_head *h, const char *lower_name)
{
	for (size_t i = 0; i < h->headers; i++)
		if (str_ieq(h->header[i].name, lower_name))
			return h->header[i].value;
	return (struct str){NULL, 0};
}

static bool alnum(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

bool http_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!s.p[i] || (!alnum((unsigned char)s.p[i]) && !strchr("!#$%&'*+-.^_`|~", s.p[i])))
			return false;
	return s.n > 0;
}

/* The bytes of a request line, whole or not: visible ASCII and blanks; a CR
 * only at the end, where its LF may still come. */
static bool request_bytes(struct str line)
{
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];
		if (c == '\r' && i + 1 == line.n)
			continue;
		if (c < 0x20 || c > 0x7e)
			return false;
	}
	return true;
}

/* The line from at, without its end; whole tells whether its LF was there. */
static struct str line_at(struct str in, size_t at, bool *whole)
{
	struct str rest = str_from(in, at);
	const char *lf = rest.n ? memchr(rest.p, '\n', rest.n) : NULL;
	*whole = lf != NULL;
	return lf ? str_head(rest, (size_t)(lf - rest.p)) : rest;
}

static bool crlf_cut(struct str *line)
{
	if (line->n == 0 || line->p[line->n - 1] != '\r')
		return false;
	line->n--;
	return true;
}

static enum http_parse first_line(struct str in, size_t *at, struct http_head *h,
	struct refusal *no)
{
	bool whole;
	struct str line = line_at(in, *at, &whole);
	size_t bytes = line.n;
	if (!request_bytes(str_head(line, REQUEST_LINE_MAX)))
		*no = REFUSE(400, "request-byte");
	else if (line.n > REQUEST_LINE_MAX + 1)
		*no = REFUSE(414, "request-line-long");
	else if (whole && !crlf_cut(&line))
		*no = REFUSE(400, "bare-lf");
	else if (whole)
		*no = request_line(line, h);
	else
		return HTTP_MORE;
	*at += bytes + 1;
	return no->status ? HTTP_BAD : HTTP_DONE;
}

static enum http_parse lines_read(struct str in, size_t at, struct http_head *h, size_t *used,
	struct refusal *no)
{
	enum http_parse r = first_line(in, &at, h, no);
	while (r == HTTP_DONE) {
		bool whole;
		struct str line = line_at(in, at, &whole);
		at += line.n + 1;
		if ((whole ? at : in.n) > LIMIT_HEAD_BYTES)
			*no = REFUSE(431, "head-long");
		else if (!whole)
			return HTTP_MORE;
		else if (!crlf_cut(&line))
			*no = REFUSE(400, "bare-lf");
		else if (line.n == 0)
			break;
		else
			*no = header_line(line, h);
		if (no->status)
			r = HTTP_BAD;
	}
	*used = at;
	return r;
}

static struct refusal version_read(struct str v, int *minor)
{
	bool digits = v.n == 8 && str_starts(v, "HTTP/") && v.p[5] >= '0' && v.p[5] <= '9'
		&& v.p[6] == '.' && v.p[7] >= '0' && v.p[7] <= '9';
	if (!digits)
		return REFUSE(400, "version");
	if (v.p[5] != '1' || v.p[7] > '1')
		return REFUSE(505, "version");
	*minor = v.p[7] - '0';
	return FINE;
}

static struct refusal request_line(struct str line, struct http_head *h)
{
	size_t first = str_chr(line, ' ');
	if (first == SIZE_MAX)
		return REFUSE(400, "request-line");
	h->method_text = str_head(line, first);
	struct str rest = str_from(line, first + 1);
	size_t second = str_chr(rest, ' ');
	if (second == SIZE_MAX || !http_token(h->method_text))
		return REFUSE(400, "request-line");
	h->target = str_head(rest, second);
	struct refusal no = version_read(str_from(rest, second + 1), &h->minor);
	if (no.status)
		return no;
	if (h->method_text.n > METHOD_MAX)
		return REFUSE(501, "method-long");
	if (h->target.n > LIMIT_URI_BYTES)
		return REFUSE(414, "target-long");
	h->method = str_is(h->method_text, "GET") ? HTTP_GET
		: str_is(h->method_text, "HEAD") ? HTTP_HEAD
		: str_is(h->method_text, "POST") ? HTTP_POST : HTTP_OTHER;
	return target_read(h);
}

/* host [ ":" port ]: names, IPv4, or IPv6 in brackets; never a user part. */
static bool host_valid(struct str s)
{
	if (s.n == 0 || s.n > HOST_MAX)
		return false;
	size_t i = 0;
	if (s.p[0] == '[') {
		for (i = 1; i < s.n && s.p[i] != ']'; i++)
			if (!strchr("0123456789abcdefABCDEF:.", s.p[i]) || !s.p[i])
				return false;
		if (i < 3 || i == s.n)
			return false;
		i++;
	} else {
		while (i < s.n && (alnum((unsigned char)s.p[i]) || strchr("-._", s.p[i])) && s.p[i])
			i++;
	}
	if (i == 0 || i == s.n)
		return i > 0;
	int64_t port = 0;
	struct str digits = str_from(s, i + 1);
	if (s.p[i] != ':' || (digits.n > 0 && (digits.p[0] == '-' || digits.n > 5)))
		return false;
	return digits.n == 0 || (str_i64(digits, &port) && port <= 65535);
}

static struct refusal target_bytes(struct str t)
{
	bool query = false;
	for (size_t i = 0; i < t.n; i++) {
		query = query || t.p[i] == '?';
		if (strchr("#\"<>", t.p[i]) || (t.p[i] == '\\' && !query))
			return REFUSE(400, "target-byte");
	}
	return FINE;
}

static struct refusal target_read(struct http_head *h)
{
	struct str t = h->target;
	struct refusal no = target_bytes(t);
	if (no.status)
		return no;
	if (str_is(t, "*") && str_is(h->method_text, "OPTIONS")) {
		h->path = STR("/");
		return FINE;
	}
	size_t scheme = str_ieq(str_head(t, 7), "http://") ? 7
		: str_ieq(str_head(t, 8), "https://") ? 8 : 0;
	if (scheme) {
		t = str_from(t, scheme);
		size_t end = 0;
		while (end < t.n && t.p[end] != '/' && t.p[end] != '?')
			end++;
		h->host = str_head(t, end);
		t = str_from(t, end);
		if (!host_valid(h->host))
			return REFUSE(400, "target-host");
	} else if (t.n == 0 || t.p[0] != '/') {
		return REFUSE(400, "target-form");
	}
	size_t mark = str_chr(t, '?');
	h->path = str_head(t, mark);
	h->query = mark == SIZE_MAX ? STR_NONE : str_from(t, mark + 1);
	if (h->path.n == 0)
		h->path = STR("/");
	return FINE;
}

static struct str blanks_off(struct str s)
{
	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = str_from(s, 1);
	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	return s;
}

static struct refusal header_line(struct str line, struct http_head *h)
{
	if (h->headers == LIMIT_HEADER_COUNT)
		return REFUSE(431, "header-count");
	if (line.p[0] == ' ' || line.p[0] == '\t')
		return REFUSE(400, "obs-fold");
	size_t colon = str_chr(line, ':');
	if (colon == SIZE_MAX || !http_token(str_head(line, colon)))
		return REFUSE(400, "header-name");
	for (size_t i = colon + 1; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];
		if ((c < 0x20 && c != '\t') || c == 0x7f)
			return REFUSE(400, "header-byte");
	}
	h->header[h->headers++] = (struct http_header){str_head(line, colon),
		blanks_off(str_from(line, colon + 1))};
	return FINE;
}

/* Headers that would be read in two ways when they come twice. */
enum single { SINGLE_HOST, SINGLE_LENGTH, SINGLE_CODING, SINGLE_EXPECT, SINGLE_TYPE, SINGLE_ORIGIN,
	SINGLE_AUTHORIZATION, SINGLE__MAX };
static const char *const single_name[SINGLE__MAX] = {
	[SINGLE_HOST] = "host",
	[SINGLE_LENGTH] = "content-length",
	[SINGLE_CODING] = "transfer-encoding",
	[SINGLE_EXPECT] = "expect",
	[SINGLE_TYPE] = "content-type",
	[SINGLE_ORIGIN] = "origin",
	[SINGLE_AUTHORIZATION] = "authorization",
};

static void connection_read(struct str list, struct http_head *h, bool *close)
{
	while (list.p) {
		struct str word = blanks_off(str_cut(&list, ','));
		if (str_ieq(word, "close"))
			*close = true;
		else if (str_ieq(word, "keep-alive"))
			h->keep_alive = true;
	}
}

static struct refusal length_read(struct str digits, int64_t *length)
{
	if (digits.n == 0 || digits.p[0] == '-' || !str_i64(digits, length))
		return REFUSE(400, "content-length");
	return FINE;
}

/* RFC 9112, 6.3: without `chunked` at the end the length is unknown (400);
 * with it, a coding before it is merely one we do not have (501). The name in
 * another case is legal and is what smugglers try: refused as unknown. */
static struct refusal coding_read(struct str coding, struct http_head *h)
{
	if (str_is(coding, "chunked")) {
		h->chunked = true;
		return FINE;
	}
	struct str last = STR_NONE;
	while (coding.p)
		last = blanks_off(str_cut(&coding, ','));
	return REFUSE(str_ieq(last, "chunked") ? 501 : 400, "transfer-encoding");
}

static struct refusal framing_read(struct http_head *h, const struct str single[SINGLE__MAX])
{
	bool length = single[SINGLE_LENGTH].p, coding = single[SINGLE_CODING].p;
	if (length && coding)
		return REFUSE(400, "two-lengths");
	if (length)
		return length_read(single[SINGLE_LENGTH], &h->content_length);
	if (coding && h->minor == 0)
		return REFUSE(400, "coding-in-1.0");
	if (coding)
		return coding_read(single[SINGLE_CODING], h);
	return FINE;
}

static struct refusal head_meaning(struct http_head *h)
{
	struct str single[SINGLE__MAX] = {{NULL, 0}};
	bool close = false;
	h->keep_alive = h->minor == 1;
	for (size_t i = 0; i < h->headers; i++) {
		const struct http_header *line = &h->header[i];
		for (int s = 0; s < SINGLE__MAX; s++) {
			if (!str_ieq(line->name, single_name[s]))
				continue;
			if (single[s].p)
				return REFUSE(400, "header-twice");
			single[s] = line->value;
		}
		if (str_ieq(line->name, "connection"))
			connection_read(line->value, h, &close);
	}
	h->keep_alive = h->keep_alive && !close;
	if (single[SINGLE_HOST].p ? !host_valid(single[SINGLE_HOST]) : h->minor == 1)
		return REFUSE(400, "host");
	if (h->host.n == 0 && single[SINGLE_HOST].p)
		h->host = single[SINGLE_HOST];
	struct refusal no = framing_read(h, single);
	if (no.status)
		return no;
	struct str expect = single[SINGLE_EXPECT];
	if (expect.p && !str_ieq(expect, "100-continue"))
		return REFUSE(417, "expect");
	h->expect_continue = expect.p && h->minor == 1;
	return FINE;
}
