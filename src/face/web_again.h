/* Proving once more who one is, for deeds that need it (matter/second.h): the
 * form carries a field for the password, or for a code when there is a second
 * factor, unless that was given in the last minutes. */
#ifndef FACE_WEB_AGAIN_H
#define FACE_WEB_AGAIN_H

#include "web_staff.h"

/* The field, inside a form; nothing when the session is fresh. */
void again_field(struct req *r);
/* As req_write, when the session is fresh or what was typed into the field is
 * right, which the same transaction judges. Else nothing is done, answer comes
 * with kept and again_refused: r->refusal says why. */
void again_write(struct req *r, bool (*write)(struct tx *tx, struct req *r), void (*answer)(struct req *r, enum trouble trouble, bool kept));
bool again_refused(const struct req *r);

#endif
