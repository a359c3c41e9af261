/* Laws: 1 what is taken out leaves before anything is written, so that nothing
 * has to be hidden later; 2 done again (rebuild), nothing is looked for: the
 * input holds the words as they were kept; 3 the words as typed stand sealed
 * under a key of their own, which the office and the query code open; 4 no
 * matter goes to a unit while somebody of the office has a copy to look at. */
#include "copy.h"

#include "../base/bug.h"
#include "../rule/redact.h"
#include "seal.h"

enum { WHO = 2 * IDENTITIES + 1 };     /* each with a guardian, and words of the office's own */

const enum field copy_fields[] = {F_SUBJECT, F_TEXT, F_REQUESTS, F_PLACE, F_REASON, F_COMMENT, F_NONE};

struct people { struct redact_who who[WHO]; size_t n; };

/* -- finding */

static void add(struct people *p, const struct redact_who *who, const char *guardian)
{
	must(p->n + 2 <= WHO);
	p->who[p->n++] = *who;
	if (!cstr_empty(guardian))
		p->who[p->n++] = (struct redact_who){.name = guardian};
}

static void add_typed(struct people *p, const struct act_in *in)
{
	for (size_t i = 0; i < in->identities; i++) {
		const struct identity_in *t = &in->identity[i];
		add(p, &(struct redact_who){t->name, t->phone, t->email, t->address, t->id_number}, t->guardian);
	}
}

/* False: there is an identity, and it does not open here. */
static bool people_of(struct tx *tx, const struct matter *m, const struct viewer *v, struct people *p)
{
	struct identity_row *row;
	size_t n;
	if (identity_for_copy(tx, m, v, &row, &n) == IDENTITY_LOCKED)
		return false;
	for (size_t i = 0; i < n; i++)
		add(p, &(struct redact_who){row[i].name.secret, row[i].phone.secret, row[i].email.secret, row[i].address.secret, row[i].id_number.secret},
			row[i].guardian.secret);
	return true;
}

/* The same pointer when nothing was found. What a cut leaves is looked at again (redact.h). */
static const char *cut(struct arena *a, const char *text, const struct people *p)
{
	struct redact_place *place;
	for (size_t n; (n = redact_find(a, str_of(text), p->who, p->n, &place)) > 0;)
		text = redact_cut(a, str_of(text), place, n);
	return text;
}

/* -- taking out */

/* Are these the petitioner's words, typed by themselves or taken down for them? */
static bool petitioners(const struct viewer *v, const char *act)
{
	static const char *const taken_down[] = {"register", "correct", "call_back", NULL};
	if (v->kind != VIEWER_STAFF)
		return v->kind != VIEWER_SYSTEM;
	for (const char *const *p = taken_down; *p; p++)
		if (cstr_eq(*p, act))
			return true;
	return false;
}

static bool any_words(const struct act_in *in)
{
	bool any = false;
	for (const enum field *f = copy_fields; *f; f++)
		any = any || !cstr_empty(in->text[*f]);
	return any;
}

void copy_take(struct tx *tx, const struct matter *m, const struct viewer *v, const char *act, struct act_in *in)
{
	struct people p = {0};
	in->cut = false;
	for (const enum field *f = copy_fields; *f; f++)
		in->uncut[*f] = NULL;
	if (input_again(tx)) {
		in->cut = input_drawn(tx, "cut") != NULL;
		return;
	}
	if (!petitioners(v, act) || !any_words(in))
		return;
	add_typed(&p, in);
	bool whole = m && !people_of(tx, m, v, &p);
	for (const enum field *f = copy_fields; *f; f++) {
		const char *typed = in->text[*f];
		const char *left = cstr_empty(typed) ? typed : whole ? REDACT_MARK : cut(tx->arena, typed, &p);
		if (left == typed)
			continue;
		in->uncut[*f] = typed;
		in->text[*f] = left;
		in->cut = true;
	}
	if (in->cut)
		draw(tx, "cut", "1");
}

