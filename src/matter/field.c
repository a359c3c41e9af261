/* The field table, and reading what was typed against it.
 *
 * Laws: 1 a value that is stored passed its row here; 2 what was typed is kept
 * in text[] also when it is refused; 3 every fault names its field and says
 * what would be right. */
#include "field.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/utf8.h"
#include "../rule/place.h"
#include "../rule/procedure.h"

const struct field_def field_table[F__MAX] = {
	[F_NONE] = {.name = ""},
	[F_CHANNEL] = {.name = "channel", .type = FIELD_CHOICE, .choice = {"letter", "visit", "phone", "fax", "web", "mailbox", "hotline", "email", "transfer_in"}},
	[F_RECEIVED] = {.name = "received", .type = FIELD_DAY, .past = true},
	[F_IDENTITY] = {.name = "identity", .type = FIELD_IDENTITY, .private_ = true},
	[F_CLASS] = {.name = "class", .type = FIELD_CHOICE, .choice = {"suggestion", "accusation", "appeal"}},
	[F_SUBJECT] = {.name = "subject", .type = FIELD_LINE, .max = LIMIT_SUBJECT_CHARS, .private_ = true},
	[F_TEXT] = {.name = "text", .type = FIELD_TEXT, .max = LIMIT_TEXT_CHARS, .rows = 8},
	[F_REQUESTS] = {.name = "requests", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 4, .private_ = true},
	[F_AREA] = {.name = "area", .type = FIELD_AREA},
	[F_PLACE] = {.name = "place", .type = FIELD_LINE, .max = LIMIT_LINE_CHARS, .private_ = true},
	[F_COMPLAINED] = {.name = "complained", .type = FIELD_UNIT, .private_ = true},
	[F_HEAD_COUNT] = {.name = "head_count", .type = FIELD_NUMBER, .min = 1, .max = 100000},
	[F_CONFIDENTIAL] = {.name = "confidential", .type = FIELD_TICK},
	[F_ORAL] = {.name = "oral", .type = FIELD_TICK},
	[F_READ_BACK] = {.name = "read_back", .type = FIELD_TICK},
	[F_CONTACT_UNCLEAR] = {.name = "contact_unclear", .type = FIELD_TICK},
	[F_NEW_FACTS] = {.name = "new_facts", .type = FIELD_TICK},
	[F_FILES] = {.name = "files", .type = FIELD_FILES},
	[F_UNIT] = {.name = "unit", .type = FIELD_UNIT},
	[F_REASON] = {.name = "reason", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 4},
	[F_REPORT_DUE] = {.name = "report_due", .type = FIELD_DAY},
	[F_ROUTE] = {.name = "route", .type = FIELD_CHOICE, .choice = {"R1", "R2", "R3", "R4", "R5"}},
	[F_DIRECTION] = {.name = "direction", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 4},
	[F_GROUND] = {.name = "ground", .type = FIELD_CHOICE, .choice = {"not_competent", "in_progress", "statutory_route", "other_law"}},
	[F_DAYS] = {.name = "days", .type = FIELD_NUMBER, .min = 1, .max = LIMIT_EXTENSION_DAYS},
	[F_HEARING_DAY] = {.name = "hearing_day", .type = FIELD_DAY, .past = true},
	[F_CONSENT] = {.name = "consent", .type = FIELD_TICK},
	[F_FACTS] = {.name = "facts", .type = FIELD_TEXT, .max = LIMIT_TEXT_CHARS, .rows = 8, .private_ = true},
	[F_OPINION] = {.name = "opinion", .type = FIELD_TEXT, .max = LIMIT_TEXT_CHARS, .rows = 8, .private_ = true},
	[F_OUTCOME] = {.name = "outcome", .type = FIELD_CHOICE, .choice = {"supported", "partly", "explained", "not_supported"}},
	[F_ADOPTION] = {.name = "adoption", .type = FIELD_CHOICE, .choice = {"adopted", "adopted_partly", "not_adopted"}},
	[F_BASIS] = {.name = "basis", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 3, .private_ = true},
	[F_SERVICE] = {.name = "service", .type = FIELD_CHOICE, .choice = {"in_person", "post", "left", "proxy", "electronic", "public_notice", "follow_page"}},
	[F_SERVICE_DAY] = {.name = "service_day", .type = FIELD_DAY, .past = true},
	[F_REPORT] = {.name = "report", .type = FIELD_TEXT, .max = LIMIT_TEXT_CHARS, .rows = 8},
	[F_SATISFIED] = {.name = "satisfied", .type = FIELD_CHOICE, .choice = {"satisfied", "basically", "not_satisfied"}},
	[F_SOLVED] = {.name = "solved", .type = FIELD_TICK},
	[F_COMMENT] = {.name = "comment", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 3},
	[F_CAUSE] = {.name = "cause", .type = FIELD_CHOICE, .choice = {"policy", "delay", "service", "execution", "information", "dispute", "other"}},
	[F_PERSON] = {.name = "person", .type = FIELD_PERSON},
	[F_LEADER] = {.name = "leader", .type = FIELD_LINE, .max = LIMIT_NAME_CHARS},
	[F_PUBLIC] = {.name = "public", .type = FIELD_TICK},
	[F_TOLD] = {.name = "told", .type = FIELD_LINE, .max = LIMIT_LINE_CHARS},
	[F_MEANS] = {.name = "means", .type = FIELD_CHOICE, .choice = {"phone", "written", "in_person"}},
	[F_MEASURE] = {.name = "measure", .type = FIELD_CHOICE, .choice = {"reminder", "letter", "talk", "circular", "listed"}},
	[F_ASKED_DAY] = {.name = "asked_day", .type = FIELD_DAY, .past = true},
	[F_REVIEW_OUTCOME] = {.name = "review_outcome", .type = FIELD_CHOICE, .choice = {"uphold", "revoke", "vary", "reanswer"}},
	[F_REREVIEW_OUTCOME] = {.name = "rereview_outcome", .type = FIELD_CHOICE, .choice = {"uphold", "revoke", "vary"}},
	[F_REANSWER_DAYS] = {.name = "reanswer_days", .type = FIELD_NUMBER, .min = 1, .max = 60},
	[F_SIMPLE_GROUND] = {.name = "simple_ground", .type = FIELD_CHOICE, .choice = {"clear_facts", "enquiry", "daily_life", "promised"}},
	[F_GRADE] = {.name = "grade", .type = FIELD_CHOICE, .choice = {"emergency", "utility", "enquiry", "ordinary", "complex"}},
	[F_QUESTION] = {.name = "question", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 4},
	[F_WHICH] = {.name = "which", .type = FIELD_NUMBER, .min = 1, .max = LIMIT_QUESTIONS},
	[F_HEARD] = {.name = "heard", .type = FIELD_CHOICE, .choice = {"talk", "phone", "writing", "hearing", "declined"}},
	[F_PROXY] = {.name = "proxy", .type = FIELD_CHOICE, .choice = {"representative", "relative", "guardian", "agent"}, .private_ = true},
	[F_CODE_NO] = {.name = "code_no", .type = FIELD_NUMBER, .min = 1, .max = LIMIT_PROXIES_EVER},
	[F_BY_CODE] = {.name = "by_code", .type = FIELD_NUMBER, .min = 1, .max = LIMIT_PROXIES_EVER},
	[F_ANONYMOUS] = {.name = "anonymous", .type = FIELD_TICK, .private_ = true},
	[F_DISCLOSE] = {.name = "disclose", .type = FIELD_TICK, .private_ = true},
	[F_WORDS] = {.name = "words", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 3, .private_ = true},
	[F_BODY] = {.name = "body", .type = FIELD_BODY},
	[F_MEETING_KIND] = {.name = "meeting_kind", .type = FIELD_CHOICE, .choice = {"ordinary", "enlarged", "special", "joint_full", "joint_working"}},
	[F_MEETING_DAY] = {.name = "meeting_day", .type = FIELD_DAY, .either = true},
	[F_MEETING_TIME] = {.name = "meeting_time", .type = FIELD_LINE, .max = 5},
	[F_ITEM] = {.name = "item", .type = FIELD_ITEM, .min = 1, .max = LIMIT_AGENDA_ITEMS},
	[F_ITEM_TYPE] = {.name = "item_type", .type = FIELD_CHOICE, .choice = {"convey", "study", "hear", "deliberate", "decide", "deploy", "notice", "coordinate", "cadre"}},
	[F_TITLE] = {.name = "title", .type = FIELD_LINE, .max = LIMIT_LINE_CHARS},
	[F_TRANSLATION] = {.name = "translation", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 3},
	[F_REPORTER] = {.name = "reporter", .type = FIELD_LINE, .max = LIMIT_LINE_CHARS},
	[F_PLANNED] = {.name = "planned", .type = FIELD_NUMBER, .min = 1, .max = 600},
	[F_SOURCE] = {.name = "source", .type = FIELD_LINE, .max = LIMIT_LOGIN_CHARS},
	[F_INVITEE] = {.name = "invitee", .type = FIELD_STAFF},
	[F_AUDIENCE] = {.name = "audience", .type = FIELD_CHOICE, .choice = {"all", "members", "item"}},
	[F_ATTENDEE] = {.name = "attendee", .type = FIELD_ATTENDEE},
	[F_ATTENDANCE] = {.name = "attendance", .type = FIELD_CHOICE, .choice = {"present", "preside", "leave", "absent"}},
	[F_VOTE] = {.name = "vote", .type = FIELD_CHOICE, .choice = {"for", "against", "abstain"}},
	[F_CONCLUSION] = {.name = "conclusion", .type = FIELD_CHOICE, .choice = {"heard", "studied", "approved", "approved_in_principle", "decided", "deployed", "returned", "deferred"}},
	[F_VERB] = {.name = "verb", .type = FIELD_CHOICE, .choice = {"noted", "stressed", "required", "decided", "agreed", "heard"}},
	[F_NO_FOLLOW] = {.name = "no_follow", .type = FIELD_TICK},
	[F_ASSIST_UNITS] = {.name = "assist_units", .type = FIELD_LINE, .max = LIMIT_LINE_CHARS},
	[F_REPORT_FORM] = {.name = "report_form", .type = FIELD_CHOICE, .choice = {"written", "special_report", "at_meeting"}},
	[F_EARLIER] = {.name = "earlier", .type = FIELD_LINE, .max = LIMIT_LOGIN_CHARS},
	[F_ENTRY] = {.name = "entry", .type = FIELD_NUMBER, .min = 1, .max = 1000},
	[F_RECORD] = {.name = "record", .type = FIELD_TEXT, .max = LIMIT_TEXT_CHARS, .rows = 12, .private_ = true},
	[F_STUDIED_DAY] = {.name = "studied_day", .type = FIELD_DAY, .past = true},
	[F_ISSUER] = {.name = "issuer", .type = FIELD_LINE, .max = LIMIT_LINE_CHARS},
	[F_DOC_NO] = {.name = "doc_no", .type = FIELD_LINE, .max = LIMIT_NAME_CHARS},
	[F_DOC_DAY] = {.name = "doc_day", .type = FIELD_DAY, .past = true},
	[F_ORIGINAL] = {.name = "original", .type = FIELD_CHOICE, .choice = {"zh", "en"}},
	[F_SUBJECT_TRANSLATION] = {.name = "subject_translation", .type = FIELD_LINE, .max = LIMIT_SUBJECT_CHARS},
	[F_TEXT_TRANSLATION] = {.name = "text_translation", .type = FIELD_TEXT, .max = LIMIT_TEXT_CHARS, .rows = 8},
	[F_MEETING] = {.name = "meeting", .type = FIELD_LINE, .max = LIMIT_LOGIN_CHARS},
	[F_MEETING_ITEM] = {.name = "meeting_item", .type = FIELD_NUMBER, .min = 1, .max = LIMIT_AGENDA_ITEMS},
	[F_CLAUSE] = {.name = "clause", .type = FIELD_CLAUSE, .min = 1, .max = LIMIT_CLAUSES},
	[F_LEVELS] = {.name = "levels", .type = FIELD_NUMBER, .min = 1, .max = 20},
	[F_PRESENT] = {.name = "present", .type = FIELD_NUMBER, .min = 1, .max = 100000},
	[F_STUDY_FORM] = {.name = "study_form", .type = FIELD_CHOICE, .choice = {"meeting", "seminar", "lecture", "reading", "remote"}},
	[F_REPORTING] = {.name = "reporting", .type = FIELD_REPORTING},
	[F_SOURCE_BODY] = {.name = "source_body", .type = FIELD_LINE, .max = LIMIT_LINE_CHARS},
	[F_REPORT_IN] = {.name = "report_in", .type = FIELD_CHOICE, .choice = {"2", "6"}},
	[F_FIRST_PERSON] = {.name = "first_person", .type = FIELD_LINE, .max = LIMIT_NAME_CHARS},
	[F_CAMPAIGN] = {.name = "campaign", .type = FIELD_LINE, .max = LIMIT_LOGIN_CHARS},
	[F_GROUP] = {.name = "group", .type = FIELD_LINE, .max = LIMIT_LINE_CHARS},
	[F_FINDING_NO] = {.name = "finding_no", .type = FIELD_NUMBER, .min = 1, .max = LIMIT_FINDINGS},
	[F_ROOT_CAUSE] = {.name = "root_cause", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 4},
	[F_TARGET] = {.name = "target", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 3},
	[F_TERM] = {.name = "term", .type = FIELD_CHOICE, .choice = {"at_once", "by_date", "standing"}},
	[F_DUE] = {.name = "due", .type = FIELD_DAY},
	[F_REVIEW_MONTHS] = {.name = "review_months", .type = FIELD_NUMBER, .min = 1, .max = 24},
	[F_CHARGE] = {.name = "charge", .type = FIELD_STAFF},
	[F_RESPONSIBLE] = {.name = "responsible", .type = FIELD_LINE, .max = LIMIT_NAME_CHARS},
	[F_EFFECT_DAYS] = {.name = "effect_days", .type = FIELD_NUMBER, .min = 1, .max = 730},
	[F_TACKLES] = {.name = "tackles", .type = FIELD_CHOICE, .choice = {"symptom", "root"}},
	[F_MEASURE_TEXT] = {.name = "measure_text", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 3},
	[F_DONE_FORM] = {.name = "done_form", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 3},
	[F_MEASURE_NO] = {.name = "measure_no", .type = FIELD_NUMBER, .min = 1, .max = LIMIT_MEASURES},
	[F_EVIDENCE_KIND] = {.name = "evidence_kind", .type = FIELD_CHOICE, .choice = {"document", "photo_before", "photo_after", "data", "on_site", "opinion"}},
	[F_FACT] = {.name = "fact", .type = FIELD_CHOICE, .choice = {"implemented", "in_place", "in_effect"}},
	[F_DOCUMENT_NO] = {.name = "document_no", .type = FIELD_LINE, .max = LIMIT_NAME_CHARS},
	[F_GRADE_REACHED] = {.name = "grade_reached", .type = FIELD_CHOICE, .choice = {"fully", "mostly", "partly", "hardly"}},
	[F_WAY] = {.name = "way", .type = FIELD_CHOICE, .choice = {"on_site", "desk"}},
	[F_PUBLIC_ZH] = {.name = "public_zh", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 3},
	[F_PUBLIC_EN] = {.name = "public_en", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 3},
	[F_SUP_KIND] = {.name = "sup_kind", .type = FIELD_CHOICE, .choice = {"comprehensive", "special", "event", "routine", "clue"}},
	[F_TOPIC] = {.name = "topic", .type = FIELD_LINE, .max = LIMIT_NAME_CHARS},
	[F_PROGRAMME] = {.name = "programme", .type = FIELD_PROGRAMME},
	[F_WHY_AGAIN] = {.name = "why_again", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 2},
	[F_BATCH] = {.name = "batch", .type = FIELD_LINE, .max = LIMIT_LOGIN_CHARS},
	[F_BATCH_NO] = {.name = "batch_no", .type = FIELD_NUMBER, .min = 1, .max = 9999},
	[F_ANSWER_IN] = {.name = "answer_in", .type = FIELD_CHOICE, .choice = {"5", "7"}},
	[F_CASE_NO] = {.name = "case_no", .type = FIELD_LINE, .max = LIMIT_NAME_CHARS},
	[F_POLLUTION] = {.name = "pollution", .type = FIELD_CHOICE, .choice = {"water", "air", "soil", "noise", "waste", "ecology", "radiation", "other"}},
	[F_TRUTH] = {.name = "truth", .type = FIELD_CHOICE, .choice = {"true", "partly", "untrue"}},
	[F_HANDLED] = {.name = "handled", .type = FIELD_TEXT, .max = LIMIT_TEXT_CHARS, .rows = 8, .private_ = true},
	[F_ACCOUNTABLE] = {.name = "accountable", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 3, .private_ = true},
	[F_CASE_OUTCOME] = {.name = "case_outcome", .type = FIELD_CHOICE, .choice = {"settled", "stage"}},
	[F_RESULT_ZH] = {.name = "result_zh", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 4},
	[F_RESULT_EN] = {.name = "result_en", .type = FIELD_TEXT, .max = LIMIT_REASON_CHARS, .rows = 4},
	[F_SPOT] = {.name = "spot", .type = FIELD_SPOT},
	[F_WHEREABOUTS] = {.name = "whereabouts", .type = FIELD_LINE, .max = LIMIT_LINE_CHARS},
	[F_PARCEL] = {.name = "parcel", .type = FIELD_PARCEL, .min = 1, .max = LIMIT_PARCELS},
	[F_PARCEL_CODE] = {.name = "parcel_code", .type = FIELD_LINE, .max = LIMIT_NAME_CHARS},
	[F_PARCEL_AREA] = {.name = "parcel_area", .type = FIELD_NUMBER, .min = 1, .max = 100000000},
	[F_LAND] = {.name = "land", .type = FIELD_CHOICE, .choice = {"basic", "arable", "other"}},
	[F_BLACK_SOIL] = {.name = "black_soil", .type = FIELD_TICK},
	[F_CONDITION] = {.name = "condition", .type = FIELD_CHOICE, .choice = {"abandoned", "built_on", "converted", "dug", "polluted", "other"}},
	[F_RESTORED_DAY] = {.name = "restored_day", .type = FIELD_DAY, .past = true},
	[F_REACHED] = {.name = "reached", .type = FIELD_CHOICE, .choice = {"reached", "not_reached"}},
};

