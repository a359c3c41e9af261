/* A workbook's ZIP, by libzip. Laws: 1 the directory is judged before the
 * library walks it: a count or size past the limits is refused unread; 2 no
 * part is unpacked past its own declared size, the limit of all parts together,
 * or a hundred times what it takes packed; 3 two parts of one name are refused,
 * for readers would differ; 4 a part whose sum is wrong is broken. */
#include "book.h"

#include <zip.h>

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/utf8.h"

enum { END_BYTES = 22, LARGE_END_BYTES = 20, COMMENT_BYTES = 65535, BLOCK_BYTES = 64 * 1024, DIRECTORY_BYTES = 1024 * 1024, RATIO_FREE_BYTES = 1024 * 1024, RATIO = 100 };

const char *sheet_refusal_word(enum sheet_refusal r)
{
#define X(name, word) word,
	static const char *const words[] = {"", SHEET_REFUSALS(X)};
#undef X
	return words[r];
}

bool book_refuse(struct book *b, enum sheet_refusal why, const char *where)
{
	if (b->refused == REFUSE_NONE) {
		b->refused = why;
		b->where = utf8_valid(str_of(where)) ? arena_strdup(b->a, where) : "?";
	}
	return false;
}

static uint32_t le(const char *p, int bytes)
{
	uint32_t n = 0;
	for (int i = bytes; i-- > 0;)
		n = n << 8 | (unsigned char)p[i];
	return n;
}

/* The end of a ZIP's directory stands once, and ends the file; the form for more than 4 GB is not read. */
static bool judge_end(struct book *b, struct str bytes)
{
	size_t from = bytes.n > END_BYTES + COMMENT_BYTES ? bytes.n - END_BYTES - COMMENT_BYTES : 0;
	struct str tail = str_from(bytes, from);
	size_t at = str_find(tail, STR("PK\5\6"));
	if (at == SIZE_MAX || tail.n - at < END_BYTES)
		return book_refuse(b, REFUSE_BROKEN, "");
	const char *end = tail.p + at;
	if (str_find(str_from(tail, at + 4), STR("PK\5\6")) != SIZE_MAX || le(end + 20, 2) != tail.n - at - END_BYTES)
		return book_refuse(b, REFUSE_BROKEN, "");
	bool large = at >= LARGE_END_BYTES && str_starts(str_from(tail, at - LARGE_END_BYTES), "PK\6\7");
	if (large || le(end + 10, 2) > LIMIT_SHEET_PARTS || le(end + 12, 4) > DIRECTORY_BYTES)
		return book_refuse(b, REFUSE_TOO_MANY, "");
	return true;
}

static bool judge_form(struct book *b, struct str bytes)
{
	if (str_starts(bytes, "\xD0\xCF\x11\xE0"))
		return book_refuse(b, REFUSE_OLD, "");
	if (!str_starts(bytes, "PK\3\4"))
		return book_refuse(b, REFUSE_NOT_WORKBOOK, "");
	return judge_end(b, bytes);
}

static int by_name(const void *x, const void *y)
{
	return strcasecmp(*(const char *const *)x, *(const char *const *)y);
}

/* Every entry's name and form; nothing is unpacked. */
static bool judge_parts(struct book *b)
{
	const char **name = arena_make_n(b->a, const char *, (size_t)b->parts);
	for (int64_t i = 0; i < b->parts; i++) {
		zip_stat_t s;
		const zip_uint64_t need = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
		if (zip_stat_index(b->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW, &s) != 0 || (s.valid & need) != need)
			return book_refuse(b, REFUSE_BROKEN, "");
		name[i] = s.name;
		if (s.encryption_method != ZIP_EM_NONE)
			return book_refuse(b, REFUSE_LOCKED, "");
		if (s.comp_method != ZIP_CM_STORE && s.comp_method != ZIP_CM_DEFLATE)
			return book_refuse(b, REFUSE_BROKEN, "");
	}
	qsort(name, (size_t)b->parts, sizeof *name, by_name);
	for (int64_t i = 1; i < b->parts; i++)
		if (strcasecmp(name[i - 1], name[i]) == 0)
			return book_refuse(b, REFUSE_TWICE, name[i]);
	return true;
}

bool book_open(struct book *b, struct arena *a, struct str bytes)
{
	zip_error_t e;
	*b = (struct book){.a = a, .left = LIMIT_SHEET_UNPACKED_BYTES, .where = ""};
	if (!judge_form(b, bytes))
		return false;
	zip_error_init(&e);
	zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &e);
	must(source != NULL);
	b->zip = zip_open_from_source(source, ZIP_RDONLY, &e);
	zip_error_fini(&e);
	if (!b->zip) {
		zip_source_free(source);
		return book_refuse(b, REFUSE_BROKEN, "");
	}
	b->parts = zip_get_num_entries(b->zip, 0);
	return b->parts > LIMIT_SHEET_PARTS ? book_refuse(b, REFUSE_TOO_MANY, "") : judge_parts(b);
}

void book_close(struct book *b)
{
	if (b->zip)
		zip_discard(b->zip);
	b->zip = NULL;
}

int64_t book_part(struct book *b, const char *name)
{
	return zip_name_locate(b->zip, name, ZIP_FL_ENC_RAW);
}

const char *book_part_name(struct book *b, int64_t part)
{
	const char *name = zip_get_name(b->zip, (zip_uint64_t)part, ZIP_FL_ENC_RAW);
	return name ? name : "";
}

static bool read_blocks(struct book *b, zip_file_t *f, size_t size, bool (*take)(void *ctx, struct str block, bool last), void *ctx, const char *name)
{
	char *block = malloc(BLOCK_BYTES);
	bool ok = true;
	size_t got = 0;
	must(block != NULL);
	while (ok) {
		zip_int64_t n = zip_fread(f, block, BLOCK_BYTES);
		if (n < 0 || (size_t)n > size - got || (n == 0 && got < size)) {
			ok = book_refuse(b, REFUSE_BROKEN, name);
			break;
		}
		got += (size_t)n;
		ok = take(ctx, (struct str){block, (size_t)n}, n == 0);
		if (n == 0)
			break;
	}
	free(block);
	return ok && b->refused == REFUSE_NONE;
}

bool book_unpack(struct book *b, int64_t part, bool (*take)(void *ctx, struct str block, bool last), void *ctx)
{
	zip_stat_t s;
	const char *name = book_part_name(b, part);
	if (zip_stat_index(b->zip, (zip_uint64_t)part, 0, &s) != 0)
		return book_refuse(b, REFUSE_BROKEN, name);
	if (s.size > b->left)
		return book_refuse(b, REFUSE_TOO_LARGE, name);
	if (s.size > RATIO_FREE_BYTES && s.size / RATIO > s.comp_size)
		return book_refuse(b, REFUSE_BOMB, name);
	b->left -= (size_t)s.size;
	zip_file_t *f = zip_fopen_index(b->zip, (zip_uint64_t)part, 0);
	if (!f)
		return book_refuse(b, REFUSE_BROKEN, name);
	bool ok = read_blocks(b, f, (size_t)s.size, take, ctx, name);
	zip_fclose(f);
	return ok;
}
