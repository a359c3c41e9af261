/* What the makers of OParl objects share: texts of JSON members, and keeping them.
 *
 * An address inside a kept text begins with the byte 1, which no JSON text holds
 * otherwise: it stands for the address of the server, put in when it is answered. */
#ifndef FACE_OPARL_MAKE_H
#define FACE_OPARL_MAKE_H

#include "oparl.h"

#define OPARL_SCHEMA "https://schema.oparl.org/1.1/"
#define OPARL_ROOT "\001"

struct oparl_make {
	struct tx *tx;
	const struct city *city;
	struct now now;
	int64_t meeting;               /* the objects are of this meeting; 0: of none */
	struct q_public_scope *had;    /* those kept so far, by token */
	size_t hads;
	bool *made;
	int64_t changes;
};

/* Members of one object, without its braces. */
struct oparl_text { struct buf buf; struct json json; };
void oparl_text_begin(struct oparl_text *t);
const char *oparl_text_end(struct arena *a, struct oparl_text *t);     /* arena */

/* What an object is called in addresses: says nothing about the row (chapter 2.3: for ever the same). */
const char *oparl_token(struct arena *a, const struct city *c, const char *type, const char *key);
/* Members that point: at an object, at a list of the city, at a list of an organization. */
void oparl_ref(struct json *j, struct arena *a, const char *name, const char *token);
void oparl_ref_list(struct json *j, struct arena *a, const char *name, const char *list);
void oparl_ref_list_of(struct json *j, struct arena *a, const char *name, const char *token, const char *list);
/* Left out when empty (chapter 2.4). */
void oparl_words(struct json *j, const char *name, const char *value);
/* "2026-01-31T08:00:00+08:00"; arena. */
const char *oparl_instant(struct arena *a, int64_t ms, int zone_min);
/* A word of the texts in Chinese, which the papers are in, or in English. */
const char *oparl_word(struct arena *a, enum lang lang, const char *prefix, const char *name);

struct oparl_object {
	const char *type, *key;
	const char *owner;             /* token of the organization in whose lists it is; NULL: none */
	const char *own;               /* members */
	const char *back;              /* those of the object alone; NULL: none */
	const char *parts;             /* those that hold whole objects; NULL: none */
	const char *content;           /* of a file; NULL: none */
};
/* Keeps it; gives the object as it stands inside of another, arena. */
const char *oparl_keep(struct oparl_make *k, const struct oparl_object *o);

void oparl_scope_begin(struct oparl_make *k, int64_t meeting);
/* What was kept and is not made any more is deleted. */
void oparl_scope_end(struct oparl_make *k);

/* -- the makers */
void oparl_make_city(struct oparl_make *k);    /* system, body, organizations, persons */
/* False: of this meeting nothing is public. */
bool oparl_make_meeting(struct oparl_make *k, int64_t matter_id);

#endif
