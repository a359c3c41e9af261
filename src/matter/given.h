/* The fields of one act as a table gives them: cells by field, to be read by field_read. */
#ifndef MATTER_GIVEN_H
#define MATTER_GIVEN_H

#include "field.h"

enum { GIVEN_FIELDS = 16 };
struct given { struct { enum field field; struct str value; } g[GIVEN_FIELDS]; size_t n; };

void give(struct given *s, enum field field, struct str value);
/* Instead of what the table leaves empty. */
void give_instead(struct given *s, enum field field, struct str value);
struct str given_value(const struct given *s, enum field field);      /* STR_NONE when absent */
/* A field_source; ctx is a struct given. */
struct str given_source(void *ctx, const char *name);

/* A choice by its own word or its label in either language; else as typed. */
struct str given_choice(struct arena *a, enum field field, struct str typed);

/* A heading folded, without blanks, up to its first bracket; arena. */
struct str heading_plain(struct arena *a, struct str heading);
/* Is that plain heading one of the names, which | divides? */
bool heading_among(struct arena *a, const char *names, struct str plain);

#endif
