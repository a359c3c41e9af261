/* Trees, against a slow reading of RFC 6962 that keeps nothing and follows its
 * recursive words; and against the vectors of Certificate Transparency. */
#include "rule/tile.h"

#include "base/bug.h"
#include "test.h"

enum { SIZES = 260, PLACES = 2 * SIZES };

struct tree { struct sha256 leaf[SIZES], stored[PLACES]; int64_t places; };

static bool read_stored(void *ctx, int64_t place, struct sha256 *out)
{
	struct tree *t = ctx;
	if (place < 0 || place >= t->places)
		return false;
	*out = t->stored[place];
	return true;
}

static struct tree *tree_of(int records, struct merkle_reader *r)
{
	static struct tree t;
	*r = (struct merkle_reader){read_stored, &t};
	for (int i = 0; i < records; i++) {
		struct sha256 out[MERKLE_LEVELS];
		t.leaf[i] = merkle_leaf(str_of(arena_printf(test_arena(), "record %d", i)));
		int n = merkle_append(r, i, &t.leaf[i], out);
		CHECK(n == 1 + __builtin_ctz((unsigned)i + 1));
		CHECK_INT(t.places, merkle_places(i));
		memcpy(&t.stored[t.places], out, (size_t)n * sizeof *out);
		t.places += n;
	}
	return &t;
}

/* -- the oracle: MTH, PATH and SUBPROOF as the RFC says them */

/* Remembers what it found, by where the range begins and how long it is. */
static struct sha256 mth(const struct sha256 *d, int n)
{
	static struct { struct sha256 h; bool known; } found[SIZES + 1][SIZES + 1];
	static const struct sha256 *base;
	if (n == 0)
		return sha256_of(STR_NONE);
	if (n == 1)
		return d[0];
	base = base ? base : d;
	int k = 1;
	while (k * 2 < n)
		k *= 2;
	if (found[d - base][n].known)
		return found[d - base][n].h;
	struct sha256 l = mth(d, k), r = mth(d + k, n - k);
	char both[65] = {1};
	memcpy(both + 1, l.b, 32);
	memcpy(both + 33, r.b, 32);
	found[d - base][n].known = true;
	return found[d - base][n].h = sha256_of((struct str){both, 65});
}

static int path(int m, const struct sha256 *d, int n, struct sha256 *out)
{
	if (n == 1)
		return 0;
	int k = 1;
	while (k * 2 < n)
		k *= 2;
	int c = m < k ? path(m, d, k, out) : path(m - k, d + k, n - k, out);
	out[c] = m < k ? mth(d + k, n - k) : mth(d, k);
	return c + 1;
}

static int subproof(int m, const struct sha256 *d, int n, bool b, struct sha256 *out)
{
	if (m == n) {
		if (!b)
			out[0] = mth(d, n);
		return b ? 0 : 1;
	}
	int k = 1;
	while (k * 2 < n)
		k *= 2;
	int c = m <= k ? subproof(m, d, k, b, out) : subproof(m - k, d + k, n - k, false, out);
	out[c] = m <= k ? mth(d + k, n - k) : mth(d, k);
	return c + 1;
}

static void check_same(const struct merkle_proof *p, const struct sha256 *want, int n)
{
	CHECK_INT(p->n, n);
	for (int i = 0; i < n; i++)
		CHECK(sha256_eq(&p->hash[i], &want[i]));
}

TEST(every_inclusion_in_every_small_tree_is_told_as_the_rfc_says)
{
	struct merkle_reader r;
	struct tree *t = tree_of(SIZES, &r);
	struct merkle_proof p;
	struct sha256 want[64], root;
	for (int size = 0; size <= SIZES; size++) {
		struct sha256 slow = mth(t->leaf, size);
		CHECK(merkle_root(&r, size, &root) && sha256_eq(&root, &slow));
		for (int m = 0; m < size; m++) {
			CHECK(merkle_include(&r, m, size, &p));
			CHECK(merkle_is_included(&t->leaf[m], m, size, &p, &slow));
			check_same(&p, want, path(m, t->leaf, size, want));
			CHECK(!merkle_is_included(&t->leaf[m], (m + 1) % size, size, &p, &slow) || size == 1);
		}
		CHECK(!merkle_include(&r, size, size, &p) && !merkle_include(&r, -1, size, &p));
	}
}

