/* What effects share while one act is carried out; internal to act.c and
 * effect_*.c. */
#ifndef MATTER_DEED_H
#define MATTER_DEED_H

#include "act.h"
#include "clock_run.h"
#include "data.h"
#include "document.h"
#include "input.h"
#include "ledger_run.h"

enum { DEED_PAPERS = 4 };

struct deed {
	struct tx *tx;
	const struct city *city;
	const struct matter *m;        /* before the act */
	const struct viewer *v;
	struct now now;
	const struct proc_row *row;
	const char *act;
	const char *role;              /* acted as */
	int64_t unit_id;               /* acted for; 0 for petitioner and system */
	struct act_in *in;
	int64_t event_id;
	day_t day;                     /* the day the act counts for */
	struct refusal *why;
	const char *detail;            /* for notices: names, reasons; NULL */
	const char *detail_in[LANG__MAX];      /* the same where it differs by language; NULL */
	const char *code;              /* the new matter's query code, or NULL */
	const char *further_code;      /* made by this act, to be told once (proxy.h); NULL */
	const char *head;              /* the ledger's, under its papers; NULL: not asked yet */
	int set_days;                  /* length of the clock that the act sets, or */
	day_t due;                     /* its due day */
	struct ledger_paper paper[DEED_PAPERS]; /* issued by this act: the ledger commits to them */
	size_t papers;
};

/* False: *d->why says why, and the whole act is undone. */
typedef bool (*effect_fn)(struct deed *d);
struct effect_def { const char *name; effect_fn fn; };

/* Tables of the effect files, each ended by a NULL name. */
extern const struct effect_def effects_route[], effects_handle[], effects_answer[], effects_review[], effects_dialogue[], effects_copy[],
	effects_meeting[], effects_sitting[], effects_minutes[], effects_publish[], effects_docket[], effects_conveyance[],
	effects_campaign[], effects_finding[], effects_signoff[], effects_report[], effects_supervision[], effects_programme[], effects_case[], effects_place[], effects_parcel[], effects_proxy[];
extern const char *const effect_names[];               /* for the parser; NULL-ended */
effect_fn effect_find(const char *name);

/* Small helpers of effects. */
bool deed_refuse(struct deed *d, enum field f, struct msg what, const char *article);
/* The unit named in field f, of today; 0 after a refusal. */
int64_t deed_unit(struct deed *d, enum field f);
/* The matter named in F_SOURCE, if who acts may know of it and it is not restricted; DB_NULL_INT for none. False: refused. */
bool deed_source(struct deed *d, int64_t *source);
/* The point in F_SPOT, inside the city. False: refused. */
bool deed_spot(struct deed *d, struct spot *out);
/* That point is where the matter lies, and so it is found there. */
bool deed_locate(struct deed *d, const char *place);
const char *deed_text(const struct deed *d, enum field f);    /* as given; "" when it is not */
const char *deed_number(struct deed *d, int64_t n);           /* in digits */
int64_t deed_person_or_null(const struct deed *d);     /* the actor, or DB_NULL_INT */
int64_t deed_unit_or_null(const struct deed *d);

/* Shared between effect files. */
bool effect_draft(struct deed *d);
bool effect_execution(struct deed *d);
/* What the former unit owed goes on as the next one's; what bureau and sender owe stays theirs (effect_route.c). */
void deed_hand_over_clocks(struct deed *d, int64_t unit);
/* A unit that is to work on it: not the office, which verifies. 0: refused (effect_finding.c). */
int64_t deed_working_unit(struct deed *d, enum field f, const char *code);
/* The assisting units as typed in F_ASSIST_UNITS, and those of the measures, instead of those there were. False: refused. */
bool deed_set_assisting(struct deed *d, int64_t lead);
/* F_PROGRAMME, "environment" or "environment/outlets"; package "" for none. False: refused (effect_programme.c). */
bool deed_programme(struct deed *d, const char **programme, const char **package);
void deed_put_into(struct deed *d, const char *programme, const char *package);
/* Words for the public in at least one of the two: they name no unit or person the matter knows, and hold nothing
 * that looks like somebody's number. False: refused (effect_publish.c). */
bool deed_public_words(struct deed *d, enum field zh, enum field en);
/* New matters born of this one (act_new.c). */
bool deed_open_execution(struct deed *d);
bool deed_raise_petition(struct deed *d);
bool deed_open_decision(struct deed *d, const struct q_entry_list *e, int64_t *task_id);
/* A paper's text with the ledger's head under it (document.c). */
const char *document_with_head(struct deed *d, enum lang lang, const char *body);
/* Opinions become papers (document.c). */
void document_issue_draft(struct deed *d, const struct q_document_of_matter *draft);
/* A notice of that unit with these words, numbered, with the ledger's head under it. */
void document_issue_words(struct deed *d, const struct document_def *def, const struct q_unit_by_id *unit, const char *body_en, const char *body_zh, const char *due);
/* Remembers a paper for the ledger. */
void deed_paper(struct deed *d, const char *kind, const char *number, const char *body_en, const char *body_zh);
void document_issue_new(struct deed *d, const struct q_document_of_matter *parts);

#endif
