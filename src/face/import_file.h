/* The reading loop of an import: file, encoding, CSV, rows in batches; refused
 * rows go to FILE.refused.csv with line and reason, written anew by each run.
 * A workbook (.xlsx) is read by huiyin-sheet, whole; its first row that has the
 * map's columns, among the first SHEET_HEAD_ROWS, is the header. */
#ifndef FACE_IMPORT_FILE_H
#define FACE_IMPORT_FILE_H

#include "../matter/import.h"
#include "../wire/recode.h"
#include "sheet.h"

enum { SHEET_HEAD_ROWS = 10 };

struct import_file {
	struct import *import;
	const struct mapfile *map;
	const char *path;
	const char *sheet;             /* of a workbook: the worksheet; NULL: the first that is shown */
	enum encoding encoding; bool encoding_given;
	enum lang lang;                /* of the reasons */
	void (*progress)(void *ctx, int64_t bytes, int64_t total, int64_t rows);
	void *ctx;
	/* out */
	struct sheet_told told[SHEET_TOLD_MAX]; size_t tolds;  /* of a workbook: what was not taken as it stood */
	const char *refused_path;      /* NULL: none was refused */
	struct msg broken;             /* why the file could not be read to its end; id 0 when it was */
	bool trouble;                  /* of writing or storing, not of the file's content */
};

/* By the file's first bytes; false also when it cannot be read. */
bool import_file_is_workbook(const char *path);
/* True when the file was read to its end; else f->broken. Rows before it are kept. */
bool import_file_run(struct arena *a, struct import_file *f);

#endif