void copy_give_back(struct act_in *in)
{
	for (const enum field *f = copy_fields; *f; f++) {
		if (in->uncut[*f])
			in->text[*f] = in->uncut[*f];
		in->uncut[*f] = NULL;
	}
	in->cut = false;
}

bool copy_take_import(struct tx *tx, struct copy_import *c)
{
	struct people p = {0};
	if (input_again(tx))
		return input_drawn(tx, "cut") != NULL;
	if (!cstr_empty(c->requester))
		add(&p, &(struct redact_who){.name = c->requester}, NULL);
	const struct copy_import typed = *c;
	c->subject = cut(tx->arena, typed.subject, &p);
	c->body = cut(tx->arena, typed.body, &p);
	c->place = cut(tx->arena, typed.place, &p);
	bool any = c->subject != typed.subject || c->body != typed.body || c->place != typed.place;
	if (any)
		draw(tx, "cut", "1");
	return any;
}

/* -- keeping */

/* Words are sealed for their matter and their event. */
static const char *belongs(struct arena *a, const char *number, int64_t event_id)
{
	return arena_printf(a, "huiyin copy 1\n%s\n%lld", number, (long long)event_id);
}

static const char *words_json(struct arena *a, const struct copy_words *w)
{
	return data_of_pairs(a, "subject", w->text[F_SUBJECT], "text", w->text[F_TEXT], "requests", w->text[F_REQUESTS],
		"place", w->text[F_PLACE], "reason", w->text[F_REASON], "comment", w->text[F_COMMENT], NULL);
}

static void read_words(struct arena *a, const char *json, struct copy_words *out)
{
	*out = (struct copy_words){0};
	for (const enum field *f = copy_fields; *f; f++) {
		const char *value = data_get(a, json, field_table[*f].name);
		if (*value)
			out->text[*f] = value;
	}
}

struct sealed_words { struct str office, code, sealed; };
struct place { const char *number; int64_t matter_id, event_id; };

/* code: the key of a query code, or NULL. */
static struct sealed_words seal_words(struct tx *tx, const struct city *c, const struct place *at, const struct seal_key *code, const struct copy_words *typed)
{
	struct sealed_words s = {0};
	if (!input_again(tx)) {
		struct seal_key key = seal_key_new();
		const char *to = belongs(tx->arena, at->number, at->event_id);
		s.office = seal_for_office(tx->arena, &c->office_public, &key);
		if (code)
			s.code = seal_key_under(tx->arena, code, to, &key);
		s.sealed = seal_text(tx->arena, &key, to, str_of(words_json(tx->arena, typed)));
		seal_wipe(&key, sizeof key);
	}
	s.office = draw_sealed(tx, "copy_office", s.office);
	s.code = draw_sealed(tx, "copy_code", s.code);
	s.sealed = draw_sealed(tx, "copy", s.sealed);
	return s;
}

void copy_keep(struct deed *d)
{
	struct copy_words typed = {0};
	struct seal_key code;
	const struct place at = {d->m->m.number, d->m->m.id, d->event_id};
	bool registers = d->m->proc->state[d->m->state].start;
	if (!d->in->cut)
		return;
	for (const enum field *f = copy_fields; *f; f++)
		typed.text[*f] = d->in->uncut[*f];
	bool has = d->code != NULL && !input_again(d->tx);
	if (has)
		code = identity_code_key(d->code);
	else
		has = identity_session_key(d->v, &code);
	struct sealed_words s = seal_words(d->tx, d->city, &at, has ? &code : NULL, &typed);
	seal_wipe(&code, sizeof code);
	const struct q_matter_by_id *m = &d->m->m;
	q_copy_insert(d->tx, m->id, d->event_id, registers ? m->subject : NULL, registers ? m->body : NULL, registers ? m->requests : NULL,
		registers ? m->place : NULL, s.office, s.code, s.sealed);
}

