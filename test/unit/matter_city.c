/* The city of matter_city.h. */
#include "matter_city.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/log.h"
#include "base/os.h"
#include "matter/person.h"
#include "matter/rebuild.h"
#include "matter/unit.h"
#include "matter/verify.h"
#include "postgres_help.h"

static const struct unit_in units[] = {
	{"dl", "大连市人民政府", "Dalian Municipal Government", "government", "ln", "", "大政", "", 0},
	{"xf", "大连市信访局", "Dalian Petition Bureau", "bureau", "dl", "", "大信", "", 0},
	{"zj", "大连市住房和城乡建设局", "Dalian Housing Bureau", "department", "dl", "", "大住建", "住房 物业 housing", 0},
	{"jt", "大连市交通运输局", "Dalian Transport Bureau", "department", "dl", "", "大交", "公交 bus", 0},
	{"zs", "中山区人民政府", "Zhongshan District Government", "government", "dl", "", "中政", "", 0},
	{"zszj", "中山区住房和城乡建设局", "Zhongshan Housing Bureau", "department", "zs", "", "中住建", "", 0},
	{"jw", "大连市纪律检查委员会", "Dalian Discipline Commission", "discipline", "dl", "", "大纪", "", 0},
	{"rx", "大连市12345热线中心", "Dalian Hotline 12345", "hotline", "dl", "", "大热", "", 0},
	{"old", "大连市房产局", "Dalian Real Estate Bureau", "department", "dl", "", "大房", "", 0},
};

static const struct { const char *login, *unit, *role; } people[] = {
	{"registrar", "xf", "registrar"}, {"officer", "xf", "officer"}, {"officer2", "xf", "officer"}, {"chief", "xf", "bureau_head"},
	{"handler", "zj", "handler"}, {"handler2", "zj", "handler"}, {"head", "zj", "unit_head"}, {"busman", "jt", "handler"}, {"bushead", "jt", "unit_head"},
	{"zszjman", "zszj", "handler"}, {"zszjhead", "zszj", "unit_head"}, {"zsman", "zs", "handler"}, {"zsrev", "zs", "reviewer"}, {"zshead", "zs", "unit_head"},
	{"dlrev", "dl", "reviewer"}, {"dlhead", "dl", "unit_head"}, {"lnrev", "ln", "reviewer"}, {"lnhead", "ln", "unit_head"},
	{"jwman", "jw", "handler"}, {"operator", "rx", "registrar"}, {"rxofficer", "rx", "officer"}, {"rxhead", "rx", "bureau_head"}, {"oldman", "old", "handler"},
	{"zjreg", "zj", "registrar"}, {"admin", "dl", "sysadmin"}, {"admin2", "dl", "sysadmin"},
	{"clerk", "dl", "clerk"}, {"clerk2", "dl", "clerk"}, {"xfclerk", "xf", "clerk"},
	{"lead1", "dl", "leader"}, {"lead2", "dl", "leader"}, {"lead3", "dl", "leader"}, {"lead4", "dl", "leader"}, {"guest", "zj", "leader"}, {"auditor", "dl", "auditor"}, {"dpo", "dl", "dpo"},
};

struct founding { struct now now; const char *fault; };

static bool found(struct tx *tx, void *arg)
{
	struct founding *f = arg;
	struct viewer system = viewer_system();
	struct refusal why = {0};
	struct unit_in province = {"ln", "辽宁省人民政府", "Liaoning Provincial Government", "government", "", "", "辽政", "", DAY_NONE};
	bool ok = unit_add(tx, &system, f->now, &province, &why);
	q_area_insert(tx, "210202", NULL, "中山区", "Zhongshan");
	for (size_t i = 0; ok && i < sizeof units / sizeof *units; i++) {
		struct unit_in u = units[i];
		u.from = f->now.today - 1000;
		ok = unit_add(tx, &system, f->now, &u, &why);
	}
	for (size_t i = 0; ok && i < sizeof people / sizeof *people; i++) {
		struct person_in p = {people[i].login, people[i].login, people[i].login, "en", ""};
		struct post_in post = {people[i].login, people[i].unit, people[i].role, "", "", f->now.today - 1000};
		int64_t id;
		ok = person_add(tx, &system, f->now, &p, &id, &why) && post_propose(tx, &system, f->now, &post, &id, &why) && post_confirm(tx, &system, f->now, id, &why);
	}
	f->fault = ok ? NULL : msg_text(tx->arena, LANG_EN, why.what);
	return ok;
}

