/* Filed without a name: nothing of anybody is kept, only the petitioner ends it,
 * and details that are changed stay beside, sealed. */
#include "matter_city.h"

#include "matter/day_key.h"
#include "matter/erase.h"
#include "matter/identity.h"
#include "matter/person.h"

#define NAMELESS "anonymous", "1", "subject", "路灯不亮", "text", "小区门口路灯坏了两盏。"

struct seen { char name[64], phone[64]; size_t rows, before; enum identity_access access; };

static struct seen seen_by(struct play *p, const char *login)
{
	struct tx tx;
	struct matter m;
	struct viewer v;
	struct q_person_by_login who;
	struct identity_row *row;
	struct q_identity_before_of_matter *old;
	struct seen out = {0};
	read_begin(p->city->store, 0, test_arena(), &tx);
	CHECK(matter_load(&tx, p->city, p->id, &m));
	if (*login)
		CHECK(q_person_by_login(&tx, login, &who) && viewer_load(&tx, who.id, p->now.today, &v));
	else
		v = viewer_by_code(&tx, p->city, p->code);
	out.access = identity_read(&tx, &m, &v, p->now.today, &row, &out.rows);
	out.before = q_identity_before_of_matter(&tx, p->id, &old);
	if (out.rows) {
		snprintf(out.name, sizeof out.name, "%s", row[0].name.secret);
		snprintf(out.phone, sizeof out.phone, "%s", row[0].phone.secret);
	}
	read_end(&tx);
	return out;
}

TEST(nothing_of_a_person_is_kept_of_who_files_without_a_name)
{
	struct play p;
	struct q_event_list *e;
	play_open(&p, "2026-03-02");
	/* both at once is asked about */
	CHECK(!play_new(&p, "", "", "petition", "file", NAMELESS, "name", "王海潮", NULL));
	CHECK_INT(p.in.fault[0].field, F_IDENTITY);
	CHECK(!play_new(&p, "", "", "petition", "file", "subject", "s", "text", "t", NULL));
	CHECK(play_new(&p, "", "", "petition", "file", NAMELESS, NULL));
	CHECK_INT(play_matter(&p).anonymous, MATTER_ANONYMOUS);
	CHECK(!play_matter(&p).petitioner_key.p);
	CHECK_INT(seen_by(&p, "").access, IDENTITY_NONE);
	/* what a unit reads of the event is what it reads of everybody's */
	CHECK(play_events(&p, &e) == 1);
	CHECK(!strstr(e[0].data, "anonymous"));
	CHECK(play_act(&p, "officer", "open_identity", "reason", "核实", NULL));
	CHECK_INT(seen_by(&p, "officer").access, IDENTITY_NONE);
	play_close(&p);
}

TEST(a_registrar_takes_an_anonymous_letter_and_the_hotline_a_nameless_call)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "registrar", "xf", "petition", "register", "channel", "letter", "received", "2026-03-02", NAMELESS, NULL));
	CHECK_INT(play_matter(&p).anonymous, MATTER_ANONYMOUS);
	CHECK(play_new(&p, "operator", "rx", "hotline", "register", "channel", "hotline", "received", "2026-03-02", NAMELESS, NULL));
	CHECK_INT(play_matter(&p).anonymous, MATTER_ANONYMOUS);
	/* raised to a petition it stays without a name */
	CHECK(play_act(&p, "operator", "raise_petition", "reason", "需书面答复", NULL));
	play_close(&p);
}

TEST(only_the_petitioner_ends_it_and_the_code_opens_what_was_told)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", NAMELESS, NULL));
	CHECK(!play_act(&p, "officer", "disclose_identity", "name", "王海潮", "phone", "13840001234", "disclose", "1", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK(!play_act(&p, "officer", "change_contact", "name", "王海潮", "phone", "13840001234", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK(!play_act(&p, "", "change_contact", "name", "王海潮", "phone", "13840001234", NULL));
	CHECK_INT(p.why.kind, REFUSE_STATE);
	CHECK(!play_act(&p, "", "disclose_identity", "name", "王海潮", "phone", "13840001234", NULL));
	CHECK(play_act(&p, "", "disclose_identity", "name", "王海潮", "phone", "13840001234", "disclose", "1", NULL));
	CHECK_INT(play_matter(&p).anonymous, MATTER_DISCLOSED);
	CHECK(play_matter(&p).petitioner_key.p != NULL);
	CHECK(!play_act(&p, "", "disclose_identity", "name", "李四", "phone", "13840001234", "disclose", "1", NULL));
	CHECK_INT(seen_by(&p, "officer").access, IDENTITY_CLOSED);
	CHECK(play_act(&p, "officer", "open_identity", "reason", "核实", NULL));
	CHECK_STR(seen_by(&p, "officer").name, "王海潮");
	p.city->office_opens = false;          /* the code alone opens it too */
	CHECK_STR(seen_by(&p, "").phone, "13840001234");
	CHECK_INT(seen_by(&p, "officer").access, IDENTITY_LOCKED);
	p.city->office_opens = true;
	play_close(&p);
}

TEST(changed_details_are_read_and_those_before_are_kept_until_erased)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "王海潮", "phone", "13840001234", "subject", "s", "text", "t", NULL));
	p.city->office_opens = false;
	CHECK(play_act(&p, "", "change_contact", "name", "王海潮", "phone", "13900000000", NULL));
	p.city->office_opens = true;
	CHECK_STR(seen_by(&p, "").phone, "13900000000");
	CHECK_INT(seen_by(&p, "").before, 1);
	CHECK(play_act(&p, "", "change_contact", "name", "王海潮", "email", "w@example.org", NULL));
	CHECK_STR(seen_by(&p, "").phone, "");
	CHECK_INT(seen_by(&p, "").before, 2);
	CHECK(play_act(&p, "officer", "open_identity", "reason", "核实", NULL));
	CHECK_STR(seen_by(&p, "officer").name, "王海潮");
	play_close(&p);
}

