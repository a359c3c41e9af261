/* A judged row becomes a matter with its history. Laws: 1 events, clocks and
 * papers stand at the time the register tells; 2 events follow on one another
 * from state to state, by the acts of the procedure, done by the system; 3 the
 * first event keeps the fingerprint of the row. */
#include "import_parts.h"
#include "ledger_run.h"

#include "../base/bug.h"
#include "clock_run.h"
#include "copy.h"
#include "data.h"
#include "document.h"
#include "event.h"
#include "identity.h"
#include "input.h"
#include "list.h"

enum when { AT_CREATED, AT_ANSWERED, AT_PASSED };

/* "@": the clock of handling, which depends on class and grade. */
struct step {
	const char *act, *to;
	enum when when;
	const char *start[3], *stop[3];
	const char *article;
};

/* One procedure's way; answered: from which step on there must be an answer. */
struct course { const char *procedure, *class_; size_t answered; struct step step[6]; const char *document; };

static const struct course courses[] = {
	{"petition", "appeal", 1, {
		{"register", "registered", AT_CREATED, {"bureau_route"}, {0}, "REG 17, 19, 22"},
		{"accept", "handling", AT_CREATED, {"@"}, {0}, "REG 23, 34"},
		{"serve", "served", AT_ANSWERED, {"review_window"}, {"bureau_route", "@"}, "REG 34, 35"},
		{"window_passed", "settled", AT_PASSED, {0}, {"review_window"}, "REG 35"},
		{"close", "closed", AT_PASSED, {0}, {0}, "local: the register ends here"},
	}, "handling_opinion"},
	{"petition", "suggestion", 1, {
		{"register", "registered", AT_CREATED, {"bureau_route"}, {0}, "REG 17, 19, 22"},
		{"accept", "handling", AT_CREATED, {"@"}, {0}, "REG 23, 29"},
		{"serve", "served", AT_ANSWERED, {0}, {"bureau_route", "@"}, "REG 29"},
		{"window_passed", "settled", AT_PASSED, {0}, {0}, "local: a suggestion has no review"},
		{"close", "closed", AT_PASSED, {0}, {0}, "local: the register ends here"},
	}, "handling_opinion"},
	{"hotline", NULL, 2, {
		{"register", "registered", AT_CREATED, {0}, {0}, "GB/T 33358"},
		{"dispatch", "dispatched", AT_CREATED, {"@"}, {0}, "local"},
		{"reply", "handled", AT_ANSWERED, {0}, {"@"}, "local"},
		{"call_back", "closed", AT_ANSWERED, {0}, {0}, "local: the register ends here"},
	}, "simple_answer"},
};

enum { SUGGESTION_DAYS = 30 };         /* a suggestion settles then, as in cond.c */

struct writing {
	struct tx *tx;
	const struct import_place *p;
	const struct import_judged *j;
	const struct course *course;
	const char *main_clock;
	int64_t matter_id, event_id;
	const char *state, *closed, *number;
	struct import_judged judged;   /* the row without what was cut */
	struct copy_import typed, left;
	bool cut;
};

static const struct course *course_of(const struct mapfile *m)
{
	for (size_t i = 0; i < sizeof courses / sizeof *courses; i++)
		if (cstr_eq(courses[i].procedure, m->procedure) && (!courses[i].class_ || cstr_eq(courses[i].class_, m->class_)))
			return &courses[i];
	bug("the map's procedure and class have a course");
}

static const char *main_clock_of(struct arena *a, const struct mapfile *m)
{
	if (m->grade)
		return arena_printf(a, "hotline_%s", m->grade);
	return cstr_eq(m->class_, "suggestion") ? "suggestion_reply" : "handle";
}

static int64_t unit_of(const struct import_place *p, const char *runs_for)
{
	if (cstr_eq(runs_for, "petitioner"))
		return DB_NULL_INT;
	return cstr_eq(runs_for, "bureau") || cstr_eq(runs_for, "sender") ? p->register_id : p->lead_id;
}

static const char *clock_code(const struct writing *w, const char *code)
{
	return cstr_eq(code, "@") ? w->main_clock : code;
}

static void start_clocks(struct writing *w, const struct step *s, day_t day, int64_t at_ms)
{
	for (int i = 0; i < 3 && s->start[i]; i++) {
		const struct clock_rule *r = clock_rule_find(&w->p->city->clocks, clock_code(w, s->start[i]));
		must(r);
		struct clock_start start = {.code = r->code, .zero = day, .zero_ms = at_ms, .unit_id = unit_of(w->p, r->runs_for)};
		clock_run_start(w->tx, w->p->city, w->matter_id, w->event_id, &start);
	}
}

static void stop_clocks(struct writing *w, const struct step *s, day_t day, int64_t at_ms)
{
	struct q_clock_of_matter *k;
	size_t n = s->stop[0] ? q_clock_of_matter(w->tx, w->matter_id, &k) : 0;
	for (int i = 0; i < 3 && s->stop[i]; i++)
		for (size_t c = 0; c < n; c++)
			if (cstr_eq(k[c].code, clock_code(w, s->stop[i])) && cstr_eq(k[c].outcome, "running"))
				clock_run_stop(w->tx, w->p->city, &k[c], w->event_id, day, at_ms, true);
}

