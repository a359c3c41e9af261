/* Parts the staff's pages share: links, choices, flashes, refusals, the names
 * of acts, clocks and roles in the reader's language. */
#ifndef FACE_WEB_STAFF_H
#define FACE_WEB_STAFF_H

#include "page.h"

/* -- words by name; the name itself when there are none. prefix ends in a dot: "role." */
const char *staff_words(struct req *r, const char *prefix, const char *name);
const char *staff_paper_name(struct req *r, const char *kind);
const char *staff_role_name(struct req *r, const char *who);           /* "officer@sender" -> officer's */
const char *staff_unit_name(struct req *r, int64_t unit_id);           /* "" when absent */
/* A value of an act's field as people read it: choices and ticks in words. */
const char *staff_field_value(struct req *r, enum field f, const char *value);

const char *staff_number(struct req *r, int64_t n);
/* Of a list, from ?page=: 1 to most, else 1. */
int64_t staff_page(struct req *r, int64_t most);

/* -- parts */
void staff_link(struct req *r, struct url u, const char *text);
/* An item of a list of pages; the one that is shown is no link. */
void staff_tab(struct req *r, bool here, struct url u, const char *text);
/* The notice after a deed: ?done=CODE shows staff.done.CODE, or the act's name. */
void staff_flash(struct req *r, const struct procedure *p);
/* The box of one fault at the top of a form; nothing for MSG_NONE. */
void staff_fault(struct req *r, struct msg what);
/* 403, 404, 409 or 422. */
int staff_status(enum refusal_kind kind);
void staff_fact(struct req *r, struct msg label, const char *value);   /* dt, dd; nothing when empty */
void staff_fact_day(struct req *r, struct msg label, const char *day);
/* A link that looks like a button: where something new begins. */
void staff_action(struct req *r, struct url u, struct msg label);
void staff_period(struct req *r, const char *from, const char *to);      /* from – to; to may be NULL */
void staff_table_begin(struct req *r, struct msg caption);             /* in a box that scrolls */
void staff_table_head(struct req *r, const struct msg *heads, size_t n);   /* row of <th scope=col>, opens tbody */
void staff_table_end(struct req *r);

/* -- form parts beside the field table */
struct staff_choice { const char *value, *shown; };
/* any: the words for no choice, MSG_NONE: one must be chosen. */
void staff_select(struct req *r, const char *name, struct msg label, struct msg any, const struct staff_choice *c, size_t n, const char *chosen);
void staff_input(struct req *r, const char *name, const char *type, struct msg label, struct msg hint, const char *value, const char *autocomplete);
void staff_area(struct req *r, const char *name, struct msg label, struct msg hint, const char *value, int rows);
void staff_tick(struct req *r, const char *name, struct msg label, bool on);
/* A form of one button. */
void staff_button(struct req *r, struct url action, const char *name, const char *value, struct msg label, bool danger);
size_t staff_units(struct req *r, struct staff_choice **out);          /* all in force */

/* The matter of the address's first part if the viewer may know of it; else the
 * answer is made already (404 with the same bytes). */
bool staff_matter(struct req *r, struct matter *m);

#endif
