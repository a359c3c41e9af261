/* Attachments: content by its SHA-256, under blob/ab/cdef....
 *
 * 1. A file is whole and on the disk before any row can name it.
 * 2. It is never changed and never removed while a row names it; the same
 *    content is kept once. */
#include <errno.h>
#include "../base/os.h"
#include "query.h"
#include "store_parts.h"

enum { PART_BYTES = 64 * 1024, PAGE_ARENA_BYTES = 8 * 1024 * 1024, PATH_ARENA_BYTES = 64 * 1024 };

const char *blob_path(struct arena *a, const char *dir, const struct sha256 *hash)
{
	char hex[65];
	sha256_hex(hash, hex);
	return arena_printf(a, "%s/blob/%.2s/%s", dir, hex, hex + 2);
}

static int sync_path(const char *path)
{
	int fd = os_open_read(path);
	if (fd < 0)
		return fd;
	int rc = os_sync(fd);
	os_close(fd);
	return rc;
}

/* The folder of two digits. */
static int make_folder(struct arena *a, const char *dir, const struct sha256 *hash)
{
	char hex[65];
	return os_mkdir(arena_printf(a, "%s/blob/%.2s", dir, sha256_hex(hash, hex)));
}

static int keep(struct arena *a, const char *dir, const char *path, const struct sha256 *hash)
{
	const char *to = blob_path(a, dir, hash);
	if (os_exists(to))
		return os_remove(path);
	int rc = sync_path(path);
	if (rc >= 0)
		rc = make_folder(a, dir, hash);
	return rc < 0 ? rc : os_rename(path, to);
}

int blob_keep(struct store *s, const char *path, const struct sha256 *hash)
{
	struct arena *a = arena_new(PATH_ARENA_BYTES);
	int rc = keep(a, s->dir, path, hash);
	arena_free(a);
	return rc;
}

int blob_open(struct store *s, const struct sha256 *hash, int64_t *size)
{
	struct arena *a = arena_new(PATH_ARENA_BYTES);
	const char *path = blob_path(a, s->dir, hash);
	*size = os_file_size(path);
	int fd = *size < 0 ? (int)*size : os_open_read(path);
	arena_free(a);
	return fd;
}

bool blob_has(struct store *s, const struct sha256 *hash)
{
	struct arena *a = arena_new(PATH_ARENA_BYTES);
	bool has = os_exists(blob_path(a, s->dir, hash));
	arena_free(a);
	return has;
}

int blob_remove(struct store *s, const struct sha256 *hash)
{
	struct arena *a = arena_new(PATH_ARENA_BYTES);
	int rc = os_remove(blob_path(a, s->dir, hash));
	arena_free(a);
	return rc;
}

const char *store_spool(struct store *s, struct arena *a)
{
	unsigned char p[16];
	os_random(p, sizeof p);
	return arena_printf(a, "%s/spool/%s", s->dir, base32_text(a, p, sizeof p));
}

const char *blob_fault(struct arena *a, const char *dir, const struct sha256 *hash)
{
	char hex[65];
	struct sha256_state state;
	char *part = arena_alloc(a, PART_BYTES);
	int64_t n = 0;
	int fd = os_open_read(blob_path(a, dir, hash));
	sha256_hex(hash, hex);
	if (fd < 0)
		return arena_printf(a, "attachment %s: %s", hex, fd == -ENOENT ? "its file is missing" : "its file cannot be read");
	sha256_init(&state);
	while ((n = os_read(fd, part, PART_BYTES)) > 0)
		sha256_add(&state, part, (size_t)n);
	os_close(fd);
	struct sha256 is = sha256_end(&state);
	if (n < 0)
		return arena_printf(a, "attachment %s: its file cannot be read", hex);
	return sha256_eq(&is, hash) ? NULL : arena_printf(a, "attachment %s: its file has other content", hex);
}

/* One page of hashes after `after`, which moves; how many. */
static size_t page_of(struct tx *tx, bool originals, int64_t *after, struct str **hash)
{
	struct q_attachment_hashes *a;
	struct q_original_hashes *o;
	size_t n = originals ? q_original_hashes(tx, *after, &o) : q_attachment_hashes(tx, *after, &a);
	*hash = arena_make_n(tx->arena, struct str, n + 1);
	for (size_t i = 0; i < n; i++) {
		(*hash)[i] = originals ? o[i].sha256 : a[i].sha256;
		*after = originals ? o[i].id : a[i].id;
	}
	return n;
}

/* False: fn has said so, or a row has none, which *why tells. */
static bool each_of_page(const struct str *row, size_t n, bool (*fn)(void *ctx, const struct sha256 *hash), void *ctx, const char **why)
{
	for (size_t i = 0; i < n; i++) {
		struct sha256 hash = {{0}};
		if (row[i].n != sizeof hash.b) {
			*why = "the row of an attachment has no SHA-256";
			return false;
		}
		memcpy(hash.b, row[i].p, sizeof hash.b);
		if (!fn(ctx, &hash))
			return false;
	}
	return true;
}

const char *blob_each(struct arena *a, struct db *db, bool (*fn)(void *ctx, const struct sha256 *hash), void *ctx)
{
	struct arena *page = arena_new(PAGE_ARENA_BYTES);
	struct tx tx = {.db = db, .arena = page};
	struct str *row;
	const char *why = NULL;
	bool more = true;
	for (int originals = 0; originals < 2 && more; originals++) {
		size_t n = 1;
		for (int64_t after = 0; more && n > 0; arena_reset(page)) {
			n = page_of(&tx, originals, &after, &row);
			more = each_of_page(row, n, fn, ctx, &why);
		}
	}
	if (tx.trouble != TROUBLE_NONE)
		why = arena_strdup(a, tx.why);
	arena_free(page);
	return why;
}