TEST(details_are_taken_back_and_the_matter_goes_on_without_a_name)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "王海潮", "phone", "13840001234", "subject", "s", "text", "t", NULL));
	CHECK(play_act(&p, "", "change_contact", "name", "王海潮", "phone", "13900000000", NULL));
	CHECK(!play_act(&p, "officer", "withdraw_identity", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK(play_act(&p, "", "withdraw_identity", NULL));
	CHECK_INT(play_matter(&p).anonymous, MATTER_ANONYMOUS);
	CHECK(!play_matter(&p).petitioner_key.p);
	CHECK_INT(seen_by(&p, "").access, IDENTITY_NONE);
	CHECK_INT(seen_by(&p, "").before, 0);
	CHECK(!play_act(&p, "", "withdraw_identity", NULL));
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	/* and told again, if so wished */
	CHECK(play_act(&p, "", "disclose_identity", "name", "王海潮", "phone", "13900000000", "disclose", "1", NULL));
	CHECK_STR(seen_by(&p, "").phone, "13900000000");
	play_close(&p);
}

TEST(an_answer_to_nobody_in_particular_is_served_where_it_stands)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", NAMELESS, NULL));
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(&p, "officer", "transfer", "unit", "zj", NULL));
	CHECK(play_act(&p, "handler", "accept", NULL));
	CHECK(play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(play_act(&p, "head", "approve_opinion", NULL));
	play_day(&p, "2026-03-05");
	CHECK(!play_act(&p, "handler", "serve", "service", "post", "service_day", "2026-03-05", NULL));
	CHECK_INT(p.why.field, F_SERVICE);
	CHECK(!play_act(&p, "handler", "serve", "service", "follow_page", "service_day", "2026-03-03", NULL));
	CHECK_INT(p.why.field, F_SERVICE_DAY);
	CHECK(play_act(&p, "handler", "serve", "service", "follow_page", "service_day", "2026-03-05", NULL));
	CHECK_STR(play_clock(&p, "review_window")->start_day, "2026-03-05");
	CHECK(play_act(&p, "", "ask_review", "reason", "不服", NULL));
	play_close(&p);
}

TEST(what_counts_who_knocks_says_nothing_on_the_next_day)
{
	struct day_key *k = day_key_new(test_arena()), *other = day_key_new(test_arena());
	struct sha256 a = day_keyed(k, 100, "follow", "198.51.100.7"), b = day_keyed(k, 100, "follow", "198.51.100.7");
	CHECK(sha256_eq(&a, &b));
	b = day_keyed(other, 100, "follow", "198.51.100.7");
	CHECK(!sha256_eq(&a, &b));
	b = day_keyed(k, 100, "login", "198.51.100.7");
	CHECK(!sha256_eq(&a, &b));
	b = day_keyed(k, 101, "follow", "198.51.100.7");
	CHECK(!sha256_eq(&a, &b));
	/* nor when the clock is set back: the key of that day is gone */
	b = day_keyed(k, 100, "follow", "198.51.100.7");
	CHECK(!sha256_eq(&a, &b));
	day_key_free(k);
	day_key_free(other);
}

TEST(an_identity_number_wants_consent_and_a_child_a_guardian)
{
	struct play p;
	play_open(&p, "2026-03-02");
#define KNOWN "name", "王海潮", "phone", "13840001234", "subject", "s", "text", "t"
	CHECK(!play_new(&p, "", "", "petition", "file", KNOWN, "id_number", "210202197001011234", NULL));
	CHECK_STR(p.in.fault[0].part, "sensitive");
	CHECK(play_new(&p, "", "", "petition", "file", KNOWN, "id_number", "210202197001011234", "sensitive", "1", NULL));
	CHECK(!play_new(&p, "", "", "petition", "file", KNOWN, "minor", "1", NULL));
	CHECK_STR(p.in.fault[0].part, "guardian");
	CHECK(play_new(&p, "registrar", "xf", "petition", "register", "channel", "visit", "received", "2026-03-02", KNOWN, "minor", "1", "guardian", "王大海", NULL));
	struct tx tx;
	struct matter m;
	struct identity_row *row;
	size_t n;
	read_begin(p.city->store, 0, test_arena(), &tx);
	CHECK(matter_load(&tx, p.city, p.id, &m));
	struct viewer v = viewer_by_code(&tx, p.city, p.code);
	CHECK(identity_read(&tx, &m, &v, p.now.today, &row, &n) == IDENTITY_OPEN);
	CHECK_STR(row[0].guardian.secret, "王大海");
	read_end(&tx);
	play_close(&p);
}
