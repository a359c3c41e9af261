/* One line of the log for each event of security (assurance 16.3): who (an
 * id), what, on what (an id); never a name, a code, a password or a token. The
 * line is written inside the transaction: should it fail, the store's own line
 * about that follows. */
#ifndef MATTER_AUDIT_LOG_H
#define MATTER_AUDIT_LOG_H

#include "viewer.h"

/* v NULL: nobody known. object: what id is of ("person", "post", "matter"), or NULL. */
void audit_log(struct tx *tx, const char *event, const struct viewer *v, const char *object, int64_t id);

#endif
