/* A message to a person: an id of the text catalogue and its arguments. It has
 * no language until it is shown. text/ *.txt holds the words; tools/text2c
 * makes one macro per message (T_HOME_TITLE, T_DUE_ON(day)), so that the
 * compiler checks the number of arguments; arguments are plain NUL-terminated
 * text, borrowed, and escaped where the message is shown. */
#ifndef BASE_MSG_H
#define BASE_MSG_H

#include "arena.h"

enum lang { LANG_EN, LANG_ZH, LANG__MAX };

enum { MSG_ARGS = 4 };
struct msg {
	int id;                        /* made of its name; 0: no message */
	const char *arg[MSG_ARGS];
};

#define MSG_NONE ((struct msg){0, {0}})

/* The message in a language, {1}..{4} filled in; arena. */
const char *msg_text(struct arena *a, enum lang lang, struct msg m);
/* By name, for rule files that name texts: 0 when there is none. "home.title" */
int msg_id(const char *name);
const char *msg_name(int id);
enum lang lang_of(struct str code);            /* "zh", "zh-CN" -> LANG_ZH; else LANG_EN */
const char *lang_code(enum lang lang);         /* "en", "zh-CN" */

#endif
