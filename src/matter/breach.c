/* The breach file and its notices; the laws stand in breach.h. */
#include "breach.h"

#include "../base/bug.h"
#include "../base/hash.h"
#include "../base/limits.h"
#include "../base/utf8.h"
#include "../rule/duty.h"
#include "audit_log.h"
#include "deed.h"
#include "event.h"

const char *const breach_text_names[BREACH_TEXTS] = {"what", "harm", "done", "advice", "contact"};

static bool refuse(struct refusal *why, enum refusal_kind kind, struct msg what)
{
	*why = (struct refusal){kind, what, "PIPL 57", F_NONE};
	return false;
}

static int64_t actor(const struct viewer *v)
{
	return v->kind == VIEWER_STAFF ? v->person_id : DB_NULL_INT;
}

/* The command line is whoever runs the machine. */
static bool may(const struct viewer *v)
{
	return v->kind == VIEWER_SYSTEM || (v->kind == VIEWER_STAFF && viewer_has_role(v, "dpo"));
}

static bool texts_whole(const struct breach_in *in)
{
	for (int i = 0; i < BREACH_TEXTS; i++)
		if (cstr_empty(in->text[i]) || utf8_count(str_of(in->text[i])) > LIMIT_REASON_CHARS)
			return false;
	return true;
}

static void note(struct tx *tx, const struct viewer *v, struct now now, const char *act, const char *number, const char *data)
{
	q_admin_event_insert(tx, now.utc_ms, actor(v), act, number, data);
	audit_log(tx, act, v, NULL, 0);
}

struct recording { int64_t breach; int64_t n; };

static void record_one(void *ctx, struct tx *tx, const struct breach_found *f)
{
	struct recording *r = ctx;
	q_breach_matter_insert(tx, r->breach, f->matter_id, f->identity, f->files, f->petitioners, DB_NULL_INT);
	r->n++;
}

static const char *scope_data(struct arena *a, const struct breach_in *in)
{
	return data_of_pairs(a, "persons", in->persons ? in->persons : "", "units", in->units ? in->units : "", "copy", in->copy ? "1" : "",
		"keys", in->copy && in->keys ? "1" : "", NULL);
}

bool breach_record(struct tx *tx, const struct viewer *v, struct now now, const struct breach_in *in, const char **number, struct refusal *why)
{
	struct breach_scope s;
	struct q_breach_count_year before;
	struct recording r = {0};
	day_t found, from;
	char day[11];
	const char *year = arena_printf(tx->arena, "%d", day_ymd(now.today).year);
	if (!may(v))
		return refuse(why, REFUSE_RIGHT, T_REFUSE_RIGHT);
	if (!breach_scope(tx, now, in, &s, why))
		return false;
	if (!day_parse(str_of(in->found), &found) || found > now.today || !day_parse(str_of(s.from), &from) || found < from)
		return refuse(why, REFUSE_INPUT, T_REFUSE_BREACH_FOUND);
	if (!texts_whole(in))
		return refuse(why, REFUSE_INPUT, T_REFUSE_BREACH_TEXTS(arena_printf(tx->arena, "%d", LIMIT_REASON_CHARS)));
	if (!q_breach_count_year(tx, year, &before))
		return false;
	*number = arena_printf(tx->arena, "%s-%lld", year, (long long)before.n + 1);
	r.breach = q_breach_insert(tx, *number, day_text(found, day), s.from, s.upto, scope_data(tx->arena, in), in->text[BREACH_WHAT],
		in->text[BREACH_HARM], in->text[BREACH_DONE], in->text[BREACH_ADVICE], in->text[BREACH_CONTACT], actor(v), now.utc_ms);
	breach_each(tx, &s, record_one, &r);
	note(tx, v, now, "breach_record", *number, data_of_pairs(tx->arena, "matters", arena_printf(tx->arena, "%lld", (long long)r.n), NULL));
	return tx->trouble == TROUBLE_NONE;
}

