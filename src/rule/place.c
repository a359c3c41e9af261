/* Laws: 1 a file is taken whole or refused; 2 bounds stand once and enclose something;
 * 3 every place lies inside the bounds; 4 no name twice, no floating point. */
#include "place.h"

#include "calendar_line.h"

enum { DECIMALS = 6 };

/* Digits with at most six decimals, a minus before them or not, at most 180 degrees. */
static bool degrees(struct str s, int64_t *out)
{
	bool minus = s.n > 0 && s.p[0] == '-';
	struct str fraction = minus ? str_from(s, 1) : s, whole = str_cut(&fraction, '.');
	int64_t n, f = 0;
	if (whole.n == 0 || whole.n > 3 || whole.p[0] == '-' || !str_i64(whole, &n))
		return false;
	if (fraction.p && (fraction.n == 0 || fraction.n > DECIMALS || fraction.p[0] == '-' || !str_i64(fraction, &f)))
		return false;
	for (size_t i = fraction.p ? fraction.n : DECIMALS; i < DECIMALS; i++)
		f *= 10;
	n = n * DEGREE + f;
	*out = minus ? -n : n;
	return n <= 180 * (int64_t)DEGREE;
}

/* What stands between the two numbers: a comma or a blank, also those of Chinese type. */
static size_t separator(struct str s)
{
	static const char *const all[] = {" ", ",", "\xEF\xBC\x8C", "\xE3\x80\x80", "\xE3\x80\x81"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_starts(s, all[i]))
			return strlen(all[i]);
	return 0;
}

static struct str number(struct str *rest)
{
	size_t n = 0, gap;
	while (rest->n && (gap = separator(*rest)) > 0)
		*rest = str_from(*rest, gap);
	while (n < rest->n && separator(str_from(*rest, n)) == 0)
		n++;
	struct str out = str_head(*rest, n);
	*rest = str_from(*rest, n);
	return out;
}

bool spot_parse(struct str s, struct spot *out)
{
	struct str rest = str_trim(s), lat = number(&rest), lon = number(&rest);
	return number(&rest).n == 0 && degrees(lat, &out->lat) && degrees(lon, &out->lon);
}

static bool inside(const struct gazetteer *p, int64_t lat, int64_t lon)
{
	return lat >= p->south_west.lat && lat <= p->north_east.lat && lon >= p->south_west.lon && lon <= p->north_east.lon;
}

enum spot_fault spot_judge(const struct gazetteer *p, struct spot s)
{
	if (inside(p, s.lat, s.lon))
		return SPOT_FINE;
	return inside(p, s.lon, s.lat) ? SPOT_SWAPPED : SPOT_OUTSIDE;
}

const char *degree_text(struct arena *a, int64_t millionths)
{
	int64_t n = millionths < 0 ? -millionths : millionths;
	char *text = arena_printf(a, "%s%lld.%06lld", millionths < 0 ? "-" : "", (long long)(n / DEGREE), (long long)(n % DEGREE));
	size_t end = strlen(text);
	while (text[end - 1] == '0' && text[end - 2] != '.')
		text[--end] = 0;
	return text;
}

const char *spot_text(struct arena *a, struct spot s)
{
	return arena_printf(a, "%s, %s", degree_text(a, s.lat), degree_text(a, s.lon));
}

/* -- the file */

struct gazetteer places_default(void)
{
	return (struct gazetteer){{-90 * (int64_t)DEGREE, -180 * (int64_t)DEGREE}, {90 * (int64_t)DEGREE, 180 * (int64_t)DEGREE}, false, NULL, 0};
}

static bool point(struct str *rest, struct spot *out)
{
	struct str lat, lon;
	return line_word(rest, &lat) && line_word(rest, &lon) && degrees(lat, &out->lat) && degrees(lon, &out->lon) &&
		out->lat >= -90 * (int64_t)DEGREE && out->lat <= 90 * (int64_t)DEGREE;
}

static const char *read_bounds(struct str rest, struct gazetteer *out)
{
	if (out->bounded)
		return "the bounds stand a second time";
	if (!point(&rest, &out->south_west) || !point(&rest, &out->north_east) || !line_done(rest))
		return "a row is: bounds SOUTH WEST NORTH EAST";
	if (out->south_west.lat >= out->north_east.lat || out->south_west.lon >= out->north_east.lon)
		return "the bounds enclose nothing: south and west stand first";
	out->bounded = true;
	return NULL;
}

static bool named_before(const struct gazetteer *p, struct str en, struct str zh)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_is(en, p->place[i].name[LANG_EN]) || str_is(zh, p->place[i].name[LANG_ZH]))
			return true;
	return false;
}

static const char *read_place(struct arena *a, struct str rest, struct gazetteer *out)
{
	struct str en, zh;
	struct spot at;
	if (!line_pair(&rest, &en, &zh) || !point(&rest, &at) || !line_done(rest))
		return "a row is: place en \"...\" zh \"...\" LATITUDE LONGITUDE";
	if (!out->bounded)
		return "the bounds stand before the places";
	if (!inside(out, at.lat, at.lon))
		return "the place lies outside the bounds (latitude stands first)";
	if (named_before(out, en, zh))
		return "this place stands a second time";
	if (out->n == PLACES)
		return "too many places";
	out->place[out->n++] = (struct landmark){.name = {[LANG_EN] = arena_cstr(a, en), [LANG_ZH] = arena_cstr(a, zh)}, .at = at};
	return NULL;
}

static const char *read_row(struct arena *a, struct str line, void *into)
{
	struct str word;
	if (!line_word(&line, &word) || (!str_is(word, "bounds") && !str_is(word, "place")))
		return "a row begins with bounds or place";
	return str_is(word, "bounds") ? read_bounds(line, into) : read_place(a, line, into);
}

bool places_parse(struct arena *a, const char *file, struct str text, struct gazetteer *out, struct rule_error *err)
{
	int n;
	*out = places_default();
	out->place = arena_make_n(a, struct landmark, PLACES);
	const char *why = line_each(a, text, read_row, out, &n);
	if (!why && !out->bounded)
		why = "the bounds are missing";
	if (why)
		*err = (struct rule_error){file, n, why};
	return !why;
}
