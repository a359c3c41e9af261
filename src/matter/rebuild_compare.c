/* The tables, side by side. Laws: 1 matters by number, a page at a time; rows
 * of a matter by their key; 2 a row that is not the same on both sides is told
 * once, with its first different columns; 3 of a matter that is on one side
 * only its own row is told, not all that hangs on it. */
#include "../base/bug.h"
#include "../base/hash.h"
#include "../base/utf8.h"
#include "../store/rows.h"
#include "query.h"
#include "rebuild_parts.h"

enum { SHOWN = 60 };

/* sealed: values are never shown, and blobs compared by their hash, which is what was kept of them. */
static const struct table { const char *name, *query; bool sealed; } tables[] = {
	{"matter", "rebuild_matter", false}, {"event", "rebuild_event", false}, {"clock", "rebuild_clock", false},
	{"assist", "rebuild_assist", false}, {"ask", "rebuild_ask", false}, {"question", "rebuild_question", false}, {"proxy", "rebuild_proxy", false}, {"document", "rebuild_document", false},
	{"attachment", "rebuild_attachment", false}, {"original", "rebuild_original", true}, {"transfer_copy", "rebuild_transfer_copy", true}, {"rating", "rebuild_rating", false},
	{"urgent_report", "rebuild_urgent_report", false}, {"supervision", "rebuild_supervision", false},
	{"recusal", "rebuild_recusal", false}, {"link", "rebuild_link", false}, {"idempotency", "rebuild_idempotency", false},
	{"identity", "rebuild_identity", true}, {"identity_before", "rebuild_identity_before", true}, {"identity_key", "rebuild_identity_key", true},
	{"meeting", "rebuild_meeting", false}, {"agenda_item", "rebuild_agenda_item", false}, {"attendance", "rebuild_attendance", false},
	{"written_opinion", "rebuild_written_opinion", false}, {"item_recusal", "rebuild_item_recusal", false},
	{"item_vote", "rebuild_item_vote", false}, {"item_paper", "rebuild_item_paper", false}, {"verbatim", "rebuild_verbatim", false},
	{"minute_entry", "rebuild_minute_entry", false}, {"docket", "rebuild_docket", false},
	{"directive", "rebuild_directive", false}, {"clause", "rebuild_clause", false}, {"clause_measure", "rebuild_clause_measure", false},
	{"conveyance_unit", "rebuild_conveyance_unit", false},
	{"campaign", "rebuild_campaign", false}, {"finding", "rebuild_finding", false}, {"measure", "rebuild_measure", false},
	{"evidence", "rebuild_evidence", false}, {"progress", "rebuild_progress", false}, {"institution", "rebuild_institution", false},
	{"batch", "rebuild_batch", false}, {"forwarded_case", "rebuild_forwarded_case", false},
	{"signoff", "rebuild_signoff", false}, {"verification", "rebuild_verification", false}, {"sup_item", "rebuild_sup_item", false}, {"programme_matter", "rebuild_programme_matter", false}, {"spot", "rebuild_spot", false}, {"parcel", "rebuild_parcel", false},
	{"breach_matter", "rebuild_breach_matter", false}, {"series", "rebuild_series", false}, {"matter_text", "rebuild_search", false},
};

/* The rows of one table in one page of matters. */
struct side { struct tx *tx; struct row *row; size_t n, room; };

struct page {
	struct rebuild *r;
	struct arena *a;               /* of the page; rows are forgotten after each table */
	const char *after, *upto;
	const char **skip; size_t skips;       /* matters on one side only, sorted */
};

static void take(void *ctx, const struct row *row)
{
	struct side *s = ctx;
	s->row = db_room(s->tx, s->row, s->n, &s->room, sizeof *s->row);
	s->row[s->n++] = *row;
}

static int by_key(const void *x, const void *y)
{
	const struct row *a = x, *b = y;
	int order = strcmp(a->cell[0], b->cell[0]);
	return order ? order : strcmp(a->cell[1], b->cell[1]);
}

static void read_side(struct side *s, const struct page *p, const struct table *t)
{
	rows_each(s->tx, t->query, p->after, p->upto, take, s);
	if (s->n)
		qsort(s->row, s->n, sizeof *s->row, by_key);
}

/* -- one row */

