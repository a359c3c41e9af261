/* The fields an act can need: one table with name, type, limits and where the
 * words come from. Forms, API, command line, validation and events are derived
 * from it; a rule file names fields by these names. */
#ifndef MATTER_FIELD_H
#define MATTER_FIELD_H

#include "../base/date.h"
#include "../base/msg.h"
#include "text.h"

enum field_type {
	FIELD_LINE,                    /* one line of text */
	FIELD_TEXT,                    /* many lines */
	FIELD_DAY,                     /* a civil day */
	FIELD_NUMBER,
	FIELD_CHOICE,                  /* one of choice[], words field.<name>.<choice> */
	FIELD_TICK,                    /* yes or no */
	FIELD_UNIT,                    /* a unit's code */
	FIELD_PERSON,                  /* a person's login, of the acting unit */
	FIELD_STAFF,                   /* anybody's login */
	FIELD_ATTENDEE,                /* the login of somebody asked to the meeting */
	FIELD_ITEM,                    /* the number of an item of the meeting */
	FIELD_BODY,                    /* the code of a body that the acting unit convenes */
	FIELD_CLAUSE,                  /* the number of a clause of the directive */
	FIELD_REPORTING,               /* the code of a unit whose report waits for the acting unit */
	FIELD_PARCEL,                  /* the number of a parcel of the matter */
	FIELD_PROGRAMME,               /* a programme's code, with / and that of a package */
	FIELD_SPOT,                    /* a point: latitude, longitude (rule/place.h) */
	FIELD_AREA,                    /* an area code */
	FIELD_IDENTITY,                /* a group of its own: name, contact, representatives */
	FIELD_FILES,
};

enum field {
	F_NONE,
	F_CHANNEL, F_RECEIVED, F_IDENTITY, F_CLASS, F_SUBJECT, F_TEXT, F_REQUESTS, F_AREA, F_PLACE,
	F_COMPLAINED, F_HEAD_COUNT, F_CONFIDENTIAL, F_ORAL, F_READ_BACK, F_CONTACT_UNCLEAR,
	F_NEW_FACTS, F_FILES, F_UNIT, F_REASON, F_REPORT_DUE, F_ROUTE, F_DIRECTION, F_GROUND,
	F_DAYS, F_HEARING_DAY, F_CONSENT, F_FACTS, F_OPINION, F_OUTCOME, F_ADOPTION, F_BASIS,
	F_SERVICE, F_SERVICE_DAY, F_REPORT, F_SATISFIED, F_SOLVED, F_COMMENT, F_CAUSE, F_PERSON,
	F_LEADER, F_PUBLIC, F_TOLD, F_MEANS, F_MEASURE, F_ASKED_DAY, F_REVIEW_OUTCOME,
	F_REREVIEW_OUTCOME, F_REANSWER_DAYS, F_SIMPLE_GROUND, F_GRADE, F_REACHED, F_QUESTION, F_WHICH, F_HEARD, F_PROXY, F_CODE_NO, F_BY_CODE,
	F_ANONYMOUS, F_DISCLOSE, F_WORDS,
	F_BODY, F_MEETING_KIND, F_MEETING_DAY, F_MEETING_TIME, F_ITEM, F_ITEM_TYPE, F_TITLE, F_TRANSLATION,
	F_REPORTER, F_PLANNED, F_SOURCE, F_INVITEE, F_AUDIENCE, F_ATTENDEE, F_ATTENDANCE, F_VOTE,
	F_CONCLUSION, F_VERB, F_NO_FOLLOW, F_ASSIST_UNITS, F_REPORT_FORM, F_EARLIER, F_ENTRY, F_RECORD, F_STUDIED_DAY,
	F_ISSUER, F_DOC_NO, F_DOC_DAY, F_ORIGINAL, F_SUBJECT_TRANSLATION, F_TEXT_TRANSLATION, F_MEETING, F_MEETING_ITEM,
	F_CLAUSE, F_LEVELS, F_PRESENT, F_STUDY_FORM, F_REPORTING,
	F_SOURCE_BODY, F_REPORT_IN, F_FIRST_PERSON, F_CAMPAIGN, F_GROUP, F_FINDING_NO, F_ROOT_CAUSE, F_TARGET, F_TERM, F_DUE,
	F_REVIEW_MONTHS, F_CHARGE, F_RESPONSIBLE, F_EFFECT_DAYS, F_TACKLES, F_MEASURE_TEXT, F_DONE_FORM, F_MEASURE_NO,
	F_EVIDENCE_KIND, F_FACT, F_DOCUMENT_NO, F_GRADE_REACHED, F_WAY,
	F_PUBLIC_ZH, F_PUBLIC_EN,
	F_SUP_KIND, F_TOPIC, F_WHY_AGAIN, F_PROGRAMME,
	F_BATCH, F_BATCH_NO, F_ANSWER_IN, F_CASE_NO, F_POLLUTION, F_TRUTH, F_HANDLED, F_ACCOUNTABLE, F_CASE_OUTCOME,
	F_RESULT_ZH, F_RESULT_EN,
	F_SPOT, F_WHEREABOUTS, F_PARCEL, F_PARCEL_CODE, F_PARCEL_AREA, F_LAND, F_BLACK_SOIL, F_CONDITION, F_RESTORED_DAY,
	F__MAX
};

