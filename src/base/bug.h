/* Bugs: what must never be false. Assertions stay on in production; a broken
 * one stops the process with file, line and words, before a wrong thing is
 * written down. Use it for our own mistakes only: bad input is a refusal. */
#ifndef BASE_BUG_H
#define BASE_BUG_H

#define must(cond) ((cond) ? (void)0 : bug_stop(__FILE__, __LINE__, #cond))
#define bug(words) bug_stop(__FILE__, __LINE__, words)

void bug_stop(const char *file, int line, const char *words) __attribute__((noreturn));

#endif
