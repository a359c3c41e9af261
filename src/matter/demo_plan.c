/* Which matters there will be. Laws: 1 every beginning of every story is
 * played once, ending within the last days, so that every state it passes is
 * held today; 2 `count` more walk the whole story at times in the last year;
 * 3 nothing is planned for today or later; 4 staff acts on working days. */
#include "demo_parts.h"

#include "../base/bug.h"

enum { PLANS_MAX = 2000, RECENT_DAYS = 3, SPREAD_DAYS = 220, ANCHOR_DAYS = 150, ENGLISH_PERCENT = 35 };

struct planning {
	struct arena *a;
	const struct city *city;
	const struct demo_data *d;
	const struct demo_places *p;
	day_t today;
	struct demo_plans *out;
	uint64_t random;
};

/* splitmix64: the same everywhere. */
uint32_t demo_random(uint64_t *state, uint32_t below)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return (uint32_t)((z ^ (z >> 31)) % below);
}

static bool by_staff(const struct demo_step *s)
{
	return s->who != 'p' && s->who != '-';
}

/* The days of the first n steps from a start; the last of them. */
static day_t schedule(const struct planning *g, const struct demo_story *s, size_t n, day_t start, day_t *day)
{
	day_t at = start;
	for (size_t i = 0; i < n; i++) {
		at += s->step[i].gap;
		while (by_staff(&s->step[i]) && !calendar_is_work(g->city->calendar, at))
			at++;
		day[i] = at;
	}
	return at;
}

static int length_of(const struct demo_story *s, size_t n)
{
	int days = 0;
	for (size_t i = 0; i < n; i++)
		days += s->step[i].gap;
	return days;
}

/* The unit below that a topic has in a district, with the district's bureau; false: none. */
static bool go_below(struct planning *g, struct demo_plan *p)
{
	size_t found = 0;
	const char *below[DEMO_BELOW];
	for (size_t i = 0; i < p->topic->belows; i++)
		if (strchr(p->topic->below[i], '-'))
			below[found++] = p->topic->below[i];
	if (!found)
		return false;
	p->unit = below[demo_random(&p->random, (uint32_t)found)];
	const char *district = arena_printf(g->a, "%.*s", (int)strcspn(p->unit, "-"), p->unit);
	bool down = cstr_eq(p->story->site, "down");
	p->bureau = down ? "xfj" : arena_printf(g->a, "%s-xf", district);
	const char *cg = arena_printf(g->a, "%s-cg", district), *zj = arena_printf(g->a, "%s-zj", district);
	p->other = down ? district : cstr_eq(p->unit, cg) ? zj : cg;
	return true;
}

static void place_units(struct planning *g, struct demo_plan *p)
{
	const char *site = p->story->site;
	bool below = cstr_eq(site, "down") || (cstr_eq(site, "any") && demo_random(&p->random, 3) == 0);
	if (below && go_below(g, p))
		return;
	p->unit = p->topic->unit;
	if (p->topic->belows && !strchr(p->topic->below[0], '-') && demo_random(&p->random, 2))
		p->unit = p->topic->below[0];
	p->bureau = cstr_eq(site, "unit") ? p->unit : cstr_eq(p->story->procedure, "hotline") ? "rx" : "xfj";
	p->other = cstr_eq(p->topic->unit, "cgj") ? "zjj" : "cgj";
}

static bool topic_fits(const struct demo_story *s, const struct demo_topic *t)
{
	bool registers_itself = cstr_eq(t->unit, "zjj") || cstr_eq(t->unit, "rsj");
	if (s->class_ ? !cstr_eq(t->class_, s->class_) : cstr_eq(t->class_, "accusation"))
		return false;
	if (cstr_eq(s->site, "unit"))
		return registers_itself;
	return !cstr_eq(s->site, "down") || (t->belows && strchr(t->below[0], '-'));
}

