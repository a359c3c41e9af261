/* The procedures against a second, plain reading of their text: every state,
 * act and viewer over many made-up snapshots gets from act_check the answer
 * that reading gives; every row is possible for somebody; every condition is
 * seen to hold and not to hold; every refusal has its words. */
#include <stdio.h>

#include "matter_city.h"
#include "postgres_help.h"

#include "base/os.h"
#include "matter/cond.h"
#include "matter/document.h"
#include "rule/duty.h"

/* -- the plain reading: lines cut at bars, words at blanks */

enum { LINES = 400, CELLS = 11, STATES = 64, CONDS = 64 };
enum { FROM, ACT, TO, WHO, NEEDS, IF, DO, START, STOP, NOTICE, ARTICLE };

struct reading {
	struct str cell[LINES][CELLS];
	const char *file[LINES];
	int number[LINES];             /* of the line in its file, from 1 */
	size_t lines;
	struct str state[STATES];
	bool final[STATES];
	size_t states;
};

static void read_row(struct reading *r, struct str line, const char *file, int number)
{
	CHECK(r->lines < LINES);
	r->file[r->lines] = file;
	r->number[r->lines] = number;
	for (int i = 0; i < CELLS; i++) {
		size_t n = str_chr(line, '|');
		r->cell[r->lines][i] = str_trim(str_head(line, n == SIZE_MAX ? line.n : n));
		line = n == SIZE_MAX ? (struct str){"", 0} : str_from(line, n + 1);
	}
	r->lines++;
}

static void read_file(struct reading *r, const char *name)
{
	struct str text, line, word;
	int number = 0;
	CHECK(os_read_file(test_arena(), arena_printf(test_arena(), "rules/procedure/%s.txt", name), 1 << 20, &text) >= 0);
	while (str_line(&text, &line)) {
		struct str rest = line;
		number++;
		if (!str_word(&rest, &word) || word.p[0] == '#')
			continue;
		if (str_is(word, "state")) {
			CHECK(str_word(&rest, &r->state[r->states]));
			CHECK(str_word(&rest, &word));
			r->final[r->states++] = str_is(word, "final");
		} else if (str_is(word, "include")) {
			CHECK(str_word(&rest, &word));
			read_file(r, arena_cstr(test_arena(), word));
		} else if (str_chr(line, '|') != SIZE_MAX)
			read_row(r, line, name, number);
	}
}

static bool among(struct str list, const char *word)
{
	struct str w;
	while (str_word(&list, &w))
		if (str_is(w, word))
			return true;
	return false;
}

static bool row_from(const struct reading *r, size_t line, const char *state)
{
	if (!str_is(r->cell[line][FROM], "*"))
		return among(r->cell[line][FROM], state);
	for (size_t i = 0; i < r->states; i++)
		if (str_is(r->state[i], state))
			return !r->final[i];
	return false;
}

/* -- snapshots and viewers made by dice */

enum { U_BUREAU = 1, U_LEAD, U_SENDER, U_REVIEW, U_ASSIST, U_OTHER, UNITS = U_OTHER, NOW = 20000, PERSONS = 60 };
static uint64_t dice = 7;

static uint32_t roll(uint32_t sides)
{
	dice = dice * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(dice >> 33) % sides;
}

/* For one snapshot. */
static struct arena *scratch(void)
{
	static struct arena *a;
	if (!a)
		a = arena_new(16 * 1024 * 1024);
	return a;
}

static const char *day_at(int offset)
{
	char *out = arena_alloc(scratch(), 11);
	return day_text(NOW + offset, out);
}

static struct now now_fixed(void)
{
	return now_at(day_start_ms(NOW, 480) + 36000000, 480);
}

static const char *const clock_codes[] = {"handle", "objection", "review_window", "rereview_window", "rereview", "unit_notice",
	"hotline_return", "hotline_ordinary", "simple_accept", "assign_report", "decision_due", "rect_due", "rect_recheck", "sup_recheck_window"};
enum { CODES = sizeof clock_codes / sizeof *clock_codes };

struct snapshot {
	struct matter m;
	struct q_clock_of_matter clock[2 * CODES];
	struct q_ask_of_matter ask[4];
	struct q_participants part[4];
	struct q_question_of_matter question[2];
	struct q_copy_of_matter copy[2];
	struct q_proxy_of_matter proxy[2];
	int64_t assist[2], recused[2];
	struct q_meeting_find meeting;
	struct q_directive_find directive;
	struct q_conveyed_list conveyed;
	struct q_campaign_find campaign;
	struct q_finding_find finding;
	struct q_sup_find supervised;
	struct q_batch_find batch;
	struct q_case_find forwarded;
	struct q_parcel_list parcel[2];
	struct act_in in;
	bool typed;
};

