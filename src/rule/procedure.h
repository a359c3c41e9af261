/* Procedures: the law of one kind of matter, as data. A row says: in this
 * state, this act, by this role, needing these fields, under these conditions,
 * leads to that state, with these effects, clocks and notices, because of this
 * article. Pages, API, command line, help, diagrams and tests are derived from
 * the rows; there is no second list of states or acts anywhere.
 *
 * Text form (rules/procedure/petition.txt):
 *
 *     procedure petition
 *     name   en "Petition" zh "信访事项"
 *     source "信访工作条例" 2022-05-01
 *     kind   petition                     # what its matters are; inner behind it: without petitioner and public events
 *     state  registered start  en "Registered" zh "已登记"
 *     state  closed     final  en "Closed"     zh "已结案"
 *     include review                      # rows and states of another file
 *     act    transfer   en "Transfer" zh "转送"  confirm    # flags: see below
 *     # from | act | to | who | needs | if | do | start | stop | notice | article
 *     registered | transfer | routed | officer | unit reason | appeal | lead | unit_notice objection | bureau_route | transfer_notice | REG 22(1)
 *
 * `#` at the start of a line or behind a blank begins a comment (not inside
 * quotes). Codes are a-z, 0-9 and _, beginning with a letter. Flags stand
 * anywhere behind the code: of a state start and final; of an act confirm
 * (irreversible, the page asks once more), internal (the petitioner does not see
 * it; an act that may need `public` is seen when that is ticked), voids (the
 * clocks it stops were made pointless by it, not answered) and after (staff may do it
 * in a final state too: it changes nothing of the matter, only who may read of it). A
 * file may hold several parts, each begun by `procedure NAME` or `fragment NAME`; `include NAME` brings in a
 * fragment's states, acts and rows, which may name those of the procedure.
 *
 * from may list states separated by blanks; `*` means every state that is not
 * final; to `=` stays. A cell may be `-`, but for from, act, to, who and article.
 * who: `role` or `role@relation`. needs: field names, `?` behind one makes it
 * optional. if: condition names, `!` before one negates; all must hold. A
 * condition may carry an argument, `class:appeal`, when the vocabulary has its
 * base word as `class:`; two arguments of one base word exclude each other. A
 * vocabulary word `clock_open:*` takes arguments that may hold together. Names
 * are checked against the vocabularies given to the parser.
 *
 * Laws, checked at load, each refusal naming the line:
 *   1 two rows for one state and act have conditions that cannot both hold
 *     (X and !X, or one base word with two arguments);
 *   2 there is one start state, and from it every state is reachable;
 *   3 final states have no rows out (but rows to `=` by petitioner or system alone, or of an act that is `after`),
 *     others have at least one row to another state;
 *   4 no dead end: from every state a final state can be reached;
 *   5 clocks, followed along every path (conditions are not weighed): none runs
 *     in a final state (a row's stop `*` stops all); a row stops only clocks that
 *     may be running in one of its states; a row starts no clock that is running
 *     on every path to it, unless it stops it as well (stopping comes first);
 *   6 roles, relations, fields, conditions, effects, notices, clocks and acts are
 *     known words;
 *   7 every declared act and state is named in a row. */
#ifndef RULE_PROCEDURE_H
#define RULE_PROCEDURE_H

#include "../base/arena.h"
#include "../base/buf.h"
#include "../base/msg.h"
#include "clock.h"

enum { PROC_LIST = 24 };               /* names in one cell, and the NULL behind them */

struct proc_state { const char *code; const char *name[LANG__MAX]; bool start, final; int line; const char *file; };
struct proc_act { const char *code; const char *name[LANG__MAX]; bool confirm, internal, voids, after; int line; const char *file; int first_row; };

struct proc_row {
	int from;                      /* index of state */
	int act;                       /* index of act */
	int to;                        /* index of state; equal to from for `=` */
	const char *who[PROC_LIST];    /* `role` or `role@relation`; NULL-ended as all lists here */
	const char *needs[PROC_LIST];  /* field names without `?` */
	bool optional[PROC_LIST];
	const char *cond[PROC_LIST];   /* without `!`, with its argument */
	bool negated[PROC_LIST];
	const char *effect[PROC_LIST];
	const char *start[PROC_LIST], *stop[PROC_LIST]; /* clocks; stop may be {"*"} */
	const char *notice[PROC_LIST];
	const char *article;           /* "REG 22(1)", or "local ..." */
	const char *file; int line;
	int next_row, next_of_act;     /* with the same from and act; with the same act; -1 at the end */
};

struct procedure {
	const char *code;
	const char *name[LANG__MAX];
	const char *source;            /* "信访工作条例 2022-05-01" */
	const char *kind;              /* of its matters: "petition", "task", "meeting" ... */
	const char *kind_file; int kind_line;
	bool inner;                    /* of the administration alone: no petitioner, no event is public */
	struct proc_state *state; size_t states;
	struct proc_act *act; size_t acts;
	struct proc_row *row; size_t rows;  /* one per from state: lists are expanded */
	int *first_row;                /* [state * acts + act], -1 when there is none */
};

/* The words a row may use; each a NULL-ended list, or NULL: not checked. */
struct proc_words {
	const char *const *roles, *const *fields, *const *conds, *const *effects, *const *notices;
	const struct clock_rules *clocks;
	const char *const *relations;  /* what may stand behind role@ */
	const char *const *kinds;
};

struct rule_file { const char *name; struct str text; };    /* "review", its text */

/* The procedure called name, with the fragments it includes, looked up among
 * the files by the names in their `procedure` and `fragment` lines. Everything
 * lives in the arena. false: *err has the file, the line and an English reason;
 * *out is then not to be used. words NULL: only laws 1 to 5 and 7. */
bool procedure_parse(struct arena *a, const struct rule_file *files, size_t n, const char *name,
	const struct proc_words *words, struct procedure *out, struct rule_error *err);

int proc_state_find(const struct procedure *p, const char *code);   /* -1 when absent */
int proc_act_find(const struct procedure *p, const char *code);
/* Rows for (state, act) in file order, next after `after` (-1 to begin); -1 at the end. */
int proc_row_next(const struct procedure *p, int state, int act, int after);
/* The same for an act from whatever state. */
int proc_row_of_act(const struct procedure *p, int act, int after);

/* Graphviz: states and the acts that lead from one to another, with the clocks
 * they start (+) and stop (-). Rows that stay are left to the table. */
void procedure_dot(const struct procedure *p, enum lang lang, struct buf *out);
/* A Markdown table, one line per row of the file. */
void procedure_table(const struct procedure *p, enum lang lang, struct buf *out);

#endif