const char *const field_names[] = {
	"channel", "received", "identity", "class", "subject", "text", "requests", "area", "place",
	"complained", "head_count", "confidential", "oral", "read_back", "contact_unclear",
	"new_facts", "files", "unit", "reason", "report_due", "route", "direction", "ground",
	"days", "hearing_day", "consent", "facts", "opinion", "outcome", "adoption", "basis",
	"service", "service_day", "report", "satisfied", "solved", "comment", "cause", "person",
	"leader", "public", "told", "means", "measure", "asked_day", "review_outcome",
	"rereview_outcome", "reanswer_days", "simple_ground", "grade", "reached", "question", "which",
	"heard", "proxy", "code_no", "by_code", "anonymous",
	"disclose", "words",

	"body", "meeting_kind", "meeting_day", "meeting_time", "item", "item_type", "title", "translation",
	"reporter", "planned", "source", "invitee", "audience", "attendee", "attendance", "vote",
	"conclusion", "verb", "no_follow", "assist_units", "report_form", "earlier", "entry", "record", "studied_day",
	"issuer", "doc_no", "doc_day", "original", "subject_translation", "text_translation", "meeting", "meeting_item",
	"clause", "levels", "present", "study_form", "reporting",
	"source_body", "report_in", "first_person", "campaign", "group", "finding_no", "root_cause", "target", "term", "due",
	"review_months", "charge", "responsible", "effect_days", "tackles", "measure_text", "done_form", "measure_no",
	"evidence_kind", "fact", "document_no", "grade_reached", "way", "public_zh", "public_en", "sup_kind", "topic", "why_again", "programme",
	"batch", "batch_no", "answer_in", "case_no", "pollution", "truth", "handled", "accountable", "case_outcome",
	"result_zh", "result_en",
	"spot", "whereabouts", "parcel", "parcel_code", "parcel_area", "land", "black_soil", "condition", "restored_day", NULL};

