/* Transfer copies: what tells who wrote it is out of the words before anybody
 * of the administration can read them, and stays out until two persons say no. */
#include "matter_raw.h"

#include "base/os.h"
#include "matter/copy.h"
#include "matter/list.h"
#include "matter/person.h"

#define NAME "王海潮"
#define PHONE "13840001234"
#define FILED "name", NAME, "phone", PHONE, "subject", "王海潮家漏水", "text", "我叫王海潮，电话１３８４０００１２３４。屋顶漏水三年。", "requests", "请联系王 海 潮", "place", "中山区"
#define CUT_TEXT "我叫〔略〕，电话〔略〕。屋顶漏水三年。"

static bool file(struct play *p)
{
	return play_new(p, "", "", "petition", "file", FILED, NULL);
}

/* The matter as one of the staff, or its petitioner (""), by the code, has it. */
static void load_as(struct play *p, struct tx *tx, const char *login, struct matter *m, struct viewer *v)
{
	struct q_person_by_login who;
	read_begin(p->city->store, 1, test_arena(), tx);
	if (*login)
		CHECK(q_person_by_login(tx, login, &who) && viewer_load(tx, who.id, p->now.today, v));
	else
		*v = viewer_by_code(tx, p->city, p->code);
	CHECK(matter_load(tx, p->city, p->id, m));
	if (!*login)
		copy_own(tx, m, v);
}

/* One value of the newest event of an act, as somebody reads it. */
static const char *event_value(struct play *p, const char *login, const char *act, const char *key)
{
	struct tx tx;
	struct matter m;
	struct viewer v;
	struct q_event_list *e;
	const char *value = "no such event";
	load_as(p, &tx, login, &m, &v);
	size_t n = matter_events(&tx, &m, &v, &e);
	for (size_t i = 0; i < n; i++)
		if (cstr_eq(e[i].act, act))
			value = data_get(test_arena(), e[i].data, key);
	read_end(&tx);
	return value;
}

static size_t found(struct play *p, const char *login, const char *words)
{
	struct tx tx;
	struct matter m;
	struct viewer v;
	struct list_page page;
	struct list_filter f = {.text = words, .procedure = "", .state = "", .class_ = "", .channel = "", .unit = "", .from = DAY_NONE, .to = DAY_NONE, .page = 1};
	load_as(p, &tx, login, &m, &v);
	list_find(&tx, p->city, &v, p->now, &f, &page);
	read_end(&tx);
	return page.rows;
}

TEST(who_filed_is_out_of_every_kept_word)
{
	struct play p;
	struct tx tx;
	struct matter m;
	struct viewer v;
	play_open(&p, "2026-03-02");
	CHECK(file(&p));
	struct q_matter_by_id row = play_matter(&p);
	CHECK_STR(row.subject, "〔略〕家漏水");
	CHECK_STR(row.body, CUT_TEXT);
	CHECK_STR(row.requests, "请联系〔略〕");
	CHECK_STR(row.place, "中山区");
	sqlite3 *db = raw_open(&p);
	CHECK_INT(raw_int(db, "SELECT COUNT(*) FROM event_input WHERE data LIKE '%海%潮%' OR data LIKE '%0001234%'"), 0);
	CHECK_INT(raw_int(db, "SELECT COUNT(*) FROM document WHERE body_zh LIKE '%海%潮%' OR body_en LIKE '%海%潮%'"), 0);
	CHECK_INT(raw_int(db, "SELECT COUNT(*) FROM transfer_copy WHERE state = 'held' AND sealed IS NOT NULL AND code IS NOT NULL"), 1);
	sqlite3_close(db);
	/* and the petitioner has it as typed, also where the office's key is not */
	for (int here = 0; here < 2; here++) {
		p.city->office_opens = here;
		load_as(&p, &tx, "", &m, &v);
		CHECK_STR(m.m.subject, "王海潮家漏水");
		CHECK_STR(m.m.requests, "请联系王 海 潮");
		read_end(&tx);
	}
	play_close(&p);
}

TEST(words_that_tell_nothing_are_kept_as_they_are)
{
	struct play p;
	struct matter m;
	play_accepted(&p, "2026-03-02");
	play_load(&p, &m);
	CHECK_INT(m.copies, 0);
	CHECK_STR(play_matter(&p).body, "家里只有十五度。");
	CHECK(play_act(&p, "", "add_material", "text", "已经两周了。", NULL));
	play_load(&p, &m);
	CHECK_INT(m.copies, 0);
	play_close(&p);
}

