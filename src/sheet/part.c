/* XML of a workbook's parts. Laws: 1 a document type is refused where it
 * begins, so there are no entities but XML's own five; 2 depth is bounded;
 * 3 after the first refusal no callback is called. */
#include "part.h"

#include <expat.h>

#include "../base/bug.h"
#include "../base/limits.h"

enum { SEPARATOR = '|' };

struct parse {
	struct book *book;
	const char *name;              /* of the part */
	XML_Parser x;
	const struct part_reader *reader;
	void *ctx;
	int depth;
};

static void stop(struct parse *p, enum sheet_refusal why)
{
	book_refuse(p->book, why, p->name);
	XML_StopParser(p->x, XML_FALSE);
}

static void stop_if_refused(struct parse *p)
{
	if (p->book->refused != REFUSE_NONE)
		XML_StopParser(p->x, XML_FALSE);
}

/* Office Open XML, transitional and strict, and its packages; others are skipped by name. */
static const char *local(const char *name)
{
	static const char *const known[] = {"http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"};
	const char *bar = strrchr(name, SEPARATOR);
	for (size_t i = 0; bar && i < sizeof known / sizeof *known; i++)
		if (str_starts(str_of(name), known[i]))
			return bar + 1;
	return "";
}

static void on_open(void *ctx, const char *name, const char **attr)
{
	struct parse *p = ctx;
	if (p->book->refused != REFUSE_NONE)
		return;
	if (++p->depth > LIMIT_SHEET_DEPTH) {
		stop(p, REFUSE_BOMB);
		return;
	}
	p->reader->open(p->ctx, local(name), (struct part_attrs){attr});
	stop_if_refused(p);
}

static void on_close(void *ctx, const char *name)
{
	struct parse *p = ctx;
	if (p->book->refused != REFUSE_NONE)
		return;
	p->depth--;
	p->reader->close(p->ctx, local(name));
	stop_if_refused(p);
}

static void on_text(void *ctx, const char *s, int n)
{
	struct parse *p = ctx;
	if (p->book->refused != REFUSE_NONE)
		return;
	p->reader->text(p->ctx, (struct str){s, (size_t)n});
	stop_if_refused(p);
}

static void on_doctype(void *ctx, const char *name, const char *sysid, const char *pubid, int internal)
{
	(void)name, (void)sysid, (void)pubid, (void)internal;
	stop(ctx, REFUSE_DTD);
}

static bool take(void *ctx, struct str block, bool last)
{
	struct parse *p = ctx;
	if (XML_Parse(p->x, block.p, (int)block.n, last) == XML_STATUS_OK)
		return true;
	return book_refuse(p->book, REFUSE_BROKEN, p->name);
}

bool part_read(struct book *b, int64_t part, const struct part_reader *reader, void *ctx)
{
	struct parse p = {.book = b, .name = book_part_name(b, part), .reader = reader, .ctx = ctx, .x = XML_ParserCreateNS(NULL, SEPARATOR)};
	must(p.x != NULL);
	XML_SetUserData(p.x, &p);
	XML_SetElementHandler(p.x, on_open, on_close);
	if (reader->text)
		XML_SetCharacterDataHandler(p.x, on_text);
	XML_SetStartDoctypeDeclHandler(p.x, on_doctype);
	bool ok = book_unpack(b, part, take, &p);
	XML_ParserFree(p.x);
	return ok;
}

const char *part_attr(struct part_attrs attrs, const char *local_name)
{
	for (const char **a = attrs.pair; *a; a += 2) {
		const char *bar = strrchr(*a, SEPARATOR);
		if (cstr_eq(bar ? bar + 1 : *a, local_name))
			return a[1];
	}
	return NULL;
}

bool part_attr_true(struct part_attrs attrs, const char *local_name)
{
	const char *v = part_attr(attrs, local_name);
	return cstr_eq(v, "1") || cstr_eq(v, "true");
}