static const char *any(const char *const *list, uint32_t n) { return list[roll(n)]; }

static void random_clocks(struct snapshot *s)
{
	for (int i = 0; i < CODES; i++) {
		bool running = false;
		for (uint32_t n = roll(3); n > 0 && !running; n--) {
			int due = (int)roll(5) - 2, began = due - (int)roll(40);
			running = roll(3) != 0;
			s->clock[s->m.clocks++] = (struct q_clock_of_matter){.id = (int64_t)s->m.clocks + 1, .code = clock_codes[i], .unit_id = U_LEAD, .start_day = day_at(began), .length = roll(80),
				.due_nominal = day_at(due), .due = day_at(due), .due_ms = day_start_ms(NOW + due + 1, 480), .pauses = "", .calendar = "",
				.outcome = running ? "running" : "met"};
		}
	}
	s->m.clock = s->clock;
}

static void random_people(struct snapshot *s)
{
	static const char *const kinds[] = {"extension", "recusal", "objection", "return", "identity", "code"};
	static const char *const doings[] = {"ask_extension", "draft_opinion", "object", "return_ticket", "accept", "serve", "draft_review", "note", "draft_rereview", "approve_review", "ask_identity", "ask_code", "apply_signoff", "endorse", "verify_effect", "finish_measure", "answer_case", "sign_answer"};
	for (uint32_t n = roll(4); n > 0; n--)
		s->ask[s->m.asks++] = (struct q_ask_of_matter){.kind = any(kinds, 6), .reason = "r", .decision = roll(2) ? "granted" : NULL};
	for (uint32_t n = roll(4); n > 0; n--)
		s->part[s->m.parts++] = (struct q_participants){any(doings, sizeof doings / sizeof *doings), 1 + roll(PERSONS), 1 + roll(UNITS), 0};
	for (uint32_t n = roll(2); n > 0; n--)
		s->assist[s->m.assists++] = U_ASSIST;
	for (uint32_t n = roll(2); n > 0; n--)
		s->recused[s->m.recusals++] = 1 + roll(PERSONS);
	for (uint32_t n = roll(3); n > 0; n--, s->m.questions++)
		s->question[s->m.questions] = (struct q_question_of_matter){.place = (int64_t)s->m.questions + 1, .answered_event = roll(2) ? 9 : DB_NULL_INT};
	s->m.question = s->question;
	for (uint32_t n = roll(3); n > 0; n--, s->m.proxies++)
		s->proxy[s->m.proxies] = (struct q_proxy_of_matter){.place = (int64_t)s->m.proxies + 1, .ended_day = roll(2) ? day_at(-1) : NULL};
	s->m.proxy = s->proxy;
	for (uint32_t n = roll(3); n > 0; n--, s->m.copies++)
		s->copy[s->m.copies] = (struct q_copy_of_matter){.state = roll(3) ? "held" : "redacted", .asked_event = roll(2) ? 9 : DB_NULL_INT};
	s->m.copy = s->copy;
	s->m.ask = s->ask;
	s->m.part = s->part;
	s->m.assist = s->assist;
	s->m.recused = s->recused;
}

static void random_typed(struct snapshot *s)
{
	static const char *const satisfied[] = {"satisfied", "basically", "not_satisfied", ""}, *const months[] = {"2", "6", ""}, *const grades[] = {"emergency", "utility", "enquiry", "ordinary", "complex", ""};
	s->typed = roll(2);
	s->in.text[F_SATISFIED] = any(satisfied, 4);
	s->in.text[F_GRADE] = any(grades, 6);
	s->in.text[F_REPORT_IN] = any(months, 3);
	if (roll(2)) {
		s->in.day[F_ASKED_DAY] = NOW - (int)roll(4);
		s->in.text[F_ASKED_DAY] = day_at(s->in.day[F_ASKED_DAY] - NOW);
	}
}

