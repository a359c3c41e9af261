/* `huiyin clock CODE --from DATE ...`: when a period ends and why. argv[0] is
 * "clock". Exit codes as in cli_calendar.h. */
#ifndef FACE_CLI_CLOCK_H
#define FACE_CLI_CLOCK_H

int cli_clock(int argc, char **argv);

#endif
