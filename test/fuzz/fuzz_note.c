/* Signed notes and keys: what is read is written again as it stood. */
#include "../../src/base/bug.h"
#include "../../src/rule/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(16 * 1024 * 1024);
	struct str in = {(const char *)data, size}, at;
	struct note n;
	struct note_key k;
	struct note_secret s;
	if (note_parse(a, in, &n)) {
		must(n.sigs > 0 && note_text_ok(n.text));
		at = n.text;
		for (size_t i = 0; i < n.sigs; i++) {
			must(note_name_ok(n.sig[i].name) && n.sig[i].bytes.n > 0);
			must(n.sig[i].line.p == (i ? at.p + at.n : at.p + at.n + 1));
			at = n.sig[i].line;
		}
		must(at.p + at.n == in.p + in.n);
	}
	if (note_key_parse(a, in, &k))
		/* the same but for the case of the id's letters */
		must(str_of(note_key_text(a, &k)).n == in.n && note_key_parse(a, str_of(note_key_text(a, &k)), &k));
	if (note_secret_parse(a, in, &s))
		must(note_name_ok(s.key.name));
	arena_free(a);
	return 0;
}
