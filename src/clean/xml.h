/* XML of office documents, copied tag by tag while somebody looks at each. It
 * judges no grammar: what a tag is must be plain, else there is no copy.
 * Comments and instructions go; declared types and entities are refused. */
#ifndef CLEAN_XML_H
#define CLEAN_XML_H

#include "clean.h"

enum xml_do { XML_KEEP, XML_DROP, XML_BLANK, XML_REFUSE };   /* the element: as it is; away; its text away; no copy */
enum { XML_ATTRIBUTES = 160 };

struct xml_attribute { struct str name, value; bool gone; };
struct xml_tag {
	struct str name;               /* with its prefix */
	struct xml_attribute attribute[XML_ATTRIBUTES];
	size_t attributes;
	bool closes, empty;            /* </x>; <x/> */
};

/* look sees each opening tag, may change its attributes and says what becomes of it. */
enum clean xml_copy(struct str in, enum xml_do (*look)(struct xml_tag *t), struct buf *out);
/* The attribute's value, by its whole name; NULL p when it has none. */
struct str xml_value(const struct xml_tag *t, const char *name);
/* Does the name fit? A pattern with a colon is for the whole name, else for what
 * follows the prefix; one that ends in * is a beginning. */
bool xml_fits(struct str name, const char *pattern);

#endif
