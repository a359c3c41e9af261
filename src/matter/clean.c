/* Laws: 1 what was sent stands in plain on the disk only as the temporary file
 * of the upload, and its copy takes that file's place; 2 no petition is refused
 * because our program failed; 3 no file of staff goes out with traces. */
/* First: it uses a name that base/banned.h takes away. */
#include <errno.h>

#include "clean.h"

#include "../base/bug.h"
#include "../base/hash.h"
#include "../base/limits.h"
#include "../base/log.h"
#include "../base/os.h"
#include "../base/os_helper.h"
#include "../base/utf8.h"
#include "seal.h"

enum { COPY_BYTES = 16 * 1024 * 1024 };

/* Types as attach_sniff gives them; kind: huiyin-clean's word. Text needs no program. */
static const struct { const char *type, *kind, *ending; } kinds[] = {
	{"application/pdf", "pdf", ".pdf"}, {"image/jpeg", "jpeg", ".jpg"}, {"image/png", "png", ".png"}, {"image/gif", "gif", ".gif"},
	{"image/webp", "webp", ".webp"}, {"audio/mpeg", "mp3", ".mp3"}, {"video/mp4", "mp4", ".mp4"}, {"application/msword", "ole", ".doc"},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", ".docx"},
	{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", ".xlsx"},
	{"application/vnd.oasis.opendocument.text", "odt", ".odt"}, {"application/vnd.oasis.opendocument.spreadsheet", "ods", ".ods"},
	{"text/plain; charset=utf-8", NULL, ".txt"},
};

bool clean_of_petitioner(const struct proc_row *row)
{
	for (int i = 0; i < PROC_LIST && row->who[i]; i++)
		if (cstr_eq(row->who[i], "petitioner"))
			return true;
	/* a registrar writes down what somebody brought: such a row asks by which channel */
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		if (cstr_eq(row->needs[i], "channel"))
			return true;
	return false;
}

const char *clean_ending(const char *type)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (cstr_eq(kinds[i].type, type))
			return kinds[i].ending;
	return "";
}

struct msg clean_why(const char *why)
{
	const struct { const char *why; struct msg words; } rows[] = {
		{"broken", T_COPY_BROKEN}, {"encrypted", T_COPY_ENCRYPTED}, {"script", T_COPY_SCRIPT}, {"part", T_COPY_PART},
		{"bomb", T_COPY_BOMB}, {"kind", T_COPY_KIND}, {"", T_COPY_BEFORE},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (cstr_eq(rows[i].why, why))
			return rows[i].words;
	return T_COPY_HELPER;
}

static const char *ask_helper(const char *kind, struct str plain, struct buf *out)
{
	static const char *const answers[] = {"broken", "encrypted", "script", "part", "bomb", "kind"};
	const char *args[] = {kind, NULL}, *why = "helper";
	struct os_helper h = {.name = "huiyin-clean", .args = args, .in = plain, .out_max = COPY_BYTES, .timeout_ms = LIMIT_CLEAN_MS};
	enum os_helper_end end = os_helper_run(&h);
	struct str said = str_trim(buf_view(&h.err));
	for (size_t i = 0; end == OS_HELPER_DONE && h.status == 1 && i < sizeof answers / sizeof *answers; i++)
		if (str_is(said, answers[i]))
			why = answers[i];
	if (end == OS_HELPER_DONE && h.status == 0 && h.out.n > 0) {
		buf_str(out, buf_view(&h.out));
		why = "";
	}
	if (cstr_eq(why, "helper"))
		log_line(LOG_ERROR, "clean.failed", "kind", kind, "how", os_helper_word(end), NULL);
	os_helper_free(&h);
	return why;
}

const char *clean_copy(const char *type, struct str plain, struct buf *out)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!cstr_eq(kinds[i].type, type))
			continue;
		if (kinds[i].kind)
			return ask_helper(kinds[i].kind, plain, out);
		if (!utf8_valid(plain))
			return "broken";
		buf_str(out, plain);
		return "";
	}
	return "kind";
}

