/* The reading loop of an import: file, encoding, CSV, rows in batches; refused
 * rows go to FILE.refused.csv with line and reason, written anew by each run. */
#ifndef FACE_IMPORT_FILE_H
#define FACE_IMPORT_FILE_H

#include "../matter/import.h"
#include "../wire/recode.h"

struct import_file {
	struct import *import;
	const struct mapfile *map;
	const char *path;
	enum encoding encoding; bool encoding_given;
	enum lang lang;                /* of the reasons */
	void (*progress)(void *ctx, int64_t bytes, int64_t total, int64_t rows);
	void *ctx;
	/* out */
	const char *refused_path;      /* NULL: none was refused */
	struct msg broken;             /* why the file could not be read to its end; id 0 when it was */
	bool trouble;                  /* of writing or storing, not of the file's content */
};

/* True when the file was read to its end; else f->broken. Rows before it are kept. */
bool import_file_run(struct arena *a, struct import_file *f);

#endif