bool breach_confirm(struct tx *tx, const struct viewer *v, struct now now, const char *number, struct refusal *why)
{
	struct q_breach_by_number b;
	if (v->kind != VIEWER_STAFF || !may(v))        /* a person, always */
		return refuse(why, REFUSE_RIGHT, T_REFUSE_RIGHT);
	if (!q_breach_by_number(tx, number, &b) || b.confirmed_ms != DB_NULL_INT || b.dropped_ms != DB_NULL_INT)
		return refuse(why, REFUSE_ABSENT, T_REFUSE_BREACH_NONE);
	if (!duty_two_persons(b.recorded_by, v->person_id))
		return refuse(why, REFUSE_RIGHT, T_REFUSE_DUTY);
	if (!v->fresh)
		return refuse(why, REFUSE_FRESH, T_REFUSE_FRESH);
	q_breach_set_confirmed(tx, b.id, v->person_id, now.utc_ms);
	note(tx, v, now, "breach_confirm", number, "{}");
	return tx->trouble == TROUBLE_NONE;
}

bool breach_drop(struct tx *tx, const struct viewer *v, struct now now, const char *number, struct refusal *why)
{
	struct q_breach_by_number b;
	if (!may(v))
		return refuse(why, REFUSE_RIGHT, T_REFUSE_RIGHT);
	if (!q_breach_by_number(tx, number, &b) || q_breach_set_dropped(tx, b.id, actor(v), now.utc_ms) != 1)
		return refuse(why, REFUSE_ABSENT, T_REFUSE_BREACH_NONE);
	note(tx, v, now, "breach_drop", number, "{}");
	return tx->trouble == TROUBLE_NONE;
}

bool breach_report(struct tx *tx, const struct viewer *v, struct now now, const char *number, const char *day, const char *whom, struct refusal *why)
{
	struct q_breach_by_number b;
	day_t on, found;
	if (!may(v))
		return refuse(why, REFUSE_RIGHT, T_REFUSE_RIGHT);
	if (!q_breach_by_number(tx, number, &b))
		return refuse(why, REFUSE_ABSENT, T_REFUSE_BREACH_NONE);
	if (!day_parse(str_of(day), &on) || on > now.today || !day_parse(str_of(b.found_day), &found) || on < found ||
		cstr_empty(whom) || utf8_count(str_of(whom)) > LIMIT_LINE_CHARS)
		return refuse(why, REFUSE_INPUT, T_REFUSE_BREACH_REPORT);
	if (q_breach_set_reported(tx, b.id, day, whom) != 1)
		return refuse(why, REFUSE_ABSENT, T_REFUSE_BREACH_NONE);
	note(tx, v, now, "breach_report", number, data_of_pairs(tx->arena, "day", day, "to", whom, NULL));
	return tx->trouble == TROUBLE_NONE;
}

const char *breach_hash(struct arena *a, const struct q_breach_untold *b)
{
	char hex[65];
	struct sha256 h = sha256_of(str_of(data_of_pairs(a, "breach", b->breach, "found", b->found_day, "from", b->from_day, "upto", b->to_day,
		"scope", b->scope, "what", b->what, "harm", b->harm, "done", b->done, "advice", b->advice, "contact", b->contact, NULL)));
	return arena_strdup(a, sha256_hex(&h, hex));
}

/* -- telling */

/* Which data: what could be read, in the reader's words. */
static const char *which_data(struct arena *a, enum lang lang, const struct q_breach_untold *b)
{
	const char *gap = lang == LANG_EN ? " " : "", *files = b->files ? msg_text(a, lang, T_BREACH_DATA_FILES) : "";
	struct msg who = b->identity ? T_BREACH_DATA_IDENTITY : T_BREACH_DATA_NO_IDENTITY;
	return arena_printf(a, "%s%s%s%s%s", msg_text(a, lang, T_BREACH_DATA_CONTENT), *files ? gap : "", files, gap, msg_text(a, lang, who));
}

