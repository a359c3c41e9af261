/* Laws: 1 the scale begins at 0; 2 nothing is told by colour alone: each value stands in
 * figures at its mark, as long as there is room. */
#include "chart.h"

enum { WIDTH = 640, HEIGHT = 220, LEFT = 12, TOP = 26, FOOT = 30, LABELS = 12 };

static int64_t highest(const struct chart *c)
{
	int64_t most = 1;
	for (size_t i = 0; i < c->n; i++)
		most = c->value[i] > most ? c->value[i] : most;
	return most;
}

static int step(const struct chart *c)
{
	return (WIDTH - 2 * LEFT) / (int)(c->n ? c->n : 1);
}

static int middle(const struct chart *c, size_t i)
{
	return LEFT + step(c) * (int)i + step(c) / 2;
}

static int level(const struct chart *c, int64_t value)
{
	return HEIGHT - FOOT - (int)(value * (HEIGHT - FOOT - TOP) / highest(c));
}

static void open(struct req *r, const struct chart *c)
{
	html(&r->out, "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n",
		WIDTH, HEIGHT, t(&r->out, c->title), LEFT, HEIGHT - FOOT, WIDTH - LEFT, HEIGHT - FOOT);
}

static void words(struct req *r, const struct chart *c, size_t i)
{
	size_t every = c->n / LABELS + 1;
	if (i % every == 0)
		html(&r->out, "<text x=\"%d\" y=\"%d\">%s</text>", middle(c, i), HEIGHT - 10, c->label[i]);
	if (i % every == 0 && c->value[i] >= 0)
		html(&r->out, "<text class=\"value\" x=\"%d\" y=\"%d\">%lld</text>", middle(c, i), level(c, c->value[i]) - 7, (long long)c->value[i]);
	html(&r->out, "\n");
}

void chart_columns(struct req *r, const struct chart *c)
{
	int wide = step(c) * 2 / 3;
	open(r, c);
	for (size_t i = 0; i < c->n; i++) {
		if (c->value[i] >= 0)
			html(&r->out, "<rect class=\"mark\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", middle(c, i) - wide / 2, level(c, c->value[i]), wide,
				HEIGHT - FOOT - level(c, c->value[i]));
		words(r, c, i);
	}
	html(&r->out, "</svg>\n");
}

void chart_line(struct req *r, const struct chart *c)
{
	open(r, c);
	for (size_t i = 0; i < c->n; i++) {
		if (i > 0 && c->value[i] >= 0 && c->value[i - 1] >= 0)
			html(&r->out, "<line class=\"way\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", middle(c, i - 1), level(c, c->value[i - 1]), middle(c, i), level(c, c->value[i]));
		if (c->value[i] >= 0)
			html(&r->out, "<circle class=\"mark\" cx=\"%d\" cy=\"%d\" r=\"4\"/>", middle(c, i), level(c, c->value[i]));
		words(r, c, i);
	}
	html(&r->out, "</svg>\n");
}
