/* Small workbooks, made of the parts a test names; and ZIPs that say what is not so. */
#ifndef SHEET_MAKE_H
#define SHEET_MAKE_H

#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/bug.h"

enum { MAKE_EXTRA = 8, MAKE_BYTES = 64 * 1024 * 1024 };

struct make_part { const char *name, *content; };
struct make {
	const char *rows;              /* of sheetData */
	const char *after;             /* behind sheetData */
	const char *strings;           /* <si>... */
	const char *xfs;               /* of cellXfs; NULL: general, a day, 年月日 */
	const char *properties;        /* before <sheets> */
	const char *sheets;            /* NULL: one, 台账 */
	const char *types;             /* more content types */
	struct make_part extra[MAKE_EXTRA];   /* besides; one of a standard name takes its place */
};

#define MAIN_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL_NS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_NS "http://schemas.openxmlformats.org/package/2006/"
#define REL(id, type, target) "<Relationship Id=\"" id "\" Type=\"" REL_NS type "\" Target=\"" target "\"/>"
#define RELS(inside) "<Relationships xmlns=\"" PACKAGE_NS "relationships\">" inside "</Relationships>"

static inline const char *or_text(const char *s, const char *standard)
{
	return s ? s : standard;
}

static inline const char *make_of(const struct make *m, const char *name, const char *standard)
{
	for (int i = 0; i < MAKE_EXTRA && m->extra[i].name; i++)
		if (cstr_eq(m->extra[i].name, name))
			return m->extra[i].content;
	return standard;
}

/* The parts in order, those of m->extra last. NULL content: the part is left out. */
static inline size_t make_parts(struct arena *a, const struct make *m, struct make_part part[static 16])
{
	const struct make_part standard[] = {
		{"[Content_Types].xml", arena_printf(a, "<Types xmlns=\"" PACKAGE_NS "content-types\"><Override PartName=\"/xl/workbook.xml\" "
			"ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>%s</Types>", or_text(m->types, ""))},
		{"_rels/.rels", RELS(REL("r1", "/officeDocument", "xl/workbook.xml"))},
		{"xl/workbook.xml", arena_printf(a, "<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS "\">%s<sheets>%s</sheets></workbook>",
			or_text(m->properties, ""), or_text(m->sheets, "<sheet name=\"台账\" sheetId=\"1\" r:id=\"r1\"/>"))},
		{"xl/_rels/workbook.xml.rels", RELS(REL("r1", "/worksheet", "worksheets/sheet1.xml") REL("r2", "/sharedStrings", "sharedStrings.xml")
			REL("r3", "/styles", "/xl/styles.xml") REL("r4", "/worksheet", "worksheets/sheet2.xml"))},
		{"xl/styles.xml", arena_printf(a, "<styleSheet xmlns=\"" MAIN_NS "\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
			"</numFmts><cellXfs>%s</cellXfs></styleSheet>", or_text(m->xfs, "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"))},
		{"xl/sharedStrings.xml", arena_printf(a, "<sst xmlns=\"" MAIN_NS "\">%s</sst>", or_text(m->strings, ""))},
		{"xl/worksheets/sheet1.xml", arena_printf(a, "<worksheet xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS "\"><sheetData>%s</sheetData>%s</worksheet>",
			or_text(m->rows, ""), or_text(m->after, ""))},
	};
	size_t n = 0;
	for (size_t i = 0; i < sizeof standard / sizeof *standard; i++) {
		const char *content = make_of(m, standard[i].name, standard[i].content);
		if (content)
			part[n++] = (struct make_part){standard[i].name, content};
	}
	for (int i = 0; i < MAKE_EXTRA && m->extra[i].name; i++)
	{
		bool known = !m->extra[i].content;
		for (size_t k = 0; k < n; k++)
			known = known || cstr_eq(part[k].name, m->extra[i].name);
		if (!known)
			part[n++] = m->extra[i];
	}
	return n;
}

/* -- the archive */

static inline void put(struct buf *b, uint64_t n, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_char(b, (char)(n >> 8 * i));
}

/* One deflated entry: what it says of its size may be another than the truth. */
static inline void put_entry(struct buf *b, struct buf *directory, const char *name, struct str packed, uint32_t crc, uint32_t size)
{
	uint32_t at = (uint32_t)b->n;
	struct { struct buf *b; bool central; } side[] = {{b, false}, {directory, true}};
	for (int i = 0; i < 2; i++) {
		struct buf *o = side[i].b;
		buf_cstr(o, side[i].central ? "PK\1\2\x14" : "PK\3\4\x14");
		put(o, 0, side[i].central ? 3 : 1);
		put(o, 0, 2);
		put(o, 8, 2);
		put(o, 0, 4);
		put(o, crc, 4);
		put(o, (uint32_t)packed.n, 4);
		put(o, size, 4);
		put(o, (uint32_t)strlen(name), 2);
		put(o, 0, 2);
		if (side[i].central) {
			put(o, 0, 4);
			put(o, 0, 6);
			put(o, at, 4);
		}
		buf_cstr(o, name);
		if (!side[i].central)
			buf_str(o, packed);
	}
}

static inline void put_end(struct buf *b, const struct buf *directory, uint32_t entries)
{
	uint32_t at = (uint32_t)b->n;
	buf_str(b, buf_view(directory));
	buf_cstr(b, "PK\5\6");
	put(b, 0, 4);
	put(b, entries, 2);
	put(b, entries, 2);
	put(b, (uint32_t)directory->n, 4);
	put(b, at, 4);
	put(b, 0, 2);
}

/* head, then `times` times `piece`, deflated. */
static inline struct str deflated(struct arena *a, const char *head, const char *piece, int times, uint32_t *crc, uint32_t *size)
{
	z_stream z = {0};
	struct buf out;
	char room[65536];
	buf_init(&out, MAKE_BYTES);
	int begun = deflateInit2(&z, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
	must(begun == Z_OK);
	*crc = 0;
	*size = 0;
	for (int i = -1; i <= times; i++) {
		const char *text = i < 0 ? head : i < times ? piece : "";
		z.next_in = (unsigned char *)(uintptr_t)text;
		z.avail_in = (unsigned)strlen(text);
		*crc = (uint32_t)crc32(*crc, z.next_in, z.avail_in);
		*size += z.avail_in;
		int rc = Z_OK;
		do {
			z.next_out = (unsigned char *)room;
			z.avail_out = sizeof room;
			rc = deflate(&z, i == times ? Z_FINISH : Z_NO_FLUSH);
			buf_add(&out, room, sizeof room - z.avail_out);
		} while (z.avail_out == 0 && rc != Z_STREAM_END);
	}
	deflateEnd(&z);
	struct str packed = {arena_memdup(a, out.p, out.n + 1), out.n};
	buf_free(&out);
	return packed;
}

static inline struct str make_workbook(struct arena *a, const struct make *m)
{
	struct buf b, directory;
	struct make_part part[16];
	size_t n = make_parts(a, m, part);
	buf_init(&b, MAKE_BYTES);
	buf_init(&directory, MAKE_BYTES);
	for (size_t i = 0; i < n; i++) {
		uint32_t crc, size;
		struct str packed = deflated(a, part[i].content, "", 0, &crc, &size);
		put_entry(&b, &directory, part[i].name, packed, crc, size);
	}
	put_end(&b, &directory, (uint32_t)n);
	struct str out = {arena_memdup(a, b.p, b.n + 1), b.n};
	buf_free(&b);
	buf_free(&directory);
	return out;
}

#endif
