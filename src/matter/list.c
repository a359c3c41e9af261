/* Laws: 1 no list, count or search shows what matter_visible() denies (the
 * view `seen` says the same; a test compares them); 2 a list is bounded. */
#include "list.h"

#include "../base/bug.h"
#include "../base/limits.h"

const char *const list_sort_names[SORT__MAX] = {"due", "new", "old"};
const char *const list_clock_names[LIST_CLOCK__MAX] = {"", "late", "soon", "calm"};

enum { SOON_DAYS = 5, PIECES = 16 };

/* The generated rows of the three list queries share these members. */
#define LIST_ROW(q) (struct list_row){.number = (q)->number, .procedure = (q)->procedure, .state = (q)->state, \
	.subject = (q)->subject, .class_ = (q)->class, .channel = (q)->channel, .lead_zh = (q)->lead_zh, .lead_en = (q)->lead_en, \
	.handler_zh = (q)->handler_zh, .handler_en = (q)->handler_en, .received_day = (q)->received_day, .next_due = (q)->next_due, \
	.next_nominal = (q)->next_nominal, .next_clock = (q)->next_clock, .urgent = (q)->urgent != 0, \
	.supervised = (q)->supervised != 0, .restricted = (q)->restricted != 0, .excerpt = ""}

/* The filter as query parameters. */
struct plain { const char *procedure, *state, *class_, *channel, *clock; int64_t unit, viewer, skip, rows; char today[11], soon[11], from[11], to[11]; };

static const char *any(const char *s)
{
	return s ? s : "";
}

static bool plain_of(struct tx *tx, const struct viewer *v, struct now now, const struct list_filter *f, struct plain *p)
{
	struct q_unit_find_code unit = {0};
	*p = (struct plain){.procedure = any(f->procedure), .state = any(f->state), .class_ = any(f->class_),
		.channel = any(f->channel), .clock = list_clock_names[f->clock], .viewer = v->person_id};
	day_text(now.today, p->today);
	day_text(now.today + SOON_DAYS, p->soon);
	day_text(f->from, p->from);
	day_text(f->to, p->to);
	p->rows = f->rows ? f->rows : LIMIT_PAGE_ROWS;
	p->skip = (int64_t)(f->page > 1 ? f->page - 1 : 0) * p->rows;
	if (!cstr_empty(f->unit) && !q_unit_find_code(tx, f->unit, &unit))
		return false;
	p->unit = unit.id;
	return true;
}

static void keep_rows(struct list_page *out, const struct plain *p, size_t n)
{
	out->more = n > (size_t)p->rows;
	out->rows = out->more ? (size_t)p->rows : n;
}

static void find_text(struct tx *tx, const struct list_filter *f, const struct plain *p, const char *match, struct list_page *out)
{
	struct q_search_find *q;
	size_t n = q_search_find(tx, match, p->viewer, p->today, p->procedure, p->state, p->class_, p->channel, p->unit,
		p->from, p->to, p->clock, p->soon, f->open_only, f->mine, p->skip, p->rows + 1, &q);
	out->row = arena_make_n(tx->arena, struct list_row, n);
	out->more = n > (size_t)p->rows;
	/* a matter whose text and answer both match stands twice, side by side */
	for (size_t i = 0; i < n && i < (size_t)p->rows; i++)
		if (i == 0 || q[i].id != q[i - 1].id)
			out->row[out->rows++] = LIST_ROW(&q[i]);
	out->total = p->skip + (int64_t)out->rows;
	out->total_exact = !out->more && p->skip == 0;
}

static void find_plain(struct tx *tx, const struct list_filter *f, const struct plain *p, struct list_page *out)
{
	struct q_list_find *q;
	struct q_list_count count;
	size_t n = q_list_find(tx, p->viewer, p->today, p->procedure, p->state, p->class_, p->channel, p->unit,
		p->from, p->to, p->clock, p->soon, f->open_only, f->mine, list_sort_names[f->sort], p->skip, p->rows + 1, &q);
	out->row = arena_make_n(tx->arena, struct list_row, n);
	for (size_t i = 0; i < n; i++)
		out->row[i] = LIST_ROW(&q[i]);
	keep_rows(out, p, n);
	q_list_count(tx, p->viewer, p->today, p->procedure, p->state, p->class_, p->channel, p->unit,
		p->from, p->to, p->clock, p->soon, f->open_only, f->mine, &count);
	out->total = count.n > 1000 ? 1000 : count.n;
	out->total_exact = count.n <= 1000;
}

