/* Blocks. The measures are those of GB/T 9704-2012: 7.2 head, 7.3 body and
 * signature, 7.4 imprint, 10.1 letters, 10.3 minutes. Law: a heading never
 * stands last on a page, and a signature never alone. */
#include "block.h"

#include "words.h"

#define MARK_MOST 44.0                 /* points; a longer name is set smaller */
#define TITLE_SIZE 22.0                /* 二号 */
#define IMPRINT_SIZE 14.0              /* 四号 */
#define IMPRINT_PITCH 24.0
#define SMALL_SIZE 9.0
#define SMALL_PITCH 13.0
#define RULE_FIRST (0.35 * MM)
#define RULE_MIDDLE (0.25 * MM)
#define LETTER_MARK_TOP (30 * MM)      /* from the paper's edge */
#define MINUTES_MARK_DOWN (35 * MM)    /* from the type area's */
#define LETTER_RULE (170 * MM)
#define RULE_BELOW (4 * MM)

enum { NAME_WHOLE_BYTES = 36 };

static void held_set(struct block *b, bool signed_after);

static void red(struct press *p, bool on)
{
	cairo_set_source_rgb(p->cr, on ? 0.8 : 0, 0, 0);
}

/* -- head */

/* A rule of two, thick and thin, as letters have it. */
static void letter_rule(struct press *p, double y, bool thick_first)
{
	double x = (PAPER_WIDTH - LETTER_RULE) / 2;
	press_rule(p, x, y, LETTER_RULE, thick_first ? 2 : 0.6, true);
	press_rule(p, x, y + 2.6, LETTER_RULE, thick_first ? 0.6 : 2, true);
}

/* The largest type in which the mark is one line. */
static double mark_size(struct press *p, const char *mark)
{
	PangoLayout *l = press_set(p, mark, FACE_TITLE, MARK_MOST, -1);
	double width = press_width(p, l);
	g_object_unref(l);
	return width <= AREA_WIDTH ? MARK_MOST : MARK_MOST * AREA_WIDTH / width * 0.99;
}

static void mark_set(struct press *p, const char *mark)
{
	double size = mark_size(p, mark);
	p->y = p->kind == KIND_LETTER ? LETTER_MARK_TOP : AREA_TOP + MINUTES_MARK_DOWN;
	red(p, true);
	press_aligned(p, mark, FACE_TITLE, size, size * 1.25, 0, 0);
	red(p, false);
}

void block_head(struct block *b)
{
	struct press *p = b->p;
	held_set(b, false);
	if (b->begun)
		return;
	b->begun = true;
	if (b->mark)
		mark_set(p, b->mark);
	if (p->kind == KIND_LETTER && b->mark) {
		letter_rule(p, p->y + RULE_BELOW, true);
		letter_rule(p, PAPER_HEIGHT - 20 * MM, false);
		p->y += RULE_BELOW + p->pitch / 2;
		if (b->number)
			press_aligned(p, b->number, FACE_BODY, p->size, p->pitch, 1, 0);
		p->y += p->pitch;
	} else if (b->mark || b->number) {
		p->y += b->mark ? 2 * p->pitch : 0;
		if (b->number)
			press_aligned(p, b->number, FACE_BODY, p->size, p->pitch, 0, 0);
		press_rule(p, AREA_LEFT, p->y + RULE_BELOW, AREA_WIDTH, 1.5, true);
		p->y += RULE_BELOW + p->pitch;
	}
}

/* -- text */

void block_title(struct block *b, const char *text)
{
	struct press *p = b->p;
	bool first = !b->mark && !b->number;
	block_head(b);
	if (!first)
		p->y += p->pitch;
	press_title(p, text);
	press_aligned(p, text, FACE_TITLE, TITLE_SIZE, TITLE_SIZE * 1.5, 0, 0);
	p->y += p->pitch;
	press_snap(p);
}

void block_under(struct block *b, const char *text)
{
	block_head(b);
	press_aligned(b->p, text, FACE_KAI, b->p->size, b->p->pitch, 0, 0);
	press_snap(b->p);
}

void block_to(struct block *b, const char *text)
{
	block_head(b);
	press_aligned(b->p, text, FACE_BODY, b->p->size, b->p->pitch, -1, 0);
}

/* Lines of a paragraph that stay with a signature, and the signature's own with the blank one before it. */
enum { SIGN_WITH = 2, SIGN_LINES = 3 };

static void paragraph(struct block *b, PangoLayout *l, const char *tag, bool signed_after)
{
	struct press *p = b->p;
	struct press_keep keep = {signed_after ? SIGN_WITH : 0, SIGN_LINES * p->pitch};
	if (p->zh)
		pango_layout_set_indent(l, (int)(2 * p->size * PANGO_SCALE));
	press_flow(p, l, AREA_LEFT, p->pitch, tag, keep);
	if (!p->zh)
		p->y += p->pitch / 2;
	g_object_unref(l);
}

