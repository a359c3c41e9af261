/* Separation of duties as rows. Laws: 1 a pair is judged by persons (or units)
 * recorded in events, never by what a form says; 2 a delegation does not help:
 * the doer is whoever did it; 3 nothing elsewhere decides this. */
#include "duty.h"

/* Whoever did one of these took part in the stage that a review judges. */
#define HANDLED "accept progress hold_hearing mediate ask_extension grant_extension refuse_extension contribute " \
	"add_assist end_assist to_ordinary draft_opinion return_opinion approve_opinion answer serve cannot_serve report_back answer_again raise_joint"
#define REVIEWED "draft_review return_review approve_review serve_review"

/* Part in a supervision item, until its conclusion. */
#define SUPERVISED "propose open_by_decision approve_item remind urge_letter hold_talk circulate list_item return_result conclude"

/* The work on a finding, and its sign-off. */
#define DID "accept finish_measure add_evidence establish progress restore_parcel"
#define SIGNED DID " apply_signoff endorse review_signoff verify_implemented verify_in_place verify_effect confirm_parcel sign_off"

const struct duty_pair duty_pairs[] = {
	{1, "grant_extension", "ask_extension", APART_PERSON, true, "REG 34"},
	{1, "refuse_extension", "ask_extension", APART_PERSON, true, "REG 34"},
	{2, "approve_opinion", "draft_opinion", APART_PERSON, true, "local: separation of duties"},
	{2, "approve_review", "draft_review", APART_PERSON, true, "local: separation of duties"},
	{2, "approve_rereview", "draft_rereview", APART_PERSON, true, "local: separation of duties"},
	{2, "approve_minutes", "draft_minutes", APART_PERSON, true, "local: separation of duties"},
	{3, "agree_objection", "object", APART_UNIT, true, "REG 23(3)"},
	{3, "refuse_objection", "object", APART_UNIT, true, "REG 23(3)"},
	{3, "agree_return", "return_ticket", APART_UNIT, true, "local, as REG 23(3)"},
	{3, "refuse_return", "return_ticket", APART_UNIT, true, "local, as REG 23(3)"},
	/* pair 4: nobody who took part in the handled stage reviews it; nobody who reviewed re-reviews */
	{4, "draft_review", HANDLED, APART_PERSON, false, "REG 28, 35"},
	{4, "draft_review", "serve answer", APART_UNIT, true, "REG 35"},
	{4, "return_review", HANDLED, APART_PERSON, false, "REG 28, 35"},
	{4, "approve_review", HANDLED, APART_PERSON, false, "REG 28, 35"},
	{4, "approve_review", "serve answer", APART_UNIT, true, "REG 35"},
	{4, "draft_rereview", HANDLED " " REVIEWED, APART_PERSON, false, "REG 28, 36"},
	{4, "draft_rereview", "draft_review", APART_UNIT, true, "REG 36"},
	{4, "return_rereview", HANDLED " " REVIEWED, APART_PERSON, false, "REG 28, 36"},
	{4, "approve_rereview", HANDLED " " REVIEWED, APART_PERSON, false, "REG 28, 36"},
	{4, "approve_rereview", "draft_review", APART_UNIT, true, "REG 36"},
	/* a task's doer does not verify it */
	{5, "confirm_done", "report_done", APART_PERSON, true, "local: separation of duties"},
	{5, "confirm_done", "report_done", APART_UNIT, true, "local: separation of duties"},
	/* sign-off of a finding: who asks, endorses, agrees, verifies, decides and rechecks; in all rounds */
	{5, "endorse", DID " apply_signoff", APART_PERSON, false, "local: separation of duties"},
	{5, "review_signoff", DID " apply_signoff endorse", APART_PERSON, false, "local: separation of duties"},
	{5, "verify_implemented", DID " apply_signoff endorse review_signoff", APART_PERSON, false, "local: separation of duties"},
	{5, "verify_implemented", DID " apply_signoff", APART_UNIT, false, "local: another unit verifies"},
	{5, "verify_in_place", DID " apply_signoff endorse review_signoff", APART_PERSON, false, "local: separation of duties"},
	{5, "verify_in_place", DID " apply_signoff", APART_UNIT, false, "local: another unit verifies"},
	{5, "verify_effect", DID " apply_signoff endorse review_signoff", APART_PERSON, false, "local: separation of duties"},
	{5, "verify_effect", DID " apply_signoff", APART_UNIT, false, "local: another unit verifies"},
	/* a parcel of farmland, of a finding or of a task */
	{5, "confirm_parcel", DID " apply_signoff endorse review_signoff", APART_PERSON, false, "local: separation of duties"},
	{5, "confirm_parcel", DID " apply_signoff", APART_UNIT, false, "local: another unit verifies"},
	{5, "confirm_done", "restore_parcel", APART_PERSON, false, "local: separation of duties"},
	{5, "sign_off", DID " apply_signoff endorse verify_effect", APART_PERSON, false, "local: separation of duties"},
	{5, "recheck_pass", SIGNED, APART_PERSON, false, "local: separation of duties"},
	{5, "recheck_pass", DID " apply_signoff verify_implemented verify_in_place verify_effect confirm_parcel", APART_UNIT, false, "local: another unit rechecks"},
	{5, "recheck_fail", SIGNED, APART_PERSON, false, "local: separation of duties"},
	{5, "recheck_fail", DID " apply_signoff verify_implemented verify_in_place verify_effect confirm_parcel", APART_UNIT, false, "local: another unit rechecks"},
	/* a supervision item: who proposes it does not approve it, who took part does not recheck */
	{5, "approve_item", "propose", APART_PERSON, false, "SUP 11"},
	{5, "uphold_conclusion", SUPERVISED, APART_PERSON, false, "SUP 17"},
	{5, "change_conclusion", SUPERVISED, APART_PERSON, false, "SUP 17"},
	/* a forwarded case: who answers, who signs, who checks; the office that checks is not the unit */
	{5, "sign_answer", "answer_case", APART_PERSON, true, "local: separation of duties"},
	{5, "confirm_answer", "answer_case sign_answer progress accept", APART_PERSON, false, "local: separation of duties"},
	{5, "confirm_answer", "answer_case sign_answer", APART_UNIT, false, "local: another unit checks"},
	/* who wants to know who accused does not allow it */
	{8, "grant_identity", "ask_identity", APART_PERSON, true, "REG 30; local: two persons"},
	{8, "refuse_identity", "ask_identity", APART_PERSON, true, "REG 30; local: two persons"},
	/* who wants a code for somebody does not give it */
	{10, "grant_code", "ask_code", APART_PERSON, true, "PIPL 49; local: two persons"},
	{10, "refuse_code", "ask_code", APART_PERSON, true, "PIPL 49; local: two persons"},
	/* a text that tells who wrote it goes to a unit uncut by two persons */
	{9, "release_copy", "ask_release", APART_PERSON, true, "local: two persons"},
	{9, "refuse_release", "ask_release", APART_PERSON, true, "local: two persons"},
};
const size_t duty_pair_count = sizeof duty_pairs / sizeof *duty_pairs;

