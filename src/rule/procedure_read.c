/* The text form of procedures (its grammar stands in procedure.h). Promises:
 * 1 every refusal names file and line, the word that is wrong and what would be
 * right; 2 states and acts may be declared after the rows that name them;
 * 3 no text takes more than LIMIT_RULE_ROWS rows, states or acts. */
#include "procedure_parts.h"

#include "../base/date.h"
#include "../base/limits.h"
#include "../base/utf8.h"

enum { CELLS = 11, WORD_SHOWN = 40 };

/* One `procedure` or `fragment` with the lines behind it. */
struct part {
	const char *file;
	int line;                      /* of its first line */
	bool fragment, included;
	struct str name, text;         /* text begins behind the first line */
};

struct raw_row { const char *file; int line; struct str text; };

struct read {
	struct proc_trouble *t;
	struct procedure *p;
	struct part *part; size_t parts;
	struct raw_row *raw; size_t raws;
	const char *file; int line;    /* where we are */
};

/* A piece of a head line: a bare word or a quoted text. */
struct token { struct str text; bool quoted; };

static bool find_parts(struct read *r, const struct rule_file *file);
static struct part *part_called(struct read *r, struct str name, bool fragment);
static bool read_part(struct read *r, struct part *part);
static bool read_line(struct read *r, const struct part *part, struct str line);
static bool read_rows(struct read *r);

#define FAIL(r, ...) proc_fail((r)->t, (r)->file, (r)->line, __VA_ARGS__)

/* A word of the file, cut to a length that a message can bear. */
static const char *shown(struct read *r, struct str word)
{
	return arena_cstr(r->t->a, utf8_head(word, WORD_SHOWN));
}

bool proc_read(struct proc_trouble *t, const struct rule_file *files, size_t n, const char *name,
	struct procedure *out)
{
	struct read r = {.t = t, .p = out};
	r.part = arena_make_n(t->a, struct part, LIMIT_RULE_PARTS);
	for (size_t i = 0; i < n; i++)
		if (!find_parts(&r, &files[i]))
			return false;
	struct part *main_part = part_called(&r, str_of(name), false);
	if (!main_part)
		return proc_fail(t, n ? files[0].name : "", 0, "no file has a line \"procedure %s\"",
			name);
	out->code = arena_strdup(t->a, name);
	out->state = arena_make_n(t->a, struct proc_state, LIMIT_RULE_ROWS);
	out->act = arena_make_n(t->a, struct proc_act, LIMIT_RULE_ROWS);
	r.raw = arena_make_n(t->a, struct raw_row, LIMIT_RULE_ROWS);
	if (!read_part(&r, main_part))
		return false;
	r.file = main_part->file;
	r.line = main_part->line;
	if (!out->name[LANG_EN])
		return FAIL(&r, "the procedure has no name; write: name en \"...\" zh \"...\"");
	if (!out->source)
		return FAIL(&r, "the procedure has no source; write: source \"statute\" YYYY-MM-DD");
	/* nor is it guessed: rules older than this word also lack the flag internal */
	if (!out->kind)
		return FAIL(&r, "the procedure has no kind; write: kind petition, and mark internal acts "
			"(as in the shipped rules)");
	return read_rows(&r);
}

/* -- lines -- */

/* Without its comment and the blanks around it. */
static struct str bare_line(struct str line)
{
	bool quoted = false;
	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];
		if (c == '"')
			quoted = !quoted;
		bool begins = i == 0 || line.p[i - 1] == ' ' || line.p[i - 1] == '\t';
		if (c == '#' && begins && !quoted)
			return str_trim(str_head(line, i));
	}
	return str_trim(line);
}

static bool text_is_plain(struct read *r, struct str line)
{
	if (!utf8_valid(line))
		return FAIL(r, "the line is not valid UTF-8; save the file as UTF-8");
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];
		if ((c < 0x20 && c != '\t') || c == 0x7F)
			return FAIL(r, "the line holds a control character (byte %u); remove it", c);
	}
	return true;
}

static bool code_ok(struct str s)
{
	if (s.n == 0 || s.n > 60 || s.p[0] < 'a' || s.p[0] > 'z')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
			return false;
	}
	return true;
}