/* One unit, that it has reached or not, done or not. */
static void random_conveyance(struct snapshot *s)
{
	bool reached = roll(2), done = reached && roll(2);
	s->directive = (struct q_directive_find){.original = "zh", .clauses = roll(2), .root_unit_id = DB_NULL_INT, .report_due = day_at(0)};
	s->conveyed = (struct q_conveyed_list){.unit_id = U_ASSIST, .holder_id = U_ASSIST, .parent_id = DB_NULL_INT, .level = 1, .sent_day = reached ? day_at(-1) : NULL,
		.standing = done ? "accepted" : "open", .report_day = done ? day_at(0) : NULL};
	s->m.directive = &s->directive;
	s->m.conveyed = &s->conveyed;
	s->m.conveyeds = 1;
}

static void random_parcels(struct snapshot *s)
{
	s->m.parcels = roll(3);
	s->m.parcel = s->parcel;
	s->m.parcels_asked = roll(2);
	for (size_t i = 0; i < 2; i++) {
		int64_t restored = roll(2) ? 1 : DB_NULL_INT;
		s->parcel[i] = (struct q_parcel_list){.no = (int64_t)i + 1, .code = "2101", .restored_event = restored, .confirmed_event = roll(2) ? restored : DB_NULL_INT,
			.dropped_event = roll(3) ? DB_NULL_INT : 1};
	}
}

static void random_rectification(struct snapshot *s, const char *code)
{
	static const char *const terms[] = {"", "at_once", "by_date", "standing"};
	s->campaign = (struct q_campaign_find){.findings = roll(3), .unplanned = roll(2), .unsettled = roll(2), .public = roll(2)};
	s->finding = (struct q_finding_find){.term = any(terms, 4), .waiver = roll(3) ? "" : "why", .symptoms = roll(3), .roots = roll(3), .undone = roll(2),
		.shows_place = roll(2), .shows_effect = roll(2), .implemented_event = roll(2) ? 9 : DB_NULL_INT, .charge_id = roll(4) ? 1 + roll(PERSONS) : DB_NULL_INT,
		.in_place_day = roll(3) ? day_at(-9 - (int)roll(3)) : NULL, .effect_days = 10, .public = roll(2), .campaign_public = roll(2)};
	s->m.campaign = cstr_eq(code, "campaign") ? &s->campaign : NULL;
	s->m.finding = cstr_eq(code, "finding") ? &s->finding : NULL;
}

static void random_cases(struct snapshot *s, const char *code)
{
	s->batch = (struct q_batch_find){.cases = roll(3), .answered = roll(3), .settled = roll(3), .public = roll(2)};
	s->forwarded = (struct q_case_find){.outcome = roll(2) ? "settled" : "stage", .public = roll(2)};
	s->m.batch = cstr_eq(code, "batch") ? &s->batch : NULL;
	s->m.forwarded = cstr_eq(code, "case") ? &s->forwarded : NULL;
}

static void snapshot_make(struct snapshot *s, const struct procedure *proc, int state)
{
	static const char *const classes[] = {NULL, "suggestion", "accusation", "appeal", "appeal"}, *const outcomes[] = {"", "reanswer", "uphold", "supported"};
	*s = (struct snapshot){0};
	struct q_matter_by_id *m = &s->m.m;
	*m = (struct q_matter_by_id){.id = 500, .number = "HY-0000-0000", .procedure = proc->code, .state = proc->state[state].code, .class = any(classes, 5),
		.channel = roll(2) ? "transfer_in" : "web", .outcome = any(outcomes, 4), .register_unit_id = U_BUREAU, .lead_unit_id = roll(6) ? U_LEAD : U_BUREAU,
		.sender_unit_id = roll(5) ? U_SENDER : roll(2) ? U_BUREAU : DB_NULL_INT, .review_unit_id = roll(4) ? U_REVIEW : DB_NULL_INT, .complained_unit_id = DB_NULL_INT,
		.handler_id = DB_NULL_INT, .head_count = 1 + roll(2), .assigned = roll(2), .reported = roll(2), .urgent = roll(2), .extended = roll(2),
		.redo = roll(4), .new_facts = roll(2), .anonymous = roll(3), .confidential = roll(2), .served_day = roll(3) ? day_at(-29 - (int)roll(4)) : NULL};
	s->m.proc = proc;
	s->m.state = state;
	s->m.register_is_bureau = roll(2);
	s->m.execution_open = roll(2);
	s->m.hearing_open = roll(2);
	s->m.concluded_before = roll(2);
	s->m.repeats = roll(2);
	s->m.at_joint = roll(2);
	s->meeting = (struct q_meeting_find){.items = roll(3), .unsettled = roll(2), .public = roll(2), .presider_id = roll(4) ? 1 + roll(PERSONS) : DB_NULL_INT};
	s->m.meeting = cstr_eq(proc->kind, "meeting") ? &s->meeting : NULL;
	if (cstr_eq(proc->kind, "directive"))
		random_conveyance(s);
	random_rectification(s, proc->code);
	random_cases(s, proc->code);
	s->supervised = (struct q_sup_find){.charge_id = roll(4) ? 1 + roll(PERSONS) : DB_NULL_INT};
	s->m.supervised = cstr_eq(proc->code, "supervision") ? &s->supervised : NULL;
	random_parcels(s);
	random_clocks(s);
	random_people(s);
	random_typed(s);
}

