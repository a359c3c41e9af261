/* Chunks: however the stream is cut, the same bytes, the same end, the same
 * word; never more than allowed. The first two bytes choose limit and cut. */
#include "../../src/base/buf.h"
#include "../../src/base/bug.h"
#include "../../src/wire/http.h"

static void read_all(struct buf *out, struct str in, size_t step, uint64_t max)
{
	struct http_chunks c;
	enum http_parse r = HTTP_MORE;
	size_t at = 0;
	int status = 0;
	http_chunks_init(&c, max);
	while (at < in.n && r == HTTP_MORE) {
		struct str piece = str_head(str_from(in, at), step);
		while (piece.n > 0 && r == HTTP_MORE) {
			struct str data;
			size_t used;
			r = http_chunks_next(&c, piece, &used, &data, &status);
			must(used <= piece.n && (used > 0 || r != HTTP_MORE));
			buf_str(out, data);
			piece = str_from(piece, used);
			at += used;
		}
	}
	must(out->n <= max);
	buf_printf(out, "|%d %d %zu", (int)r, status, r == HTTP_DONE ? at : 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct buf whole, cut;
	if (n < 2)
		return 0;
	struct str in = {(const char *)p + 2, n - 2};
	buf_init(&whole, n + 100);
	buf_init(&cut, n + 100);
	read_all(&whole, in, n, (uint64_t)p[0] * 16);
	read_all(&cut, in, 1 + p[1] % 32u, (uint64_t)p[0] * 16);
	must(str_eq(buf_view(&whole), buf_view(&cut)));
	buf_free(&whole);
	buf_free(&cut);
	return 0;
}