/* What a condition's argument may be: also upper case, as in route:R6. */
static bool argument_ok(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
			c == '_'))
			return false;
	}
	return s.n > 0 && s.n <= 60;
}

/* -- parts -- */

static bool open_part(struct read *r, bool fragment, struct str name, struct str rest)
{
	name = str_trim(name);
	if (!code_ok(name))
		return FAIL(r, "\"%s\" is not a name for a %s; use a-z, 0-9 and _", shown(r, name),
			fragment ? "fragment" : "procedure");
	struct part *twin = part_called(r, name, fragment);
	if (twin)
		return FAIL(r, "%s \"%s\" stands already in file \"%s\", line %d",
			fragment ? "fragment" : "procedure", shown(r, name), twin->file, twin->line);
	if (r->parts == LIMIT_RULE_PARTS)
		return FAIL(r, "more than %d procedures and fragments", LIMIT_RULE_PARTS);
	r->part[r->parts++] = (struct part){r->file, r->line, fragment, false, name, rest};
	return true;
}

/* Is this the line that opens a part? *name is what stands behind the word. */
static bool opens_part(struct str line, bool *fragment, struct str *name)
{
	struct str word, rest = line;
	if (!str_word(&rest, &word))
		return false;
	*fragment = str_is(word, "fragment");
	*name = rest;
	return *fragment || str_is(word, "procedure");
}

static bool find_parts(struct read *r, const struct rule_file *file)
{
	r->file = arena_strdup(r->t->a, file->name);
	r->line = 0;
	if (file->text.n > LIMIT_RULE_FILE_BYTES)
		return FAIL(r, "the file has more than %d bytes", LIMIT_RULE_FILE_BYTES);
	struct str rest = file->text, line, name;
	struct part *open = NULL;
	while (str_line(&rest, &line)) {
		bool fragment;
		r->line++;
		if (!text_is_plain(r, line))
			return false;
		struct str bare = bare_line(line);
		if (opens_part(bare, &fragment, &name)) {
			if (open)
				open->text.n = (size_t)(line.p - open->text.p);
			if (!open_part(r, fragment, name, rest))
				return false;
			open = &r->part[r->parts - 1];
		} else if (!open && bare.n > 0) {
			return FAIL(r, "\"%s\" stands before the first line \"procedure NAME\" or "
				"\"fragment NAME\"", shown(r, bare));
		}
	}
	return true;
}

static struct part *part_called(struct read *r, struct str name, bool fragment)
{
	for (size_t i = 0; i < r->parts; i++)
		if (r->part[i].fragment == fragment && str_eq(r->part[i].name, name))
			return &r->part[i];
	return NULL;
}

static bool read_part(struct read *r, struct part *part)
{
	struct str rest = part->text, line;
	part->included = true;
	for (int at = part->line + 1; str_line(&rest, &line); at++) {
		/* An include has moved us elsewhere: say again where we are. */
		r->file = part->file;
		r->line = at;
		struct str bare = bare_line(line);
		if (bare.n > 0 && !read_line(r, part, bare))
			return false;
	}
	return true;
}

/* -- head lines -- */

/* Next word or quoted text; false at the end of the line, or when *bad. */
static bool next_token(struct read *r, struct str *rest, struct token *tok, bool *bad)
{
	*rest = str_trim(*rest);
	*bad = false;
	if (rest->n == 0)
		return false;
	if (rest->p[0] != '"') {
		tok->quoted = false;
		return str_word(rest, &tok->text);
	}
	struct str inner = str_from(*rest, 1);
	size_t end = str_chr(inner, '"');
	if (end == SIZE_MAX) {
		*bad = true;
		return FAIL(r, "the quote before \"%s\" is never closed", shown(r, inner));
	}
	*tok = (struct token){str_trim(str_head(inner, end)), true};
	*rest = str_from(inner, end + 1);
	return true;
}

/* What a head line said: both names and the flags that stood in it. */
enum { HEAD_FLAGS = 4 };
struct head { const char *name[LANG__MAX]; bool flag[HEAD_FLAGS]; };

