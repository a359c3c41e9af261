/* The blocks a document is made of: its head, headings, paragraphs, attendance,
 * signature, imprint. */
#ifndef PRINT_BLOCK_H
#define PRINT_BLOCK_H

#include "press.h"

#include "../wire/print.h"

struct block {
	struct press *p;
	const char *mark, *number;     /* waiting to be set together */
	bool begun;                    /* something of the text is set */
	int level[PRINT_LEVELS];
	bool people;                   /* the block before was attendance */
	/* the last paragraph, and the heading right before it, until it is known whether a signature follows; NULL: none */
	PangoLayout *held, *held_head;
	const char *head_tag;
	struct imprint { const char *label, *text; bool pair; } imprint[4];
	int imprints;
};

void block_head(struct block *b);                              /* begins each block: sets what is held, and, once, mark and number */
void block_title(struct block *b, const char *text);
void block_under(struct block *b, const char *text);
void block_to(struct block *b, const char *text);
void block_level(struct block *b, int level, const char *head, const char *text);
void block_heading(struct block *b, const char *text);
void block_para(struct block *b, const char *text);
void block_people(struct block *b, const char *label, const char *const *name, size_t n);
void block_sign(struct block *b, const char *organ, const char *day);
void block_small(struct block *b, const char *text);
void block_imprint(struct block *b);                           /* at the end */

#endif
