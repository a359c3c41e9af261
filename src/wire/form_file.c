/* A spooled multipart body becomes fields in memory and files on disk.
 *
 * 1. What fails leaves no file behind.
 * 2. Memory: LIMIT_FORM_BYTES of fields, whatever the number of parts.
 * 3. A file too large or too many does not cost the fields: its size or the
 *    number of files tells it, and bytes past the limit are not kept. */
#include "form.h"
#include "spool.h"
#include "../base/buf.h"
#include "../base/os.h"
#include "../base/utf8.h"

enum { STEP = 64 * 1024 };

struct reader {
	struct arena *arena;
	const char *dir;
	struct form *form;
	enum form_error error;         /* why the sink said stop, when it was not size */
	struct buf value;              /* of the present field; all values together are bounded */
	size_t fields_bytes;
	struct str name;
	int fd;                        /* of the present file, -1 none */
	bool in_file;
	bool surplus;                  /* the present file is one too many */
};

static bool stop(struct reader *r, enum form_error e)
{
	r->error = e;
	return false;
}

static bool file_begin(struct reader *r, struct str name, struct str filename, struct str type)
{
	struct form *f = r->form;
	r->in_file = true;
	r->surplus = filename.n && f->files >= LIMIT_FILES_PER_FORM;
	if (filename.n == 0 || f->files > LIMIT_FILES_PER_FORM)
		return true;
	struct form_file *file = &f->file[f->files];
	*file = (struct form_file){.field = name, .name = filename, .type = type};
	if (r->surplus) {
		f->files++;
		return true;
	}
	r->fd = spool_open(r->arena, r->dir, SPOOL_PART, &file->path);
	if (r->fd < 0)
		return stop(r, FORM_DISK);
	f->files++;
	return true;
}

static bool begin(void *ctx, struct str name, struct str filename, struct str type)
{
	struct reader *r = ctx;
	r->in_file = false;
	r->name = name;
	if (filename.p)
		return file_begin(r, name, filename, type);
	buf_clear(&r->value);
	r->fields_bytes += name.n;
	return r->fields_bytes <= LIMIT_FORM_BYTES;
}

static bool data(void *ctx, struct str bytes)
{
	struct reader *r = ctx;
	if (!r->in_file) {
		r->fields_bytes += bytes.n;
		buf_str(&r->value, bytes);
		return r->fields_bytes <= LIMIT_FORM_BYTES;
	}
	if (r->surplus)
		return true;
	if (r->fd < 0)
		return stop(r, FORM_BAD);      /* bytes in a file without a name */
	struct form_file *file = &r->form->file[r->form->files - 1];
	int64_t room = LIMIT_FILE_BYTES + 1 - file->size;
	file->size += (int64_t)bytes.n;
	bytes = str_head(bytes, room < 0 ? 0 : (size_t)room);
	return os_write_all(r->fd, bytes.p, bytes.n) == (int64_t)bytes.n || stop(r, FORM_DISK);
}

static bool end(void *ctx)
{
	struct reader *r = ctx;
	if (r->in_file) {
		int closed = r->fd >= 0 ? os_close(r->fd) : 0;
		r->fd = -1;
		return closed == 0 || stop(r, FORM_DISK);
	}
	struct str v = buf_view(&r->value);
	if (!utf8_valid(v) || str_chr(v, '\0') != SIZE_MAX)
		return stop(r, FORM_BAD);
	struct form *f = r->form;
	f->field[f->fields++] = (struct form_field){r->name, {arena_memdup(r->arena, v.p, v.n), v.n}};
	return true;
}

static enum form_error feed_file(struct reader *r, struct multipart *m, const char *body_path)
{
	int fd = os_open_read(body_path);
	if (fd < 0)
		return FORM_DISK;
	char *step = arena_alloc(r->arena, STEP);
	enum form_error e = FORM_OK;
	int64_t n = 1;
	while (e == FORM_OK && (n = os_read(fd, step, STEP)) > 0)
		e = multipart_feed(m, (struct str){step, (size_t)n});
	os_close(fd);
	if (n < 0)
		return FORM_DISK;
	if (e == FORM_OK)
		e = multipart_finish(m);
	return e != FORM_OK && r->error != FORM_OK ? r->error : e;
}

enum form_error form_multipart(struct arena *a, const char *body_path, struct str boundary,
	const char *dir, struct form *out)
{
	*out = (struct form){.field = arena_make_n(a, struct form_field, LIMIT_PARTS),
		.file = arena_make_n(a, struct form_file, LIMIT_FILES_PER_FORM + 1)};
	struct reader r = {.arena = a, .dir = dir, .form = out, .fd = -1};
	const struct multipart_sink sink = {&r, begin, data, end};
	buf_init(&r.value, LIMIT_FORM_BYTES);
	enum form_error e = feed_file(&r, multipart_new(a, boundary, &sink), body_path);
	buf_free(&r.value);
	if (r.fd >= 0)
		os_close(r.fd);
	if (e != FORM_OK) {
		form_files_remove(out);
		*out = (struct form){0};
	}
	return e;
}

void form_files_remove(const struct form *f)
{
	for (size_t i = 0; i < f->files; i++)
		if (f->file[i].path)
			os_remove(f->file[i].path);
}
