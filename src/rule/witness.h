/* What a witness decides (C2SP tlog-witness), as arithmetic: it keeps the
 * latest checkpoint of each log it watches and cosigns another only when a
 * proof shows that the ledger has done nothing but grow. So it can sign
 * neither a fork, nor a smaller tree, nor one from which a record is gone. */
#ifndef RULE_WITNESS_H
#define RULE_WITNESS_H

#include "checkpoint.h"

struct witness_log {
	struct note_key key;           /* its name is the origin */
	struct checkpoint last;        /* size 0 and the empty root: nothing seen yet */
};

struct witness_request {
	int64_t old;
	struct merkle_proof proof;
	struct str note;
};

struct witness_verdict {
	int status;                    /* 200: cosign; 400, 403, 404, 409 (tell last.size), 422 */
	struct witness_log *log;       /* NULL for 400 and 404 */
	struct checkpoint checkpoint;  /* with 200; the origin is the key's name */
	struct str text, log_line;     /* with 200: the text to sign, the log's own signature line */
};

void witness_log_new(struct witness_log *w, const struct note_key *key);
/* "old <size>", hash lines, an empty line, a checkpoint. */
bool witness_request_parse(struct arena *a, struct str body, struct witness_request *out);
/* Changes nothing: the caller keeps the checkpoint, durably, then sets log->last, then answers. */
struct witness_verdict witness_judge(struct arena *a, struct str body, struct witness_log *logs, size_t n);
/* The state that was kept: the checkpoint the witness cosigned, with the log's and its own
 * signature. False when it is not that, of this log and by this key. */
bool witness_restore(struct arena *a, struct str note, const struct note_key *own, struct witness_log *w);

#endif
