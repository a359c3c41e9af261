/* verify finds what is broken and names the law: for each law one fault is
 * planted past the program, and exactly that law must speak. */
#include "matter_raw.h"
#include "matter_rectify_help.h"
#include "matter_case_help.h"
#include "matter_parcel_help.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/os.h"
#include "matter/attach.h"
#include "matter/body.h"
#include "matter/breach.h"
#include "matter/clean.h"
#include "matter/verify.h"

enum { LAWS = 44, SQL_BYTES = 4096 };

struct heard { int per_law[LAWS]; int64_t faults; char words[300]; };

static void hear(void *ctx, const char *law, const char *fault)
{
	struct heard *h = ctx;
	int64_t number;
	CHECK(str_i64(str_head(str_of(law), strcspn(law, " ")), &number) && number >= 0 && number < LAWS);
	h->per_law[number]++;
	if (!*h->words)
		snprintf(h->words, sizeof h->words, "%s: %s", law, fault);
	CHECK(*fault);
}

static struct heard verify(struct play *p)
{
	struct heard h = {0};
	h.faults = verify_all(p->city, hear, &h);
	int64_t sum = 0;
	for (int i = 0; i < LAWS; i++)
		sum += h.per_law[i];
	CHECK_INT(sum, h.faults);
	return h;
}

static bool told_of_breach(struct tx *tx, void *arg)
{
	struct play *p = arg;
	struct viewer system = viewer_system(), dpo;
	struct q_person_by_login who;
	struct refusal why = {0};
	const char *number;
	struct breach_in in = {.found = "2026-03-02", .upto = "2026-03-02", .copy = true, .text = {"w", "h", "d", "a", "c"}};
	CHECK(q_person_by_login(tx, "dpo", &who) && viewer_load(tx, who.id, p->now.today, &dpo));
	dpo.fresh = true;
	return breach_record(tx, &system, p->now, &in, &number, &why) && breach_confirm(tx, &dpo, p->now, number, &why) && breach_tell(tx, p->city, p->now) > 0;
}

static bool add_body(struct tx *tx, void *arg)
{
	struct play *p = arg;
	struct body_in body = {"dz", "leading_group", "党组", "Group", "dl", "dl", "会议纪要", DAY_NONE};
	struct seat_in seat = {"dz", "lead1", "chair", "", "", DAY_NONE, DAY_NONE};
	int64_t id;
	return body_add(tx, &p->system, p->now, &body, &p->why) && seat_propose(tx, &p->system, p->now, &seat, &id, &p->why) &&
		seat_confirm(tx, &p->system, p->now, id, &p->why);
}

/* A meeting whose minutes are out. */
static void met(struct play *p)
{
	CHECK(store_write(p->city->store, test_arena(), add_body, p, NULL));
	CHECK(play_new(p, "clerk", "dl", "meeting", "convene", "body", "dz", "meeting_kind", "ordinary", "meeting_day", "2026-03-02", "meeting_time", "09:00",
		"subject", "会", "place", "室", NULL));
	CHECK(play_act(p, "clerk", "add_item", "item_type", "hear", "title", "听取", NULL));
	CHECK(play_act(p, "clerk", "notify", NULL));
	CHECK(play_act(p, "clerk", "open_meeting", NULL));
	CHECK(play_act(p, "clerk", "conclude_item", "item", "1", "conclusion", "heard", NULL));
	CHECK(play_act(p, "clerk", "no_follow_up", "item", "1", "reason", "听取", NULL));
	CHECK(play_act(p, "clerk", "draft_minutes", NULL));
	CHECK(play_act(p, "lead1", "approve_minutes", NULL));
}

/* A supervision item decided by that meeting, concluded and rechecked. */
static void supervised(struct play *p)
{
	const char *meeting = p->number;
	CHECK(play_new(p, "clerk", "dl", "supervision", "open_by_decision", "subject", "督查", "text", "t", "sup_kind", "routine", "topic", "供热", "unit", "zj",
		"due", "2026-03-30", "charge", "lead1", "meeting", meeting, "meeting_item", "1", NULL));
	CHECK(play_act(p, "handler", "accept", NULL));
	CHECK(with_file(p, "handler", "report_result", NULL, NULL));
	CHECK(play_act(p, "clerk", "conclude", "facts", "f", "opinion", "o", NULL));
	CHECK(play_act(p, "head", "object_conclusion", "reason", "r", NULL));
	CHECK(play_act(p, "clerk2", "uphold_conclusion", "text", "t", NULL));
}

