/* See tar.h.
 *
 * 1. What is read back is exactly what was written: a header that this file
 *    would not write is refused, and so is anything after the end.
 * 2. A file that is cut short has no MANIFEST and is refused. */
#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "tar.h"

enum { BLOCK = 512, PART_BYTES = 64 * 1024, SIZE_AT = 124, TIME_AT = 136, SUM_AT = 148, TYPE_AT = 156, MAGIC_AT = 257 };

static const char MAGIC[] = "ustar\00000";
static const char FIRST_LINE[] = "# huiyin backup 1, sha256\n";

void tar_begin(struct tar *t, struct arena *a, int fd)
{
	*t = (struct tar){.a = a, .fd = fd, .at_s = os_utc_ms() / 1000};
	buf_init(&t->names, LIMIT_BACKUP_NAMES_BYTES);
	buf_cstr(&t->names, FIRST_LINE);
}

void tar_end(struct tar *t)
{
	buf_free(&t->names);
}

static void fail(struct tar *t, const char *what, const char *name)
{
	if (!t->why)
		t->why = arena_printf(t->a, "%s%s%s", name, *name ? ": " : "", what);
}

static bool part_ok(struct str part)
{
	for (size_t i = 0; i < part.n; i++)
		if ((unsigned char)part.p[i] <= ' ' || part.p[i] == 0x7f || part.p[i] == '\\')
			return false;
	return part.n > 0 && part.p[0] != '.';
}

static bool hex_ok(struct str s, size_t n)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f')))
			return false;
	return s.n == n;
}

bool tar_name_ok(struct str name)
{
	struct str rest = name, top = str_cut(&rest, '/'), part = top;
	int parts = 1;
	if (name.n == 0 || name.n >= TAR_NAME_BYTES || !part_ok(top))
		return false;
	if (!rest.p)
		return str_is(top, "huiyin.db") || str_ends(top, ".conf");
	if (str_is(top, "blob"))
		return hex_ok(str_cut(&rest, '/'), 2) && rest.p && hex_ok(rest, 62);
	for (; rest.p; parts++) {
		part = str_cut(&rest, '/');
		if (!part_ok(part))
			return false;
	}
	return parts <= 4 && (str_is(top, "rules") || str_is(top, "calendar"));
}

/* -- headers -- */

static void octal(char *out, size_t digits, int64_t v)
{
	for (out[digits] = 0; digits-- > 0; v >>= 3)
		out[digits] = (char)('0' + (v & 7));
}

/* Past what eleven octal digits hold (8 GiB), the size is binary, as GNU tar and POSIX pax readers know it. */
static void put_size(char *out, int64_t v)
{
	if (v < INT64_C(1) << 33) {
		octal(out, 11, v);
		return;
	}
	for (int i = 11; i > 0; i--, v >>= 8)
		out[i] = (char)(v & 0xff);
	out[0] = (char)0x80;
}

static int64_t get_size(const char *p)
{
	int64_t v = 0;
	if ((unsigned char)p[0] == 0x80) {
		for (int i = 4; i < 12; i++)
			v = (int64_t)((uint64_t)v << 8 | (unsigned char)p[i]);
		return v;
	}
	for (int i = 0; i < 11; i++) {
		if (p[i] < '0' || p[i] > '7')
			return -1;
		v = v << 3 | (p[i] - '0');
	}
	return v;
}

static void make_header(char h[static BLOCK], const char *name, int64_t size, int64_t at_s)
{
	unsigned sum = 0;
	size_t n = strlen(name);
	memset(h, 0, BLOCK);
	must(n < TAR_NAME_BYTES);
	memcpy(h, name, n);
	octal(h + 100, 7, 0600);
	octal(h + 108, 7, 0);
	octal(h + 116, 7, 0);
	put_size(h + SIZE_AT, size);
	octal(h + TIME_AT, 11, at_s);
	h[TYPE_AT] = '0';
	memcpy(h + MAGIC_AT, MAGIC, 8);
	octal(h + 329, 7, 0);
	octal(h + 337, 7, 0);
	memset(h + SUM_AT, ' ', 8);
	for (int i = 0; i < BLOCK; i++)
		sum += (unsigned char)h[i];
	octal(h + SUM_AT, 6, (int64_t)sum);
}

/* -- writing -- */

static void put(struct tar *t, const void *p, size_t n)
{
	if (!t->why && os_write_all(t->fd, p, n) < 0)
		fail(t, "the backup cannot be written (disk full?)", "");
}

static void pad(struct tar *t, int64_t size)
{
	static const char zeros[BLOCK];
	put(t, zeros, (size_t)((BLOCK - size % BLOCK) % BLOCK));
}

static void went_on(struct tar *t, size_t n)
{
	t->done += (int64_t)n;
	if (t->progress)
		t->progress(t->ctx, t->done, t->total);
}

static void note_name(struct tar *t, const struct sha256 *hash, const char *name)
{
	char hex[65];
	buf_printf(&t->names, "%s  %s\n", sha256_hex(hash, hex), name);
	if (!buf_ok(&t->names))
		fail(t, "too many files for one backup", "");
}

