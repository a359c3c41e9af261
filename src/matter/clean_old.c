/* Laws: 1 a file is read, cleaned and sealed outside of the writer, and only
 * what stands on the disk is named by a row; 2 what was in plain is removed
 * when no row names it any more; 3 a file that was done is not done again. */
#include "clean_old.h"

#include "../base/bug.h"
#include "../base/hash.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "clean.h"
#include "original.h"

enum { COPY_BYTES = 16 * 1024 * 1024 };

/* One file on its way. */
struct one {
	struct city *city;
	struct now now;
	struct q_attachment_to_clean row;
	struct file_in file;
	bool still_named;              /* the old content, by another row */
};

static struct sha256 hash_of(struct str bytes)
{
	struct sha256 h = {{0}};
	must(bytes.n == sizeof h.b);
	memcpy(h.b, bytes.p, sizeof h.b);
	return h;
}

static const char *hex_of(struct arena *a, struct str bytes)
{
	char hex[65];
	if (bytes.n == 0)
		return "";
	struct sha256 h = hash_of(bytes);
	return arena_strdup(a, sha256_hex(&h, hex));
}

/* -- the deed */

static void change_row(struct tx *tx, const struct city *c, const struct q_attachment_to_clean *row, const struct file_in *f)
{
	q_attachment_clean(tx, row->id, f->sha256, f->name, f->size, f->copy, f->why);
	if (f->original.sealed)
		original_keep(tx, c, row->number, row->matter_id, row->id, row->token, f);
}

static bool write_one(struct tx *tx, void *arg)
{
	struct one *o = arg;
	struct file_in *f = &o->file;
	struct q_attachment_place place = {0};
	struct q_attachment_named named = {0};
	if (f->path && f->sha256.n) {
		struct sha256 h = hash_of(f->sha256);
		if (blob_keep(o->city->store, f->path, &h) < 0)
			return false;
	}
	q_attachment_place(tx, o->row.id, &place);
	if (*f->name == '\0')
		f->name = arena_printf(tx->arena, "%lld%s", (long long)place.n, clean_ending(o->row.type));
	input_begin(tx);
	change_row(tx, o->city, &o->row, f);
	input_keep(tx, o->now, o->row.matter_id, "clean", NULL, "token", o->row.token, "name", f->name, "size", arena_printf(tx->arena, "%lld", (long long)f->size),
		"sha256", hex_of(tx->arena, f->sha256), "copy", f->copy, "why", f->why, "sealed", f->original.sealed ? "sealed" : "", NULL);
	o->still_named = q_attachment_named(tx, o->row.sha256, &named) && named.n > 0;
	return tx->trouble == TROUBLE_NONE;
}

void clean_old_again(struct tx *tx, const struct city *c, const struct input *in)
{
	struct q_attachment_by_token a;
	struct q_matter_by_id m;
	struct sha256 h;
	struct file_in f = {.name = input_get(in, "name"), .copy = input_get(in, "copy"), .why = input_get(in, "why"), .sha256 = STR_NONE};
	if (!q_attachment_by_token(tx, input_get(in, "token"), &a) || !q_matter_by_id(tx, a.matter_id, &m))
		return;
	if (sha256_unhex(str_of(input_get(in, "sha256")), &h))
		f.sha256 = (struct str){arena_memdup(tx->arena, h.b, sizeof h.b), sizeof h.b};
	str_i64(str_of(input_get(in, "size")), &f.size);
	f.original.sealed = *input_get(in, "sealed") != '\0';
	change_row(tx, c, &(struct q_attachment_to_clean){.id = a.id, .matter_id = a.matter_id, .number = m.number, .token = input_get(in, "token")}, &f);
}

/* -- before it */

static bool read_stored(struct city *c, struct str sha256, struct buf *out)
{
	char part[16 * 1024];
	int64_t size, n = 0;
	struct sha256 h = hash_of(sha256);
	int fd = blob_open(c->store, &h, &size);
	if (fd < 0)
		return false;
	while (buf_ok(out) && (n = os_read(fd, part, sizeof part)) > 0)
		buf_add(out, part, (size_t)n);
	os_close(fd);
	return n == 0 && buf_ok(out);
}

