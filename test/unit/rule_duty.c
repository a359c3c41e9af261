/* Separation of duties over the whole matrix: every act after every act by the
 * same and by another person and unit, against a second reading of the pairs
 * that takes its stages from the text of the rule files. */
#include "rule/duty.h"

#include "base/os.h"
#include "test.h"

enum { ACTS = 256, ME = 7, OTHER = 8, HERE = 70, THERE = 80 };

struct acts { const char *name[ACTS]; bool handled[ACTS]; size_t n; };

static size_t act_index(struct acts *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (cstr_eq(t->name[i], name))
			return i;
	CHECK(t->n < ACTS);
	t->name[t->n] = name;
	return t->n++;
}

static bool has_word(const char *list, struct str word)
{
	struct str rest = str_of(list), w;
	while (str_word(&rest, &w))
		if (str_eq(w, word))
			return true;
	return false;
}

static struct str cell(struct str *line)
{
	size_t n = str_chr(*line, '|');
	struct str c = str_trim(str_head(*line, n == SIZE_MAX ? line->n : n));
	*line = n == SIZE_MAX ? (struct str){"", 0} : str_from(*line, n + 1);
	return c;
}

/* A row of the stage a review judges: the matter is being handled, or begins to be, by people of the handling organ. */
static bool row_handles(struct str from, struct str to, struct str who)
{
	static const char stage[] = "handling drafted opined simple_handling", organ[] = "handler unit_head registrar@lead handler@assist";
	struct str rest = from, w;
	bool ours = false, during = has_word("handling simple_handling", to);
	while (str_word(&rest, &w))
		during = during || has_word(stage, w);
	while (str_word(&who, &w))
		ours = ours || has_word(organ, w);
	return during && ours;
}

static void read_rules(struct acts *t, const char *file)
{
	struct str text, line, word;
	CHECK(os_read_file(test_arena(), file, 1 << 20, &text) >= 0);
	while (str_line(&text, &line)) {
		struct str rest = line;
		if (!str_word(&rest, &word) || word.p[0] == '#')
			continue;
		if (str_is(word, "act") && str_word(&rest, &word))
			act_index(t, arena_cstr(test_arena(), word));
		if (str_chr(line, '|') == SIZE_MAX)
			continue;
		struct str from = cell(&line), act = cell(&line), to = cell(&line), who = cell(&line);
		if (row_handles(from, to, who))
			t->handled[act_index(t, arena_cstr(test_arena(), act))] = true;
	}
}

static void read_acts(struct acts *t)
{
	*t = (struct acts){0};
	read_rules(t, "rules/procedure/petition.txt");
	read_rules(t, "rules/procedure/simple.txt");
	read_rules(t, "rules/procedure/review.txt");
	read_rules(t, "rules/procedure/joint.txt");
	read_rules(t, "rules/procedure/copies.txt");
	read_rules(t, "rules/procedure/codes.txt");
	t->handled[act_index(t, "answer_again")] = true;
	read_rules(t, "rules/procedure/hotline.txt");
	read_rules(t, "rules/procedure/execution.txt");
	read_rules(t, "rules/procedure/meeting.txt");
	read_rules(t, "rules/procedure/finding.txt");
	read_rules(t, "rules/procedure/supervision.txt");
	read_rules(t, "rules/procedure/case.txt");
}

struct want { bool person, unit, any; };

/* The chain of a finding's sign-off: the work, then asking, endorsing, agreeing, verifying, deciding, rechecking; -1: none of it. */
static int sign_off_step(const char *act)
{
	static const char *const steps[] = {"accept finish_measure add_evidence establish progress restore_parcel", "apply_signoff", "endorse", "review_signoff",
		"verify_implemented verify_in_place verify_effect confirm_parcel", "sign_off", "recheck_pass recheck_fail"};
	for (int i = 0; i < (int)(sizeof steps / sizeof *steps); i++)
		if (has_word(steps[i], str_of(act)))
			return i;
	return -1;
}

/* Each step by somebody who took none before it; deciding may whoever agreed or looked at one fact, but not at its effect.
 * Who verifies and who rechecks is of another unit than who worked and asked, and the second of another than the first. */
static void want_sign_off(struct want *w, const char *a, const char *b)
{
	enum { ASK = 1, VERIFY = 4, DECIDE = 5, RECHECK = 6 };
	int step = sign_off_step(a), before = sign_off_step(b);
	if (step <= ASK || before < 0 || before >= step)
		return;
	w->person = w->any = step != DECIDE || before < 3 || cstr_eq(b, "verify_effect");
	w->unit = (step == VERIFY || step == RECHECK) && (before <= ASK || before == VERIFY);
}