static void write_event(struct writing *w, const char *act, const char *to, day_t day, int64_t at_ms, const char *article, const char *data)
{
	w->event_id = event_insert(w->tx, &(struct event_row){w->matter_id, act, w->state, to, "system", "system", DB_NULL_INT,
		w->p->register_id, at_ms, day, true, article, data});
	if (w->cut && cstr_eq(w->state, "new"))
		copy_keep_import(w->tx, w->p->city, w->matter_id, w->event_id, &w->typed, &w->left);
	ledger_note(w->tx, w->event_id, NULL, 0);
	w->state = to;
}

static void write_step(struct writing *w, const struct step *s, day_t day, int64_t at_ms)
{
	const char *data = "{}";
	if (w->event_id == 0)
		data = data_of_pairs(w->tx->arena, "imported", w->j->imported, "row", w->j->print, NULL);
	write_event(w, s->act, s->to, day, at_ms, s->article, data);
	stop_clocks(w, s, day, at_ms);
	start_clocks(w, s, day, at_ms);
}

/* The answer as the paper it was. */
static void write_answer(struct writing *w)
{
	const struct import_judged *j = w->j;
	char day[11];
	day_text(j->replied, day);
	const char *number = document_number(w->tx, w->p->lead_id, NULL, document_find(w->course->document), j->replied);
	int64_t id = q_document_insert(w->tx, w->matter_id, w->event_id, w->course->document, number, w->p->lead_id, "issued", 1, day,
		j->reply, j->reply, data_of_pairs(w->tx->arena, "imported", j->imported, "opinion", j->reply, NULL), DB_NULL_INT);
	q_document_serve(w->tx, id, day, "electronic");
	const char *texts[] = {j->reply};
	list_index(w->tx, w->matter_id, 1, texts, 1);
}

/* The day after which nothing more was to come; DAY_NONE when it has not passed today. */
static day_t passed_day(struct writing *w)
{
	struct q_clock_of_matter *k;
	day_t due = w->j->replied + SUGGESTION_DAYS;
	size_t n = q_clock_of_matter(w->tx, w->matter_id, &k);
	for (size_t i = 0; i < n; i++)
		if (cstr_eq(k[i].code, "review_window"))
			must(day_parse(str_of(k[i].due), &due));
	return due < w->p->now.today ? due + 1 : DAY_NONE;
}

static void write_history(struct writing *w)
{
	const struct import_judged *j = w->j;
	char text[11];
	for (size_t i = 0; w->course->step[i].act; i++) {
		const struct step *s = &w->course->step[i];
		if (i >= w->course->answered && !j->answered)
			break;
		day_t day = s->when == AT_CREATED ? j->created : s->when == AT_ANSWERED ? j->replied : passed_day(w);
		if (day == DAY_NONE)
			break;
		int64_t at_ms = s->when == AT_CREATED ? j->created_ms : s->when == AT_ANSWERED ? j->replied_ms : day_start_ms(day, w->p->now.zone_min);
		write_step(w, s, day, at_ms);
		if (cstr_eq(s->act, "serve") || cstr_eq(s->act, "reply"))
			write_answer(w);
		if (cstr_eq(s->to, "closed"))
			w->closed = arena_strdup(w->tx->arena, day_text(day, text));
	}
	if (j->replied != DAY_NONE && !j->answered)
		write_event(w, "progress", w->state, j->replied, j->replied_ms, "REG 21", data_of_pairs(w->tx->arena, "text", j->reply, NULL));
}

/* The requester's own word for themselves stays apart from the matter; its keyed hash finds their other matters. */
static struct str requester_key(struct writing *w)
{
	static const char mark[32] = "a requester";
	if (cstr_empty(w->j->requester))
		return (struct str){NULL, 0};
	if (input_again(w->tx))
		return (struct str){mark, sizeof mark};
	const char *who = arena_printf(w->tx->arena, "%s:%s", w->p->map->name, w->j->requester);
	struct sha256 h = city_keyed(w->p->city, "imported-requester", str_of(who));
	struct str key = {arena_memdup(w->tx->arena, h.b, sizeof h.b), sizeof h.b};
	return key;
}

/* What tells who wrote it is taken out before anything is written (copy.h). */
static void take_copy(struct writing *w)
{
	w->number = draw(w->tx, "number", matter_number_new(w->tx->arena));
	w->typed = w->left = (struct copy_import){w->number, w->j->requester, w->j->subject, w->j->body, w->j->place};
	w->cut = copy_take_import(w->tx, &w->left);
	w->judged = *w->j;
	w->judged.subject = w->left.subject;
	w->judged.body = w->left.body;
	w->judged.place = w->left.place;
	w->j = &w->judged;
}