static void put_content(struct tar *t, const char *name, int fd, int64_t size)
{
	char *part = malloc(PART_BYTES);
	struct sha256_state state;
	int64_t left = size, n = 0;
	must(part);
	sha256_init(&state);
	while (left > 0 && !t->why && (n = os_read(fd, part, left < PART_BYTES ? (size_t)left : PART_BYTES)) > 0) {
		sha256_add(&state, part, (size_t)n);
		put(t, part, (size_t)n);
		went_on(t, (size_t)n);
		left -= n;
	}
	free(part);
	if (left > 0)
		fail(t, "the file cannot be read to its end", name);
	struct sha256 hash = sha256_end(&state);
	note_name(t, &hash, name);
}

void tar_add_file(struct tar *t, const char *name, const char *path)
{
	char h[BLOCK];
	if (!t->why && !tar_name_ok(str_of(name)))
		fail(t, "a file with such a name cannot be backed up (at most 99 bytes, no blanks, not hidden)", name);
	int64_t size = t->why ? -1 : os_file_size(path);
	int fd = size < 0 ? -1 : os_open_read(path);
	if (fd < 0) {
		fail(t, "the file cannot be read", name);
		return;
	}
	make_header(h, name, size, t->at_s);
	put(t, h, BLOCK);
	put_content(t, name, fd, size);
	pad(t, size);
	os_close(fd);
}

void tar_add_manifest(struct tar *t)
{
	char h[BLOCK];
	static const char end[2 * BLOCK];
	make_header(h, "MANIFEST", (int64_t)t->names.n, t->at_s);
	put(t, h, BLOCK);
	put(t, t->names.p, t->names.n);
	pad(t, (int64_t)t->names.n);
	put(t, end, sizeof end);
}

/* -- reading -- */

/* Exactly n bytes, or trouble. */
static bool get(struct tar *t, void *p, size_t n)
{
	char *to = p;
	int64_t got = 1;
	for (size_t have = 0; !t->why && have < n && got > 0; have += (size_t)got) {
		got = os_read(t->fd, to + have, n - have);
		if (got <= 0)
			fail(t, got == 0 ? "the backup is cut short" : "the backup cannot be read", "");
		if (got < 0)
			got = 0;
	}
	return !t->why;
}

static void skip_pad(struct tar *t, int64_t size)
{
	char zeros[BLOCK];
	size_t n = (size_t)((BLOCK - size % BLOCK) % BLOCK);
	if (!get(t, zeros, n))
		return;
	for (size_t i = 0; i < n; i++)
		if (zeros[i])
			fail(t, "the backup is damaged between two files", "");
}

static void check_manifest(struct tar *t, int64_t size)
{
	char *said = size == (int64_t)t->names.n ? malloc((size_t)size + 1) : NULL;
	char rest[2 * BLOCK + 1];
	if (!said) {
		fail(t, "the list of its files does not fit its files", "MANIFEST");
		return;
	}
	if (get(t, said, (size_t)size) && memcmp(said, t->names.p, t->names.n) != 0)
		fail(t, "a file's content or name is not what the list says", "MANIFEST");
	free(said);
	skip_pad(t, size);
	if (!get(t, rest, 2 * BLOCK))
		return;
	for (size_t i = 0; i < 2 * BLOCK; i++)
		if (rest[i])
			fail(t, "something stands where the backup should end", "");
	if (!t->why && os_read(t->fd, rest, 1) != 0)
		fail(t, "something stands after the backup's end", "");
}

bool tar_next(struct tar *t, char name[static TAR_NAME_BYTES], int64_t *size)
{
	char h[BLOCK], again[BLOCK];
	if (!get(t, h, BLOCK))
		return false;
	h[TAR_NAME_BYTES - 1] = 0;
	memcpy(name, h, TAR_NAME_BYTES);
	*size = get_size(h + SIZE_AT);
	int64_t at_s = get_size(h + TIME_AT);
	if (*size < 0 || at_s < 0) {
		fail(t, "this is not a Huiyin backup, or it is damaged", "");
		return false;
	}
	make_header(again, name, *size, at_s);
	if (memcmp(h, again, BLOCK) != 0) {
		fail(t, "this is not a Huiyin backup, or it is damaged", "");
		return false;
	}
	if (cstr_eq(name, "MANIFEST")) {
		check_manifest(t, *size);
		return false;
	}
	if (!tar_name_ok(str_of(name)))
		fail(t, "a file that has no place in a Huiyin backup", name);
	return !t->why;
}

void tar_take(struct tar *t, const char *name, int64_t size, const char *path, struct sha256 *hash)
{
	char *part = malloc(PART_BYTES);
	struct sha256_state state;
	int fd = t->why ? -1 : os_open_write(path);
	must(part);
	if (fd < 0)
		fail(t, "the file cannot be written", name);
	sha256_init(&state);
	for (int64_t left = size; left > 0 && !t->why;) {
		size_t n = left < PART_BYTES ? (size_t)left : PART_BYTES;
		if (!get(t, part, n))
			break;
		sha256_add(&state, part, n);
		if (os_write_all(fd, part, n) < 0)
			fail(t, "the file cannot be written (disk full?)", name);
		went_on(t, n);
		left -= (int64_t)n;
	}
	free(part);
	*hash = sha256_end(&state);
	skip_pad(t, size);
	note_name(t, hash, name);
	if (fd >= 0 && (os_sync(fd) < 0 || os_close(fd) < 0))
		fail(t, "the file cannot be written", name);
}