static void read_one(struct arena *a, enum field f, bool optional, struct now now, field_source source, void *ctx, struct act_in *in);
static void read_text(struct arena *a, const struct field_def *d, enum field f, struct str clean, struct act_in *in);
static void read_day(const struct field_def *d, enum field f, struct str s, struct now now, struct act_in *in);
static void read_number(struct arena *a, const struct field_def *d, enum field f, struct str s, struct act_in *in);
static void read_choice(const struct field_def *d, enum field f, struct str s, struct act_in *in);
static void read_spot(enum field f, struct str s, struct act_in *in);
static void read_identity(struct arena *a, bool optional, field_source source, void *ctx, struct act_in *in);

enum field field_find(const char *name)
{
	for (int f = F_NONE + 1; f < F__MAX; f++)
		if (cstr_eq(field_table[f].name, name))
			return (enum field)f;
	return F_NONE;
}

bool field_is_number(enum field f)
{
	enum field_type type = field_table[f].type;
	return type == FIELD_NUMBER || type == FIELD_ITEM || type == FIELD_CLAUSE || type == FIELD_PARCEL;
}

static struct msg named(const char *prefix, const char *name, const char *suffix)
{
	char key[96];
	snprintf(key, sizeof key, "%s%s%s%s", prefix, name, *suffix ? "." : "", suffix);
	return (struct msg){.id = msg_id(key)};
}