TEST(nothing_goes_to_a_unit_before_somebody_looked)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(file(&p));
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	CHECK(!play_act(&p, "officer", "transfer", "unit", "zj", NULL));
	CHECK_INT(p.why.field, F_UNIT);
	CHECK(!play_act(&p, "officer", "assign", "unit", "zj", "report_due", "2026-04-01", "reason", "r", NULL));
	CHECK_STR(play_matter(&p).state, "registered");
	/* who is not of the office confirms nothing */
	CHECK(!play_act(&p, "handler", "redact_copy", NULL));
	CHECK(!play_act(&p, "", "redact_copy", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK(play_act(&p, "registrar", "redact_copy", NULL));
	CHECK(!play_act(&p, "registrar", "redact_copy", NULL));
	CHECK_INT(p.why.kind, REFUSE_STATE);
	CHECK(play_act(&p, "officer", "transfer", "unit", "zj", NULL));
	CHECK_STR(play_matter(&p).body, CUT_TEXT);
	play_close(&p);
}

TEST(the_office_takes_out_more_and_it_stands_nowhere)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "name", NAME, "phone", PHONE, "subject", "漏水", "text", "我是王海潮，人称海潮师傅，住三号楼后面。", NULL));
	CHECK(!play_act(&p, "officer", "redact_copy", "words", "海潮师傅\n五号楼", NULL));
	CHECK_INT(p.why.field, F_WORDS);
	CHECK_STR(p.in.text[F_WORDS], "海潮师傅\n五号楼");
	CHECK_INT(found(&p, "officer", "漏水"), 0);
	CHECK(play_act(&p, "officer", "redact_copy", "words", "海潮师傅\n 三号楼后面 ", NULL));
	CHECK_STR(play_matter(&p).body, "我是〔略〕，人称〔略〕，住〔略〕。");
	sqlite3 *db = raw_open(&p);
	CHECK_INT(raw_int(db, "SELECT COUNT(*) FROM event_input WHERE data LIKE '%师傅%' AND data LIKE '%redact_copy%'"), 0);
	CHECK_INT(raw_int(db, "SELECT COUNT(*) FROM event WHERE data LIKE '%师傅%'"), 0);
	sqlite3_close(db);
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(&p, "officer", "transfer", "unit", "zj", NULL));
	CHECK_INT(found(&p, "handler", "漏水"), 1);
	CHECK_INT(found(&p, "handler", "师傅"), 0);
	CHECK_INT(found(&p, "officer", "海潮"), 0);
	play_close(&p);
}