static bool is_after(const struct duty_pair *p, const char *act)
{
	struct str rest = str_of(p->after), word;
	while (str_word(&rest, &word))
		if (str_is(word, act))
			return true;
	return false;
}

static bool same_doer(const struct duty_pair *p, const struct duty_doing *d, int64_t person_id, int64_t unit_id)
{
	return p->apart == APART_PERSON ? d->person_id == person_id : d->unit_id == unit_id;
}

static bool pair_broken(const struct duty_pair *p, int64_t person_id, int64_t unit_id, const struct duty_doing *done, size_t n)
{
	for (size_t i = n; i-- > 0;) {
		if (!is_after(p, done[i].act))
			continue;
		if (same_doer(p, &done[i], person_id, unit_id))
			return true;
		if (p->latest)
			return false;
	}
	return false;
}

bool duty_concerns(const char *act, const char *after)
{
	for (size_t i = 0; i < duty_pair_count; i++)
		if (cstr_eq(duty_pairs[i].act, act) && is_after(&duty_pairs[i], after))
			return true;
	return false;
}

const struct duty_pair *duty_breach(const char *act, int64_t person_id, int64_t unit_id, const struct duty_doing *done, size_t n)
{
	for (size_t i = 0; i < duty_pair_count; i++)
		if (cstr_eq(duty_pairs[i].act, act) && pair_broken(&duty_pairs[i], person_id, unit_id, done, n))
			return &duty_pairs[i];
	return NULL;
}

bool duty_roles_compatible(char sort_a, char sort_b)
{
	/* Administrator, auditor and data-protection officer hold no role of another sort: none of them judges its own work. */
	return sort_a == sort_b;
}

bool duty_two_persons(int64_t proposer, int64_t confirmer)
{
	return proposer != confirmer;
}
