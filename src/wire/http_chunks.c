/* Chunked bodies (RFC 9112, 7.1) as a machine fed with any pieces.
 *
 * 1. The bytes given out do not depend on how the input was cut.
 * 2. A chunk that would pass total_max is refused at its size line, before one
 *    of its bytes is taken.
 * 3. Size lines and trailers are bounded; blanks, signs, "0x", bare CR or LF
 *    and control bytes are refused. */
#include "http.h"

enum {
	SIZE_FIRST, SIZE, EXTENSION, SIZE_LF, DATA, DATA_CR, DATA_LF,
	TRAILER_FIRST, TRAILER_NAME, TRAILER_VALUE, TRAILER_LF, END_LF, END,
	DIGITS_MAX = 16,
	LINE_MAX_BYTES = 256,
	TRAILERS_MAX_BYTES = 4096,
};

void http_chunks_init(struct http_chunks *c, uint64_t total_max)
{
	*c = (struct http_chunks){.state = SIZE_FIRST, .total_max = total_max};
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	char low = (char)(c | 32);
	return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

static bool plain(char c)
{
	unsigned char b = (unsigned char)c;
	return (b >= 0x20 && b != 0x7f) || b == '\t';
}

/* The size line is complete: what follows? Returns 0 or a status. */
static int size_done(struct http_chunks *c)
{
	if (c->left > c->total_max - c->total)
		return 413;
	c->total += c->left;
	c->line = 0;
	c->state = c->left ? DATA : TRAILER_FIRST;
	return 0;
}

static int size_byte(struct http_chunks *c, char b)
{
	int digit = hex(b);
	if (c->state != EXTENSION && digit >= 0) {
		if (c->line++ == DIGITS_MAX)
			return 400;
		c->left = c->left << 4 | (uint64_t)digit;
		c->state = SIZE;
	} else if (c->state == SIZE_FIRST) {
		return 400;
	} else if (b == '\r') {
		c->state = SIZE_LF;
	} else if (c->state == SIZE && b == ';') {
		c->state = EXTENSION;
	} else if (c->state != EXTENSION || !plain(b) || c->line++ == LINE_MAX_BYTES) {
		return 400;
	}
	return 0;
}

static int trailer_byte(struct http_chunks *c, char b)
{
	if (c->state == TRAILER_VALUE) {
		if (b == '\r')
			c->state = TRAILER_LF;
		else if (!plain(b))
			return 400;
	} else if (b == '\r' && c->state == TRAILER_FIRST) {
		c->state = END_LF;
	} else if (b == ':' && c->state == TRAILER_NAME) {
		c->state = TRAILER_VALUE;
	} else if (http_token((struct str){&b, 1})) {
		c->state = TRAILER_NAME;
	} else {
		return 400;
	}
	return 0;
}

/* A byte that can only be the one wanted. */
static int fixed_byte(struct http_chunks *c, char b)
{
	if (b != (c->state == DATA_CR ? '\r' : '\n'))
		return 400;
	switch (c->state) {
	case SIZE_LF:
		return size_done(c);
	case DATA_CR:
		c->state = DATA_LF;
		break;
	case DATA_LF:
		c->state = SIZE_FIRST;
		break;
	case TRAILER_LF:
		c->state = TRAILER_FIRST;
		break;
	default:
		c->state = END;
	}
	return 0;
}

static int one_byte(struct http_chunks *c, char b)
{
	if (c->state >= TRAILER_FIRST && c->line++ == TRAILERS_MAX_BYTES)
		return 400;
	switch (c->state) {
	case SIZE_FIRST: case SIZE: case EXTENSION:
		return size_byte(c, b);
	case TRAILER_FIRST: case TRAILER_NAME: case TRAILER_VALUE:
		return trailer_byte(c, b);
	default:
		return fixed_byte(c, b);
	}
}

enum http_parse http_chunks_next(struct http_chunks *c, struct str in, size_t *used,
	struct str *data, int *status)
{
	size_t at = 0;
	*data = STR_NONE;
	*status = 0;
	while (at < in.n && c->state != DATA && c->state != END && !*status)
		*status = one_byte(c, in.p[at++]);
	if (!*status && c->state == DATA && at < in.n) {
		size_t n = in.n - at < c->left ? in.n - at : (size_t)c->left;
		*data = (struct str){in.p + at, n};
		at += n;
		c->left -= n;
		if (c->left == 0)
			c->state = DATA_CR;
	}
	*used = at;
	if (*status)
		return HTTP_BAD;
	return c->state == END ? HTTP_DONE : HTTP_MORE;
}
