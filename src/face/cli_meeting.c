/* Bodies and meetings from the command line. `body` sets a city up (two
 * administrators are wanted on the pages; here the operator answers for both, as
 * with posts); `meeting` shows what is kept. Acts on a meeting are `huiyin act`,
 * and `huiyin act DIR new meeting convene` begins one. */
#include "cli.h"

#include "../base/bug.h"
#include "../matter/body.h"
#include "../matter/meeting.h"
#include "../matter/minutes.h"

enum { BODY_ARENA_BYTES = 256 * 1024 * 1024 };

struct body_job {
	struct now now;
	struct body_in body;
	struct seat_in seat;
	const char *from, *to;
	bool public;
	struct refusal why;
};

static bool days(struct body_job *j)
{
	bool fine = (!j->from || day_parse(str_of(j->from), &j->seat.from)) && (!j->to || day_parse(str_of(j->to), &j->seat.to));
	j->body.from = j->seat.from;
	if (!fine)
		j->why = (struct refusal){REFUSE_INPUT, T_FAULT_DAY, NULL, F_NONE};
	return fine;
}

static bool add(struct tx *tx, void *arg)
{
	struct body_job *j = arg;
	struct viewer system = viewer_system();
	return days(j) && body_add(tx, &system, j->now, &j->body, &j->why);
}

static bool seat(struct tx *tx, void *arg)
{
	struct body_job *j = arg;
	struct viewer system = viewer_system();
	int64_t id;
	return days(j) && seat_propose(tx, &system, j->now, &j->seat, &id, &j->why) && seat_confirm(tx, &system, j->now, id, &j->why);
}

static bool publish(struct tx *tx, void *arg)
{
	struct body_job *j = arg;
	struct viewer system = viewer_system();
	return body_publish(tx, &system, j->now, j->body.code, j->public, &j->why);
}

static int list_bodies(struct city *c)
{
	struct tx tx;
	struct q_body_all *b;
	struct q_seat_of_body *s;
	read_begin(c->store, 0, c->arena, &tx);
	size_t n = q_body_all(&tx, &b);
	for (size_t i = 0; i < n; i++) {
		printf("%-12s %-14s %s / %s (%s)%s\n", b[i].code, b[i].kind, b[i].name_zh, b[i].name_en, b[i].office_zh, b[i].public ? " public" : "");
		size_t seats = q_seat_of_body(&tx, b[i].id, &s);
		for (size_t k = 0; k < seats; k++)
			printf("    %-16s %-9s %s..%s%s\n", s[k].login, s[k].role, s[k].valid_from, s[k].valid_to ? s[k].valid_to : "",
				s[k].confirmed ? "" : " (to be confirmed)");
	}
	read_end(&tx);
	return EXIT_DONE;
}

static int write_body(struct city *c, struct body_job *j, bool (*fn)(struct tx *tx, void *arg))
{
	struct arena *a = arena_new(BODY_ARENA_BYTES);
	enum trouble trouble;
	int code = EXIT_DONE;
	if (!store_write(c->store, a, fn, j, &trouble))
		code = cli_say(trouble ? EXIT_TROUBLE : EXIT_REFUSED, "body", "%s", j->why.what.id ? msg_text(a, LANG_EN, j->why.what) : "could not be written");
	arena_free(a);
	return code;
}

int cli_body(int argc, char **argv)
{
	struct body_job j = {.from = cli_option(&argc, argv, "--from"), .to = cli_option(&argc, argv, "--to"),
		.body = {.kind = cli_option(&argc, argv, "--kind"), .name_zh = cli_option(&argc, argv, "--name-zh"), .name_en = cli_option(&argc, argv, "--name-en"),
			.unit = cli_option(&argc, argv, "--unit"), .office = cli_option(&argc, argv, "--office"), .sign = cli_option(&argc, argv, "--sign"), .from = DAY_NONE},
		.seat = {.role = cli_option(&argc, argv, "--role"), .title_zh = cli_option(&argc, argv, "--title-zh"), .title_en = cli_option(&argc, argv, "--title-en"),
			.from = DAY_NONE, .to = DAY_NONE}};
	bool lists = argc == 3 && cstr_eq(argv[2], "list"), adds = argc == 4 && cstr_eq(argv[2], "add"), seats = argc == 5 && cstr_eq(argv[2], "seat");
	bool publishes = argc == 4 && (cstr_eq(argv[2], "publish") || cstr_eq(argv[2], "withdraw"));
	if (!lists && !adds && !seats && !publishes)
		return cli_say(EXIT_USAGE, "body", "use: huiyin body DIR list\n"
			"     huiyin body DIR add CODE --kind leading_group|joint --name-zh NAME --name-en NAME --unit CODE --office CODE --sign MARK [--from DATE]\n"
			"     huiyin body DIR seat BODY LOGIN --role chair|deputy|member|observer [--title-zh T] [--title-en T] [--from DATE] [--to DATE]\n"
			"     huiyin body DIR publish|withdraw CODE        what the public may read of it (/oparl)");
	struct city *c = cli_city("body", argv[1], lists ? STORE_READ : STORE_COMMAND, NULL);
	if (!c)
		return EXIT_TROUBLE;
	j.now = city_now(c);
	j.public = publishes && cstr_eq(argv[2], "publish");
	j.body.code = j.seat.body = argc > 3 ? argv[3] : NULL;
	j.seat.login = argc > 4 ? argv[4] : NULL;
	int code = lists ? list_bodies(c) : write_body(c, &j, adds ? add : seats ? seat : publish);
	city_close(c);
	return code;
}

