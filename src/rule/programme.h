/* The city's named programmes and their packages (rules/programmes.txt, form there). */
#ifndef RULE_PROGRAMME_H
#define RULE_PROGRAMME_H

#include "../base/arena.h"
#include "../base/msg.h"
#include "clock.h"

enum { PROGRAMMES = 50, PACKAGES = 40 };

/* parcels: what is in it restores parcels of farmland, each by itself. */
struct programme_package { const char *code, *name[LANG__MAX]; bool parcels; };
struct programme { const char *code, *name[LANG__MAX], *source; bool parcels; struct programme_package package[PACKAGES]; size_t packages; };
struct programmes { struct programme *programme; size_t n; };

/* Whole or refused with line and reason. Arena. */
bool programmes_parse(struct arena *a, const char *file, struct str text, struct programmes *out, struct rule_error *err);
const struct programme *programme_find(const struct programmes *p, struct str code);       /* or NULL */
const struct programme_package *package_find(const struct programme *p, struct str code);  /* or NULL */
/* Does the programme, or this package of it, ask for parcels? p may be NULL. */
bool programme_asks_parcels(const struct programme *p, struct str package);

#endif