struct seen_by { struct viewer v; const char *role; int64_t unit; };

static size_t viewers_make(struct seen_by *out)
{
	static const char *const roles[] = {"registrar", "officer", "bureau_head", "handler", "unit_head", "reviewer", "convener", "clerk", "sysadmin", "auditor", "dpo"};
	size_t n = 0;
	for (size_t r = 0; r < sizeof roles / sizeof *roles; r++)
		for (int64_t unit = 1; unit <= UNITS; unit++, n++) {
			out[n] = (struct seen_by){{.kind = VIEWER_STAFF, .person_id = (int64_t)n + 1, .login = "x", .posts = 1}, roles[r], unit};
			out[n].v.fresh = true;     /* proof is asked of who may, elsewhere */
			out[n].v.post[0] = (struct viewer_post){.unit_id = unit, .role = roles[r], .unit_code = "u", .bureau = unit == U_BUREAU};
		}
	out[n++] = (struct seen_by){viewer_petitioner(500), "petitioner", 0};
	out[n++] = (struct seen_by){viewer_petitioner(501), "", 0};
	out[n++] = (struct seen_by){viewer_system(), "system", 0};
	out[n++] = (struct seen_by){{.kind = VIEWER_PUBLIC}, "", 0};
	out[n++] = (struct seen_by){{.kind = VIEWER_STAFF, .person_id = PERSONS}, "", 0};
	return n;
}
enum { VIEWERS = 11 * UNITS + 5 };

/* -- the oracle */

static bool in_unit(const struct snapshot *s, struct str relation, int64_t unit)
{
	if (str_is(relation, "lead"))
		return unit == s->m.m.lead_unit_id;
	if (str_is(relation, "sender"))
		return unit == s->m.m.sender_unit_id;
	if (str_is(relation, "review"))
		return unit == s->m.m.review_unit_id;
	if (str_is(relation, "assist"))
		return s->m.assists > 0 && unit == U_ASSIST;
	if (str_is(relation, "conveyed"))
		return s->m.conveyeds > 0 && unit == s->conveyed.holder_id && s->conveyed.sent_day;
	CHECK(str_is(relation, "bureau"));
	return unit == s->m.m.register_unit_id;
}

/* `role` alone means the organ that role belongs to. */
static bool may_act_as(const struct snapshot *s, const struct seen_by *v, struct str who)
{
	size_t at = str_chr(who, '@');
	struct str role = str_head(who, at == SIZE_MAX ? who.n : at);
	if (str_is(role, "presider"))
		return v->v.kind == VIEWER_STAFF && s->m.meeting && v->v.person_id == s->meeting.presider_id;
	if (str_is(role, "charge"))
		return v->v.kind == VIEWER_STAFF && ((s->m.finding && v->v.person_id == s->finding.charge_id) || (s->m.supervised && v->v.person_id == s->supervised.charge_id));
	if (!str_is(role, v->role))
		return false;
	if (str_is(role, "petitioner") || str_is(role, "system"))
		return true;
	if (at != SIZE_MAX)
		return in_unit(s, str_from(who, at + 1), v->unit);
	bool handles = str_is(role, "handler") || str_is(role, "unit_head");
	return in_unit(s, str_of(handles ? "lead" : str_is(role, "reviewer") ? "review" : "bureau"), v->unit);
}

static const struct q_clock_of_matter *running(const struct snapshot *s, const char *code)
{
	for (size_t i = 0; i < s->m.clocks; i++)
		if (cstr_eq(s->clock[i].code, code) && cstr_eq(s->clock[i].outcome, "running"))
			return &s->clock[i];
	return NULL;
}

static bool asked(const struct snapshot *s, const char *kind)
{
	for (size_t i = 0; i < s->m.asks; i++)
		if (cstr_eq(s->ask[i].kind, kind) && !s->ask[i].decision)
			return true;
	return false;
}

