/* Where matters lie: on their pages, by key, and as GeoJSON for the city's map programs. */
#ifndef FACE_WEB_PLACE_H
#define FACE_WEB_PLACE_H

#include "map.h"
#include "web_staff.h"

/* The matter's point with a small map; nothing when it has none. */
void place_section(struct req *r, const struct matter *m);
/* "spot" {"lat", "lon", "place"} into an open object; null for none (lat DB_NULL_INT). */
void api_spot(struct req *r, struct json *j, struct spot s, const char *place);
void api_spot_of(struct req *r, struct json *j, const struct matter *m);
/* /staff/programme/CODE/places.geojson: RFC 7946, what the viewer may know of. */
void web_places_geojson(struct req *r);

#endif
