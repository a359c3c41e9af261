/* Sealing at rest: what is filed stands nowhere in plain, opens with the
 * office's key or the query code and with nothing else, and rows of before are
 * sealed when the city is next opened. */
#include <stdio.h>
#include <string.h>

#include "matter_raw.h"

#include "base/hash.h"
#include "base/os.h"
#include "matter/identity.h"
#include "matter/office_key.h"
#include "matter/person.h"
#include "matter/seal.h"
#include "postgres_help.h"

#define FILED "name", "CANARYname陈", "phone", "13800137771", "email", "canary@mail.example", "address", "CANARYaddress路1号", \
	"id_number", "CANARYid99", "sensitive", "1", "name1", "CANARYrep", "phone1", "13900137772", "subject", "s", "text", "t"
static const char *const canaries[] = {"CANARYname", "13800137771", "canary@mail", "CANARYaddress", "CANARYid99", "CANARYrep", "13900137772"};
enum { CANARIES = sizeof canaries / sizeof *canaries };

static const char *dir_of(const struct play *p) { return store_dir(p->city->store); }

/* How many of the canaries stand in a file (0 when it is not there). */
static int in_file(const char *path)
{
	struct arena *a = arena_new(256 * 1024 * 1024);
	struct str text;
	int found = 0;
	if (os_read_file(a, path, 128 * 1024 * 1024, &text) == 0)
		for (int i = 0; i < CANARIES; i++)
			found += memmem(text.p, text.n, canaries[i], strlen(canaries[i])) != NULL;
	arena_free(a);
	return found;
}

static int in_folder(const char *dir, int deep)
{
	char **names;
	int n = os_list_dir(test_arena(), dir, &names), found = 0;
	for (int i = 0; i < n; i++) {
		const char *path = arena_printf(test_arena(), "%s/%s", dir, names[i]);
		found += os_is_dir(path) ? deep < 6 ? in_folder(path, deep + 1) : 0 : in_file(path);
	}
	return found;
}

static enum identity_access read_as(struct play *p, const struct viewer *v, struct identity_row **row)
{
	struct tx tx;
	struct matter m;
	size_t n;
	read_begin(p->city->store, 1, test_arena(), &tx);
	CHECK(matter_load(&tx, p->city, p->id, &m));
	enum identity_access access = identity_read(&tx, &m, v, p->now.today, row, &n);
	if (access != IDENTITY_OPEN)
		CHECK_INT(n, 0);
	read_end(&tx);
	return access;
}

struct following { struct play *p; const char *code, *token; };

static bool follow(struct tx *tx, void *arg)
{
	struct following *f = arg;
	f->token = session_follow(tx, f->p->city, f->p->now, f->code);
	return true;
}

/* The petitioner's viewer after typing code. */
static struct viewer followed(struct play *p, const char *code, const char **token)
{
	struct following f = {p, code, NULL};
	struct viewer v;
	struct tx tx;
	bool stale;
	CHECK(store_write(p->city->store, test_arena(), follow, &f, NULL));
	read_begin(p->city->store, 1, test_arena(), &tx);
	CHECK(session_load(&tx, p->city, p->now, f.token, &v, &stale));
	read_end(&tx);
	if (token)
		*token = f.token;
	return v;
}

static void reopen(struct play *p)
{
	const char *why, *dir = arena_strdup(test_arena(), dir_of(p));
	city_close(p->city);
	p->city = city_open(dir, STORE_COMMAND, &why);
	CHECK_STR(p->city ? NULL : why, (const char *)NULL);
}

TEST(a_text_opens_with_its_key_and_its_place_only)
{
	struct arena *a = test_arena();
	struct seal_key key = seal_key_new(), other = seal_key_new(), inner;
	for (size_t n = 0; n < 200; n++) {
		char text[200];
		struct str out;
		memset(text, n % 2 ? 0 : 0x80, sizeof text);
		struct str sealed = seal_text(a, &key, "one", (struct str){text, n});
		CHECK_INT(sealed.n, 24 + (n / 64 + 1) * 64 + 16);
		CHECK(seal_text_open(a, &key, "one", sealed, &out));
		CHECK(out.n == n && memcmp(out.p, text, n) == 0);
		CHECK(!seal_text_open(a, &key, "two", sealed, &out));
		CHECK(!seal_text_open(a, &other, "one", sealed, &out));
		CHECK(!seal_text_open(a, &key, "one", str_head(sealed, sealed.n - 1), &out));
		((char *)(uintptr_t)sealed.p)[n % sealed.n] ^= 1;
		CHECK(!seal_text_open(a, &key, "one", sealed, &out));
	}
	struct seal_key office = seal_office_public(&key), wrong = seal_office_public(&other);
	struct str box = seal_for_office(a, &office, &other);
	CHECK(seal_office_open(&office, &key, box, &inner) && memcmp(&inner, &other, sizeof inner) == 0);
	CHECK(!seal_office_open(&wrong, &other, box, &inner));
	CHECK(!seal_office_open(&office, &key, str_head(box, box.n - 1), &inner));
	struct seal_key one = seal_derive("a", STR("secret")), two = seal_derive("b", STR("secret")), three = seal_derive("a", STR("secrets"));
	CHECK(memcmp(&one, &two, sizeof one) != 0 && memcmp(&one, &three, sizeof one) != 0);
}