/* -- meetings */

static void list_meetings(struct tx *tx, enum lang lang)
{
	struct q_body_all *b;
	struct q_body_meetings *k;
	size_t n = q_body_all(tx, &b);
	for (size_t i = 0; i < n; i++) {
		size_t meetings = q_body_meetings(tx, b[i].id, &k);
		printf("%s\n", lang == LANG_ZH ? b[i].name_zh : b[i].name_en);
		for (size_t m = 0; m < meetings; m++)
			printf("  %s %s %s  %-9s %s\n", k[m].number, k[m].day, k[m].time, k[m].state, k[m].subject);
	}
}

static void show_meeting(struct tx *tx, const struct matter *m, enum lang lang)
{
	const struct q_meeting_find *k = m->meeting;
	struct q_item_list *item;
	size_t n = q_item_list(tx, m->m.id, &item);
	printf("%s  %s  %s  %s %s  %s\n%lld of %lld members with a vote\n", m->m.number, m->proc->state[m->state].name[lang], m->m.subject, k->day, k->time, m->m.place,
		(long long)k->voting_present, (long long)k->voting);
	for (size_t i = 0; i < n; i++)
		printf("  %lld. %-10s %s%s%s\n", (long long)item[i].no, item[i].type, minutes_words(lang, item[i].title, item[i].translation),
			*item[i].conclusion ? " -- " : "", item[i].conclusion);
	for (size_t i = 0; i < m->askeds; i++)
		printf("  %-16s %-9s %s\n", m->asked[i].login, m->asked[i].seat, m->asked[i].status);
}

static int show(struct city *c, const char *verb, const char *number, enum lang lang)
{
	struct tx tx;
	struct matter m;
	int code = EXIT_DONE;
	read_begin(c->store, 0, c->arena, &tx);
	if (cstr_eq(verb, "list"))
		list_meetings(&tx, lang);
	else if (!matter_load_number(&tx, c, number, &m) || !m.meeting)
		code = cli_say(EXIT_REFUSED, "meeting", "there is no meeting %s; huiyin meeting DIR list lists them", number);
	else if (cstr_eq(verb, "minutes"))
		printf("%s\n", minutes_text(&tx, &m, lang));
	else
		show_meeting(&tx, &m, lang);
	read_end(&tx);
	return code;
}

int cli_meeting(int argc, char **argv)
{
	const char *lang = cli_option(&argc, argv, "--lang");
	bool lists = argc == 3 && cstr_eq(argv[2], "list"), one = argc == 4 && (cstr_eq(argv[2], "show") || cstr_eq(argv[2], "minutes"));
	if (!lists && !one)
		return cli_say(EXIT_USAGE, "meeting", "use: huiyin meeting DIR list | show NUMBER | minutes NUMBER [--lang en|zh]\n"
			"to begin one: huiyin act DIR new meeting convene body=CODE meeting_kind=KIND meeting_day=DATE meeting_time=HH:MM subject=WORDS place=WORDS --as LOGIN --unit OFFICE\n"
			"to go on: huiyin act DIR NUMBER ACT FIELD=VALUE... --as LOGIN");
	struct city *c = cli_city("meeting", argv[1], STORE_READ, NULL);
	if (!c)
		return EXIT_TROUBLE;
	int code = show(c, argv[2], one ? argv[3] : NULL, lang_of(str_of(lang ? lang : "en")));
	city_close(c);
	return code;
}
