/* Inside of the dispatcher, shared by app.c and req.c. */
#ifndef FACE_APP_H
#define FACE_APP_H

#include "route.h"

struct app {
	struct city *city;
	bool secure;                   /* cookies only over TLS, with __Host- names */
	const char *const *hosts;      /* accepted Host values, NULL-ended; NULL: any */
	const char *spool;
	const char *address;           /* listened on, as given */
};

struct touch { struct job job; struct city *city; struct now now; const char *token; };

const struct route *app_route_find(bool post, struct str path, struct str param[ROUTE_PARAMS], bool *other_method);
const char *app_spool(const struct app *a);
struct asset;
/* A compiled-in file by name, or NULL. */
const struct asset *page_asset(const char *name);
void req_read_end(struct req *r);
/* An error page or JSON error with that status. */
void req_error(struct req *r, int status, struct msg what);

#endif