/* "start or final, " */
static const char *flag_words(struct read *r, const char *const flags[HEAD_FLAGS])
{
	const char *words = "";
	for (int i = 0; i < HEAD_FLAGS && flags[i]; i++)
		words = arena_printf(r->t->a, "%s%s%s", words, i ? " or " : "", flags[i]);
	return *words ? arena_printf(r->t->a, "%s, ", words) : "";
}

static bool read_names(struct read *r, struct str rest, const char *const flags[HEAD_FLAGS], struct head *h)
{
	struct token tok, text;
	bool bad;
	while (next_token(r, &rest, &tok, &bad)) {
		bool en = !tok.quoted && str_is(tok.text, "en"), zh = !tok.quoted && str_is(tok.text, "zh");
		int flag = -1;
		for (int i = 0; i < HEAD_FLAGS; i++)
			if (!tok.quoted && flags[i] && str_is(tok.text, flags[i]))
				flag = i;
		if (flag >= 0) {
			h->flag[flag] = true;
			continue;
		}
		if (!en && !zh)
			return FAIL(r, "unexpected \"%s\"; right would be: %sen \"...\" zh \"...\"",
				shown(r, tok.text), flag_words(r, flags));
		if (!next_token(r, &rest, &text, &bad) || !text.quoted || text.text.n == 0)
			return bad ? false : FAIL(r, "behind \"%s\" must stand the name in quotes",
				en ? "en" : "zh");
		if (h->name[en ? LANG_EN : LANG_ZH])
			return FAIL(r, "\"%s\" stands twice in the line", en ? "en" : "zh");
		h->name[en ? LANG_EN : LANG_ZH] = arena_cstr(r->t->a, text.text);
	}
	if (bad)
		return false;
	if (!h->name[LANG_EN] || !h->name[LANG_ZH])
		return FAIL(r, "the name in %s is missing; write: %s \"...\"",
			h->name[LANG_EN] ? "Chinese" : "English", h->name[LANG_EN] ? "zh" : "en");
	return true;
}

static bool is_keyword(struct str word)
{
	static const char *const KEYWORD[] = {"en", "zh", "start", "final", "confirm", "internal", "voids", "after"};
	for (size_t i = 0; i < sizeof KEYWORD / sizeof *KEYWORD; i++)
		if (str_is(word, KEYWORD[i]))
			return true;
	return false;
}

/* The code behind `state` or `act`, checked. */
static const char *read_code(struct read *r, struct str *rest, const char *kind)
{
	struct str word;
	if (!str_word(rest, &word) || is_keyword(word)) {
		FAIL(r, "a code is missing; write: %s CODE en \"...\" zh \"...\"", kind);
		return NULL;
	}
	if (!code_ok(word)) {
		FAIL(r, "\"%s\" is not a code for a%s %s; use a-z, 0-9 and _, a letter first",
			shown(r, word), kind[0] == 'a' ? "n" : "", kind);
		return NULL;
	}
	return arena_cstr(r->t->a, word);
}

static bool read_state(struct read *r, struct str rest)
{
	static const char *const FLAGS[HEAD_FLAGS] = {"start", "final"};
	struct head h = {0};
	const char *code = read_code(r, &rest, "state");
	if (!code || !read_names(r, rest, FLAGS, &h))
		return false;
	int twin = proc_state_find(r->p, code);
	if (twin >= 0)
		return FAIL(r, "state \"%s\" is already declared in file \"%s\", line %d", code,
			r->p->state[twin].file, r->p->state[twin].line);
	if (h.flag[0] && h.flag[1])
		return FAIL(r, "state \"%s\" is both start and final; it can be one of them", code);
	if (r->p->states == LIMIT_RULE_ROWS)
		return FAIL(r, "more than %d states", LIMIT_RULE_ROWS);
	r->p->state[r->p->states++] = (struct proc_state){.code = code,
		.name = {[LANG_EN] = h.name[LANG_EN], [LANG_ZH] = h.name[LANG_ZH]},
		.start = h.flag[0], .final = h.flag[1], .line = r->line, .file = r->file};
	return true;
}

