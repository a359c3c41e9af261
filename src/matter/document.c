/* Papers. Laws: 1 a number is taken in the same transaction as its paper, so
 * the series has no gaps, and who may know of one paper of a series may know that
 * there are the others; 2 what is issued is frozen in both languages, and ends
 * with the ledger's last signed head: a letter that lies in a drawer is a witness
 * that nobody can reach; 3 an opinion without a mandatory part is never issued
 * (REG 32). */
#include "document.h"
#include "deed.h"
#include "unit.h"

#include "../base/bug.h"

const struct document_def document_table[] = {
	{"receipt_notice", true, "收告"}, {"transfer_notice", true, "转告"}, {"direction_notice", true, "导告"},
	{"acceptance_notice", true, "受告"}, {"not_competent_notice", true, "不受告"},
	{"no_longer_accepted_notice", true, "不再受告"}, {"extension_notice", true, "延告"},
	{"late_notice", true, "逾告"}, {"handling_opinion", true, "处"}, {"simple_answer", true, "简复"},
	{"review_opinion", true, "查"}, {"rereview_opinion", true, "核"}, {"hearing_notice", true, "听通"},
	{"hearing_record", false, "听录"}, {"mediation_agreement", true, "调"}, {"assignment_letter", false, "交"},
	{"supervision_letter", false, "督"}, {"closing_report", false, "办报"},
	{"breach_notice", true, "泄告"},
	{"meeting_notice", false, "会通"}, {"meeting_minutes", false, "纪"}, {"rectification_report", false, "整报"},
	{"sup_notice", false, "督查通"}, {"sup_letter", false, "督办"}, {"sup_conclusion", false, "督查结"}, {"sup_recheck_notice", false, "督查复"}, {"case_notice", false, "督交"},
};
const size_t document_count = sizeof document_table / sizeof *document_table;

const char *const document_names[] = {
	"receipt_notice", "transfer_notice", "direction_notice", "acceptance_notice",
	"not_competent_notice", "no_longer_accepted_notice", "extension_notice", "late_notice",
	"handling_opinion", "simple_answer", "review_opinion", "rereview_opinion", "hearing_notice",
	"hearing_record", "mediation_agreement", "assignment_letter", "supervision_letter",
	"closing_report", "breach_notice", "meeting_notice", "meeting_minutes", "rectification_report",
	"sup_notice", "sup_letter", "sup_conclusion", "sup_recheck_notice", "case_notice", NULL};

const struct document_def *document_find(const char *kind)
{
	for (size_t i = 0; i < document_count; i++)
		if (cstr_eq(document_table[i].kind, kind))
			return &document_table[i];
	return NULL;
}

/* Is it an accusation, or may it still become one? */
static bool stands_apart(const struct matter *m)
{
	return m->m.restricted || (cstr_empty(m->m.class) && proc_act_find(m->proc, "classify") >= 0);
}

/* The second of its kind in a matter is "...-2". */
static const char *number_apart(struct tx *tx, const struct matter *m, const struct document_def *d)
{
	struct q_document_count before;
	if (!q_document_count(tx, m->m.id, d->kind, &before) || before.n == 0)
		return m->m.number;
	return arena_printf(tx->arena, "%s-%lld", m->m.number, (long long)before.n + 1);
}

const char *document_number(struct tx *tx, int64_t unit_id, const struct matter *m, const struct document_def *d, day_t day)
{
	struct q_unit_by_id unit;
	struct q_series_next next;
	int year = day_ymd(day).year;
	must(q_unit_by_id(tx, unit_id, &unit));
	const char *sign = *unit.doc_sign ? unit.doc_sign : unit.code;
	if (m && stands_apart(m))
		return arena_printf(tx->arena, "%s%s〔%d〕%s号", sign, d->sign_zh, year, number_apart(tx, m, d));
	const char *key = arena_printf(tx->arena, "%lld/%s/%d", (long long)unit_id, d->kind, year);
	draw(tx, "series", key);       /* for a city whose older matters cannot be done again: their papers take numbers too */
	if (!q_series_next(tx, key, &next))
		return "";
	return arena_printf(tx->arena, "%s%s〔%d〕%lld号", sign, d->sign_zh, year, (long long)next.last);
}

