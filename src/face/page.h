/* The frame and the parts every page shares: head, language switch, menu,
 * error summary, fields, tables, badges, paging. Forms come from form_begin,
 * which adds method, CSRF token and encoding; fields from the field table. */
#ifndef FACE_PAGE_H
#define FACE_PAGE_H

#include "../matter/attach.h"
#include "../matter/clock_run.h"
#include "../matter/list.h"
#include "route.h"

enum page_kind { PAGE_PUBLIC, PAGE_STAFF };

/* Opens <html>, head, header, <main> with the title as <h1>. */
void page_begin(struct req *r, enum page_kind kind, struct msg title);
/* The same where the title tells what somebody wrote: browsers keep the window's in their history. */
void page_begin_as(struct req *r, enum page_kind kind, struct msg window, struct msg title);
void page_end(struct req *r);
/* Status 422, error summary linking to the fields (GOV.UK pattern). */
void page_error_summary(struct req *r, const struct act_in *in, const struct refusal *why);

/* -- forms */
struct form_options { bool multipart; bool get; bool beside; /* the answer opens beside this page */ };
void form_begin(struct req *r, struct url action, struct form_options o);
void form_end(struct req *r);
void form_submit(struct req *r, struct msg label);
/* One field of the field table with label, hint, the value typed and the fault beside it. */
void form_field(struct req *r, enum field f, bool optional, const struct act_in *in);
/* All fields of a row, in order. */
void form_row_fields(struct req *r, const struct proc_row *row, const struct act_in *in);
void form_hidden(struct req *r, const char *name, const char *value);
/* The key by which a form sent twice is one deed: what came back with it, else a new one. */
const char *form_once(struct req *r);

/* A page that asks for a code, with what is wrong about the one that was typed (422), or MSG_NONE. */
struct ask_code { struct msg title, words, label, button; struct url action; };
void page_ask_code(struct req *r, const struct ask_code *a, struct msg fault);

/* -- small parts */
const char *in_lang(const struct req *r, const char *en, const char *zh);
const char *state_name(const struct req *r, const char *procedure, const char *state);
const char *act_name(const struct req *r, const char *procedure, const char *act);  /* also of system events */
const char *clock_name(const struct req *r, const char *code);
struct msg fault_label(struct req *r, const struct field_fault *f);
void part_clock_badge(struct req *r, const char *code, const char *due_nominal, const char *due, enum clock_state state, bool provisional);
void part_day(struct req *r, const char *day);         /* <time> in the reader's form */
void part_matter_table(struct req *r, const struct list_row *row, size_t n, struct msg empty);
void part_paging(struct req *r, int page, bool more, struct url (*page_url)(struct req *r, int page));
/* A text in the reader's language, else in the other, which is then said to be so. */
void part_either(struct req *r, const char *en, const char *zh);
void part_tag(struct req *r, const char *class_word, struct msg m);
/* "Why this date": the derivation, line by line. */
void part_clock_why(struct req *r, const struct q_clock_of_matter *k);
/* Fields of the body into act_in, files taken from the upload. */
void req_act_in(struct req *r, const struct proc_row *row, struct act_in *in);

/* -- links */
struct url url_home(void);
struct url url_matter(struct req *r, const char *number);
struct url url_act(struct req *r, const char *number, const char *act);
struct url url_follow(void);
struct url url_file(struct req *r, const char *token);
struct url url_asset(struct req *r, const char *name);

#endif
