/* A matter as it stands: the row, its procedure and state, running and past
 * clocks, open askings and the facts conditions ask about. Loaded whole inside
 * one transaction; a snapshot, never updated in place. */
#ifndef MATTER_MATTER_H
#define MATTER_MATTER_H

#include "city.h"
#include "query.h"
#include "viewer.h"

/* matter.anonymous */
enum { MATTER_NAMED, MATTER_ANONYMOUS, MATTER_DISCLOSED };

struct matter {
	const struct city *city;
	struct q_matter_by_id m;       /* the row */
	const struct procedure *proc;
	int state;
	struct q_clock_of_matter *clock; size_t clocks;
	struct q_ask_of_matter *ask; size_t asks;
	struct q_participants *part; size_t parts;     /* who did which act */
	int64_t *assist; size_t assists;               /* unit ids */
	int64_t *recused; size_t recusals;             /* person ids */
	int64_t *tie; size_t ties;     /* units whose people answer to, or for, the unit complained of */
	struct q_question_of_matter *question; size_t questions;   /* to the petitioner, answered or not */
	struct q_proxy_of_matter *proxy; size_t proxies;   /* further codes, given and taken back (proxy.h) */
	struct q_copy_of_matter *copy; size_t copies;  /* of words of which something was taken out (copy.h) */
	bool register_is_bureau;
	bool execution_open;           /* a task born of it is not closed */
	bool hearing_open;
	bool at_joint;                 /* before the joint meeting, not settled yet */
	const struct q_meeting_find *meeting;          /* of a meeting; NULL for all else, and while it is being made */
	struct q_attendance_list *asked; size_t askeds; /* to the meeting */
	const struct q_directive_find *directive;      /* of a directive; NULL for all else, and while it is being made */
	struct q_conveyed_list *conveyed; size_t conveyeds; /* the units it goes to, by id */
	const struct q_campaign_find *campaign;        /* of a campaign; NULL for all else, and while it is being made */
	const struct q_finding_find *finding;          /* of a finding, likewise */
	struct q_measure_list *measure; size_t measures;
	const struct q_sup_find *supervised;           /* of a supervision item; NULL for all else, and while it is being made */
	const struct q_batch_find *batch;              /* of a batch of forwarded cases, likewise */
	const struct q_case_find *forwarded;           /* of a forwarded case, likewise */
	struct q_parcel_list *parcel; size_t parcels;  /* of a finding or decided task, by number; also those taken out */
	bool parcels_asked;            /* by a programme it is in */
	bool concluded_before;         /* same petitioner and subject, concluded after re-review */
	bool repeats;                  /* the registering unit has had this petitioner before */
};

/* What matters are (table matter, a procedure's `kind` line); NULL-ended. Lists of
 * matters show petitions, findings and tasks; the others have pages of their own. */
extern const char *const matter_kinds[];

/* False when there is none. */
bool matter_load(struct tx *tx, const struct city *c, int64_t id, struct matter *out);
bool matter_load_number(struct tx *tx, const struct city *c, const char *number, struct matter *out);
/* May the viewer know that it exists and read it? Accusations: Regulations art. 30. */
bool matter_visible(const struct matter *m, const struct viewer *v);
/* Has the viewer a post by which they answer to, or (but for the bureau) stand above, the unit complained of? */
bool matter_tied(const struct matter *m, const struct viewer *v);
/* Of a finding that is in place: the first day its effect may be verified. */
day_t finding_effect_day(const struct matter *m);
/* Who was asked to the meeting, or NULL. */
const struct q_attendance_list *matter_asked(const struct matter *m, int64_t person_id);
/* The matter of that number if the staff member may know of it. What is hidden
 * is not loaded first and then refused: the time would tell it from what is absent. */
bool matter_find(struct tx *tx, const struct city *c, const struct viewer *v, day_t today, const char *number, struct matter *out);
const struct q_clock_of_matter *matter_clock(const struct matter *m, const char *code);  /* the running one, or NULL */
const struct q_ask_of_matter *matter_ask_open(const struct matter *m, const char *kind); /* or NULL */
/* The oldest question that the petitioner has not answered, or that of this place; or NULL. */
const struct q_question_of_matter *matter_question_open(const struct matter *m, int64_t place);
/* The history and the papers as this viewer may see them, oldest first: a
 * petitioner what is public; staff everything but the unfinished work of a
 * reviewing organ, which only that organ sees until it issues its opinion. */
size_t matter_events(struct tx *tx, const struct matter *m, const struct viewer *v, struct q_event_list **out);
/* Is of this event only the day for them? Who was at a counter or at home at that
 * minute is a trace of the petitioner: the minute stays with who registered it. */
bool matter_day_only(const struct matter *m, const struct viewer *v, const struct q_event_list *e);
size_t matter_papers(struct tx *tx, const struct matter *m, const struct viewer *v, struct q_document_of_matter **out);
/* Other matters of the same petitioner, for who registers and routes this one
 * (REG 19, 36); found by keyed hash, no identity is read. 0 for everybody else. */
size_t matter_repeats(struct tx *tx, const struct matter *m, const struct viewer *v, struct q_duplicates **out);
/* Public number: "HY-7K3M-2QXD", random, reveals no order. */
const char *matter_number_new(struct arena *a);

#endif
