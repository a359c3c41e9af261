/* Laws: 1 a condition reads the snapshot and the input, nothing else; 2 every
 * name here has its words in text/act.txt, in both forms (checked by a test). */
#include "cond.h"
#include "conveyance.h"
#include "copy.h"
#include "parcel.h"

#include "../base/bug.h"

enum { ANSWERED_LONG_AGO_DAYS = 30 };  /* local: a suggestion settles 30 days after the answer */

typedef enum cond_answer (*cond_test)(const struct matter *m, struct now now, const struct act_in *in, const char *arg);

static enum cond_answer yes(bool b) { return b ? COND_YES : COND_NO; }

static enum cond_answer is_bureau(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->register_is_bureau);
}

static enum cond_answer is_classified(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->m.class != NULL);
}

static enum cond_answer is_class(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in;
	return yes(cstr_eq(m->m.class, arg));
}

static enum cond_answer clock_open(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)in;
	const struct q_clock_of_matter *k = matter_clock(m, arg);
	return yes(k && now.utc_ms <= k->due_ms);
}

/* The day a petitioner asked: what was typed (a postmark counts, CPL 85), else today. */
static day_t asked_day(struct now now, const struct act_in *in)
{
	return in && in->text[F_ASKED_DAY] && *in->text[F_ASKED_DAY] ? in->day[F_ASKED_DAY] : now.today;
}

static const struct q_clock_of_matter *last_clock(const struct matter *m, const char *code)
{
	for (size_t i = m->clocks; i-- > 0;)
		if (cstr_eq(m->clock[i].code, code))
			return &m->clock[i];
	return NULL;
}

static day_t clock_due(const struct q_clock_of_matter *k)
{
	day_t due;
	must(day_parse(str_of(k->due), &due));
	return due;
}

static enum cond_answer window_open(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	const struct q_clock_of_matter *k = matter_clock(m, arg);
	day_t opened;
	if (!k)
		return COND_NO;
	must(day_parse(str_of(k->start_day), &opened));
	if (asked_day(now, in) < opened)
		return COND_NO;                /* before the answer was received there is nothing to review */
	if (asked_day(now, in) <= clock_due(k))
		return COND_YES;
	return in ? COND_NO : COND_OPEN;       /* a postmark typed later may still be in time */
}

static enum cond_answer window_over(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)in;
	const struct q_clock_of_matter *k = matter_clock(m, arg);
	return yes(k && now.utc_ms > k->due_ms);
}

static enum cond_answer window_shut(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)in;
	const struct q_clock_of_matter *k = last_clock(m, arg);
	return yes(k && now.utc_ms > k->due_ms);
}

static enum cond_answer asking(const struct matter *m, const char *kind)
{
	return yes(matter_ask_open(m, kind) != NULL);
}

static enum cond_answer extension_asked(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return asking(m, "extension");
}

static enum cond_answer recusal_asked(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return asking(m, "recusal");
}

static enum cond_answer identity_asked(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return asking(m, "identity");
}

static enum cond_answer code_asked(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return asking(m, "code");
}

static enum cond_answer code_given(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	bool any = false;
	(void)now, (void)in, (void)arg;
	for (size_t i = 0; i < m->proxies; i++)
		any = any || !m->proxy[i].ended_day;
	return yes(any);
}

static enum cond_answer copy_is_held(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(copy_held(m) > 0);
}

static enum cond_answer release_asked(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(copy_asked(m) != NULL);
}

static enum cond_answer anonymous(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->m.anonymous == MATTER_ANONYMOUS);
}

static enum cond_answer confidential(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->m.confidential != 0);
}

static enum cond_answer question_open(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(matter_question_open(m, 0) != NULL);
}

static enum cond_answer extended(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->m.extended != 0);
}

static enum cond_answer report_open(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->m.assigned && !m->m.reported);
}

static enum cond_answer redo_open(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->m.redo == 1);
}

static enum cond_answer redone(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->m.redo >= 2);
}

static enum cond_answer rated(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)m, (void)now;
	if (!in || cstr_empty(in->text[F_SATISFIED]))
		return COND_OPEN;
	bool unhappy = cstr_eq(in->text[F_SATISFIED], "not_satisfied");
	return yes(unhappy == cstr_eq(arg, "unhappy"));
}

static enum cond_answer graded(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)m, (void)now;
	if (!in || cstr_empty(in->text[F_GRADE]))
		return COND_OPEN;
	return yes(cstr_eq(in->text[F_GRADE], arg));
}

static enum cond_answer review_is(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in;
	return yes(cstr_eq(m->m.outcome, arg));
}

static enum cond_answer execution_open(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->execution_open);
}

