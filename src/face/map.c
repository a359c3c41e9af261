/* Laws: 1 the table says all that the picture shows, the picture nothing besides; 2 nothing
 * is told by colour alone; 3 no marker covers another: what would is one marker, and leads
 * to the rows it stands for; 4 whole numbers only: a unit of the picture is so many
 * millionths of a degree of latitude. */
#include "map.h"

#include "../base/utf8.h"
#include "web_staff.h"

enum {
	WIDTH = 360, LOW = 240, HIGH = 420, FOOT = 34, /* of the picture; strip below the frame for degrees and scale */
	HALF = 12, NEAR_X = 40, NEAR_Y = 28,           /* a marker's half; nearer than this two are one */
	LEAST_SPAN = 80000,                            /* at least so many millionths across */
	MARGIN = 14,                                   /* per cent on each side */
	GRID_LINES = 5, SCALE_MOST = 110,
	WIDE_CHAR = 11, NARROW_CHAR = 6, NAME_HIGH = 12,
	BOXES = 400,
};

struct box { int64_t x, y, w, h; };
/* shown: the marker at x, y stands for the points from first on. */
struct marker { int64_t x, y; size_t first, n; };

struct view {
	struct spot low, high;         /* what is shown, at least */
	int64_t cosine;                /* of the middle's latitude, in millionths */
	int64_t per;                   /* millionths of latitude in one unit */
	int height;                    /* of the frame */
	struct box box[BOXES]; size_t boxes;           /* taken: nothing is written over it */
};

/* Bhaskara's approximation, good to two thousandths: enough for a drawing. */
static int64_t cosine(int64_t lat)
{
	int64_t thousandths = lat / 1000, square = thousandths * thousandths, turn = INT64_C(32400000000);
	return (turn - 4 * square) * DEGREE / (turn + square);
}

/* -- what is shown */

static void widen(struct view *v, struct spot s)
{
	v->low.lat = s.lat < v->low.lat ? s.lat : v->low.lat;
	v->low.lon = s.lon < v->low.lon ? s.lon : v->low.lon;
	v->high.lat = s.lat > v->high.lat ? s.lat : v->high.lat;
	v->high.lon = s.lon > v->high.lon ? s.lon : v->high.lon;
}

static struct spot middle(const struct view *v)
{
	return (struct spot){(v->low.lat + v->high.lat) / 2, (v->low.lon + v->high.lon) / 2};
}

static bool shown(const struct view *v, struct spot s)
{
	return s.lat >= v->low.lat && s.lat <= v->high.lat && s.lon >= v->low.lon && s.lon <= v->high.lon;
}

/* A picture without a name tells nobody where it is: the nearest one comes in. */
static void widen_to_a_name(struct view *v, const struct gazetteer *p)
{
	int64_t least = INT64_MAX;
	struct spot nearest = middle(v);
	for (size_t i = 0; i < p->n; i++) {
		int64_t up = p->place[i].at.lat - middle(v).lat, across = (p->place[i].at.lon - middle(v).lon) * v->cosine / DEGREE;
		if (shown(v, p->place[i].at))
			return;
		if (up * up + across * across < least) {
			least = up * up + across * across;
			nearest = p->place[i].at;
		}
	}
	widen(v, nearest);
}

static void leave_margin(struct view *v, int64_t least)
{
	int64_t up = (v->high.lat - v->low.lat) * MARGIN / 100, across = (v->high.lon - v->low.lon) * MARGIN / 100;
	int64_t lack_up = (least - (v->high.lat - v->low.lat)) / 2, lack_across = (least * DEGREE / v->cosine - (v->high.lon - v->low.lon)) / 2;
	up = up > lack_up ? up : lack_up;
	across = across > lack_across ? across : lack_across;
	v->low = (struct spot){v->low.lat - up, v->low.lon - across};
	v->high = (struct spot){v->high.lat + up, v->high.lon + across};
}

static struct view *view_of(struct req *r, const struct map_point *p, size_t n)
{
	struct view *v = arena_make(r->arena, struct view);
	v->low = v->high = p[0].at;
	for (size_t i = 1; i < n; i++)
		widen(v, p[i].at);
	v->cosine = cosine(middle(v).lat);
	v->cosine = v->cosine < DEGREE / 20 ? DEGREE / 20 : v->cosine; /* at the poles */
	leave_margin(v, LEAST_SPAN);
	widen_to_a_name(v, &r->city->places);
	leave_margin(v, 0);
	int64_t wide = (v->high.lon - v->low.lon) * v->cosine / DEGREE, high = v->high.lat - v->low.lat, fit = wide ? WIDTH * high / wide : HIGH;
	v->height = (int)(fit < LOW ? LOW : fit > HIGH ? HIGH : fit);
	int64_t by_width = wide / WIDTH + 1, by_height = high / v->height + 1;
	v->per = by_width > by_height ? by_width : by_height;
	return v;
}