TEST(every_growth_of_every_small_tree_is_told_as_the_rfc_says)
{
	struct merkle_reader r;
	struct tree *t = tree_of(SIZES, &r);
	struct merkle_proof p;
	static struct sha256 roots[SIZES + 1];
	struct sha256 want[64];
	for (int size = 0; size <= SIZES; size++)
		roots[size] = mth(t->leaf, size);
	for (int size = 0; size <= SIZES; size++)
		for (int old = 0; old <= size; old++) {
			CHECK(merkle_extend(&r, old, size, &p));
			CHECK(merkle_is_extended(old, &roots[old], size, &roots[size], &p));
			if (old > 0)
				check_same(&p, want, subproof(old, t->leaf, size, true, want));
			if (old > 0 && old < size)
				CHECK(!merkle_is_extended(old, &roots[old - 1], size, &roots[size], &p));
			if (old < size)
				CHECK(!merkle_extend(&r, size, old, &p));
		}
}

/* Each bit of a hash in turn; hit must be refused. */
#define EACH_BIT(h, hit) do { \
		for (int bit_ = 0; bit_ < 256; bit_++) { \
			(h)->b[bit_ / 8] ^= (unsigned char)(1 << bit_ % 8); \
			CHECK(!(hit)); \
			(h)->b[bit_ / 8] ^= (unsigned char)(1 << bit_ % 8); \
		} \
	} while (0)

TEST(one_bit_changed_anywhere_is_refused)
{
	static const int sizes[] = {2, 3, 7, 8, 9, 100, 255, 256, 257};
	struct merkle_reader r;
	struct tree *t = tree_of(SIZES, &r);
	struct merkle_proof p;
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
		int64_t size = sizes[s], m = size * 2 / 3, old = size - size / 3 - (size > 2);
		struct sha256 root, leaf = t->leaf[m], old_root;
		CHECK(merkle_root(&r, size, &root) && merkle_include(&r, m, size, &p));
		CHECK(merkle_is_included(&leaf, m, size, &p, &root));
		for (int i = 0; i < p.n; i++)
			EACH_BIT(&p.hash[i], merkle_is_included(&leaf, m, size, &p, &root));
		EACH_BIT(&leaf, merkle_is_included(&leaf, m, size, &p, &root));
		EACH_BIT(&root, merkle_is_included(&leaf, m, size, &p, &root));
		for (int bit = 0; bit < 63; bit++)
			CHECK(!merkle_is_included(&leaf, m ^ (int64_t)1 << bit, size, &p, &root));
		CHECK(merkle_extend(&r, old, size, &p) && merkle_root(&r, old, &old_root));
		CHECK(merkle_is_extended(old, &old_root, size, &root, &p));
		for (int i = 0; i < p.n; i++)
			EACH_BIT(&p.hash[i], merkle_is_extended(old, &old_root, size, &root, &p));
		EACH_BIT(&old_root, merkle_is_extended(old, &old_root, size, &root, &p));
		EACH_BIT(&root, merkle_is_extended(old, &old_root, size, &root, &p));
	}
}

TEST(a_proof_one_hash_longer_or_shorter_is_refused)
{
	struct merkle_reader r;
	struct tree *t = tree_of(SIZES, &r);
	struct merkle_proof p;
	struct sha256 root, old_root;
	for (int size = 2; size <= 130; size++)
		for (int m = 0; m < size; m++) {
			CHECK(merkle_root(&r, size, &root) && merkle_include(&r, m, size, &p));
			p.n--;
			CHECK(!merkle_is_included(&t->leaf[m], m, size, &p, &root));
			p.n += 2;
			p.hash[p.n - 1] = root;
			CHECK(!merkle_is_included(&t->leaf[m], m, size, &p, &root));
			CHECK(merkle_root(&r, m, &old_root) && merkle_extend(&r, m, size, &p));
			p.hash[p.n++] = root;
			CHECK(!merkle_is_extended(m, &old_root, size, &root, &p));
			p.n -= 2;
			CHECK(p.n < 0 || !merkle_is_extended(m, &old_root, size, &root, &p));
		}
	/* as many as there is room for, and one more */
	p.n = LIMIT_PROOF_HASHES;
	CHECK(!merkle_is_included(&t->leaf[0], 0, 2, &p, &root));
	p.n = LIMIT_PROOF_HASHES + 1;
	CHECK(!merkle_is_included(&t->leaf[0], 0, 2, &p, &root) && !merkle_is_extended(1, &root, 2, &root, &p));
}

