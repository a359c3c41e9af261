/* See pack.h. Laws: 1 nothing is unpacked that does not say beforehand how
 * large it is, within limits; 2 a part goes into the copy only through a
 * function that cleans it, but for the one that says the type. */
#include "pack.h"

#include <zip.h>

#include "../base/bug.h"

enum { PARTS_MAX = 2000, NAME_MAX_BYTES = 200, PART_BYTES = 32 * 1024 * 1024, ALL_BYTES = 96 * 1024 * 1024 };
enum { RATIO_MAX = 200, RATIO_FROM = 1024 * 1024, DOS_DAY_FIRST = 1 << 5 | 1 };

/* A name within the archive that leads nowhere else. */
static bool name_ok(const char *name)
{
	return *name && strlen(name) <= NAME_MAX_BYTES && *name != '/' && !strstr(name, "..") && !strpbrk(name, "\\:");
}

static enum clean stat_ok(const zip_stat_t *s)
{
	const zip_uint64_t all = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
	if ((s->valid & all) != all || !name_ok(s->name))
		return CLEAN_BROKEN;
	if (s->encryption_method != ZIP_EM_NONE)
		return CLEAN_ENCRYPTED;
	bool swells = s->size > RATIO_FROM && s->size / RATIO_MAX > s->comp_size;
	return s->size > PART_BYTES || swells ? CLEAN_BOMB : CLEAN_DONE;
}

/* The whole part; its own check sum is proved at its end. */
static enum clean read_part(zip_t *from, zip_uint64_t i, size_t n, char *p)
{
	char past;
	zip_file_t *f = zip_fopen_index(from, i, 0);
	if (!f)
		return CLEAN_BROKEN;
	bool ok = (n == 0 || zip_fread(f, p, n) == (zip_int64_t)n) && zip_fread(f, &past, 1) == 0;
	return zip_fclose(f) == 0 && ok ? CLEAN_DONE : CLEAN_BROKEN;
}

static enum clean write_part(zip_t *to, const char *name, struct str s, bool stored)
{
	char *own = malloc(s.n + 1);
	must(own != NULL);
	memcpy(own, s.p, s.n);
	zip_source_t *src = zip_source_buffer(to, own, s.n, 1);
	zip_int64_t at = src ? zip_file_add(to, name, src, ZIP_FL_ENC_UTF_8) : -1;
	if (at < 0) {
		if (src)
			zip_source_free(src);
		else
			free(own);
		return CLEAN_BROKEN;               /* a name twice */
	}
	zip_file_set_dostime(to, (zip_uint64_t)at, 0, DOS_DAY_FIRST, 0);
	zip_set_file_compression(to, (zip_uint64_t)at, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0);
	return CLEAN_DONE;
}

static enum clean clean_part(const struct pack *how, const char *name, struct str in, struct buf *out)
{
	enum pack_do what = how->judge(name);
	if (what == PACK_XML)
		return how->xml(name, in, out);
	if (what == PACK_PICTURE)
		return clean_picture(in, out);
	buf_str(out, in);
	return CLEAN_DONE;
}

static enum clean copy_part(zip_t *from, zip_t *to, const struct pack *how, const zip_stat_t *s)
{
	struct buf out;
	size_t n = (size_t)s->size;
	char *p = malloc(n + 1);
	must(p != NULL);
	p[n] = '\0';
	buf_init(&out, PART_BYTES);
	enum clean end = read_part(from, s->index, n, p);
	if (end == CLEAN_DONE)
		end = clean_part(how, s->name, (struct str){p, n}, &out);
	if (end == CLEAN_DONE)
		end = buf_ok(&out) ? write_part(to, s->name, buf_view(&out), how->stored && strcmp(s->name, how->stored) == 0) : CLEAN_BOMB;
	buf_free(&out);
	free(p);
	return end;
}

static enum clean copy_all(zip_t *from, zip_t *to, const struct pack *how)
{
	zip_int64_t parts = zip_get_num_entries(from, 0);
	uint64_t all = 0;
	enum clean end = parts > PARTS_MAX ? CLEAN_BOMB : zip_name_locate(from, how->needs, 0) < 0 ? CLEAN_BROKEN : CLEAN_DONE;
	for (zip_int64_t i = 0; i < parts && end == CLEAN_DONE; i++) {
		zip_stat_t s;
		if (zip_stat_index(from, (zip_uint64_t)i, 0, &s) != 0)
			return CLEAN_BROKEN;
		end = stat_ok(&s);
		all += s.size;
		enum pack_do what = end == CLEAN_DONE ? how->judge(s.name) : PACK_DROP;
		bool folder = end == CLEAN_DONE && s.name[strlen(s.name) - 1] == '/';
		if (all > ALL_BYTES)
			end = CLEAN_BOMB;
		else if (what == PACK_REFUSE || what == PACK_SCRIPT)
			end = folder ? end : what == PACK_SCRIPT ? CLEAN_SCRIPT : CLEAN_PART;
		else if (what != PACK_DROP && !folder)
			end = copy_part(from, to, how, &s);
	}
	return end;
}

/* The new archive, out of libzip's memory. */
static enum clean take(zip_source_t *src, struct buf *out)
{
	char piece[4096];
	zip_int64_t n = -1;
	if (zip_source_open(src) != 0)
		return CLEAN_BROKEN;
	while ((n = zip_source_read(src, piece, sizeof piece)) > 0)
		buf_add(out, piece, (size_t)n);
	zip_source_close(src);
	return n == 0 ? CLEAN_DONE : CLEAN_BROKEN;
}

enum clean pack_clean(struct str in, const struct pack *how, struct buf *out)
{
	zip_source_t *given = zip_source_buffer_create(in.p, in.n, 0, NULL), *made = zip_source_buffer_create(NULL, 0, 0, NULL);
	must(given && made);
	zip_source_keep(made);
	zip_t *from = zip_open_from_source(given, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	zip_t *to = zip_open_from_source(made, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	enum clean end = from && to ? copy_all(from, to, how) : CLEAN_BROKEN;
	if (to && end == CLEAN_DONE) {
		if (zip_close(to) == 0)
			to = NULL;
		else
			end = CLEAN_BROKEN;
	}
	if (end == CLEAN_DONE)
		end = take(made, out);
	if (to)
		zip_discard(to);
	if (from)
		zip_discard(from);
	else
		zip_source_free(given);
	zip_source_free(made);
	return end;
}