static const struct demo_topic *choose_topic(struct planning *g, struct demo_plan *p)
{
	const struct demo_topic *fits[100];
	uint32_t n = 0;
	for (size_t i = 0; i < g->d->topics && n < 100; i++)
		if (topic_fits(p->story, &g->d->topic[i]))
			fits[n++] = &g->d->topic[i];
	must(n > 0);
	return fits[demo_random(&p->random, n)];
}

/* In the unit's own district where it has one. */
static const struct demo_area *choose_area(struct planning *g, struct demo_plan *p)
{
	const char *district = strncmp(p->unit, "zs-", 3) == 0 ? "210202" : strncmp(p->unit, "gj-", 3) == 0 ? "210211" : NULL;
	const struct demo_area *area;
	do
		area = &g->p->area[demo_random(&p->random, (uint32_t)g->p->areas)];
	while (district && !cstr_eq(area->district, district));
	return area;
}

static const struct demo_plan *anchor_of(const struct planning *g, const char *story)
{
	for (size_t i = 0; i < g->out->n; i++)
		if (cstr_eq(g->out->plan[i].story->name, story) && g->out->plan[i].steps == g->out->plan[i].story->steps)
			return &g->out->plan[i];
	bug("after= names a story that stands before");
}

static void choose(struct planning *g, struct demo_plan *p)
{
	p->lang = demo_random(&p->random, 100) < ENGLISH_PERCENT ? LANG_EN : LANG_ZH;
	p->topic = choose_topic(g, p);
	place_units(g, p);
	p->area = choose_area(g, p);
	p->n = 2 + (int)demo_random(&p->random, 27);
	p->m = 2 + (int)demo_random(&p->random, 9);
	uint32_t who = demo_random(&p->random, 100000);
	p->name = demo_person_name(g->a, p->lang, who);
	p->contact = arena_printf(g->a, "p%05u-%zu@example.org", (unsigned)who, g->out->n);
}

/* One matter: the first n steps of a story, ending before today; back: how many days before at least. */
static void add(struct planning *g, const struct demo_story *s, size_t n, int back)
{
	must(g->out->n < PLANS_MAX);
	struct demo_plan *p = &g->out->plan[g->out->n];
	*p = (struct demo_plan){.story = s, .steps = n};
	p->random = 0x48755969u + 0x10001u * g->out->n;
	choose(g, p);
	if (s->after) {
		const struct demo_plan *was = anchor_of(g, s->after);
		p->lang = was->lang, p->topic = was->topic, p->unit = was->unit, p->bureau = was->bureau, p->other = was->other;
		p->area = was->area, p->n = was->n, p->m = was->m, p->name = was->name, p->contact = was->contact;
	}
	day_t start = g->today - length_of(s, n) - back;
	while (schedule(g, s, n, start, p->day) >= g->today)
		start--;
	g->out->n++;
}

static bool is_anchor(const struct planning *g, const struct demo_story *s)
{
	for (size_t i = 0; i < g->d->stories; i++)
		if (cstr_eq(g->d->story[i].after, s->name))
			return true;
	return false;
}

void demo_plan(struct arena *a, const struct city *c, const struct demo_data *d, const struct demo_places *p, day_t today, struct demo_plans *out)
{
	struct planning g = {a, c, d, p, today, out, 1};
	out->plan = arena_make_n(a, struct demo_plan, PLANS_MAX);
	for (size_t i = 0; i < d->stories; i++) {
		const struct demo_story *s = &d->story[i];
		int spread = s->after ? RECENT_DAYS : SPREAD_DAYS;
		for (int k = 0; k < s->count; k++)
			add(&g, s, s->steps, k == 0 && is_anchor(&g, s) ? ANCHOR_DAYS : 2 + (int)demo_random(&g.random, (uint32_t)spread));
		for (size_t n = 1; n <= s->steps; n++)
			add(&g, s, n, 1 + (int)demo_random(&g.random, RECENT_DAYS));
	}
}