struct msg field_label(enum field f)
{
	return named("field.", field_table[f].name, "");
}

struct msg field_hint(enum field f)
{
	return named("field.", field_table[f].name, "hint");
}

struct msg field_choice_label(enum field f, const char *choice)
{
	return named("field.", field_table[f].name, choice);
}

void field_fault_add(struct act_in *in, enum field f, const char *part, struct msg what)
{
	if (in->faults < FIELD_FAULTS)
		in->fault[in->faults++] = (struct field_fault){f, part, what};
}

void field_read(struct arena *a, const struct proc_row *row, struct now now, field_source source, void *ctx, struct act_in *in)
{
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++) {
		enum field f = field_find(row->needs[i]);
		must(f != F_NONE);
		read_one(a, f, row->optional[i], now, source, ctx, in);
	}
}

static void read_one(struct arena *a, enum field f, bool optional, struct now now, field_source source, void *ctx, struct act_in *in)
{
	const struct field_def *d = &field_table[f];
	if (d->type == FIELD_IDENTITY) {
		read_identity(a, optional, source, ctx, in);
		return;
	}
	if (d->type == FIELD_FILES) {
		if (!optional && in->files == 0)
			field_fault_add(in, f, NULL, T_FAULT_FILES_MISSING);
		return;
	}
	struct str raw = source(ctx, d->name), clean;
	if (!raw.p)
		raw = STR_NONE;
	if (!utf8_clean(a, raw, &clean)) {
		in->text[f] = "";
		field_fault_add(in, f, NULL, T_FAULT_NOT_TEXT);
		return;
	}
	in->text[f] = clean.n || !optional ? arena_cstr(a, clean) : NULL;
	if (clean.n == 0) {
		if (!optional)
			field_fault_add(in, f, NULL, d->type == FIELD_CHOICE || d->type == FIELD_UNIT || d->type == FIELD_ITEM || d->type == FIELD_BODY || d->type == FIELD_PROGRAMME || d->type == FIELD_CLAUSE || d->type == FIELD_PARCEL || d->type == FIELD_REPORTING ? T_FAULT_CHOOSE : T_FAULT_MISSING);
		return;
	}
	switch (d->type) {
	case FIELD_LINE: case FIELD_TEXT: read_text(a, d, f, clean, in); break;
	case FIELD_DAY: read_day(d, f, clean, now, in); break;
	case FIELD_NUMBER: case FIELD_ITEM: case FIELD_CLAUSE: case FIELD_PARCEL: read_number(a, d, f, clean, in); break;
	case FIELD_CHOICE: read_choice(d, f, clean, in); break;
	case FIELD_SPOT: read_spot(f, clean, in); break;
	case FIELD_TICK:
		if (!str_is(clean, "1"))
			field_fault_add(in, f, NULL, T_FAULT_TICK);
		break;
	case FIELD_UNIT: case FIELD_PERSON: case FIELD_STAFF: case FIELD_ATTENDEE: case FIELD_BODY: case FIELD_REPORTING: case FIELD_PROGRAMME: case FIELD_AREA:
		if (clean.n > LIMIT_LOGIN_CHARS)
			field_fault_add(in, f, NULL, T_FAULT_UNKNOWN_CODE);
		break;
	case FIELD_IDENTITY: case FIELD_FILES: bug("handled above");
	}
}

