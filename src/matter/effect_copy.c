/* Effects on transfer copies. Laws: 1 a copy only loses words, but by two
 * persons; 2 words that the office takes out stand nowhere afterwards, not in
 * the event and not in its input; 3 a matter is found by its words when its
 * copy was looked at, not before. */
#include "copy.h"
#include "deed.h"
#include "list.h"

#include "../base/bug.h"

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

/* The words drawn: done again, nobody can read what was typed. */
static const char *drawn(struct deed *d, const char *name, const char *fresh)
{
	return draw(d->tx, name, or_empty(fresh));
}

static void put_text(struct deed *d, const struct copy_words *w)
{
	const char *subject = drawn(d, "subject", w->text[F_SUBJECT]), *body = drawn(d, "body", w->text[F_TEXT]);
	const char *requests = drawn(d, "requests", w->text[F_REQUESTS]), *place = drawn(d, "place", w->text[F_PLACE]);
	const char *texts[] = {subject, body, requests, place};
	q_matter_set_words(d->tx, d->m->m.id, subject, body, requests, place);
	list_index(d->tx, d->m->m.id, COPY_PIECE, texts, sizeof texts / sizeof *texts);
}

static void finish(struct deed *d, const struct q_copy_of_matter *k, const char *state, const struct copy_words *w)
{
	const char *shown = NULL;
	if (k->registered)
		put_text(d, w);
	else
		shown = drawn(d, "shown", copy_data(d->tx, k->data, w));
	q_copy_done(d->tx, k->id, state, shown, d->event_id, deed_person_or_null(d));
}

/* The held copies; those only that somebody wants released. */
static size_t held(const struct deed *d, bool asked, const struct q_copy_of_matter **out)
{
	size_t n = 0;
	for (size_t i = 0; i < d->m->copies; i++)
		if (cstr_eq(d->m->copy[i].state, "held") && (!asked || d->m->copy[i].asked_event != DB_NULL_INT))
			out[n++] = &d->m->copy[i];
	return n;
}

static bool do_redact_copy(struct deed *d)
{
	const struct q_copy_of_matter **k = arena_make_n(d->tx->arena, const struct q_copy_of_matter *, d->m->copies);
	struct copy_words *w = arena_make_n(d->tx->arena, struct copy_words, d->m->copies);
	size_t n = held(d, false, k);
	for (size_t i = 0; i < n && !input_again(d->tx); i++)
		copy_proposed(d->tx, d->m, k[i], &w[i]);
	if (!input_again(d->tx) && !copy_without(d->tx, d->m, d->in->text[F_WORDS], w, n))
		return deed_refuse(d, F_WORDS, T_REFUSE_COPY_WORDS, NULL);
	for (size_t i = 0; i < n; i++)
		finish(d, k[i], "redacted", &w[i]);
	d->in->text[F_WORDS] = NULL;
	return true;
}

static bool do_ask_release(struct deed *d)
{
	q_copy_ask(d->tx, d->m->m.id, d->event_id, d->v->person_id);
	return true;
}

static bool do_refuse_release(struct deed *d)
{
	q_copy_ask(d->tx, d->m->m.id, DB_NULL_INT, DB_NULL_INT);
	return true;
}

static bool do_release_copy(struct deed *d)
{
	const struct q_copy_of_matter **k = arena_make_n(d->tx->arena, const struct q_copy_of_matter *, d->m->copies);
	size_t n = held(d, true, k);
	for (size_t i = 0; i < n; i++) {
		struct copy_words kept = {0}, typed = {0};
		if (!input_again(d->tx)) {
			copy_proposed(d->tx, d->m, k[i], &kept);
			if (!copy_office_typed(d->tx, d->m, k[i], &typed))
				return deed_refuse(d, F_NONE, T_REFUSE_IDENTITY_LOCKED, NULL);
		}
		for (const enum field *f = copy_fields; *f; f++)
			if (typed.text[*f])
				kept.text[*f] = typed.text[*f];
		finish(d, k[i], "released", &kept);
	}
	return true;
}

const struct effect_def effects_copy[] = {
	{"redact_copy", do_redact_copy}, {"ask_release", do_ask_release}, {"refuse_release", do_refuse_release}, {"release_copy", do_release_copy}, {NULL, NULL},
};