static bool held(const struct snapshot *s, bool asked)
{
	bool any = false;
	for (size_t i = 0; i < s->m.copies; i++)
		any = any || (!strcmp(s->copy[i].state, "held") && (!asked || s->copy[i].asked_event != DB_NULL_INT));
	return any;
}

static bool questioned(const struct snapshot *s)
{
	size_t answered = 0;
	for (size_t i = 0; i < s->m.questions; i++)
		answered += s->question[i].answered_event != DB_NULL_INT;
	return answered < s->m.questions;
}

enum truth { NO, YES, LATER };

static enum truth window(const struct snapshot *s, const char *code, bool typed)
{
	const struct q_clock_of_matter *k = running(s, code);
	day_t due, from, day = typed && !cstr_empty(s->in.text[F_ASKED_DAY]) ? s->in.day[F_ASKED_DAY] : NOW;
	if (!k)
		return NO;
	CHECK(day_parse(str_of(k->due), &due) && day_parse(str_of(k->start_day), &from));
	if (day < from)
		return NO;
	return day <= due ? YES : typed ? NO : LATER;
}

static enum truth with_argument(const struct snapshot *s, const char *name, const char *arg, bool typed)
{
	int64_t ms = now_fixed().utc_ms;
	const struct q_clock_of_matter *k = running(s, arg);
	if (cstr_eq(name, "class"))
		return cstr_eq(s->m.m.class, arg);
	if (cstr_eq(name, "clock_open"))
		return k && ms <= k->due_ms;
	if (cstr_eq(name, "window_open"))
		return window(s, arg, typed);
	if (cstr_eq(name, "window_over"))
		return k && ms > k->due_ms;
	if (cstr_eq(name, "review"))
		return cstr_eq(s->m.m.outcome, arg);
	if (cstr_eq(name, "rated"))
		return !typed || !*s->in.text[F_SATISFIED] ? LATER : cstr_eq(arg, "unhappy") == cstr_eq(s->in.text[F_SATISFIED], "not_satisfied");
	if (cstr_eq(name, "grade"))
		return !typed || !*s->in.text[F_GRADE] ? LATER : cstr_eq(arg, s->in.text[F_GRADE]);
	if (cstr_eq(name, "report_in"))
		return !typed || !*s->in.text[F_REPORT_IN] ? LATER : cstr_eq(arg, s->in.text[F_REPORT_IN]);
	if (cstr_eq(name, "shown"))
		return s->m.finding && (cstr_eq(arg, "in_effect") ? s->finding.shows_effect : s->finding.shows_place) > 0;
	if (cstr_eq(name, "term"))
		return s->m.finding && cstr_eq(s->finding.term, arg);
	CHECK(cstr_eq(name, "window_shut"));
	const struct q_clock_of_matter *last = NULL;
	for (size_t i = 0; i < s->m.clocks; i++)
		if (cstr_eq(s->clock[i].code, arg))
			last = &s->clock[i];
	return last && ms > last->due_ms;
}

static size_t standing(const struct snapshot *s)
{
	size_t n = 0;
	for (size_t i = 0; i < s->m.parcels; i++)
		n += s->parcel[i].dropped_event == DB_NULL_INT;
	return n;
}

static bool parcels_at(const struct snapshot *s, bool confirmed)
{
	size_t there = 0;
	for (size_t i = 0; i < s->m.parcels; i++)
		there += s->parcel[i].dropped_event == DB_NULL_INT && (confirmed ? s->parcel[i].confirmed_event : s->parcel[i].restored_event) != DB_NULL_INT;
	return there == standing(s) && (there > 0 || !s->m.parcels_asked);
}