/* The earliest running clock that tells the reader of this paper a date. */
static const char *due_for(const struct deed *d, const char *kind)
{
	static const struct { const char *kind, *clock; } which[] = {
		{"receipt_notice", "bureau_route"}, {"acceptance_notice", "handle"}, {"acceptance_notice", "simple_handle"},
		{"acceptance_notice", "suggestion_reply"}, {"extension_notice", "handle"}, {"assignment_letter", "assign_report"},
		{"transfer_notice", "unit_notice"}, {"transfer_notice", "simple_accept"}, {"receipt_notice", "unit_notice"}, {"sup_notice", "sup_due"}, {"sup_letter", "sup_due"}, {"sup_conclusion", "sup_recheck_window"}, {"case_notice", "case_answer"}, {NULL, NULL}};
	for (int i = 0; which[i].kind; i++) {
		const struct q_clock_of_matter *k = cstr_eq(which[i].kind, kind) ? matter_clock(d->m, which[i].clock) : NULL;
		if (k)
			return k->due;
	}
	return "—";
}

static const char *words(struct deed *d, enum lang lang, const char *kind, const char *part, const char *detail, const char *due, const char *unit)
{
	char key[96];
	snprintf(key, sizeof key, "doc.%s.%s", kind, part);
	struct msg m = {.id = msg_id(key), .arg = {d->m->m.number, unit, detail, due}};
	must(m.id);
	return msg_text(d->tx->arena, lang, m);
}

static const char *detail_of(const struct deed *d)
{
	if (d->detail)
		return d->detail;
	if (!cstr_empty(d->in->text[F_REASON]))
		return d->in->text[F_REASON];
	return cstr_empty(d->in->text[F_TEXT]) || d->m->m.state == NULL ? "—" : d->in->text[F_TEXT];
}

static const char *detail_in(const struct deed *d, enum lang lang, const char *detail)
{
	return d->detail_in[lang] ? d->detail_in[lang] : detail;
}

static int64_t signer(const struct deed *d)
{
	return d->unit_id ? d->unit_id : d->m->m.register_unit_id;
}

/* The text with the ledger's head under it, once there is one. */
const char *document_with_head(struct deed *d, enum lang lang, const char *body)
{
	struct arena *a = d->tx->arena;
	/* once for a deed: the beat may sign another between two languages */
	if (!d->head)
		d->head = draw(d->tx, "head", input_again(d->tx) ? "" : ledger_head_text(d->city, a));
	struct msg head = ledger_head_words(a, d->head);
	return head.id ? arena_printf(a, "%s\n\n%s", body, msg_text(a, lang, head)) : body;
}

void document_issue_words(struct deed *d, const struct document_def *def, const struct q_unit_by_id *unit, const char *body_en, const char *body_zh, const char *due)
{
	char day[11];
	const char *number = document_number(d->tx, unit->id, d->m, def, d->now.today);
	const char *en = document_with_head(d, LANG_EN, body_en), *zh = document_with_head(d, LANG_ZH, body_zh);
	q_document_insert(d->tx, d->m->m.id, d->event_id, def->kind, number, unit->id, "issued", def->to_petitioner,
		day_text(d->now.today, day), en, zh, data_of_pairs(d->tx->arena, "due", due, NULL), DB_NULL_INT);
	deed_paper(d, def->kind, number, en, zh);
}

void document_issue(struct deed *d, const struct document_def *def)
{
	struct q_unit_by_id unit;
	must(def);
	if (strstr(def->kind, "_opinion") || cstr_eq(def->kind, "simple_answer"))
		return;                        /* issued by its own effect, with its parts */
	must(q_unit_by_id(d->tx, signer(d), &unit));
	const char *due = due_for(d, def->kind), *detail = detail_of(d);
	if (cstr_eq(def->kind, "receipt_notice"))
		detail = d->m->m.subject;
	document_issue_words(d, def, &unit, words(d, LANG_EN, def->kind, "body", detail_in(d, LANG_EN, detail), due, unit.name_en),
		words(d, LANG_ZH, def->kind, "body", detail_in(d, LANG_ZH, detail), due, unit.name_zh), due);
}

void document_parts(struct arena *a, const char *data, struct opinion_parts *out)
{
	static const char *const outcomes[] = {"outcome", "adoption", "review_outcome", "rereview_outcome"};
	*out = (struct opinion_parts){.facts = data_get(a, data, "facts"), .heard = data_get(a, data, "heard"), .opinion = data_get(a, data, "opinion"),
		.basis = data_get(a, data, "basis"), .outcome = "", .outcome_field = ""};
	for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes && !*out->outcome; i++) {
		out->outcome = data_get(a, data, outcomes[i]);
		out->outcome_field = outcomes[i];
	}
}

static const char *outcome_words(struct deed *d, enum lang lang, const struct opinion_parts *p)
{
	char key[96];
	snprintf(key, sizeof key, "field.%s.%s", p->outcome_field, p->outcome);
	struct msg m = {.id = msg_id(key)};
	return m.id ? msg_text(d->tx->arena, lang, m) : p->outcome;
}

