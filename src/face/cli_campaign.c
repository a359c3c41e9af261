/* Campaigns of rectification from the command line: what is kept. They begin and go on
 * by `huiyin act`. */
#include "cli.h"

#include "../matter/campaign_list.h"
#include "../matter/minutes.h"

static void list_findings(struct tx *tx, const struct city *c, int64_t campaign, const char *which, struct now now, enum lang lang)
{
	struct q_campaign_findings *f;
	int64_t after = 0;
	size_t n;
	while ((n = campaign_list(tx, c, now, campaign, &(struct campaign_filter){.which = which}, after, &f)) > 0) {
		for (size_t i = 0; i < n; i++) {
			after = f[i].no;
			printf("  %4lld. %s  %-10s %s %s  %lld/%lld  %s\n", (long long)f[i].no, f[i].number, f[i].state, f[i].first_due ? f[i].first_due : "-",
				f[i].due && f[i].first_due && !cstr_eq(f[i].due, f[i].first_due) ? f[i].due : "", (long long)f[i].done, (long long)f[i].measures,
				minutes_words(lang, f[i].subject, f[i].translation));
		}
	}
}

static void list_campaigns(struct tx *tx, enum lang lang)
{
	struct q_campaign_all *c;
	size_t n = q_campaign_all(tx, &c);
	for (size_t i = 0; i < n; i++)
		printf("%s %s  %-9s %s\n", c[i].number, c[i].feedback_day, c[i].state, minutes_words(lang, c[i].subject, c[i].translation));
}

static void show_campaign(struct tx *tx, const struct matter *m, const char *which, struct now now, enum lang lang)
{
	struct q_campaign_figures f;
	day_t feedback;
	printf("%s  %s  %s  %s\n", m->m.number, m->proc->state[m->state].name[lang], minutes_words(lang, m->m.subject, m->campaign->translation), m->campaign->source_body);
	if (day_parse(str_of(m->campaign->feedback_day), &feedback))
		printf("feedback %s, day %lld, round %lld\n", m->campaign->feedback_day, (long long)(now.today - feedback), (long long)m->campaign->round);
	if (campaign_count(tx, m->city, now, m->m.id, &f)) {
		printf("%lld findings:", (long long)f.findings);
		for (size_t i = 0; campaign_words[i]; i++)
			printf("%s %s %lld", i ? "," : "", campaign_words[i], (long long)campaign_figure(&f, campaign_words[i]));
		printf("\n");
	}
	list_findings(tx, m->city, m->m.id, which, now, lang);
}

static int usage(void)
{
	return cli_say(EXIT_USAGE, "campaign", "use: huiyin campaign DIR list | show NUMBER [--which STATE|late|yellow|green|silent|stage|extended|returned|gap|signed|lasting|relapsed] [--lang en|zh] [--today DATE]\n"
		"huiyin campaign DIR export NUMBER [--lang en|zh]: the ledger as CSV\n"
		"huiyin campaign DIR import NUMBER FILE.xlsx|FILE.csv --as LOGIN [--dry-run] [--sheet NAME] [--columns no,text,measure,...] [--tackles symptom|root] [--effect-days N] [--today DATE]\n"
		"to begin one: huiyin act DIR new campaign open_campaign subject=WORDS source_body=WORDS received=DATE report_in=2|6 unit=CODE first_person=NAME --as LOGIN --unit OFFICE\n"
		"its findings: huiyin act DIR new finding record_finding campaign=NUMBER subject=WORDS text=WORDS --as LOGIN --unit OFFICE");
}

static int take_in(int argc, char **argv, const char *today, enum lang lang)
{
	struct cli_intake o = {.login = cli_option(&argc, argv, "--as"), .sheet = cli_option(&argc, argv, "--sheet"), .columns = cli_option(&argc, argv, "--columns"),
		.tackles = cli_option(&argc, argv, "--tackles"), .effect_days = cli_option(&argc, argv, "--effect-days"), .dry_run = cli_flag(&argc, argv, "--dry-run")};
	if (argc != 5 || !o.login)
		return usage();
	o.file = argv[4];
	struct city *c = cli_city("campaign", argv[1], STORE_COMMAND, today);
	if (!c)
		return EXIT_TROUBLE;
	int code = cli_campaign_import(c, argv[3], &o, lang);
	city_close(c);
	return code;
}

int cli_campaign(int argc, char **argv)
{
	const char *lang_name = cli_option(&argc, argv, "--lang"), *which = cli_option(&argc, argv, "--which"),
		*today = cli_option(&argc, argv, "--today");
	enum lang lang = lang_of(str_of(lang_name ? lang_name : "en"));
	if (argc >= 3 && cstr_eq(argv[2], "import"))
		return take_in(argc, argv, today, lang);
	bool lists = argc == 3 && cstr_eq(argv[2], "list"), shows = argc == 4 && cstr_eq(argv[2], "show"), exports = argc == 4 && cstr_eq(argv[2], "export");
	struct tx tx;
	struct matter m;
	int code = EXIT_DONE;
	if (!lists && !shows && !exports)
		return usage();
	struct city *c = cli_city("campaign", argv[1], STORE_READ, today);
	if (!c)
		return EXIT_TROUBLE;
	read_begin(c->store, 0, c->arena, &tx);
	if (lists)
		list_campaigns(&tx, lang);
	else if (!matter_load_number(&tx, c, argv[3], &m) || !m.campaign)
		code = cli_say(EXIT_REFUSED, "campaign", "there is no campaign %s; huiyin campaign DIR list lists them", argv[3]);
	else if (exports)
		code = cli_campaign_export(c, &tx, &m, lang);
	else
		show_campaign(&tx, &m, which ? which : "", city_now(c), lang);
	read_end(&tx);
	city_close(c);
	return code;
}
