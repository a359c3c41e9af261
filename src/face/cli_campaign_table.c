/* A campaign's ledger as a table from the command line: written as CSV, and findings taken
 * in from a workbook or CSV, on a stopped city. */
#include "cli.h"

#include "../base/limits.h"
#include "../base/os.h"
#include "../matter/finding_out.h"
#include "../wire/csv.h"
#include "intake.h"

enum { ARENA_BYTES = 1024 * 1024 * 1024 };

static bool write_out(struct buf *b)
{
	fwrite(b->p, 1, b->n, stdout);
	bool ok = buf_ok(b);
	buf_clear(b);
	return ok;
}

int cli_campaign_export(struct city *c, struct tx *tx, const struct matter *m, enum lang lang)
{
	struct finding_out o = {.tx = tx, .city = c, .lang = lang, .campaign_id = m->m.id};
	struct csv_out w;
	struct buf b;
	const char *cell[FC__MAX];
	bool ok = true;
	buf_init(&b, LIMIT_IMPORT_RECORD_BYTES);
	csv_out_init(&w, &b, ',', true);
	for (int f = FC_NO; f < FC__MAX; f++)
		csv_put(&w, str_of(finding_column_heading(tx->arena, lang, (enum finding_column)f)));
	csv_end_row(&w);
	while (ok && finding_out_next(&o, cell)) {
		for (int f = FC_NO; f < FC__MAX; f++)
			csv_put(&w, str_of(cell[f]));
		csv_end_row(&w);
		ok = write_out(&b);
	}
	write_out(&b);
	buf_free(&b);
	return ok ? EXIT_DONE : EXIT_TROUBLE;
}

static int tell(struct intake *k, struct arena *a, enum lang lang, bool keep)
{
	const struct finding_in *in = &k->in;
	if (k->trouble != TROUBLE_NONE)
		return cli_say(EXIT_TROUBLE, "campaign", "the city could not be written; what was taken before stays, and is known when the table is taken again");
	for (size_t i = 0; i < k->rows.tolds; i++)
		printf("%s\n", msg_text(a, lang, k->rows.told[i]));
	for (size_t i = 0; i < in->refusals; i++)
		printf("line %lld%s%s: %s\n", (long long)in->refused[i].line, *in->refused[i].column ? ", " : "", in->refused[i].column, msg_text(a, lang, in->refused[i].why));
	printf("%lld findings with %lld measures %s, %lld known, %zu refused\n", (long long)in->taken, (long long)in->measures, keep ? "taken" : "would be taken",
		(long long)in->known, in->refusals);
	return in->refusals ? EXIT_REFUSED : EXIT_DONE;
}

static bool viewer_of(struct tx *tx, const char *login, day_t today, struct viewer *v)
{
	struct q_person_by_login p;
	return q_person_by_login(tx, login, &p) && viewer_load(tx, p.id, today, v);
}

/* The table read, its columns guessed or given. */
static int read_table(struct intake *k, struct arena *a, const struct cli_intake *o, enum lang lang)
{
	struct str bytes;
	int rc = os_read_file(a, o->file, LIMIT_SHEET_FILE_BYTES, &bytes);
	if (rc < 0)
		return cli_say(EXIT_TROUBLE, "campaign", "%s cannot be read: %s", o->file, strerror(-rc));
	if (!rows_read(a, bytes, o->sheet, &k->rows, &k->why))
		return cli_say(EXIT_REFUSED, "campaign", "%s", msg_text(a, lang, k->why));
	intake_guess(k, a);
	if (o->columns && !intake_columns(k, a, str_of(o->columns), &k->why))
		return cli_say(EXIT_USAGE, "campaign", "%s", msg_text(a, lang, k->why));
	return EXIT_DONE;
}

int cli_campaign_import(struct city *c, const char *number, const struct cli_intake *o, enum lang lang)
{
	struct arena *a = arena_new(ARENA_BYTES);
	struct intake k;
	struct matter m;
	struct viewer v;
	struct refusal why;
	struct tx tx;
	read_begin(c->store, 0, a, &tx);
	bool known = viewer_of(&tx, o->login, city_now(c).today, &v);
	bool there = known && matter_load_number(&tx, c, number, &m) && m.campaign && matter_visible(&m, &v);
	read_end(&tx);
	int code = EXIT_DONE;
	if (!there)
		code = cli_say(EXIT_REFUSED, "campaign", known ? "there is no campaign %s that %s may know of" : "there is no campaign %s, or no person %s", number, o->login);
	else if (!intake_begin(&k, c, &v, city_now(c), lang, &m, &why))
		code = cli_say(EXIT_REFUSED, "campaign", "%s", msg_text(a, lang, why.what));
	else {
		k.in.tackles = o->tackles ? o->tackles : "";
		k.in.effect_days = o->effect_days ? o->effect_days : k.in.effect_days;
		code = read_table(&k, a, o, lang);
		if (code == EXIT_DONE) {
			intake_run(&k, a, !o->dry_run);
			code = tell(&k, a, lang, !o->dry_run);
		}
	}
	arena_free(a);
	return code;
}