/* The heading goes where its paragraph goes, and both where the signature goes. */
static void held_set(struct block *b, bool signed_after)
{
	PangoLayout *head = b->held_head, *l = b->held;
	double pitch = b->p->pitch, between = b->p->zh ? 0 : pitch / 2;
	b->held = b->held_head = NULL;
	if (head) {
		int lines = press_lines(head), with = l && press_lines(l) < SIGN_WITH ? press_lines(l) : SIGN_WITH;
		bool all = signed_after && l && press_lines(l) <= SIGN_WITH;
		if (lines < AREA_LINES / 2)
			press_room(b->p, (lines + with + (all ? SIGN_LINES : 0)) * pitch + between);
		paragraph(b, head, b->head_tag, false);
	}
	if (l)
		paragraph(b, l, "P", signed_after);
}

void block_para(struct block *b, const char *text)
{
	if (b->held || !b->held_head)
		block_head(b);
	b->people = false;
	b->held = press_set(b->p, text, FACE_BODY, b->p->size, AREA_WIDTH);
}

/* The heading's own face, for its part of the text. */
static void heading_face(struct press *p, PangoLayout *l, int level, size_t bytes)
{
	PangoAttrList *list = pango_attr_list_new();
	PangoAttribute *a = NULL;
	if (level <= 2 && p->zh)
		a = pango_attr_family_new(p->family[level == 1 ? FACE_HEI : FACE_KAI]);
	else if (!p->zh)
		a = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
	if (a) {
		a->start_index = 0;
		a->end_index = (guint)bytes;
		pango_attr_list_insert(list, a);
	}
	press_whole(list, pango_layout_get_text(l));
	pango_layout_set_attributes(l, list);
	pango_attr_list_unref(list);
}

static void heading_set(struct block *b, int level, const char *head, const char *text)
{
	struct press *p = b->p;
	PangoLayout *l = press_set(p, arena_printf(p->a, "%s%s%s", head, *text && !p->zh ? " " : "", text), FACE_BODY, p->size, AREA_WIDTH);
	heading_face(p, l, level, strlen(head));
	if (*text)
		paragraph(b, l, "P", false);
	else {
		b->held_head = l;
		b->head_tag = level == 1 ? "H2" : "H3";
	}
}

void block_level(struct block *b, int level, const char *head, const char *text)
{
	struct press *p = b->p;
	block_head(b);
	b->people = false;
	b->level[level - 1]++;
	for (int i = level; i < PRINT_LEVELS; i++)
		b->level[i] = 0;
	heading_set(b, level, arena_printf(p->a, "%s%s", words_level(p->a, p->zh, level, b->level), head), text);
}

void block_heading(struct block *b, const char *text)
{
	block_head(b);
	b->people = false;
	heading_set(b, 1, text, "");
}

/* -- attendance: the label, and names that hang under the first */

/* A short name is never divided at a line's end. */
static void keep_names(PangoLayout *l, const char *const *name, size_t n, size_t between)
{
	PangoAttrList *list = pango_attr_list_new();
	size_t at = 0;
	for (size_t i = 0; i < n; at += strlen(name[i++]) + between) {
		if (strlen(name[i]) > NAME_WHOLE_BYTES)
			continue;
		PangoAttribute *a = pango_attr_allow_breaks_new(FALSE);
		a->start_index = (guint)at;
		a->end_index = (guint)(at + strlen(name[i]));
		pango_attr_list_insert(list, a);
	}
	pango_layout_set_attributes(l, list);
	pango_attr_list_unref(list);
}

void block_people(struct block *b, const char *label, const char *const *name, size_t n)
{
	struct press *p = b->p;
	struct buf names;
	block_head(b);
	if (!b->people)
		p->y += p->pitch;
	b->people = true;
	buf_init(&names, 1024 * 1024);
	for (size_t i = 0; i < n; i++)
		buf_printf(&names, "%s%s", i == 0 ? "" : p->zh ? "、" : ", ", name[i]);
	PangoLayout *head = press_set(p, arena_printf(p->a, "%s%s", label, p->zh ? "：" : ": "), FACE_HEI, p->size, -1);
	double x = AREA_LEFT + (p->zh ? 2 * p->size : 0), width = press_width(p, head);
	PangoLayout *l = press_set(p, names.p, FACE_BODY, p->size, AREA_WIDTH - (x - AREA_LEFT) - width);
	keep_names(l, name, n, p->zh ? strlen("、") : 2);
	press_room(p, p->pitch);
	press_tag(p, "P");
	press_line(p, head, 0, x, p->y, p->pitch);
	press_flow(p, l, x + width, p->pitch, "P", (struct press_keep){0});
	if (!p->zh)
		p->y += p->pitch / 4;
	g_object_unref(head);
	g_object_unref(l);
	buf_free(&names);
}