static void read_text(struct arena *a, const struct field_def *d, enum field f, struct str clean, struct act_in *in)
{
	if (utf8_count(clean) > (size_t)d->max)
		field_fault_add(in, f, NULL, T_FAULT_TOO_LONG(arena_printf(a, "%d", d->max)));
	if (d->type == FIELD_LINE && str_chr(clean, '\n') != SIZE_MAX)
		field_fault_add(in, f, NULL, T_FAULT_ONE_LINE);
}

static void read_day(const struct field_def *d, enum field f, struct str s, struct now now, struct act_in *in)
{
	day_t day;
	if (!day_parse(s, &day)) {
		field_fault_add(in, f, NULL, T_FAULT_DAY);
		return;
	}
	in->day[f] = day;
	if (d->either && (day < now.today - 3660 || day > now.today + 730))
		field_fault_add(in, f, NULL, day > now.today ? T_FAULT_DAY_FAR : T_FAULT_DAY_LONG_AGO);
	if (d->either)
		return;
	if (d->past && day > now.today)
		field_fault_add(in, f, NULL, T_FAULT_DAY_FUTURE);
	if (d->past && day < now.today - 3660)
		field_fault_add(in, f, NULL, T_FAULT_DAY_LONG_AGO);
	if (!d->past && day <= now.today)
		field_fault_add(in, f, NULL, T_FAULT_DAY_PAST);
	if (!d->past && day > now.today + 730)
		field_fault_add(in, f, NULL, T_FAULT_DAY_FAR);
}

