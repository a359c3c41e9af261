/* The petition office's key pair: identities are sealed to the public half,
 * which the database holds; the private half is the file DIR/keys/identity.key
 * (mode 0600) and stands in no database and no backup. */
#ifndef MATTER_OFFICE_KEY_H
#define MATTER_OFFICE_KEY_H

#include "city.h"

/* Makes the file, or takes the one that is there; the public half as 64 hex
 * digits for the settings. English reason, or NULL. */
const char *office_key_make(struct arena *a, const char *dir, char public_hex[static 65]);
/* Reads the public half from the settings and the private one from its file.
 * Without the file the city runs and opens no identity; a file of another city
 * is refused. */
const char *office_key_load(struct city *c, const char *public_hex);
/* A city of before: makes its pair, and seals every row that is still in plain. */
const char *office_key_upgrade(struct city *c);

#endif
