/* The catalogue as tools/text2c writes it (gen/text.c): sorted by name, both
 * languages always there. The id of a message is its place, from 1. */
#ifndef BASE_MSG_TABLE_H
#define BASE_MSG_TABLE_H

#include "msg.h"

struct msg_row {
	const char *name;
	const char *text[LANG__MAX];
};
extern const struct msg_row msg_rows[];
extern const int msg_row_count;

#endif
