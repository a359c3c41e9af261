/* The Merkle tree of RFC 6962 (2.1) and RFC 9162 (2.1) over SHA-256, as pure
 * arithmetic. The tree's hashes lie in one dense array that only grows (Crosby
 * and Wallach 2009, 3.3; the layout of golang.org/x/mod/sumdb/tlog): a new
 * record writes its leaf and every subtree it completes, and no hash is ever
 * written twice. Whoever keeps the array gives a reader.
 *
 * 1. A hash of the array never changes: the root of every earlier size can be
 *    told from it for ever.
 * 2. Sizes are 0 .. 2^62 - 1; what is outside is refused, never wrapped.
 * 3. Verifying needs no array and takes nothing on trust but the root. */
#ifndef RULE_MERKLE_H
#define RULE_MERKLE_H

#include "../base/hash.h"
#include "../base/limits.h"

#define MERKLE_SIZE_MAX (((int64_t)1 << 62) - 1)
enum { MERKLE_LEVELS = 62 };                   /* a record completes at most so many subtrees, itself included */

/* Gives the hash with this place in the array; false: it is not there. */
struct merkle_reader {
	bool (*read)(void *ctx, int64_t place, struct sha256 *out);
	void *ctx;
};

struct merkle_proof {
	int n;
	struct sha256 hash[LIMIT_PROOF_HASHES];
};

struct sha256 merkle_empty(void);              /* the root of no records */
struct sha256 merkle_leaf(struct str entry);
struct sha256 merkle_node(const struct sha256 *left, const struct sha256 *right);

/* -- places in the array */
/* The n-th complete subtree of 2^level records. level 0..61; the subtree's last record must be below 2^62 - 1. */
int64_t merkle_place(int level, int64_t n);
/* Hashes stored for this many records. */
int64_t merkle_places(int64_t size);
/* The number of records of which this many hashes are stored; -1 when no number gives so many. */
int64_t merkle_size(int64_t places);

/* -- with the array. False, or -1, when the reader lacks a hash or a number is out of range. */
/* What record n (the tree has n records now) writes, in order from merkle_places(n); their number. */
int merkle_append(const struct merkle_reader *r, int64_t n, const struct sha256 *leaf, struct sha256 out[static MERKLE_LEVELS]);
bool merkle_root(const struct merkle_reader *r, int64_t size, struct sha256 *out);
/* That record index is in the tree of size: 0 <= index < size. */
bool merkle_include(const struct merkle_reader *r, int64_t index, int64_t size, struct merkle_proof *out);
/* That the tree of size begins with the tree of old: 0 <= old <= size. Nothing is needed to show it of no records. */
bool merkle_extend(const struct merkle_reader *r, int64_t old, int64_t size, struct merkle_proof *out);

/* -- without it (RFC 9162, 2.1.3.2 and 2.1.4.2) */
bool merkle_is_included(const struct sha256 *leaf, int64_t index, int64_t size, const struct merkle_proof *proof, const struct sha256 *root);
bool merkle_is_extended(int64_t old, const struct sha256 *old_root, int64_t size, const struct sha256 *root, const struct merkle_proof *proof);

#endif
