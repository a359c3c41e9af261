/* What a cell's number says, as text. Pure. */
#ifndef SHEET_CELL_H
#define SHEET_CELL_H

#include "../base/buf.h"

enum { CELL_NUMBER_BYTES = 64, CELL_ADDRESS_BYTES = 24 };

enum cell_number {
	CELL_AS_IT_IS,
	CELL_DIGITS_LOST,              /* more than 15 digits: no workbook keeps them, the last are wrong */
	CELL_NO_DAY,                   /* meant as a day, but there is none of this number: the number stands */
	CELL_NO_NUMBER,
};

/* A day becomes YYYY-MM-DD, with a time of day YYYY-MM-DD HH:MM:SS, a time of
 * day alone HH:MM:SS. from_1904: days count from 1904-01-01, not from 1900. */
enum cell_number cell_number_text(struct str value, bool day, bool from_1904, char out[static CELL_NUMBER_BYTES]);

/* "AB12": column 27, row 12. Columns count from 0. */
bool cell_address_read(const char *address, int64_t *column, int64_t *row);
void cell_address(int64_t column, int64_t row, char out[static CELL_ADDRESS_BYTES]);

/* A text of a workbook with its _xHHHH_ for characters that XML has not (ECMA-376 part 1, 22.4.2.4), onto b. */
void cell_text(struct buf *b, struct str text);

#endif