static int64_t at_x(const struct view *v, int64_t lon)
{
	return WIDTH / 2 + (lon - middle(v).lon) * v->cosine / DEGREE / v->per;
}

static int64_t at_y(const struct view *v, int64_t lat)
{
	return v->height / 2 - (lat - middle(v).lat) / v->per;
}

/* -- markers */

static bool near(const struct marker *k, int64_t x, int64_t y)
{
	return llabs(k->x - x) < NEAR_X && llabs(k->y - y) < NEAR_Y;
}

/* Puts the points into the order of their markers. */
static size_t gather(struct req *r, const struct view *v, struct map_point *p, size_t n, struct marker **out)
{
	struct marker *k = arena_make_n(r->arena, struct marker, n);
	struct map_point *left = arena_make_n(r->arena, struct map_point, n);
	size_t markers = 0, done = 0, rest;
	for (rest = n; rest > 0; markers++) {
		size_t kept = 0;
		memcpy(left, p + done, rest * sizeof *p);
		k[markers] = (struct marker){at_x(v, left[0].at.lon), at_y(v, left[0].at.lat), done, 0};
		for (size_t i = 0; i < rest; i++) {
			if (near(&k[markers], at_x(v, left[i].at.lon), at_y(v, left[i].at.lat)))
				p[done + k[markers].n++] = left[i];
			else
				left[kept++] = left[i];
		}
		done += k[markers].n;
		memcpy(p + done, left, kept * sizeof *p);
		rest = kept;
	}
	*out = k;
	return markers;
}

static void draw_shape(struct req *r, enum map_shape s, int64_t x, int64_t y)
{
	long long at_x = (long long)x, at_y = (long long)y;
	if (s == MAP_DONE)
		html(&r->out, "<circle class=\"done\" cx=\"%lld\" cy=\"%lld\" r=\"%d\"/>", at_x, at_y, HALF);
	else if (s == MAP_OPEN)
		html(&r->out, "<rect class=\"open\" x=\"%lld\" y=\"%lld\" width=\"%d\" height=\"%d\"/>", at_x - HALF, at_y - HALF, 2 * HALF, 2 * HALF);
	else
		html(&r->out, "<path class=\"late\" d=\"M%lld %lldl16 28h-32z\"/>", at_x, at_y - 18);
}

static void draw_cluster(struct req *r, int64_t x, int64_t y)
{
	html(&r->out, "<rect class=\"cluster\" x=\"%lld\" y=\"%lld\" width=\"%d\" height=\"%d\" rx=\"11\"/>", (long long)x - 18, (long long)y - 11, 36, 22);
}

static struct url row_address(struct req *r, size_t number)
{
	return url_make(r->arena, "#map-%zu", number);
}

/* What a marker of several stands for: "1, 4, 7". */
static const char *labels(struct req *r, const struct map *m, const struct marker *k)
{
	const char *all = m->point[k->first].label;
	for (size_t i = k->first + 1; i < k->first + k->n; i++)
		all = arena_printf(r->arena, "%s, %s", all, m->point[i].label);
	return all;
}

static void draw_marker(struct req *r, const struct map *m, const struct marker *k)
{
	struct out *o = &r->out;
	const struct map_point *p = &m->point[k->first];
	const char *label = p->label ? p->label : staff_number(r, (int64_t)k->first + 1), *name = arena_printf(r->arena, "%s. %s", label, p->title);
	if (k->n > 1) {
		label = p->label ? arena_printf(r->arena, "%zu×", k->n) : arena_printf(r->arena, "%s–%zu", label, k->first + k->n);
		name = t(o, T_MAP_CLUSTER_OF(p->label ? labels(r, m, k) : label, staff_number(r, (int64_t)k->n)));
	}
	html(o, "<a ");
	html_url(o, "href", k->n > 1 && !p->label ? row_address(r, k->first + 1) : p->href);
	html(o, " aria-label=\"%s\"><title>%s</title>", name, name);
	if (k->n > 1)
		draw_cluster(r, k->x, k->y);
	else
		draw_shape(r, p->shape, k->x, k->y);
	html(o, "<text class=\"number\" x=\"%lld\" y=\"%lld\">%s</text></a>\n", (long long)k->x, (long long)k->y + 4, label);
}

/* -- degrees, names and scale */

static int64_t step_of(const struct view *v)
{
	static const int64_t steps[] = {1000, 2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000, 1000000, 2000000, 5000000, 10000000, 30000000};
	int64_t span = WIDTH * v->per * DEGREE / v->cosine;
	size_t i = 0;
	while (i + 1 < sizeof steps / sizeof *steps && span / steps[i] > GRID_LINES)
		i++;
	return steps[i];
}

