/* Every row of every state table that is changed, added or taken away past the
 * program is named, and nothing else is. What the program did comes out equal:
 * every test of a city ends with that (play_close). */
#include "matter_raw.h"

#include "base/hash.h"
#include "base/os.h"
#include "matter/attach.h"
#include "matter/clean.h"
#include "matter/rebuild.h"
#include "matter/unit.h"
#include "postgres_help.h"
#include "store/rows.h"

enum { LINES = 400, SQL_BYTES = 8192 };

struct heard { const char *line[LINES]; size_t n; struct rebuild_report report; };

static void hear(void *ctx, const char *difference)
{
	struct heard *h = ctx;
	CHECK(h->n < LINES);
	h->line[h->n++] = arena_strdup(test_arena(), difference);
}

static struct heard rebuild(struct play *p)
{
	struct heard h = {.n = 0};
	struct rebuild_watch w = {.say = hear, .ctx = &h};
	CHECK_STR(rebuild_run(p->city, &w, &h.report), (const char *)NULL);
	CHECK_INT(h.report.differences, (int64_t)h.n);
	return h;
}

/* The one line that is said, of this beginning and with these words. */
static void said_once(const struct heard *h, const char *beginning, const char *words, const char *after)
{
	if (h->n != 1 || strncmp(h->line[0], beginning, strlen(beginning)) != 0 || !strstr(h->line[0], words))
		test_fail(__FILE__, __LINE__, "%zu lines after %s, the first \"%s\", not \"%s...%s\"", h->n, after, h->n ? h->line[0] : "", beginning, words);
}

struct more { struct play *p; struct act_in in; const char *login, *act; };

static bool run_attach(struct tx *tx, void *arg)
{
	struct more *a = arg;
	struct q_person_by_login who;
	struct viewer v;
	struct act_done done;
	CHECK(q_person_by_login(tx, "handler", &who) && viewer_load(tx, who.id, a->p->now.today, &v));
	return act_do(tx, a->p->city, &v, a->p->now, a->p->number, "attach", &a->in, &done, &a->p->why);
}

static void attach(struct play *p)
{
	struct more a = {.p = p};
	const char *path = store_spool(p->city->store, test_arena());
	CHECK_INT(os_write_file(path, STR("handed in")), 0);
	CHECK_INT(attach_take(test_arena(), path, str_of("a.txt"), &a.in.file[0]).id, MSG_NONE.id);
	CHECK_INT(clean_take(test_arena(), &a.in.file[0], false).id, MSG_NONE.id);
	a.in.files = 1;
	CHECK(store_write(p->city->store, test_arena(), run_attach, &a, NULL));
}

/* By a program, which may send it again. */
static bool run_sent(struct tx *tx, void *arg)
{
	struct more *a = arg;
	struct viewer petitioner = viewer_petitioner(0);
	struct act_done done;
	a->in = (struct act_in){.idempotency = "sent-once-0001", .lang = "en", .identities = 1, .identity = {{.name = "Jane Doe", .phone = "13800138009", .email = "", .address = "", .id_number = ""}}};
	a->in.text[F_SUBJECT] = "Bus stop";
	a->in.text[F_TEXT] = "It has no light.";
	return act_new(tx, a->p->city, &petitioner, a->p->now, "petition", "file", 0, &a->in, &done, &a->p->why);
}