TEST(what_is_filed_stands_in_no_file_in_plain)
{
	struct play p;
	const char *why;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", FILED, NULL));
	CHECK_INT(in_folder(dir_of(&p), 0), 0);    /* database, log of the database, spool */
	const char *dir = arena_strdup(test_arena(), dir_of(&p)), *tar = arena_printf(test_arena(), "%s/b.tar", test_folder());
	if (!postgres_asked()) {
		CHECK_STR(store_backup(test_arena(), dir, tar, NULL, NULL), (const char *)NULL);
		CHECK(os_file_size(tar) > 100000);
		CHECK_INT(in_file(tar), 0);
		struct str text, key;
		struct arena *a = arena_new(256 * 1024 * 1024);
		CHECK_INT(os_read_file(a, tar, 128 * 1024 * 1024, &text), 0);
		CHECK_INT(os_read_file(a, arena_printf(a, "%s/keys/identity.key", dir), 200, &key), 0);
		CHECK_INT(key.n, 65);
		CHECK(!memmem(text.p, text.n, key.p, 64));
		CHECK(!memmem(text.p, text.n, "identity.key", 12));
		arena_free(a);
	}
	play_close(&p);
	CHECK_INT(in_folder(dir, 0), 0);
	struct city *c = city_open(dir, STORE_READ, &why);
	CHECK(c && c->office_opens);
	city_close(c);
	/* the looking itself finds what is there */
	const char *plain = arena_printf(test_arena(), "%s/plain", test_folder());
	os_write_file(plain, STR("xx13800137771xCANARYrep"));
	CHECK_INT(in_file(plain), 2);
}

TEST(the_query_code_opens_it_without_the_office_key)
{
	struct play p;
	struct identity_row *row;
	const char *token;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", FILED, NULL));
	char typed[80];
	snprintf(typed, sizeof typed, "  %s ", p.code);
	for (char *t = typed; *t; t++)
		*t = *t >= 'A' && *t <= 'Z' ? (char)(*t + 32) : *t == '-' ? ' ' : *t;
	os_remove(arena_printf(test_arena(), "%s/keys/identity.key", dir_of(&p)));
	reopen(&p);
	CHECK(!p.city->office_opens);
	struct viewer v = followed(&p, typed, &token);
	CHECK_INT(read_as(&p, &v, &row), IDENTITY_OPEN);
	CHECK_STR(row[0].name.secret, "CANARYname陈");
	CHECK_STR(row[0].id_number.secret, "CANARYid99");
	CHECK_STR(row[1].phone.secret, "13900137772");
	/* the row of the session without its token, or another session's token, opens nothing */
	struct viewer without = v;
	without.follow_token = NULL;
	CHECK_INT(read_as(&p, &without, &row), IDENTITY_LOCKED);
	followed(&p, p.code, &token);
	without.follow_token = token;
	CHECK_INT(read_as(&p, &without, &row), IDENTITY_LOCKED);
	struct viewer bare = viewer_petitioner(p.id), stranger = viewer_petitioner(p.id + 1);
	CHECK_INT(read_as(&p, &bare, &row), IDENTITY_LOCKED);
	CHECK_INT(read_as(&p, &stranger, &row), IDENTITY_CLOSED);
	/* staff: right and reason are there, the key is not */
	struct viewer officer;
	struct tx tx;
	struct q_person_by_login who;
	CHECK(play_act(&p, "officer", "open_identity", "reason", "r", NULL));
	read_begin(p.city->store, 1, test_arena(), &tx);
	CHECK(q_person_by_login(&tx, "officer", &who) && viewer_load(&tx, who.id, p.now.today, &officer));
	read_end(&tx);
	CHECK_INT(read_as(&p, &officer, &row), IDENTITY_LOCKED);
	play_close(&p);
}

TEST(the_office_key_opens_it_after_the_act)
{
	struct play p;
	struct identity_row *row;
	struct viewer officer, bare;
	struct tx tx;
	struct q_person_by_login who;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", FILED, NULL));
	read_begin(p.city->store, 1, test_arena(), &tx);
	CHECK(q_person_by_login(&tx, "officer", &who) && viewer_load(&tx, who.id, p.now.today, &officer));
	read_end(&tx);
	CHECK_INT(read_as(&p, &officer, &row), IDENTITY_CLOSED);
	CHECK(play_act(&p, "officer", "open_identity", "reason", "r", NULL));
	CHECK_INT(read_as(&p, &officer, &row), IDENTITY_OPEN);
	CHECK_STR(row[0].email.secret, "canary@mail.example");
	bare = viewer_petitioner(p.id);
	CHECK_INT(read_as(&p, &bare, &row), IDENTITY_OPEN);
	play_day(&p, "2026-03-03");
	CHECK_INT(read_as(&p, &officer, &row), IDENTITY_CLOSED);
	play_close(&p);
}

