/* JPEG: the picture's coefficients are read and written anew (libjpeg-turbo),
 * so no point of it changes; of the rest nothing is taken over: no Exif, XMP,
 * ICC, comments, thumbnails, further pictures, no bytes behind the end. How the
 * picture must be turned is told by an Exif block of our own with that alone. */
#include <setjmp.h>
#include <stdio.h>
#include <jerror.h>
#include <jpeglib.h>

#include "clean.h"

enum { SCANS_MAX = 100, TAG_ORIENTATION = 0x0112 };

struct fault { struct jpeg_error_mgr mgr; jmp_buf out; bool memory; };

static void stop(j_common_ptr c)
{
	struct fault *f = (struct fault *)c->err;
	f->memory = c->err->msg_code == JERR_OUT_OF_MEMORY;
	longjmp(f->out, 1);
}

static void be_quiet(j_common_ptr c, int level)
{
	(void)c, (void)level;
}

/* A picture of thousands of passes is made to take time. */
static void watch(j_common_ptr c)
{
	if (c->is_decompressor && ((j_decompress_ptr)c)->input_scan_number > SCANS_MAX)
		stop(c);
}

/* 1 to 8, as the camera wrote it; 1 when it says nothing. */
static int orientation_of(struct str exif)
{
	if (exif.n < 14 || memcmp(exif.p, "Exif\0\0", 6) != 0)
		return 1;
	struct str t = str_from(exif, 6);
	bool little = t.p[0] == 'I';
	uint32_t at = little ? le32(t.p + 4) : be32(t.p + 4);
	if (at > t.n || t.n - at < 2)
		return 1;
	uint32_t rows = little ? le16(t.p + at) : be16(t.p + at);
	for (at += 2; rows > 0 && t.n - at >= 12; rows--, at += 12) {
		uint32_t tag = little ? le16(t.p + at) : be16(t.p + at), is = little ? le16(t.p + at + 8) : be16(t.p + at + 8);
		if (tag == TAG_ORIENTATION)
			return is >= 1 && is <= 8 ? (int)is : 1;
	}
	return 1;
}

static int find_orientation(j_decompress_ptr src)
{
	for (jpeg_saved_marker_ptr m = src->marker_list; m; m = m->next) {
		int is = orientation_of((struct str){(const char *)m->data, m->data_length});
		if (is != 1)
			return is;
	}
	return 1;
}

static void write_orientation(j_compress_ptr dst, int is)
{
	unsigned char exif[] = {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (unsigned char)is, 0, 0, 0, 0, 0, 0};
	if (is != 1)
		jpeg_write_marker(dst, JPEG_APP0 + 1, exif, sizeof exif);
}

/* -- where it is written to: our buffer, piece by piece. (jpeg_mem_dest loses its memory when it is left in the middle.) */

enum { PIECE = 64 * 1024 };
struct sink { struct jpeg_destination_mgr mgr; struct buf *out; unsigned char piece[PIECE]; };

static void sink_begin(j_compress_ptr c)
{
	struct sink *s = (struct sink *)c->dest;
	s->mgr.next_output_byte = s->piece;
	s->mgr.free_in_buffer = PIECE;
}

static boolean sink_full(j_compress_ptr c)
{
	struct sink *s = (struct sink *)c->dest;
	buf_add(s->out, s->piece, PIECE);
	sink_begin(c);
	return TRUE;
}

static void sink_end(j_compress_ptr c)
{
	struct sink *s = (struct sink *)c->dest;
	buf_add(s->out, s->piece, PIECE - s->mgr.free_in_buffer);
}

static void copy(j_decompress_ptr src, j_compress_ptr dst)
{
	jvirt_barray_ptr *points = jpeg_read_coefficients(src);
	jpeg_copy_critical_parameters(src, dst);
	dst->density_unit = 0;
	dst->X_density = dst->Y_density = 1;
	dst->optimize_coding = TRUE;
	if (src->progressive_mode)
		jpeg_simple_progression(dst);
	jpeg_write_coefficients(dst, points);
	write_orientation(dst, find_orientation(src));
	jpeg_finish_compress(dst);
	jpeg_finish_decompress(src);
}

/* Leaves by fault.out when something is wrong. */
static enum clean run(j_decompress_ptr src, j_compress_ptr dst, struct jpeg_progress_mgr *progress, struct sink *sink, struct str in)
{
	jpeg_create_decompress(src);
	jpeg_create_compress(dst);
	src->progress = progress;
	dst->dest = &sink->mgr;
	jpeg_mem_src(src, (const unsigned char *)in.p, in.n);
	jpeg_save_markers(src, JPEG_APP0 + 1, 0xffff);
	jpeg_read_header(src, TRUE);
	if (!picture_size_ok(src->image_width, src->image_height))
		return CLEAN_BOMB;
	copy(src, dst);
	return CLEAN_DONE;
}

enum clean clean_jpeg(struct str in, struct buf *out)
{
	static struct sink sink;
	struct fault fault = {.memory = false};
	struct jpeg_decompress_struct src = {.err = jpeg_std_error(&fault.mgr)};
	struct jpeg_compress_struct dst = {.err = &fault.mgr};
	struct jpeg_progress_mgr progress = {.progress_monitor = watch};
	volatile enum clean end = CLEAN_BROKEN;
	sink = (struct sink){.mgr = {.init_destination = sink_begin, .empty_output_buffer = sink_full, .term_destination = sink_end}, .out = out};
	fault.mgr.error_exit = stop;
	fault.mgr.emit_message = be_quiet;
	if (setjmp(fault.out) == 0)
		end = run(&src, &dst, &progress, &sink, in);
	else if (fault.memory)
		end = CLEAN_BOMB;
	jpeg_destroy_compress(&dst);
	jpeg_destroy_decompress(&src);
	return end;
}