void play_day(struct play *p, const char *today)
{
	day_t day;
	CHECK(day_parse(str_of(today), &day));
	p->now = now_at(day_start_ms(day, 480) + 10 * 3600 * 1000LL, 480);
}

void play_time(struct play *p, int hour, int minute)
{
	p->now = now_at(day_start_ms(p->now.today, 480) + (hour * 60 + minute) * 60000LL, 480);
}

void play_open(struct play *p, const char *today)
{
	const char *why;
	enum trouble trouble;
	struct founding f;
	const char *dir = arena_printf(test_arena(), "%s/city", test_folder());
	*p = (struct play){.system = viewer_system()};
	log_to_level(LOG_WARN);            /* the log of security is tested elsewhere */
	play_day(p, today);
	f.now = p->now;
	test_engine(test_arena(), dir);
	CHECK_STR(city_create(test_arena(), dir, "rules", "大连市", "Dalian"), (const char *)NULL);
	p->city = city_open(dir, STORE_COMMAND, &why);
	if (!p->city)
		CHECK_STR(why, "");
	CHECK(store_write(p->city->store, test_arena(), found, &f, &trouble));
}

struct deed_job {
	struct play *p;
	const char *login, *procedure, *act, *unit;
	const char *name[24], *value[24];
	size_t n;
	struct act_done done;
};

static struct str from_pairs(void *ctx, const char *name)
{
	struct deed_job *j = ctx;
	for (size_t i = 0; i < j->n; i++)
		if (cstr_eq(j->name[i], name))
			return str_of(j->value[i]);
	return (struct str){NULL, 0};
}

static bool find_viewer(struct tx *tx, struct deed_job *j, struct viewer *v)
{
	struct q_person_by_login who;
	*v = cstr_eq(j->login, "system") ? viewer_system() : j->p->code ? viewer_by_code(tx, j->p->city, j->p->code) : viewer_petitioner(j->p->id);
	if (!*j->login || cstr_eq(j->login, "system"))
		return true;
	CHECK(q_person_by_login(tx, j->login, &who));
	bool found_one = viewer_load(tx, who.id, j->p->now.today, v);
	v->fresh = !j->p->stale;
	return found_one;
}

static bool run_act(struct tx *tx, void *arg)
{
	struct deed_job *j = arg;
	struct play *p = j->p;
	struct viewer v;
	struct matter m;
	const struct proc_row *row;
	CHECK(find_viewer(tx, j, &v));
	CHECK(matter_load_number(tx, p->city, p->number, &m));
	act_check(&m, &v, p->now, j->act, NULL, &p->why, &row);
	if (row)
		field_read(tx->arena, row, p->now, from_pairs, j, &p->in);
	return act_do(tx, p->city, &v, p->now, p->number, j->act, &p->in, &j->done, &p->why);
}

static bool run_new(struct tx *tx, void *arg)
{
	struct deed_job *j = arg;
	struct play *p = j->p;
	struct viewer v;
	struct q_unit_by_id unit = {0};
	p->id = 0;
	CHECK(find_viewer(tx, j, &v));
	int64_t id = unit_by_code(tx, j->unit, p->now.today);
	bool bureau = !*j->unit || (q_unit_by_id(tx, id, &unit) && cstr_eq(unit.kind, "bureau"));
	const struct proc_row *row = act_new_row(p->city, j->procedure, j->act, bureau);
	CHECK(row);
	field_read(tx->arena, row, p->now, from_pairs, j, &p->in);
	return act_new(tx, p->city, &v, p->now, j->procedure, j->act, id, &p->in, &j->done, &p->why);
}

static bool perform(struct deed_job *j, bool (*run)(struct tx *tx, void *arg))
{
	enum trouble trouble;
	j->p->in = (struct act_in){0};
	j->p->why = (struct refusal){0};
	bool kept = store_write(j->p->city->store, test_arena(), run, j, &trouble);
	CHECK_INT(trouble, TROUBLE_NONE);
	if (kept && j->procedure) {
		j->p->id = j->done.matter_id;
		j->p->number = j->done.number;
		j->p->code = j->done.query_code;
	}
	j->p->further = kept && !j->procedure ? j->done.query_code : NULL;
	/* time goes on: two deeds never share an instant */
	j->p->now.utc_ms += 1000;
	return kept;
}

static void read_pairs(struct deed_job *j, va_list ap)
{
	const char *name;
	while ((name = va_arg(ap, const char *)) != NULL) {
		CHECK(j->n < 24);
		j->name[j->n] = name;
		j->value[j->n++] = va_arg(ap, const char *);
	}
}

