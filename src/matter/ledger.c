/* The ledger's array in the database. See ledger.h. */
#include "ledger.h"

#include "query.h"

static bool read_place(void *ctx, int64_t place, struct sha256 *out)
{
	struct q_tlog_hash row;
	if (!q_tlog_hash(ctx, place, &row) || row.h.n != sizeof out->b)
		return false;
	memcpy(out->b, row.h.p, sizeof out->b);
	return true;
}

struct merkle_reader ledger_reader(struct tx *tx)
{
	return (struct merkle_reader){read_place, tx};
}

/* The array is at fault: nothing may be built on it. */
static void broken(struct tx *tx, const char *why)
{
	if (tx->trouble != TROUBLE_NONE)
		return;
	tx->trouble = TROUBLE_OTHER;
	snprintf(tx->why, sizeof tx->why, "ledger: %s", why);
}

int64_t ledger_size(struct tx *tx)
{
	struct q_tlog_last last;
	if (!q_tlog_last(tx, &last))
		return tx->trouble == TROUBLE_NONE ? 0 : -1;
	int64_t size = last.i < 0 || last.i == INT64_MAX ? -1 : merkle_size(last.i + 1);
	if (size < 0)
		broken(tx, "it ends in the middle of a leaf");
	return size;
}

int64_t ledger_append(struct tx *tx, struct str entry)
{
	struct merkle_reader r = ledger_reader(tx);
	struct sha256 leaf = merkle_leaf(entry), hash[MERKLE_LEVELS];
	int64_t index = ledger_size(tx);
	if (index < 0)
		return -1;
	int n = merkle_append(&r, index, &leaf, hash);
	if (n < 0)
		broken(tx, "a hash is missing");
	int64_t place = n < 0 ? 0 : merkle_places(index);
	for (int i = 0; i < n; i++)
		q_tlog_hash_add(tx, place + i, (struct str){(const char *)hash[i].b, sizeof hash[i].b});
	return tx->trouble == TROUBLE_NONE ? index : -1;
}

bool ledger_root(struct tx *tx, int64_t size, struct sha256 *out)
{
	struct merkle_reader r = ledger_reader(tx);
	return size <= ledger_size(tx) && merkle_root(&r, size, out);
}

bool ledger_include(struct tx *tx, int64_t index, int64_t size, struct merkle_proof *out)
{
	struct merkle_reader r = ledger_reader(tx);
	return size <= ledger_size(tx) && merkle_include(&r, index, size, out);
}

bool ledger_extend(struct tx *tx, int64_t old, int64_t size, struct merkle_proof *out)
{
	struct merkle_reader r = ledger_reader(tx);
	return size <= ledger_size(tx) && merkle_extend(&r, old, size, out);
}

/* Complete subtrees from the left, larger ones first, as a reader of the whole
 * keeps them: one hash for each one bit of the number of leaves so far. */
struct recheck {
	int64_t next, size, bad;       /* place, leaves */
	struct sha256 tree[MERKLE_LEVELS];
	int trees;
	int owed;                      /* subtrees the last leaf completes and that are yet to come */
};

static void take_place(void *ctx, const struct q_tlog_hash_each *row)
{
	struct recheck *c = ctx;
	struct sha256 h;
	if (c->bad >= 0)
		return;
	if (row->i != c->next || row->h.n != sizeof h.b || c->size == MERKLE_SIZE_MAX) {
		c->bad = c->next;
		return;
	}
	memcpy(h.b, row->h.p, sizeof h.b);
	if (c->owed > 0) {
		struct sha256 made = merkle_node(&c->tree[c->trees - 2], &c->tree[c->trees - 1]);
		if (!sha256_eq(&made, &h))
			c->bad = c->next;
		c->trees -= 2;
		c->owed--;
	} else {
		c->owed = __builtin_ctzll((unsigned long long)c->size + 1);
		c->size++;
	}
	c->tree[c->trees++] = h;
	c->next++;
}

bool ledger_recheck(struct tx *tx, int64_t *size, struct sha256 *root, int64_t *bad)
{
	struct recheck c = {.bad = -1};
	q_tlog_hash_each(tx, take_place, &c);
	if (c.bad < 0 && c.owed > 0)
		c.bad = c.next;
	*size = c.size;
	*bad = c.bad;
	*root = c.trees > 0 ? c.tree[c.trees - 1] : merkle_empty();
	for (int i = c.trees - 2; i >= 0 && c.bad < 0; i--)
		*root = merkle_node(&c.tree[i], root);
	return c.bad < 0 && tx->trouble == TROUBLE_NONE;
}