static const char *body(struct arena *a, enum lang lang, const struct q_breach_untold *b, const char *unit, const char *today)
{
	const char *key[BREACH_TEXTS + 1] = {"breach.part.what", "breach.part.data", "breach.part.harm", "breach.part.done", "breach.part.advice", "breach.part.contact"};
	const char *part[BREACH_TEXTS + 1] = {b->what, which_data(a, lang, b), b->harm, b->done, b->advice, b->contact};
	const char *text = msg_text(a, lang, T_DOC_BREACH_NOTICE_BODY(b->matter, unit, b->found_day, b->breach));
	for (int i = 0; i <= BREACH_TEXTS; i++)
		text = arena_printf(a, "%s\n\n%s\n%s", text, msg_text(a, lang, (struct msg){.id = msg_id(key[i])}), part[i]);
	return arena_printf(a, "%s\n\n%s %s", text, unit, today);
}

static void issue(struct deed *d, const struct q_breach_untold *b)
{
	struct q_unit_by_id unit;
	struct arena *a = d->tx->arena;
	char today[11];
	must(q_unit_by_id(d->tx, d->m->m.register_unit_id, &unit));
	day_text(d->now.today, today);
	document_issue_words(d, document_find("breach_notice"), &unit, body(a, LANG_EN, b, unit.name_en, today), body(a, LANG_ZH, b, unit.name_zh, today), "—");
}

void breach_tell_one(struct tx *tx, const struct city *c, struct now now, const struct q_breach_untold *b)
{
	struct matter m;
	struct act_in none = {0};
	struct viewer system = viewer_system();
	struct deed d = {.tx = tx, .city = c, .m = &m, .v = &system, .now = now, .act = "breach_notice", .role = "system", .in = &none};
	input_begin(tx);
	must(matter_load(tx, c, b->matter_id, &m) || tx->trouble != TROUBLE_NONE);
	if (tx->trouble != TROUBLE_NONE)
		return;
	const char *hash = breach_hash(tx->arena, b);
	d.event_id = event_insert(tx, &(struct event_row){m.m.id, d.act, m.m.state, m.m.state, "system", d.role, DB_NULL_INT, DB_NULL_INT,
		now.utc_ms, now.today, true, "PIPL 57", data_of_pairs(tx->arena, "breach", b->breach, "file", hash, NULL)});
	issue(&d, b);
	if (input_again(tx))
		q_breach_matter_insert(tx, b->breach_id, m.m.id, b->identity, b->files, b->petitioners, d.event_id);
	else
		q_breach_matter_told(tx, b->breach_id, m.m.id, d.event_id);
	ledger_note(tx, d.event_id, d.paper, d.papers);
	input_keep(tx, now, m.m.id, "breach", NULL, "matter", b->matter, "breach", b->breach, "id", input_id(tx, b->breach_id), "found", b->found_day,
		"from", b->from_day, "upto", b->to_day, "scope", b->scope, "what", b->what, "harm", b->harm, "done", b->done, "advice", b->advice,
		"contact", b->contact, "identity", b->identity ? "1" : "", "files", b->files ? "1" : "", "petitioners", input_id(tx, b->petitioners), NULL);
}

void breach_again(struct tx *tx, const struct city *c, const struct input *in, int64_t matter_id)
{
	breach_tell_one(tx, c, in->now, &(struct q_breach_untold){.breach_id = input_get_id(in, "id"), .breach = input_get(in, "breach"),
		.found_day = input_get(in, "found"), .from_day = input_get(in, "from"), .to_day = input_get(in, "upto"), .scope = input_get(in, "scope"),
		.what = input_get(in, "what"), .harm = input_get(in, "harm"), .done = input_get(in, "done"), .advice = input_get(in, "advice"),
		.contact = input_get(in, "contact"), .matter_id = matter_id, .matter = input_get(in, "matter"),
		.identity = *input_get(in, "identity") != '\0', .files = *input_get(in, "files") != '\0', .petitioners = input_get_id(in, "petitioners")});
}

size_t breach_tell(struct tx *tx, const struct city *c, struct now now)
{
	struct q_breach_untold *b;
	size_t n = q_breach_untold(tx, &b);
	for (size_t i = 0; i < n && tx->trouble == TROUBLE_NONE; i++)
		breach_tell_one(tx, c, now, &b[i]);
	return n;
}
