/* PDF (libqpdf): the document is written anew from what its pages need. Left
 * out: the information dictionary, XMP, thumbnails, embedded files, data of
 * programs, authors and times of notes, signatures (their look stays), earlier
 * versions, the identifier. Its JPEG pictures are cleaned as such. What is
 * encrypted, runs, or calls other files is not copied. */
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "clean.h"

enum { OBJECTS_MAX = 500000, ID_MAX = 4000000, KEY_BYTES = 100, TRAILER_KEYS = 100 };

struct pdf {
	qpdf_data q;
	qpdf_oh *todo;
	size_t n, room, seen;
	unsigned char *seen_id;
	enum clean end;
};

static const char *const dropped[] = {"/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/EmbeddedFiles", "/AF", "/EF", "/Perms", "/DSS",
	"/Legal", "/Collection", "/SpiderInfo", "/CreatorInfo", "/ModDate", "/CreationDate", NULL};
static const char *const running[] = {"/JS", "/XFA", NULL};
static const char *const actions[] = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
	"/RichMediaExecute", NULL};
static const char *const notes[] = {"/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline", "/Squiggly",
	"/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/Redact", NULL};
static const char *const of_a_note[] = {"/T", "/M", "/NM", "/Subj", NULL};
static const char *const foreign[] = {"/FileAttachment", "/Screen", "/Movie", "/Sound", "/RichMedia", "/3D", NULL};

static void remove_keys(struct pdf *p, qpdf_oh dict, const char *const *keys)
{
	for (size_t i = 0; keys[i]; i++)
		qpdf_oh_remove_key(p->q, dict, keys[i]);
}

static bool name_in(struct pdf *p, qpdf_oh dict, const char *key, const char *const *names)
{
	qpdf_oh is = qpdf_oh_get_key(p->q, dict, key);
	bool in = false;
	for (size_t i = 0; names[i] && !in; i++)
		in = qpdf_oh_is_name_and_equals(p->q, is, names[i]);
	qpdf_oh_release(p->q, is);
	return in;
}

static void push(struct pdf *p, qpdf_oh oh)
{
	if (p->n == p->room) {
		p->room = p->room ? p->room * 2 : 1024;
		qpdf_oh *more = p->seen > OBJECTS_MAX || p->room > OBJECTS_MAX * 8UL ? NULL : realloc(p->todo, p->room * sizeof *more);
		if (!more) {
			p->end = CLEAN_BOMB;
			return;
		}
		p->todo = more;
	}
	p->todo[p->n++] = oh;
}

/* What stands under the keys that are left. */
static void push_values(struct pdf *p, qpdf_oh dict)
{
	const char *key;
	/* the iteration is the document's own: nothing else is asked while it goes on but for values */
	for (qpdf_oh_begin_dict_key_iter(p->q, dict); p->end == CLEAN_DONE && qpdf_oh_dict_more_keys(p->q);) {
		key = qpdf_oh_dict_next_key(p->q);
		push(p, qpdf_oh_get_key(p->q, dict, key));
	}
}

static void do_dictionary(struct pdf *p, qpdf_oh dict)
{
	static const char *const signature[] = {"/Sig", NULL};
	remove_keys(p, dict, dropped);
	if (name_in(p, dict, "/FT", signature))
		qpdf_oh_remove_key(p->q, dict, "/V");
	if (name_in(p, dict, "/Subtype", notes))
		remove_keys(p, dict, of_a_note);
	for (size_t i = 0; running[i]; i++)
		if (qpdf_oh_has_key(p->q, dict, running[i]))
			p->end = CLEAN_SCRIPT;
	if (name_in(p, dict, "/S", actions))
		p->end = CLEAN_SCRIPT;
	else if (name_in(p, dict, "/Subtype", foreign) || qpdf_oh_has_key(p->q, dict, "/ByteRange"))
		p->end = CLEAN_PART;
	if (p->end == CLEAN_DONE)
		push_values(p, dict);
}

static enum clean clean_inner_jpeg(struct pdf *p, qpdf_oh stream, struct str raw)
{
	struct buf b;
	buf_init(&b, CLEAN_OUT_BYTES);
	enum clean end = clean_jpeg(raw, &b);
	if (end == CLEAN_DONE && buf_ok(&b)) {
		qpdf_oh filter = qpdf_oh_new_name(p->q, "/DCTDecode"), parms = qpdf_oh_get_key(p->q, qpdf_oh_get_dict(p->q, stream), "/DecodeParms");
		qpdf_oh_replace_stream_data(p->q, stream, (const unsigned char *)b.p, b.n, filter, parms);
	}
	buf_free(&b);
	return end;
}

static void do_picture(struct pdf *p, qpdf_oh stream, const char *filter)
{
	unsigned char *raw = NULL;
	size_t n = 0;
	if (qpdf_oh_get_stream_data(p->q, stream, qpdf_dl_none, NULL, &raw, &n) & QPDF_ERRORS)
		p->end = CLEAN_BROKEN;
	else if (strcmp(filter, "/DCTDecode") == 0)
		p->end = clean_inner_jpeg(p, stream, (struct str){(const char *)raw, n});
	else if (memmem(raw, n, "uuid", 4) || memmem(raw, n, "xml ", 4))
		p->end = CLEAN_PART;           /* JPEG 2000 with boxes that tell */
	free(raw);
}