static void read_number(struct arena *a, const struct field_def *d, enum field f, struct str s, struct act_in *in)
{
	int64_t n;
	if (!str_i64(s, &n) || n < d->min || n > d->max) {
		field_fault_add(in, f, NULL, T_FAULT_NUMBER(arena_printf(a, "%d", d->min), arena_printf(a, "%d", d->max)));
		return;
	}
	in->number[f] = n;
}

static void read_choice(const struct field_def *d, enum field f, struct str s, struct act_in *in)
{
	for (int i = 0; i < FIELD_CHOICES && d->choice[i]; i++)
		if (str_is(s, d->choice[i]))
			return;
	field_fault_add(in, f, NULL, T_FAULT_CHOOSE);
}

/* Its form; where it lies is for the deed, which knows the city. */
static void read_spot(enum field f, struct str s, struct act_in *in)
{
	struct spot spot;
	if (!spot_parse(s, &spot))
		field_fault_add(in, f, NULL, T_FAULT_SPOT);
}

/* One part of an identity; "" when absent. */
static const char *identity_part(struct arena *a, field_source source, void *ctx, struct act_in *in, const char *part, int seq, size_t chars_max)
{
	const char *name = seq ? arena_printf(a, "%s%d", part, seq) : part;
	struct str raw = source(ctx, name), clean;
	if (!raw.p)
		return "";
	if (!utf8_clean(a, raw, &clean) || str_chr(clean, '\n') != SIZE_MAX) {
		field_fault_add(in, F_IDENTITY, name, T_FAULT_ONE_LINE);
		return "";
	}
	if (utf8_count(clean) > chars_max)
		field_fault_add(in, F_IDENTITY, name, T_FAULT_TOO_LONG(arena_printf(a, "%zu", chars_max)));
	return arena_cstr(a, clean);
}

