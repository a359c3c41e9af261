/* Han characters as a detector of names sees them: which are forms of one
 * character, and how each is read. The tables are made while building from the
 * Unihan database (tools/han2c.c). */
#ifndef RULE_HAN_H
#define RULE_HAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character that stands for all forms of c: simplified, traditional, others. */
uint32_t han_form(uint32_t c);
/* The readings of such a character: NULL after the last. Pinyin, no tones, v for u-umlaut. */
const char *han_read(uint32_t form, size_t i);
/* 0 to 9 for a digit, ASCII or Han (two, zero, the "yao" of telephone numbers); -1 otherwise. */
int han_digit(uint32_t c);

#endif
