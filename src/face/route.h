/* Routes: one row per page and API call, with its guards as columns. The
 * dispatcher is a ladder of early refusals: known path? method? size? session?
 * right? CSRF? fields? then one call. Help, menu, API description and tests are
 * derived from the rows.
 *
 * A handler gets a `struct req` and fills the response: pages with page_begin /
 * page_end, JSON with api_*. A handler that writes calls req_write with a
 * function that runs inside the writer's transaction and with one that answers
 * after the commit; the loop never waits. Slow work (passwords) goes through
 * req_slow: `slow` and then `after` run on the pool, neither may read the
 * database, `after` may call req_write or fill the answer. */
#ifndef FACE_ROUTE_H
#define FACE_ROUTE_H

#include "../matter/act.h"
#include "../matter/clock_run.h"
#include "../matter/list.h"
#include "../matter/person.h"
#include "../wire/form.h"
#include "../wire/html.h"
#include "../wire/json.h"
#include "../wire/serve.h"
#include "text.h"

enum need { NEED_NOBODY, NEED_PETITIONER, NEED_STAFF, NEED_ADMIN, NEED_ACCESS, NEED_PRIVACY, NEED_KEY };

enum { ROUTE_PARAMS = 3 };

struct req {
	struct serve_req *http;
	struct city *city;
	const struct route *route;
	struct arena *arena;
	struct out out;                /* the page being made, in the reader's language */
	enum lang lang;
	struct now now;
	struct viewer viewer;
	const char *token;             /* of the session cookie, or NULL */
	struct str param[ROUTE_PARAMS];/* `:x` parts of the path, decoded */
	struct form query, form;
	bool api;                      /* JSON asked for */
	struct tx tx;                  /* an open read while the handler runs; closed before it waits */
	bool reading;
	bool on_pool;
	struct app *app;
	const char *set_cookie[4];     /* whole header lines, sent with the answer */
	size_t cookies;
	int tables;                    /* lists on the page so far, for their names */
	/* deferred work */
	bool (*write)(struct tx *tx, struct req *r);
	void (*answer)(struct req *r, enum trouble trouble, bool kept);
	void (*slow)(struct req *r);
	void (*after_slow)(struct req *r);
	void (*unstarted)(struct req *r);      /* when the pool has no room: gives back what the handler took for it */
	struct job job;
	enum trouble trouble;
	bool kept;
	void *data;                    /* the handler's, arena */
	struct refusal refusal;        /* of the deed */
	const struct matter *about;    /* whose act the form is for, or NULL */
	struct again *again;           /* of again_write, or NULL */
	struct act_in *given;          /* with files, which must be cleaned before the write; or NULL */
	bool of_petitioner;            /* those files */
	bool unclean;                  /* one of them was refused: no write */
};

struct route {
	bool post;
	const char *path;              /* "/m/:number/:act" */
	enum need need;
	int64_t body_max;              /* 0: no body */
	bool multipart;                /* files may come: a form with files, or on /api a body that is a table */
	bool csrf;                     /* a session's token must be in the form */
	void (*handle)(struct req *r);
	const char *name;              /* for help and the permission matrix */
};

/* The rows, by area; the dispatcher walks them in this order. */
struct route_list { const struct route *row; const size_t *n; };
extern const struct route_list route_lists[];
extern const size_t route_list_count;
extern const struct route routes_public[], routes_staff[], routes_api[], routes_oparl[];
extern const size_t routes_public_count, routes_staff_count, routes_api_count, routes_oparl_count;

/* -- for handlers */
/* An open read transaction (opened once per request, closed by the dispatcher). */
struct tx *req_read(struct req *r);
void req_write(struct req *r, bool (*write)(struct tx *tx, struct req *r), void (*answer)(struct req *r, enum trouble trouble, bool kept));
void req_slow(struct req *r, void (*slow)(struct req *r), void (*after)(struct req *r));
/* "https://host": http XOR https, and the first of the server's names, or the one it was asked by. */
const char *req_root(struct req *r);
struct str req_param(struct req *r, int i);
const char *req_query(struct req *r, const char *name);   /* "" when absent; cleaned */
const char *req_field(struct req *r, const char *name);   /* of the body; "" when absent */
void req_redirect(struct req *r, struct url to);          /* 303 */
void req_cookie(struct req *r, const char *name, const char *value, bool forever); /* __Host- when secure; HttpOnly, SameSite=Strict */
void req_not_found(struct req *r);                        /* same bytes as for what one may not see */
void req_refuse(struct req *r, int status, const struct refusal *why);
void req_trouble(struct req *r, enum trouble trouble);    /* 503 with an incident number */

/* The application for serve_run. */
struct app;
struct app *app_new(struct city *c, bool secure_cookies, const char *const *hosts);
void app_serve(struct app *a, struct serve_app *out);

#endif