/* How the petitioner was heard, behind the facts; "" when it says nothing of that. */
static const char *heard_words(struct deed *d, enum lang lang, const struct opinion_parts *p)
{
	struct arena *a = d->tx->arena;
	return *p->heard ? arena_printf(a, "\n%s", msg_text(a, lang, T_DOC_PART_HEARD(msg_text(a, lang, field_choice_label(F_HEARD, p->heard))))) : "";
}

/* "If you disagree, within 30 days of receiving this ask ...": the superior by name. */
static const char *remedy(struct deed *d, enum lang lang, const char *kind, int64_t unit_id)
{
	struct q_unit_by_id up;
	struct msg m = T_DOC_REMEDY_NONE;
	int64_t superior = unit_superior(d->tx, unit_id, d->now.today);
	if (superior)
		must(q_unit_by_id(d->tx, superior, &up));
	const char *name = superior ? (lang == LANG_ZH ? up.name_zh : up.name_en) : "";
	if (cstr_eq(d->m->m.class, "suggestion"))
		m = T_DOC_REMEDY_SUGGESTION;
	else if (cstr_eq(kind, "rereview_opinion"))
		m = T_DOC_REMEDY_CONCLUDED;
	else if (superior)
		m = cstr_eq(kind, "review_opinion") ? T_DOC_REMEDY_REREVIEW(name) : T_DOC_REMEDY_REVIEW(name);
	return msg_text(d->tx->arena, lang, m);
}

/* The whole text of an opinion: every mandatory part with its heading. */
static const char *opinion_body(struct deed *d, enum lang lang, const char *kind, const char *data, const struct q_unit_by_id *unit)
{
	struct opinion_parts p;
	struct arena *a = d->tx->arena;
	const char *name = lang == LANG_ZH ? unit->name_zh : unit->name_en;
	char day[11];
	document_parts(a, data, &p);
	must(!cstr_empty(p.opinion));
	const char *request = *d->m->m.requests ? d->m->m.requests : d->m->m.subject;
	const char *text = arena_printf(a, "%s\n\n%s\n%s\n\n%s%s%s%s\n%s\n%s\n\n%s%s%s%s\n\n%s %s",
		words(d, lang, kind, "body", p.opinion, "", name),
		msg_text(a, lang, T_DOC_PART_REQUEST), request,
		*p.facts ? msg_text(a, lang, T_DOC_PART_FACTS) : "", *p.facts ? "\n" : "", p.facts, arena_printf(a, "%s%s", heard_words(d, lang, &p), *p.facts ? "\n" : ""),
		msg_text(a, lang, T_DOC_PART_OPINION(outcome_words(d, lang, &p))), p.opinion,
		*p.basis ? msg_text(a, lang, T_DOC_PART_BASIS) : "", *p.basis ? "\n" : "", p.basis,
		arena_printf(a, "%s%s", *p.basis ? "\n\n" : "", remedy(d, lang, kind, unit->id)), name, day_text(d->now.today, day));
	return document_with_head(d, lang, text);
}

void document_issue_draft(struct deed *d, const struct q_document_of_matter *draft)
{
	struct q_unit_by_id unit;
	char day[11];
	must(q_unit_by_id(d->tx, draft->unit_id, &unit));
	const char *number = document_number(d->tx, draft->unit_id, d->m, document_find(draft->kind), d->now.today);
	const char *en = opinion_body(d, LANG_EN, draft->kind, draft->data, &unit);
	const char *zh = opinion_body(d, LANG_ZH, draft->kind, draft->data, &unit);
	q_document_issue_draft(d->tx, draft->id, number, day_text(d->now.today, day), d->v->person_id, en, zh);
	deed_paper(d, draft->kind, number, en, zh);
}

void document_issue_new(struct deed *d, const struct q_document_of_matter *parts)
{
	struct q_unit_by_id unit;
	char day[11];
	must(q_unit_by_id(d->tx, parts->unit_id, &unit));
	const char *number = document_number(d->tx, parts->unit_id, d->m, document_find(parts->kind), d->now.today);
	const char *en = opinion_body(d, LANG_EN, parts->kind, parts->data, &unit);
	const char *zh = opinion_body(d, LANG_ZH, parts->kind, parts->data, &unit);
	q_document_insert(d->tx, d->m->m.id, d->event_id, parts->kind, number, parts->unit_id, "issued", 1,
		day_text(d->now.today, day), en, zh, parts->data, DB_NULL_INT);
	deed_paper(d, parts->kind, number, en, zh);
}