static bool read_act(struct read *r, struct str rest)
{
	static const char *const FLAGS[HEAD_FLAGS] = {"confirm", "internal", "voids", "after"};
	struct head h = {0};
	const char *code = read_code(r, &rest, "act");
	if (!code || !read_names(r, rest, FLAGS, &h))
		return false;
	int twin = proc_act_find(r->p, code);
	if (twin >= 0)
		return FAIL(r, "act \"%s\" is already declared in file \"%s\", line %d", code,
			r->p->act[twin].file, r->p->act[twin].line);
	if (r->p->acts == LIMIT_RULE_ROWS)
		return FAIL(r, "more than %d acts", LIMIT_RULE_ROWS);
	r->p->act[r->p->acts++] = (struct proc_act){.code = code,
		.name = {[LANG_EN] = h.name[LANG_EN], [LANG_ZH] = h.name[LANG_ZH]},
		.confirm = h.flag[0], .internal = h.flag[1], .voids = h.flag[2], .after = h.flag[3], .line = r->line, .file = r->file};
	return true;
}

static bool read_name(struct read *r, struct str rest)
{
	static const char *const FLAGS[HEAD_FLAGS] = {NULL};
	struct head h = {0};
	if (r->p->name[LANG_EN])
		return FAIL(r, "the procedure has a name already");
	if (!read_names(r, rest, FLAGS, &h))
		return false;
	r->p->name[LANG_EN] = h.name[LANG_EN];
	r->p->name[LANG_ZH] = h.name[LANG_ZH];
	return true;
}

static bool read_source(struct read *r, struct str rest)
{
	struct token title, more;
	struct str date;
	day_t day;
	bool bad;
	if (r->p->source)
		return FAIL(r, "the procedure has a source already");
	if (!next_token(r, &rest, &title, &bad) || !title.quoted || title.text.n == 0)
		return bad ? false : FAIL(r, "the statute's name in quotes is missing; "
			"write: source \"statute\" YYYY-MM-DD");
	if (!str_word(&rest, &date) || !day_parse(date, &day))
		return FAIL(r, "behind the statute must stand the day it came into force, as YYYY-MM-DD");
	if (next_token(r, &rest, &more, &bad) || bad)
		return bad ? false : FAIL(r, "unexpected \"%s\" behind the day", shown(r, more.text));
	r->p->source = arena_printf(r->t->a, "%.*s %.*s", STR_ARG(title.text), STR_ARG(date));
	return true;
}

static bool read_kind(struct read *r, struct str rest)
{
	struct str kind, word;
	if (r->p->kind)
		return FAIL(r, "the procedure has a kind already");
	if (!str_word(&rest, &kind) || !code_ok(kind))
		return FAIL(r, "the kind of its matters is missing; write: kind petition");
	r->p->kind = arena_cstr(r->t->a, kind);
	r->p->kind_file = r->file;
	r->p->kind_line = r->line;
	if (!str_word(&rest, &word))
		return true;
	r->p->inner = str_is(word, "inner");
	if (!r->p->inner || str_word(&rest, &word))
		return FAIL(r, "unexpected \"%s\" behind the kind; only inner may stand there", shown(r, word));
	return true;
}

static bool read_include(struct read *r, struct str rest)
{
	struct str name = str_trim(rest);
	struct part *part = part_called(r, name, true);
	if (!part)
		return FAIL(r, "no file has a line \"fragment %s\"", shown(r, name));
	if (part->included)
		return FAIL(r, "fragment \"%s\" is included twice", shown(r, name));
	return read_part(r, part);
}

/* A | outside quotes makes a row. */
static bool is_row(struct str line)
{
	bool quoted = false;
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '"')
			quoted = !quoted;
		if (line.p[i] == '|' && !quoted)
			return true;
	}
	return false;
}

