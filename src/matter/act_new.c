/* How matters begin: filed by a petitioner, registered by staff, or born of
 * another matter. Laws: 1 the registered text is never changed afterwards,
 * but for what its transfer copy loses or two persons give back (copy.h);
 * 2 a form sent twice makes one matter, with the same number and code; 3 a
 * web petition belongs to the bureau from its first moment. */
#include "act_run.h"
#include "cond.h"
#include "copy.h"
#include "identity.h"
#include "person.h"
#include "unit.h"

#include "../base/bug.h"
#include "../base/hash.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "../base/utf8.h"

static const char *given(const struct act_in *in, enum field f)
{
	return in->text[f] ? in->text[f] : "";
}

static const char *given_or_null(const struct act_in *in, enum field f)
{
	return cstr_empty(in->text[f]) ? NULL : in->text[f];
}

/* 128 bits and two check characters, in groups of four. */
static const char *code_text(struct arena *a, const unsigned char bits[static 16])
{
	struct sha256 sum = sha256_of((struct str){(const char *)bits, 16});
	const char *code = arena_printf(a, "%.26s%.2s", base32_text(a, bits, 16), base32_text(a, sum.b, 2));
	return query_code_shown(a, code);
}

const char *query_code_shown(struct arena *a, const char *code)
{
	must(strlen(code) == 28);
	return arena_printf(a, "%.4s-%.4s-%.4s-%.4s-%.4s-%.4s-%.4s", code, code + 4, code + 8, code + 12, code + 16, code + 20, code + 24);
}

const char *query_code_new(struct arena *a)
{
	unsigned char bits[16];
	os_random(bits, sizeof bits);
	return code_text(a, bits);
}

/* Random; or from the sender's key, so that asking again gives the same code. */
static const char *query_code(struct arena *a, const struct city *c, const struct act_in *in)
{
	if (cstr_empty(in->idempotency))
		return query_code_new(a);
	struct sha256 bits = city_keyed(c, "code-of-request", str_of(in->idempotency));
	return code_text(a, bits.b);
}

static struct str blob(struct arena *a, const struct sha256 *h)
{
	return (struct str){arena_memdup(a, h->b, sizeof h->b), sizeof h->b};
}

struct str follow_key(struct arena *a, const struct city *c, const char *code)
{
	char plain[29];
	size_t n = 0;
	for (const char *p = code; *p && n < 28; p++)
		if (*p != '-')
			plain[n++] = *p;
	struct sha256 h = city_keyed(c, "query-code", (struct str){plain, n});
	return blob(a, &h);
}

/* The sender's key, as it is remembered; NULL p: none was sent. */
static struct str request_key(struct tx *tx, const struct city *c, const struct act_in *in)
{
	struct sha256 h = city_keyed(c, "idempotency", str_of(in->idempotency));
	return draw_hash(tx, "request", cstr_empty(in->idempotency) ? (struct str){NULL, 0} : blob(tx->arena, &h));
}

/* Sent before: then the matter it made. */
static bool done_before(struct tx *tx, const struct city *c, struct act_in *in, struct act_done *done)
{
	struct q_idempotency_find found;
	struct q_matter_by_id m;
	if (cstr_empty(in->idempotency))
		return false;
	struct sha256 h = city_keyed(c, "idempotency", str_of(in->idempotency));
	if (!q_idempotency_find(tx, blob(tx->arena, &h), &found) || !q_matter_by_id(tx, found.matter_id, &m))
		return false;
	*done = (struct act_done){m.id, 0, m.number, city_procedure(c, m.procedure)->inner ? NULL : query_code(tx->arena, c, in)};
	return true;
}

static void remember(struct tx *tx, const struct city *c, const struct act_in *in, int64_t matter_id, struct now now)
{
	struct str key = request_key(tx, c, in);
	if (key.p)
		q_idempotency_add(tx, key, matter_id, now.utc_ms);
}

struct new_matter {
	const char *procedure, *code;
	int64_t unit_id, lead_id, parent_id;
	int64_t complained_id;
};

