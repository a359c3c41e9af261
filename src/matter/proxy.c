/* Laws: 1 of a code only its keyed hash is kept, and it is told once; 2 a code
 * that was taken back opens nothing, from that moment on; 3 who it was given to
 * stands nowhere. */
#include "proxy.h"

#include "../base/limits.h"
#include "act_run.h"
#include "event.h"
#include "person.h"

bool proxy_barred(const char *act)
{
	static const char *const own[] = {"give_code", "end_code", "disclose_identity", "change_contact", "withdraw_identity", "rate", NULL};
	for (const char *const *a = own; *a; a++)
		if (cstr_eq(*a, act))
			return true;
	return false;
}

static size_t open_codes(const struct matter *m)
{
	size_t n = 0;
	for (size_t i = 0; i < m->proxies; i++)
		n += m->proxy[i].ended_day == NULL;
	return n;
}

static bool do_give_code(struct deed *d)
{
	if (open_codes(d->m) >= LIMIT_PROXIES || d->m->proxies >= LIMIT_PROXIES_EVER)
		return deed_refuse(d, F_NONE, T_REFUSE_PROXIES, "local, as REG 20");
	const char *code = input_again(d->tx) ? NULL : query_code_new(d->tx->arena);
	struct str key = draw_hash(d->tx, "code", code ? follow_key(d->tx->arena, d->city, code) : (struct str){NULL, 0});
	q_proxy_insert(d->tx, d->m->m.id, d->in->text[F_PROXY], key, d->event_id);
	d->further_code = code;
	return true;
}

static bool do_end_code(struct deed *d)
{
	int64_t place = d->in->number[F_CODE_NO];
	if (q_proxy_end(d->tx, d->m->m.id, place, d->event_id) != 1)
		return d->tx->trouble == TROUBLE_NONE && deed_refuse(d, F_CODE_NO, T_REFUSE_NO_CODE, NULL);
	q_session_delete_proxy(d->tx, d->m->m.id, place);
	return true;
}

static bool do_ask_code(struct deed *d)
{
	q_ask_insert(d->tx, d->m->m.id, "code", d->event_id, d->v->person_id, deed_unit_or_null(d), DB_NULL_INT, DB_NULL_INT, d->in->text[F_REASON]);
	return true;
}

static void decide(struct deed *d, const char *decision)
{
	const struct q_ask_of_matter *asked = matter_ask_open(d->m, "code");
	q_ask_decide(d->tx, asked->id, d->event_id, d->v->person_id, deed_unit_or_null(d), decision, deed_text(d, F_REASON));
}

static bool do_grant_code(struct deed *d)
{
	if (!do_give_code(d))
		return false;
	decide(d, "granted");
	return true;
}

static bool do_refuse_code(struct deed *d)
{
	decide(d, "refused");
	return true;
}

void proxy_opened(struct tx *tx, struct now now, int64_t matter_id, int64_t place)
{
	struct q_matter_by_id m;
	char day[11];
	if (q_proxy_used(tx, matter_id, place, day_text(now.today, day)) != 1 || !q_matter_by_id(tx, matter_id, &m))
		return;
	const char *no = arena_printf(tx->arena, "%lld", (long long)place);
	input_begin(tx);
	event_system(tx, now, &(struct system_event){matter_id, m.state, "code_used", DB_NULL_INT, true, "PIPL 44; local", data_of_pairs(tx->arena, "code_no", no, NULL)});
	input_keep(tx, now, matter_id, "code_used", NULL, "matter", m.number, "code_no", no, NULL);
}

const struct effect_def effects_proxy[] = {
	{"give_code", do_give_code}, {"end_code", do_end_code}, {"ask_code", do_ask_code}, {"grant_code", do_grant_code},
	{"refuse_code", do_refuse_code}, {NULL, NULL},
};
