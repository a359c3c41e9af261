/* Form bodies: urlencoded and multipart/form-data, as name-value pairs and
 * files. Every value is valid UTF-8 without NUL; repeated names are kept in
 * order (form_get takes the first; the caller that allows many walks them). */
#ifndef WIRE_FORM_H
#define WIRE_FORM_H

#include "../base/arena.h"
#include "../base/limits.h"
#include "../base/str.h"

struct form_field { struct str name, value; };
struct form_file {
	struct str field, name, type;  /* as the browser said; never trusted */
	const char *path;              /* spooled content */
	int64_t size;
};

struct form {
	struct form_field *field; size_t fields;
	struct form_file *file; size_t files;
};

enum form_error { FORM_OK, FORM_BAD, FORM_TOO_MANY, FORM_TOO_LARGE, FORM_DISK };

/* `text` is a query or an urlencoded body. */
enum form_error form_urlencoded(struct arena *a, struct str text, struct form *out);
/* Reads a spooled multipart body; files are written into dir under random names
 * (and are the caller's to move or remove: form_files_remove). boundary comes
 * from form_boundary. Empty file inputs (no name, no bytes) are left out. What
 * fails leaves no file behind and *out empty. TOO_MANY: parts over LIMIT_PARTS;
 * TOO_LARGE: all fields together over LIMIT_FORM_BYTES. A file over
 * LIMIT_FILE_BYTES comes with its true size and its beginning, and the first file
 * over LIMIT_FILES_PER_FORM without content (path NULL): the caller refuses them
 * and still has what was typed. */
enum form_error form_multipart(struct arena *a, const char *body_path, struct str boundary,
	const char *dir, struct form *out);
bool form_boundary(struct str content_type, struct str *boundary);
void form_files_remove(const struct form *f);
/* The streaming machine under it, for any split of the bytes and for the
 * fuzzer. After an error it stays in error. data may come in any pieces. */
struct multipart;
struct multipart_sink {
	void *ctx;
	/* filename.p NULL: a plain field. The texts live in the arena. Return false
	 * to stop with FORM_TOO_LARGE. */
	bool (*begin)(void *ctx, struct str name, struct str filename, struct str type);
	bool (*data)(void *ctx, struct str bytes);
	bool (*end)(void *ctx);
};
struct multipart *multipart_new(struct arena *a, struct str boundary,
	const struct multipart_sink *sink);
enum form_error multipart_feed(struct multipart *m, struct str bytes);
enum form_error multipart_finish(struct multipart *m);

/* The first value of a name, or p NULL; how many values it has. */
struct str form_get(const struct form *f, const char *name);
size_t form_count(const struct form *f, const char *name);
/* Does a name of f stand twice in it, or once in f and once in g? */
bool form_repeats(const struct form *f, const struct form *g);

#endif
