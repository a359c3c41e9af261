/* Text as a borrowed slice: p and n, no terminator promised, bytes may be
 * anything. The owner of the bytes is whoever made them (an arena, a request
 * buffer, a literal); a slice never frees. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_NONE ((struct str){"", 0})
/* For "%.*s" of printf and html(). */
#define STR_ARG(s) (int)(s).n, (s).p

struct str str_of(const char *cstr);            /* NULL gives the empty text */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *cstr);
bool str_ieq(struct str a, const char *ascii);  /* ASCII case folded */
bool str_starts(struct str a, const char *prefix);
bool str_ends(struct str a, const char *suffix);
int str_cmp(struct str a, struct str b);        /* byte order */
struct str str_from(struct str s, size_t at);   /* rest from at (<= n) */
struct str str_head(struct str s, size_t n);    /* first n, or all */
struct str str_trim(struct str s);              /* ASCII space, tab, CR, LF off both ends */
/* Position of c, of text, or SIZE_MAX. */
size_t str_chr(struct str s, char c);
size_t str_find(struct str s, struct str what);
/* Cuts the text before the first sep off *rest and returns it; the last piece
 * leaves rest->p NULL. Call while rest->p is not NULL. */
struct str str_cut(struct str *rest, char sep);
/* Next line without its LF or CRLF; false when there is none. */
bool str_line(struct str *rest, struct str *line);
/* Next run of non-blank ASCII; false when only blanks are left. */
bool str_word(struct str *rest, struct str *word);
/* Plain decimal, no sign but a leading '-', no blanks, no overflow. */
bool str_i64(struct str s, int64_t *out);

static inline bool cstr_eq(const char *a, const char *b) { return a && b && strcmp(a, b) == 0; }
static inline bool cstr_empty(const char *s) { return !s || !*s; }

#include "banned.h"
#endif
