/* Logging in and out (web_login.c), and one's own account (web_account.c). */
#ifndef FACE_WEB_LOGIN_H
#define FACE_WEB_LOGIN_H

#include "route.h"

void web_login(struct req *r);
void web_login_post(struct req *r);
void web_logout(struct req *r);
void web_account(struct req *r);
void web_account_post(struct req *r);
/* Whole seconds to wait, for the words about it. */
const char *login_seconds(struct req *r, int64_t ms);

#endif
