/* Laws: 1 a row is given over once, in file order; 2 memory does not grow with
 * the file, but for a workbook, whose size has a limit; 3 whatever stops the reading is told with its line, and what came
 * before stays. */
#include "import_file.h"

#include <errno.h>

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "../wire/csv.h"
#include "text.h"

enum {
	BLOCK_BYTES = 64 * 1024,
	BATCH_BYTES = 8 * 1024 * 1024,         /* of cells, before a batch is closed early */
	BATCH_ARENA_BYTES = 512 * 1024 * 1024,
	CSV_ARENA_BYTES = 64 * 1024 * 1024,
	REFUSED_BYTES = 64 * 1024 * 1024,
};

struct record { struct str *field; size_t fields; int64_t line; };

struct loop {
	struct import_file *f;
	struct arena *a, *batch;
	struct csv *csv;
	struct str *header; size_t headers;
	size_t at[MAP__MAX];
	struct record record[IMPORT_BATCH];
	struct import_row row[IMPORT_BATCH];
	size_t n, bytes;
	int64_t read, total;
	int refused_fd;                        /* -1: not yet */
	struct buf out;
};

static bool stop(struct loop *l, struct msg why, bool trouble)
{
	l->f->broken = why;
	l->f->trouble = trouble;
	return false;
}

static const char *number(struct loop *l, int64_t n)
{
	return arena_printf(l->a, "%lld", (long long)n);
}

/* -- refused rows */

static bool refused_write(struct loop *l)
{
	bool ok = buf_ok(&l->out) && os_write_all(l->refused_fd, l->out.p, l->out.n) >= 0;
	buf_clear(&l->out);
	return ok || stop(l, T_IMPORT_CANNOT_WRITE(l->f->refused_path), true);
}

static bool refused_open(struct loop *l)
{
	struct csv_out w;
	l->f->refused_path = arena_printf(l->a, "%s.refused.csv", l->f->path);
	l->refused_fd = os_open_write(l->f->refused_path);
	if (l->refused_fd < 0)
		return stop(l, T_IMPORT_CANNOT_WRITE(l->f->refused_path), true);
	csv_out_init(&w, &l->out, ',', true);
	csv_put(&w, str_of(msg_text(l->a, l->f->lang, T_IMPORT_LINE)));
	csv_put(&w, str_of(msg_text(l->a, l->f->lang, T_IMPORT_REASON)));
	for (size_t i = 0; i < l->headers; i++)
		csv_put(&w, l->header[i]);
	csv_end_row(&w);
	return refused_write(l);
}

static bool refuse(struct loop *l, const struct record *r, struct msg why)
{
	struct csv_out w;
	if (l->refused_fd < 0 && !refused_open(l))
		return false;
	csv_out_init(&w, &l->out, ',', false);
	csv_put_int(&w, r->line);
	csv_put(&w, str_of(msg_text(l->batch, l->f->lang, why)));
	for (size_t i = 0; i < r->fields; i++)
		csv_put(&w, r->field[i]);
	csv_end_row(&w);
	return refused_write(l);
}

/* -- batches */

static bool flush(struct loop *l)
{
	enum trouble trouble;
	bool ok = true;
	if (l->n && !import_batch(l->f->import, l->batch, l->row, l->n, &trouble))
		return stop(l, T_IMPORT_CANNOT_STORE(number(l, l->record[0].line)), true);
	for (size_t i = 0; ok && i < l->n; i++)
		if (l->row[i].fate == IMPORT_REFUSED)
			ok = refuse(l, &l->record[i], l->row[i].why);
	l->n = l->bytes = 0;
	arena_reset(l->batch);
	if (l->f->progress)
		l->f->progress(l->f->ctx, l->read, l->total, import_report(l->f->import)->rows);
	return ok;
}

static struct str *copy_fields(struct arena *a, const struct csv_record *r, size_t *bytes)
{
	struct str *field = arena_make_n(a, struct str, r->fields);
	for (size_t i = 0; i < r->fields; i++) {
		field[i] = (struct str){arena_memdup(a, r->field[i].p, r->field[i].n), r->field[i].n};
		*bytes += r->field[i].n;
	}
	return field;
}

static bool take_header(struct loop *l, const struct csv_record *r)
{
	size_t bytes = 0;
	l->header = copy_fields(l->a, r, &bytes);
	l->headers = r->fields;
	const char *lacks = mapfile_columns(l->f->map, l->header, l->headers, l->at);
	return !lacks || stop(l, T_IMPORT_NO_COLUMN(lacks, l->f->map->name), false);
}

static bool take_record(struct loop *l, const struct csv_record *r)
{
	if (!l->header)
		return take_header(l, r);
	struct record *kept = &l->record[l->n];
	struct import_row *row = &l->row[l->n++];
	*kept = (struct record){copy_fields(l->batch, r, &l->bytes), r->fields, r->line};
	*row = (struct import_row){.cells = r->fields, .header_cells = l->headers};
	for (int f = 0; f < MAP__MAX; f++)
		row->cell[f] = l->at[f] < r->fields ? kept->field[l->at[f]] : STR_NONE;
	return (l->n < IMPORT_BATCH && l->bytes < BATCH_BYTES) || flush(l);
}

static bool take_records(struct loop *l)
{
	struct csv_record r;
	enum csv_got got = CSV_MORE;
	while ((got = csv_next(l->csv, &r)) == CSV_RECORD)
		if (!take_record(l, &r))
			return false;
	if (got != CSV_BAD)
		return true;
	struct csv_error e = csv_error(l->csv);
	if (!flush(l))
		return false;
	import_count_broken(l->f->import);
	return stop(l, T_IMPORT_BROKEN_FILE(number(l, e.line), e.reason), false);
}

