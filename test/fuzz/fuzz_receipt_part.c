/* Receipts in parts: what is joined splits into the same receipt again, and
 * whatever is split is joined. */
#include "../../src/base/bug.h"
#include "../../src/rule/receipt_part.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void split_and_join(struct arena *a, struct str receipt)
{
	struct str again;
	const char *text = "";
	int n = receipt_parts(receipt.n), lacks;
	for (int i = n; i > 0; i--)
		text = arena_printf(a, "%s%s\n", text, receipt_part(a, receipt, i));
	must(n == 0 || (receipt_join(a, str_of(text), &again, &lacks) == RECEIPT_JOINED && str_eq(again, receipt)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct str in = {(const char *)data, size}, out;
	int lacks;
	enum receipt_join j = receipt_join(a, in, &out, &lacks);
	must((lacks > 0) == (j == RECEIPT_LACKS_PART));
	if (j == RECEIPT_JOINED)
		split_and_join(a, out);
	else if (size > 0 && size <= 8192)
		split_and_join(a, in);
	arena_free(a);
	return 0;
}
