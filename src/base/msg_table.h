/* The catalogue as tools/text2c writes it (gen/text.c): sorted by name, both
 * languages always there. The id of a message is made of its name (FNV-1a, 31
 * bits; text2c refuses two names of one id), so that a new message moves no
 * other: what does not use it need not be compiled again. */
#ifndef BASE_MSG_TABLE_H
#define BASE_MSG_TABLE_H

#include "msg.h"

struct msg_row {
	const char *name;
	int id;
	const char *text[LANG__MAX];
};
extern const struct msg_row msg_rows[];
extern const int msg_row_count;
/* Where a row is: from id & msg_slot_mask on, until the row has that id; -1: none. */
extern const short msg_slots[];
extern const int msg_slot_mask;

#endif