/* A number typed into the search box finds its matter whatever the filters. */
static bool find_number(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const char *typed, struct list_page *out)
{
	struct matter m;
	struct q_unit_by_id lead;
	struct str s = str_trim(str_of(typed));
	char number[16];
	if (s.n != 12)
		return false;
	for (size_t i = 0; i < s.n; i++)
		number[i] = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 32) : s.p[i];
	number[s.n] = 0;
	if (!matter_find(tx, c, v, now.today, number, &m) || !q_unit_by_id(tx, m.m.lead_unit_id, &lead))
		return false;
	out->row = arena_make_n(tx->arena, struct list_row, 1);
	*out->row = (struct list_row){.number = m.m.number, .procedure = m.m.procedure, .state = m.m.state, .subject = m.m.subject,
		.class_ = m.m.class, .channel = m.m.channel, .lead_zh = lead.name_zh, .lead_en = lead.name_en,
		.received_day = m.m.received_day, .next_due = m.m.next_due, .next_nominal = m.m.next_nominal,
		.next_clock = m.m.next_clock, .urgent = m.m.urgent != 0, .supervised = m.m.supervised != 0,
		.restricted = m.m.restricted != 0, .excerpt = ""};
	out->rows = 1;
	out->total = 1;
	out->total_exact = true;
	return true;
}

void list_find(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const struct list_filter *f, struct list_page *out)
{
	struct plain p;
	*out = (struct list_page){.total_exact = true};
	if (!cstr_empty(f->text) && find_number(tx, c, v, now, f->text, out))
		return;
	if (!plain_of(tx, v, now, f, &p))
		return;
	if (cstr_empty(f->text)) {
		find_plain(tx, f, &p, out);
		return;
	}
	const char *match = search_query(tx->arena, str_of(f->text));
	if (match)
		find_text(tx, f, &p, match, out);
}

/* -- my day */

struct work { const char *code, *role, *relation, *states; };

/* What each role's day consists of. charge: the seat of the leader in charge, once whatever posts there are. */
static const struct work work_table[] = {
	{"route", "officer", "bureau", " registered simple_registered "},
	{"copies", "registrar", "held", ""},
	{"copies", "officer", "held", ""},
	{"copies", "bureau_head", "release", ""},
	{"decide_objection", "officer", "sender", " objected "},
	{"decide_return", "officer", "sender", " returned "},
	{"dispatch", "registrar", "bureau", " registered "},
	{"call_back", "registrar", "bureau", " handled "},
	{"escalated", "bureau_head", "bureau", " escalated "},
	{"verify_execution", "officer", "bureau", " reported "},
	{"accept", "handler", "lead", " routed simple_routed dispatched referred issued "},
	{"handle", "handler", "lead", " handling simple_handling open "},
	{"serve", "handler", "lead", " opined "},
	{"after", "handler", "lead", " served settled concluded "},
	{"assist", "handler", "assist", ""},
	{"retaliation", "bureau_head", "bureau", " looked_into "},
	{"retaliation", "unit_head", "lead", " looked_into "},
	{"retaliation", "handler", "lead", " looked_into "},
	{"wrote", "officer", "lead", ""},
	{"wrote", "handler", "lead", ""},
	{"wrote", "reviewer", "review", ""},
	{"question", "officer", "asked", ""},
	{"question", "handler", "asked", ""},
	{"question", "reviewer", "asked", ""},
	{"approve", "unit_head", "lead", " drafted "},
	{"asked", "unit_head", "asked", ""},
	{"asked", "officer", "asked_bureau", ""},
	{"asked", "bureau_head", "asked_bureau", ""},
	{"approve_item", "charge", "charge", " proposed "},
	{"agree", "charge", "charge", " endorsed "},
	{"endorse", "unit_head", "lead", " applied "},
	{"verify", "clerk", "bureau", " reviewed in_place verified "},
	{"review", "reviewer", "review", " under_review review_opined under_rereview rereview_opined "},
	{"approve_review", "unit_head", "review", " review_drafted rereview_drafted "},
};
enum { WORKS = sizeof work_table / sizeof *work_table };

