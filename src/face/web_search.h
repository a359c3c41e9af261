/* Search: filters in the address, so that a link shows the same list. */
#ifndef FACE_WEB_SEARCH_H
#define FACE_WEB_SEARCH_H

#include "route.h"

void web_search(struct req *r);

/* A list filter from the address: text procedure state class channel unit from
 * to clock open mine sort page. A word that is none of its values means any. */
struct list_filter search_filter(struct req *r);
/* The address of the same list, on another page. */
struct url search_url(struct req *r, const struct list_filter *f, int page);

#endif
