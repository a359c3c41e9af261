/* Laws: 1 a tick does bounded work and may be repeated at once; 2 everything
 * it does is an event; 3 it never judges again what was judged. */
#include "tick.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "act.h"
#include "breach.h"
#include "data.h"
#include "docket.h"
#include "draft.h"
#include "event.h"
#include "input.h"

enum { SETTLE_DAYS = 30, HOUR_MS = 3600 * 1000 };

/* What an overdue clock is called as a breach (REG 42-46 and the triggers of REG 40). */
static const struct { const char *clock, *trigger; } trigger_table[] = {
	{"bureau_route", "route_late"}, {"unit_notice", "notice_late"}, {"simple_accept", "notice_late"},
	{"simple_forward", "route_late"}, {"simple_handle", "handle_late"}, {"handle", "handle_late"},
	{"suggestion_reply", "handle_late"}, {"reanswer", "handle_late"}, {"objection_decision", "objection_late"},
	{"assign_report", "report_late"}, {"urgent_report", "urgent_late"}, {"review", "review_late"},
	{"rereview", "review_late"}, {"execute", "execution_late"}, {"rating_redo", "redo_late"},
	{"decision_due", "decision_late"}, {"first_report", "report_late"}, {"minutes_issue", "minutes_late"},
	{"rect_plan", "report_late"}, {"rect_report", "report_late"}, {"rect_report_long", "report_late"}, {"rect_due", "finding_late"},
	{"rect_recheck", "recheck_late"}, {"sup_due", "report_late"}, {"sup_recheck", "review_late"}, {"batch_report", "report_late"}, {"case_answer", "case_late"}, {"case_rest", "case_late"},
};

static const char *trigger_of(const char *clock)
{
	for (size_t i = 0; i < sizeof trigger_table / sizeof *trigger_table; i++)
		if (cstr_eq(trigger_table[i].clock, clock))
			return trigger_table[i].trigger;
	return "handle_late";                  /* hotline clocks and a city's own */
}

/* Windows and rights that lapse are nobody's breach. */
static bool lapses(const char *code)
{
	return cstr_eq(code, "objection") || cstr_eq(code, "hotline_return") || cstr_eq(code, "sup_recheck_window");
}

static void overdue(struct tx *tx, const struct q_clock_overdue *k, struct now now)
{
	struct q_matter_by_id m;
	struct q_finding_find f;
	char day[11];
	if (k->unit_id == DB_NULL_INT || lapses(k->code))
		return;
	must(q_matter_by_id(tx, k->matter_id, &m));
	day_text(now.today, day);
	event_system(tx, now, &(struct system_event){k->matter_id, m.state, "overdue", DB_NULL_INT, false, "REG 40",
		data_of_pairs(tx->arena, "clock", k->code, NULL)});
	q_supervision_add(tx, k->matter_id, k->unit_id, trigger_of(k->code), k->id, day);
	if (cstr_eq(k->code, "decision_due"))
		docket_overdue(tx, now, k->matter_id);
	if (cstr_eq(k->code, "rect_due") && q_finding_find(tx, k->matter_id, &f) && f.body_id != DB_NULL_INT)
		docket_finding(tx, now, f.body_id, k->matter_id, true, "");
}

void tick_overdue(struct tx *tx, const struct q_clock_overdue *k, struct now now)
{
	input_begin(tx);
	q_clock_set_seen(tx, k->id);
	overdue(tx, k, now);
	input_keep(tx, now, k->matter_id, "overdue", NULL, "matter", k->number, "clock", k->code, NULL);
}

/* A petitioner's window that passed settles the matter, by its row of the procedure. */
static void window_passed(struct tx *tx, const struct city *c, const char *number, struct now now)
{
	struct viewer system = viewer_system();
	struct act_in in = {0};
	struct act_done done;
	struct refusal why = {0};
	/* refused when something else is open: then the window simply ends with it */
	act_do(tx, c, &system, now, number, "window_passed", &in, &done, &why);
}

static int overdue_all(struct tx *tx, const struct city *c, struct now now)
{
	struct q_clock_overdue *k;
	size_t n = q_clock_overdue(tx, now.utc_ms, &k);
	for (size_t i = 0; i < n && tx->trouble == TROUBLE_NONE; i++) {
		tick_overdue(tx, &k[i], now);
		if (k[i].unit_id == DB_NULL_INT)
			window_passed(tx, c, k[i].number, now);
	}
	return (int)n;
}

static int settle_suggestions(struct tx *tx, const struct city *c, struct now now)
{
	struct q_settled_suggestions *m;
	char before[11];
	size_t n = q_settled_suggestions(tx, day_text(now.today - SETTLE_DAYS, before), &m);
	for (size_t i = 0; i < n && tx->trouble == TROUBLE_NONE; i++)
		window_passed(tx, c, m[i].number, now);
	return 0;                              /* what is refused stays; never a reason to run again at once */
}

int tick_run(struct tx *tx, const struct city *c, struct now now)
{
	int done = overdue_all(tx, c, now) + settle_suggestions(tx, c, now) + (int)breach_tell(tx, c, now);
	q_session_delete_old(tx, now.utc_ms - (int64_t)LIMIT_SESSION_IDLE_MIN * 60 * 1000, now.utc_ms - (int64_t)LIMIT_SESSION_HOURS * HOUR_MS);
	draft_end_old(tx, now);
	q_throttle_delete_old(tx, now.utc_ms - 24 * (int64_t)HOUR_MS);
	return done;
}
