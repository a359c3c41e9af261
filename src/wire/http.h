/* HTTP/1.1 request heads and chunked bodies, as pure functions over bytes.
 * Strict by RFC 9112 where it allows strictness; everything that could be read
 * in two ways is refused and the connection closed:
 * bare LF or CR, NUL or control bytes, obs-fold, blank before the colon,
 * missing, repeated or malformed Host, Content-Length repeated or not plain
 * digits, Content-Length with Transfer-Encoding, any coding but exactly
 * `chunked`, versions other than 1.0 and 1.1, fragments in the target.
 *
 * 1. A refusal found in a prefix of the input has the status the whole input
 *    would have: how the bytes were cut on their way changes nothing.
 * 2. Slices point into the input; nothing is copied, nothing allocated. */
#ifndef WIRE_HTTP_H
#define WIRE_HTTP_H

#include "../base/arena.h"
#include "../base/limits.h"
#include "../base/str.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_OTHER };

struct http_header { struct str name, value; };

struct http_head {
	enum http_method method;
	struct str method_text;
	struct str target;             /* as sent */
	struct str path;               /* raw, still percent-encoded, begins with '/' */
	struct str query;              /* raw, without '?', may be empty */
	struct str host;               /* of Host, or of an absolute target; empty only in HTTP/1.0 */
	int minor;                     /* HTTP/1.<minor> */
	struct http_header header[LIMIT_HEADER_COUNT];
	size_t headers;
	int64_t content_length;        /* -1: none */
	bool chunked, keep_alive, expect_continue;
};

enum http_parse { HTTP_MORE, HTTP_DONE, HTTP_BAD };

/* Reads one head from the start of `in`. HTTP_DONE: *used bytes belong to it.
 * HTTP_BAD: *status is the answer to give (400, 414, 417, 431, 501, 505) and
 * *why a fixed word for the log; *h then holds nothing of use. One empty line
 * before the request line is passed over (RFC 9112, 2.2). */
enum http_parse http_head_parse(struct str in, struct http_head *h, size_t *used, int *status,
	const char **why);
/* The bytes of the head, `from`, were copied to `to`: so do the slices go. (A
 * path the target left out is a constant and stays.) */
void http_head_move(struct http_head *h, struct str from, const char *to);
/* Value of a header by lower-case name; empty text with p NULL when absent. */
struct str http_header_find(const struct http_head *h, const char *lower_name);
/* 1*tchar of RFC 9110, 5.6.2: names of methods, headers, parameters. */
bool http_token(struct str s);

/* Chunked bodies, any split of the input gives the same bytes. Extensions and
 * trailers are checked for form and forgotten. */
struct http_chunks {
	int state;
	int line;                      /* bytes of the present size line, or of all trailers */
	uint64_t left;                 /* of the present chunk */
	uint64_t total, total_max;
};
void http_chunks_init(struct http_chunks *c, uint64_t total_max);
/* Consumes from in; *data is a slice of it to keep (may be empty). Returns as above; on
 * HTTP_MORE call again with the rest (*used bytes consumed) until used == in.n.
 * HTTP_BAD: *status is 400, or 413 when a chunk would pass total_max. */
enum http_parse http_chunks_next(struct http_chunks *c, struct str in, size_t *used,
	struct str *data, int *status);

/* Percent-decoding; false on a bad escape or a NUL or invalid UTF-8. plus: '+' is a blank. */
bool http_unescape(struct arena *a, struct str s, bool plus, struct str *out);

const char *http_status_text(int status);
/* "Sun, 06 Nov 1994 08:49:37 GMT" and NUL. Returns out. */
char *http_date(int64_t utc_ms, char out[static 30]);

#endif
