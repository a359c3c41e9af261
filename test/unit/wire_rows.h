/* The rows of test/table/wire_hostile.txt. */
#ifndef TEST_WIRE_ROWS_H
#define TEST_WIRE_ROWS_H

#include "test.h"

struct hostile { struct str name, expect, bytes; };
/* All rows, their number in *n; escapes undone. */
struct hostile *hostile_rows(size_t *n);

#endif
