/* Parameters of header values: `form-data; name="x"; filename*=UTF-8''%e4`.
 * Used by multipart.c and form.c. */
#ifndef WIRE_FORM_HEAD_H
#define WIRE_FORM_HEAD_H

#include "../base/arena.h"
#include "../base/str.h"

/* Takes the next `; name=value` off *rest; quoted values are unquoted into the
 * arena (\" and \\ are escapes, any other backslash is itself: browsers have
 * sent whole Windows paths). 1: taken; 0: nothing is left; -1: malformed. */
int form_param(struct arena *a, struct str *rest, struct str *name, struct str *value);
/* What a Content-Disposition of a part says; name and filename are valid UTF-8
 * without control characters; filename.p NULL when there is none; filename*
 * (RFC 8187, UTF-8 only) comes before filename; %22 in a quoted form is the
 * quotation mark (browsers write it so). */
bool form_disposition(struct arena *a, struct str value, struct str *name, struct str *filename);

#endif
