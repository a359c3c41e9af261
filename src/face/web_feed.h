/* Calendar feeds (matter/feed.h): the page on which staff make and revoke their addresses, and the feed itself. */
#ifndef FACE_WEB_FEED_H
#define FACE_WEB_FEED_H

#include "route.h"

void web_feeds(struct req *r);
void web_feeds_post(struct req *r);
void web_feed(struct req *r);                  /* iCalendar, without a log-in */

#endif
