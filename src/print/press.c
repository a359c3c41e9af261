/* The press. Laws: 1 everything in the file follows from the lines and the
 * fonts: no clock, no chance; 2 what cannot be set (no font, too many pages)
 * leaves why, and nothing more is drawn; 3 pages are counted from 1, and bear
 * their number at their outer edge. */
#include "press.h"

#include <cairo-pdf.h>

#include "../base/bug.h"
#include "../base/utf8.h"

#define NUMBER_SIZE 14.0               /* 四号 */
#define NUMBER_BELOW (7 * MM)
#define BASELINE 0.74                  /* of a line's box: where letters stand */
#define BODY_ZH 15.75                  /* 三号: 28 of them in 156 mm */
#define BODY_EN 12.0
#define PITCH_EN (AREA_HEIGHT / 33)

/* The faces the standard names first; then free ones that stand in for them (UMing sets
 * stops in the middle of their square, as Taiwan does: after Noto). */
static const char *const families[FACE__MAX][8] = {
	[FACE_BODY] = {"FangSong_GB2312", "FangSong", "STFangsong", NULL, "Noto Serif CJK SC", "AR PL UMing CN", "WenQuanYi Micro Hei", "Droid Sans Fallback"},
	[FACE_KAI] = {"KaiTi_GB2312", "KaiTi", "STKaiti", NULL, "AR PL UKai CN", "AR PL UMing CN", "Noto Serif CJK SC", "WenQuanYi Micro Hei"},
	[FACE_HEI] = {"SimHei", "STHeiti", NULL, "Noto Sans CJK SC", "WenQuanYi Micro Hei", "Droid Sans Fallback", "AR PL UMing CN", NULL},
	[FACE_TITLE] = {"FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", NULL, "Noto Serif CJK SC", "AR PL UMing CN", "WenQuanYi Micro Hei", "Droid Sans Fallback", NULL},
};
enum { FAMILIES = 8, NUMBER_WHOLE_BYTES = 24 };

static bool family_here(PangoFontFamily **all, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (name && strcasecmp(pango_font_family_get_name(all[i]), name) == 0)
			return true;
	return false;
}

static void choose_face(struct press *p, enum face f, PangoFontFamily **all, int n)
{
	bool own = true;
	p->family[f] = NULL;
	for (int i = 0; i < FAMILIES && !p->family[f]; i++) {
		own = own && families[f][i] != NULL;
		if (family_here(all, n, families[f][i]))
			p->family[f] = families[f][i];
	}
	p->own[f] = own && p->family[f];
}

bool press_load(struct press *p)
{
	PangoFontMap *map = pango_cairo_font_map_get_default();
	PangoFontFamily **all;
	int n = 0;
	*p = (struct press){0};
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
	pango_font_map_list_families(map, &all, &n);
	for (int f = 0; f < FACE__MAX; f++)
		choose_face(p, (enum face)f, all, n);
	g_free(all);
	p->pango = pango_font_map_create_context(map);
	for (int f = 0; f < FACE__MAX; f++)
		if (!p->family[f])
			p->why = "there is no font for Chinese: install fonts-arphic-uming or fonts-noto-cjk";
	return !p->why;
}

static cairo_status_t keep(void *ctx, const unsigned char *bytes, unsigned int n)
{
	struct buf *out = ctx;
	buf_add(out, bytes, n);
	return buf_ok(out) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

void press_begin(struct press *p, struct arena *a, struct buf *out, const char *made)
{
	cairo_font_options_t *o = cairo_font_options_create();
	p->a = a;
	p->size = p->zh ? BODY_ZH : BODY_EN;
	p->pitch = p->zh ? AREA_HEIGHT / AREA_LINES : PITCH_EN;
	p->surface = cairo_pdf_surface_create_for_stream(keep, out, PAPER_WIDTH, PAPER_HEIGHT);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
	p->cr = cairo_create(p->surface);
	cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(p->pango, o);
	cairo_font_options_destroy(o);
	pango_context_set_base_dir(p->pango, PANGO_DIRECTION_LTR);
	pango_context_set_language(p->pango, pango_language_from_string(p->zh ? "zh-cn" : "en"));
	pango_context_set_round_glyph_positions(p->pango, FALSE);
	pango_cairo_update_context(p->cr, p->pango);
	p->page = 1;
	p->y = AREA_TOP;
}

void press_title(struct press *p, const char *title)
{
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, title);
}

