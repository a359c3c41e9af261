/* Parts around the cells. Laws: 1 macros, links to other workbooks and sources
 * of data outside are refused, wherever they stand; a link somebody may click
 * is no source of data; 2 what is embedded (files, pictures, controls) is never
 * unpacked; 3 paths stay inside: no part is named by `..`. */
#include "workbook.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/utf8.h"

enum { RELATIONS_MAX = 1000, WHERE_KEPT = 20, WHERE_BYTES = 4096 };

struct relation { const char *id, *type, *target; };

struct open_state {
	struct workbook *w;
	const char *path;              /* of the workbook's own part */
	struct relation *relation; size_t relations;
	bool is_workbook, taken;
	const char *taken_id;
};

const char *sheet_note_word(enum sheet_note n)
{
#define X(name, word) word,
	static const char *const words[] = {SHEET_NOTES(X)};
#undef X
	return words[n];
}

void workbook_init(struct workbook *w)
{
	*w = (struct workbook){.sheet = -1, .strings = -1, .styles = -1};
	buf_init(&w->shared.text, LIMIT_SHEET_UNPACKED_BYTES);
	buf_init(&w->shared.end, LIMIT_SHEET_UNPACKED_BYTES);
	buf_init(&w->style, 1024 * 1024);
	for (int i = 0; i < NOTE__MAX; i++)
		buf_init(&w->note[i].where, WHERE_BYTES);
}

void workbook_free(struct workbook *w)
{
	book_close(&w->book);
	buf_free(&w->shared.text);
	buf_free(&w->shared.end);
	buf_free(&w->style);
	for (int i = 0; i < NOTE__MAX; i++)
		buf_free(&w->note[i].where);
}

void workbook_note(struct workbook *w, enum sheet_note what, const char *where)
{
	struct note_of *n = &w->note[what];
	bool room = n->where.n + strlen(where) + 2 <= WHERE_BYTES;
	if (++n->count <= WHERE_KEPT && room && utf8_valid(str_of(where)))
		buf_printf(&n->where, "%s%s", n->where.n ? ", " : "", where);
}

size_t texts_count(const struct texts *t)
{
	return t->end.n / sizeof(uint32_t);
}

static size_t end_of(const struct texts *t, size_t i)
{
	uint32_t end;
	memcpy(&end, t->end.p + i * sizeof end, sizeof end);
	return end;
}

struct str texts_at(const struct texts *t, size_t i)
{
	size_t from = i ? end_of(t, i - 1) : 0;
	return (struct str){t->text.p + from, end_of(t, i) - from};
}

bool texts_end(struct texts *t)
{
	uint32_t end = (uint32_t)t->text.n;
	buf_add(&t->end, &end, sizeof end);
	return buf_ok(&t->text) && buf_ok(&t->end);
}

static void ignore_close(void *ctx, const char *name)
{
	(void)ctx, (void)name;
}

static const char *keep(struct open_state *s, const char *text)
{
	return arena_strdup(s->w->book.a, text ? text : "");
}

/* -- names of parts that must not be there */

static bool name_holds(const char *name, const char *what)
{
	return strcasestr(name, what) != NULL;
}

static bool judge_names(struct workbook *w)
{
	static const char *const macros[] = {"vbaProject", "vbaData", "macrosheets/", "activeX/", "customUI/"};
	static const char *const objects[] = {"embeddings/", "ctrlProps/"};
	for (int64_t i = 0; i < w->book.parts; i++) {
		const char *name = book_part_name(&w->book, i);
		for (size_t k = 0; k < sizeof macros / sizeof *macros; k++)
			if (name_holds(name, macros[k]))
				return book_refuse(&w->book, REFUSE_MACROS, name);
		for (size_t k = 0; k < sizeof objects / sizeof *objects; k++)
			if (name_holds(name, objects[k]))
				workbook_note(w, NOTE_OBJECT, name);
		if (name_holds(name, "externalLinks/") || name_holds(name, "queryTables/") || str_ends(str_of(name), "connections.xml"))
			return book_refuse(&w->book, REFUSE_EXTERNAL, name);
	}
	return true;
}

/* -- [Content_Types].xml */

static void type_open(void *ctx, const char *name, struct part_attrs attrs)
{
	struct open_state *s = ctx;
	const char *type = part_attr(attrs, "ContentType");
	if (!type || !(cstr_eq(name, "Override") || cstr_eq(name, "Default")))
		return;
	if (name_holds(type, "macro") || name_holds(type, "vba") || name_holds(type, "activeX"))
		book_refuse(&s->w->book, REFUSE_MACROS, type);
	if (str_ends(str_of(type), "spreadsheetml.sheet.main+xml") || str_ends(str_of(type), "spreadsheetml.template.main+xml"))
		s->is_workbook = true;
}

static bool types_read(struct open_state *s)
{
	static const struct part_reader reader = {type_open, ignore_close, NULL};
	struct book *b = &s->w->book;
	int64_t part = book_part(b, "[Content_Types].xml");
	if (part < 0)
		return book_refuse(b, book_part(b, "content.xml") >= 0 ? REFUSE_OPENDOCUMENT : REFUSE_NOT_WORKBOOK, "");
	return part_read(b, part, &reader, s) && (s->is_workbook || book_refuse(b, REFUSE_NOT_WORKBOOK, ""));
}

/* -- relations */