TEST(the_trees_of_certificate_transparency_have_their_known_roots)
{
	static const char *const entry[8] = {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
	static const char *const root[9] = {
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
	struct sha256 leaf[8], want;
	for (int i = 0; i < 8; i++) {
		char raw[16];
		for (size_t k = 0; k * 2 < strlen(entry[i]); k++) {
			char two[3] = {entry[i][k * 2], entry[i][k * 2 + 1], 0};
			raw[k] = (char)strtol(two, NULL, 16);
		}
		leaf[i] = merkle_leaf((struct str){raw, strlen(entry[i]) / 2});
	}
	struct tree t = {.places = 0};
	struct merkle_reader r = {read_stored, &t};
	for (int size = 0; size <= 8; size++) {
		struct sha256 got, out[MERKLE_LEVELS];
		CHECK(sha256_unhex(str_of(root[size]), &want) && merkle_root(&r, size, &got));
		CHECK(sha256_eq(&got, &want));
		if (size == 8)
			break;
		int n = merkle_append(&r, size, &leaf[size], out);
		memcpy(&t.stored[t.places], out, (size_t)n * sizeof *out);
		t.places += n;
	}
}

/* Go's StoredHashIndex, as it is written there. */
static int64_t go_index(int level, int64_t n)
{
	for (int l = level; l > 0; l--)
		n = 2 * n + 1;
	int64_t i = 0;
	for (; n > 0; n >>= 1)
		i += n;
	return i + level;
}

TEST(places_are_dense_and_those_of_sumdb)
{
	int64_t next = 0;
	for (int64_t n = 0; n < 5000; n++) {
		CHECK_INT(merkle_places(n), next);
		CHECK_INT(merkle_size(next), n);
		for (int level = 0; level == 0 || (n + 1) % ((int64_t)1 << level) == 0; level++, next++) {
			CHECK_INT(merkle_place(level, ((n + 1) >> level) - 1), next);
			if (level > 0)
				CHECK_INT(merkle_size(next), -1);
		}
	}
	for (int level = 0; level < 61; level++)
		CHECK_INT(merkle_place(level, 1), go_index(level, 1));
	CHECK_INT(merkle_place(0, MERKLE_SIZE_MAX - 1), go_index(0, MERKLE_SIZE_MAX - 1));
	CHECK_INT(merkle_size(merkle_places(MERKLE_SIZE_MAX)), MERKLE_SIZE_MAX);
	CHECK_INT(merkle_size(-1), -1);
	CHECK_INT(merkle_size(INT64_MAX), -1);
	CHECK_STOPS(merkle_place(0, MERKLE_SIZE_MAX));
	CHECK_STOPS(merkle_place(MERKLE_LEVELS, 0));
	CHECK_STOPS(merkle_places(MERKLE_SIZE_MAX + 1));
}

/* A tree so large that nobody has it: every hash of a level is the same. */
static bool read_uniform(void *ctx, int64_t place, struct sha256 *out)
{
	(void)place;
	*out = *(struct sha256 *)ctx;
	return true;
}

TEST(the_largest_tree_is_taken_and_one_more_refused)
{
	struct sha256 h = merkle_leaf(STR("x")), root, out[MERKLE_LEVELS];
	struct merkle_reader r = {read_uniform, &h};
	struct merkle_proof p;
	int64_t m = MERKLE_SIZE_MAX;
	CHECK(merkle_root(&r, m, &root) && !merkle_root(&r, m + 1, &root));
	CHECK(merkle_include(&r, m - 1, m, &p) && p.n <= LIMIT_PROOF_HASHES);
	CHECK(merkle_include(&r, 0, m, &p) && p.n <= LIMIT_PROOF_HASHES);
	CHECK(!merkle_include(&r, 0, m + 1, &p));
	CHECK(merkle_extend(&r, m / 3, m, &p) && p.n <= LIMIT_PROOF_HASHES);
	CHECK(!merkle_extend(&r, 1, m + 1, &p));
	CHECK_INT(merkle_append(&r, m - 1, &h, out), 1);
	CHECK_INT(merkle_append(&r, ((int64_t)1 << 61) - 1, &h, out), 62);
	CHECK_INT(merkle_append(&r, m, &h, out), -1);
	CHECK(!merkle_is_included(&h, 0, m + 1, &p, &root) && !merkle_is_extended(1, &h, m + 1, &root, &p));
}

TEST(a_hash_that_is_missing_is_trouble_and_not_a_proof)
{
	struct merkle_reader r;
	struct tree *t = tree_of(100, &r);
	struct merkle_proof p;
	struct sha256 root, out[MERKLE_LEVELS];
	t->places = merkle_places(50);
	CHECK(merkle_root(&r, 50, &root));
	CHECK(!merkle_root(&r, 100, &root) && !merkle_include(&r, 3, 100, &p) && !merkle_extend(&r, 50, 100, &p));
	CHECK_INT(merkle_append(&r, 99, &root, out), -1);
}

TEST(tiles_have_one_name_each)
{
	char path[TILE_PATH_BYTES];
	struct tile t;
	CHECK_STR(tile_path(&(struct tile){0, 1234067, 256}, path), "tile/0/x001/x234/067");
	CHECK_STR(tile_path(&(struct tile){3, 5, 17}, path), "tile/3/005.p/17");
	CHECK_STR(tile_path(&(struct tile){TILE_ENTRIES, 1000, 1}, path), "tile/entries/x001/000.p/1");
	CHECK(tile_parse(STR("tile/0/x001/x234/067"), &t) && t.level == 0 && t.n == 1234067 && t.width == 256);
	CHECK(tile_parse(STR("tile/entries/x001/000.p/255"), &t) && t.level == TILE_ENTRIES && t.n == 1000 && t.width == 255);
	static const char *const bad[] = {"", "tile", "tile/", "tile/0", "tile/0/", "tile/8/000", "tile/00/000", "tile/-1/000", "tile/0/0", "tile/0/0000", "tile/0/x000/001",
		"tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p", "tile/0/000.p/", "tile/0/001/002", "tile/0/x001", "tile/0/x001/", "tile/0/-01",
		"tile/0/+01", "tile/entries", "tile/0/000/", "/tile/0/000", "tile/0/000.p/1/", "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/000.p/ 1"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!tile_parse(str_of(bad[i]), &t));
	for (int64_t n = 0; n < (int64_t)1 << 54; n = n * 7 + 1) {
		struct tile one = {7, n, 3};
		CHECK(tile_parse(str_of(tile_path(&one, path)), &t) && t.n == n);
	}
}

TEST(tiles_hold_the_hashes_of_every_eighth_level)
{
	struct merkle_reader r;
	struct tree *t = tree_of(SIZES, &r);
	struct sha256 out[TILE_WIDTH], want = mth(t->leaf, 256);
	CHECK_INT(tile_width(SIZES, 0, 0), 256);
	CHECK_INT(tile_width(SIZES, 0, 1), 4);
	CHECK_INT(tile_width(SIZES, 0, 2), 0);
	CHECK_INT(tile_width(SIZES, 1, 0), 1);
	CHECK_INT(tile_width(255, 1, 0), 0);
	CHECK_INT(tile_width(256, 0, 1), 0);
	CHECK_INT(tile_width(SIZES, TILE_ENTRIES, 1), 4);
	CHECK_INT(tile_width(MERKLE_SIZE_MAX, 7, 0), 63);
	CHECK(tile_read(&r, &(struct tile){0, 0, 256}, out));
	for (int i = 0; i < 256; i++)
		CHECK(sha256_eq(&out[i], &t->leaf[i]));
	CHECK(tile_read(&r, &(struct tile){0, 1, 4}, out) && sha256_eq(&out[3], &t->leaf[259]));
	CHECK(tile_read(&r, &(struct tile){1, 0, 1}, out) && sha256_eq(&out[0], &want));
	CHECK(!tile_read(&r, &(struct tile){0, 1, 5}, out));
	CHECK(!tile_read(&r, &(struct tile){7, (int64_t)1 << 55, 1}, out));
}