static void page_number(struct press *p)
{
	if (p->kind == KIND_LETTER && p->page == 1)
		return;
	PangoLayout *l = press_set(p, arena_printf(p->a, "— %d —", p->page), FACE_BODY, NUMBER_SIZE, -1);
	double x = p->page % 2 ? AREA_LEFT + AREA_WIDTH - NUMBER_SIZE - press_width(p, l) : AREA_LEFT + NUMBER_SIZE;
	press_line(p, l, 0, x, AREA_BOTTOM + NUMBER_BELOW, NUMBER_SIZE);
	g_object_unref(l);
}

void press_page(struct press *p)
{
	const char *tag = p->tag;
	press_tag(p, NULL);
	if (p->page == PAGES_MAX && !p->why)
		p->why = "the document has too many pages";
	if (p->why)
		return;
	page_number(p);
	cairo_show_page(p->cr);
	p->page++;
	p->y = AREA_TOP;
	press_tag(p, tag);
}

void press_end(struct press *p)
{
	press_tag(p, NULL);
	page_number(p);
	cairo_show_page(p->cr);
	cairo_surface_finish(p->surface);
	if (cairo_surface_status(p->surface) != CAIRO_STATUS_SUCCESS && !p->why)
		p->why = cairo_status_to_string(cairo_surface_status(p->surface));
}

void press_free(struct press *p)
{
	if (p->cr)
		cairo_destroy(p->cr);
	if (p->surface)
		cairo_surface_destroy(p->surface);
	g_object_unref(p->pango);
}

bool press_room(struct press *p, double height)
{
	/* a hair: sums of line heights are not exact */
	if (p->y + height <= AREA_BOTTOM + 0.1 || p->y <= AREA_TOP)
		return false;
	press_page(p);
	return true;
}

void press_snap(struct press *p)
{
	double lines = (p->y - AREA_TOP) / p->pitch;
	int whole = (int)lines;
	if (lines - whole > 0.01)
		p->y = AREA_TOP + (whole + 1) * p->pitch;
}

void press_tag(struct press *p, const char *tag)
{
	if (p->tag)
		cairo_tag_end(p->cr, p->tag);
	if (tag)
		cairo_tag_begin(p->cr, tag, NULL);
	p->tag = tag;
}

/* -- type */

static bool in_number(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.';
}

void press_whole(PangoAttrList *list, const char *text)
{
	for (const char *p = text; *p; p++) {
		const char *from = p;
		bool digit = false, hyphen = false;
		for (; in_number(*p); p++) {
			digit = digit || (*p >= '0' && *p <= '9');
			hyphen = hyphen || *p == '-';
		}
		if (digit && hyphen && p - from <= NUMBER_WHOLE_BYTES) {
			PangoAttribute *a = pango_attr_allow_breaks_new(FALSE);
			a->start_index = (guint)(from - text);
			a->end_index = (guint)(p - text);
			pango_attr_list_insert(list, a);
		}
		if (!*p)
			break;
	}
}

PangoLayout *press_set(struct press *p, const char *text, enum face f, double size, double width)
{
	PangoLayout *l = pango_layout_new(p->pango);
	PangoFontDescription *d = pango_font_description_new();
	must(utf8_valid(str_of(text)));
	/* letters of a language without Han come from a face made for them; what it has not, from ours */
	pango_font_description_set_family(d, p->zh ? p->family[f] : arena_printf(p->a, "%s,%s", f == FACE_HEI ? "Liberation Sans,DejaVu Sans" : "Liberation Serif,DejaVu Serif", p->family[f]));
	pango_font_description_set_absolute_size(d, size * PANGO_SCALE);
	if ((f == FACE_TITLE && !p->own[f]) || (f == FACE_HEI && !p->zh))
		pango_font_description_set_weight(d, PANGO_WEIGHT_BOLD);
	if (f == FACE_KAI && !p->zh)
		pango_font_description_set_style(d, PANGO_STYLE_ITALIC);
	pango_layout_set_font_description(l, d);
	pango_font_description_free(d);
	pango_layout_set_auto_dir(l, FALSE);
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_width(l, width < 0 ? -1 : (int)(width * PANGO_SCALE));
	pango_layout_set_text(l, text, -1);
	PangoAttrList *list = pango_attr_list_new();
	press_whole(list, text);
	pango_layout_set_attributes(l, list);
	pango_attr_list_unref(list);
	p->unknown += pango_layout_get_unknown_glyphs_count(l);
	return l;
}

