/* `huiyin demo DIR [--today DATE]`: a city of invented people to try things in. */
#ifndef FACE_CLI_DEMO_H
#define FACE_CLI_DEMO_H

int cli_demo(int argc, char **argv);

#endif