static enum truth holds(const struct snapshot *s, const char *cond, bool typed)
{
	const struct q_matter_by_id *m = &s->m.m;
	const struct q_finding_find *f = &s->finding;
	const char *colon = strchr(cond, ':');
	const struct q_clock_of_matter *recheck = running(s, "rect_recheck");
	day_t served, placed, begun;
	if (colon)
		return with_argument(s, arena_printf(scratch(), "%.*s", (int)(colon - cond), cond), colon + 1, typed);
	const struct { const char *name; bool yes; } plain[] = {
		{"bureau", s->m.register_is_bureau}, {"classified", m->class != NULL}, {"extension_asked", asked(s, "extension")}, {"recusal_asked", asked(s, "recusal")}, {"identity_asked", asked(s, "identity")}, {"code_asked", asked(s, "code")},
		{"code_given", (s->m.proxies > 0 && !s->proxy[0].ended_day) || (s->m.proxies > 1 && !s->proxy[1].ended_day)},
		{"extended", m->extended}, {"report_open", m->assigned && !m->reported}, {"redo_open", m->redo == 1}, {"redone", m->redo >= 2},
		{"execution_open", s->m.execution_open}, {"hearing_open", s->m.hearing_open}, {"assisted", s->m.assists > 0}, {"urgent", m->urgent},
		{"first_time", !s->m.repeats}, {"joint", m->head_count > 1}, {"bureau_assigned", cstr_eq(m->channel, "transfer_in")},
		{"concluded_before", s->m.concluded_before}, {"new_facts_stated", m->new_facts}, {"question_open", questioned(s)}, {"copy_held", held(s, false)}, {"release_asked", held(s, true)}, {"anonymous", m->anonymous == MATTER_ANONYMOUS}, {"confidential", m->confidential},
		{"at_joint", s->m.at_joint}, {"has_items", s->m.meeting && s->meeting.items > 0}, {"items_settled", s->m.meeting && s->meeting.unsettled == 0}, {"meeting_public", s->m.meeting && s->meeting.public},
		{"has_clauses", s->m.directive && s->directive.clauses > 0}, {"conveyance_complete", s->m.directive && cstr_eq(s->conveyed.standing, "accepted")},
		{"findings_planned", s->m.campaign && s->campaign.findings > 0 && s->campaign.unplanned == 0}, {"findings_settled", s->m.campaign && s->campaign.unsettled == 0},
		{"campaign_public", (s->m.campaign && s->campaign.public) || (s->m.finding && f->campaign_public)}, {"finding_public", s->m.finding && f->public},
		{"plannable", s->m.finding && *f->term && f->symptoms + f->roots > 0 && (*f->waiver || (f->symptoms && f->roots))},
		{"measures_done", s->m.finding && f->undone == 0 && f->symptoms + f->roots > 0}, {"implemented", s->m.finding && f->implemented_event != DB_NULL_INT},
		{"has_parcels", standing(s) > 0}, {"parcels_restored", parcels_at(s, false)}, {"parcels_confirmed", parcels_at(s, true)},
		{"effect_waited", s->m.finding && f->in_place_day && day_parse(str_of(f->in_place_day), &placed) && NOW >= placed + (day_t)f->effect_days},
		{"cases_answered", s->m.batch && s->batch.cases > 0 && s->batch.answered == s->batch.cases}, {"cases_settled", s->m.batch && s->batch.settled == s->batch.cases},
		{"batch_public", s->m.batch && s->batch.public}, {"case_public", s->m.forwarded && s->forwarded.public}, {"answer_settles", s->m.forwarded && cstr_eq(s->forwarded.outcome, "settled")},
		{"recheck_waited", recheck && day_parse(str_of(recheck->start_day), &begun) && NOW - begun >= recheck->length / 2},
		{"answered_long_ago", m->served_day && day_parse(str_of(m->served_day), &served) && NOW - served > 30},
	};
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (cstr_eq(plain[i].name, cond))
			return plain[i].yes ? YES : NO;
	test_fail(__FILE__, __LINE__, "the oracle does not know %s", cond);
}

static bool all_hold(const struct snapshot *s, struct str conds, bool typed)
{
	struct str w;
	while (str_word(&conds, &w)) {
		bool not = w.p[0] == '!';
		if (str_is(w, "-"))
			return true;
		enum truth t = holds(s, arena_cstr(scratch(), str_from(w, not ? 1 : 0)), typed);
		if (t == (not ? YES : NO))
			return false;
	}
	return true;
}

/* The line that allows it, or -1. */
static int oracle(const struct reading *r, const struct snapshot *s, const struct seen_by *v, const char *act, bool typed)
{
	struct duty_doing done[4];
	for (size_t line = 0; line < r->lines; line++) {
		struct str who = r->cell[line][WHO], w;
		bool ours = false;
		if (!str_is(r->cell[line][ACT], act) || !row_from(r, line, s->m.m.state))
			continue;
		while (str_word(&who, &w))
			ours = ours || may_act_as(s, v, w);
		if (!ours || !all_hold(s, r->cell[line][IF], typed))
			continue;
		if (v->v.kind != VIEWER_STAFF)
			return (int)line;
		for (size_t i = 0; i < s->m.recusals; i++)
			if (s->recused[i] == v->v.person_id)
				return -1;
		if (s->m.m.confidential && v->unit != s->m.m.register_unit_id && strstr(act, "_identity") && !cstr_eq(act, "disclose_identity"))
			return -1;
		for (size_t i = 0; i < s->m.parts; i++)
			done[i] = (struct duty_doing){s->part[i].act, s->part[i].person_id, s->part[i].unit_id};
		return duty_breach(act, v->v.person_id, v->unit, done, s->m.parts) ? -1 : (int)line;
	}
	return -1;
}

