/* Opening an accusation's identity by two persons, and the end of identities:
 * what the retention file says is erased is erased on the disk, and nothing else. */
#include <stdlib.h>
#include <string.h>

#include "matter_raw.h"

#include "base/os.h"
#include "matter/erase.h"
#include "matter/identity.h"
#include "matter/verify.h"
#include "postgres_help.h"

static enum identity_access access_of(struct play *p, const char *login)
{
	struct tx tx;
	struct matter m;
	struct q_person_by_login who;
	struct viewer v;
	struct identity_row *row;
	size_t n;
	read_begin(p->city->store, 1, test_arena(), &tx);
	CHECK(matter_load(&tx, p->city, p->id, &m));
	CHECK(q_person_by_login(&tx, login, &who) && viewer_load(&tx, who.id, p->now.today, &v));
	enum identity_access access = identity_read(&tx, &m, &v, p->now.today, &row, &n);
	read_end(&tx);
	return access;
}

static void accuse(struct play *p)
{
	CHECK(play_new(p, "", "", "petition", "file", "name", "王小明", "phone", "13800138000", "subject", "s", "text", "t", "complained", "zj", NULL));
	CHECK(play_act(p, "officer", "open_identity", "reason", "before it was classified", NULL));
	CHECK_INT(access_of(p, "officer"), IDENTITY_OPEN);
	CHECK(play_act(p, "officer", "classify", "class", "accusation", NULL));
}

TEST(who_accused_is_opened_by_two_persons_for_one_day)
{
	struct play p;
	play_open(&p, "2026-03-02");
	accuse(&p);
	CHECK_INT(access_of(&p, "officer"), IDENTITY_CLOSED);      /* what was opened this morning is closed */
	CHECK(!play_act(&p, "officer", "open_identity", "reason", "r", NULL));
	CHECK(!play_act(&p, "chief", "grant_identity", NULL));     /* nobody asked */
	CHECK(!play_act(&p, "officer", "ask_identity", "reason", "", NULL));
	CHECK(play_act(&p, "officer", "ask_identity", "reason", "to ask for evidence", NULL));
	CHECK_INT(access_of(&p, "officer"), IDENTITY_CLOSED);
	CHECK(!play_act(&p, "officer2", "ask_identity", "reason", "r", NULL));
	CHECK(!play_act(&p, "officer", "grant_identity", NULL));   /* not who asked */
	CHECK_STR(p.why.article, "REG 30; local: two persons");
	CHECK(!play_act(&p, "officer", "refuse_identity", "reason", "r", NULL));
	CHECK(!play_act(&p, "head", "grant_identity", NULL));      /* of the unit complained of */
	CHECK(!play_act(&p, "registrar", "grant_identity", NULL));
	CHECK(play_act(&p, "chief", "grant_identity", "reason", "agreed", NULL));
	CHECK_INT(access_of(&p, "officer"), IDENTITY_OPEN);
	CHECK_INT(access_of(&p, "officer2"), IDENTITY_CLOSED);
	CHECK_INT(access_of(&p, "chief"), IDENTITY_CLOSED);        /* granting is not reading */
	play_day(&p, "2026-03-03");
	CHECK_INT(access_of(&p, "officer"), IDENTITY_CLOSED);
	CHECK(play_act(&p, "officer", "ask_identity", "reason", "again", NULL));
	CHECK_INT(access_of(&p, "officer"), IDENTITY_CLOSED);
	CHECK(play_act(&p, "officer2", "refuse_identity", "reason", "enough", NULL));
	CHECK_INT(access_of(&p, "officer"), IDENTITY_CLOSED);
	play_close(&p);
}

TEST(the_petitioner_sees_who_asked_who_granted_and_why)
{
	struct play p;
	struct q_event_list *e;
	play_open(&p, "2026-03-02");
	accuse(&p);
	CHECK(play_act(&p, "officer", "ask_identity", "reason", "to ask for evidence", NULL));
	CHECK(play_act(&p, "chief", "grant_identity", NULL));
	size_t n = play_events(&p, &e);
	CHECK_STR(e[n - 1].act, "grant_identity");
	CHECK_STR(e[n - 1].person_en, "chief");
	CHECK_STR(e[n - 2].person_en, "officer");
	CHECK(e[n - 1].public && e[n - 2].public && strstr(e[n - 2].data, "to ask for evidence"));
	CHECK(identity_act("open_identity") && identity_act(e[n - 1].act) && identity_act(e[n - 2].act) && !identity_act("classify"));
	play_close(&p);
}

