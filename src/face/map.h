/* Maps the server draws: points on a grid of degrees with names for orientation
 * (rules/places.txt), as SVG in the page, and the table that says the same. No script, no
 * picture from elsewhere, no boundary. Equirectangular, true at its middle; not for what
 * crosses the 180th meridian. */
#ifndef FACE_MAP_H
#define FACE_MAP_H

#include "page.h"

/* Told by shape as well as by colour: circle, square, triangle. */
enum map_shape { MAP_DONE, MAP_OPEN, MAP_LATE, MAP_SHAPES };

/* href: where its marker and its row lead. state: as people read it, or NULL. label: what the
 * page calls it (a number), or NULL. */
struct map_point { const char *title, *place, *state, *label; struct url href; struct spot at; enum map_shape shape; };
/* shape: what each means, for the legend. The drawing numbers the points, and puts them into that order. */
struct map { struct msg title; struct msg shape[MAP_SHAPES]; struct map_point *point; size_t n; };

/* Picture, legend and table; nothing when there is no point. What would cover each other is
 * one marker that leads to its rows of the table. */
void map_show(struct req *r, struct map *m);
/* Picture and legend, for a page whose own table says the same: each point has its label, and
 * leads to its row; so does a marker of several, to that of the first. */
void map_picture(struct req *r, struct map *m);
/* One point among the names, without links: a picture only. */
void map_spot(struct req *r, struct msg title, struct spot at);
/* A link that opens the point in a program for maps (RFC 5870). */
void map_link(struct req *r, struct spot at);

#endif
