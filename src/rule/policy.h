/* Whom to believe (C2SP tlog-policy): the logs one accepts, and which of the
 * named witnesses must have cosigned.
 *     log <vkey> [<url>]
 *     witness <name> <vkey> [<url>]
 *     group <name> all|any|<k> <name>...
 *     quorum <name>|none
 *
 * An address is where a witness is asked; only who asks looks at it (policy_url_ok).
 *
 * 1. Every key counts once: no two lines with one key, no name in two groups. */
#ifndef RULE_POLICY_H
#define RULE_POLICY_H

#include "note.h"

enum { POLICY_NO_QUORUM = -1 };

struct policy_name {
	struct str name;
	bool is_group;
	struct note_key key;           /* of a witness */
	struct str url;                /* of a witness, as it was written; empty: none */
	int line;                      /* of a witness: where it stands */
	int need;                      /* of a group: so many of its members */
	int group;                     /* the one this is a member of, or -1 */
};

struct policy {
	struct note_key log[LIMIT_POLICY_NAMES];
	int logs;
	struct policy_name name[LIMIT_POLICY_NAMES];   /* members before their groups */
	int names;
	int quorum;                    /* a name, or POLICY_NO_QUORUM */
	const char *why;               /* in English, when it was refused */
};

/* Names are slices of text. False: *line is the number of the line at fault (0: no
 * quorum line, or the text is too long), and out->why what is wrong with it. */
bool policy_parse(struct arena *a, struct str text, struct policy *out, int *line);
/* Only this log, no witness asked for. */
struct policy policy_of_key(const struct note_key *log);
/* Do these cosignatures, one flag per name (groups' are not looked at), make the quorum? */
bool policy_met(const struct policy *p, const bool cosigned[static LIMIT_POLICY_NAMES]);

/* Plainly an address to ask at: http or https, a host, perhaps a port and a path; no query, no user. */
bool policy_url_ok(struct str url);

#endif