static bool known_places(struct tx *tx, day_t today, const struct act_in *in, struct new_matter *n, struct refusal *why)
{
	struct q_area_by_code area;
	n->complained_id = DB_NULL_INT;
	if (!cstr_empty(in->text[F_AREA]) && !q_area_by_code(tx, in->text[F_AREA], &area)) {
		*why = (struct refusal){REFUSE_INPUT, T_FAULT_UNKNOWN_AREA(in->text[F_AREA]), NULL, F_AREA};
		return false;
	}
	if (cstr_empty(in->text[F_COMPLAINED]))
		return true;
	n->complained_id = unit_by_code(tx, in->text[F_COMPLAINED], today);
	if (!n->complained_id) {
		*why = (struct refusal){REFUSE_INPUT, T_FAULT_UNKNOWN_UNIT(in->text[F_COMPLAINED]), NULL, F_COMPLAINED};
		return false;
	}
	return true;
}

static int64_t insert(struct tx *tx, const struct city *c, struct now now, const struct act_in *in, const struct new_matter *n)
{
	char today[11];
	const struct procedure *proc = city_procedure(c, n->procedure);
	struct str petitioner = identity_petitioner(tx, c, in);
	struct str code = draw_hash(tx, "code", n->code ? follow_key(tx->arena, c, n->code) : (struct str){NULL, 0});
	const char *class = given_or_null(in, F_CLASS);
	const char *received = cstr_empty(in->text[F_RECEIVED]) ? day_text(now.today, today) : in->text[F_RECEIVED];
	int64_t heads = in->number[F_HEAD_COUNT] > 0 ? in->number[F_HEAD_COUNT] : in->identities > 1 ? (int64_t)in->identities : 1;
	return input_matter(tx, q_matter_insert(tx, draw(tx, "number", matter_number_new(tx->arena)), proc->kind, n->procedure, "new", class, NULL,
		!cstr_empty(in->text[F_CHANNEL]) ? in->text[F_CHANNEL] : proc->inner ? "" : "web",
		in->lang ? in->lang : "zh", given(in, F_SUBJECT), given(in, F_TEXT), given(in, F_REQUESTS), "", given_or_null(in, F_AREA),
		given(in, F_PLACE), received, now.utc_ms, n->unit_id, n->lead_id, n->complained_id, heads,
		!cstr_empty(in->text[F_ORAL]), !cstr_empty(in->text[F_CONFIDENTIAL]), cstr_eq(class, "accusation"),
		!cstr_empty(in->text[F_CONTACT_UNCLEAR]), !cstr_empty(in->text[F_NEW_FACTS]),
		n->parent_id, code, petitioner, ""));
}

/* The first row for (start, act) that fits the registering unit. */
static const struct proc_row *start_row(const struct matter *m, struct now now, const char *act, const struct act_in *in)
{
	int a = proc_act_find(m->proc, act);
	for (int i = a < 0 ? -1 : proc_row_next(m->proc, m->state, a, -1); i >= 0; i = proc_row_next(m->proc, m->state, a, i)) {
		const struct proc_row *row = &m->proc->row[i];
		bool fits = true;
		for (int k = 0; k < PROC_LIST && row->cond[k]; k++)
			fits = fits && (cond_holds(m, now, in, row->cond[k]) == COND_YES) != row->negated[k];
		if (fits)
			return row;
	}
	return NULL;
}

const struct proc_row *act_new_row(const struct city *c, const char *procedure, const char *act, bool bureau)
{
	struct matter m = {.city = c, .proc = city_procedure(c, procedure), .register_is_bureau = bureau};
	if (!m.proc)
		return NULL;
	m.state = proc_state_find(m.proc, "new");
	return start_row(&m, (struct now){0}, act, NULL);
}

/* The role the registrar acts in; "petitioner" and "system" for themselves. */
static const char *new_role(const struct viewer *v, const struct procedure *proc, int64_t unit_id)
{
	if (v->kind == VIEWER_SYSTEM)
		return "system";
	if (v->kind != VIEWER_STAFF)
		return "petitioner";
	if (proc->inner)
		return viewer_post_in(v, "clerk", unit_id) ? "clerk" : NULL;
	if (viewer_post_in(v, "registrar", unit_id))
		return "registrar";
	return viewer_post_in(v, "officer", unit_id) ? "officer" : NULL;
}

static bool row_is_for(const struct proc_row *row, const char *role)
{
	for (int i = 0; i < PROC_LIST && row->who[i]; i++)
		if (cstr_eq(row->who[i], role))
			return true;
	return false;
}

