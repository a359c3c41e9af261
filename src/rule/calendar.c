/* Law: see calendar.h. How: the texts become one table of every day, made
 * once. kind[], named[] answer for a day; rank[d] is the number of working days
 * up to and with d, work[k] the k-th of them (from 1), so that next, add and
 * count are one or two look-ups; soft[d] counts provisional days likewise.
 *
 * Invariants: work[rank[d]] <= d < work[rank[d] + 1]; rank and soft never
 * fall; the merged rows are in a total order of their content, never of the
 * order the texts came in. */
#include "calendar.h"

#include "../base/bug.h"
#include "../base/buf.h"
#include "../base/hash.h"
#include "calendar_fixed.h"
#include "calendar_text.h"

enum {
	DAYS = DAY_LAST - DAY_FIRST + 1,
	YEARS = CAL_YEAR_LAST - CAL_YEAR_FIRST + 1,
	OPEN_DECEMBER = 25,            /* from here on the next year's notice may reach back */
};

struct calendar {
	unsigned char rest[DAYS];
	uint16_t named[DAYS];          /* 1 + index into merged, or 0 */
	int32_t rank[DAYS], soft[DAYS];
	day_t work[DAYS + 2];
	const struct cal_row *merged;
	size_t rows;
	bool published[YEARS + 1];     /* one more: the year after the last */
	int first_year, last_year;
	char version[13];
};

/* A row and the order of its notice. */
struct claim {
	struct cal_row row;
	day_t since;
	int year;
};

static void merge(struct arena *a, struct calendar *c, struct claim *claim, size_t n);
static void fill(struct calendar *c);
static void seal(struct calendar *c);

struct calendar *calendar_parse(struct arena *a, const struct cal_text *texts, size_t n,
	struct cal_error *err)
{
	struct cal_sheet *sheet = arena_make_n(a, struct cal_sheet, n);
	size_t rows = 0, at = 0;
	for (size_t i = 0; i < n; i++) {
		if (!calendar_sheet_parse(a, &texts[i], &sheet[i], err))
			return NULL;
		if (i > 0 && memcmp(sheet[i].country, sheet[0].country, 3) != 0) {
			*err = (struct cal_error){texts[i].file, 1, "the texts are of different countries"};
			return NULL;
		}
		rows += sheet[i].rows;
	}
	if (rows >= UINT16_MAX) {
		*err = (struct cal_error){texts[n - 1].file, 1, "too many days in all the texts"};
		return NULL;
	}
	struct calendar *c = arena_make(a, struct calendar);
	struct claim *claim = arena_make_n(a, struct claim, rows);
	for (size_t i = 0; i < n; i++) {
		const struct cal_sheet *s = &sheet[i];
		c->published[s->year - CAL_YEAR_FIRST] = true;
		for (size_t k = 0; k < s->rows; k++, at++) {
			day_t day = s->row[k].notice->day;
			claim[at] = (struct claim){s->row[k],
				day == DAY_NONE ? day_of(s->year - 1, 11, 1) : day, s->year};
		}
	}
	merge(a, c, claim, rows);
	fill(c);
	seal(c);
	return c;
}

const char *calendar_version(const struct calendar *c)
{
	return c->version;
}

static size_t place(day_t d)
{
	must(d >= DAY_FIRST && d <= DAY_LAST);
	return (size_t)(d - DAY_FIRST);
}

struct cal_day calendar_day(const struct calendar *c, day_t d)
{
	size_t i = place(d);
	struct cal_day out = {.kind = c->rest[i] ? DAY_REST : DAY_WORK, .name = ""};
	out.provisional = c->soft[i] > (i > 0 ? c->soft[i - 1] : 0);
	if (c->named[i]) {
		const struct cal_row *row = &c->merged[c->named[i] - 1];
		out.named = true;
		out.name = row->name;
		out.notice = row->notice;
	} else if (out.provisional && !calendar_year_published(c, day_ymd(d).year)) {
		const char *name = calendar_fixed_day(d);
		out.name = name ? name : "";
	}
	return out;
}

bool calendar_is_work(const struct calendar *c, day_t d)
{
	return !c->rest[place(d)];
}

bool calendar_year_published(const struct calendar *c, int year)
{
	return year >= CAL_YEAR_FIRST && year <= CAL_YEAR_LAST && c->published[year - CAL_YEAR_FIRST];
}

day_t calendar_next_work(const struct calendar *c, day_t d)
{
	size_t i = place(d);
	return c->rest[i] ? c->work[c->rank[i] + 1] : d;
}

