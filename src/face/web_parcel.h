/* Parcels of farmland: on the page of their matter, counted over a programme, listed, taken
 * along, by key. */
#ifndef FACE_WEB_PARCEL_H
#define FACE_WEB_PARCEL_H

#include "../matter/parcel.h"
#include "web_staff.h"

/* Of a matter: the table with its photos, and the map; nothing when it has none and none is asked for. */
void parcel_section(struct req *r, const struct matter *m);
/* Of a programme: how many and how large, by unit and territory, each number a link to its
 * list; nothing when there is none. */
void parcels_of_programme(struct req *r, const struct programme *p);
/* "parcels" of a matter, and of a programme as the viewer may know of them. */
void api_parcels(struct req *r, struct json *j, const struct matter *m);
void api_programme_parcels(struct req *r, struct json *j, const char *programme);

/* /staff/programme/CODE/parcels and .../parcels/TABLE (parcels.csv, parcels.xlsx), with the filter
 * unit=, area=, stand=. */
void web_parcels(struct req *r);
void web_parcels_table(struct req *r);

/* -- shared between the two */
enum parcel_stand { PARCEL_ANY, PARCEL_IS_OPEN, PARCEL_IS_RESTORED, PARCEL_IS_CONFIRMED, PARCEL_STANDS };
enum parcel_stand parcel_stand(const char *restored_day, const char *confirmed_day);
struct msg parcel_words(enum parcel_stand s);
void parcel_tag(struct req *r, enum parcel_stand s);
const char *parcel_mu(struct req *r, int64_t square_metres);            /* "12.50" */
const char *parcel_hectares(struct req *r, int64_t square_metres);      /* "0.8333" */
const char *parcel_area(struct req *r, int64_t square_metres);          /* both */
/* Land class, with black soil. */
const char *parcel_land(struct req *r, const char *land, bool black);

#endif