void copy_keep_import(struct tx *tx, const struct city *c, int64_t matter_id, int64_t event_id, const struct copy_import *typed, const struct copy_import *left)
{
	struct copy_words w = {0};
	w.text[F_SUBJECT] = typed->subject == left->subject ? NULL : typed->subject;
	w.text[F_TEXT] = typed->body == left->body ? NULL : typed->body;
	w.text[F_PLACE] = typed->place == left->place ? NULL : typed->place;
	struct sealed_words s = seal_words(tx, c, &(struct place){left->number, matter_id, event_id}, NULL, &w);
	q_copy_insert(tx, matter_id, event_id, left->subject, left->body, "", left->place, s.office, s.code, s.sealed);
}

void copy_forget(struct tx *tx, int64_t matter_id)
{
	q_copy_forget(tx, matter_id);
}

/* -- what is held */

size_t copy_held(const struct matter *m)
{
	size_t n = 0;
	for (size_t i = 0; i < m->copies; i++)
		n += cstr_eq(m->copy[i].state, "held");
	return n;
}

const struct q_copy_of_matter *copy_asked(const struct matter *m)
{
	for (size_t i = 0; i < m->copies; i++)
		if (cstr_eq(m->copy[i].state, "held") && m->copy[i].asked_event != DB_NULL_INT)
			return &m->copy[i];
	return NULL;
}

bool copy_may_leave(struct deed *d, enum field f)
{
	return copy_held(d->m) == 0 || deed_refuse(d, f, T_REFUSE_COPY_HELD, NULL);
}

bool copy_office(const struct matter *m, const struct viewer *v)
{
	return viewer_post_in(v, "registrar", m->m.register_unit_id) || viewer_post_in(v, "officer", m->m.register_unit_id) ||
		viewer_post_in(v, "bureau_head", m->m.register_unit_id);
}

/* -- reading */

/* v NULL: for the office. */
static bool open_words(struct tx *tx, const struct matter *m, const struct viewer *v, const struct q_copy_of_matter *k, struct copy_words *out)
{
	struct seal_key code, key;
	struct str json;
	bool open = false;
	if (!k->sealed.p)
		return false;
	const char *to = belongs(tx->arena, m->m.number, k->event_id);
	if (v && v->kind == VIEWER_PETITIONER && k->code.p && identity_session_key(v, &code)) {
		open = seal_key_open(&code, to, k->code, &key);
		seal_wipe(&code, sizeof code);
	}
	if (!open && !(m->city->office_opens && seal_office_open(&m->city->office_public, &m->city->office_secret, k->office, &key)))
		return false;
	bool ok = seal_text_open(tx->arena, &key, to, k->sealed, &json);
	seal_wipe(&key, sizeof key);
	if (ok)
		read_words(tx->arena, arena_cstr(tx->arena, json), out);
	return ok;
}

bool copy_typed(struct tx *tx, const struct matter *m, const struct viewer *v, day_t today, const struct q_copy_of_matter *k, struct copy_words *out)
{
	*out = (struct copy_words){0};
	return identity_may_read(tx, m, v, today) && open_words(tx, m, v, k, out);
}

bool copy_office_typed(struct tx *tx, const struct matter *m, const struct q_copy_of_matter *k, struct copy_words *out)
{
	*out = (struct copy_words){0};
	return open_words(tx, m, NULL, k, out);
}

/* As it is kept now. */
static void kept_words(struct tx *tx, const struct matter *m, const struct q_copy_of_matter *k, struct copy_words *out)
{
	if (!k->registered) {
		read_words(tx->arena, k->data, out);
		return;
	}
	*out = (struct copy_words){0};
	out->text[F_SUBJECT] = m->m.subject;
	out->text[F_TEXT] = m->m.body;
	out->text[F_REQUESTS] = m->m.requests;
	out->text[F_PLACE] = m->m.place;
}

void copy_proposed(struct tx *tx, const struct matter *m, const struct q_copy_of_matter *k, struct copy_words *out)
{
	struct people p = {0};
	struct copy_words typed;
	kept_words(tx, m, k, out);
	if (!people_of(tx, m, NULL, &p) || !open_words(tx, m, NULL, k, &typed))
		return;
	for (const enum field *f = copy_fields; *f; f++)
		if (typed.text[*f])
			out->text[*f] = cut(tx->arena, typed.text[*f], &p);
}