/* The first multiple of step that is not before n. */
static int64_t multiple(int64_t n, int64_t step)
{
	int64_t down = n / step * step;
	return down < n ? down + step : down;
}

static const char *degree_name(struct req *r, int64_t n, const char *plus, const char *minus)
{
	return arena_printf(r->arena, "%s°%s", degree_text(r->arena, llabs(n)), n < 0 ? minus : plus);
}

static void draw_grid(struct req *r, const struct view *v)
{
	struct out *o = &r->out;
	int64_t step = step_of(v), half_up = v->height / 2 * v->per, half_across = WIDTH / 2 * v->per * DEGREE / v->cosine;
	for (int64_t lat = multiple(middle(v).lat - half_up, step); lat < middle(v).lat + half_up; lat += step) {
		int y = (int)at_y(v, lat);
		html(o, "<line class=\"grid\" x1=\"0\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/><text class=\"degree\" x=\"3\" y=\"%d\">%s</text>\n", y, WIDTH, y, y - 3, degree_name(r, lat, "N", "S"));
	}
	for (int64_t lon = multiple(middle(v).lon - half_across, step); lon < middle(v).lon + half_across; lon += step) {
		int x = (int)at_x(v, lon);
		html(o, "<line class=\"grid\" x1=\"%d\" y1=\"0\" x2=\"%d\" y2=\"%d\"/>", x, x, v->height);
		if (x > 22 && x < WIDTH - 22)
			html(o, "<text class=\"degree middle\" x=\"%d\" y=\"%d\">%s</text>\n", x, v->height + 13, degree_name(r, lon, "E", "W"));
	}
	html(o, "<rect class=\"frame\" x=\"0\" y=\"0\" width=\"%d\" height=\"%d\"/>\n", WIDTH, v->height);
}

static bool take_box(struct view *v, struct box b)
{
	if (b.x < 0 || b.y < 0 || b.x + b.w > WIDTH || b.y + b.h > v->height || v->boxes == BOXES)
		return false;
	for (size_t i = 0; i < v->boxes; i++) {
		const struct box *c = &v->box[i];
		if (b.x < c->x + c->w && c->x < b.x + b.w && b.y < c->y + c->h && c->y < b.y + b.h)
			return false;
	}
	v->box[v->boxes++] = b;
	return true;
}

static int64_t width_of(const char *name)
{
	struct str rest = str_of(name);
	int64_t w = 0;
	while (rest.n)
		w += utf8_next(&rest) >= 0x2E80 ? WIDE_CHAR : NARROW_CHAR;
	return w;
}

/* Behind its dot or before it, past a marker that covers the dot; where there is no room, the dot alone. */
static void draw_name(struct req *r, struct view *v, const struct landmark *p)
{
	int64_t x = at_x(v, p->at.lon), y = at_y(v, p->at.lat), w = width_of(p->name[r->lang]);
	if (x < 0 || x > WIDTH || y < 0 || y > v->height)
		return;
	html(&r->out, "<circle class=\"dot\" cx=\"%lld\" cy=\"%lld\" r=\"2\"/>", (long long)x, (long long)y);
	for (int try = 0; try < 4; try++) {
		bool before = try % 2 == 1;
		int64_t gap = try < 2 ? 4 : 2 * HALF;
		if (!take_box(v, (struct box){before ? x - gap - w : x + gap, y - NAME_HIGH / 2, w, NAME_HIGH}))
			continue;
		html(&r->out, "<text class=\"name%s\" x=\"%lld\" y=\"%lld\">%s</text>\n", before ? " before" : "", (long long)(before ? x - gap : x + gap), (long long)y + 4, p->name[r->lang]);
		return;
	}
}

/* The longest round length that fits. 0.11132 metres are a millionth of a degree. */
static void draw_scale(struct req *r, const struct view *v)
{
	static const int64_t lengths[] = {500000, 200000, 100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100};
	int64_t units = 0, metres = 0;
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		metres = lengths[i];
		units = metres * 100000 / (v->per * 11132);
		if (units <= SCALE_MOST)
			break;
	}
	int y = v->height + FOOT - 6;
	html(&r->out, "<path class=\"scale\" d=\"M1 %dv6h%lldv-6\"/><text class=\"degree\" x=\"%lld\" y=\"%d\">%s</text>\n", y - 4, (long long)units, (long long)units + 6, y + 3,
		t(&r->out, metres < 1000 ? T_MAP_METRES(staff_number(r, metres)) : T_MAP_SCALE(staff_number(r, metres / 1000))));
}

static void open_drawing(struct req *r, const struct view *v, const char *role, struct msg title)
{
	html(&r->out, "<svg class=\"map\" viewBox=\"-1 -1 %d %d\" role=\"%s\" aria-label=\"%s\">\n", WIDTH + 2, v->height + FOOT + 2, role, t(&r->out, T_MAP_IS_DRAWN(t(&r->out, title))));
}

