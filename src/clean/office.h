/* What the two families of office documents share. */
#ifndef CLEAN_OFFICE_H
#define CLEAN_OFFICE_H

#include "pack.h"
#include "xml.h"

/* Element or attribute as in xml_fits; an attribute NULL: the element itself;
 * an element NULL: any. An attribute is dropped, or becomes "-". Ends with a row of neither. */
struct office_rule { enum xml_do what; const char *element, *attribute; };

enum xml_do office_apply(const struct office_rule *rule, struct xml_tag *t);
enum pack_do office_by_ending(const char *name);
/* A link that others can follow, not one into somebody's own computer. */
bool office_public_link(struct str target);

#endif
