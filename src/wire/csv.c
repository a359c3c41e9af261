/* CSV in. A machine of five states eats byte after byte. Promises: 1 the same
 * bytes give the same records, line numbers and error however they are cut;
 * 2 no byte of a field is lost or added, but for the quotes that make it a
 * field; 3 a record never takes more memory than its limits.
 *
 * At the front stands the prelude: it holds back the first bytes until the byte
 * order mark is known, and, when the separator is to be found, the whole first
 * record (or SNIFF_BYTES of it). */
#include "csv.h"

#include "../base/bug.h"
#include "../base/limits.h"

enum { SNIFF_BYTES = 64 * 1024, BOM_BYTES = 3, TEXT_ROOM = 4096 };

enum state {
	IN_RECORD_START, IN_FIELD_START, IN_PLAIN, IN_QUOTED,
	IN_CLOSED,                     /* behind a quote in a quoted field: closed, or the first of two */
};

static const char SEPARATORS[] = {',', ';', '\t'};
enum { SEPARATOR_COUNT = sizeof SEPARATORS };

/* How the separator is looked for; kept so that no byte is looked at twice. */
struct sniff { size_t at, count[SEPARATOR_COUNT]; bool begun, field_start, quoted, done; };

struct csv {
	struct arena *a;
	char separator;
	/* input: what the prelude held back, then the block */
	bool prelude; char *held; size_t helds;
	struct sniff sniff;
	struct str front, block; bool last;
	/* the record being read */
	enum state state;
	char *text; size_t texts, room;
	size_t field_at;               /* where in text the open field begins */
	size_t *end;                   /* of each field, in text */
	struct str *field; size_t fields;
	bool stray, complete;
	int64_t line, record_line, quote_line, records;
	bool after_cr;
	struct csv_error error;
};

static bool prelude_holds(struct csv *c);
static void eat(struct csv *c, struct str *in);
static void step(struct csv *c, char ch);
static void at_end(struct csv *c);
static void give(struct csv *c, struct csv_record *out);

struct csv *csv_new(struct arena *a, struct csv_options options)
{
	struct csv *c = arena_make(a, struct csv);
	must(!options.separator || memchr(SEPARATORS, options.separator, SEPARATOR_COUNT));
	c->a = a;
	c->separator = options.separator;
	c->prelude = true;
	c->held = arena_alloc(a, c->separator ? BOM_BYTES : SNIFF_BYTES);
	c->sniff.field_start = true;
	c->end = arena_make_n(a, size_t, LIMIT_IMPORT_FIELDS);
	c->field = arena_make_n(a, struct str, LIMIT_IMPORT_FIELDS);
	c->room = TEXT_ROOM;
	c->text = arena_alloc(a, c->room);
	c->line = 1;
	return c;
}

void csv_feed(struct csv *c, struct str bytes, bool last)
{
	must(c->block.n == 0 && !c->last);
	c->block = bytes;
	c->last = last;
}

enum csv_got csv_next(struct csv *c, struct csv_record *out)
{
	if (c->prelude && prelude_holds(c))
		return CSV_MORE;
	while (!c->error.reason && !c->complete && c->front.n > 0)
		eat(c, &c->front);
	while (!c->error.reason && !c->complete && c->block.n > 0)
		eat(c, &c->block);
	if (!c->error.reason && !c->complete) {
		if (!c->last)
			return CSV_MORE;
		at_end(c);
	}
	if (c->error.reason) {
		c->block = STR_NONE;
		return CSV_BAD;
	}
	if (!c->complete)
		return CSV_END;
	give(c, out);
	return CSV_RECORD;
}

struct csv_error csv_error(const struct csv *c)
{
	return c->error;
}

char csv_separator(const struct csv *c)
{
	return c->prelude ? 0 : c->separator;
}

/* -- prelude -- */

static void sniff_byte(struct sniff *s, char ch)
{
	if (s->quoted) {
		s->quoted = ch != '"';
		return;
	}
	if (ch == '\n' || ch == '\r') {
		s->done = s->begun;
		return;
	}
	s->begun = true;
	const char *sep = memchr(SEPARATORS, ch, SEPARATOR_COUNT);
	if (sep)
		s->count[sep - SEPARATORS]++;
	/* A second quote in a quoted field is outside for no byte at all, which
	 * changes no count; so a quote opens wherever it does not stand amid text. */
	s->quoted = ch == '"' && s->field_start;
	s->field_start = sep || ch == '"';
}

static char sniffed(const struct sniff *s)
{
	size_t best = 0;
	for (size_t i = 1; i < SEPARATOR_COUNT; i++)
		if (s->count[i] > s->count[best])
			best = i;
	return SEPARATORS[best];
}

/* Holds bytes back; false when it knows enough and stands aside. */
static bool prelude_holds(struct csv *c)
{
	size_t room = c->separator ? BOM_BYTES : SNIFF_BYTES;
	while (!c->sniff.done && c->helds < room && c->block.n > 0) {
		c->held[c->helds++] = c->block.p[0];
		c->block = str_from(c->block, 1);
		struct str held = {c->held, c->helds};
		if (c->helds == BOM_BYTES && str_is(held, "\xEF\xBB\xBF"))
			c->sniff.at = BOM_BYTES;
		while (c->helds >= BOM_BYTES && c->sniff.at < c->helds && !c->sniff.done)
			sniff_byte(&c->sniff, c->held[c->sniff.at++]);
	}
	if (!c->sniff.done && c->helds < room && !c->last)
		return true;
	while (c->sniff.at < c->helds && !c->sniff.done)
		sniff_byte(&c->sniff, c->held[c->sniff.at++]);
	if (!c->separator)
		c->separator = sniffed(&c->sniff);
	c->front = (struct str){c->held, c->helds};
	if (str_starts(c->front, "\xEF\xBB\xBF"))
		c->front = str_from(c->front, BOM_BYTES);
	c->prelude = false;
	return false;
}

