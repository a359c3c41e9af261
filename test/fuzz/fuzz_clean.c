/* Copies without traces: the first byte says of which kind, the rest is the
 * file. Whatever it is, there is a copy within its limits or a word why not. */
#include "../../src/base/bug.h"
#include "../../src/clean/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const kinds[] = {"jpeg", "png", "gif", "webp", "pdf", "docx", "odt", "mp3", "mp4", "text"};
	struct buf out;
	if (size == 0 || data[0] < 'a' || (size_t)(data[0] - 'a') >= sizeof kinds / sizeof *kinds)
		return 0;
	buf_init(&out, CLEAN_OUT_BYTES);
	enum clean end = clean_file(kinds[data[0] - 'a'], (struct str){(const char *)data + 1, size - 1}, &out);
	must(end < CLEAN__MAX && *clean_word(end));
	must(end != CLEAN_DONE || (buf_ok(&out) && out.n > 0));
	buf_free(&out);
	return 0;
}
