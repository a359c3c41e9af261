/* How far a long command has come, on standard error: a bar that is drawn over
 * on a terminal, a plain line at every tenth elsewhere. Nothing when the work
 * is done within a moment. */
#ifndef FACE_CLI_BAR_H
#define FACE_CLI_BAR_H

#include "../base/msg.h"

struct cli_bar { struct msg what; enum lang lang; bool terminal; int shown; int64_t begun_ms; };

void cli_bar_begin(struct cli_bar *b, enum lang lang, struct msg what);
/* counted: the number shown behind the share. */
void cli_bar_show(struct cli_bar *b, int64_t done, int64_t total, int64_t counted);
void cli_bar_end(struct cli_bar *b);

#endif
