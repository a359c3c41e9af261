/* Tables. Laws: 1 a row that fits on a page is never divided; one that does not
 * goes on over the next pages, line by line; 2 the header stands again on each. */
#include "table.h"

#define CELL_PAD 4.0
#define CELL_ZH 11.0
#define CELL_EN 9.5
#define CELL_PITCH 16.0
#define BORDER 0.5
#define BOX_GAP 8.0
#define BOX_HEIGHT 62.0

enum { WIDTH_MOST = 1000 };

const char *ptable_begin(struct ptable *t, struct press *p, const struct str *width, size_t n)
{
	int64_t w[PRINT_COLUMNS_MAX], sum = 0;
	*t = (struct ptable){.p = p, .columns = n};
	for (size_t i = 0; i < n; i++) {
		if (!str_i64(width[i], &w[i]) || w[i] < 1 || w[i] > WIDTH_MOST)
			return "a table's width is a number from 1 to 1000";
		sum += w[i];
	}
	for (size_t i = 0; i < n; i++)
		t->width[i] = AREA_WIDTH * (double)w[i] / (double)sum;
	p->y += CELL_PITCH / 2;
	return NULL;
}

static void box(struct press *p, double x, double y, double width, double height, bool grey)
{
	cairo_rectangle(p->cr, x, y, width, height);
	if (grey) {
		cairo_set_source_rgb(p->cr, 0.93, 0.93, 0.93);
		cairo_fill_preserve(p->cr);
		cairo_set_source_rgb(p->cr, 0, 0, 0);
	}
	cairo_set_line_width(p->cr, BORDER);
	cairo_stroke(p->cr);
}

/* `lines` lines of each cell from the line `from`, in boxes of one height. */
static void segment(struct ptable *t, PangoLayout **l, int from, int lines, bool head)
{
	struct press *p = t->p;
	double x = AREA_LEFT, height = lines * CELL_PITCH + 2 * CELL_PAD;
	press_tag(p, "TR");
	for (size_t c = 0; c < t->columns; c++) {
		box(p, x, p->y, t->width[c], height, head);
		cairo_tag_begin(p->cr, head ? "TH" : "TD", NULL);
		for (int k = from; k < from + lines && k < press_lines(l[c]); k++)
			press_line(p, l[c], k, x + CELL_PAD, p->y + CELL_PAD + (k - from) * CELL_PITCH, CELL_PITCH);
		cairo_tag_end(p->cr, head ? "TH" : "TD");
		x += t->width[c];
	}
	press_tag(p, NULL);
	p->y += height;
}

static void page_next(struct ptable *t, bool head);

/* Set row by row; a row longer than what is left goes to the next page, or is divided there. */
static void row_set(struct ptable *t, const char **cell, bool head)
{
	struct press *p = t->p;
	PangoLayout *l[PRINT_COLUMNS_MAX];
	int lines = 1;
	for (size_t c = 0; c < t->columns; c++) {
		l[c] = press_set(p, cell[c], head ? FACE_HEI : FACE_BODY, p->zh ? CELL_ZH : CELL_EN, t->width[c] - 2 * CELL_PAD);
		lines = press_lines(l[c]) > lines ? press_lines(l[c]) : lines;
	}
	if (p->y + lines * CELL_PITCH + 2 * CELL_PAD > AREA_BOTTOM + 0.1 && !head)
		page_next(t, true);
	for (int from = 0; from < lines && !p->why;) {
		int room = (int)((AREA_BOTTOM + 0.1 - p->y - 2 * CELL_PAD) / CELL_PITCH);
		if (room < 1) {
			page_next(t, !head);
			room = head ? 1 : (int)((AREA_BOTTOM + 0.1 - p->y - 2 * CELL_PAD) / CELL_PITCH);
		}
		int now = lines - from < room || room < 1 ? lines - from : room;
		segment(t, l, from, now, head);
		from += now;
	}
	for (size_t c = 0; c < t->columns; c++)
		g_object_unref(l[c]);
}

static void page_next(struct ptable *t, bool head)
{
	press_page(t->p);
	if (head && t->head && !t->p->why)
		row_set(t, t->head, true);
}

void ptable_row(struct ptable *t, const char **cell)
{
	if (t->head) {
		row_set(t, cell, false);
		return;
	}
	press_room(t->p, 4 * CELL_PITCH);
	row_set(t, cell, true);
	t->head = cell;
}

void ptable_end(struct ptable *t)
{
	t->p->y += CELL_PITCH / 2;
	press_snap(t->p);
}

void figures_row(struct press *p, const struct figure *f, size_t n)
{
	double width = (AREA_WIDTH - (FIGURES_ROW - 1) * BOX_GAP) / FIGURES_ROW;
	press_room(p, BOX_HEIGHT + BOX_GAP);
	press_tag(p, "P");
	for (size_t i = 0; i < n; i++) {
		double x = AREA_LEFT + (double)i * (width + BOX_GAP);
		const struct { const char *text; enum face face; double size, down; } part[] = {
			{f[i].label, FACE_HEI, 10, 6}, {f[i].value, FACE_TITLE, 20, 20}, {f[i].note, FACE_BODY, 9, 46}};
		box(p, x, p->y, width, BOX_HEIGHT, false);
		for (size_t k = 0; k < 3; k++) {
			PangoLayout *l = press_set(p, part[k].text, part[k].face, part[k].size, width - 2 * CELL_PAD);
			pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
			press_line(p, l, 0, x + CELL_PAD, p->y + part[k].down, part[k].size * 1.3);
			g_object_unref(l);
		}
	}
	press_tag(p, NULL);
	p->y += BOX_HEIGHT + BOX_GAP;
}