/* All places of the word as it stands, then however else it is written. */
static const char *without(struct arena *a, const char *text, struct str word)
{
	struct people p = {.who = {{.name = arena_cstr(a, word)}}, .n = 1};
	struct redact_place *place = arena_make_n(a, struct redact_place, strlen(text) / word.n + 1);
	size_t n = 0;
	for (struct str rest = str_of(text); str_find(rest, word) != SIZE_MAX;) {
		size_t from = (size_t)(rest.p - text) + str_find(rest, word);
		place[n++] = (struct redact_place){from, from + word.n};
		rest = str_from(str_of(text), from + word.n);
	}
	return cut(a, n ? redact_cut(a, str_of(text), place, n) : text, &p);
}

bool copy_without(struct tx *tx, const struct matter *m, const char *lines, struct copy_words *words, size_t n)
{
	struct people p = {0};
	struct str rest = str_of(lines ? lines : ""), line;
	people_of(tx, m, NULL, &p);
	while (str_line(&rest, &line)) {
		bool found = false;
		struct str word = str_trim(line);
		for (size_t i = 0; word.n && i < n; i++)
			for (const enum field *f = copy_fields; *f; f++) {
				const char *was = words[i].text[*f];
				if (cstr_empty(was))
					continue;
				words[i].text[*f] = without(tx->arena, was, word);
				found = found || words[i].text[*f] != was;
			}
		if (word.n && !found)
			return false;
	}
	for (size_t i = 0; i < n; i++)
		for (const enum field *f = copy_fields; *f; f++)
			if (!cstr_empty(words[i].text[*f]))
				words[i].text[*f] = cut(tx->arena, words[i].text[*f], &p);
	return true;
}

const char *copy_data(struct tx *tx, const char *data, const struct copy_words *w)
{
	return data_over(tx->arena, data, words_json(tx->arena, w));
}

static const struct q_copy_of_matter *copy_of_event(const struct matter *m, int64_t event_id)
{
	for (size_t i = 0; i < m->copies; i++)
		if (m->copy[i].event_id == event_id)
			return &m->copy[i];
	return NULL;
}

const char *copy_event_data(struct tx *tx, const struct matter *m, const struct viewer *v, int64_t event_id, const char *data)
{
	struct copy_words w;
	const struct q_copy_of_matter *k = copy_of_event(m, event_id);
	if (!k)
		return data;
	if (v->kind == VIEWER_PETITIONER)
		return viewer_own(v, m->m.id) && open_words(tx, m, v, k, &w) ? copy_data(tx, data, &w) : data;
	if (v->kind != VIEWER_STAFF || copy_office(m, v) || !cstr_eq(k->state, "held"))
		return data;
	read_words(tx->arena, data, &w);
	for (const enum field *f = copy_fields; *f; f++)
		if (w.text[*f])
			w.text[*f] = REDACT_MARK;
	return copy_data(tx, data, &w);
}

static void own_text(struct matter *m, const struct copy_words *w)
{
	if (w->text[F_SUBJECT])
		m->m.subject = w->text[F_SUBJECT];
	if (w->text[F_TEXT])
		m->m.body = w->text[F_TEXT];
	if (w->text[F_REQUESTS])
		m->m.requests = w->text[F_REQUESTS];
	if (w->text[F_PLACE])
		m->m.place = w->text[F_PLACE];
}

void copy_own(struct tx *tx, struct matter *m, const struct viewer *v)
{
	struct copy_words w;
	if (!viewer_own(v, m->m.id))
		return;
	for (size_t i = 0; i < m->copies; i++) {
		if (!open_words(tx, m, v, &m->copy[i], &w))
			continue;
		if (m->copy[i].registered)
			own_text(m, &w);
		for (size_t q = 0; q < m->questions; q++)
			if (m->question[q].answered_event == m->copy[i].event_id)
				m->question[q].answered_data = copy_data(tx, m->copy[i].data, &w);
	}
}