/* -- signature: the day four characters from the right, the organ centred over it */

void block_sign(struct block *b, const char *organ, const char *day)
{
	struct press *p = b->p;
	held_set(b, true);
	block_head(b);
	b->people = false;
	p->y += p->pitch;
	press_room(p, 2 * p->pitch);
	PangoLayout *o = press_set(p, organ, FACE_BODY, p->size, -1), *d = press_set(p, day, FACE_BODY, p->size, -1);
	double right = AREA_LEFT + AREA_WIDTH, dx = right - 4 * p->size - press_width(p, d);
	double ox = dx + (press_width(p, d) - press_width(p, o)) / 2;
	if (ox + press_width(p, o) > right)
		ox = right - press_width(p, o);
	press_tag(p, "P");
	press_line(p, o, 0, ox < AREA_LEFT ? AREA_LEFT : ox, p->y, p->pitch);
	p->y += p->pitch;
	press_tag(p, "P");
	press_line(p, d, 0, dx, p->y, p->pitch);
	p->y += p->pitch;
	press_tag(p, NULL);
	g_object_unref(o);
	g_object_unref(d);
}

void block_small(struct block *b, const char *text)
{
	struct press *p = b->p;
	block_head(b);
	PangoLayout *l = press_set(p, text, FACE_BODY, SMALL_SIZE, AREA_WIDTH);
	p->y += p->pitch / 2;
	press_room(p, 3 * SMALL_PITCH);
	press_rule(p, AREA_LEFT, p->y, AREA_WIDTH / 3, 0.5, false);
	p->y += SMALL_PITCH / 2;
	press_flow(p, l, AREA_LEFT, SMALL_PITCH, "P", (struct press_keep){0});
	g_object_unref(l);
}

/* -- imprint: at the foot of the last page, which is an even one */

static PangoLayout *imprint_layout(struct press *p, const struct imprint *i)
{
	const char *text = i->pair ? i->label : arena_printf(p->a, "%s%s%s", i->label, p->zh ? "：" : ": ", i->text);
	PangoLayout *right = press_set(p, i->pair ? i->text : "", FACE_BODY, IMPRINT_SIZE, -1);
	double beside = i->pair ? press_width(p, right) + IMPRINT_SIZE : 0;
	PangoLayout *l = press_set(p, text, FACE_BODY, IMPRINT_SIZE, AREA_WIDTH - 2 * IMPRINT_SIZE - beside);
	g_object_unref(right);
	if (!i->pair)
		pango_layout_set_indent(l, (int)(-3 * IMPRINT_SIZE * PANGO_SCALE));
	return l;
}

static void imprint_line(struct press *p, const struct imprint *i, PangoLayout *l)
{
	double y = p->y;
	for (int k = 0; k < press_lines(l); k++, p->y += IMPRINT_PITCH)
		press_line(p, l, k, AREA_LEFT + IMPRINT_SIZE, p->y, IMPRINT_PITCH);
	if (!i->pair)
		return;
	PangoLayout *right = press_set(p, i->text, FACE_BODY, IMPRINT_SIZE, -1);
	press_line(p, right, 0, AREA_LEFT + AREA_WIDTH - IMPRINT_SIZE - press_width(p, right), y, IMPRINT_PITCH);
	g_object_unref(right);
}

void block_imprint(struct block *b)
{
	struct press *p = b->p;
	PangoLayout *l[sizeof b->imprint / sizeof *b->imprint];
	double height = 0;
	if (!b->imprints)
		return;
	for (int i = 0; i < b->imprints; i++) {
		l[i] = imprint_layout(p, &b->imprint[i]);
		height += press_lines(l[i]) * IMPRINT_PITCH;
	}
	press_room(p, height + p->pitch);
	if (p->page % 2)
		press_page(p);
	if (height < AREA_HEIGHT)
		p->y = AREA_BOTTOM - height;
	press_tag(p, "P");
	for (int i = 0; i < b->imprints; i++) {
		press_rule(p, AREA_LEFT, p->y, AREA_WIDTH, i == 0 ? RULE_FIRST : RULE_MIDDLE, false);
		imprint_line(p, &b->imprint[i], l[i]);
		g_object_unref(l[i]);
	}
	press_rule(p, AREA_LEFT, p->y, AREA_WIDTH, RULE_FIRST, false);
	press_tag(p, NULL);
}