static bool phone_plausible(const char *s)
{
	size_t digits = 0;
	for (; *s; s++) {
		if (*s >= '0' && *s <= '9')
			digits++;
		else if (!strchr("+-() ext.#", *s))
			return false;
	}
	return digits >= 5 && digits <= 20;
}

static bool email_plausible(const char *s)
{
	const char *at = strchr(s, '@');
	return at && at > s && !strchr(at + 1, '@') && strchr(at + 1, '.') && !strpbrk(s, " <>\"\\,;") && s[strlen(s) - 1] != '.';
}

static void identity_check(struct arena *a, int seq, const struct identity_in *id, struct act_in *in)
{
	if (*id->phone && !phone_plausible(id->phone))
		field_fault_add(in, F_IDENTITY, seq ? arena_printf(a, "phone%d", seq) : "phone", T_FAULT_PHONE);
	if (*id->email && !email_plausible(id->email))
		field_fault_add(in, F_IDENTITY, seq ? arena_printf(a, "email%d", seq) : "email", T_FAULT_EMAIL);
}

static bool ticked(field_source source, void *ctx, const char *name)
{
	struct str value = source(ctx, name);
	return value.p && str_is(value, "1");
}

/* What may be asked for only with a consent of its own, and for whom another consents. */
static void special_care(const struct identity_in *me, struct act_in *in)
{
	if (*me->id_number && !me->sensitive)
		field_fault_add(in, F_IDENTITY, "sensitive", T_FAULT_SENSITIVE);
	if (me->minor && !*me->guardian)
		field_fault_add(in, F_IDENTITY, "guardian", T_FAULT_GUARDIAN);
}