static void do_stream(struct pdf *p, qpdf_oh stream)
{
	qpdf_oh dict = qpdf_oh_get_dict(p->q, stream), filter = qpdf_oh_get_key(p->q, dict, "/Filter");
	static const char *const own[] = {"/DCTDecode", "/JPXDecode", NULL};
	do_dictionary(p, dict);
	if (qpdf_oh_is_array(p->q, filter)) {
		int n = qpdf_oh_get_array_n_items(p->q, filter);
		for (int i = 0; i < n && p->end == CLEAN_DONE; i++) {
			qpdf_oh one = qpdf_oh_get_array_item(p->q, filter, i);
			for (size_t k = 0; own[k] && p->end == CLEAN_DONE; k++)
				if (!qpdf_oh_is_name_and_equals(p->q, one, own[k]))
					continue;
				else if (n == 1)
					do_picture(p, stream, own[k]);
				else
					p->end = CLEAN_PART;       /* a picture packed twice */
			qpdf_oh_release(p->q, one);
		}
	}
	for (size_t k = 0; own[k] && p->end == CLEAN_DONE; k++)
		if (qpdf_oh_is_name_and_equals(p->q, filter, own[k]))
			do_picture(p, stream, own[k]);
	qpdf_oh_release(p->q, filter);
	qpdf_oh_release(p->q, dict);
}

/* Each object that can be reached, once. */
static bool new_here(struct pdf *p, qpdf_oh oh)
{
	int id = qpdf_oh_is_indirect(p->q, oh) ? qpdf_oh_get_object_id(p->q, oh) : 0;
	if (++p->seen > OBJECTS_MAX * 8UL || id < 0 || id > ID_MAX) {
		p->end = CLEAN_BOMB;
		return false;
	}
	bool had = id && p->seen_id[id / 8] & 1 << id % 8;
	p->seen_id[id / 8] |= (unsigned char)(1 << id % 8);
	return !had;
}

static void walk(struct pdf *p)
{
	push(p, qpdf_get_root(p->q));
	while (p->n > 0 && p->end == CLEAN_DONE) {
		qpdf_oh oh = p->todo[--p->n];
		if (new_here(p, oh)) {
			if (qpdf_oh_is_stream(p->q, oh))
				do_stream(p, oh);
			else if (qpdf_oh_is_dictionary(p->q, oh))
				do_dictionary(p, oh);
			else if (qpdf_oh_is_array(p->q, oh))
				for (int i = 0, n = qpdf_oh_get_array_n_items(p->q, oh); i < n && p->end == CLEAN_DONE; i++)
					push(p, qpdf_oh_get_array_item(p->q, oh, i));
		}
		qpdf_oh_release(p->q, oh);
	}
}

/* The next key of the trailer that is neither root nor size; false when there is none. */
static bool spare_key(struct pdf *p, qpdf_oh trailer, char key[static KEY_BYTES])
{
	for (qpdf_oh_begin_dict_key_iter(p->q, trailer); qpdf_oh_dict_more_keys(p->q);) {
		const char *k = qpdf_oh_dict_next_key(p->q);
		if (strcmp(k, "/Root") == 0 || strcmp(k, "/Size") == 0)
			continue;
		snprintf(key, KEY_BYTES, "%s", k);
		return true;
	}
	return false;
}

/* Of the trailer the root is left. */
static void bare_trailer(struct pdf *p)
{
	char key[KEY_BYTES];
	qpdf_oh trailer = qpdf_get_trailer(p->q);
	for (int i = 0; i < TRAILER_KEYS && spare_key(p, trailer, key); i++)
		qpdf_oh_remove_key(p->q, trailer, key);
	if (spare_key(p, trailer, key))
		p->end = CLEAN_BROKEN;
}

static void write_anew(struct pdf *p, struct buf *out)
{
	if (qpdf_init_write_memory(p->q) & QPDF_ERRORS) {
		p->end = CLEAN_BROKEN;
		return;
	}
	qpdf_set_deterministic_ID(p->q, QPDF_TRUE);
	qpdf_set_object_stream_mode(p->q, qpdf_o_generate);
	if (qpdf_write(p->q) & QPDF_ERRORS)
		p->end = CLEAN_BROKEN;
	else
		buf_add(out, qpdf_get_buffer(p->q), qpdf_get_buffer_length(p->q));
}

static enum clean trouble(qpdf_data q)
{
	qpdf_error e = qpdf_get_error(q);
	return e && qpdf_get_error_code(q, e) == qpdf_e_password ? CLEAN_ENCRYPTED : CLEAN_BROKEN;
}

enum clean clean_pdf(struct str in, struct buf *out)
{
	struct pdf p = {.q = qpdf_init(), .seen_id = calloc(1, ID_MAX / 8 + 1), .end = CLEAN_DONE};
	if (!p.seen_id)
		p.end = CLEAN_BOMB;
	qpdf_silence_errors(p.q);
	qpdf_set_suppress_warnings(p.q, QPDF_TRUE);
	if (p.end == CLEAN_DONE && qpdf_read_memory(p.q, "file", in.p, in.n, NULL) & QPDF_ERRORS)
		p.end = trouble(p.q);
	else if (p.end == CLEAN_DONE && qpdf_is_encrypted(p.q))
		p.end = CLEAN_ENCRYPTED;
	if (p.end == CLEAN_DONE)
		walk(&p);
	if (p.end == CLEAN_DONE)
		bare_trailer(&p);
	if (p.end == CLEAN_DONE)
		write_anew(&p, out);
	free(p.todo);
	free(p.seen_id);
	qpdf_cleanup(&p.q);
	return p.end;
}
