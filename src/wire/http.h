/* HTTP/1.1 request heads and chunked bodies, as pure functions over bytes.
 * Strict by RFC 9112 where it allows strictness; everything that could be read
 * in two ways is refused and the connection closed:
 * bare LF or CR, NUL or control bytes, obs-fold, blank before the colon,
 * missing, repeated or malformed Host, Content-Length repeated or not plain
 * digits, Content-Length with Transfer-Encoding, any coding but exactly
 * `chunked`, versions other than 1.0 and 1.1, fragments in the target. */
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
	struct str host;               /* of Host, or of an absolute target */
	int minor;                     /* HTTP/1.<minor> */
	struct http_header header[LIMIT_HEADER_COUNT];
	size_t headers;
	int64_t content_length;        /* -1: none */
	bool chunked, keep_alive, expect_continue;
};

enum http_parse { HTTP_MORE, HTTP_DONE, HTTP_BAD };

/* Reads one head from the start of `in`. HTTP_DONE: *used bytes belong to it.
 * HTTP_BAD: *status is the answer to give (400, 414, 431, 501, 505) and *why a
 * fixed word for the log. Slices point into `in`. */
enum http_parse http_head_parse(struct str in, struct http_head *h, size_t *used, int *status, const char **why);
/* Value of a header by lower-case name; empty text with p NULL when absent. */
struct str http_header_find(const struct http_head *h, const char *lower_name);

/* Chunked bodies, any split of the input gives the same bytes. */
struct http_chunks { int state; uint64_t left; int line; bool trailer_line; uint64_t total, total_max; };
void http_chunks_init(struct http_chunks *c, uint64_t total_max);
/* Consumes from in; *data is a slice of it to keep (may be empty). Returns as above; on
 * HTTP_MORE call again with the rest (*used bytes consumed) until used == in.n. */
enum http_parse http_chunks_next(struct http_chunks *c, struct str in, size_t *used, struct str *data, int *status);

/* Percent-decoding; false on a bad escape or a NUL or invalid UTF-8. plus: '+' is a blank. */
bool http_unescape(struct arena *a, struct str s, bool plus, struct str *out);

const char *http_status_text(int status);

#endif