TEST(who_was_referred_an_accusation_asks_too)
{
	struct play p;
	play_open(&p, "2026-03-02");
	accuse(&p);
	CHECK(play_act(&p, "officer", "refer", "unit", "jw", NULL));
	CHECK(play_act(&p, "jwman", "ask_identity", "reason", "r", NULL));
	CHECK(play_act(&p, "officer", "grant_identity", NULL));
	CHECK_INT(access_of(&p, "jwman"), IDENTITY_OPEN);
	CHECK_INT(access_of(&p, "officer"), IDENTITY_CLOSED);
	play_close(&p);
}

/* -- the end */

struct erasing { struct play *p; size_t erased; bool dry; };

static bool erase_all(struct tx *tx, void *arg)
{
	struct erasing *e = arg;
	struct erase_found *f;
	size_t found;
	int64_t last = 0;
	e->erased = 0;
	while (erase_look(tx, e->p->city, e->p->now.today, &last, &f, &found) > 0) {
		for (size_t i = 0; !e->dry && i < found; i++)
			erase_one(tx, e->p->now, &f[i]);
		e->erased += found;
	}
	return true;
}

static size_t erase(struct play *p, bool dry)
{
	struct erasing e = {p, 0, dry};
	CHECK(store_write(p->city->store, test_arena(), erase_all, &e, NULL));
	p->now.utc_ms += 1000;
	return e.erased;
}

static bool stands(const char *path, struct str what)
{
	struct arena *a = arena_new(256 * 1024 * 1024);
	struct str text = {NULL, 0};
	bool there = os_read_file(a, path, 128 * 1024 * 1024, &text) == 0 && memmem(text.p, text.n, what.p, what.n);
	arena_free(a);
	return there;
}

struct blobs { struct play *p; struct str sealed, office, code; };

static bool read_blobs(struct tx *tx, void *arg)
{
	struct blobs *b = arg;
	struct q_identity_of_matter *row;
	struct q_identity_key_of_matter key;
	CHECK_INT(q_identity_of_matter(tx, b->p->id, &row), 1);
	CHECK(q_identity_key_of_matter(tx, b->p->id, &key));
	*b = (struct blobs){b->p, row[0].sealed, key.office, key.code};
	return true;
}

TEST(a_withdrawn_petition_loses_its_identity_after_ten_years_and_not_a_day_before)
{
	struct play p;
	const char *why;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "甲", "phone", "13800138000", "subject", "open", "text", "t", NULL));
	CHECK(play_new(&p, "", "", "petition", "file", "name", "王小明", "phone", "13800138000", "subject", "s", "text", "t", NULL));
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(&p, "", "withdraw", NULL));
	struct blobs b = {.p = &p};
	CHECK(store_write(p.city->store, test_arena(), read_blobs, &b, NULL));
	const char *dir = arena_strdup(test_arena(), store_dir(p.city->store));
	const char *db = arena_printf(test_arena(), "%s/huiyin.db", dir), *wal = arena_printf(test_arena(), "%s/huiyin.db-wal", dir);
	if (!postgres_asked())
		CHECK(stands(db, b.sealed) || stands(wal, b.sealed));
	play_day(&p, "2036-03-02");
	CHECK_INT(erase(&p, false), 0);
	play_day(&p, "2036-03-03");
	CHECK_INT(erase(&p, true), 1);
	CHECK_INT(erase(&p, false), 1);
	CHECK_INT(erase(&p, false), 0);
	struct q_event_list *e;
	size_t n = play_events(&p, &e);
	CHECK_STR(e[n - 1].act, "erased");
	CHECK(e[n - 1].public);
	CHECK_STR(e[n - 1].article, "local; PIPL 19");
	CHECK(!play_matter(&p).petitioner_key.p);
	CHECK_INT(access_of(&p, "officer"), IDENTITY_CLOSED);
	play_close(&p);                        /* verify finds nothing wrong */
	if (!postgres_asked())
		for (int i = 0; i < 2; i++) {
			const char *path = i ? wal : db;
			CHECK(!stands(path, b.sealed) && !stands(path, b.office) && !stands(path, b.code));
		}
	struct city *c = city_open(dir, STORE_READ, &why);
	CHECK(c);
	city_close(c);
}

TEST(a_city_without_the_file_erases_nothing)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "王小明", "phone", "13800138000", "subject", "s", "text", "t", NULL));
	CHECK(play_act(&p, "", "withdraw", NULL));
	p.city->retention.rows = 0;
	play_day(&p, "2056-03-03");
	CHECK_INT(erase(&p, false), 0);
	play_close(&p);
}