TEST(rows_moved_to_another_matter_do_not_open)
{
	struct play p;
	struct identity_row *row;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", FILED, NULL));
	int64_t first = p.id;
	CHECK(play_new(&p, "", "", "petition", "file", "name", "other", "phone", "13800138000", "subject", "s", "text", "t", NULL));
	sqlite3 *db = raw_open(&p);
	char sql[600];
	snprintf(sql, sizeof sql, "DELETE FROM identity WHERE matter_id = %lld; DELETE FROM identity_key WHERE matter_id = %lld; "
		"UPDATE identity SET matter_id = %lld; UPDATE identity_key SET matter_id = %lld",
		(long long)p.id, (long long)p.id, (long long)p.id, (long long)p.id);
	raw_exec(db, sql);
	struct viewer bare = viewer_petitioner(p.id);
	CHECK_INT(read_as(&p, &bare, &row), IDENTITY_LOCKED);
	p.id = first;
	sqlite3_close(db);
	play_end(&p);
}

TEST(a_city_of_before_is_sealed_when_it_is_opened)
{
	struct play p;
	struct identity_row *row;
	struct viewer bare;
	play_open(&p, "2026-03-02");
	const char *dir = arena_strdup(test_arena(), dir_of(&p));
	for (int i = 0; i < 45; i++)
		CHECK(play_new(&p, "", "", "petition", "file", "name", "x", "phone", "13800138000", "subject", "s", "text", "t", i % 7 == 0 ? "confidential" : "place", "1", NULL));
	sqlite3 *db = raw_open(&p);
	/* as it was: six rows a matter, in plain, no keys, no pair; 270 rows are more than one batch */
	raw_exec(db, "DELETE FROM identity; DELETE FROM identity_key; DELETE FROM setting WHERE key = 'identity_public';"
		"INSERT INTO identity (matter_id, seq, name, phone, email, address, id_number) SELECT m.id, s.seq, 'CANARYname' || m.id, '13800137771', 'canary@mail.example', "
		"'CANARYaddress', 'CANARYid99' FROM matter m, (SELECT 0 AS seq UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5) s");
	sqlite3_close(db);
	os_remove(arena_printf(test_arena(), "%s/keys/identity.key", dir));
	CHECK(postgres_asked() || in_folder(dir, 0) > 0);
	reopen(&p);
	CHECK(p.city->office_opens);
	bare = viewer_petitioner(p.id);
	CHECK_INT(read_as(&p, &bare, &row), IDENTITY_OPEN);
	CHECK_STR(row[5].name.secret, arena_printf(test_arena(), "CANARYname%lld", (long long)p.id));
	db = raw_open(&p);
	CHECK_STR(raw_text(db, test_arena(), "SELECT COUNT(*) || ' ' || COUNT(sealed) || ' ' || (SELECT COUNT(*) FROM identity_key) FROM identity"), "270 270 45");
	sqlite3_close(db);
	play_end(&p);
	CHECK_INT(in_folder(dir, 0), 0);
}

TEST(a_key_of_another_city_is_refused)
{
	struct play p;
	char hex[65];
	struct sha256 h;
	play_open(&p, "2026-03-02");
	const char *path = arena_printf(test_arena(), "%s/keys/identity.key", dir_of(&p)), *why;
	struct city c = *p.city;
	memcpy(h.b, c.office_public.b, sizeof h.b);
	sha256_hex(&h, hex);
	CHECK_STR(office_key_load(&c, hex), (const char *)NULL);
	CHECK(c.office_opens);
	os_write_file(path, STR("0000000000000000000000000000000000000000000000000000000000000001\n"));
	why = office_key_load(&c, hex);
	CHECK(why && strstr(why, "not this city's key"));
	CHECK(!c.office_opens);
	os_write_file(path, STR("short"));
	CHECK(office_key_load(&c, hex) && !c.office_opens);
	CHECK(office_key_load(&c, NULL) && office_key_load(&c, "00"));
	play_close(&p);
}

TEST(a_hotline_ticket_takes_its_identity_along_and_needs_the_key_for_it)
{
	struct play p;
	struct identity_row *row;
	for (int with_key = 1; with_key >= 0; with_key--) {
		if (with_key)
			play_open(&p, "2026-03-02");
		CHECK(play_new(&p, "operator", "rx", "hotline", "register", "channel", "phone", "received", "2026-03-02", FILED, NULL));
		if (!with_key) {
			os_remove(arena_printf(test_arena(), "%s/keys/identity.key", dir_of(&p)));
			reopen(&p);
		}
		bool raised = play_act(&p, "rxofficer", "raise_petition", "reason", "r", NULL);
		CHECK_INT(raised, with_key);
		if (!with_key) {
			CHECK_INT(p.why.what.id, T_REFUSE_IDENTITY_LOCKED.id);
			continue;
		}
		p.id++;
		struct viewer bare = viewer_petitioner(p.id);
		CHECK_INT(read_as(&p, &bare, &row), IDENTITY_OPEN);
		CHECK_STR(row[1].name.secret, "CANARYrep");
	}
	play_close(&p);
}
