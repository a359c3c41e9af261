/* Public pages: home, guide, filing, receipt, assets. */
#ifndef FACE_WEB_PUBLIC_H
#define FACE_WEB_PUBLIC_H

#include "page.h"

void web_home(struct req *r);
void web_guide(struct req *r);
void web_asset(struct req *r);
void web_health(struct req *r);

/* web_file.c: filing in steps */
void web_file(struct req *r);
void web_file_step(struct req *r);

/* web_follow.c: following with the query code */
void web_follow(struct req *r);
void web_follow_open(struct req *r);
void web_follow_matter(struct req *r);
void web_follow_act(struct req *r);
void web_follow_do(struct req *r);
void web_follow_leave(struct req *r);
void web_follow_file(struct req *r);
void web_follow_paper(struct req *r);
void web_follow_export(struct req *r);       /* web_export.c */

/* Streams an attachment as a download; the caller has checked the right. */
void send_attachment(struct req *r, const struct q_attachment_by_token *f);
/* A numbered paper for reading and printing. */
void part_paper(struct req *r, const struct q_document_of_matter *d);
/* A QR code of plain text, as inline SVG. */
struct safe qr_svg(struct arena *a, const char *text);

#endif