static bool begin(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const char *act,
	const struct new_matter *n, struct act_in *in, struct act_done *done, struct refusal *why)
{
	struct matter m;
	struct deed d = {.tx = tx, .city = c, .m = &m, .v = v, .now = now, .act = act, .in = in, .why = why, .code = n->code};
	d.role = new_role(v, city_procedure(c, n->procedure), n->unit_id);
	d.unit_id = v->kind == VIEWER_STAFF ? n->unit_id : 0;
	if (!d.role) {
		*why = (struct refusal){REFUSE_RIGHT, T_REFUSE_RIGHT, NULL, F_NONE};
		return false;
	}
	int64_t id = insert(tx, c, now, in, n);
	if (!id || tx->trouble != TROUBLE_NONE || !matter_load(tx, c, id, &m))
		return false;
	deed_petitioner_facts(tx, &m, act);
	d.row = start_row(&m, now, act, in);
	if (!d.row) {
		*why = (struct refusal){REFUSE_STATE, T_REFUSE_NO_ACT, NULL, F_NONE};
		return false;
	}
	if (!row_is_for(d.row, d.role)) {
		*why = (struct refusal){REFUSE_RIGHT, T_REFUSE_RIGHT, d.row->article, F_NONE};
		return false;
	}
	if (!deed_run(&d))
		return false;
	*done = (struct act_done){id, d.event_id, m.m.number, n->code};
	return true;
}

static void keep_input(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const struct new_matter *n, const char *act, const struct act_in *in, int64_t matter_id)
{
	bool staff = v->kind == VIEWER_STAFF;
	const char *role = new_role(v, city_procedure(c, n->procedure), n->unit_id);
	input_keep(tx, now, matter_id, "new", in, "procedure", n->procedure, "act", act, "who", staff ? "staff" : role, "role", role,
		"person", input_id(tx, staff ? v->person_id : DB_NULL_INT), "unit", input_id(tx, n->unit_id), NULL);
}

bool act_new(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const char *procedure,
	const char *act, int64_t unit_id, struct act_in *in, struct act_done *done, struct refusal *why)
{
	struct new_matter n = {.procedure = procedure, .unit_id = unit_id, .parent_id = DB_NULL_INT};
	*why = (struct refusal){0};
	if (done_before(tx, c, in, done))
		return true;
	input_begin(tx);
	if (in->faults) {
		*why = (struct refusal){REFUSE_INPUT, in->fault[0].what, NULL, in->fault[0].field};
		return false;
	}
	if (v->kind != VIEWER_STAFF)
		n.unit_id = draw_id(tx, "intake", unit_intake(tx, procedure));
	if (!n.unit_id) {
		*why = (struct refusal){REFUSE_STATE, T_REFUSE_NO_INTAKE, NULL, F_NONE};
		return false;
	}
	if (!known_places(tx, now.today, in, &n, why))
		return false;
	n.lead_id = n.unit_id;
	n.code = input_again(tx) || city_procedure(c, procedure)->inner ? NULL : query_code(tx->arena, c, in);
	copy_take(tx, NULL, v, act, in);
	if (!begin(tx, c, v, now, act, &n, in, done, why)) {
		copy_give_back(in);
		return false;
	}
	remember(tx, c, in, done->matter_id, now);
	keep_input(tx, c, v, now, &n, act, in, done->matter_id);
	return tx->trouble == TROUBLE_NONE;
}

bool act_new_apart(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const struct act_apart *of,
	struct act_in *in, struct act_done *done, struct refusal *why)
{
	struct new_matter n = {.procedure = of->procedure, .unit_id = of->register_id, .lead_id = of->lead_id, .parent_id = of->parent_id, .complained_id = of->complained_id};
	n.code = input_again(tx) ? NULL : query_code(tx->arena, c, in);
	copy_take(tx, NULL, v, of->act, in);
	if (!begin(tx, c, v, now, of->act, &n, in, done, why)) {
		copy_give_back(in);
		return false;
	}
	remember(tx, c, in, done->matter_id, now);
	return true;
}

bool act_new_again(struct tx *tx, const struct city *c, struct act_in *in, struct act_done *done)
{
	return done_before(tx, c, in, done);
}

