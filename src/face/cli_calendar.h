/* `huiyin calendar ...` and what `huiyin clock` shares with it. Exit codes:
 * 0 done, 1 refused, 2 used wrongly, 3 trouble reading or writing. */
#ifndef FACE_CLI_CALENDAR_H
#define FACE_CLI_CALENDAR_H

#include "../base/msg.h"
#include "../rule/calendar.h"

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_TROUBLE = 3 };

/* argv[0] is "calendar"; what follows are its own arguments. */
int cli_calendar(int argc, char **argv);
/* import, pending, confirm: those that open a city (cli_calendar_city.c). */
int cli_calendar_city(int argc, char **argv);

/* All texts of DIR/calendar merged; NULL, said on standard error, and *exit_code set. */
struct calendar *cli_calendar_load(struct arena *a, const char *rules, enum lang lang,
	int *exit_code);
/* One line on standard error. Returns exit_code. */
int cli_clock_fail(struct arena *a, enum lang lang, int exit_code, struct msg m);
/* A broken rule text: file, line (0: the whole), reason. Returns EXIT_REFUSED. */
int cli_clock_broken(struct arena *a, enum lang lang, const char *file, int line,
	const char *reason);
/* Used wrongly: the message, and where the help is. Returns EXIT_USAGE. */
int cli_clock_usage(struct arena *a, enum lang lang, const char *command, struct msg m);
/* EXIT_DONE when all output went out. */
int cli_clock_flush(struct arena *a, enum lang lang);
/* --lang in any place of the arguments, so that refusals are in it too. */
enum lang cli_clock_lang(int argc, char **argv);
/* One line of help: the words on the left, what they mean on the right. */
void cli_clock_help_line(struct arena *a, enum lang lang, const char *left, const char *message);

#endif
