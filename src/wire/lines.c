/* Promises: 1 what lines_field wrote, lines_next gives back; 2 a broken escape,
 * bytes that are no UTF-8, NUL, a missing LF, or more than the limits is told,
 * and nothing of that line is given. */
#include "lines.h"

#include "../base/bug.h"
#include "../base/utf8.h"

static const char ESCAPED[] = "\t\n\r\\", LETTER[] = "tnr\\";

void lines_field(struct buf *b, struct str field)
{
	size_t from = 0;
	must(memchr(field.p, '\0', field.n) == NULL);
	buf_char(b, '\t');
	for (size_t i = 0; i < field.n; i++) {
		const char *at = memchr(ESCAPED, field.p[i], sizeof ESCAPED - 1);
		if (!at)
			continue;
		buf_add(b, field.p + from, i - from);
		buf_char(b, '\\');
		buf_char(b, LETTER[at - ESCAPED]);
		from = i + 1;
	}
	buf_add(b, field.p + from, field.n - from);
}

void lines_init(struct lines *l, struct str bytes, size_t fields_max, size_t bytes_max)
{
	*l = (struct lines){.rest = bytes, .fields_max = fields_max, .field = calloc(fields_max, sizeof *l->field)};
	must(l->field != NULL);
	buf_init(&l->text, bytes_max);
}

void lines_free(struct lines *l)
{
	free(l->field);
	buf_free(&l->text);
}

/* One field, unescaped behind what is in l->text. */
static bool unescape(struct lines *l, struct str raw)
{
	for (struct str rest = raw; rest.p;) {
		buf_str(&l->text, str_cut(&rest, '\\'));
		if (!rest.p)
			break;
		const char *at = rest.n > 0 ? memchr(LETTER, rest.p[0], sizeof LETTER - 1) : NULL;
		if (!at)
			return false;
		buf_char(&l->text, ESCAPED[at - LETTER]);
		rest = str_from(rest, 1);
	}
	return true;
}

/* The fields' places are known when all text is there. */
static const char *read_fields(struct lines *l, struct str rest)
{
	buf_clear(&l->text);
	l->fields = 0;
	while (rest.p) {
		size_t at = l->text.n;
		if (l->fields == l->fields_max)
			return "too many fields";
		if (!unescape(l, str_cut(&rest, '\t')))
			return "a broken escape";
		l->field[l->fields++].n = l->text.n - at;
	}
	if (!buf_ok(&l->text))
		return "a line too long";
	const char *p = l->text.p;
	for (size_t i = 0; i < l->fields; i++) {
		l->field[i].p = p;
		p += l->field[i].n;
	}
	return NULL;
}

const char *lines_next(struct lines *l)
{
	size_t n = str_chr(l->rest, '\n');
	if (n == SIZE_MAX)
		return "the end is missing";
	struct str line = str_head(l->rest, n);
	l->rest = str_from(l->rest, n + 1);
	l->line++;
	if (!utf8_valid(line) || memchr(line.p, '\0', line.n))
		return "bytes that are no text";
	return read_fields(l, line);
}