static struct str hash_text(struct arena *a, struct str bytes)
{
	struct sha256 h = sha256_of(bytes);
	return (struct str){arena_memdup(a, h.b, sizeof h.b), sizeof h.b};
}

/* New content in place of whatever the file held. The store syncs it when it takes it. */
static int fill(const char *path, struct str bytes)
{
	int fd = os_open_write(path);
	if (fd < 0)
		return fd;
	int64_t rc = os_write_all(fd, bytes.p, bytes.n);
	int closed = os_close(fd);
	return rc < 0 ? (int)rc : closed;
}

int clean_seal(struct arena *a, struct str plain, const char *path, struct original_in *out)
{
	struct seal_key key = seal_key_new();
	struct buf sealed;
	buf_init(&sealed, SEAL_FILE_MORE(plain.n));
	seal_file(&key, plain, &sealed);
	int rc = fill(path, buf_view(&sealed));
	*out = (struct original_in){true, path, hash_text(a, buf_view(&sealed)), {arena_memdup(a, key.b, sizeof key.b), sizeof key.b}, (int64_t)plain.n, hash_text(a, plain)};
	buf_free(&sealed);
	seal_wipe(&key, sizeof key);
	return rc;
}

/* The whole file, not in the arena, which lives as long as the request. */
static int read_all(const char *path, struct buf *out)
{
	char part[16 * 1024];
	int64_t n = 0;
	int fd = os_open_read(path);
	if (fd < 0)
		return fd;
	while (buf_ok(out) && (n = os_read(fd, part, sizeof part)) > 0)
		buf_add(out, part, (size_t)n);
	os_close(fd);
	return n < 0 ? (int)n : buf_ok(out) ? 0 : -EFBIG;
}

static struct msg with_copy(struct arena *a, struct file_in *f, struct str plain, struct str copy, bool of_petitioner)
{
	if (of_petitioner && clean_seal(a, plain, arena_printf(a, "%s.sealed", f->path), &f->original) < 0)
		return T_FAULT_FILE_DISK(f->name);
	bool whole = *f->why == '\0';
	if (fill(f->path, whole ? copy : STR_NONE) < 0)
		return T_FAULT_FILE_DISK(f->name);
	f->copy = whole ? "clean" : "none";
	f->size = whole ? (int64_t)copy.n : 0;
	f->sha256 = whole ? hash_text(a, copy) : STR_NONE;
	if (of_petitioner) {
		f->sent_name = f->name;
		f->name = "";
	}
	return MSG_NONE;
}

struct msg clean_take(struct arena *a, struct file_in *f, bool of_petitioner)
{
	struct buf plain, copy;
	struct msg fault = MSG_NONE;
	buf_init(&plain, LIMIT_FILE_BYTES);
	buf_init(&copy, COPY_BYTES);
	if (read_all(f->path, &plain) < 0) {
		fault = T_FAULT_FILE_DISK(f->name);
	} else {
		f->why = clean_copy(f->type, buf_view(&plain), &copy);
		if (cstr_eq(f->why, "bomb"))
			fault = T_FAULT_FILE_BOMB(f->name);
		else if (*f->why && !of_petitioner)
			fault = T_FAULT_FILE_NO_COPY(f->name);
		else
			fault = with_copy(a, f, buf_view(&plain), buf_view(&copy), of_petitioner);
	}
	seal_wipe(plain.p, plain.n);
	buf_free(&plain);
	buf_free(&copy);
	return fault;
}

struct msg clean_take_all(struct arena *a, struct act_in *in, bool of_petitioner)
{
	struct msg fault = MSG_NONE;
	for (size_t i = 0; i < in->files && !fault.id; i++)
		fault = clean_take(a, &in->file[i], of_petitioner);
	return fault;
}

void clean_forget(const struct act_in *in)
{
	for (size_t i = 0; i < in->files; i++)
		if (in->file[i].original.path)
			os_remove(in->file[i].original.path);
}
