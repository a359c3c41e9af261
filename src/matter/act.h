/* Acts: the one way anything happens to a matter. The procedure's rows say
 * what is possible; act_check is pure over a snapshot and says yes or why not
 * (pages show the button or the reason, the API answers 403 or 409 or 422, the
 * command line --dry-run); act_do runs in one transaction: check again, row,
 * effects, event, clocks, notices. State without its event cannot exist. */
#ifndef MATTER_ACT_H
#define MATTER_ACT_H

#include "field.h"
#include "matter.h"

/* FRESH: one must first prove once more who one is (second.h). */
enum refusal_kind { REFUSE_NONE, REFUSE_RIGHT, REFUSE_STATE, REFUSE_INPUT, REFUSE_ABSENT, REFUSE_FRESH };

struct refusal {
	enum refusal_kind kind;
	struct msg what;               /* why, with what would be right */
	const char *article;           /* of the rule that says so; NULL when none */
	enum field field;              /* beside this field, or F_NONE */
};

/* May the viewer do act now? in NULL: before anything is typed (conditions on
 * input, and being fresh, count as open). *row gets the row that would apply, or the nearest one. */
bool act_check(const struct matter *m, const struct viewer *v, struct now now, const char *act,
	const struct act_in *in, struct refusal *why, const struct proc_row **row);

/* Every act of the procedure that some row allows in this state or that the
 * viewer's role could do at all, with yes or the reason why not; for the page. */
struct act_option { const struct proc_act *act; const struct proc_row *row; bool allowed; struct refusal why; };
size_t act_options(struct arena *a, const struct matter *m, const struct viewer *v, struct now now, struct act_option **out);

struct act_done {
	int64_t matter_id, event_id;
	const char *number;            /* of the matter */
	const char *query_code;        /* after filing, registering and giving a code: shown once */
};

/* Inside a write transaction. False: *why (nothing changed), or tx->trouble. */
bool act_do(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const char *number,
	const char *act, struct act_in *in, struct act_done *done, struct refusal *why);
/* A new matter: file or register in a procedure ("petition", "hotline"). unit_id: the registering
 * unit of a registrar, or of the city's public intake for a petitioner (0). */
bool act_new(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const char *procedure,
	const char *act, int64_t unit_id, struct act_in *in, struct act_done *done, struct refusal *why);
/* The row a new matter would use, to read its fields by. */
const struct proc_row *act_new_row(const struct city *c, const char *procedure, const char *act, bool bureau);
/* The keyed hash a query code is found by (28 characters, hyphens ignored); arena. */
struct str follow_key(struct arena *a, const struct city *c, const char *code);

/* Possible duplicates of what is being registered: same petitioner (keyed hash) or like subject. */
size_t act_duplicates(struct tx *tx, const struct city *c, int64_t unit_id, const struct act_in *in, struct q_duplicates **out);

#endif