/* -- the file */

static bool read_file(struct loop *l, int fd, struct recode *recode, struct str head)
{
	static const char nothing[] = "";
	char *block = arena_alloc(l->a, BLOCK_BYTES);
	struct buf text;
	bool ok = true, last = false;
	struct str bytes = head;
	buf_init(&text, 4 * BLOCK_BYTES);
	while (ok && !last) {
		last = bytes.n == 0;
		l->read += (int64_t)bytes.n;
		buf_clear(&text);
		recode_feed(recode, last ? (struct str){nothing, 0} : bytes, last, &text);
		must(buf_ok(&text));
		csv_feed(l->csv, buf_view(&text), last);
		ok = take_records(l);
		int64_t got = ok && !last ? os_read(fd, block, BLOCK_BYTES) : 0;
		if (got < 0)
			ok = stop(l, T_IMPORT_CANNOT_READ(l->f->path, strerror((int)-got)), true);
		bytes = (struct str){block, got > 0 ? (size_t)got : 0};
	}
	buf_free(&text);
	return ok && flush(l) && (l->header || stop(l, T_IMPORT_EMPTY(l->f->path), false));
}

/* -- workbooks */

/* A row as the CSV reader would give it: what is missing at its end is blank. */
static struct csv_record record_of(const struct sheet_got_line *line, struct str *field, size_t width)
{
	size_t n = line->fields > width ? line->fields : width;
	for (size_t i = 0; i < n; i++)
		field[i] = i < line->fields ? line->field[i] : STR_NONE;
	return (struct csv_record){.field = field, .fields = n, .line = line->number};
}

static bool sheet_take_rows(struct loop *l, struct sheet_rows *s)
{
	struct sheet_got_line line;
	struct str *field = arena_make_n(l->a, struct str, s->columns + l->headers + 1);
	const char *lacks = NULL;
	for (int tried = 0; sheet_rows_next(s, &line);) {
		struct csv_record r = record_of(&line, field, l->headers);
		const char *lack = l->header ? NULL : mapfile_columns(l->f->map, r.field, r.fields, l->at);
		lacks = lacks ? lacks : lack;
		if (lack && ++tried >= SHEET_HEAD_ROWS)
			break;
		if (!lack && !take_record(l, &r))
			return false;
	}
	return flush(l) && (l->header || stop(l, lacks ? T_IMPORT_NO_COLUMN(lacks, l->f->map->name) : T_IMPORT_EMPTY(l->f->path), false));
}

static bool run_sheet(struct loop *l)
{
	struct import_file *f = l->f;
	struct sheet_rows s;
	struct msg why;
	struct str workbook;
	int rc = os_read_file(l->a, f->path, LIMIT_SHEET_FILE_BYTES, &workbook);
	if (rc < 0)
		return stop(l, T_IMPORT_CANNOT_READ(f->path, strerror(-rc)), rc != -EFBIG);
	bool ok = sheet_rows_open(l->a, &s, workbook, f->sheet, &why) || stop(l, why, false);
	memcpy(f->told, s.told, sizeof f->told);
	f->tolds = s.tolds;
	ok = ok && sheet_take_rows(l, &s);
	l->read = l->total;
	sheet_rows_close(&s);
	return ok;
}

static bool run(struct loop *l, int fd)
{
	struct import_file *f = l->f;
	struct recode recode;
	char *head = arena_alloc(l->a, BLOCK_BYTES);
	int64_t got = 0, n = 0;
	while (n < BLOCK_BYTES && (got = os_read(fd, head + n, BLOCK_BYTES - (size_t)n)) > 0)
		n += got;
	if (got < 0)
		return stop(l, T_IMPORT_CANNOT_READ(f->path, strerror((int)-got)), true);
	if (sheet_is_workbook((struct str){head, (size_t)n}))
		return run_sheet(l);
	if (!f->encoding_given)
		f->encoding = csv_guess_encoding((struct str){head, (size_t)n});
	if (!recode_init(&recode, f->encoding))
		return stop(l, T_IMPORT_NO_ENCODING(encoding_name(f->encoding)), true);
	bool ok = read_file(l, fd, &recode, (struct str){head, (size_t)n});
	recode_free(&recode);
	return ok;
}

bool import_file_is_workbook(const char *path)
{
	char head[8];
	int fd = os_open_read(path);
	int64_t n = fd < 0 ? 0 : os_read(fd, head, sizeof head);
	if (fd >= 0)
		os_close(fd);
	return n > 0 && sheet_is_workbook((struct str){head, (size_t)n});
}

bool import_file_run(struct arena *a, struct import_file *f)
{
	struct loop *l = arena_make(a, struct loop);
	struct arena *csv_arena = arena_new(CSV_ARENA_BYTES);
	*l = (struct loop){.f = f, .a = a, .batch = arena_new(BATCH_ARENA_BYTES), .refused_fd = -1, .total = os_file_size(f->path)};
	l->csv = csv_new(csv_arena, (struct csv_options){0});
	buf_init(&l->out, REFUSED_BYTES);
	f->refused_path = NULL;
	int fd = l->total > LIMIT_IMPORT_FILE_BYTES ? -EFBIG : os_open_read(f->path);
	bool ok = fd >= 0 ? run(l, fd) : stop(l, T_IMPORT_CANNOT_READ(f->path, strerror(-fd)), true);
	if (fd >= 0)
		os_close(fd);
	/* the list of an earlier run is no longer true */
	if (l->refused_fd >= 0)
		os_close(l->refused_fd);
	else if (fd >= 0)
		os_remove(arena_printf(a, "%s.refused.csv", f->path));
	buf_free(&l->out);
	arena_free(l->batch);
	arena_free(csv_arena);
	return ok;
}
