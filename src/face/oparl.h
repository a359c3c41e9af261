/* OParl 1.1 (dev.oparl.org/spezifikation, 1.1.1 of 2020): what is published of bodies
 * and meetings, to be read by anybody's program under /oparl. Source of every rule:
 * the specification's chapters, named where one is kept.
 *
 * Making (oparl_make.c, oparl_bodies.c, oparl_meeting.c): after each tick the objects
 * are made from the city's rows and kept as they will be answered; an object whose text
 * differs from the one kept is modified, one that is not made any more is deleted
 * (chapter 2.8). Answering (oparl.c): from what is kept, nothing else. So what a client
 * is told as the time of a change is the time its answer changed, embedded objects
 * included, and nothing that was not published can be asked for. */
#ifndef FACE_OPARL_H
#define FACE_OPARL_H

#include "route.h"

/* Makes a piece of what changed since the last time, in the writer's transaction; true: there may be more. now: of the tick. */
bool oparl_run(struct tx *tx, const struct city *c, struct now now);

/* -- routes */
void oparl_system(struct req *r);
void oparl_list(struct req *r);                /* of the whole city */
void oparl_list_of(struct req *r);             /* of an organization */
void oparl_object(struct req *r);
void oparl_file(struct req *r);                /* to look at */
void oparl_download(struct req *r);            /* to keep */

/* Is this an address of the interface? Its errors are the specification's (chapter 2.9). */
bool oparl_path(struct str path);
/* The body of such an error; the status is set already. */
void oparl_error(struct req *r, struct msg what);

#endif
