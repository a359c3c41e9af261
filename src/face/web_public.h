/* Public pages: home, guide, filing, receipt, assets. */
#ifndef FACE_WEB_PUBLIC_H
#define FACE_WEB_PUBLIC_H

#include "page.h"

void web_home(struct req *r);
void web_guide(struct req *r);
void web_asset(struct req *r);
void web_health(struct req *r);

/* web_rectification.c: what is published of rectification */
void web_rectification(struct req *r);
void web_rectification_campaign(struct req *r);

/* web_file.c: filing in steps */
void web_file(struct req *r);
void web_file_step(struct req *r);

/* web_follow_codes.c: the further codes of a matter; to its petitioner also what for, and the way to take one back. */
void part_codes(struct req *r, const struct matter *m);
/* The further code that an act has just made: shown on this answer alone. */
void page_new_code(struct req *r, bool staff, const struct act_done *done, struct url back);

/* A step again ("matter", "who", "check"), with what the form holds and r->refusal above it. */
void file_show(struct req *r, const char *step);
/* web_draft.c: keeping what was typed for later, and going on with it */
void web_draft_keep(struct req *r);
void web_draft(struct req *r);
void web_draft_open(struct req *r);

/* The receipt of a filing, with its query code. */
void page_filed(struct req *r, const struct act_done *done);

/* web_follow.c: following with the query code */
void web_follow(struct req *r);
void web_follow_open(struct req *r);
void web_follow_matter(struct req *r);
void web_follow_act(struct req *r);
void web_follow_do(struct req *r);
/* web_retaliation.c */
void web_retaliation(struct req *r);
void web_retaliation_post(struct req *r);
void web_follow_leave(struct req *r);
void web_follow_file(struct req *r);
void web_follow_paper(struct req *r);
void web_follow_pdf(struct req *r);
void web_follow_export(struct req *r);       /* web_export.c */
/* web_print.c: the printed receipt of a step; with a session, or by a query code that is to stand on it */
void web_follow_print(struct req *r);
void web_print_code(struct req *r);
/* A button that prints the receipt of the filing with its code, beside this page. */
void part_print_form(struct req *r, const char *code);
/* The matter a typed query code opens, slowed for who guesses; 0: none, or *wait_ms. */
int64_t follow_try(struct tx *tx, struct req *r, const char *code, int64_t *wait_ms);
/* The answer when it gave none. */
void follow_refused(struct req *r, int64_t wait_ms);

/* -- web_attach.c */
/* What its petitioner calls a file: as it was sent, when that can be opened. */
const char *own_file_name(struct req *r, const struct matter *m, const struct q_attachment_of_matter *f);
/* A numbered paper for reading and printing. */
void part_paper(struct req *r, const struct q_document_of_matter *d);
/* The ledger's last signed head as a line (web_ledger.c); nothing when there is none. */
void part_ledger_head(struct req *r);
/* Corrections of a matter's text, to stand beside it (web_corrected.c). */
void part_corrections(struct req *r, const struct matter *m);
/* A QR code of plain text, as inline SVG. */
struct safe qr_svg(struct arena *a, const char *text);

#endif