day_t calendar_add_work(const struct calendar *c, day_t d, int n)
{
	must(n >= 0);
	size_t i = place(d);
	if (n == 0)
		return d;
	return n > c->rank[DAYS - 1] - c->rank[i] ? DAY_NONE : c->work[c->rank[i] + n];
}

int calendar_count_work(const struct calendar *c, day_t from, day_t to)
{
	return c->rank[place(to)] - c->rank[place(from)];
}

int calendar_count_provisional(const struct calendar *c, day_t from, day_t to)
{
	return c->soft[place(to)] - c->soft[place(from)];
}

int calendar_first_year(const struct calendar *c)
{
	return c->first_year;
}

int calendar_last_year(const struct calendar *c)
{
	return c->last_year;
}

/* -- merging -- */

static int order(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

/* Total on content: only rows that say the same of the same day are equal. */
static int by_claim(const void *x, const void *y)
{
	const struct claim *a = x, *b = y;
	int o = order(a->row.day, b->row.day);
	o = o ? o : order(a->since, b->since);
	o = o ? o : order(a->year, b->year);
	o = o ? o : order(a->row.notice->day, b->row.notice->day);
	o = o ? o : strcmp(a->row.notice->url, b->row.notice->url);
	o = o ? o : strcmp(a->row.notice->title, b->row.notice->title);
	o = o ? o : order(a->row.kind, b->row.kind);
	o = o ? o : strcmp(a->row.name, b->row.name);
	return o ? o : strcmp(a->row.notice->key, b->row.notice->key);
}

static void merge(struct arena *a, struct calendar *c, struct claim *claim, size_t n)
{
	struct cal_row *out = arena_make_n(a, struct cal_row, n);
	qsort(claim, n, sizeof *claim, by_claim);
	for (size_t i = 0; i < n; i++)
		if (i + 1 == n || claim[i + 1].row.day != claim[i].row.day)
			out[c->rows++] = claim[i].row;
	c->merged = out;
	for (size_t i = 0; i < c->rows; i++) {
		c->named[place(out[i].day)] = (uint16_t)(i + 1);
		c->rest[place(out[i].day)] = out[i].kind == DAY_REST;
	}
}

static bool is_soft(const struct calendar *c, size_t i, struct ymd t)
{
	if (c->named[i])
		return false;
	if (!c->published[t.year - CAL_YEAR_FIRST])
		return true;
	return t.month == 12 && t.day >= OPEN_DECEMBER && !c->published[t.year + 1 - CAL_YEAR_FIRST];
}

static void fill(struct calendar *c)
{
	int works = 0, softs = 0;
	for (int y = YEARS - 1; y >= 0; y--)
		if (c->published[y])
			c->first_year = y + CAL_YEAR_FIRST;
	for (int y = 0; y < YEARS; y++)
		if (c->published[y])
			c->last_year = y + CAL_YEAR_FIRST;
	c->work[0] = DAY_NONE;
	for (size_t i = 0; i < DAYS; i++) {
		day_t d = DAY_FIRST + (day_t)i;
		struct ymd t = day_ymd(d);
		bool published = c->published[t.year - CAL_YEAR_FIRST];
		if (!c->named[i])
			c->rest[i] = day_weekday(d) >= 6 || (!published && calendar_fixed_day(d));
		softs += is_soft(c, i, t);
		c->soft[i] = softs;
		if (!c->rest[i])
			c->work[++works] = d;
		c->rank[i] = works;
	}
	c->work[works + 1] = DAY_NONE;
}

static void hash_text(struct sha256_state *s, const char *text)
{
	sha256_add(s, text, strlen(text) + 1);
}

static void seal(struct calendar *c)
{
	struct sha256_state s;
	char day[11], hex[65];
	sha256_init(&s);
	for (int y = 0; y < YEARS; y++)
		sha256_add(&s, c->published[y] ? "1" : "0", 1);
	for (size_t i = 0; i < c->rows; i++) {
		const struct cal_row *r = &c->merged[i];
		hash_text(&s, day_text(r->day, day));
		hash_text(&s, r->kind == DAY_REST ? "rest" : "work");
		hash_text(&s, r->name);
		hash_text(&s, r->notice->title);
		hash_text(&s, day_text(r->notice->day, day));
		hash_text(&s, r->notice->url);
	}
	struct sha256 h = sha256_end(&s);
	memcpy(c->version, sha256_hex(&h, hex), 12);
	c->version[12] = '\0';
}
