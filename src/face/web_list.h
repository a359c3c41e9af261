/* The staff's lists as files: the search and one's day. */
#ifndef FACE_WEB_LIST_H
#define FACE_WEB_LIST_H

#include "route.h"

/* search.csv, search.xlsx with the search's own query; day.csv, day.xlsx. */
void web_list_table(struct req *r);

#endif
