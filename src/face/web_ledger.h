/* The ledger as everybody sees it, and a petitioner's receipts and promises. */
#ifndef FACE_WEB_LEDGER_H
#define FACE_WEB_LEDGER_H

#include "page.h"

void web_ledger(struct req *r);
void web_ledger_checkpoint(struct req *r);
/* Whom the city asks to witness, as huiyin-verify --policy takes it. */
void web_ledger_policy(struct req *r);
/* C2SP tlog-tiles: hashes only; entries tell nothing but are not kept. */
void web_ledger_tile(struct req *r);
void web_follow_receipt(struct req *r);
/* web_check.c: the page that checks receipts, also offline */
void web_ledger_check(struct req *r);
struct str check_page(struct req *r);           /* the same, to be kept; arena */
void web_follow_promise(struct req *r);

/* What of the ledger an event of one's own matter has: a link to its receipt, or
 * to the promise until then, and which witnesses have seen it. */
void part_event_proof(struct req *r, int64_t matter_id, int64_t seq);
/* On the answer to a filing: the promise as text, to be kept or printed; nothing without a ledger. */
void part_promise(struct req *r, int64_t matter_id);
/* The same for programs; NULL when there is none. */
const char *req_promise(struct req *r, int64_t matter_id);
/* The alarm of a witness that holds another ledger; nothing when there is none. */
void part_ledger_alarm(struct req *r);
/* Below figures: the checkpoint they were computed at, of the same read. */
void part_ledger_state(struct req *r);

#endif