/* -- the tests */

struct city_rules { struct city city; struct reading reading[CITY_PROCEDURES]; };

static struct city_rules *rules(void)
{
	struct city_rules *c = arena_make(test_arena(), struct city_rules);
	CHECK_STR(city_rules_read(test_arena(), "rules", &c->city), (const char *)NULL);
	CHECK(c->city.procedures >= 3);
	for (size_t i = 0; i < c->city.procedures; i++)
		read_file(&c->reading[i], c->city.procedure[i].code);
	return c;
}

static void compare(const struct reading *r, const struct snapshot *s, const struct seen_by *v, const char *act)
{
	struct refusal why = {0};
	const struct proc_row *row;
	bool got = act_check(&s->m, &v->v, now_fixed(), act, s->typed ? &s->in : NULL, &why, &row);
	int line = oracle(r, s, v, act, s->typed);
	if (got != (line >= 0))
		test_fail(__FILE__, __LINE__, "%s in %s by %s of unit %d: %s, the text says %s", act, s->m.m.state, *v->role ? v->role : "nobody", (int)v->unit,
			got ? "allowed" : "refused", line >= 0 ? "yes" : "no");
	if (!got)
		CHECK(why.kind != REFUSE_NONE && *msg_text(scratch(), LANG_EN, why.what) && *msg_text(scratch(), LANG_ZH, why.what));
	else if (why.kind != REFUSE_NONE || !row || row->line != r->number[line] || !strstr(row->file, r->file[line]))
		test_fail(__FILE__, __LINE__, "%s in %s: by %s:%d, the text says %s:%d", act, s->m.m.state, row ? row->file : "-", row ? row->line : 0, r->file[line], r->number[line]);
}

enum { ROUNDS = 100 };

static bool has_row(const struct procedure *p, int state, int act)
{
	return proc_row_next(p, state, act, -1) >= 0;
}

static void whole_table(size_t first, size_t step)
{
	static struct seen_by viewers[VIEWERS];
	static struct snapshot s;
	struct city_rules *c = rules();
	CHECK_INT(viewers_make(viewers), VIEWERS);
	dice = 1000 + first;
	for (size_t p = 0; p < c->city.procedures; p++)
		for (size_t state = first; state < c->city.procedure[p].states; state += step)
			for (size_t act = 0; act < c->city.procedure[p].acts; act++)
				for (int round = has_row(&c->city.procedure[p], (int)state, (int)act) ? ROUNDS : 2; round > 0; round--) {
					snapshot_make(&s, &c->city.procedure[p], (int)state);
					for (size_t v = 0; v < VIEWERS; v++)
						compare(&c->reading[p], &s, &viewers[v], c->city.procedure[p].act[act].code);
					arena_reset(scratch());
				}
}

ENGINELESS_TEST(the_table_is_what_the_text_says_1) { whole_table(0, 3); }
ENGINELESS_TEST(the_table_is_what_the_text_says_2) { whole_table(1, 3); }
ENGINELESS_TEST(the_table_is_what_the_text_says_3) { whole_table(2, 3); }

ENGINELESS_TEST(every_row_is_possible_for_somebody)
{
	static struct seen_by viewers[VIEWERS];
	static struct snapshot s;
	struct city_rules *c = rules();
	viewers_make(viewers);
	for (size_t p = 0; p < c->city.procedures; p++)
		for (size_t i = 0; i < c->city.procedure[p].rows; i++) {
			const struct procedure *proc = &c->city.procedure[p];
			const struct proc_row *want = &proc->row[i], *row = NULL;
			bool found = false;
			for (int tries = 0; tries < 4000 && !found; tries++) {
				struct refusal why;
				snapshot_make(&s, proc, want->from);
				for (size_t v = 0; v < VIEWERS && !found; v++)
					found = act_check(&s.m, &viewers[v].v, now_fixed(), proc->act[want->act].code, &s.in, &why, &row) && row == want;
				arena_reset(scratch());
			}
			if (!found)
				test_fail(__FILE__, __LINE__, "%s:%d: %s in %s is possible for nobody", want->file, want->line, proc->act[want->act].code, proc->state[want->from].code);
		}
}

