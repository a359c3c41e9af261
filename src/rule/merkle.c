/* Merkle trees. See merkle.h. Ranges of records are [lo, hi); a range that
 * begins at a multiple of a power of two not below its length is cut into
 * complete subtrees from the left, largest first, each of which is stored. */
#include "merkle.h"

#include "../base/bug.h"

static int level_of(int64_t n)                 /* of the largest power of two <= n; n > 0 */
{
	return 63 - __builtin_clzll((unsigned long long)n);
}

/* The largest power of two below n, n > 1 (RFC 6962's k). */
static int64_t split_of(int64_t n)
{
	return (int64_t)1 << level_of(n - 1);
}

struct sha256 merkle_empty(void)
{
	return sha256_of(STR_NONE);
}

struct sha256 merkle_leaf(struct str entry)
{
	struct sha256_state s;
	sha256_init(&s);
	sha256_add(&s, "\0", 1);
	sha256_add(&s, entry.p, entry.n);
	return sha256_end(&s);
}

struct sha256 merkle_node(const struct sha256 *left, const struct sha256 *right)
{
	unsigned char both[1 + 2 * sizeof left->b] = {1};
	memcpy(both + 1, left->b, sizeof left->b);
	memcpy(both + 1 + sizeof left->b, right->b, sizeof right->b);
	return sha256_of((struct str){(const char *)both, sizeof both});
}

int64_t merkle_places(int64_t size)
{
	must(size >= 0 && size <= MERKLE_SIZE_MAX);
	int64_t places = 0;
	for (int64_t n = size; n > 0; n >>= 1)
		places += n;
	return places;
}

int64_t merkle_place(int level, int64_t n)
{
	must(level >= 0 && level < MERKLE_LEVELS && n >= 0 && n < MERKLE_SIZE_MAX >> level);
	/* The record that completes the subtree writes it after its leaf and the levels between. */
	int64_t last = ((n + 1) << level) - 1;
	return merkle_places(last) + level;
}

int64_t merkle_size(int64_t places)
{
	if (places < 0)
		return -1;
	/* Between one and two hashes a record. */
	int64_t lo = 0, hi = places < MERKLE_SIZE_MAX ? places : MERKLE_SIZE_MAX;
	while (lo < hi) {
		int64_t mid = lo + (hi - lo + 1) / 2;
		if (merkle_places(mid) <= places)
			lo = mid;
		else
			hi = mid - 1;
	}
	return merkle_places(lo) == places ? lo : -1;
}

int merkle_append(const struct merkle_reader *r, int64_t n, const struct sha256 *leaf, struct sha256 out[static MERKLE_LEVELS])
{
	if (n < 0 || n >= MERKLE_SIZE_MAX)
		return -1;
	int count = 1;
	out[0] = *leaf;
	/* Each one bit at the end of n is a subtree to the left that waits for its sister. */
	for (int64_t rest = n; rest & 1; rest >>= 1, count++) {
		struct sha256 left;
		if (!r->read(r->ctx, merkle_place(count - 1, rest - 1), &left))
			return -1;
		out[count] = merkle_node(&left, &out[count - 1]);
	}
	return count;
}

/* The hash of a range that can be cut into complete subtrees (see above). */
static bool range_hash(const struct merkle_reader *r, int64_t lo, int64_t hi, struct sha256 *out)
{
	struct sha256 part[MERKLE_LEVELS];
	int n = 0;
	while (lo < hi) {
		int level = level_of(hi - lo);
		if (!r->read(r->ctx, merkle_place(level, lo >> level), &part[n++]))
			return false;
		lo += (int64_t)1 << level;
	}
	*out = part[--n];
	while (n > 0)
		*out = merkle_node(&part[--n], out);
	return true;
}

bool merkle_root(const struct merkle_reader *r, int64_t size, struct sha256 *out)
{
	if (size < 0 || size > MERKLE_SIZE_MAX)
		return false;
	*out = merkle_empty();
	return size == 0 || range_hash(r, 0, size, out);
}