/* Without a name and with one at once is asked about: which was meant is not for us to guess. */
static void no_identity(struct act_in *in)
{
	const struct identity_in *me = &in->identity[0];
	if (*me->name || *me->phone || *me->email || *me->address || *me->id_number || *me->guardian || in->identities > 1)
		field_fault_add(in, F_IDENTITY, "name", T_FAULT_ANONYMOUS_NAMED);
	else
		in->identities = 0;
}

static void read_identity(struct arena *a, bool optional, field_source source, void *ctx, struct act_in *in)
{
	struct identity_in *me = &in->identity[0];
	me->name = identity_part(a, source, ctx, in, "name", 0, LIMIT_NAME_CHARS);
	me->phone = identity_part(a, source, ctx, in, "phone", 0, LIMIT_NAME_CHARS);
	me->email = identity_part(a, source, ctx, in, "email", 0, LIMIT_NAME_CHARS);
	me->address = identity_part(a, source, ctx, in, "address", 0, LIMIT_LINE_CHARS);
	me->id_number = identity_part(a, source, ctx, in, "id_number", 0, LIMIT_NAME_CHARS);
	me->guardian = identity_part(a, source, ctx, in, "guardian", 0, LIMIT_NAME_CHARS);
	me->sensitive = ticked(source, ctx, "sensitive");
	me->minor = ticked(source, ctx, "minor");
	in->identities = 1;
	bool anonymous = ticked(source, ctx, "anonymous");
	bool may_lack = optional || anonymous || ticked(source, ctx, "contact_unclear");
	if (!*me->name && !may_lack)
		field_fault_add(in, F_IDENTITY, "name", T_FAULT_NAME_MISSING);
	if (!*me->phone && !*me->email && !*me->address && !may_lack)
		field_fault_add(in, F_IDENTITY, "phone", T_FAULT_CONTACT_MISSING);
	identity_check(a, 0, me, in);
	special_care(me, in);
	for (int i = 1; i <= LIMIT_REPRESENTATIVES; i++) {
		struct identity_in rep = {.name = identity_part(a, source, ctx, in, "name", i, LIMIT_NAME_CHARS),
			.phone = identity_part(a, source, ctx, in, "phone", i, LIMIT_NAME_CHARS), .email = "", .address = "", .id_number = "", .guardian = ""};
		if (!*rep.name && !*rep.phone)
			continue;
		if (!*rep.name)
			field_fault_add(in, F_IDENTITY, arena_printf(a, "name%d", i), T_FAULT_NAME_MISSING);
		identity_check(a, i, &rep, in);
		in->identity[in->identities++] = rep;
	}
	if (anonymous)
		no_identity(in);
	/* Regulations art. 20: at most five, refused with the article, not cut off */
	struct str sixth = source(ctx, "name6");
	if (sixth.p && str_trim(sixth).n)
		field_fault_add(in, F_IDENTITY, "name6", T_FAULT_REPRESENTATIVES);
}