static void draw_ground(struct req *r, struct view *v, const struct marker *k, size_t n)
{
	draw_grid(r, v);
	for (size_t i = 0; i < n; i++) {
		int64_t half = k[i].n > 1 ? 18 : HALF + 2;
		take_box(v, (struct box){k[i].x - half, k[i].y - HALF - 4, 2 * half, 2 * HALF + 4});
	}
	for (size_t i = 0; i < r->city->places.n; i++)
		draw_name(r, v, &r->city->places.place[i]);
	draw_scale(r, v);
}

/* -- beside the picture */

static void show_key(struct req *r, int shape, struct msg words)
{
	html(&r->out, "<li><svg class=\"map key\" viewBox=\"0 0 38 34\" aria-hidden=\"true\">");
	if (shape < MAP_SHAPES)
		draw_shape(r, (enum map_shape)shape, 19, shape == MAP_LATE ? 21 : 17);
	else
		draw_cluster(r, 19, 17);
	html(&r->out, "</svg> %s</li>\n", t(&r->out, words));
}

static void show_legend(struct req *r, const struct map *m, const struct marker *k, size_t n)
{
	bool alone[MAP_SHAPES] = {false}, together = false;
	for (size_t i = 0; i < n; i++)
		*(k[i].n > 1 ? &together : &alone[m->point[k[i].first].shape]) = true;
	html(&r->out, "<ul class=\"legend\">\n");
	for (int s = 0; s < MAP_SHAPES; s++)
		if (alone[s])
			show_key(r, s, m->shape[s]);
	if (together)
		show_key(r, MAP_SHAPES, T_MAP_CLUSTER);
	html(&r->out, "</ul>\n<p class=\"note\">%s</p>\n", t(&r->out, T_MAP_NAMES_ARE));
}

void map_link(struct req *r, struct spot at)
{
	staff_link(r, url_make(r->arena, "geo:%s,%s", degree_text(r->arena, at.lat), degree_text(r->arena, at.lon)), spot_text(r->arena, at));
}

static void show_row(struct req *r, const struct map *m, size_t i)
{
	static const char *const looks[MAP_SHAPES] = {[MAP_DONE] = "calm", [MAP_OPEN] = "void", [MAP_LATE] = "late"};
	const struct map_point *p = &m->point[i];
	struct out *o = &r->out;
	html(o, "<tr id=\"map-%zu\"><th scope=\"row\" class=\"long\">%zu. ", i + 1, i + 1);
	staff_link(r, p->href, p->title);
	html(o, "</th><td data-label=\"%s\">%s</td><td data-label=\"%s\">", t(o, field_label(F_WHEREABOUTS)), p->place, t(o, T_MAP_POINT));
	map_link(r, p->at);
	html(o, "</td><td data-label=\"%s\">", t(o, T_LIST_STATE));
	part_tag(r, looks[p->shape], m->shape[p->shape]);
	html(o, "%s</td></tr>\n", p->state);
}

static void show_table(struct req *r, const struct map *m)
{
	const struct msg heads[] = {T_MAP_NO, field_label(F_WHEREABOUTS), T_MAP_POINT, T_LIST_STATE};
	staff_table_begin(r, T_MAP_LIST_OF);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < m->n; i++)
		show_row(r, m, i);
	staff_table_end(r);
}

void map_show(struct req *r, struct map *m)
{
	if (m->n == 0)
		return;
	map_picture(r, m);
	show_table(r, m);
}

void map_picture(struct req *r, struct map *m)
{
	struct marker *k;
	if (m->n == 0)
		return;
	struct view *v = view_of(r, m->point, m->n);
	size_t n = gather(r, v, m->point, m->n, &k);
	open_drawing(r, v, "group", m->title);
	draw_ground(r, v, k, n);
	for (size_t i = 0; i < n; i++)
		draw_marker(r, m, &k[i]);
	html(&r->out, "</svg>\n");
	show_legend(r, m, k, n);
}

void map_spot(struct req *r, struct msg title, struct spot at)
{
	struct map_point p = {.at = at};
	struct view *v = view_of(r, &p, 1);
	struct marker k = {at_x(v, at.lon), at_y(v, at.lat), 0, 1};
	open_drawing(r, v, "img", title);
	draw_ground(r, v, &k, 1);
	html(&r->out, "<circle class=\"here\" cx=\"%lld\" cy=\"%lld\" r=\"7\"/><circle class=\"core\" cx=\"%lld\" cy=\"%lld\" r=\"2\"/></svg>\n", (long long)k.x, (long long)k.y, (long long)k.x, (long long)k.y);
}