/* A petition with a row in nearly every table; its number. */
static const char *busy_petition(struct play *p)
{
	play_accepted(p, "2026-03-02");
	attach(p);
	CHECK(play_act(p, "handler", "add_assist", "unit", "jt", NULL));
	CHECK(play_act(p, "handler", "mark_urgent", "reason", "ice", NULL));
	CHECK(play_act(p, "head", "report_urgent", "told", "the mayor's office", "means", "phone", NULL));
	CHECK(play_act(p, "handler", "ask_extension", "days", "10", "reason", "r", NULL));
	CHECK(play_act(p, "head", "grant_extension", NULL));
	CHECK(play_act(p, "", "ask_recusal", "reason", "kin", NULL));
	CHECK(play_act(p, "head", "grant_recusal", "person", "handler", NULL));
	CHECK(play_act(p, "handler2", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(play_act(p, "head", "approve_opinion", NULL));
	CHECK(play_act(p, "handler2", "serve", "service", "post", "service_day", "2026-03-02", NULL));
	CHECK(play_act(p, "", "rate", "satisfied", "not_satisfied", "comment", "cold", NULL));
	CHECK(play_act(p, "officer", "supervise", "measure", "letter", "reason", "r", NULL));
	CHECK(play_act(p, "officer", "note", "text", "the last word", NULL));
	return arena_strdup(test_arena(), p->number);
}

static void raised_ticket(struct play *p)
{
	CHECK(play_new(p, "operator", "rx", "hotline", "register", "channel", "hotline", "received", "2026-03-02", "name", "孙", "phone", "13500000000", "subject", "路灯", "text", "不亮", NULL));
	CHECK(play_act(p, "operator", "dispatch", "unit", "jt", "grade", "ordinary", NULL));
	for (int i = 0; i < 2; i++) {
		CHECK(play_act(p, "busman", "reply", "opinion", "已修", "outcome", "supported", NULL));
		CHECK(play_act(p, "operator", "call_back", "reached", "reached", "satisfied", "not_satisfied", NULL));
	}
	CHECK(play_act(p, "rxofficer", "raise_petition", "reason", "两次不满意", NULL));
}

/* The busy petition is matter 1. */
static const char *open_busy(struct play *p)
{
	struct more a = {.p = p};
	const char *number = busy_petition(p);
	CHECK_INT(p->id, 1);
	CHECK(store_write(p->city->store, test_arena(), run_sent, &a, NULL));
	raised_ticket(p);
	CHECK_INT(rebuild(p).n, 0);
	return number;
}

static void keep(sqlite3 *db, const char *table)
{
	raw_exec(db, arena_printf(test_arena(), "CREATE TEMP TABLE kept AS SELECT * FROM %s", table));
}

static void put_back(sqlite3 *db, const char *table)
{
	raw_exec(db, arena_printf(test_arena(), "DELETE FROM %s; INSERT INTO %s SELECT * FROM kept; DROP TABLE kept", table, table));
}

/* -- every column of every table */

static const struct state_table { const char *table, *query, *row; } state_tables[] = {
	{"matter", "rebuild_matter", "id = 1"},
	{"event", "rebuild_event", "id = (SELECT MAX(id) FROM event WHERE matter_id = 1)"},
	{"clock", "rebuild_clock", "id = (SELECT MIN(id) FROM clock WHERE matter_id = 1)"},
	{"assist", "rebuild_assist", "matter_id = 1"},
	{"ask", "rebuild_ask", "id = (SELECT MIN(id) FROM ask WHERE matter_id = 1)"},
	{"document", "rebuild_document", "id = (SELECT MAX(id) FROM document WHERE matter_id = 1)"},
	{"attachment", "rebuild_attachment", "matter_id = 1"},
	{"rating", "rebuild_rating", "matter_id = 1"},
	{"urgent_report", "rebuild_urgent_report", "matter_id = 1"},
	{"supervision", "rebuild_supervision", "matter_id = 1"},
	{"recusal", "rebuild_recusal", "matter_id = 1"},
	{"link", "rebuild_link", "from_id > 1"},
	{"idempotency", "rebuild_idempotency", "matter_id > 1"},
	{"identity", "rebuild_identity", "matter_id = 1"},
	{"identity_key", "rebuild_identity_key", "matter_id = 1"},
	{"series", "rebuild_series", "key = (SELECT MIN(key) FROM series)"},
};
enum { TABLES = sizeof state_tables / sizeof *state_tables };

struct columns { const char *name[64]; char type[64]; size_t n; };

static void take_columns(void *ctx, const struct row *r)
{
	struct columns *c = ctx;
	for (c->n = 0; c->n < r->n; c->n++) {
		c->name[c->n] = arena_strdup(test_arena(), r->name[c->n]);
		c->type[c->n] = r->type[c->n];
	}
}

static struct columns columns_of(struct play *p, const char *query)
{
	struct columns c = {.n = 0};
	struct tx tx;
	read_begin(p->city->store, 1, test_arena(), &tx);
	rows_each(&tx, query, "", "~", take_columns, &c);
	read_end(&tx);
	CHECK(c.n >= 2);
	return c;
}

/* What the column of the comparison is in its table. */
static const char *change_of(const char *column, char type)
{
	if (cstr_eq(column, "petitioner_key"))
		return "petitioner_key = NULL";
	if (cstr_eq(column, "plain"))
		return "phone = '1'";
	if (type == 'b')
		return arena_printf(test_arena(), "%s = (SELECT k.key FROM idempotency k)", column);
	return arena_printf(test_arena(), type == 'i' ? "%s = COALESCE(%s, 0) + 1" : "%s = COALESCE(%s, '') || 'x'", column, column);
}

static void change_column(sqlite3 *db, const struct state_table *t, const char *column, char type)
{
	bool opening = cstr_eq(column, "opening");
	const char *row = opening ? "event_id = (SELECT MAX(id) FROM event WHERE matter_id = 1)" : t->row;
	raw_exec(db, arena_printf(test_arena(), "UPDATE %s SET %s WHERE %s", opening ? "event_leaf" : t->table, change_of(column, type), row));
	CHECK_INT(raw_changes(db), 1);
}

/* One line for each column, of this table, and no other. */
static void said_of_each(const struct heard *h, const struct state_table *t, const struct columns *c)
{
	size_t line = 0;
	for (size_t i = 2; i < c->n; i++) {
		const char *words = arena_printf(test_arena(), ": %s is ", c->name[i]), *table = arena_printf(test_arena(), "%s ", t->table);
		if (cstr_eq(c->name[i], "id"))
			continue;
		if (line == h->n || strncmp(h->line[line], table, strlen(table)) != 0 || !strstr(h->line[line], words))
			test_fail(__FILE__, __LINE__, "%s.%s was changed; line %zu of %zu is \"%s\"", t->table, c->name[i], line, h->n, line < h->n ? h->line[line] : "");
		line++;
	}
	CHECK_INT(line, (int64_t)h->n);
}

static void change_row(struct play *p, sqlite3 *db, const struct state_table *t)
{
	struct columns c = columns_of(p, t->query);
	bool leaf = cstr_eq(t->table, "event");
	keep(db, t->table);
	if (leaf)
		raw_exec(db, "CREATE TEMP TABLE kept_leaf AS SELECT * FROM event_leaf");
	for (size_t i = 2; i < c.n; i++)
		if (!cstr_eq(c.name[i], "id"))
			change_column(db, t, c.name[i], c.type[i]);
	struct heard h = rebuild(p);
	said_of_each(&h, t, &c);
	put_back(db, t->table);
	if (leaf)
		raw_exec(db, "DELETE FROM event_leaf; INSERT INTO event_leaf SELECT * FROM kept_leaf; DROP TABLE kept_leaf");
}

TEST(each_changed_column_of_each_table_is_named)
{
	struct play p;
	open_busy(&p);
	sqlite3 *db = raw_open(&p);
	raw_unguard(db);
	for (size_t t = 0; t < TABLES; t++)
		change_row(&p, db, &state_tables[t]);
	sqlite3_close(db);
	play_close(&p);
}

TEST(each_row_taken_away_is_named)
{
	struct play p;
	open_busy(&p);
	sqlite3 *db = raw_open(&p);
	raw_unguard(db);
	for (size_t t = 0; t < TABLES; t++) {
		const char *sql = arena_printf(test_arena(), "DELETE FROM %s WHERE %s", state_tables[t].table, state_tables[t].row);
		keep(db, state_tables[t].table);
		raw_exec(db, sql);
		CHECK_INT(raw_changes(db), 1);
		struct heard h = rebuild(&p);
		said_once(&h, arena_printf(test_arena(), "%s ", state_tables[t].table), ": is missing", sql);
		put_back(db, state_tables[t].table);
	}
	sqlite3_close(db);
	play_close(&p);
}

static const struct { const char *table, *sql; } added[] = {
	{"matter", "INSERT INTO matter (number, kind, procedure, state, channel, lang, subject, body, received_day, registered_ms, register_unit_id, lead_unit_id) "
		"VALUES ('HY-0000-0000', 'petition', 'petition', 'registered', 'web', 'zh', 's', 'b', '2026-03-02', 1, 3, 3)"},
	{"event", "INSERT INTO event (matter_id, seq, act, from_state, to_state, actor, role, person_id, unit_id, at_ms, day, public, article, data) "
		"SELECT matter_id, seq + 1, act, to_state, to_state, actor, role, person_id, unit_id, at_ms, day, public, article, data FROM event WHERE id = (SELECT MAX(id) FROM event WHERE act = 'note')"},
	{"clock", "INSERT INTO clock (matter_id, code, unit_id, start_day, start_ms, length, due_nominal, due, due_ms, provisional, calendar, started_by, stopped_by, stopped_day, outcome) "
		"SELECT matter_id, 'review', unit_id, start_day, start_ms, length, due_nominal, due, due_ms, provisional, calendar, started_by, stopped_by, stopped_day, outcome FROM clock WHERE id = 1"},
	{"assist", "INSERT INTO assist (matter_id, unit_id, since) VALUES (1, 4, '2026-03-02')"},
	{"ask", "INSERT INTO ask (matter_id, kind, asked_event, reason) VALUES (1, 'recusal', 1, 'r')"},
	{"document", "INSERT INTO document (matter_id, event_id, kind, unit_id, status, public) VALUES (1, 1, 'late_notice', 3, 'draft', 0)"},
	{"attachment", "INSERT INTO attachment (token, matter_id, event_id, sha256, name, type, size, public) SELECT 'x', matter_id, event_id, sha256, name, type, size, public FROM attachment"},
	{"rating", "INSERT INTO rating (matter_id, event_id, round, satisfied) VALUES (1, 1, 2, 'satisfied')"},
	{"urgent_report", "INSERT INTO urgent_report (matter_id, event_id, told, means) VALUES (1, 1, 't', 'phone')"},
	{"supervision", "INSERT INTO supervision (matter_id, unit_id, trigger_code, found_day) VALUES (1, 3, 'handle_late', '2026-03-02')"},
	{"recusal", "INSERT INTO recusal (matter_id, person_id, event_id) VALUES (1, 1, 1)"},
	{"link", "INSERT INTO link (from_id, to_id, kind) VALUES (1, 2, 'follows')"},
	{"identity", "INSERT INTO identity (matter_id, seq, name, sealed) SELECT matter_id, 4, '', sealed FROM identity WHERE matter_id = 1"},
	{"series", "INSERT INTO series (key, last) VALUES ('3/late_notice/2026', 1)"},
};

TEST(each_row_added_is_named)
{
	struct play p;
	open_busy(&p);
	sqlite3 *db = raw_open(&p);
	raw_unguard(db);
	for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
		keep(db, added[i].table);
		/* the copy keeps the ids the engine has given out: on PostgreSQL a number is used once */
		raw_exec(db, added[i].sql);
		struct heard h = rebuild(&p);
		said_once(&h, arena_printf(test_arena(), "%s ", added[i].table), ": is stored, but no deed made it", added[i].sql);
		put_back(db, added[i].table);
	}
	sqlite3_close(db);
	play_close(&p);
}

/* -- the search index */

TEST(a_matter_that_cannot_be_found_is_named)
{
	struct play p;
	const char *number = open_busy(&p);
	sqlite3 *db = raw_open(&p);
	const char *gone = postgres_asked() ? "DELETE FROM matter_text WHERE id = 16" : "DELETE FROM matter_text_docsize WHERE id = 16";
	raw_exec(db, gone);
	struct heard h = rebuild(&p);
	said_once(&h, arena_printf(test_arena(), "matter_text %s piece 0", number), ": is missing", gone);
	sqlite3_close(db);
	city_close(p.city);
}

/* -- the inputs themselves */

static bool tells(const struct heard *h, const char *words)
{
	for (size_t i = 0; i < h->n; i++)
		if (strstr(h->line[i], words))
			return true;
	return false;
}

TEST(an_input_that_is_gone_or_changed_shows_in_what_it_made)
{
	struct play p;
	const char *number = open_busy(&p);
	sqlite3 *db = raw_open(&p);
	raw_unguard(db);
	const char *note = "(SELECT id FROM event_input WHERE data LIKE '%the last word%')";
	const char *event = arena_printf(test_arena(), "event %s %lld", number, (long long)raw_int(db, "SELECT id FROM event WHERE data LIKE '%the last word%'"));
	keep(db, "event_input");
	raw_exec(db, arena_printf(test_arena(), "DELETE FROM event_input WHERE id = %s", note));
	struct heard h = rebuild(&p);
	CHECK(tells(&h, arena_printf(test_arena(), "%s: is stored, but no deed made it", event)));
	CHECK(tells(&h, arena_printf(test_arena(), "matter %s: version is", number)));
	put_back(db, "event_input");
	keep(db, "event_input");
	raw_exec(db, arena_printf(test_arena(), "UPDATE event_input SET data = replace(data, 'the last word', 'another word') WHERE id = %s", note));
	h = rebuild(&p);
	CHECK(tells(&h, arena_printf(test_arena(), "%s: data is ", event)));
	CHECK(tells(&h, arena_printf(test_arena(), "%s: opening is ", event)));
	put_back(db, "event_input");
	keep(db, "event_input");
	raw_exec(db, arena_printf(test_arena(), "UPDATE event_input SET data = replace(data, '\"unit_head\"', '\"registrar\"') WHERE data LIKE '%%approve_opinion%%'"));
	h = rebuild(&p);
	CHECK(tells(&h, arena_printf(test_arena(), "act %s approve_opinion cannot be done again: ", number)));
	put_back(db, "event_input");
	keep(db, "event_input");
	raw_exec(db, arena_printf(test_arena(), "UPDATE event_input SET data = 'x' WHERE id = %s", note));
	h = rebuild(&p);
	CHECK(tells(&h, "what it was given cannot be read"));
	put_back(db, "event_input");
	sqlite3_close(db);
	play_close(&p);
}

TEST(an_input_says_nothing_of_who_the_petitioner_is)
{
	struct play p;
	open_busy(&p);
	sqlite3 *db = raw_open(&p);
	CHECK(raw_int(db, "SELECT COUNT(*) FROM event_input") > 20);
	CHECK_INT(raw_int(db, "SELECT COUNT(*) FROM event_input WHERE data LIKE '%王小明%' OR data LIKE '%13800138%' OR data LIKE '%Jane%' OR data LIKE '%13500000000%' OR data LIKE '%sent-once%'"), 0);
	sqlite3_close(db);
	play_close(&p);
}

/* -- what the administration changes in between */

struct renaming { struct play *p; bool done; };

static bool rename_unit(struct tx *tx, void *arg)
{
	struct renaming *r = arg;
	struct viewer system = viewer_system();
	struct unit_in in = {.name_zh = "大连市住建局", .name_en = "Housing and Construction", .kind = "department", .parent = "dl", .doc_sign = "连住建"};
	r->done = unit_change(tx, &system, r->p->now, "zj", &in, &r->p->why);
	return r->done;
}

TEST(papers_keep_the_name_a_unit_had_on_their_day)
{
	struct play p;
	struct renaming r = {&p, false};
	play_accepted(&p, "2026-03-02");
	CHECK(store_write(p.city->store, test_arena(), rename_unit, &r, NULL));
	p.now.utc_ms += 1000;
	CHECK(play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(play_act(&p, "head", "approve_opinion", NULL));
	play_close(&p);
}

/* -- a city that is older than its inputs */

TEST(matters_of_before_are_counted_and_never_called_equal)
{
	struct play p;
	busy_petition(&p);
	raised_ticket(&p);
	const char *ticket = arena_strdup(test_arena(), p.number);
	sqlite3 *db = raw_open(&p);
	raw_unguard(db);
	raw_exec(db, "DELETE FROM event_input; INSERT INTO series_before SELECT key, last FROM series; "
		"UPDATE setting SET value = (SELECT CAST(MAX(id) AS TEXT) FROM event) WHERE key = 'inputs_after_event'");
	int64_t before = raw_int(db, "SELECT COUNT(*) FROM matter");
	CHECK_INT(before, 3);
	p.number = raw_text(db, test_arena(), "SELECT number FROM matter WHERE id = 1");
	CHECK(play_act(&p, "officer", "supervise", "measure", "talk", "reason", "a paper of an older matter", NULL));
	CHECK(play_new(&p, "", "", "petition", "file", "name", "y", "phone", "13800138001", "subject", "new", "text", "t", NULL));
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(&p, "officer", "transfer", "unit", "zj", NULL));
	CHECK(play_act(&p, "officer", "supervise", "measure", "talk", "reason", "r", NULL));
	struct heard h = rebuild(&p);
	CHECK_STR(h.n ? h.line[0] : "", "");
	CHECK_INT(h.report.older, before);
	CHECK_INT(h.report.matters, 1);
	/* nobody hides a matter among them */
	raw_exec(db, arena_printf(test_arena(), "INSERT INTO matter (number, kind, procedure, state, channel, lang, subject, body, received_day, registered_ms, register_unit_id, lead_unit_id) "
		"VALUES ('HY-0000-0000', 'petition', 'petition', 'registered', 'web', 'zh', 's', '%s', '2026-03-02', 1, 3, 3)", ticket));
	h = rebuild(&p);
	said_once(&h, "matter HY-0000-0000", ": is stored, but no deed made it", "a row added");
	sqlite3_close(db);
	city_close(p.city);
}