bool deed_open_execution(struct deed *d)
{
	struct viewer system = viewer_system();
	struct act_in in = {0};
	struct act_done done;
	struct q_matter_by_id now_row;
	must(q_matter_by_id(d->tx, d->m->m.id, &now_row));
	in.text[F_SUBJECT] = now_row.subject;
	in.text[F_TEXT] = now_row.requests;
	in.text[F_CHANNEL] = now_row.channel;
	in.text[F_AREA] = now_row.area_code;
	in.number[F_HEAD_COUNT] = now_row.head_count;
	struct new_matter n = {.procedure = "execution", .unit_id = now_row.register_unit_id,
		.lead_id = now_row.lead_unit_id, .parent_id = now_row.id, .complained_id = DB_NULL_INT};
	return begin(d->tx, d->city, &system, d->now, "open_task", &n, &in, &done, d->why);
}

bool deed_open_decision(struct deed *d, const struct q_entry_list *e, int64_t *task_id)
{
	struct viewer system = viewer_system();
	struct act_in in = {0};
	struct act_done done;
	char today[11];
	struct str rest = str_of(e->assist), code;
	int64_t lead = unit_current(d->tx, e->lead_unit_id, d->now.today);
	in.text[F_SUBJECT] = arena_cstr(d->tx->arena, utf8_head(str_of(e->text), LIMIT_SUBJECT_CHARS));
	in.text[F_TEXT] = e->text;
	in.text[F_REPORT_DUE] = e->due;
	must(lead && day_parse(str_of(e->due), &in.day[F_REPORT_DUE]));
	struct new_matter n = {.procedure = "decision_task", .unit_id = d->m->m.register_unit_id, .lead_id = lead, .parent_id = d->m->m.id,
		.complained_id = DB_NULL_INT};
	if (!begin(d->tx, d->city, &system, d->now, "open_task", &n, &in, &done, d->why))
		return false;
	*task_id = done.matter_id;
	q_matter_set_leader(d->tx, done.matter_id, e->leader);
	while (str_word(&rest, &code)) {
		struct q_unit_find_code assist;
		if (q_unit_find_code(d->tx, arena_cstr(d->tx->arena, code), &assist))
			q_assist_add(d->tx, done.matter_id, assist.id, day_text(d->now.today, today));
	}
	return true;
}

bool deed_raise_petition(struct deed *d)
{
	struct act_in in = {0};
	struct act_done done;
	const struct matter *m = d->m;
	int64_t bureau = draw_id(d->tx, "intake", unit_intake(d->tx, "petition"));
	if (!bureau)
		return deed_refuse(d, F_NONE, T_REFUSE_NO_INTAKE, NULL);
	struct viewer petitioner = viewer_petitioner(0);
	if (!copy_may_leave(d, F_NONE))
		return false;
	if (!identity_copy(d->tx, m, NULL, &in))
		return deed_refuse(d, F_NONE, T_REFUSE_IDENTITY_LOCKED, NULL);
	in.text[F_SUBJECT] = m->m.subject;
	in.text[F_TEXT] = m->m.body;
	in.text[F_CHANNEL] = "hotline";
	in.text[F_AREA] = m->m.area_code;
	in.text[F_PLACE] = m->m.place;
	in.text[F_CONFIDENTIAL] = m->m.confidential ? "1" : NULL;
	in.text[F_ANONYMOUS] = m->m.anonymous == MATTER_ANONYMOUS ? "1" : NULL;
	struct new_matter n = {.procedure = "petition", .unit_id = bureau, .lead_id = bureau,
		.parent_id = m->m.id, .complained_id = m->m.complained_unit_id};
	if (!begin(d->tx, d->city, &petitioner, d->now, "file", &n, &in, &done, d->why))
		return false;
	q_link_add(d->tx, m->m.id, done.matter_id, "raised_to");
	d->detail = done.number;
	return true;
}

size_t act_duplicates(struct tx *tx, const struct city *c, int64_t unit_id, const struct act_in *in, struct q_duplicates **out)
{
	struct str key = identity_key(tx->arena, c, in);
	*out = NULL;
	return key.p ? q_duplicates(tx, key, given(in, F_SUBJECT), unit_id, out) : 0;
}