static void insert_matter(struct writing *w)
{
	const struct import_judged *j = w->j;
	const struct mapfile *m = w->p->map;
	const char *number = w->number;
	char received[11];
	struct str key = requester_key(w);
	int64_t lead = j->answered || cstr_eq(m->procedure, "hotline") ? w->p->lead_id : w->p->register_id;
	w->matter_id = input_matter(w->tx, q_matter_insert(w->tx, number, "petition", m->procedure, "new", m->class_, m->grade, m->channel, m->lang,
		j->subject, j->body, "", j->category, NULL, j->place, day_text(j->created, received), j->created_ms,
		w->p->register_id, lead, DB_NULL_INT, 1, 0, j->confidential, 0, cstr_empty(j->requester), 0, DB_NULL_INT,
		(struct str){NULL, 0}, key, j->imported));
	if (!cstr_empty(j->requester)) {
		struct act_in in = {.identity = {{.name = j->requester}}, .identities = 1};
		identity_store(w->tx, w->p->city, (struct identity_of){w->matter_id, number}, NULL, &in);
	}
	const char *texts[] = {number, j->subject, j->body, j->place, j->category};
	list_index(w->tx, w->matter_id, 0, texts, w->cut ? 1 : sizeof texts / sizeof *texts);
}

static const char *number_text(struct tx *tx, int64_t n)
{
	return arena_printf(tx->arena, "%lld", (long long)n);
}

/* All that was judged of the row, but who asked. */
static void keep_input(struct writing *w)
{
	const struct import_judged *j = w->j;
	const struct mapfile *m = w->p->map;
	struct tx *tx = w->tx;
	char created[11], replied[11];
	input_keep(tx, w->p->now, w->matter_id, "import", NULL, "map", m->name, "procedure", m->procedure, "class", m->class_,
		"grade", m->grade, "channel", m->channel, "lang", m->lang, "register", input_id(tx, w->p->register_id), "lead", input_id(tx, w->p->lead_id),
		"imported", j->imported, "requester", cstr_empty(j->requester) ? "" : "1", "subject", j->subject, "body", j->body, "reply", j->reply,
		"place", j->place, "category", j->category, "created", day_text(j->created, created), "created_ms", number_text(tx, j->created_ms),
		"replied", j->replied == DAY_NONE ? "" : day_text(j->replied, replied), "replied_ms", number_text(tx, j->replied_ms),
		"answered", j->answered ? "1" : "", "confidential", j->confidential ? "1" : "", "row", j->print, NULL);
}

static const char *or_null(const char *s)
{
	return cstr_empty(s) ? NULL : s;
}

bool import_again(struct tx *tx, struct city *c, const struct input *in)
{
	struct mapfile map = {.name = input_get(in, "map"), .procedure = input_get(in, "procedure"), .class_ = or_null(input_get(in, "class")),
		.grade = or_null(input_get(in, "grade")), .channel = input_get(in, "channel"), .lang = input_get(in, "lang")};
	struct import_place p = {.city = c, .map = &map, .now = in->now, .register_id = input_get_id(in, "register"), .lead_id = input_get_id(in, "lead")};
	struct import_judged j = {.imported = input_get(in, "imported"), .requester = input_get(in, "requester"), .subject = input_get(in, "subject"),
		.body = input_get(in, "body"), .reply = input_get(in, "reply"), .place = input_get(in, "place"), .category = input_get(in, "category"),
		.created_ms = input_get_id(in, "created_ms"), .replied_ms = input_get_id(in, "replied_ms"), .replied = DAY_NONE,
		.answered = *input_get(in, "answered"), .confidential = *input_get(in, "confidential")};
	snprintf(j.print, sizeof j.print, "%s", input_get(in, "row"));
	if (!day_parse(str_of(input_get(in, "created")), &j.created))
		return false;
	if (*input_get(in, "replied") && !day_parse(str_of(input_get(in, "replied")), &j.replied))
		return false;
	import_write(tx, &p, &j);
	return tx->trouble == TROUBLE_NONE;
}

void import_write(struct tx *tx, const struct import_place *p, const struct import_judged *j)
{
	struct writing w = {.tx = tx, .p = p, .j = j, .course = course_of(p->map), .main_clock = main_clock_of(tx->arena, p->map), .state = "new"};
	char created[11], replied[11];
	input_begin(tx);
	take_copy(&w);
	insert_matter(&w);
	if (tx->trouble != TROUBLE_NONE)
		return;
	write_history(&w);
	bool accepted = j->answered && cstr_eq(p->map->procedure, "petition");
	bool sent = j->answered || cstr_eq(p->map->procedure, "hotline");
	q_import_finish(tx, w.matter_id, w.state, accepted && cstr_eq(p->map->class_, "appeal") ? "R6" : NULL, sent ? p->register_id : DB_NULL_INT,
		accepted ? day_text(j->created, created) : NULL, j->answered ? day_text(j->replied, replied) : NULL, w.closed);
	clock_run_refresh(tx, w.matter_id);
	keep_input(&w);
}
