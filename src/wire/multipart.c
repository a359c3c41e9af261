/* multipart/form-data (RFC 7578) as a machine fed with any pieces.
 *
 * 1. What the sink gets does not depend on how the input was cut.
 * 2. The body begins with its first delimiter and ends with its last and at
 *    most one line end; text before or after, folded lines, bare CR or LF in
 *    heads, blanks after delimiters and transfer encodings are refused.
 * 3. A delimiter begins with CR and holds no other CR, so a mismatch can only
 *    begin again at the byte that mismatched: the search is linear.
 * 4. A delimiter right after a part's head, without a line end of its own, is
 *    read as an empty part by some and as content by others: refused. */
#include "form.h"
#include "form_head.h"
#include "http.h"

enum state { START, AFTER, AFTER_CR, AFTER_DASH, PART_HEAD, DATA, FINAL, FINAL_CR, ENDED, FAILED };

struct multipart {
	struct arena *arena;
	const struct multipart_sink *sink;
	enum state state;
	enum form_error error;
	char delimiter[4 + LIMIT_BOUNDARY_BYTES];     /* CRLF -- boundary */
	size_t delimiter_n, matched;
	bool at_begin;                 /* two bytes count as matched that came before */
	char head[LIMIT_PART_HEAD_BYTES];
	size_t head_n, line_at;
	struct str disposition, type;
	int parts;
};

struct multipart *multipart_new(struct arena *a, struct str boundary,
	const struct multipart_sink *sink)
{
	struct multipart *m = arena_make(a, struct multipart);
	m->arena = a;
	m->sink = sink;
	m->delimiter_n = 4 + boundary.n;
	if (boundary.n == 0 || boundary.n > LIMIT_BOUNDARY_BYTES) {
		m->state = FAILED;
		m->error = FORM_BAD;
		return m;
	}
	memcpy(m->delimiter, "\r\n--", 4);
	memcpy(m->delimiter + 4, boundary.p, boundary.n);
	m->matched = 2;                /* the first one has no line end before it */
	m->at_begin = true;
	return m;
}

static enum form_error fail(struct multipart *m, enum form_error e)
{
	m->state = FAILED;
	m->error = e;
	return e;
}

static enum form_error part_begin(struct multipart *m)
{
	struct str name, filename;
	if (!m->disposition.p || !form_disposition(m->arena, m->disposition, &name, &filename))
		return fail(m, FORM_BAD);
	struct str type = m->type.p ? (struct str){arena_memdup(m->arena, m->type.p, m->type.n), m->type.n}
		: (struct str){NULL, 0};
	/* Unquoted values still lie in the head, which the next part overwrites. */
	name.p = arena_memdup(m->arena, name.p, name.n);
	if (filename.p)
		filename.p = arena_memdup(m->arena, filename.p, filename.n);
	m->state = DATA;
	m->matched = 2;                /* its head ended with a line end */
	m->at_begin = true;
	return m->sink->begin(m->sink->ctx, name, filename, type) ? FORM_OK : fail(m, FORM_TOO_LARGE);
}

static bool encoding_plain(struct str v)
{
	return str_ieq(v, "7bit") || str_ieq(v, "8bit") || str_ieq(v, "binary");
}

static bool head_line(struct multipart *m, struct str line)
{
	size_t colon = str_chr(line, ':');
	if (colon == SIZE_MAX || !http_token(str_head(line, colon)))
		return false;
	struct str name = str_head(line, colon), value = str_trim(str_from(line, colon + 1));
	for (size_t i = 0; i < value.n; i++)
		if (((unsigned char)value.p[i] < 0x20 && value.p[i] != '\t') || value.p[i] == 0x7f)
			return false;
	struct str *into = str_ieq(name, "content-disposition") ? &m->disposition
		: str_ieq(name, "content-type") ? &m->type : NULL;
	if (into && into->p)
		return false;
	if (into)
		*into = value;
	return !str_ieq(name, "content-transfer-encoding") || encoding_plain(value);
}

