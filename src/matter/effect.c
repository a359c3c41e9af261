/* The vocabulary of effects: every name a rule file may use behind `do`. */
#include "deed.h"
#include "unit.h"

static const struct effect_def *const tables[] = {effects_route, effects_handle, effects_answer, effects_review, effects_dialogue, effects_copy,
	effects_meeting, effects_sitting, effects_minutes, effects_publish, effects_docket, effects_conveyance,
	effects_campaign, effects_finding, effects_signoff, effects_report, effects_supervision, effects_programme, effects_case, effects_place, effects_parcel, effects_proxy};

const char *const effect_names[] = {
	"classify", "complained", "leave_accused", "send", "assign", "keep", "refer", "route", "grade", "object", "decide_objection",
	"ask_return", "decide_return", "assist", "unassist",
	"register", "accept", "name_handler", "name_leader", "ask_extension", "extend",
	"refuse_extension", "urgent", "report_urgent", "supervise", "recuse", "ask_recusal",
	"decide_recusal", "recuse_person", "ask_identity", "decide_identity",
	"draft", "return_draft", "approve", "answer", "serve", "execution", "report", "rate", "redo",
	"redone", "unhappy_twice", "outcome", "close", "raise",
	"review_unit", "rereview_unit", "change_reviewer", "draft_review", "review_result", "pause",
	"resume", "conclude", "question", "answer_question", "disclose", "change_contact", "confidential", "apart", "finding", "forget",
	"give_code", "end_code", "ask_code", "grant_code", "refuse_code",
	"redact_copy", "ask_release", "refuse_release", "release_copy",

	"convene", "add_item", "drop_item", "invite", "add_paper", "notify", "cancel_meeting",
	"attend", "open_meeting", "give_opinion", "recuse_item", "vote_item", "conclude_item", "keep_record", "make_up",
	"add_statement", "add_decision", "no_follow_up", "drop_entry", "draft_minutes", "return_minutes", "issue_minutes", "set_due",
	"publish_meeting", "publish_item", "withdraw_item", "withdraw_meeting",
	"publish_campaign", "withdraw_campaign", "publish_finding", "withdraw_finding",
	"raise_joint", "joint_settle",

	"take_up", "add_clause", "change_clause", "drop_clause", "link_measure", "convey", "acknowledge", "hold_study",
	"plan_work", "pass_on_down", "report_work", "accept_work", "return_work",
	"open_campaign", "submit_plan", "submit_report", "next_round", "record_finding",
	"plan_finding", "add_measure", "waive_kind", "issue_plan", "record_progress", "finish_measure", "reopen_measure", "add_evidence",
	"establish", "stage_done", "ask_later", "apply_signoff", "endorse", "review_signoff", "return_signoff", "verify_fact", "sign_off",
	"recheck", "freeze_report",
	"open_item", "propose_item", "approve_item", "climb", "conclude_supervision", "object_item", "recheck_item", "put_into_programme", "take_from_programme",
	"open_batch", "publish_batch", "withdraw_batch", "record_case", "assign_case", "send_back", "answer_case", "sign_answer", "return_answer", "confirm_case",
	"publish_case", "withdraw_case",
	"locate", "add_parcel", "drop_parcel", "restore_parcel", "reopen_parcel", "confirm_parcel", NULL};

effect_fn effect_find(const char *name)
{
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
		for (const struct effect_def *e = tables[t]; e->name; e++)
			if (cstr_eq(e->name, name))
				return e->fn;
	return NULL;
}

int64_t deed_unit(struct deed *d, enum field f)
{
	int64_t unit = unit_by_code(d->tx, d->in->text[f], d->now.today);
	if (!unit)
		deed_refuse(d, f, T_FAULT_UNKNOWN_UNIT(d->in->text[f]), NULL);
	return unit;
}
