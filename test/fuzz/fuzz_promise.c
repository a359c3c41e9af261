/* Promises: the text has one spelling, and none is believed under a key nobody has. */
#include "../../src/base/bug.h"
#include "../../src/rule/promise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct str in = {(const char *)data, size};
	struct promise p;
	struct promise_proof proof;
	struct note_key nobody = {.name = STR("log.example"), .id = 0x01020304, .type = NOTE_LOG};
	struct policy policy = policy_of_key(&nobody);
	if (promise_parse(a, in, &p)) {
		must(str_eq(promise_text(a, &p), in));
		must(promise_deadline(&p) > p.time);
	}
	must(promise_verify(a, in, &policy, &proof) != PROMISE_GIVEN);
	arena_free(a);
	return 0;
}
