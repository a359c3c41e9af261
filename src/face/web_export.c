/* One's own data in one click: everything the system holds that the petitioner
 * may have (PIPL 45; GDPR 15 and 20), as one ZIP: a readme, all rows as JSON,
 * the papers in both languages, the files, the receipts, and the page that
 * checks them. Laws: 1 what the follow page shows stands here too, and nothing
 * more: public events, papers addressed to the petitioner, their own clocks; 2
 * the identity and the files as they were sent are opened by the session's own
 * key and stand in memory only, as the whole archive does on its way (a file
 * in memory); 3 it is a download that nothing on the way keeps; 4 files
 * are copied on the slow lane, for the loop does not wait for the disk. */
#include "api.h"
#include "web_ledger.h"
#include "web_public.h"

#include "../base/limits.h"
#include "../base/os.h"
#include "../matter/copy.h"
#include "../matter/identity.h"
#include "../matter/ledger_receipt.h"
#include "../matter/ledger_run.h"
#include "../matter/original.h"
#include "../wire/zip.h"

enum { RECEIPT_BYTES = 1024 * 1024, PIECE_BYTES = 4 * 1024 * 1024, RECEIPT_ARENA_BYTES = 16 * 1024 * 1024 };

struct export {
	struct matter m;
	struct zip zip;
	struct buf piece;              /* what goes to the file next */
	int to;                        /* the file in memory, or -1 */
	int64_t written;
	bool broken;                   /* the disk, or a file that is not there */
	struct q_event_list *event;
	size_t events;
	struct q_document_of_matter *paper;
	size_t papers;
	struct q_attachment_of_matter *file;
	size_t files;
	bool *has_receipt;             /* beside event */
	struct q_attachment_by_token *blob;    /* beside file */
	struct original *original;             /* beside file: what was sent, when it opens */
	bool *left_out;                        /* beside file: not public, without content, or more than an archive holds */
};

static bool mine(const struct q_document_of_matter *d)
{
	return d->public && cstr_eq(d->status, "issued");
}

/* -- names in the archive */

static const char *receipt_name(struct req *r, const struct export *x, size_t i)
{
	return arena_printf(r->arena, "receipts/%s-%lld.tlog-proof", x->m.m.number, (long long)x->event[i].seq);
}

static const char *paper_name(struct req *r, const struct export *x, size_t i, const char *lang)
{
	return arena_printf(r->arena, "papers/%02lld-%s.%s.txt", (long long)x->paper[i].place, x->paper[i].kind, lang);
}

static const char *file_name(struct req *r, const struct export *x, size_t i)
{
	return arena_printf(r->arena, "files/%02zu-%s", i + 1, zip_name(r->arena, x->original[i].name ? x->original[i].name : x->file[i].name));
}

/* -- the rows as JSON */

static void write_identity(struct json *j, struct req *r, const struct matter *m)
{
	static const char *const access_words[] = {[IDENTITY_CLOSED] = "locked", [IDENTITY_NONE] = "none", [IDENTITY_LOCKED] = "locked", [IDENTITY_OPEN] = "open"};
	struct identity_row *row;
	size_t n;
	json_text(j, "identity_state", access_words[identity_read(req_read(r), m, &r->viewer, r->now.today, &row, &n)]);
	json_array(j, "identity");
	for (size_t i = 0; i < n; i++) {
		json_object(j, NULL);
		json_int(j, "representative", row[i].seq);
		json_text(j, "name", row[i].name.secret);
		json_text(j, "phone", row[i].phone.secret);
		json_text(j, "email", row[i].email.secret);
		json_text(j, "address", row[i].address.secret);
		json_text(j, "id_number", row[i].id_number.secret);
		json_text(j, "guardian", row[i].guardian.secret);
		json_end(j);
	}
	json_end(j);
}

static void write_ratings(struct json *j, struct req *r, const struct matter *m)
{
	struct q_rating_list *q;
	size_t n = q_rating_list(req_read(r), m->m.id, &q);
	json_array(j, "ratings");
	for (size_t i = 0; i < n; i++) {
		json_object(j, NULL);
		json_int(j, "round", q[i].round);
		json_text(j, "satisfied", q[i].satisfied);
		if (q[i].solved == DB_NULL_INT)
			json_null(j, "solved");
		else
			json_bool(j, "solved", q[i].solved != 0);
		json_text(j, "comment", q[i].comment);
		json_end(j);
	}
	json_end(j);
}

static int64_t size_of(const struct export *x, size_t i)
{
	return x->original[i].name ? x->original[i].size : x->file[i].size;
}

static void write_files(struct json *j, struct req *r, const struct export *x)
{
	json_array(j, "files");
	for (size_t i = 0; i < x->files; i++) {
		if (!x->file[i].public)
			continue;
		json_object(j, NULL);
		json_text(j, "name", x->original[i].name ? x->original[i].name : x->file[i].name);
		json_text(j, "type", x->file[i].type);
		json_int(j, "size", size_of(x, i));
		json_text(j, "copy_for_others", cstr_eq(x->file[i].copy, "none") ? NULL : x->file[i].name);
		json_text(j, "file", x->left_out[i] ? NULL : file_name(r, x, i));
		json_text(j, "path", arena_printf(r->arena, "/follow/f/%s", x->file[i].token));
		json_end(j);
	}
	json_end(j);
}

