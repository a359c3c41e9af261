/* Filling the demo city, day by day, so that ticks find what they would have
 * found. Law: a step that is refused ends the filling with its story and
 * reason: the demo is a test of the procedures too. */
#include "demo_parts.h"

#include "../base/bug.h"
#include "ledger_run.h"
#include "tick.h"

enum { BEFORE_DAYS = 900, BATCH_STEPS = 150, BATCH_DAYS = 14, BATCH_ARENA_BYTES = 512 * 1024 * 1024,
	HOUR_MS = 3600 * 1000, MINUTE_MS = 60 * 1000 };

const struct demo_login demo_logins[] = {
	{"registrar1", "registrar", "大连市信访局", "Dalian Petition Bureau", "宋云文", "Yunwen Song"},
	{"officer1", "officer", "大连市信访局", "Dalian Petition Bureau", "杨春清", "Chunqing Yang"},
	{"bureauhead", "bureau_head", "大连市信访局", "Dalian Petition Bureau", "罗宁松", "Ningsong Luo"},
	{"convener1", "convener", "大连市信访局", "Dalian Petition Bureau", "冯安玉", "Anyu Feng"},
	{"handler-zj", "handler", "大连市住房和城乡建设局", "Dalian Housing and Urban-Rural Development Bureau", "谢静永", "Jingyong Xie"},
	{"head-zj", "unit_head", "大连市住房和城乡建设局", "Dalian Housing and Urban-Rural Development Bureau", "黄秋思", "Qiusi Huang"},
	{"reviewer-sz", "reviewer", "大连市人民政府", "Dalian Municipal People's Government", "张云文", "Yunwen Zhang"},
	{"head-sz", "unit_head", "大连市人民政府", "Dalian Municipal People's Government", "吴明立", "Mingli Wu"},
	{"reviewer-ln", "reviewer", "辽宁省人民政府", "Liaoning Provincial People's Government", "马志丽", "Zhili Ma"},
	{"registrar-rx", "registrar", "大连市12345热线中心", "Dalian 12345 Hotline Centre", "韩清燕", "Qingyan Han"},
	{"officer-rx", "officer", "大连市12345热线中心", "Dalian 12345 Hotline Centre", "李静永", "Jingyong Li"},
	{"handler-jw", "handler", "大连市纪委监委", "Dalian Discipline and Supervision Commission", "林秋思", "Qiusi Lin"},
	{"clerk-sz", "clerk", "大连市人民政府办公室", "General Office of Dalian Municipal Government", "沈文清", "Wenqing Shen"},
	{"leader1", "leader", "大连市人民政府", "Dalian Municipal People's Government", "江远山", "Yuanshan Jiang"},
	{"clerk-xfj", "clerk", "大连市信访局", "Dalian Petition Bureau", "苏静文", "Jingwen Su"},
	{"admin1", "sysadmin", "大连市信访局", "Dalian Petition Bureau", "王晓志", "Xiaozhi Wang"},
	{"admin2", "sysadmin", "大连市信访局", "Dalian Petition Bureau", "黄志丽", "Zhili Huang"},
	{"auditor1", "auditor", "大连市信访局", "Dalian Petition Bureau", "高永文", "Yongwen Gao"},
	{"dpo1", "dpo", "大连市信访局", "Dalian Petition Bureau", "许文静", "Wenjing Xu"},
	{"dpo2", "dpo", "大连市信访局", "Dalian Petition Bureau", "何立安", "Li'an He"},
};
const size_t demo_login_count = sizeof demo_logins / sizeof *demo_logins;

struct moment { day_t day; uint32_t plan, step; };

struct filling {
	struct arena *a;
	struct city *city;
	struct demo_data data;
	struct demo_places places;
	struct demo_plans plans;
	struct demo_script *script;
	struct moment *moment; size_t moments, at;
	day_t day, today;
	const char *why;
};

static int by_time(const void *left, const void *right)
{
	const struct moment *a = left, *b = right;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->step != b->step)
		return a->step < b->step ? -1 : 1;
	return a->plan < b->plan ? -1 : a->plan > b->plan;
}

static void line_up(struct filling *f)
{
	for (size_t p = 0; p < f->plans.n; p++)
		f->moments += f->plans.plan[p].steps;
	f->moment = arena_make_n(f->a, struct moment, f->moments);
	size_t n = 0;
	for (uint32_t p = 0; p < f->plans.n; p++)
		for (uint32_t s = 0; s < f->plans.plan[p].steps; s++)
			f->moment[n++] = (struct moment){f->plans.plan[p].day[s], p, s};
	qsort(f->moment, n, sizeof *f->moment, by_time);
	f->day = f->moments ? f->moment[0].day : f->today;
}