TEST(two_persons_release_what_was_taken_out_for_nothing)
{
	struct play p;
	struct tx tx;
	struct matter m;
	struct viewer v;
	play_open(&p, "2026-03-02");
	/* the telephone of the shop that is complained of */
	CHECK(play_new(&p, "", "", "petition", "file", "name", NAME, "phone", PHONE, "subject", "商店不退款", "text", "店里电话是13900001111，无人接听。", NULL));
	CHECK_STR(play_matter(&p).body, "店里电话是〔略〕，无人接听。");
	CHECK(!play_act(&p, "officer", "release_copy", NULL));
	CHECK(play_act(&p, "officer", "ask_release", "reason", "是商家的电话", NULL));
	CHECK(!play_act(&p, "officer2", "ask_release", "reason", "同上", NULL));
	CHECK(!play_act(&p, "officer", "release_copy", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK_STR(play_matter(&p).body, "店里电话是〔略〕，无人接听。");
	CHECK(play_act(&p, "officer2", "refuse_release", "reason", "尚不清楚", NULL));
	CHECK(play_act(&p, "officer2", "ask_release", "reason", "已核实", NULL));
	p.city->office_opens = false;
	CHECK(!play_act(&p, "officer", "release_copy", NULL));
	p.city->office_opens = true;
	CHECK(play_act(&p, "officer", "release_copy", NULL));
	CHECK_STR(play_matter(&p).body, "店里电话是13900001111，无人接听。");
	CHECK_INT(found(&p, "officer", "13900001111"), 1);
	load_as(&p, &tx, "officer", &m, &v);
	CHECK_STR(m.copy[0].state, "released");
	read_end(&tx);
	play_close(&p);
}

TEST(what_is_written_later_is_cut_and_held_too)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	CHECK(play_act(&p, "handler", "ask_petitioner", "question", "如何联系？", NULL));
	CHECK(play_act(&p, "", "answer_question", "text", "找王小明，打13800138000", NULL));
	CHECK_STR(event_value(&p, "officer", "answer_question", "text"), "找〔略〕，打〔略〕");
	CHECK_STR(event_value(&p, "handler", "answer_question", "text"), "〔略〕");
	CHECK_STR(event_value(&p, "", "answer_question", "text"), "找王小明，打13800138000");
	CHECK(!play_act(&p, "handler", "add_assist", "unit", "jt", NULL));
	CHECK_INT(p.why.field, F_UNIT);
	CHECK(play_act(&p, "registrar", "redact_copy", NULL));
	CHECK_STR(event_value(&p, "handler", "answer_question", "text"), "找〔略〕，打〔略〕");
	CHECK(play_act(&p, "handler", "add_assist", "unit", "jt", NULL));
	CHECK(play_act(&p, "registrar", "correct", "text", "王小明来电更正", NULL));
	CHECK_STR(event_value(&p, "officer", "correct", "text"), "〔略〕来电更正");
	/* the words of the staff themselves are theirs */
	CHECK(play_act(&p, "handler", "note", "text", "与王小明通话", NULL));
	CHECK_STR(event_value(&p, "handler", "note", "text"), "与王小明通话");
	play_close(&p);
}

TEST(what_cannot_be_checked_is_held_as_a_whole)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	p.city->office_opens = false;
	CHECK(play_act(&p, "registrar", "correct", "text", "楼号有误", NULL));
	CHECK_STR(event_value(&p, "registrar", "correct", "text"), "〔略〕");
	p.city->office_opens = true;
	CHECK(play_act(&p, "registrar", "redact_copy", NULL));
	CHECK_STR(event_value(&p, "handler", "correct", "text"), "楼号有误");
	play_close(&p);
}

TEST(of_a_nameless_petition_numbers_of_anybody_are_taken_out)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "anonymous", "1", "subject", "噪音", "text", "可打13900001111找我。", NULL));
	CHECK_STR(play_matter(&p).body, "可打〔略〕找我。");
	CHECK(play_act(&p, "registrar", "redact_copy", NULL));
	play_close(&p);
}

TEST(details_taken_back_take_the_typed_words_along)
{
	struct play p;
	struct tx tx;
	struct matter m;
	struct viewer v;
	play_open(&p, "2026-03-02");
	CHECK(file(&p));
	CHECK(play_act(&p, "", "withdraw_identity", NULL));
	load_as(&p, &tx, "", &m, &v);
	CHECK_STR(m.m.body, CUT_TEXT);
	CHECK(!m.copy[0].sealed.p);
	read_end(&tx);
	CHECK(play_act(&p, "registrar", "redact_copy", NULL));
	CHECK_STR(play_matter(&p).body, CUT_TEXT);
	play_close(&p);
}

TEST(a_refused_form_comes_back_as_it_was_typed)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(!play_new(&p, "", "", "petition", "file", FILED, "area", "999999", NULL));
	CHECK_STR(p.in.text[F_SUBJECT], "王海潮家漏水");
	CHECK(!play_new(&p, "registrar", "xf", "petition", "register", "channel", "visit", "received", "2026-03-02", FILED, "oral", "1", NULL));
	CHECK_INT(p.why.field, F_READ_BACK);
	CHECK_STR(p.in.text[F_SUBJECT], "王海潮家漏水");
	play_close(&p);
}

TEST(a_ticket_with_a_name_is_not_dispatched_or_raised_unchecked)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "operator", "rx", "hotline", "register", "channel", "hotline", "received", "2026-03-02", "name", NAME, "phone", PHONE,
		"subject", "路灯", "text", "王海潮反映路灯不亮", NULL));
	CHECK(!play_act(&p, "operator", "dispatch", "unit", "zj", "grade", "ordinary", NULL));
	CHECK(!play_act(&p, "operator", "raise_petition", "reason", "r", NULL));
	CHECK(play_act(&p, "operator", "redact_copy", NULL));
	CHECK(play_act(&p, "operator", "raise_petition", "reason", "r", NULL));
	play_close(&p);
}
