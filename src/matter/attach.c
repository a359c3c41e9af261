/* Laws: 1 a type is what the bytes say, never what the browser said, and the
 * name's ending must agree; 2 a file's content is on disk before the row that
 * names it commits; 3 addresses use a random token. */
#include "attach.h"

#include "../base/bug.h"
#include "../base/hash.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "../base/utf8.h"
#include "clean.h"
#include "original.h"

struct magic { const char *type; size_t at; const char *bytes; size_t n; const char *endings; };

static const struct magic magics[] = {
	{"application/pdf", 0, "%PDF-", 5, ".pdf"},
	{"image/jpeg", 0, "\xff\xd8\xff", 3, ".jpg .jpeg"},
	{"image/png", 0, "\x89PNG\r\n\x1a\n", 8, ".png"},
	{"image/gif", 0, "GIF8", 4, ".gif"},
	{"image/webp", 8, "WEBP", 4, ".webp"},
	{"audio/mpeg", 0, "ID3", 3, ".mp3"},
	{"video/mp4", 4, "ftyp", 4, ".mp4 .m4a .mov"},
	{"application/msword", 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, ".doc .xls .ppt .wps .et"},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", 0, "PK\x03\x04", 4, ".docx"},
	{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 0, "PK\x03\x04", 4, ".xlsx"},
	{"application/vnd.oasis.opendocument.text", 0, "PK\x03\x04", 4, ".odt"},
	{"application/vnd.oasis.opendocument.spreadsheet", 0, "PK\x03\x04", 4, ".ods"},
};

static bool ending_in(const char *name, const char *endings)
{
	const char *dot = strrchr(name, '.');
	struct str rest = str_of(endings), one;
	char ending[8];
	while (dot && str_word(&rest, &one)) {
		must(one.n < sizeof ending);
		snprintf(ending, sizeof ending, "%.*s", STR_ARG(one));
		if (str_ieq(str_of(dot), ending))
			return true;
	}
	return false;
}

static bool plain_text(struct str head)
{
	for (size_t i = 0; i < head.n; i++)
		if ((unsigned char)head.p[i] < 0x20 && !strchr("\t\r\n\f", head.p[i]))
			return false;
	/* a character may be cut at the end of the head */
	for (size_t cut = 0; cut < 4 && cut < head.n; cut++)
		if (utf8_valid(str_head(head, head.n - cut)))
			return true;
	return false;
}

const char *attach_sniff(struct str head, const char *name)
{
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
		const struct magic *m = &magics[i];
		if (head.n >= m->at + m->n && memcmp(head.p + m->at, m->bytes, m->n) == 0 && ending_in(name, m->endings))
			return m->type;
	}
	if (ending_in(name, ".txt .csv .md") && plain_text(head))
		return "text/plain; charset=utf-8";
	return NULL;
}

/* The last part of a path, cleaned; never empty. */
static const char *clean_name(struct arena *a, struct str name)
{
	struct str clean;
	for (size_t i = name.n; i-- > 0;)
		if (name.p[i] == '/' || name.p[i] == '\\') {
			name = str_from(name, i + 1);
			break;
		}
	if (!utf8_clean(a, name, &clean) || clean.n == 0)
		return "file";
	if (utf8_count(clean) <= LIMIT_FILE_NAME_CHARS)
		return arena_cstr(a, clean);
	const char *dot = strrchr(arena_cstr(a, clean), '.');
	return arena_printf(a, "%.*s%s", STR_ARG(utf8_head(clean, LIMIT_FILE_NAME_CHARS - 10)), dot && strlen(dot) < 10 ? dot : "");
}

struct msg attach_take(struct arena *a, const char *path, struct str name, struct file_in *out)
{
	char block[4096];
	*out = (struct file_in){.path = path, .name = clean_name(a, name), .size = os_file_size(path)};
	int fd = os_open_read(path);
	int64_t n = fd < 0 ? 0 : os_read(fd, block, sizeof block);
	if (fd >= 0)
		os_close(fd);
	if (n <= 0)
		return T_FAULT_FILE_EMPTY(out->name);
	if (out->size > LIMIT_FILE_BYTES)
		return T_FAULT_FILE_LARGE(out->name);
	out->type = attach_sniff((struct str){block, (size_t)n}, out->name);
	return out->type ? MSG_NONE : T_FAULT_FILE_TYPE(out->name);
}

static const char *token_new(struct arena *a)
{
	unsigned char random[16];
	os_random(random, sizeof random);
	return base32_text(a, random, sizeof random);
}

/* The copy into the store; true also when there is none. */
static bool keep_copy(struct tx *tx, const struct city *c, const struct file_in *f)
{
	struct sha256 h;
	if (f->sha256.n == 0 || input_again(tx))
		return true;
	must(f->sha256.n == sizeof h.b);
	memcpy(h.b, f->sha256.p, sizeof h.b);
	if (blob_keep(c->store, f->path, &h) == 0)
		return true;
	tx->trouble = TROUBLE_FULL;
	return false;
}

bool attach_store(struct deed *d, bool public_)
{
	struct q_attachment_count have = {0};
	struct tx *tx = d->tx;
	if (d->in->files == 0)
		return true;
	if (q_attachment_count(tx, d->m->m.id, &have) && have.n + (int64_t)d->in->files > LIMIT_FILES_PER_MATTER)
		return deed_refuse(d, F_FILES, T_FAULT_FILES_FULL, NULL);
	for (size_t i = 0; i < d->in->files && tx->trouble == TROUBLE_NONE; i++) {
		const struct file_in *f = &d->in->file[i];
		must(!cstr_empty(f->copy));            /* nothing is kept that clean_take has not seen */
		if (!keep_copy(tx, d->city, f))
			return false;
		const char *token = draw(tx, "token", token_new(tx->arena));
		const char *name = *f->name ? f->name : arena_printf(tx->arena, "%lld%s", (long long)(have.n + (int64_t)i + 1), clean_ending(f->type));
		int64_t id = q_attachment_insert(tx, token, d->m->m.id, d->event_id, f->sha256, name, f->type, f->size, public_, f->copy, f->why);
		if (f->original.sealed && !original_store(d, id, token, f))
			return false;
	}
	return tx->trouble == TROUBLE_NONE;
}
