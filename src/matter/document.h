/* Numbered papers: notices, opinions, letters. Each kind is a row of
 * document_table: its words stand in text/doc.txt (doc.<kind>.title and
 * doc.<kind>.body), frozen in both languages when issued. Numbers are
 * 〔year〕n by unit, kind and year, without gaps; but papers of accusations, and of
 * what is not classified yet, bear their matter's number instead: a gap in a
 * series would tell who reads the others that they exist. */
#ifndef MATTER_DOCUMENT_H
#define MATTER_DOCUMENT_H

#include "act.h"

struct document_def { const char *kind; bool to_petitioner; const char *sign_zh; };
extern const struct document_def document_table[];
extern const size_t document_count;
extern const char *const document_names[];             /* NULL-ended */
const struct document_def *document_find(const char *kind);

/* Issues a notice of that kind for the deed's event, after its effects. */
struct deed;
void document_issue(struct deed *d, const struct document_def *def);
/* Next number of the unit's series: "大信转〔2026〕12号"; of a matter that stands
 * apart "大信转〔2026〕HY-7K3M-2QXD号". m NULL: of an imported matter, which does not. */
const char *document_number(struct tx *tx, int64_t unit_id, const struct matter *m, const struct document_def *d, day_t day);

/* The mandatory parts of an opinion (REG 32; BJXF 43), from its data. */
struct opinion_parts { const char *facts, *heard, *opinion, *basis, *outcome, *outcome_field; };
void document_parts(struct arena *a, const char *data, struct opinion_parts *out);

#endif