static bool push_range(const struct merkle_reader *r, int64_t lo, int64_t hi, struct merkle_proof *p)
{
	must(p->n < LIMIT_PROOF_HASHES);
	return range_hash(r, lo, hi, &p->hash[p->n++]);
}

/* Found from the root down, told from the leaf up. */
static void turn(struct merkle_proof *p)
{
	for (int i = 0, j = p->n - 1; i < j; i++, j--) {
		struct sha256 h = p->hash[i];
		p->hash[i] = p->hash[j];
		p->hash[j] = h;
	}
}

bool merkle_include(const struct merkle_reader *r, int64_t index, int64_t size, struct merkle_proof *out)
{
	out->n = 0;
	if (index < 0 || index >= size || size > MERKLE_SIZE_MAX)
		return false;
	for (int64_t lo = 0, hi = size; hi - lo > 1;) {
		int64_t middle = lo + split_of(hi - lo);
		bool left = index < middle;
		if (!push_range(r, left ? middle : lo, left ? hi : middle, out))
			return false;
		*(left ? &hi : &lo) = middle;
	}
	turn(out);
	return true;
}

bool merkle_extend(const struct merkle_reader *r, int64_t old, int64_t size, struct merkle_proof *out)
{
	out->n = 0;
	if (old < 0 || old > size || size > MERKLE_SIZE_MAX)
		return false;
	if (old == 0)
		return true;
	int64_t lo = 0, hi = size;
	while (old != hi) {
		int64_t middle = lo + split_of(hi - lo);
		bool left = old <= middle;
		if (!push_range(r, left ? middle : lo, left ? hi : middle, out))
			return false;
		*(left ? &hi : &lo) = middle;
	}
	/* A range from the very beginning is the old tree itself: who verifies has its root. */
	if (lo > 0 && !push_range(r, lo, hi, out))
		return false;
	turn(out);
	return true;
}

bool merkle_is_included(const struct sha256 *leaf, int64_t index, int64_t size, const struct merkle_proof *proof, const struct sha256 *root)
{
	if (index < 0 || index >= size || size > MERKLE_SIZE_MAX || proof->n < 0 || proof->n > LIMIT_PROOF_HASHES)
		return false;
	int64_t fn = index, sn = size - 1;
	struct sha256 r = *leaf;
	for (int i = 0; i < proof->n; i++) {
		if (sn == 0)
			return false;
		if ((fn & 1) || fn == sn) {
			r = merkle_node(&proof->hash[i], &r);
			for (; !(fn & 1) && fn != 0; fn >>= 1)
				sn >>= 1;
		} else {
			r = merkle_node(&r, &proof->hash[i]);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && sha256_eq(&r, root);
}

bool merkle_is_extended(int64_t old, const struct sha256 *old_root, int64_t size, const struct sha256 *root, const struct merkle_proof *proof)
{
	if (old < 0 || old > size || size > MERKLE_SIZE_MAX || proof->n < 0 || proof->n > LIMIT_PROOF_HASHES)
		return false;
	struct sha256 none = merkle_empty();
	if (old == 0)
		return proof->n == 0 && sha256_eq(old_root, &none) && (size > 0 || sha256_eq(root, &none));
	if (old == size)
		return proof->n == 0 && sha256_eq(old_root, root);
	if (proof->n == 0)
		return false;
	int64_t fn = old - 1, sn = size - 1;
	for (; fn & 1; fn >>= 1)
		sn >>= 1;
	/* Where the old tree was one complete subtree, its root stands first, unsaid. */
	int i = (old & (old - 1)) == 0 ? 0 : 1;
	struct sha256 fr = i == 0 ? *old_root : proof->hash[0], sr = fr;
	for (; i < proof->n; i++) {
		if (sn == 0)
			return false;
		const struct sha256 *c = &proof->hash[i];
		if ((fn & 1) || fn == sn) {
			fr = merkle_node(c, &fr);
			sr = merkle_node(c, &sr);
			for (; !(fn & 1) && fn != 0; fn >>= 1)
				sn >>= 1;
		} else {
			sr = merkle_node(&sr, c);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && sha256_eq(&fr, old_root) && sha256_eq(&sr, root);
}
