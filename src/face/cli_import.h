/* `huiyin import petitions DIR FILE --map MAP`. */
#ifndef FACE_CLI_IMPORT_H
#define FACE_CLI_IMPORT_H

/* argv[0] is "import"; exit codes as in cli_calendar.h: 1 also when rows were refused. */
int cli_import(int argc, char **argv);

#endif
