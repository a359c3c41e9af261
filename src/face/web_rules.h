/* The rules as the city runs them: procedures, clocks, roles. */
#ifndef FACE_WEB_RULES_H
#define FACE_WEB_RULES_H

#include "route.h"

void web_rules(struct req *r);

#endif
