/* Laws: 1 editor and confirmer differ, whatever the page showed; 2 a text that
 * breaks the merged calendar is never kept; 3 the confirmation and every event
 * of a moved clock are one transaction. */
#include "calendar_deed.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "../rule/duty.h"
#include "audit_log.h"
#include "data.h"
#include "input.h"

enum { TEXTS = 128, CONFIRMED_MAX = 64 /* as many as the query calendar_confirmed gives */ };

static bool refuse(struct refusal *why, enum refusal_kind kind, struct msg what)
{
	*why = (struct refusal){kind, what, NULL, F_NONE};
	return false;
}

/* "calendar cn 2027" -> "cn-2027"; NULL when the header is not there. */
static const char *name_of(struct arena *a, struct str text)
{
	struct str line, word, country, year;
	while (str_line(&text, &line)) {
		if (!str_word(&line, &word) || word.p[0] == '#')
			continue;
		if (!str_is(word, "calendar") || !str_word(&line, &country) || !str_word(&line, &year))
			return NULL;
		return arena_printf(a, "%.*s-%.*s", STR_ARG(str_head(country, 8)), STR_ARG(str_head(year, 8)));
	}
	return NULL;
}

bool calendar_take(struct arena *a, struct str raw, int year, struct str *text, const char **name, struct cal_error *err)
{
	struct str s = str_trim(raw);
	if (str_starts(s, "\xEF\xBB\xBF"))
		s = str_from(s, 3);
	*text = s;
	if (s.n && s.p[0] == '{' && !calendar_from_holiday_cn(a, s, text, err))
		return false;
	if (str_starts(s, "BEGIN:VCALENDAR") && !calendar_from_ics(a, s, year, text, err))
		return false;
	*name = name_of(a, *text);
	if (*name)
		return true;
	*err = (struct cal_error){"", 1, "the first line is not \"calendar cn YEAR\", nor is it holiday-cn JSON or iCalendar"};
	return false;
}

static bool read_folder(struct arena *a, const struct city *c, struct cal_text *texts, size_t *n, struct cal_error *err)
{
	char **names;
	const char *dir = arena_printf(a, "%s/rules/calendar", store_dir(c->store));
	int count = os_list_dir(a, dir, &names);
	for (int i = 0; i < count; i++) {
		struct str name = str_of(names[i]);
		if (!str_ends(name, ".txt") || *n == TEXTS)
			continue;
		texts[*n].file = names[i];
		if (os_read_file(a, arena_printf(a, "%s/%s", dir, names[i]), LIMIT_RULE_FILE_BYTES, &texts[*n].text) < 0) {
			*err = (struct cal_error){names[i], 0, "cannot be read"};
			return false;
		}
		(*n)++;
	}
	if (count < 0)
		*err = (struct cal_error){dir, 0, "cannot be read"};
	return count >= 0;
}

const struct calendar *calendar_with(struct arena *a, struct tx *tx, const struct city *c, const struct cal_text *more, struct cal_error *err)
{
	struct cal_text texts[TEXTS];
	struct q_calendar_confirmed *row;
	size_t n = 0;
	if (!read_folder(a, c, texts, &n, err))
		return NULL;
	size_t rows = q_calendar_confirmed(tx, &row);
	for (size_t i = 0; i < rows && n < TEXTS; i++)
		texts[n++] = (struct cal_text){arena_strdup(a, row[i].name), str_of(arena_strdup(a, row[i].text))};
	if (more && n < TEXTS)
		texts[n++] = *more;
	return calendar_parse(a, texts, n, err);
}

static int64_t actor(const struct viewer *v)
{
	return v->kind == VIEWER_STAFF ? v->person_id : DB_NULL_INT;
}

bool calendar_propose(struct tx *tx, const struct viewer *v, struct now now, const char *name, const char *text, int64_t *id, struct refusal *why)
{
	if (strlen(text) > LIMIT_RULE_FILE_BYTES)
		return refuse(why, REFUSE_INPUT, T_ADMIN_CALENDAR_LARGE);
	*id = q_calendar_text_insert(tx, name, text, actor(v), now.utc_ms);
	q_admin_event_insert(tx, now.utc_ms, actor(v), "calendar_propose", name, "{}");
	return tx->trouble == TROUBLE_NONE;
}

bool calendar_confirm(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, int64_t id,
	struct arena *keep, const struct calendar **next, size_t *moved, struct refusal *why)
{
	struct q_calendar_text_by_id text;
	struct q_calendar_confirmed *loaded;
	struct cal_error err;
	if (!q_calendar_text_by_id(tx, id, &text) || text.confirmed)
		return refuse(why, REFUSE_ABSENT, T_ADMIN_CALENDAR_SETTLED);
	if (v->kind == VIEWER_STAFF && !duty_two_persons(text.edited_by, v->person_id))
		return refuse(why, REFUSE_RIGHT, T_ADMIN_CALENDAR_TWO);
	if (q_calendar_confirmed(tx, &loaded) >= CONFIRMED_MAX)
		return refuse(why, REFUSE_STATE, T_ADMIN_CALENDAR_MANY(arena_printf(tx->arena, "%d", CONFIRMED_MAX)));
	if (q_calendar_text_confirm(tx, id, actor(v), now.utc_ms) != 1)
		return refuse(why, REFUSE_ABSENT, T_ADMIN_CALENDAR_SETTLED);
	/* tried in passing memory first: what is refused must not stay in `keep` */
	if (!calendar_with(tx->arena, tx, c, NULL, &err))
		return refuse(why, REFUSE_STATE, T_ADMIN_CALENDAR_FAULT(err.file, arena_printf(tx->arena, "%d", err.line), err.reason));
	*next = calendar_with(keep, tx, c, NULL, &err);
	must(*next);
	input_begin(tx);
	*moved = clock_run_recompute(tx, c, *next, now);
	input_keep(tx, now, DB_NULL_INT, "calendar", NULL, "calendar", input_id(tx, id), NULL);
	q_admin_event_insert(tx, now.utc_ms, actor(v), "calendar_confirm", text.name,
		data_of_pairs(tx->arena, "version", calendar_version(*next), "moved", arena_printf(tx->arena, "%zu", *moved), NULL));
	audit_log(tx, "calendar.confirmed", v, "calendar", id);
	return tx->trouble == TROUBLE_NONE;
}
