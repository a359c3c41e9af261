/* Requests to a witness: never cosigned for a key nobody has, whatever is asked. */
#include "../../src/base/bug.h"
#include "../../src/rule/witness.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(16 * 1024 * 1024);
	struct str in = {(const char *)data, size};
	struct note_key nobody = {.name = STR("log.example"), .id = 0x01020304, .type = NOTE_LOG};
	struct witness_log w;
	struct witness_request r;
	witness_log_new(&w, &nobody);
	struct witness_verdict v = witness_judge(a, in, &w, 1);
	must(v.status == 400 || v.status == 403 || v.status == 404);
	must((v.status == 400) == !v.log || v.status == 404);
	if (witness_request_parse(a, in, &r))
		must(r.old >= 0 && r.proof.n <= LIMIT_WITNESS_PROOF_LINES && r.note.p + r.note.n == in.p + in.n);
	must(!witness_restore(a, in, &nobody, &w) && w.last.size == 0);
	arena_free(a);
	return 0;
}