/* A forwarded case, settled and public. */
static void forwarded(struct play *p)
{
	CHECK(open_batch(p, "1", "2026-03-02", "7"));
	CHECK(play_act(p, "clerk", "publish_batch", NULL));
	handling(p, "X1");
	signed_answer(p, "settled", "");
	CHECK(play_act(p, "clerk", "confirm_answer", "way", "desk", "text", "t", NULL));
	CHECK(play_act(p, "clerk", "publish_case", "public_zh", "w", "result_zh", "r", NULL));
}

/* An answered and closed petition with an extension, an accusation with the
 * discipline organ, and an open petition; all told of a breach. */
static void populate(struct play *p)
{
	play_accepted(p, "2026-03-02");
	CHECK(play_act(p, "handler", "note", "text", "n", NULL));
	CHECK(play_act(p, "handler", "ask_extension", "days", "10", "reason", "r", NULL));
	CHECK(play_act(p, "head", "grant_extension", NULL));
	CHECK(play_act(p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(play_act(p, "head", "approve_opinion", NULL));
	CHECK(play_act(p, "handler", "serve", "service", "post", "service_day", "2026-03-02", NULL));
	CHECK(play_act(p, "", "accept_answer", NULL));
	CHECK(play_act(p, "officer", "close", "cause", "delay", NULL));
	CHECK(play_new(p, "", "", "petition", "file", "name", "x", "phone", "13800138000", "subject", "举报", "text", "t", "complained", "jt", NULL));
	CHECK(play_act(p, "officer", "classify", "class", "accusation", NULL));
	CHECK(play_act(p, "officer", "refer", "unit", "jw", NULL));
	CHECK(play_new(p, "", "", "petition", "file", "name", "y", "phone", "13800138001", "subject", "公交", "text", "t", NULL));
	CHECK(play_act(p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(p, "officer", "transfer", "unit", "zj", NULL));
	CHECK(play_act(p, "handler2", "accept", NULL));
	CHECK(store_write(p->city->store, test_arena(), told_of_breach, p, NULL));
	CHECK(play_new(p, "clerk", "dl", "conveyance", "take_up", "issuer", "省", "doc_no", "1", "doc_day", "2026-03-01", "original", "zh", "subject", "s", "text", "t", NULL));
	CHECK(play_act(p, "clerk", "convey", "unit", "dl", "report_due", "2026-03-20", NULL));
	met(p);
	supervised(p);
	forwarded(p);
	doing(p, "by_date");
	CHECK(add_parcel(p, "handler", "2101", "a.png"));
	CHECK(restore_parcel(p, "handler", "1", "b.png"));
	ask_signoff(p);
	agree(p);
	CHECK(confirm_parcel(p, "clerk", "1"));
	see_in_place(p);
	see_effect(p);
	CHECK(play_act(p, "clerk2", "sign_off", "unit", "xf", NULL));
}

#define SOME_BYTES "(SELECT l.nonce FROM event_leaf l WHERE l.nonce IS NOT NULL LIMIT 1)"

struct plant { int law; bool with_store; const char *table, *sql; };

/* with_store: the engine's own check (law 0) sees it too. */
static const struct plant plants[] = {
	{0, false, "matter", "UPDATE matter SET leader = 'x', handler_id = 9999 WHERE state = 'closed'"},
	{1, false, "matter", "UPDATE matter SET state = 'served' WHERE state = 'closed' AND kind = 'petition'"},
	{2, false, "matter", "INSERT INTO matter (number, kind, procedure, state, channel, lang, subject, body, received_day, registered_ms, register_unit_id, lead_unit_id) "
		"VALUES ('HY-0000-0000', 'petition', 'petition', 'registered', 'web', 'zh', 's', 'b', '2026-03-02', 1, 3, 3)"},
	{3, false, "event", "UPDATE event SET from_state = 'objected' WHERE act = 'ask_extension'"},
	{4, false, "event", "DELETE FROM event WHERE act = 'note'"},
	{5, false, "event", "UPDATE event SET at_ms = at_ms - 600000 WHERE act = 'close'"},
	{6, false, "clock", "UPDATE clock SET outcome = 'running', stopped_by = NULL, stopped_day = NULL WHERE code = 'review_window'"},
	{7, false, "clock", "UPDATE clock SET due_nominal = '2099-01-01' WHERE code = 'review_window'"},
	{8, false, "clock", "UPDATE clock SET stopped_day = NULL WHERE code = 'bureau_route' AND matter_id = 1"},
	{9, false, "clock", "UPDATE clock SET outcome = 'missed' WHERE code = 'handle' AND matter_id = 1"},
	{9, false, "clock", "UPDATE clock SET stopped_day = '2030-01-01' WHERE code = 'handle' AND matter_id = 1"},
	{10, false, "matter", "UPDATE matter SET next_due = '2026-01-01' WHERE state = 'handling'"},
	{10, false, "matter", "UPDATE matter SET next_due = NULL WHERE state = 'handling'"},
	{11, false, "ask", "UPDATE ask SET days = 31 WHERE kind = 'extension'"},
	{12, false, "document", "UPDATE document SET body_en = '' WHERE kind = 'handling_opinion'"},
	{12, false, "document", "UPDATE document SET body_zh = '' WHERE kind = 'acceptance_notice' AND matter_id = 1"},
	{13, false, "document", "UPDATE document SET served_day = '2026-03-01' WHERE kind = 'handling_opinion'"},
	{14, false, "series", "UPDATE series SET last = last + 1 WHERE key LIKE '%handling_opinion%'"},
	{15, false, "matter", "UPDATE matter SET complained_unit_id = lead_unit_id WHERE restricted = 1"},
	{16, false, "matter", "UPDATE matter SET restricted = 0 WHERE class = 'accusation'"},
	{17, false, "matter", "UPDATE matter SET assigned = 1 WHERE state = 'closed' AND kind = 'petition'"},
	{18, false, "recusal", "INSERT INTO recusal (matter_id, person_id, event_id) SELECT id, handler_id, (SELECT MIN(id) FROM event) FROM matter WHERE state = 'handling'"},
	{19, true, "identity", "INSERT INTO identity (matter_id, seq, name, sealed) SELECT 1, 6, '', sealed FROM identity WHERE matter_id = 1 AND seq = 0"},
	{20, false, "post", "INSERT INTO post (person_id, unit_id, role, valid_from, proposed_ms, confirmed_ms) SELECT person_id, unit_id, 'officer', valid_from, 1, 1 FROM post WHERE role = 'auditor'"},
	{21, false, "unit_line", "INSERT INTO unit_line (unit_id, above_id) SELECT parent_id, id FROM unit WHERE code = 'zj'"},
	{22, false, "unit", "UPDATE unit SET valid_to = '2026-01-01' WHERE code = 'zj'"},
	{23, false, "identity", "UPDATE identity SET sealed = NULL WHERE matter_id = 1"},
	{23, false, "identity", "UPDATE identity SET phone = '1' WHERE matter_id = 1"},
	{23, false, "identity_key", "DELETE FROM identity_key WHERE matter_id = 1"},
	{24, false, "breach", "UPDATE breach SET confirmed_ms = NULL"},
	{24, false, "breach_matter", "DELETE FROM breach_matter WHERE matter_id = 1"},
	{29, false, "attachment", "INSERT INTO attachment (token, matter_id, event_id, sha256, name, type, size, public, copy) VALUES ('x', 1, 1, " SOME_BYTES ", '1.txt', 'text/plain', 0, 1, 'none')"},
	{30, false, "transfer_copy", "INSERT INTO transfer_copy (matter_id, event_id, state, sealed) SELECT 1, MIN(id), 'held', " SOME_BYTES " FROM event WHERE matter_id = 1"},
	{30, false, "transfer_copy", "INSERT INTO transfer_copy (matter_id, event_id, state, sealed, done_event) SELECT 1, MAX(id), 'redacted', " SOME_BYTES ", MAX(id) FROM event WHERE matter_id = 1"},
	{25, false, "breach", "UPDATE breach SET what = 'something else'"},
	{26, false, "matter", "UPDATE matter SET anonymous = 2 WHERE id = 1"},
	{31, false, "conveyance_unit", "UPDATE conveyance_unit SET standing = 'reported'"},
	{32, false, "conveyance_unit", "UPDATE conveyance_unit SET parent_id = (SELECT id FROM unit WHERE code = 'ln')"},
	{27, false, "minute_entry", "INSERT INTO minute_entry (matter_id, item_no, no, verb, text, lead_unit_id, due) SELECT id, 1, 1, 'decided', 't', lead_unit_id, '2026-04-01' FROM matter WHERE kind = 'meeting'"},
	{28, false, "item_vote", "INSERT INTO item_vote (matter_id, item_no, person_id, vote) SELECT m.id, 1, q.id, 'for' FROM matter m JOIN person q ON q.login = 'guest' WHERE m.kind = 'meeting'"},
	{37, false, "proxy", "INSERT INTO proxy (matter_id, place, kind, code_key, given_event) SELECT 1, 1, 'agent', " SOME_BYTES ", MIN(id) FROM event WHERE matter_id = 1"},
	{37, false, "proxy", "INSERT INTO proxy (matter_id, place, kind, code_key, given_event, ended_event) SELECT 1, 1, 'agent', " SOME_BYTES ", MIN(id), MIN(id) FROM event WHERE matter_id = 1"},
	{33, false, "finding", "UPDATE finding SET signed_day = NULL"},
	{33, false, "signoff", "UPDATE signoff SET decider_id = NULL"},
	{34, false, "measure", "UPDATE measure SET unit_id = (SELECT register_unit_id FROM matter WHERE kind = 'finding') WHERE no = 2"},
	{35, false, "measure", "DELETE FROM measure WHERE tackles = 'root'"},
	{35, false, "finding", "UPDATE finding SET first_due = '2026-03-29'"},
	{43, false, "finding", "UPDATE finding SET public = 1"},
	{43, false, "campaign", "UPDATE campaign SET public = 1, public_zh = '整改'"},
	{38, false, "sup_item", "UPDATE sup_item SET meeting_id = NULL, item_no = NULL"},
	{39, false, "sup_item", "UPDATE sup_item SET rechecked_by = concluded_by"},
	{42, false, "event", "UPDATE event SET person_id = (SELECT person_id FROM event WHERE act = 'answer_case') WHERE act = 'confirm_answer'"},
	{42, false, "event", "UPDATE event SET unit_id = (SELECT unit_id FROM event WHERE act = 'answer_case') WHERE act = 'confirm_answer'"},
	{42, false, "forwarded_case", "UPDATE forwarded_case SET outcome = 'stage'"},
	{42, false, "batch", "UPDATE batch SET received_day = '2026-03-01'"},
	{40, false, "parcel", "UPDATE parcel SET restored_event = (SELECT MIN(id) FROM event WHERE act = 'apply_signoff')"},
	{40, false, "parcel", "UPDATE parcel SET added_event = restored_event"},
	{40, false, "attachment", "DELETE FROM attachment WHERE event_id = (SELECT restored_event FROM parcel)"},
	{41, false, "parcel", "UPDATE parcel SET confirmed_event = NULL, confirmed_day = NULL, confirmed_by = NULL"},
	{36, false, "agenda_item", "UPDATE agenda_item SET public = 1"},
	{36, false, "agenda_item", "UPDATE agenda_item SET public = 1, source_id = (SELECT id FROM matter WHERE kind = 'petition' LIMIT 1)"},
};
enum { PLANTS = sizeof plants / sizeof *plants };

static void keep_table(sqlite3 *db, const char *table)
{
	char sql[SQL_BYTES];
	snprintf(sql, sizeof sql, "CREATE TEMP TABLE kept AS SELECT * FROM %s", table);
	raw_exec(db, sql);
}

static void put_back(sqlite3 *db, const char *table)
{
	char sql[SQL_BYTES];
	snprintf(sql, sizeof sql, "DELETE FROM %s; INSERT INTO %s SELECT * FROM kept; DROP TABLE kept", table, table);
	raw_exec(db, sql);
}

TEST(each_planted_fault_is_told_by_its_law_and_no_other)
{
	struct play p;
	bool seen[LAWS] = {0};
	populate(&p);
	CHECK_INT(verify_laws(), LAWS);
	CHECK_INT(verify(&p).faults, 0);
	sqlite3 *db = raw_open(&p);
	raw_unguard(db);
	for (size_t i = 0; i < PLANTS; i++) {
		const struct plant *plant = &plants[i];
		keep_table(db, plant->table);
		raw_exec(db, plant->sql);
		CHECK(raw_changes(db) > 0);
		struct heard h = verify(&p);
		if (!h.per_law[plant->law])
			test_fail(__FILE__, __LINE__, "law %d said nothing after %s", plant->law, plant->sql);
		if (h.faults != h.per_law[plant->law] + (plant->with_store ? h.per_law[0] : 0))
			test_fail(__FILE__, __LINE__, "another law spoke after %s: %s", plant->sql, h.words);
		seen[plant->law] = true;
		put_back(db, plant->table);
		CHECK_INT(verify(&p).faults, 0);
	}
	for (int i = 0; i < LAWS; i++)
		CHECK(seen[i]);
	sqlite3_close(db);
	play_close(&p);
}

struct attaching { struct play *p; struct act_in in; };

static bool run_attach(struct tx *tx, void *arg)
{
	struct attaching *a = arg;
	struct q_person_by_login who;
	struct viewer v;
	struct act_done done;
	CHECK(q_person_by_login(tx, "handler", &who) && viewer_load(tx, who.id, a->p->now.today, &v));
	return act_do(tx, a->p->city, &v, a->p->now, a->p->number, "attach", &a->in, &done, &a->p->why);
}

static const char *attach(struct play *p, const char *content)
{
	struct attaching a = {.p = p};
	char hex[65];
	struct sha256 h = sha256_of(str_of(content));
	const char *path = store_spool(p->city->store, test_arena());
	CHECK_INT(os_write_file(path, str_of(content)), 0);
	CHECK_INT(attach_take(test_arena(), path, str_of("a.txt"), &a.in.file[0]).id, MSG_NONE.id);
	CHECK_INT(clean_take(test_arena(), &a.in.file[0], false).id, MSG_NONE.id);
	a.in.files = 1;
	CHECK(store_write(p->city->store, test_arena(), run_attach, &a, NULL));
	sha256_hex(&h, hex);
	return arena_printf(test_arena(), "%s/blob/%.2s/%s", store_dir(p->city->store), hex, hex + 2);
}

TEST(a_damaged_attachment_is_told)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	const char *blob = attach(&p, "what was handed in");
	CHECK_INT(verify(&p).faults, 0);
	FILE *f = fopen(blob, "r+");
	CHECK(f);
	fputc('W', f);
	fclose(f);
	struct heard h = verify(&p);
	CHECK_INT(h.per_law[0], 1);
	CHECK_INT(h.faults, 1);
	f = fopen(blob, "r+");
	CHECK(f);
	fputc('w', f);
	fclose(f);
	CHECK_INT(verify(&p).faults, 0);
	const char *gone = arena_printf(test_arena(), "%s.gone", blob);
	CHECK_INT(rename(blob, gone), 0);
	CHECK_INT(verify(&p).per_law[0], 1);
	CHECK_INT(rename(gone, blob), 0);
	play_close(&p);
}

TEST(a_damaged_page_of_the_database_is_told)
{
	struct play p;
	populate(&p);
	sqlite3 *db = raw_open(&p);
	raw_exec(db, "PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'rating') WHERE name = 'matter_received'");
	sqlite3_close(db);
	struct heard h = verify(&p);
	CHECK(h.per_law[0] > 0);
	city_close(p.city);
}