static void relation_open(void *ctx, const char *name, struct part_attrs attrs)
{
	struct open_state *s = ctx;
	struct book *b = &s->w->book;
	if (!cstr_eq(name, "Relationship"))
		return;
	const char *type = part_attr(attrs, "Type"), *target = part_attr(attrs, "Target"), *id = part_attr(attrs, "Id");
	if (!type || !target || !id)
		book_refuse(b, REFUSE_BROKEN, "Relationship");
	else if (cstr_eq(part_attr(attrs, "TargetMode"), "External")) {
		if (!str_ends(str_of(type), "/hyperlink"))
			book_refuse(b, REFUSE_EXTERNAL, type);
	} else if (str_ends(str_of(type), "/vbaProject") || str_ends(str_of(type), "Macrosheet"))
		book_refuse(b, REFUSE_MACROS, type);
	else if (s->relations == RELATIONS_MAX)
		book_refuse(b, REFUSE_TOO_MANY, "Relationship");
	else
		s->relation[s->relations++] = (struct relation){keep(s, id), keep(s, type), keep(s, target)};
}

/* Of one part, in place of those read before. */
static bool relations_read(struct open_state *s, int64_t part)
{
	static const struct part_reader reader = {relation_open, ignore_close, NULL};
	s->relations = 0;
	return part_read(&s->w->book, part, &reader, s);
}

/* All of them; the few that are needed are read once more. */
static bool relations_judge(struct open_state *s)
{
	bool ok = true;
	for (int64_t i = 0; ok && i < s->w->book.parts; i++)
		ok = !str_ends(str_of(book_part_name(&s->w->book, i)), ".rels") || relations_read(s, i);
	return ok;
}

static const struct relation *relation_by(const struct open_state *s, const char *id, const char *type_end)
{
	for (size_t i = 0; i < s->relations; i++)
		if ((!id || cstr_eq(s->relation[i].id, id)) && (!type_end || str_ends(str_of(s->relation[i].type), type_end)))
			return &s->relation[i];
	return NULL;
}

/* The part a relation of the part at path names; -1: none. */
static int64_t target_part(struct open_state *s, const char *path, const struct relation *r)
{
	struct book *b = &s->w->book;
	const char *slash = strrchr(path, '/');
	if (!r || name_holds(r->target, ".."))
		return -1;
	if (*r->target == '/')
		return book_part(b, r->target + 1);
	return book_part(b, arena_printf(b->a, "%.*s%s", slash ? (int)(slash - path) + 1 : 0, path, r->target));
}

static int64_t relations_of(struct open_state *s, const char *path)
{
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash - path) + 1 : 0;
	return book_part(&s->w->book, arena_printf(s->w->book.a, "%.*s_rels/%s.rels", folder, path, path + folder));
}

/* -- the workbook's own part */

static void workbook_open_tag(void *ctx, const char *name, struct part_attrs attrs)
{
	struct open_state *s = ctx;
	struct workbook *w = s->w;
	if (cstr_eq(name, "workbookPr"))
		w->from_1904 = part_attr_true(attrs, "date1904");
	if (!cstr_eq(name, "sheet"))
		return;
	const char *title = keep(s, part_attr(attrs, "name")), *state = part_attr(attrs, "state");
	bool shown = !state || cstr_eq(state, "visible");
	if (!s->taken && (w->want ? cstr_eq(title, w->want) : shown)) {
		s->taken = true;
		w->name = title;
		s->taken_id = keep(s, part_attr(attrs, "id"));
	} else
		workbook_note(w, NOTE_SHEET, title);
}

static bool places_find(struct open_state *s)
{
	static const struct part_reader reader = {workbook_open_tag, ignore_close, NULL};
	struct workbook *w = s->w;
	struct book *b = &w->book;
	int64_t root = book_part(b, "_rels/.rels");
	if (root < 0 || !relations_read(s, root))
		return book_refuse(b, REFUSE_BROKEN, "_rels/.rels");
	int64_t own = target_part(s, "", relation_by(s, NULL, "/officeDocument"));
	if (own < 0)
		return book_refuse(b, REFUSE_BROKEN, "_rels/.rels");
	s->path = book_part_name(b, own);
	int64_t relations = relations_of(s, s->path);
	if (relations < 0)
		return book_refuse(b, REFUSE_BROKEN, s->path);
	if (!relations_read(s, relations) || !part_read(b, own, &reader, s))
		return false;
	if (!s->taken)
		return book_refuse(b, REFUSE_NO_SHEET, w->want ? w->want : "");
	w->sheet = target_part(s, s->path, relation_by(s, s->taken_id, "/worksheet"));
	w->strings = target_part(s, s->path, relation_by(s, NULL, "/sharedStrings"));
	w->styles = target_part(s, s->path, relation_by(s, NULL, "/styles"));
	return w->sheet >= 0 || book_refuse(b, REFUSE_NO_SHEET, w->name);
}

bool workbook_open(struct workbook *w, struct arena *a, struct str bytes, const char *want)
{
	struct open_state s = {.w = w, .relation = arena_make_n(a, struct relation, RELATIONS_MAX)};
	w->want = want;
	if (!book_open(&w->book, a, bytes) || !judge_names(w) || !types_read(&s) || !relations_judge(&s))
		return false;
	return places_find(&s) && strings_read(w) && styles_read(w);
}