/* A handler's own and the unassigned; colleagues' work is theirs. */
static bool is_colleagues(const struct viewer *v, const struct work *w, int64_t handler_id)
{
	return cstr_eq(w->role, "handler") && handler_id != DB_NULL_INT && handler_id != v->person_id;
}

/* The rows of one query's answer that are this viewer's to do. */
#define TAKE_ROWS(g, v, w, q, n) \
	do { \
		(g)->row = arena_make_n(tx->arena, struct list_row, n); \
		for (size_t i = 0; i < (n); i++) \
			if (!is_colleagues(v, w, (q)[i].handler_id)) \
				(g)->row[(g)->rows++] = LIST_ROW(&(q)[i]); \
	} while (0)

static void add_group(struct tx *tx, const struct viewer *v, struct now now, const struct viewer_post *post, const struct work *w, struct list_group *g)
{
	struct q_list_work *work;
	struct q_list_asked *asked;
	struct q_list_wrote *wrote;
	struct q_list_copies *copies;
	char today[11];
	size_t n;
	day_text(now.today, today);
	*g = (struct list_group){.code = w->code,
		.filter = {.unit = cstr_eq(w->relation, "lead") ? post->unit_code : "", .open_only = true, .from = DAY_NONE, .to = DAY_NONE, .page = 1}};
	if (cstr_eq(w->code, "question")) {
		n = q_list_asked(tx, post->unit_id, v->person_id, today, &asked);
		TAKE_ROWS(g, v, w, asked, n);
	} else if (cstr_eq(w->code, "wrote")) {
		n = q_list_wrote(tx, post->unit_id, w->relation, v->person_id, today, &wrote);
		TAKE_ROWS(g, v, w, wrote, n);
	} else if (cstr_eq(w->code, "copies")) {
		n = q_list_copies(tx, post->unit_id, cstr_eq(w->relation, "release"), v->person_id, today, &copies);
		TAKE_ROWS(g, v, w, copies, n);
	} else {
		n = q_list_work(tx, post->unit_id, w->states, w->relation, v->person_id, today, &work);
		TAKE_ROWS(g, v, w, work, n);
	}
	g->total = (int64_t)g->rows;
}

size_t list_my_day(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, struct list_group **out)
{
	(void)c;
	size_t n = 0;
	*out = arena_make_n(tx->arena, struct list_group, (size_t)WORKS * VIEWER_POSTS);
	for (size_t w = 0; w < WORKS; w++)
		for (size_t p = 0; p < v->posts; p++)
			if (cstr_eq(work_table[w].role, "charge") ? p == 0 : cstr_eq(v->post[p].role, work_table[w].role)) {
				add_group(tx, v, now, &v->post[p], &work_table[w], &(*out)[n]);
				if ((*out)[n].total > 0)
					n++;
			}
	return n;
}

size_t list_board(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, struct board_cell **out)
{
	(void)c;
	struct q_list_board *q;
	char today[11], soon[11];
	size_t n = q_list_board(tx, v->person_id, day_text(now.today, today), day_text(now.today + SOON_DAYS, soon), &q);
	*out = arena_make_n(tx->arena, struct board_cell, n);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = (struct board_cell){q[i].unit_code, q[i].unit_zh, q[i].unit_en, q[i].state, q[i].open, q[i].soon, q[i].late};
	return n;
}

void list_index(struct tx *tx, int64_t matter_id, int piece, const char *const *texts, size_t n)
{
	struct buf all;
	must(piece >= 0 && piece < PIECES);
	buf_init(&all, 4 * LIMIT_TEXT_CHARS * 4);
	for (size_t i = 0; i < n; i++) {
		buf_cstr(&all, texts[i]);
		buf_char(&all, '\n');
	}
	q_search_add(tx, matter_id * PIECES + piece, search_tokens(tx->arena, buf_view(&all)));
	buf_free(&all);
}