enum { FIELD_CHOICES = 12 };

struct field_def {
	const char *name;              /* in forms, API, rule files */
	enum field_type type;
	int max;                       /* characters, or the largest number */
	int min;                       /* smallest number; for text 1 */
	int rows;                      /* of the text box */
	const char *choice[FIELD_CHOICES];
	bool past;                     /* a day not after today; else not before today */
	bool either;                   /* a day before or after, within years */
	bool private_;                 /* kept out of the event's public data */
};

extern const struct field_def field_table[F__MAX];
/* NULL-ended names, for the procedure parser. */
extern const char *const field_names[];
enum field field_find(const char *name);               /* F_NONE when unknown */
bool field_is_number(enum field f);                    /* its value stands in act_in.number, too */
struct msg field_label(enum field f);                  /* field.<name> */
struct msg field_hint(enum field f);                   /* field.<name>.hint; no message when there is none */
struct msg field_choice_label(enum field f, const char *choice);

/* What one act was given. Text is NUL-terminated, clean (utf8_clean), arena. */
/* guardian: who acts for a child under 14, or for somebody who cannot. sensitive: the number is
 * given with consent of its own (PIPL 29); minor: it is a child's (PIPL 31). Both are asked, not kept. */
struct identity_in { const char *name, *phone, *email, *address, *id_number, *guardian; bool sensitive, minor; };
/* What the petitioner sent, sealed (original.h). */
struct original_in {
	bool sealed;                   /* there is one */
	const char *path;              /* of the sealed file; the deed moves it into the store */
	struct str sha256;             /* of the sealed file, 32 bytes */
	struct str key;                /* 32 bytes, in memory only */
	int64_t size;                  /* of what was sent */
	struct str plain_sha256;
};
struct file_in {
	const char *path;              /* finished temporary file, first what was sent, then its copy (clean.h); the deed moves it into the store */
	const char *name;              /* as typed, cleaned; "": the deed gives a number */
	const char *sent_name;         /* as typed, of what the petitioner sent; sealed, never kept otherwise */
	const char *type;              /* sniffed */
	int64_t size;                  /* of the copy; 0: there is none */
	struct str sha256;             /* 32 bytes; none: no copy */
	const char *copy, *why;        /* as in the table attachment */
	struct original_in original;
};

enum { IDENTITIES = 6, IN_FILES = 5 }; /* the petitioner and at most 5 representatives */

struct field_fault { enum field field; const char *part; struct msg what; }; /* part: of identity: "name", "phone1" ... */
enum { FIELD_FAULTS = 24 };

struct act_in {
	const char *text[F__MAX];      /* as typed (cleaned); NULL: not given */
	const char *uncut[F__MAX];     /* as typed, where text[] lost what tells who wrote it (copy.h) */
	bool cut;                      /* something was taken out */
	int64_t number[F__MAX];
	day_t day[F__MAX];
	struct identity_in identity[IDENTITIES];
	size_t identities;             /* 0: none given; 1: the petitioner alone */
	struct file_in file[IN_FILES];
	size_t files;
	struct field_fault fault[FIELD_FAULTS];
	size_t faults;
	const char *idempotency;       /* a key the sender chose, or NULL */
	const char *lang;              /* the sender's language, "en" or "zh"; NULL: zh */
};

/* Where raw values come from: value of a name (p NULL: absent). */
typedef struct str (*field_source)(void *ctx, const char *name);

struct proc_row;
/* Reads and validates the fields a row needs from raw values; faults are
 * collected beside their fields. Names of units, persons and areas are checked
 * for form only; that they exist is checked by the deed. What was typed stays
 * in text[] even when it is wrong, so that a form can show it again. Identity
 * parts are named name phone email address id_number guardian sensitive minor, representatives name1
 * phone1 ... name5. */
void field_read(struct arena *a, const struct proc_row *row, struct now now, field_source source, void *ctx, struct act_in *in);
void field_fault_add(struct act_in *in, enum field f, const char *part, struct msg what);

#endif