ENGINELESS_TEST(every_condition_holds_sometimes_and_not_always)
{
	static struct snapshot s;
	struct city_rules *c = rules();
	for (size_t p = 0; p < c->city.procedures; p++)
		for (size_t i = 0; i < c->city.procedure[p].rows; i++)
			for (int k = 0; k < PROC_LIST && c->city.procedure[p].row[i].cond[k]; k++) {
				bool seen[3] = {0};
				for (int tries = 0; tries < 300 && !(seen[COND_NO] && seen[COND_YES]); tries++) {
					snapshot_make(&s, &c->city.procedure[p], c->city.procedure[p].row[i].from);
					seen[cond_holds(&s.m, now_fixed(), &s.in, c->city.procedure[p].row[i].cond[k])] = true;
					arena_reset(scratch());
				}
				if (!seen[COND_NO] || !seen[COND_YES])
					test_fail(__FILE__, __LINE__, "%s is always the same", c->city.procedure[p].row[i].cond[k]);
			}
}

static void check_words(const char *key)
{
	int id = msg_id(key);
	if (!id)
		test_fail(__FILE__, __LINE__, "%s has no words", key);
	for (enum lang l = 0; l < LANG__MAX; l++)
		CHECK(*msg_text(test_arena(), l, (struct msg){.id = id, .arg = {"1", "2", "3", "4"}}));
}

static const char *key_of(const char *prefix, const char *name, const char *suffix)
{
	return arena_printf(test_arena(), "%s%s%s", prefix, name, suffix);
}

ENGINELESS_TEST(every_condition_role_field_paper_and_trigger_has_its_words)
{
	static const char *const triggers[] = {"route_late", "notice_late", "handle_late", "objection_late", "report_late", "urgent_late", "review_late", "execution_late", "redo_late", "unhappy_twice", "decided"};
	for (size_t i = 0; cond_names[i]; i++) {
		const char *name = arena_cstr(test_arena(), str_head(str_of(cond_names[i]), strcspn(cond_names[i], ":")));
		check_words(key_of("cond.", name, ""));
		check_words(key_of("cond.not.", name, ""));
	}
	for (size_t i = 0; i < role_count; i++)
		check_words(key_of("role.", role_table[i].name, ""));
	for (size_t i = 0; i < document_count; i++) {
		check_words(key_of("doc.", document_table[i].kind, ".title"));
		check_words(key_of("doc.", document_table[i].kind, ".body"));
	}
	for (size_t i = 0; i < sizeof triggers / sizeof *triggers; i++)
		check_words(key_of("trigger.", triggers[i], ""));
	for (int f = F_NONE + 1; f < F__MAX; f++) {
		check_words(key_of("field.", field_table[f].name, ""));
		for (int k = 0; k < FIELD_CHOICES && field_table[f].choice[k]; k++)
			check_words(key_of(arena_printf(test_arena(), "field.%s.", field_table[f].name), field_table[f].choice[k], ""));
	}
}

ENGINELESS_TEST(every_state_act_and_clock_has_its_words)
{
	struct city_rules *c = rules();
	for (size_t p = 0; p < c->city.procedures; p++) {
		const struct procedure *proc = &c->city.procedure[p];
		for (enum lang l = 0; l < LANG__MAX; l++) {
			CHECK(*proc->name[l]);
			for (size_t i = 0; i < proc->states; i++)
				CHECK(*proc->state[i].name[l]);
			for (size_t i = 0; i < proc->acts; i++)
				CHECK(*proc->act[i].name[l]);
		}
		for (size_t i = 0; i < proc->rows; i++)
			CHECK(*proc->row[i].article);
	}
	for (size_t i = 0; i < c->city.clocks.n; i++)
		for (enum lang l = 0; l < LANG__MAX; l++)
			CHECK(*c->city.clocks.rule[i].name[l] && *c->city.clocks.rule[i].cite[l]);
}

ENGINELESS_TEST(lists_of_names_are_the_tables)
{
	size_t n = 0;
	for (; field_names[n]; n++)
		CHECK_STR(field_names[n], field_table[n + 1].name);
	CHECK_INT(n, F__MAX - 1);
	for (n = 0; role_names[n]; n++)
		CHECK_STR(role_names[n], role_table[n].name);
	CHECK_INT(n, role_count);
	for (n = 0; document_names[n]; n++)
		CHECK_STR(document_names[n], document_table[n].kind);
	CHECK_INT(n, document_count);
}
