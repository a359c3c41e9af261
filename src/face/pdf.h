/* Papers as PDF: the server says what stands on the paper (the words of
 * wire/print.h), huiyin-print sets it. */
#ifndef FACE_PDF_H
#define FACE_PDF_H

#include "../wire/print.h"
#include "page.h"

struct pdf { struct req *r; struct buf lines; const char *file; };

/* kind: "letter", "minutes", "report". made: the time that stands in the file, ISO
 * with Z: of the paper, not of now, so that the same paper gives the same bytes. */
void pdf_begin(struct pdf *p, struct req *r, const char *file, const char *kind, const char *made);
/* A line of one to three fields; NULL: no more. */
void pdf_line(struct pdf *p, enum print_word word, const char *a, const char *b, const char *c);
/* A line of any number of fields. */
void pdf_lines(struct pdf *p, enum print_word word, const char *const *field, size_t n);
void pdf_send(struct pdf *p);
bool pdf_here(void);
/* A link to the PDF beside a page for printing, or the words that there is none here. */
void part_pdf_link(struct req *r, struct url u);

/* A day as papers write it: 2026年3月2日, 2 March 2026. */
const char *pdf_day(struct req *r, const char *day);
/* Answers with an issued paper of a matter. */
void pdf_paper(struct req *r, const struct q_document_of_matter *d);

#endif
