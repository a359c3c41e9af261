/* My day: what waits for the reader, the law's soonest date first. */
#ifndef FACE_WEB_DAY_H
#define FACE_WEB_DAY_H

#include "route.h"

void web_day(struct req *r);

#endif