/* Steps of one matter on one day follow on one another; matters are spread over the morning. */
static struct now time_of(const struct filling *f, const struct moment *m)
{
	int64_t ms = day_start_ms(m->day, f->city->zone_min) + 9 * (int64_t)HOUR_MS;
	ms += (int64_t)m->step * 17 * MINUTE_MS + (int64_t)(m->plan % 61) * 13 * 1000;
	return now_at(ms, f->city->zone_min);
}

static void end_day(struct tx *tx, struct filling *f)
{
	struct now evening = now_at(day_start_ms(f->day, f->city->zone_min) + 23 * (int64_t)HOUR_MS + 30 * MINUTE_MS, f->city->zone_min);
	for (int i = 0; i < 20 && tick_run(tx, f->city, evening) > 0; i++)
		;
	f->day++;
}

/* A fortnight, or a number of steps, in one transaction. */
static bool run_batch(struct tx *tx, void *arg)
{
	struct filling *f = arg;
	day_t last = f->day + BATCH_DAYS;
	size_t steps = 0;
	while (f->day < f->today && f->day < last && steps < BATCH_STEPS) {
		for (; f->at < f->moments && f->moment[f->at].day == f->day; f->at++, steps++) {
			const struct moment *m = &f->moment[f->at];
			f->why = demo_play(tx, f->a, f->city, &f->data, &f->plans.plan[m->plan], m->step, time_of(f, m));
			if (f->why)
				return false;
		}
		f->why = demo_script_day(tx, f->a, f->city, f->script, f->day, now_at(day_start_ms(f->day, f->city->zone_min) + 18 * (int64_t)HOUR_MS, f->city->zone_min));
		if (f->why)
			return false;
		end_day(tx, f);
	}
	return tx->trouble == TROUBLE_NONE;
}

struct founding { struct filling *f; struct now now; const char *why; };

static bool found(struct tx *tx, void *arg)
{
	struct founding *b = arg;
	b->why = demo_script_found(tx, b->f->a, b->f->script, b->now);
	return !b->why;
}

static const char *found_bodies(struct filling *f, struct now begin)
{
	struct founding b = {f, begin, NULL};
	enum trouble trouble;
	return store_write(f->city->store, f->a, found, &b, &trouble) ? NULL : b.why ? b.why : "the demo's bodies could not be written";
}

static const char *prepare(struct filling *f, struct now now)
{
	const char *dir = arena_printf(f->a, "%s/rules/demo", store_dir(f->city->store));
	struct now begin = now_at(day_start_ms(now.today - BEFORE_DAYS, f->city->zone_min) + 8 * (int64_t)HOUR_MS, f->city->zone_min);
	const char *why = demo_stories(f->a, dir, &f->data);
	if (!why)
		why = demo_topics(f->a, dir, &f->data);
	if (!why)
		why = demo_script_read(f->a, dir, f->today, &f->script);
	if (!why)
		why = demo_people(f->a, f->city, begin, dir, &f->places);
	return why ? why : found_bodies(f, begin);
}

static bool pad(struct tx *tx, void *arg)
{
	return ledger_pad(tx, arg);
}

/* The ledger's head at the end of a batch, as the beat would have signed it. */
static const char *sign(struct filling *f, struct arena *a)
{
	enum trouble trouble;
	int64_t evening = day_start_ms(f->day, f->city->zone_min) - 15 * (int64_t)MINUTE_MS;
	if (!*ledger_vkey(f->city) || !store_write(f->city->store, a, pad, f->city, &trouble))
		return NULL;
	return ledger_sign_at(f->city, a, evening);
}

const char *demo_fill(struct arena *a, struct city *c, struct now now, void (*progress)(void *ctx, int done, int total), void *ctx)
{
	struct filling f = {.a = a, .city = c, .today = now.today};
	struct arena *batch;
	const char *why = prepare(&f, now);
	if (why)
		return why;
	demo_plan(a, c, &f.data, &f.places, now.today, &f.plans);
	line_up(&f);
	batch = arena_new(BATCH_ARENA_BYTES);
	while (!why && f.day < f.today) {
		enum trouble trouble;
		if (!store_write(c->store, batch, run_batch, &f, &trouble))
			why = f.why ? f.why : "the demo could not be written";
		else
			why = sign(&f, batch);
		arena_reset(batch);
		if (progress && !why)
			progress(ctx, (int)f.at, (int)f.moments);
	}
	if (!why)
		why = demo_breach(batch, c, now_at(day_start_ms(f.today, c->zone_min) - 15 * (int64_t)MINUTE_MS, c->zone_min));
	arena_free(batch);
	return why;
}