static bool read_line(struct read *r, const struct part *part, struct str line)
{
	struct str rest = line, word;
	if (is_row(line)) {
		if (r->raws == LIMIT_RULE_ROWS)
			return FAIL(r, "more than %d rows", LIMIT_RULE_ROWS);
		r->raw[r->raws++] = (struct raw_row){r->file, r->line, line};
		return true;
	}
	str_word(&rest, &word);
	if (str_is(word, "state"))
		return read_state(r, rest);
	if (str_is(word, "act"))
		return read_act(r, rest);
	if (str_is(word, "include"))
		return read_include(r, rest);
	if (part->fragment && (str_is(word, "name") || str_is(word, "source") || str_is(word, "kind")))
		return FAIL(r, "a fragment has no %s of its own; it stands in the procedure",
			shown(r, word));
	if (str_is(word, "name"))
		return read_name(r, rest);
	if (str_is(word, "source"))
		return read_source(r, rest);
	if (str_is(word, "kind"))
		return read_kind(r, rest);
	return FAIL(r, "\"%s\" does not begin a line; right would be name, source, kind, state, act, "
		"include, or a row of %d cells with | between them", shown(r, word), CELLS);
}

/* -- rows -- */

enum cell { FROM, ACT, TO, WHO, NEEDS, IF, DO, START, STOP, NOTICE, ARTICLE };

static const char *const CELL_NAME[CELLS] = {
	[FROM] = "from", [ACT] = "act", [TO] = "to", [WHO] = "who", [NEEDS] = "needs", [IF] = "if",
	[DO] = "do", [START] = "start", [STOP] = "stop", [NOTICE] = "notice", [ARTICLE] = "article",
};

static bool split_row(struct read *r, struct str text, struct str cell[CELLS])
{
	size_t n = 0;
	for (struct str rest = text; rest.p; n++) {
		struct str piece = str_trim(str_cut(&rest, '|'));
		if (n < CELLS)
			cell[n] = piece;
	}
	if (n != CELLS)
		return FAIL(r, "the row has %zu cells; right would be %d: from | act | to | who | needs "
			"| if | do | start | stop | notice | article", n, CELLS);
	for (int i = 0; i < CELLS; i++)
		if (cell[i].n == 0)
			return FAIL(r, "the cell \"%s\" is empty; write - for nothing", CELL_NAME[i]);
	static const enum cell MUST[] = {FROM, ACT, TO, WHO, ARTICLE};
	for (size_t i = 0; i < sizeof MUST / sizeof *MUST; i++)
		if (str_is(cell[MUST[i]], "-"))
			return FAIL(r, "the cell \"%s\" must not be -", CELL_NAME[MUST[i]]);
	return true;
}