/* What was sent: from the store, or, when only its copy failed, from the original. */
static bool read_sent(struct arena *a, struct one *o, bool sealed, struct buf *out)
{
	struct tx tx;
	struct original original;
	if (!sealed)
		return read_stored(o->city, o->row.sha256, out);
	read_begin(o->city->store, 0, a, &tx);
	bool open = original_open_office(&tx, o->city, o->row.number, o->row.id, o->row.token, &original) == IDENTITY_OPEN;
	read_end(&tx);
	bool ok = open && original_read(o->city->store, &original, out);
	seal_wipe(&original.key, sizeof original.key);
	return ok;
}

static bool write_file(const char *path, struct str bytes)
{
	int fd = os_open_write(path);
	bool ok = fd >= 0 && os_write_all(fd, bytes.p, bytes.n) >= 0;
	return fd >= 0 && os_close(fd) == 0 && ok;
}

/* Makes copy and original; false: not now (no key, no program, no disk). */
static bool prepare(struct arena *a, struct one *o, struct str sent, struct buf *copy, bool sealed)
{
	struct file_in *f = &o->file;
	*f = (struct file_in){.name = "", .sent_name = o->row.name, .type = o->row.type, .sha256 = STR_NONE, .copy = "none"};
	f->why = clean_copy(o->row.type, sent, copy);
	if (cstr_eq(f->why, "helper"))
		return false;
	if (*f->why == '\0') {
		struct sha256 h = sha256_of(buf_view(copy));
		f->path = store_spool(o->city->store, a);
		f->sha256 = (struct str){arena_memdup(a, h.b, sizeof h.b), sizeof h.b};
		f->size = (int64_t)copy->n;
		f->copy = "clean";
		if (!write_file(f->path, buf_view(copy)))
			return false;
	} else if (!o->row.of_petitioner) {
		f->copy = "kept";
		f->sha256 = o->row.sha256;
		f->size = o->row.size;
	}
	if (!o->row.of_petitioner)
		f->name = o->row.name;
	return !o->row.of_petitioner || sealed || clean_seal(a, sent, store_spool(o->city->store, a), &f->original) == 0;
}

static void count(struct clean_old *o, const struct file_in *f)
{
	o->cleaned += cstr_eq(f->copy, "clean");
	o->without += cstr_eq(f->copy, "none");
	o->kept += cstr_eq(f->copy, "kept");
}

static bool do_one(struct arena *a, struct one *o, struct clean_old *all)
{
	struct buf sent, copy;
	bool sealed = cstr_eq(o->row.copy, "none"), kept = true;
	buf_init(&sent, LIMIT_FILE_BYTES);
	buf_init(&copy, COPY_BYTES);
	bool ready = read_sent(a, o, sealed, &sent) && prepare(a, o, buf_view(&sent), &copy, sealed);
	if (ready)
		kept = store_write(o->city->store, a, write_one, o, NULL);
	if (ready && kept)
		count(all, &o->file);
	else
		all->failed++;
	if (ready && kept && !sealed && !o->still_named) {
		struct sha256 old = hash_of(o->row.sha256);
		blob_remove(o->city->store, &old);
	}
	seal_wipe(sent.p, sent.n);
	buf_free(&sent);
	buf_free(&copy);
	return kept;
}

bool clean_old_some(struct arena *a, struct city *c, struct now now, struct clean_old *o, const char **why)
{
	struct tx tx;
	struct q_attachment_to_clean *row;
	*why = NULL;
	read_begin(c->store, 0, a, &tx);
	size_t n = q_attachment_to_clean(&tx, o->last, &row);
	read_end(&tx);
	for (size_t i = 0; i < n && !*why; i++) {
		struct arena *small = arena_new(64 * 1024 * 1024);
		struct one one = {.city = c, .now = now, .row = row[i]};
		o->last = row[i].id;
		if (!do_one(small, &one, o))
			*why = "the store could not keep it";
		arena_free(small);
	}
	return n > 0 && !*why;
}
