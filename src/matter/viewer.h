/* Who is asking. Built once per request from the session, key or command
 * line; every check takes it. */
#ifndef MATTER_VIEWER_H
#define MATTER_VIEWER_H

#include "../base/msg.h"
#include "../base/date.h"
#include "../store/db.h"

enum viewer_kind { VIEWER_PUBLIC, VIEWER_PETITIONER, VIEWER_STAFF, VIEWER_SYSTEM };
enum { VIEWER_POSTS = 12 };

struct viewer_post { int64_t unit_id; const char *role; const char *unit_code; const char *unit_name[LANG__MAX]; bool bureau; };

struct viewer {
	enum viewer_kind kind;
	int64_t person_id;
	const char *login;
	const char *name[LANG__MAX];
	struct viewer_post post[VIEWER_POSTS];
	size_t posts;
	int64_t matter_id;             /* a petitioner's own matter */
	int64_t proxy;                 /* opened by the further code at this place (proxy.h); 0: by the petitioner's own */
	const char *follow_token;      /* of a follow session, and what it seals: the way to one's own identity */
	struct str follow_seal;
	const char *csrf;              /* of the session; NULL for API and command line */
	bool fresh;                    /* proved by password or code in the last minutes (second.h); staff only */
	bool must_enrol;               /* the city requires a second factor and there is none: only the account page */
};

struct viewer viewer_system(void);
struct viewer viewer_petitioner(int64_t matter_id);
/* Is it the petitioner of this matter, and not somebody with a further code? */
bool viewer_own(const struct viewer *v, int64_t matter_id);
/* Posts valid on the day; false when there is no such enabled person. Arena: tx's. */
bool viewer_load(struct tx *tx, int64_t person_id, day_t today, struct viewer *out);
bool viewer_has_role(const struct viewer *v, const char *role);
/* The first post with that role in that unit, or NULL. */
const struct viewer_post *viewer_post_in(const struct viewer *v, const char *role, int64_t unit_id);
bool viewer_in_unit(const struct viewer *v, int64_t unit_id);

/* Roles, one row each: name, whether it is business, administration, audit or data protection (pair 11), words role.<name>.
 * ROLE_SEAT: held by nobody's post, but by who presides a meeting or is the leader in charge of a finding. */
enum role_sort { ROLE_BUSINESS, ROLE_ADMIN, ROLE_AUDIT, ROLE_PRIVACY, ROLE_SEAT };
struct role_def { const char *name; enum role_sort sort; const char *relation; /* default relation of a procedure row */ };
extern const struct role_def role_table[];
extern const size_t role_count;
extern const char *const role_names[];                 /* NULL-ended */
/* NULL when unknown. The second takes the first n bytes: of a row's `role@relation`, those before the @. */
const struct role_def *role_find(const char *name);
const struct role_def *role_of_row(const char *who, size_t n);

#endif