/* What the list of pairs says, read once more and differently. */
static struct want want(const struct acts *t, size_t act, size_t after)
{
	const char *a = t->name[act], *b = t->name[after];
	struct want w = {0};
	if (has_word("grant_extension refuse_extension", str_of(a)))                     /* 1 */
		w.person = cstr_eq(b, "ask_extension");
	if (cstr_eq(a, "approve_opinion"))                                               /* 2 */
		w.person = cstr_eq(b, "draft_opinion");
	if (cstr_eq(a, "approve_minutes"))
		w.person = cstr_eq(b, "draft_minutes");
	if (has_word("agree_objection refuse_objection", str_of(a)))                     /* 3 */
		w.unit = cstr_eq(b, "object");
	if (has_word("agree_return refuse_return", str_of(a)))
		w.unit = cstr_eq(b, "return_ticket");
	if (cstr_eq(a, "confirm_done"))                                                  /* 5 */
		w.person = w.unit = cstr_eq(b, "report_done");
	if (cstr_eq(a, "confirm_done") && cstr_eq(b, "restore_parcel"))
		w.person = w.any = true;
	if (has_word("grant_identity refuse_identity", str_of(a)))                       /* 8 */
		w.person = cstr_eq(b, "ask_identity");
	if (has_word("grant_code refuse_code", str_of(a)))                               /* 10 */
		w.person = cstr_eq(b, "ask_code");
	if (has_word("release_copy refuse_release", str_of(a)))                          /* 9 */
		w.person = cstr_eq(b, "ask_release");
	if (cstr_eq(a, "approve_item") && cstr_eq(b, "propose"))                         /* a supervision item */
		w.person = w.any = true;
	if (has_word("uphold_conclusion change_conclusion", str_of(a)) &&
		has_word("propose open_by_decision approve_item remind urge_letter hold_talk circulate list_item return_result conclude", str_of(b)))
		w.person = w.any = true;
	if (cstr_eq(a, "sign_answer"))                                                   /* a forwarded case */
		w.person = cstr_eq(b, "answer_case");
	if (cstr_eq(a, "confirm_answer")) {
		w.unit = has_word("answer_case sign_answer", str_of(b));
		w.person = w.any = w.unit || has_word("accept progress", str_of(b));
	}
	want_sign_off(&w, a, b);
	bool review = has_word("draft_review return_review approve_review", str_of(a));  /* 4 */
	bool rereview = has_word("draft_rereview return_rereview approve_rereview", str_of(a));
	if ((review || rereview) && t->handled[after])
		w.person = w.any = true;
	if (rereview && has_word("draft_review return_review approve_review serve_review", str_of(b)))
		w.person = w.any = true;
	if (cstr_eq(a, "approve_review") && cstr_eq(b, "draft_review"))
		w.person = true;
	if (cstr_eq(a, "approve_rereview") && cstr_eq(b, "draft_rereview"))
		w.person = true;
	if (has_word("draft_review approve_review", str_of(a)) && has_word("serve answer", str_of(b)))
		w.unit = true;
	if (has_word("draft_rereview approve_rereview", str_of(a)) && cstr_eq(b, "draft_review"))
		w.unit = true;
	return w;
}

TEST(every_act_after_every_act_is_judged_as_the_pairs_say)
{
	struct acts t;
	read_acts(&t);
	CHECK(t.n > 60);
	size_t refused = 0;
	for (size_t act = 0; act < t.n; act++)
		for (size_t after = 0; after < t.n; after++)
			for (int bits = 0; bits < 4; bits++) {
				bool same_person = bits & 1, same_unit = bits & 2;
				struct duty_doing done = {t.name[after], same_person ? ME : OTHER, same_unit ? HERE : THERE};
				struct want w = want(&t, act, after);
				bool no = (w.person && same_person) || (w.unit && same_unit);
				const struct duty_pair *p = duty_breach(t.name[act], ME, HERE, &done, 1);
				if ((p != NULL) != no)
					test_fail(__FILE__, __LINE__, "%s after %s by %s person of %s unit: %s", t.name[act], t.name[after],
						same_person ? "the same" : "another", same_unit ? "the same" : "another", p ? "refused" : "allowed");
				CHECK(!p || (*p->basis && p->number >= 1 && p->number <= 11));
				refused += p != NULL;
			}
	CHECK(refused > 100);
}

TEST(a_later_asking_by_somebody_else_frees_but_taking_part_does_not_wear_off)
{
	struct acts t;
	read_acts(&t);
	for (size_t act = 0; act < t.n; act++)
		for (size_t after = 0; after < t.n; after++) {
			struct want w = want(&t, act, after);
			struct duty_doing mine_last[] = {{t.name[after], OTHER, THERE}, {t.name[after], ME, HERE}};
			struct duty_doing other_last[] = {{t.name[after], ME, HERE}, {t.name[after], OTHER, THERE}};
			CHECK((duty_breach(t.name[act], ME, HERE, mine_last, 2) != NULL) == (w.person || w.unit));
			CHECK((duty_breach(t.name[act], ME, HERE, other_last, 2) != NULL) == (w.person && w.any));
		}
}

TEST(an_unrelated_doing_between_changes_nothing)
{
	struct acts t;
	read_acts(&t);
	for (size_t act = 0; act < t.n; act++)
		for (size_t after = 0; after < t.n; after++) {
			struct want w = want(&t, act, after);
			struct duty_doing done[] = {{t.name[after], ME, HERE}, {"note", OTHER, THERE}, {"note", ME, HERE}};
			CHECK((duty_breach(t.name[act], ME, HERE, done, 3) != NULL) == (w.person || w.unit));
			CHECK(!duty_breach(t.name[act], ME, HERE, done, 0));
			CHECK(duty_concerns(t.name[act], t.name[after]) == (w.person || w.unit));
		}
}

TEST(every_row_of_the_pairs_names_acts_that_exist)
{
	struct acts t;
	read_acts(&t);
	size_t known = t.n;
	CHECK(duty_pair_count >= 10);
	for (size_t i = 0; i < duty_pair_count; i++) {
		struct str rest = str_of(duty_pairs[i].after), word;
		CHECK(act_index(&t, duty_pairs[i].act) < known);
		while (str_word(&rest, &word))
			CHECK(act_index(&t, arena_cstr(test_arena(), word)) < known);
	}
}

TEST(administration_audit_and_business_are_three_accounts)
{
	static const char sorts[] = "bsa";
	for (int a = 0; a < 3; a++)
		for (int b = 0; b < 3; b++)
			CHECK(duty_roles_compatible(sorts[a], sorts[b]) == (a == b));
}

TEST(proposer_and_confirmer_are_two)
{
	CHECK(!duty_two_persons(ME, ME));
	CHECK(duty_two_persons(ME, OTHER));
	CHECK(duty_two_persons(OTHER, ME));
}
