/* QR codes (libqrencode) as inline SVG: no request, no script. */
#include <qrencode.h>

#include "web_public.h"

enum { QUIET = 4, BYTES = 64 * 1024 };

/* The dark modules of a row, each run of them as one bar. */
static void row(struct buf *b, const unsigned char *module, int width, int y)
{
	for (int x = 0, n; x < width; x += n) {
		for (n = 1; x + n < width && (module[x + n] & 1) == (module[x] & 1); n++)
			;
		if (module[x] & 1)
			buf_printf(b, "M%d %dh%dv1h-%dz", x + QUIET, y, n, n);
	}
}

struct safe qr_svg(struct arena *a, const char *text)
{
	struct buf b;
	QRcode *q = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	struct safe none = {STR_NONE};
	if (!q)
		return none;
	int side = q->width + 2 * QUIET;
	buf_init(&b, BYTES);
	buf_printf(&b, "<svg class=\"qr\" viewBox=\"0 0 %d %d\" role=\"img\" aria-hidden=\"true\" shape-rendering=\"crispEdges\"><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/><path fill=\"#000\" d=\"", side, side, side, side);
	for (int y = 0; y < q->width; y++)
		row(&b, q->data + y * q->width, q->width, y + QUIET);
	buf_cstr(&b, "\"/></svg>\n");
	QRcode_free(q);
	struct safe out = {str_of(arena_strdup(a, buf_ok(&b) ? b.p : ""))};
	buf_free(&b);
	return out;
}
