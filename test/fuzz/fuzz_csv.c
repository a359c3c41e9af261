/* CSV: however the bytes are cut, the reader says the same; so does the stage
 * of encodings before it; and what the writer writes is read back. The first
 * byte chooses the separator and the encoding, the second where to cut. */
#include "../../src/base/bug.h"
#include "../../src/base/utf8.h"
#include "../../src/wire/csv.h"

enum { BYTES = 16 * 1024 * 1024 };

static void add_record(struct buf *out, const struct csv_record *rec)
{
	buf_printf(out, "%lld@%lld%d:", (long long)rec->number, (long long)rec->line, rec->stray);
	for (size_t i = 0; i < rec->fields; i++) {
		buf_printf(out, "%zu[", rec->field[i].n);
		buf_str(out, rec->field[i]);
	}
}

static void tell(struct str in, char sep, size_t step, struct buf *out)
{
	struct arena *a = arena_new(BYTES);
	struct csv *c = csv_new(a, (struct csv_options){sep});
	struct csv_record rec;
	for (enum csv_got got; (got = csv_next(c, &rec)) != CSV_END;) {
		if (got == CSV_BAD) {
			must(csv_error(c).line > 0 && csv_error(c).reason);
			buf_printf(out, "!%lld%s", (long long)csv_error(c).line, csv_error(c).reason);
			break;
		}
		if (got == CSV_RECORD) {
			must(rec.fields > 0);
			add_record(out, &rec);
			continue;
		}
		struct str block = str_head(in, step);
		in = str_from(in, block.n);
		csv_feed(c, block, in.n == 0);
	}
	arena_free(a);
}

static void recode(struct str in, enum encoding e, size_t step, struct buf *out)
{
	struct recode r;
	must(recode_init(&r, e));
	do {
		struct str block = str_head(in, step);
		in = str_from(in, block.n);
		recode_feed(&r, block, in.n == 0, out);
	} while (in.n > 0);
	must(utf8_valid(buf_view(out)));
	must(r.rests == 0);
	buf_printf(out, "!%lld", (long long)r.bad);
	for (int64_t i = 0; i < r.bad && i < RECODE_BAD_KEPT; i++)
		buf_printf(out, "!%lld", (long long)r.bad_at[i]);
	recode_free(&r);
}

/* Cells cut at every "|" are written and must come back, a guard apart. */
static void round_trip(struct str in, char sep)
{
	struct arena *a = arena_new(BYTES);
	struct buf b;
	struct csv_out w;
	struct csv_record rec;
	buf_init(&b, BYTES);
	csv_out_init(&w, &b, sep, false);
	for (struct str rest = in; rest.p;)
		csv_put(&w, str_cut(&rest, '|'));
	csv_end_row(&w);
	struct csv *c = csv_new(a, (struct csv_options){sep});
	csv_feed(c, buf_view(&b), true);
	enum csv_got got = csv_next(c, &rec);
	must(got == CSV_RECORD || got == CSV_BAD);     /* bad: past a limit */
	for (size_t i = 0; got == CSV_RECORD && in.p; i++) {
		struct str cell = str_cut(&in, '|');
		must(i < rec.fields && !rec.stray);
		bool guarded = rec.field[i].n == cell.n + 1 && rec.field[i].p[0] == '\'';
		must(str_eq(guarded ? str_from(rec.field[i], 1) : rec.field[i], cell));
		must(rec.field[i].n == 0 || !strchr("=+-@\t\r\n", rec.field[i].p[0]) || rec.field[i].p[0] == 0);
	}
	arena_free(a);
	buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2 || size > 64 * 1024)
		return 0;
	const char sep = (const char[]){0, ',', ';', '\t'}[data[0] & 3];
	const enum encoding e = (enum encoding)((data[0] >> 2) % ENCODING__MAX);
	const size_t step = data[1] % 16 + 1u;
	struct str in = {(const char *)data + 2, size - 2};
	struct buf whole, cut;
	buf_init(&whole, BYTES);
	buf_init(&cut, BYTES);
	tell(in, sep, SIZE_MAX, &whole);
	tell(in, sep, step, &cut);
	must(str_eq(buf_view(&whole), buf_view(&cut)));
	buf_clear(&whole);
	buf_clear(&cut);
	recode(in, e, SIZE_MAX, &whole);
	recode(in, e, step, &cut);
	must(str_eq(buf_view(&whole), buf_view(&cut)));
	csv_guess_encoding(in);
	round_trip(in, sep ? sep : ',');
	buf_free(&whole);
	buf_free(&cut);
	return 0;
}
