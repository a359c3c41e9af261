/* Text made fit for paper, and numbers of headings. Pure. */
#ifndef PRINT_WORDS_H
#define PRINT_WORDS_H

#include "../base/arena.h"

/* What moves no text about: controls (but LF) and marks of direction are dropped, a tab is a blank. */
char *words_clean(struct arena *a, struct str text);
/* 1 to 99 as 一, 十, 二十一; beyond as digits. */
const char *words_han(struct arena *a, int n);
/* What stands before a heading of this level (1 to 4); at: how many there were of each level. */
const char *words_level(struct arena *a, bool zh, int level, const int at[static 4]);

#endif
