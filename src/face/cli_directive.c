/* Directives from the command line: which there are, and of one who has not
 * acted. Acts are `huiyin act`; `huiyin act DIR new conveyance take_up` begins one. */
#include "cli.h"

#include "../matter/conveyance.h"

static void list_all(struct tx *tx)
{
	struct q_directive_all *d;
	size_t n = q_directive_all(tx, &d);
	for (size_t i = 0; i < n; i++)
		printf("%s  %-9s %lld/%lld  %-10s  %s %s\n", d[i].number, d[i].state, (long long)d[i].accepted, (long long)d[i].expected,
			d[i].report_due ? d[i].report_due : "-", d[i].doc_no, d[i].subject);
}

static void show_level(const char *name, const struct convey_level *l)
{
	printf("%-10s %6lld units", name, (long long)l->units);
	for (int s = 0; s < STEP__MAX; s++)
		if (l->lacks[s])
			printf("  %s%s %lld", s == STEP_DONE ? "" : "lacks ", convey_steps[s], (long long)l->lacks[s]);
	printf("  late %lld\n", (long long)l->late);
}

static void show_one(struct tx *tx, const struct matter *m, const char *today, enum lang lang)
{
	struct viewer system = viewer_system();
	struct convey_count n;
	struct q_conveyance_later *u;
	char name[32];
	conveyance_count(m, &system, today, &n);
	printf("%s  %s  %s %s  %s\ncomplete: %s\n", m->m.number, m->proc->state[m->state].name[lang], m->directive->issuer, m->directive->doc_no, m->m.subject, n.complete ? "yes" : "no");
	for (int64_t l = 1; l <= n.levels; l++) {
		snprintf(name, sizeof name, "level %lld", (long long)l);
		show_level(name, &n.level[l]);
	}
	show_level("all", &n.all);
	for (size_t i = 0; i < m->conveyeds; i++) {
		const struct q_conveyed_list *c = &m->conveyed[i];
		if (conveyed_lacks(c) != STEP_DONE)
			printf("  %lld %-12s lacks %-12s %s%s %s\n", (long long)c->level, c->code, convey_steps[conveyed_lacks(c)], conveyed_late(m, c, today) ? "late " : "",
				c->later ? "came later" : "", lang == LANG_ZH ? c->name_zh : c->name_en);
	}
	size_t later = m->directive->conveyed_day ? q_conveyance_later(tx, m->m.id, &u) : 0;
	for (size_t i = 0; i < later; i++)
		printf("  %lld %-12s came later, not reached %s\n", (long long)u[i].level, u[i].code, lang == LANG_ZH ? u[i].name_zh : u[i].name_en);
}

static int show(struct city *c, const char *number, enum lang lang)
{
	struct tx tx;
	struct matter m;
	char today[11];
	int code = EXIT_DONE;
	read_begin(c->store, 0, c->arena, &tx);
	if (!number)
		list_all(&tx);
	else if (!matter_load_number(&tx, c, number, &m) || !m.directive)
		code = cli_say(EXIT_REFUSED, "directive", "there is no directive %s; huiyin directive DIR list lists them", number);
	else
		show_one(&tx, &m, day_text(city_now(c).today, today), lang);
	read_end(&tx);
	return code;
}

int cli_directive(int argc, char **argv)
{
	const char *lang = cli_option(&argc, argv, "--lang");
	bool lists = argc == 3 && cstr_eq(argv[2], "list"), one = argc == 4 && cstr_eq(argv[2], "show");
	if (!lists && !one)
		return cli_say(EXIT_USAGE, "directive", "use: huiyin directive DIR list | show NUMBER [--lang en|zh]\n"
			"to begin one: huiyin act DIR new conveyance take_up issuer=ORGAN doc_no=NUMBER doc_day=DATE original=zh|en subject=WORDS text=WORDS --as LOGIN --unit OFFICE\n"
			"to go on: huiyin act DIR NUMBER ACT FIELD=VALUE... --as LOGIN");
	struct city *c = cli_city("directive", argv[1], STORE_READ, NULL);
	if (!c)
		return EXIT_TROUBLE;
	int code = show(c, one ? argv[3] : NULL, lang_of(str_of(lang ? lang : "en")));
	city_close(c);
	return code;
}