static enum cond_answer hearing_open(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->hearing_open);
}

static enum cond_answer assisted(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->assists > 0);
}

static enum cond_answer urgent(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->m.urgent != 0);
}

static enum cond_answer first_time(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(!m->repeats);
}

static enum cond_answer joint(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->m.head_count > 1);
}

static enum cond_answer bureau_assigned(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(cstr_eq(m->m.channel, "transfer_in"));
}

static enum cond_answer concluded_before(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->concluded_before);
}

static enum cond_answer new_facts_stated(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->m.new_facts != 0);
}

static enum cond_answer answered_long_ago(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)in, (void)arg;
	day_t served;
	return yes(m->m.served_day && day_parse(str_of(m->m.served_day), &served) && now.today - served > ANSWERED_LONG_AGO_DAYS);
}

static enum cond_answer at_joint(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->at_joint);
}

static enum cond_answer has_items(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->meeting && m->meeting->items > 0);
}

static enum cond_answer items_settled(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->meeting && m->meeting->unsettled == 0);
}

static enum cond_answer meeting_public(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->meeting && m->meeting->public);
}

static enum cond_answer has_clauses(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->directive && m->directive->clauses > 0);
}

static enum cond_answer conveyance_complete(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	struct viewer system = viewer_system();
	struct convey_count count;
	char today[11];
	(void)in, (void)arg;
	if (!m->directive)
		return COND_NO;
	conveyance_count(m, &system, day_text(now.today, today), &count);
	return yes(count.complete);
}

static enum cond_answer report_in(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)m, (void)now;
	if (!in || cstr_empty(in->text[F_REPORT_IN]))
		return COND_OPEN;
	return yes(cstr_eq(in->text[F_REPORT_IN], arg));
}

static enum cond_answer findings_planned(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->campaign && m->campaign->findings > 0 && m->campaign->unplanned == 0);
}

static enum cond_answer findings_settled(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->campaign && m->campaign->unsettled == 0);
}

static enum cond_answer campaign_public(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->campaign ? m->campaign->public : m->finding && m->finding->campaign_public);
}

static enum cond_answer finding_public(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->finding && m->finding->public);
}

static enum cond_answer plannable(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	const struct q_finding_find *f = m->finding;
	if (!f || cstr_empty(f->term) || f->symptoms + f->roots == 0)
		return COND_NO;
	return yes((f->symptoms > 0 && f->roots > 0) || !cstr_empty(f->waiver));
}

static enum cond_answer measures_done(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->finding && m->finding->undone == 0 && m->finding->symptoms + m->finding->roots > 0);
}

/* Is there evidence of this fact in this round? */
static enum cond_answer shown(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in;
	return yes(m->finding && (cstr_eq(arg, "in_effect") ? m->finding->shows_effect : m->finding->shows_place) > 0);
}

static enum cond_answer implemented(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->finding && m->finding->implemented_event != DB_NULL_INT);
}

static enum cond_answer effect_waited(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)in, (void)arg;
	return yes(m->finding && m->finding->in_place_day && now.today >= finding_effect_day(m));
}

/* Half of the recheck's time: what was signed off yesterday has not lasted yet. */
static enum cond_answer recheck_waited(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)in, (void)arg;
	const struct q_clock_of_matter *k = matter_clock(m, "rect_recheck");
	day_t from;
	return yes(k && day_parse(str_of(k->start_day), &from) && now.today >= from + (day_t)k->length / 2);
}

static enum cond_answer is_term(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in;
	return yes(m->finding && cstr_eq(m->finding->term, arg));
}

/* Every case of the batch has an answer that was confirmed, a stage at least. */
static enum cond_answer cases_answered(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->batch && m->batch->cases > 0 && m->batch->answered == m->batch->cases);
}

static enum cond_answer cases_settled(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->batch && m->batch->settled == m->batch->cases);
}

static enum cond_answer batch_public(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->batch && m->batch->public);
}

/* Does the answer that stands say that the case is settled, not a stage of it? */
static enum cond_answer answer_settles(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->forwarded && cstr_eq(m->forwarded->outcome, "settled"));
}

static enum cond_answer case_public(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(m->forwarded && m->forwarded->public);
}

static enum cond_answer has_parcels(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	bool any = false;
	(void)now, (void)in, (void)arg;
	for (size_t i = 0; i < m->parcels; i++)
		any = any || parcel_stands(&m->parcel[i]);
	return yes(any);
}

static enum cond_answer parcels_restored(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(parcels_are(m, PARCEL_RESTORED));
}

static enum cond_answer parcels_confirmed(const struct matter *m, struct now now, const struct act_in *in, const char *arg)
{
	(void)now, (void)in, (void)arg;
	return yes(parcels_are(m, PARCEL_CONFIRMED));
}

