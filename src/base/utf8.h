/* UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing past U+10FFFF. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "arena.h"
#include "str.h"

#define UTF8_BAD 0xFFFFFFFFu

bool utf8_valid(struct str s);
/* Takes the next code point off *s; UTF8_BAD on a bad sequence (one byte is taken). s->n must not be 0. */
uint32_t utf8_next(struct str *s);
/* Writes c to out (4 bytes of room), returns the length. c must be a scalar value. */
size_t utf8_put(uint32_t c, char out[static 4]);
size_t utf8_count(struct str s);               /* code points; bad bytes count one each */
/* At most n code points of s (for excerpts). */
struct str utf8_head(struct str s, size_t n);
bool utf8_is_han(uint32_t c);                  /* ideographs incl. extensions A.. */
/* Text a person typed, made plain: valid UTF-8 only (else false), NFC, CRLF to
 * LF, no control characters but LF and TAB, bidirectional overrides dropped,
 * blanks off both ends. Arena copy, NUL-terminated. */
bool utf8_clean(struct arena *a, struct str s, struct str *out);
/* The letters and digits of one character, folded: compatibility forms, case and
 * accents away ("Ｗ" and "ẃ" are w, "①" is 1). 0: a blank or a sign. */
enum { UTF8_LETTERS = 4 };
size_t utf8_letters(uint32_t c, uint32_t out[static UTF8_LETTERS]);
/* For search and comparison: NFKC, lower case, full width to half width,
 * traditional to simplified for the commonest characters. */
struct str utf8_fold(struct arena *a, struct str s);

#endif