bool play_act(struct play *p, const char *login, const char *act, ...)
{
	struct deed_job j = {.p = p, .login = login, .act = act};
	va_list ap;
	va_start(ap, act);
	read_pairs(&j, ap);
	va_end(ap);
	return perform(&j, run_act);
}

bool play_new(struct play *p, const char *login, const char *unit, const char *procedure, const char *act, ...)
{
	struct deed_job j = {.p = p, .login = login, .unit = unit, .procedure = procedure, .act = act};
	va_list ap;
	va_start(ap, act);
	read_pairs(&j, ap);
	va_end(ap);
	return perform(&j, run_new);
}

static bool run_tick(struct tx *tx, void *arg)
{
	struct play *p = arg;
	tick_run(tx, p->city, p->now);
	return true;
}

void play_tick(struct play *p)
{
	enum trouble trouble;
	CHECK(store_write(p->city->store, test_arena(), run_tick, p, &trouble));
	p->now.utc_ms += 1000;
}

static void say_fault(void *ctx, const char *law, const char *fault)
{
	(void)ctx;
	CHECK_STR(arena_printf(test_arena(), "%s: %s", law, fault), "");
}

static void say_difference(void *ctx, const char *difference)
{
	(void)ctx;
	fprintf(stderr, "%s\n", difference);
}

/* Whatever happened in the city: done again from what the deeds were given, it comes out the same. */
void test_rebuild(struct city *c)
{
	struct rebuild_watch w = {.say = say_difference};
	struct rebuild_report r;
	CHECK_STR(rebuild_run(c, &w, &r), (const char *)NULL);
	CHECK_INT(r.differences, 0);
	CHECK_INT(r.older, 0);
}

void play_close(struct play *p)
{
	test_rebuild(p->city);
	play_end(p);
}

void play_end(struct play *p)
{
	CHECK_INT(verify_all(p->city, say_fault, NULL), 0);
	city_close(p->city);
}

struct q_matter_by_id play_matter(struct play *p)
{
	struct tx tx;
	struct q_matter_by_id m;
	read_begin(p->city->store, 1, test_arena(), &tx);
	CHECK(q_matter_by_id(&tx, p->id, &m));
	read_end(&tx);
	return m;
}

const struct q_clock_of_matter *play_clock(struct play *p, const char *code)
{
	struct tx tx;
	struct q_clock_of_matter *k;
	read_begin(p->city->store, 1, test_arena(), &tx);
	size_t n = q_clock_of_matter(&tx, p->id, &k);
	read_end(&tx);
	for (size_t i = n; i-- > 0;)
		if (cstr_eq(k[i].code, code))
			return &k[i];
	return NULL;
}

size_t play_events(struct play *p, struct q_event_list **out)
{
	struct tx tx;
	read_begin(p->city->store, 1, test_arena(), &tx);
	size_t n = q_event_list(&tx, p->id, out);
	read_end(&tx);
	return n;
}

size_t play_documents(struct play *p, struct q_document_of_matter **out)
{
	struct tx tx;
	read_begin(p->city->store, 1, test_arena(), &tx);
	size_t n = q_document_of_matter(&tx, p->id, out);
	read_end(&tx);
	return n;
}

void play_load(struct play *p, struct matter *m)
{
	struct tx tx;
	read_begin(p->city->store, 1, test_arena(), &tx);
	CHECK(matter_load(&tx, p->city, p->id, m));
	read_end(&tx);
}

void play_accepted(struct play *p, const char *today)
{
	play_open(p, today);
	CHECK(play_new(p, "", "", "petition", "file", "name", "王小明", "phone", "13800138000", "subject", "供暖温度不足", "text", "家里只有十五度。", NULL));
	CHECK(play_act(p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(p, "officer", "transfer", "unit", "zj", NULL));
	CHECK(play_act(p, "handler", "accept", NULL));
}

bool play_refused(struct play *p, const char *words)
{
	const char *told = p->in.faults && p->why.kind == REFUSE_NONE ? msg_text(test_arena(), LANG_EN, p->in.fault[0].what) : msg_text(test_arena(), LANG_EN, p->why.what);
	if (strstr(told, words))
		return true;
	CHECK_STR(told, words);
	return false;
}

void play_turn_to(struct play *p, const char *number)
{
	struct tx tx;
	struct q_matter_id_by_number found;
	read_begin(p->city->store, 1, test_arena(), &tx);
	CHECK(q_matter_id_by_number(&tx, number, &found));
	read_end(&tx);
	p->number = number;
	p->id = found.id;
}