static const struct cond_def { const char *name; cond_test test; } cond_table[] = {
	{"bureau", is_bureau}, {"classified", is_classified}, {"class:", is_class},
	{"clock_open:", clock_open}, {"window_open:", window_open}, {"window_over:", window_over},
	{"window_shut:", window_shut}, {"extension_asked", extension_asked}, {"extended", extended},
	{"recusal_asked", recusal_asked}, {"identity_asked", identity_asked}, {"code_asked", code_asked}, {"code_given", code_given}, {"copy_held", copy_is_held}, {"release_asked", release_asked}, {"report_open", report_open}, {"redo_open", redo_open},
	{"redone", redone}, {"rated:", rated}, {"grade:", graded}, {"review:", review_is},
	{"execution_open", execution_open}, {"hearing_open", hearing_open}, {"assisted", assisted},
	{"urgent", urgent}, {"first_time", first_time}, {"joint", joint},
	{"bureau_assigned", bureau_assigned}, {"concluded_before", concluded_before},
	{"new_facts_stated", new_facts_stated}, {"question_open", question_open}, {"anonymous", anonymous}, {"confidential", confidential}, {"answered_long_ago", answered_long_ago},
	{"at_joint", at_joint}, {"has_items", has_items}, {"items_settled", items_settled}, {"meeting_public", meeting_public}, {"has_clauses", has_clauses}, {"conveyance_complete", conveyance_complete},
	{"report_in:", report_in}, {"findings_planned", findings_planned}, {"findings_settled", findings_settled}, {"plannable", plannable},
	{"campaign_public", campaign_public}, {"finding_public", finding_public},
	{"measures_done", measures_done}, {"shown:", shown}, {"implemented", implemented}, {"effect_waited", effect_waited}, {"recheck_waited", recheck_waited}, {"term:", is_term},
	{"cases_answered", cases_answered}, {"cases_settled", cases_settled}, {"batch_public", batch_public}, {"answer_settles", answer_settles}, {"case_public", case_public},
	{"has_parcels", has_parcels}, {"parcels_restored", parcels_restored}, {"parcels_confirmed", parcels_confirmed},
};
enum { CONDS = sizeof cond_table / sizeof *cond_table };

const char *const cond_names[] = {"bureau", "classified", "class:", "clock_open:", "window_open:",
	"window_over:", "window_shut:", "extension_asked", "extended", "recusal_asked", "report_open",
	"redo_open", "redone", "rated:", "grade:", "review:", "execution_open", "hearing_open",
	"assisted", "urgent", "first_time", "joint", "bureau_assigned", "concluded_before",
	"new_facts_stated", "answered_long_ago", "identity_asked", "question_open", "anonymous", "confidential",
	"code_asked", "code_given", "copy_held", "release_asked", "at_joint", "has_items", "items_settled", "meeting_public", "has_clauses", "conveyance_complete",
	"report_in:", "findings_planned", "findings_settled", "campaign_public", "finding_public", "plannable", "measures_done", "shown:", "implemented", "effect_waited", "recheck_waited", "term:",
	"cases_answered", "cases_settled", "batch_public", "answer_settles", "case_public",
	"has_parcels", "parcels_restored", "parcels_confirmed", NULL};

static const struct cond_def *cond_find(const char *cond, const char **arg)
{
	for (size_t i = 0; i < CONDS; i++) {
		size_t n = strlen(cond_table[i].name);
		bool takes_arg = cond_table[i].name[n - 1] == ':';
		if (takes_arg ? strncmp(cond, cond_table[i].name, n) == 0 : strcmp(cond, cond_table[i].name) == 0) {
			*arg = cond + (takes_arg ? n : 0);
			return &cond_table[i];
		}
	}
	return NULL;
}

enum cond_answer cond_holds(const struct matter *m, struct now now, const struct act_in *in, const char *cond)
{
	const char *arg = "";
	const struct cond_def *d = cond_find(cond, &arg);
	must(d);
	return d->test(m, now, in, arg);
}

struct msg cond_refusal(const struct matter *m, const char *cond, bool negated)
{
	char word[48], key[96];
	if (!negated && (cstr_eq(cond, "parcels_restored") || cstr_eq(cond, "parcels_confirmed")))
		return parcels_lacking(m, cstr_eq(cond, "parcels_restored") ? PARCEL_RESTORED : PARCEL_CONFIRMED);
	snprintf(word, sizeof word, "%.*s", (int)strcspn(cond, ":"), cond);
	snprintf(key, sizeof key, negated ? "cond.not.%s" : "cond.%s", word);
	return (struct msg){.id = msg_id(key)};
}
