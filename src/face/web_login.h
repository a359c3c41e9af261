/* Logging in and out, and one's own account. */
#ifndef FACE_WEB_LOGIN_H
#define FACE_WEB_LOGIN_H

#include "route.h"

void web_login(struct req *r);
void web_login_post(struct req *r);
void web_logout(struct req *r);
void web_account(struct req *r);
void web_account_post(struct req *r);

#endif