static enum form_error head_byte(struct multipart *m, char c)
{
	if (m->head_n == sizeof(m->head))
		return fail(m, FORM_BAD);
	m->head[m->head_n++] = c;
	if (c != '\n')
		return FORM_OK;
	struct str line = {m->head + m->line_at, m->head_n - m->line_at};
	if (line.n < 2 || line.p[line.n - 2] != '\r')
		return fail(m, FORM_BAD);
	line.n -= 2;
	m->line_at = m->head_n;
	if (line.n == 0)
		return part_begin(m);
	return head_line(m, line) ? FORM_OK : fail(m, FORM_BAD);
}

static enum form_error head_start(struct multipart *m)
{
	if (m->parts++ == LIMIT_PARTS)
		return fail(m, FORM_TOO_MANY);
	m->head_n = m->line_at = 0;
	m->disposition = m->type = (struct str){NULL, 0};
	m->state = PART_HEAD;
	return FORM_OK;
}

static enum form_error give(struct multipart *m, const char *p, size_t n)
{
	if (n > 0 && !m->sink->data(m->sink->ctx, (struct str){p, n}))
		return fail(m, FORM_TOO_LARGE);
	return FORM_OK;
}

static enum form_error delimiter_met(struct multipart *m)
{
	m->matched = 0;
	bool first = m->state == START;
	m->state = AFTER;
	if (!first && !m->sink->end(m->sink->ctx))
		return fail(m, FORM_TOO_LARGE);
	return FORM_OK;
}

/* Data up to the delimiter; what matched and then did not was data after all. */
static enum form_error data_bytes(struct multipart *m, struct str in, size_t *used)
{
	size_t i = 0;
	if (m->matched == 0) {
		const char *cr = memchr(in.p, '\r', in.n);
		*used = cr ? (size_t)(cr - in.p) : in.n;
		if (*used > 0)
			return give(m, in.p, *used);
	}
	while (i < in.n && in.p[i] == m->delimiter[m->matched]) {
		i++;
		if (++m->matched == m->delimiter_n) {
			*used = i;
			return m->at_begin && m->state == DATA ? fail(m, FORM_BAD) : delimiter_met(m);
		}
	}
	*used = i;
	if (i == in.n)
		return FORM_OK;
	if (m->state == START)
		return fail(m, FORM_BAD);
	size_t skip = m->at_begin ? 2 : 0, n = m->matched - skip;
	m->matched = 0;
	m->at_begin = false;
	return give(m, m->delimiter + skip, n);
}

/* The bytes around delimiters, each of which can only be one or two things. */
static enum form_error between_byte(struct multipart *m, char c)
{
	static const struct { enum state at; char byte; enum state next; } row[] = {
		{AFTER, '\r', AFTER_CR}, {AFTER_CR, '\n', PART_HEAD},
		{AFTER, '-', AFTER_DASH}, {AFTER_DASH, '-', FINAL},
		{FINAL, '\r', FINAL_CR}, {FINAL_CR, '\n', ENDED},
	};
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		if (row[i].at != m->state || row[i].byte != c)
			continue;
		m->state = row[i].next;
		return m->state == PART_HEAD ? head_start(m) : FORM_OK;
	}
	return fail(m, FORM_BAD);
}

enum form_error multipart_feed(struct multipart *m, struct str bytes)
{
	enum form_error e = m->state == FAILED ? m->error : FORM_OK;
	while (e == FORM_OK && bytes.n > 0) {
		size_t used = 1;
		if (m->state == START || m->state == DATA)
			e = data_bytes(m, bytes, &used);
		else if (m->state == PART_HEAD)
			e = head_byte(m, bytes.p[0]);
		else
			e = between_byte(m, bytes.p[0]);
		bytes = str_from(bytes, used);
	}
	return e;
}

enum form_error multipart_finish(struct multipart *m)
{
	if (m->state == FAILED)
		return m->error;
	return m->state == FINAL || m->state == ENDED ? FORM_OK : fail(m, FORM_BAD);
}
