/* The ledger as everybody sees it, and a petitioner's receipts. */
#ifndef FACE_WEB_LEDGER_H
#define FACE_WEB_LEDGER_H

#include "page.h"

void web_ledger(struct req *r);
void web_ledger_checkpoint(struct req *r);
/* C2SP tlog-tiles: hashes only; entries tell nothing but are not kept. */
void web_ledger_tile(struct req *r);
void web_follow_receipt(struct req *r);
/* web_check.c: the page that checks receipts, also offline */
void web_ledger_check(struct req *r);
struct str check_page(struct req *r);           /* the same, to be kept; arena */

#endif
