/* A receipt in parts, as the QR codes of a printed one hold it:
 *     HUIYIN-RECEIPT <i>/<n> <tag> <data>
 * The data of all parts, in order, is the receipt's bytes in base32 (base/hash);
 * the tag is the first 40 bits of the receipt's SHA-256 in the same letters. All
 * of it stands in the alphabet that QR codes hold in 5.5 bits a letter, and no
 * scanner changes it on the way: it knows no line ends and no case.
 *
 * 1. Parts may come in any order, repeated, with any blanks and hyphens between
 *    and within them; what is joined is the very receipt that was split, or nothing.
 * 2. Parts of two receipts are never joined. */
#ifndef RULE_RECEIPT_PART_H
#define RULE_RECEIPT_PART_H

#include "../base/arena.h"
#include "../base/limits.h"
#include "../base/msg.h"
#include "../base/str.h"

enum receipt_join {
	RECEIPT_JOINED,
	RECEIPT_NO_PARTS,              /* the text does not begin with a part */
	RECEIPT_BAD_PART,              /* a part is not whole, or was misread */
	RECEIPT_MIXED_PARTS,           /* they are of different receipts */
	RECEIPT_LACKS_PART,            /* one is not there */
	RECEIPT_JOIN__MAX
};

/* How many parts a receipt of so many bytes makes; 0: more than LIMIT_RECEIPT_PARTS. */
int receipt_parts(size_t bytes);
/* Part i, 1 .. receipt_parts(receipt.n). Arena. */
const char *receipt_part(struct arena *a, struct str receipt, int i);
/* *lacks is the first part that is not there, with RECEIPT_LACKS_PART. Arena. */
enum receipt_join receipt_join(struct arena *a, struct str text, struct str *out, int *lacks);
/* A sentence for a person; not for RECEIPT_JOINED and RECEIPT_NO_PARTS. Arena. */
struct msg receipt_join_words(struct arena *a, enum receipt_join j, int lacks);

#endif
