/* The command line: a table of commands, each a thin translation of the same
 * verbs as pages and API. Exit codes: 0 done, 1 refused, 2 usage, 3 trouble. */
#ifndef FACE_CLI_H
#define FACE_CLI_H

#include "../matter/city.h"
#include "cli_calendar.h"

/* Where the rules stand that came with the program: --rules is not needed in a
 * checkout (./rules) or after `make install` (PREFIX/share/huiyin/rules). */
const char *rules_dir(void);

/* argv[0] is the command's name. */
int cli_run(int argc, char **argv);

int cli_init(int argc, char **argv);
int cli_serve(int argc, char **argv);
int cli_feed(int argc, char **argv);
int cli_verify(int argc, char **argv);
int cli_rebuild(int argc, char **argv);
int cli_clean(int argc, char **argv);
int cli_erase(int argc, char **argv);
int cli_breach(int argc, char **argv);
int cli_backup(int argc, char **argv);
int cli_restore(int argc, char **argv);
int cli_user(int argc, char **argv);
int cli_rules(int argc, char **argv);
int cli_unit(int argc, char **argv);
int cli_body(int argc, char **argv);
int cli_meeting(int argc, char **argv);
int cli_directive(int argc, char **argv);
int cli_campaign(int argc, char **argv);
int cli_audit(int argc, char **argv);
/* The government and petition bureau of a city just made (init). */
bool cli_found_city(struct city *c);
int cli_act(int argc, char **argv);
int cli_ledger(int argc, char **argv);
/* Parts of `campaign`: the ledger as CSV on standard output; findings taken in from a file. */
struct cli_intake { const char *file, *login, *sheet, *columns, *tackles, *effect_days; bool dry_run; };
struct matter;
int cli_campaign_export(struct city *c, struct tx *tx, const struct matter *m, enum lang lang);
int cli_campaign_import(struct city *c, const char *number, const struct cli_intake *o, enum lang lang);

/* -- for commands. One line on standard error: huiyin COMMAND: what. Returns the code. */
int cli_say(int exit_code, const char *command, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* The value of --name VALUE, taken out of argv; NULL when absent. */
const char *cli_option(int *argc, char **argv, const char *name);
bool cli_flag(int *argc, char **argv, const char *name);
/* Opens the city of DIR; NULL after saying why. --today turns the clock. */
struct city *cli_city(const char *command, const char *dir, enum store_mode mode, const char *today);
/* A bar on a terminal, a line every tenth otherwise. */
void cli_progress(void *ctx, int64_t done, int64_t total);

#endif