/* What stands there, from where it begins to differ; line ends as blanks. */
static const char *shown(struct arena *a, const char *v, size_t from)
{
	if (!v)
		return "nothing";
	while (from > 0 && ((unsigned char)v[from] & 0xc0) == 0x80)
		from--;
	struct str part = utf8_head(str_of(v + from), SHOWN);
	char *text = arena_printf(a, "%s%.*s%s", from ? "…" : "", STR_ARG(part), v[from + part.n] ? "…" : "");
	for (char *c = text; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = ' ';
	return arena_printf(a, "\"%s\"", text);
}

static size_t same_beginning(const char *x, const char *y)
{
	size_t n = 0, start = 0;
	for (; x && y && x[n] && x[n] == y[n]; n++)
		;
	start = n > SHOWN / 2 ? n - SHOWN / 2 : 0;
	return start;
}

static bool cell_same(const char *x, const char *y)
{
	return x && y ? strcmp(x, y) == 0 : x == y;
}

/* The hash of bytes written in hex, in hex: of sealed bytes that is what was kept. */
static const char *hashed(struct arena *a, const char *hex)
{
	char out[65];
	struct sha256 h;
	if (!hex)
		return NULL;
	size_t n = strlen(hex) / 2;
	char *bytes = arena_alloc(a, n + 1);
	for (size_t i = 0; i < n; i++) {
		const char *digit = "0123456789abcdef";
		bytes[i] = (char)((strchr(digit, hex[2 * i]) - digit) << 4 | (strchr(digit, hex[2 * i + 1]) - digit));
	}
	h = sha256_of((struct str){bytes, n});
	return arena_strdup(a, sha256_hex(&h, out));
}

static const char *name_of(struct arena *a, const struct table *t, const struct row *row)
{
	const char *gap = *row->cell[0] && *row->cell[1] ? " " : "";
	return arena_printf(a, "%s %s%s%s", t->name, row->cell[0], gap, row->cell[1]);
}

static void compare_row(struct rebuild *r, const struct table *t, const struct row *stored, const struct row *made)
{
	struct arena *a = r->made.arena;
	r->report->rows++;
	for (size_t i = 2; i < stored->n; i++) {
		const char *was = stored->cell[i], *is = made->cell[i];
		if (t->sealed && stored->type[i] == 'b')
			was = hashed(a, was);
		if (cell_same(was, is))
			continue;
		if (t->sealed) {
			rebuild_say(r, "%s: %s is not what the deeds made", name_of(a, t, stored), stored->name[i]);
			continue;
		}
		size_t from = same_beginning(was, is);
		rebuild_say(r, "%s: %s is %s, rebuilt %s", name_of(a, t, stored), stored->name[i], shown(a, was, from), shown(a, is, from));
	}
}

/* -- one page */

static int by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static bool skipped(const struct page *p, const struct row *row)
{
	return p->skips && bsearch(&row->cell[0], p->skip, p->skips, sizeof *p->skip, by_text);
}

static void compare_table(struct page *p, const struct table *t)
{
	struct rebuild *r = p->r;
	struct side stored = {.tx = &r->stored}, made = {.tx = &r->made};
	size_t i = 0, k = 0;
	arena_reset(r->stored.arena);
	arena_reset(r->made.arena);
	read_side(&stored, p, t);
	read_side(&made, p, t);
	while (i < stored.n || k < made.n) {
		int order = i == stored.n ? 1 : k == made.n ? -1 : by_key(&stored.row[i], &made.row[k]);
		const struct row *row = order <= 0 ? &stored.row[i] : &made.row[k];
		bool skip = skipped(p, row);
		if (order == 0 && !skip)
			compare_row(r, t, row, &made.row[k]);
		else if (order < 0 && !skip)
			rebuild_say(r, "%s: is stored, but no deed made it", name_of(r->made.arena, t, row));
		else if (order > 0 && !skip)
			rebuild_say(r, "%s: is missing", name_of(r->made.arena, t, row));
		i += order <= 0;
		k += order >= 0;
	}
}

static bool is_older(struct rebuild *r, const char *number)
{
	struct q_older_matter n;
	return r->older_than > 0 && q_older_matter(&r->stored, number, r->older_than, &n) && n.n > 0;
}

static void one_sided(struct page *p, const char *number, bool stored)
{
	p->skip[p->skips++] = arena_strdup(p->a, number);
	if (!stored)
		rebuild_say(p->r, "matter %s: is missing", number);
	else if (is_older(p->r, number))
		p->r->report->older++;
	else
		rebuild_say(p->r, "matter %s: is stored, but no deed made it", number);
}

/* Up to which number both sides are known. */
static const char *page_end(const struct q_rebuild_numbers *s, size_t ns, const struct q_rebuild_numbers *m, size_t nm)
{
	const char *end = "~";
	enum { FULL = 200 };
	if (ns == FULL)
		end = s[ns - 1].number;
	if (nm == FULL && strcmp(m[nm - 1].number, end) < 0)
		end = m[nm - 1].number;
	return end;
}

/* Finds matters on one side only; false: the last page. */
static bool open_page(struct page *p)
{
	struct q_rebuild_numbers *s, *m;
	struct rebuild *r = p->r;
	size_t ns = q_rebuild_numbers(&r->stored, p->after, &s), nm = q_rebuild_numbers(&r->made, p->after, &m), i = 0, k = 0;
	p->upto = arena_strdup(p->a, page_end(s, ns, m, nm));
	p->skip = arena_make_n(p->a, const char *, ns + nm + 1);
	p->skips = 0;
	while ((i < ns && strcmp(s[i].number, p->upto) <= 0) || (k < nm && strcmp(m[k].number, p->upto) <= 0)) {
		int order = i == ns ? 1 : k == nm ? -1 : strcmp(s[i].number, m[k].number);
		if (order < 0)
			one_sided(p, s[i].number, true);
		else if (order > 0)
			one_sided(p, m[k].number, false);
		else
			r->report->matters++;
		i += order <= 0;
		k += order >= 0;
	}
	return strcmp(p->upto, "~") != 0;
}

void rebuild_compare(struct rebuild *r)
{
	char after[64] = "";
	bool more = true;
	struct arena *a = arena_new(1024 * 1024);
	while (more && r->stored.trouble == TROUBLE_NONE && r->made.trouble == TROUBLE_NONE) {
		struct page p = {.r = r, .a = a, .after = after};
		arena_reset(a);
		arena_reset(r->stored.arena);
		arena_reset(r->made.arena);
		more = open_page(&p);
		for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
			compare_table(&p, &tables[t]);
		snprintf(after, sizeof after, "%s", p.upto);
	}
	arena_free(a);
}