double press_width(struct press *p, PangoLayout *l)
{
	PangoRectangle r;
	(void)p;
	pango_layout_get_extents(l, NULL, &r);
	return (double)r.width / PANGO_SCALE;
}

int press_lines(PangoLayout *l)
{
	return pango_layout_get_line_count(l);
}

static void draw_line(struct press *p, PangoLayoutLine *line, double x, double y, double height)
{
	cairo_move_to(p->cr, x, y + height * BASELINE);
	pango_cairo_show_layout_line(p->cr, line);
}

/* Where a line begins, by indent and alignment. */
static double inset_of(PangoLayoutIter *i)
{
	PangoRectangle r;
	pango_layout_iter_get_line_extents(i, NULL, &r);
	return (double)r.x / PANGO_SCALE;
}

void press_line(struct press *p, PangoLayout *l, int line, double x, double y, double height)
{
	PangoLayoutIter *i = pango_layout_get_iter(l);
	for (int k = 0; k < line; k++)
		if (!pango_layout_iter_next_line(i))
			break;
	draw_line(p, pango_layout_iter_get_line_readonly(i), x + inset_of(i), y, height);
	pango_layout_iter_free(i);
}

void press_flow(struct press *p, PangoLayout *l, double x, double pitch, const char *tag, struct press_keep keep)
{
	PangoLayoutIter *i = pango_layout_get_iter(l);
	int left = press_lines(l), with = keep.with < left ? keep.with : left;
	press_tag(p, NULL);
	press_room(p, pitch);
	press_tag(p, tag);
	do {
		press_room(p, left == with ? with * pitch + keep.after : pitch);
		left--;
		draw_line(p, pango_layout_iter_get_line_readonly(i), x + inset_of(i), p->y, pitch);
		p->y += pitch;
	} while (!p->why && pango_layout_iter_next_line(i));
	press_tag(p, NULL);
	pango_layout_iter_free(i);
}

/* The narrowest width in which it has no more lines: lines of one length. */
static void balance(PangoLayout *l, double width)
{
	int lines = press_lines(l);
	double low = width / 2, high = width;
	if (lines < 2)
		return;
	for (int i = 0; i < 12; i++) {
		double middle = (low + high) / 2;
		pango_layout_set_width(l, (int)(middle * PANGO_SCALE));
		if (press_lines(l) > lines)
			low = middle;
		else
			high = middle;
	}
	pango_layout_set_width(l, (int)(high * PANGO_SCALE));
}

void press_aligned(struct press *p, const char *text, enum face f, double size, double pitch, int where, double inset)
{
	double width = AREA_WIDTH - (where ? inset : 0), x = where < 0 ? AREA_LEFT + inset : AREA_LEFT;
	PangoLayout *l = press_set(p, text, f, size, width);
	pango_layout_set_alignment(l, where < 0 ? PANGO_ALIGN_LEFT : where > 0 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_CENTER);
	if (where == 0) {
		balance(l, width);
		x += (width - (double)pango_layout_get_width(l) / PANGO_SCALE) / 2;
	}
	press_flow(p, l, x, pitch, f == FACE_TITLE ? "H1" : "P", (struct press_keep){0});
	g_object_unref(l);
}

void press_rule(struct press *p, double x, double y, double width, double thick, bool red)
{
	cairo_set_source_rgb(p->cr, red ? 0.8 : 0, 0, 0);
	cairo_rectangle(p->cr, x, y - thick / 2, width, thick);
	cairo_fill(p->cr);
	cairo_set_source_rgb(p->cr, 0, 0, 0);
}
