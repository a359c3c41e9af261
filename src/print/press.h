/* The press: pages of a document under work, by cairo and pango. Lengths are
 * points (1/72 inch); y grows downwards from the paper's upper edge. The form is
 * that of GB/T 9704-2012: A4, type area 156 x 225 mm, 22 lines of 28 characters. */
#ifndef PRINT_PRESS_H
#define PRINT_PRESS_H

/* Before base/: it uses names that base/banned.h takes away. */
#include <pango/pangocairo.h>

#include "../base/arena.h"
#include "../base/buf.h"

#define MM (72.0 / 25.4)
#define PAPER_WIDTH (210 * MM)
#define PAPER_HEIGHT (297 * MM)
#define AREA_TOP (37 * MM)
#define AREA_LEFT (28 * MM)
#define AREA_WIDTH (156 * MM)
#define AREA_HEIGHT (225 * MM)
#define AREA_BOTTOM (AREA_TOP + AREA_HEIGHT)

enum { AREA_LINES = 22, AREA_CHARS = 28, PAGES_MAX = 500 };

/* Hands of type: the body's, of second headings, of first headings, of mark and title. */
enum face { FACE_BODY, FACE_KAI, FACE_HEI, FACE_TITLE, FACE__MAX };
enum print_kind { KIND_LETTER, KIND_MINUTES, KIND_REPORT };

struct press {
	struct arena *a;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoContext *pango;
	const char *family[FACE__MAX];
	bool own[FACE__MAX];           /* the face the standard names, not a stand-in */
	enum print_kind kind;
	bool zh;
	double size, pitch;            /* of the body's type, from line to line */
	double y;                      /* where the next line's upper edge is */
	int page;
	const char *tag;               /* the open tag of the PDF's structure; NULL: none */
	int unknown;                   /* characters that no font has */
	const char *why;               /* why nothing comes of it; the first stays */
};

/* Looks for the fonts. False: there is none for Chinese, p->why. */
bool press_load(struct press *p);
/* A document begins: its bytes go to out. made: "2026-11-29T08:00:00Z". */
void press_begin(struct press *p, struct arena *a, struct buf *out, const char *made);
void press_title(struct press *p, const char *title);          /* of the file */
/* The last page is finished, and the file. */
void press_end(struct press *p);
void press_free(struct press *p);

/* A new page when less than this is left. True when there was one. */
bool press_room(struct press *p, double height);
void press_page(struct press *p);
/* y to the next line of the page's grid. */
void press_snap(struct press *p);

/* Text set in a width; g_object_unref. Its marks of direction must be gone (words.h). */
PangoLayout *press_set(struct press *p, const char *text, enum face f, double size, double width);
/* Numbers with hyphens (of matters, days) are not divided at a line's end: adds that to the list. */
void press_whole(PangoAttrList *list, const char *text);
double press_width(struct press *p, PangoLayout *l);           /* of its widest line */
int press_lines(PangoLayout *l);
/* One line at x, its upper edge at y, in a box of this height. */
void press_line(struct press *p, PangoLayout *l, int line, double x, double y, double height);
/* All lines from y on, over as many pages as it takes; y moves. The last `with` lines go on
 * a new page together, if they and `after` more below them have no room on this one. */
struct press_keep { int with; double after; };
void press_flow(struct press *p, PangoLayout *l, double x, double pitch, const char *tag, struct press_keep keep);
/* One line of text, or more, between the edges: -1 left, 0 centred, 1 right. */
void press_aligned(struct press *p, const char *text, enum face f, double size, double pitch, int where, double inset);
void press_rule(struct press *p, double x, double y, double width, double thick, bool red);
void press_tag(struct press *p, const char *tag);              /* NULL: ends the open one */

#endif
