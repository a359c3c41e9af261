/* The rectification ledger as a table: taken along, and findings taken in from one. */
#ifndef FACE_WEB_CAMPAIGN_TABLE_H
#define FACE_WEB_CAMPAIGN_TABLE_H

#include "web_rectify.h"

void web_ledger_table(struct req *r);          /* ledger.csv, ledger.xlsx */
void web_intake(struct req *r);                /* the form for a file */
/* A file, or one that was looked at before: what would be taken; with do=take it is. */
void web_intake_post(struct req *r);

#endif