static bool unknown(struct read *r, const char *kind, struct str word)
{
	bool states = kind[0] == 's';
	size_t n = states ? r->p->states : r->p->acts;
	const char **known = arena_make_n(r->t->a, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		known[i] = states ? r->p->state[i].code : r->p->act[i].code;
	const char *what = shown(r, word);
	return FAIL(r, "unknown %s \"%s\"; %s", kind, what, proc_hint(r->t->a, what, known));
}

/* A state's index into *out; code must be one declared. */
static bool read_state_ref(struct read *r, struct str code, int *out)
{
	*out = proc_state_find(r->p, arena_cstr(r->t->a, code));
	if (*out >= 0)
		return true;
	return unknown(r, "state", code);
}

/* The states of a from cell into from[]; room for all states. */
static bool read_from(struct read *r, struct str cell, int *from, size_t *n)
{
	struct str word;
	*n = 0;
	if (str_is(cell, "*")) {
		for (size_t i = 0; i < r->p->states; i++)
			if (!r->p->state[i].final)
				from[(*n)++] = (int)i;
		return *n > 0 || FAIL(r, "* means every state that is not final, and there is none");
	}
	while (str_word(&cell, &word)) {
		int state;
		if (!read_state_ref(r, word, &state))
			return false;
		for (size_t i = 0; i < *n; i++)
			if (from[i] == state)
				return FAIL(r, "state \"%s\" stands twice in the cell \"from\"",
					shown(r, word));
		from[(*n)++] = state;
	}
	return true;
}

/* One word of a list cell into its list; what is wrong with it, or NULL. */
static const char *read_word(struct read *r, struct proc_row *row, enum cell cell, size_t i,
	struct str word)
{
	struct str base = word, tail = {0};
	const char **list = (const char **[]){[WHO] = row->who, [NEEDS] = row->needs,
		[IF] = row->cond, [DO] = row->effect, [START] = row->start, [STOP] = row->stop,
		[NOTICE] = row->notice}[cell];
	if (cell == NEEDS && str_ends(word, "?")) {
		row->optional[i] = true;
		word = base = str_head(word, word.n - 1);
	}
	if (cell == IF && str_starts(word, "!")) {
		row->negated[i] = true;
		word = base = str_from(word, 1);
	}
	if (cell == WHO || cell == IF) {
		tail = base;
		base = str_cut(&tail, cell == WHO ? '@' : ':');
	}
	if (!code_ok(base) && !(cell == STOP && str_is(word, "*")))
		return "is not a name; use a-z, 0-9 and _, a letter first";
	if (tail.p && cell == WHO && !code_ok(tail))
		return "has no relation behind @; right would be role@relation";
	if (tail.p && cell == IF && !argument_ok(tail))
		return "has no argument behind the colon; right would be condition:argument";
	list[i] = arena_cstr(r->t->a, word);
	for (size_t k = 0; k < i; k++)
		if (cstr_eq(list[k], list[i]))
			return "stands twice";
	return NULL;
}

static bool read_list(struct read *r, struct proc_row *row, enum cell cell, struct str text)
{
	struct str word;
	if (str_is(text, "-"))
		return true;
	for (size_t i = 0; str_word(&text, &word); i++) {
		if (i == PROC_LIST - 1)
			return FAIL(r, "more than %d names in the cell \"%s\"", PROC_LIST - 1,
				CELL_NAME[cell]);
		const char *wrong = read_word(r, row, cell, i, word);
		if (wrong)
			return FAIL(r, "\"%s\" in the cell \"%s\" %s", shown(r, word), CELL_NAME[cell],
				wrong);
	}
	if (cell == STOP && row->stop[1])
		for (size_t i = 0; row->stop[i]; i++)
			if (cstr_eq(row->stop[i], "*"))
				return FAIL(r, "* in the cell \"stop\" stops every clock; it must stand alone");
	return true;
}

/* Everything of a row but its from states. `stays` for a to of `=`. */
static bool read_row(struct read *r, const struct str cell[CELLS], struct proc_row *row, bool *stays)
{
	*row = (struct proc_row){.file = r->file, .line = r->line,
		.article = arena_cstr(r->t->a, cell[ARTICLE])};
	row->act = proc_act_find(r->p, arena_cstr(r->t->a, cell[ACT]));
	if (row->act < 0)
		return unknown(r, "act", cell[ACT]);
	*stays = str_is(cell[TO], "=");
	if (!*stays && !read_state_ref(r, cell[TO], &row->to))
		return false;
	for (enum cell c = WHO; c < ARTICLE; c++)
		if (!read_list(r, row, c, cell[c]))
			return false;
	return true;
}

/* Twice over the rows: first to check and count, then to write them out. */
static bool read_rows(struct read *r)
{
	struct procedure *p = r->p;
	int *from = arena_make_n(r->t->a, int, p->states + 1);
	size_t total = 0, n;
	struct str cell[CELLS];
	for (size_t i = 0; i < r->raws; i++) {
		r->file = r->raw[i].file;
		r->line = r->raw[i].line;
		if (!split_row(r, r->raw[i].text, cell) || !read_from(r, cell[FROM], from, &n))
			return false;
		total += n;
		if (total > LIMIT_RULE_ROWS)
			return FAIL(r, "more than %d rows, a row for several states counted once for each",
				LIMIT_RULE_ROWS);
	}
	p->row = arena_make_n(r->t->a, struct proc_row, total);
	for (size_t i = 0; i < r->raws; i++) {
		struct proc_row row;
		bool stays = false;
		r->file = r->raw[i].file;
		r->line = r->raw[i].line;
		if (!split_row(r, r->raw[i].text, cell) || !read_from(r, cell[FROM], from, &n) ||
			!read_row(r, cell, &row, &stays))
			return false;
		for (size_t k = 0; k < n; k++) {
			row.from = from[k];
			row.to = stays ? from[k] : row.to;
			p->row[p->rows++] = row;
		}
	}
	return true;
}
