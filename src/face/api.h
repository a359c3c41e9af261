/* The API under /api/v1: the same deeds and lists as the pages, as JSON. A
 * thin face: no rule stands here. Staff calls carry a bearer key; a petitioner
 * files and follows without one. Bodies are flat JSON objects with the field
 * table's names; errors are
 *   {"error": "refuse.right", "message": "...", "field": ..., "article": ...,
 *    "faults": [{"field": "unit", "part": null, "error": ..., "message": ...}]}
 * with 400 401 403 404 409 422 429 503. */
#ifndef FACE_API_H
#define FACE_API_H

#include "../matter/document.h"
#include "page.h"

/* -- staff, by key */
void api_matters(struct req *r);
void api_matter(struct req *r);
void api_matter_act(struct req *r);
void api_register(struct req *r);
void api_units(struct req *r);
void api_procedure(struct req *r);
void api_campaigns(struct req *r);
void api_open_campaign(struct req *r);
void api_record_finding(struct req *r);
void api_take_findings(struct req *r);
/* A body that is a table, by its content type; NONE: JSON, or nothing we read. */
enum api_table { API_TABLE_NONE, API_TABLE_CSV, API_TABLE_WORKBOOK };
enum api_table api_table_type(struct str content_type);
void api_programmes(struct req *r);
void api_supervision(struct req *r);
void api_sup_begin(struct req *r);     /* by a decision when it names a meeting, else proposed */
void api_bodies(struct req *r);
void api_body(struct req *r);
void api_convene(struct req *r);
void api_take_up(struct req *r);
void api_batches(struct req *r);
void api_open_batch(struct req *r);
void api_record_case(struct req *r);
/* -- petitioners, by query code */
void api_file(struct req *r);
void api_follow(struct req *r);
void api_follow_act(struct req *r);

/* -- shared */
void api_begin(struct req *r, struct json *j, int status);
void api_end(struct json *j);
/* The refusal of a deed with the faults of its input. */
void api_refuse(struct req *r, const struct refusal *why, const struct act_in *in);
/* The usual end: refused, or trouble. */
void api_not_kept(struct req *r, enum trouble trouble, const struct act_in *in);
/* Idempotency-Key, made the sender's own by `whose`; NULL when absent. False: 400 is answered. */
bool api_once(struct req *r, const char *whose, const char **out);
void api_int(struct json *j, const char *name, int64_t n);      /* null for DB_NULL_INT */
void api_wait(struct req *r, int64_t wait_ms);         /* 429 */

/* -- pieces of a matter; mine: what its petitioner may see */
void api_row(struct json *j, struct req *r, const struct matter *m, bool mine);
void api_clocks(struct json *j, struct req *r, const struct matter *m, bool mine);
void api_documents(struct json *j, struct req *r, const struct matter *m, bool mine);
/* What the petitioner was asked, with the answers. */
void api_questions(struct json *j, struct req *r, const struct matter *m);
void api_events(struct json *j, struct req *r, const struct matter *m, bool mine);
/* What a meeting is beyond its row: agenda, attendance, papers and sentences the viewer may read. */
void api_meeting(struct json *j, struct req *r, const struct matter *m);
/* What a directive is beyond its row: clauses, whether all units have acted, and which have not. */
void api_directive(struct json *j, struct req *r, const struct matter *m);
/* The same of a campaign and of a finding. */
void api_campaign(struct json *j, struct req *r, const struct matter *m);
void api_finding(struct json *j, struct req *r, const struct matter *m);
void api_supervised(struct json *j, const struct matter *m);
void api_batch(struct json *j, struct req *r, const struct matter *m);
void api_case(struct json *j, const struct matter *m);
void api_options(struct json *j, struct req *r, const struct matter *m, const struct viewer *v);

#endif
