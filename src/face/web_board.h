/* The unit board: open matters by unit, state and clock. */
#ifndef FACE_WEB_BOARD_H
#define FACE_WEB_BOARD_H

#include "route.h"

void web_board(struct req *r);

#endif
