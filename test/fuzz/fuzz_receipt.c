/* Receipts: what is read is written again byte for byte, none is proved under a
 * key nobody has, and events are read to their end. */
#include "../../src/base/bug.h"
#include "../../src/rule/canon.h"
#include "../../src/rule/receipt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_event(struct str json)
{
	struct str name, value, before = {NULL, 0};
	if (!canon_ok(json))
		return;
	while (canon_member(&json, &name, &value)) {
		must(!before.p || str_cmp(before, name) < 0);
		must(value.n > 0);
		before = name;
	}
	must(str_is(json, "}"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct str in = {(const char *)data, size};
	struct receipt r;
	struct receipt_proof proof;
	struct note_key nobody = {.name = STR("log.example"), .id = 0x01020304, .type = NOTE_LOG};
	struct policy policy = policy_of_key(&nobody);
	read_event(in);
	if (receipt_parse(a, in, &r)) {
		struct buf b;
		buf_init(&b, LIMIT_RECEIPT_BYTES + 1);
		receipt_write(a, &b, &r);
		must(str_eq(buf_view(&b), in));
		buf_free(&b);
		if (r.opening.p && r.opening.n > RECEIPT_NONCE_BYTES)
			read_event(str_from(r.opening, RECEIPT_NONCE_BYTES));
	}
	must(receipt_verify(a, in, &policy, &proof) != RECEIPT_PROVED);
	arena_free(a);
	return 0;
}