/* -- the machine -- */

static void fail(struct csv *c, int64_t line, const char *reason)
{
	if (!c->error.reason)
		c->error = (struct csv_error){line, reason};
}

/* Says which limit is the first one passed, so that any cut says the same. */
static void fail_too_long(struct csv *c)
{
	size_t field_left = LIMIT_IMPORT_FIELD_BYTES - (c->texts - c->field_at);
	size_t record_left = LIMIT_IMPORT_RECORD_BYTES - c->texts;
	if (field_left <= record_left)
		fail(c, c->state == IN_QUOTED ? c->quote_line : c->record_line, arena_printf(c->a,
			"a field has more than %d bytes; is a quote left open?", LIMIT_IMPORT_FIELD_BYTES));
	else
		fail(c, c->record_line, arena_printf(c->a, "a record has more than %d bytes",
			LIMIT_IMPORT_RECORD_BYTES));
}

static void add(struct csv *c, const char *p, size_t n)
{
	if (c->texts - c->field_at + n > LIMIT_IMPORT_FIELD_BYTES ||
		c->texts + n > LIMIT_IMPORT_RECORD_BYTES) {
		fail_too_long(c);
		return;
	}
	if (c->texts + n > c->room) {
		size_t room = c->room;
		while (room < c->texts + n)
			room *= 2;
		char *text = arena_alloc(c->a, room);
		memcpy(text, c->text, c->texts);
		c->text = text;
		c->room = room;
	}
	memcpy(c->text + c->texts, p, n);
	c->texts += n;
}

/* How many bytes from the front of s belong to the open field whatever they are. */
static size_t plain_run(const struct csv *c, struct str s)
{
	size_t i = 0;
	if (c->state == IN_PLAIN)
		while (i < s.n && s.p[i] != c->separator && s.p[i] != '\r' && s.p[i] != '\n')
			i++;
	else if (c->state == IN_QUOTED)
		while (i < s.n && s.p[i] != '"' && s.p[i] != '\r' && s.p[i] != '\n')
			i++;
	/* One past the limit is enough to know: so any cut fails at the same line. */
	return i > LIMIT_IMPORT_FIELD_BYTES ? LIMIT_IMPORT_FIELD_BYTES + 1 : i;
}

static void eat(struct csv *c, struct str *in)
{
	size_t run = plain_run(c, *in);
	if (run > 0) {
		add(c, in->p, run);
		c->after_cr = false;
		*in = str_from(*in, run);
		return;
	}
	char ch = in->p[0];
	*in = str_from(*in, 1);
	step(c, ch);
	if (ch == '\r' || (ch == '\n' && !c->after_cr))
		c->line++;
	c->after_cr = ch == '\r';
}

static void end_field(struct csv *c)
{
	if (c->fields == LIMIT_IMPORT_FIELDS) {
		fail(c, c->record_line, arena_printf(c->a, "a record has more than %d fields",
			LIMIT_IMPORT_FIELDS));
		return;
	}
	c->end[c->fields++] = c->texts;
	c->field_at = c->texts;
	c->state = IN_FIELD_START;
}

static void end_record(struct csv *c)
{
	end_field(c);
	c->complete = true;
	c->state = IN_RECORD_START;
}

static void begin_record(struct csv *c)
{
	c->texts = c->field_at = c->fields = 0;
	c->stray = false;
	c->record_line = c->line;
	c->state = IN_FIELD_START;
}

static void step(struct csv *c, char ch)
{
	bool line_end = ch == '\r' || ch == '\n';
	if (c->state == IN_RECORD_START) {
		if (line_end)
			return;        /* an empty line, or the LF of a CRLF */
		begin_record(c);
	}
	if (c->state == IN_QUOTED) {
		if (ch == '"')
			c->state = IN_CLOSED;
		else
			add(c, &ch, 1);
	} else if (ch == c->separator) {
		end_field(c);
	} else if (line_end) {
		end_record(c);
	} else if (ch == '"' && c->state == IN_FIELD_START) {
		c->quote_line = c->line;
		c->state = IN_QUOTED;
	} else if (ch == '"' && c->state == IN_CLOSED) {
		c->state = IN_QUOTED;
		add(c, &ch, 1);
	} else {
		c->stray = c->stray || c->state == IN_CLOSED;
		c->state = IN_PLAIN;
		add(c, &ch, 1);
	}
}

static void at_end(struct csv *c)
{
	if (c->state == IN_QUOTED)
		fail(c, c->quote_line, "a quote opens here and is never closed");
	else if (c->state != IN_RECORD_START)
		end_record(c);
}

static void give(struct csv *c, struct csv_record *out)
{
	size_t from = 0;
	for (size_t i = 0; i < c->fields; i++) {
		c->field[i] = (struct str){c->text + from, c->end[i] - from};
		from = c->end[i];
	}
	c->complete = false;
	c->records++;
	*out = (struct csv_record){c->field, c->fields, c->records, c->record_line, c->stray};
}