static void write_receipts(struct json *j, struct req *r, const struct export *x)
{
	struct ledger_head head;
	json_array(j, "receipts");
	for (size_t i = 0; i < x->events; i++) {
		if (!x->event[i].public)
			continue;
		json_object(j, NULL);
		json_int(j, "seq", x->event[i].seq);
		json_text(j, "file", x->has_receipt[i] ? receipt_name(r, x, i) : NULL);
		json_end(j);
	}
	json_end(j);
	json_text(j, "ledger_key", ledger_vkey(r->city));
	if (!ledger_head(r->city, r->arena, &head))
		return;
	json_int(j, "ledger_size", head.size);
	json_text(j, "ledger_root", head.root);
}

static void write_rows(struct req *r, struct export *x, struct buf *out)
{
	struct json j;
	char at[21];
	json_init(&j, out);
	json_object(&j, NULL);
	json_text(&j, "exported_at", utc_text(r->now.utc_ms, at));
	json_text(&j, "city_zh", r->city->name[LANG_ZH]);
	json_text(&j, "city_en", r->city->name[LANG_EN]);
	api_row(&j, r, &x->m, true);
	write_identity(&j, r, &x->m);
	api_clocks(&j, r, &x->m, true);
	api_events(&j, r, &x->m, true);
	api_questions(&j, r, &x->m);
	api_documents(&j, r, &x->m, true);
	write_ratings(&j, r, &x->m);
	write_files(&j, r, x);
	write_receipts(&j, r, x);
	json_end(&j);
	json_done(&j);
}

/* -- the readme, in both languages */

static const char *readme(struct req *r, const struct export *x)
{
	char at[21];
	const char *text = "";
	utc_text(r->now.utc_ms, at);
	for (int i = 0; i < LANG__MAX; i++) {
		enum lang lang = i == 0 ? r->lang : r->lang == LANG_ZH ? LANG_EN : LANG_ZH;
		const struct msg lines[] = {T_EXPORT_TITLE(x->m.m.number, r->city->name[lang], at), T_EXPORT_DATA, T_EXPORT_PAPERS, T_EXPORT_FILES, T_EXPORT_RECEIPTS,
			T_EXPORT_CHECK, T_EXPORT_KEY(*ledger_vkey(r->city) ? ledger_vkey(r->city) : "—"), T_EXPORT_PRIVATE};
		for (size_t k = 0; k < sizeof lines / sizeof *lines; k++)
			text = arena_printf(r->arena, "%s%s\n\n", text, msg_text(r->arena, lang, lines[k]));
	}
	return text;
}

/* -- to the disk */

static void flush(struct export *x)
{
	x->broken = x->broken || !buf_ok(&x->piece) || os_write_all(x->to, x->piece.p, x->piece.n) < 0;
	x->written += (int64_t)x->piece.n;
	buf_clear(&x->piece);
}

static void add_papers(struct req *r, struct export *x)
{
	for (size_t i = 0; i < x->papers; i++) {
		if (!mine(&x->paper[i]))
			continue;
		zip_add(&x->zip, paper_name(r, x, i, "zh"), str_of(x->paper[i].body_zh));
		zip_add(&x->zip, paper_name(r, x, i, "en"), str_of(x->paper[i].body_en));
		flush(x);
	}
}

/* Each in memory of its own: a long history has many. */
static void add_receipts(struct req *r, struct export *x)
{
	struct tx *tx = req_read(r);
	struct arena *whole = tx->arena, *small = arena_new(RECEIPT_ARENA_BYTES);
	struct buf b;
	buf_init(&b, RECEIPT_BYTES);
	for (size_t i = 0; i < x->events; i++) {
		if (!x->has_receipt[i])
			continue;
		buf_clear(&b);
		tx->arena = small;
		x->broken = x->broken || !ledger_receipt(tx, r->city, x->m.m.id, x->event[i].seq, &b);
		tx->arena = whole;
		arena_reset(small);
		zip_add(&x->zip, receipt_name(r, x, i), buf_view(&b));
		flush(x);
	}
	arena_free(small);
	buf_free(&b);
}

/* Content of a file that stands in the store as it is. */
static bool read_copy(struct req *r, const struct q_attachment_by_token *row, struct buf *out)
{
	struct sha256 h;
	int64_t size, n = 0;
	char part[16 * 1024];
	if (row->sha256.n != sizeof h.b)
		return false;
	memcpy(h.b, row->sha256.p, sizeof h.b);
	int fd = blob_open(r->city->store, &h, &size);
	while (fd >= 0 && buf_ok(out) && (n = os_read(fd, part, sizeof part)) > 0)
		buf_add(out, part, (size_t)n);
	if (fd >= 0)
		os_close(fd);
	return fd >= 0 && n == 0 && buf_ok(out);
}

