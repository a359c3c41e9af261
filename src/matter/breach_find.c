/* Whose matters a breach concerns. Law: by runs of ids, so that neither memory
 * nor a single query grows with the city; within a run a matter that several
 * persons could read is one, with the worst of what they could. */
#include "breach.h"

#include "../base/bug.h"
#include "unit.h"

enum { RUN = 1000, FIND_ARENA_BYTES = 16 * 1024 * 1024 };

static bool refuse(struct refusal *why, struct msg what)
{
	*why = (struct refusal){REFUSE_INPUT, what, NULL, F_NONE};
	return false;
}

static bool add_person(struct breach_scope *s, int64_t person)
{
	for (size_t i = 0; i < s->persons; i++)
		if (s->person[i] == person)
			return true;
	if (s->persons == BREACH_PERSONS)
		return false;
	s->person[s->persons++] = person;
	return true;
}

static bool add_logins(struct tx *tx, const char *logins, struct breach_scope *s, struct refusal *why)
{
	struct str rest = str_of(logins), word;
	struct q_person_by_login p;
	while (str_word(&rest, &word)) {
		const char *login = arena_cstr(tx->arena, word);
		if (!q_person_by_login(tx, login, &p))
			return refuse(why, T_REFUSE_NO_PERSON(login));
		if (!add_person(s, p.id))
			return refuse(why, T_REFUSE_BREACH_PERSONS);
	}
	return true;
}

static bool add_units(struct tx *tx, const char *codes, struct breach_scope *s, struct refusal *why)
{
	struct str rest = str_of(codes), word;
	struct q_unit_find_code unit;
	struct q_breach_unit_persons *p;
	while (str_word(&rest, &word)) {
		const char *code = arena_cstr(tx->arena, word);
		if (!q_unit_find_code(tx, code, &unit))
			return refuse(why, T_FAULT_UNKNOWN_UNIT(code));
		size_t n = q_breach_unit_persons(tx, unit.id, s->from, s->upto, &p);
		for (size_t i = 0; i < n; i++)
			if (!add_person(s, p[i].person_id))
				return refuse(why, T_REFUSE_BREACH_PERSONS);
	}
	return true;
}

bool breach_scope(struct tx *tx, struct now now, const struct breach_in *in, struct breach_scope *out, struct refusal *why)
{
	day_t upto, from;
	char text[11];
	*out = (struct breach_scope){.copy = in->copy, .keys = in->copy && in->keys};
	if (!day_parse(str_of(in->upto), &upto) || upto > now.today)
		return refuse(why, T_REFUSE_BREACH_DAYS);
	if (in->copy && cstr_empty(in->from))
		from = upto;
	else if (!day_parse(str_of(in->from), &from) || from > upto)
		return refuse(why, T_REFUSE_BREACH_DAYS);
	out->from = arena_strdup(tx->arena, day_text(from, text));
	out->upto = arena_strdup(tx->arena, day_text(upto, text));
	out->upto_ms = day_start_ms(upto + 1, now.zone_min);
	if (!add_logins(tx, in->persons ? in->persons : "", out, why) || !add_units(tx, in->units ? in->units : "", out, why))
		return false;
	return in->copy || out->persons > 0 ? true : refuse(why, T_REFUSE_BREACH_SCOPE);
}

/* -- a run of ids */

struct run { int64_t after; struct breach_found found[RUN]; };

static void take(struct run *r, const struct breach_found *f)
{
	must(f->matter_id > r->after && f->matter_id <= r->after + RUN);
	struct breach_found *at = &r->found[f->matter_id - r->after - 1];
	bool identity = at->identity || f->identity;
	*at = *f;
	at->identity = identity;
}

static void take_copy(struct tx *tx, const struct breach_scope *s, struct run *r)
{
	struct q_breach_of_copy *m;
	size_t n = s->copy ? q_breach_of_copy(tx, s->upto_ms, r->after, r->after + RUN, &m) : 0;
	for (size_t i = 0; i < n; i++)
		take(r, &(struct breach_found){m[i].id, m[i].number, s->keys, m[i].files != 0, m[i].petitioners});
}

static void take_person(struct tx *tx, const struct breach_scope *s, int64_t person, struct run *r)
{
	struct q_breach_of_person *m;
	size_t n = q_breach_of_person(tx, person, s->from, s->upto, s->upto_ms, r->after, r->after + RUN, &m);
	for (size_t i = 0; i < n; i++)
		take(r, &(struct breach_found){m[i].id, m[i].number, m[i].identity != 0, m[i].files != 0, m[i].petitioners});
}

void breach_each(struct tx *tx, const struct breach_scope *s, void (*fn)(void *ctx, struct tx *tx, const struct breach_found *f), void *ctx)
{
	struct q_matter_last_id last;
	struct arena *caller = tx->arena, *a = arena_new(FIND_ARENA_BYTES);
	int64_t end = q_matter_last_id(tx, &last) ? last.id : 0;
	tx->arena = a;
	for (int64_t after = 0; after < end && tx->trouble == TROUBLE_NONE; after += RUN) {
		struct run *r = arena_make(a, struct run);
		r->after = after;
		take_copy(tx, s, r);
		for (size_t i = 0; i < s->persons; i++)
			take_person(tx, s, s->person[i], r);
		for (size_t i = 0; i < RUN; i++)
			if (r->found[i].matter_id)
				fn(ctx, tx, &r->found[i]);
		arena_reset(a);
	}
	tx->arena = caller;
	arena_free(a);
}