static void copy(struct req *r, struct export *x, size_t i)
{
	struct buf b;
	struct original *o = &x->original[i];
	buf_init(&b, LIMIT_FILE_BYTES);
	bool whole = o->name ? original_read(r->city->store, o, &b) : read_copy(r, &x->blob[i], &b);
	seal_wipe(&o->key, sizeof o->key);
	x->broken = x->broken || !whole;
	if (whole) {
		zip_add_apart(&x->zip, file_name(r, x, i), zip_crc(0, buf_view(&b)), (uint32_t)b.n);
		flush(x);
		x->broken = x->broken || os_write_all(x->to, b.p, b.n) < 0;
		x->written += (int64_t)b.n;
	}
	seal_wipe(b.p, b.n);
	buf_free(&b);
}

static void copy_files(struct req *r)
{
	struct export *x = r->data;
	for (size_t i = 0; i < x->files && !x->broken; i++)
		if (!x->left_out[i])
			copy(r, x, i);
	zip_end(&x->zip);
	flush(x);
	buf_free(&x->piece);
}

static void answer(struct req *r)
{
	struct export *x = r->data;
	struct response *res = &r->http->res;
	if (x->broken || !buf_ok(&res->body)) {
		os_close(x->to);
		req_trouble(r, TROUBLE_LOST);
		return;
	}
	res->status = 200;
	res->content_type = "application/zip";
	res->body_fd = x->to;
	res->body_fd_size = x->written;
	buf_cstr(&res->head, arena_printf(r->arena, "Content-Disposition: attachment; filename=\"%s.zip\"\r\nCache-Control: no-store\r\n", x->m.m.number));
}

/* Those the head covers. */
static void find_receipts(struct req *r, struct export *x)
{
	struct ledger_head head;
	struct q_leaf_of_event leaf;
	if (!ledger_head(r->city, r->arena, &head))
		return;
	for (size_t i = 0; i < x->events; i++)
		x->has_receipt[i] = x->event[i].public && q_leaf_of_event(req_read(r), x->m.m.id, x->event[i].seq, &leaf) && leaf.opening && leaf.leaf < head.size;
}

/* What was sent, else what stands for it; as much as one archive holds. */
static void find_files(struct req *r, struct export *x)
{
	struct tx *tx = req_read(r);
	int64_t all = 0;
	x->original = arena_make_n(r->arena, struct original, x->files + 1);
	x->left_out = arena_make_n(r->arena, bool, x->files + 1);
	for (size_t i = 0; i < x->files; i++) {
		q_attachment_by_token(tx, x->file[i].token, &x->blob[i]);
		if (x->file[i].original && original_open(tx, &x->m, &r->viewer, r->now.today, x->file[i].id, x->file[i].token, &x->original[i]) != IDENTITY_OPEN)
			x->original[i] = (struct original){0};
		bool content = x->original[i].name || !cstr_eq(x->file[i].copy, "none");
		x->left_out[i] = !x->file[i].public || !content || all + size_of(x, i) > LIMIT_EXPORT_FILES_BYTES;
		all += x->left_out[i] ? 0 : size_of(x, i);
	}
}

static bool gather(struct req *r, struct export *x)
{
	struct tx *tx = req_read(r);
	if (!matter_load(tx, r->city, r->viewer.matter_id, &x->m))
		return false;
	copy_own(tx, &x->m, &r->viewer);
	x->events = matter_events(tx, &x->m, &r->viewer, &x->event);
	x->papers = matter_papers(tx, &x->m, &r->viewer, &x->paper);
	x->files = q_attachment_of_matter(tx, x->m.m.id, &x->file);
	x->has_receipt = arena_make_n(r->arena, bool, x->events + 1);
	x->blob = arena_make_n(r->arena, struct q_attachment_by_token, x->files + 1);
	find_files(r, x);
	find_receipts(r, x);
	return true;
}

void web_follow_export(struct req *r)
{
	struct export *x = arena_make(r->arena, struct export);
	struct buf rows;
	if (!viewer_own(&r->viewer, r->viewer.matter_id) || !gather(r, x)) {
		req_not_found(r);
		return;
	}
	x->to = os_open_memory();
	if (x->to < 0) {
		req_trouble(r, TROUBLE_FULL);
		return;
	}
	r->data = x;
	buf_init(&x->piece, PIECE_BYTES);
	buf_init(&rows, LIMIT_RESPONSE_BYTES);
	write_rows(r, x, &rows);
	x->broken = !buf_ok(&rows);
	/* The answer: what is in memory, then the file. */
	zip_begin(&x->zip, &r->http->res.body, r->now);
	zip_add(&x->zip, "README.txt", str_of(readme(r, x)));
	zip_add(&x->zip, "data.json", buf_view(&rows));
	buf_free(&rows);
	x->zip.out = &x->piece;
	zip_add(&x->zip, "check.html", check_page(r));
	flush(x);
	add_papers(r, x);
	add_receipts(r, x);
	req_slow(r, copy_files, answer);
}
