/* Signed notes and checkpoints: the vector of C2SP, strictness, and every bit. */
#include "rule/checkpoint.h"

#include "base/buf.h"
#include "test.h"

#define VKEY "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
#define TEXT "This is an example message.\n"
#define LINE "\xe2\x80\x94 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"

static struct note_secret secret(const char *name, enum note_type type, int which)
{
	unsigned char seed[NOTE_SEED_BYTES] = {(unsigned char)which, 7};
	return note_secret_of(str_of(name), type, seed);
}

/* How many signatures by the key hold; -1: one does not, or this is no note. */
static int judge(struct str msg, const struct note_key *key)
{
	struct note n;
	int good = 0;
	if (!note_parse(test_arena(), msg, &n))
		return -1;
	for (size_t i = 0; i < n.sigs; i++) {
		if (!note_sig_is_of(&n.sig[i], key))
			continue;
		if (!note_sig_holds(test_arena(), &n.sig[i], key, n.text, NULL))
			return -1;
		good++;
	}
	return good;
}

TEST(the_vector_of_c2sp_holds)
{
	struct arena *a = test_arena();
	struct note_key k;
	CHECK(note_key_parse(a, STR(VKEY), &k));
	CHECK_STR(k.name, "example.com/foo");
	CHECK_INT(k.id, 0x530d903a);
	CHECK_STR(note_key_text(a, &k), VKEY);
	CHECK_INT(judge(STR(TEXT "\n" LINE), &k), 1);
	CHECK_INT(judge(STR("This is an example massage.\n\n" LINE), &k), -1);
}

TEST(no_bit_of_a_signed_note_can_be_changed)
{
	struct note_key k;
	static char msg[] = TEXT "\n" LINE;
	CHECK(note_key_parse(test_arena(), STR(VKEY), &k));
	for (size_t i = 0; i < sizeof msg - 1; i++)
		for (int bit = 0; bit < 8; bit++) {
			msg[i] ^= (char)(1 << bit);
			/* changed in its key's name or id it is a stranger's, and counts for nothing */
			CHECK(judge((struct str){msg, sizeof msg - 1}, &k) <= 0);
			msg[i] ^= (char)(1 << bit);
		}
}

TEST(keys_that_do_not_fit_their_id_are_refused)
{
	struct note_key k;
	static const char *const bad[] = {"", "example.com/foo", "example.com/foo+530d903a", "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		"+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		"example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2", "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l",
		"example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k ", "example.com/foo+530d903a+", "example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		"example.com foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!note_key_parse(test_arena(), str_of(bad[i]), &k));
}

TEST(names_are_words_of_any_script)
{
	CHECK(note_name_ok(STR("example.com/foo")) && note_name_ok(STR("回音.例")));
	CHECK(!note_name_ok(STR("")) && !note_name_ok(STR("a b")) && !note_name_ok(STR("a+b")) && !note_name_ok(STR("a\tb")));
	CHECK(!note_name_ok(STR("a\0b")) && !note_name_ok(STR("a\x1f")));
	CHECK(!note_name_ok(STR("a\xe3\x80\x80" "b")) && !note_name_ok(STR("a\xc2\xa0" "b")) && !note_name_ok(STR("a\xff")));
}

TEST(a_secret_key_comes_back_from_its_text)
{
	struct arena *a = test_arena();
	struct note_secret s = secret("huiyin.example", NOTE_LOG, 1), again;
	const char *text = note_secret_text(a, &s);
	CHECK(note_secret_parse(a, str_of(text), &again));
	CHECK(memcmp(s.bytes, again.bytes, sizeof s.bytes) == 0 && memcmp(s.key.bytes, again.key.bytes, sizeof s.key.bytes) == 0);
	CHECK(!note_secret_parse(a, str_from(str_of(text), 1), &again));
	CHECK(!note_secret_parse(a, str_of(note_key_text(a, &s.key)), &again));
	struct note_secret other = secret("huiyin.example", NOTE_LOG, 2);
	CHECK(judge(note_join(a, STR("x\n"), note_sign(a, &s, STR("x\n"), 0)), &s.key) == 1);
	CHECK(judge(note_join(a, STR("x\n"), note_sign(a, &s, STR("x\n"), 0)), &other.key) == 0);
}

TEST(a_cosignature_says_its_time)
{
	struct arena *a = test_arena();
	struct note_secret w = secret("witness.example", NOTE_WITNESS, 3);
	struct str text = STR("log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
	struct note n;
	int64_t time = 0;
	CHECK(note_parse(a, note_join(a, text, note_sign(a, &w, text, 1700000000)), &n));
	CHECK_INT(n.sigs, 1);
	CHECK(note_sig_holds(a, &n.sig[0], &w.key, n.text, &time));
	CHECK_INT(time, 1700000000);
	CHECK_INT(n.sig[0].bytes.n, 72);
	/* another time is another signature */
	char *bytes = arena_memdup(a, n.sig[0].bytes.p, n.sig[0].bytes.n);
	bytes[7] ^= 1;
	n.sig[0].bytes.p = bytes;
	CHECK(!note_sig_holds(a, &n.sig[0], &w.key, n.text, &time));
	/* and a key of one kind does not speak as the other */
	struct note_key log = w.key;
	log.type = NOTE_LOG;
	bytes[7] ^= 1;
	CHECK(!note_sig_holds(a, &n.sig[0], &log, n.text, &time));
}

TEST(notes_are_read_strictly)
{
	struct note_key k;
	struct note n;
	struct arena *a = test_arena();
	CHECK(note_key_parse(a, STR(VKEY), &k));
	static const char *const bad[] = {"", "\n", "\n\n", TEXT, TEXT "\n", TEXT LINE, TEXT "\n" LINE "\n", TEXT "\n" LINE "x", TEXT "\r\n\r\n" LINE, TEXT "\n- example.com/foo AAAAAAAA\n",
		TEXT "\n\xe2\x80\x94 example.com/foo\n", TEXT "\n\xe2\x80\x94 example.com/foo \n", TEXT "\n\xe2\x80\x94  AAAAAAAA\n", TEXT "\n\xe2\x80\x94 a AAAAAA==\n",
		TEXT "\n\xe2\x80\x94 a AAAAAAA\n", TEXT "\n\xe2\x80\x94 a AAAAAAB=\n", TEXT "\n\xe2\x80\x94 a b AAAAAAAA\n", TEXT "\n\xe2\x80\x93 a AAAAAAAA\n", "\xff\n\n" LINE, "a\tb\n\n" LINE};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!note_parse(a, str_of(bad[i]), &n));
	static const char nul[] = "a\0b\n\n\xe2\x80\x94 a AAAAAAAA\n";
	CHECK(!note_parse(a, (struct str){nul, sizeof nul - 1}, &n));
	/* the last blank line parts them: the text may hold others */
	CHECK(note_parse(a, STR("one\n\ntwo\n\n" LINE), &n));
	CHECK_STR(n.text, "one\n\ntwo\n");
	CHECK(note_parse(a, STR("\n\n" LINE), &n));
	CHECK_STR(n.text, "\n");
}

TEST(strangers_are_passed_over_and_a_false_friend_refuses_the_note)
{
	struct arena *a = test_arena();
	struct note_secret s = secret("log.example", NOTE_LOG, 1), other = secret("log.example", NOTE_LOG, 2);
	struct str text = STR("text\n"), mine = note_sign(a, &s, text, 0), theirs = note_sign(a, &other, text, 0), wrong = note_sign(a, &s, STR("other\n"), 0);
	CHECK_INT(judge(note_join(a, text, str_of(arena_printf(a, "%.*s%.*s", STR_ARG(theirs), STR_ARG(mine)))), &s.key), 1);
	CHECK_INT(judge(note_join(a, text, str_of(arena_printf(a, "%.*s%.*s", STR_ARG(mine), STR_ARG(wrong)))), &s.key), -1);
}

static struct str note_with(struct arena *a, int signatures, size_t bytes)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	for (size_t i = 1; i < bytes; i++)
		buf_char(&b, 'x');
	buf_cstr(&b, "\n\n");
	for (int i = 0; i < signatures; i++)
		buf_cstr(&b, "\xe2\x80\x94 a AAAAAAAA\n");
	struct str s = {arena_memdup(a, b.p, b.n), b.n};
	buf_free(&b);
	return s;
}

TEST(a_note_has_its_limits)
{
	struct arena *a = test_arena();
	struct note n;
	CHECK(note_parse(a, note_with(a, LIMIT_NOTE_SIGNATURES, 5), &n) && n.sigs == LIMIT_NOTE_SIGNATURES);
	CHECK(!note_parse(a, note_with(a, LIMIT_NOTE_SIGNATURES + 1, 5), &n));
	size_t line = sizeof "\xe2\x80\x94 a AAAAAAAA\n" - 1 + 1;
	CHECK(note_parse(a, note_with(a, 1, LIMIT_NOTE_BYTES - line), &n));
	CHECK(!note_parse(a, note_with(a, 1, LIMIT_NOTE_BYTES - line + 1), &n));
}

#define ROOT "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

TEST(checkpoints_have_three_lines_and_one_spelling)
{
	struct arena *a = test_arena();
	struct checkpoint c;
	static const char *const bad[] = {"", "log\n", "log\n1\n", "log\n1\n" ROOT, "log\n01\n" ROOT "\n", "log\n-1\n" ROOT "\n", "log\n+1\n" ROOT "\n", "log\n\n" ROOT "\n", "\n1\n" ROOT "\n",
		"a b\n1\n" ROOT "\n", "log\n1\n" ROOT "\nmore\n", "log\n1\n" ROOT "\n\n", "log\n1\n" ROOT "x\n", "log\n1 \n" ROOT "\n", "log\n0\n" ROOT "\n", "log\n1\nAAAA\n",
		"log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", "log\n4611686018427387904\n" ROOT "\n", "log\n99999999999999999999\n" ROOT "\n"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!checkpoint_parse(a, str_of(bad[i]), &c));
	struct str good = STR("example.com/behind-the-sofa\n20852163\n" ROOT "\n");
	CHECK(checkpoint_parse(a, good, &c));
	CHECK_INT(c.size, 20852163);
	CHECK_STR(checkpoint_text(a, &c), good);
	CHECK(checkpoint_parse(a, STR("log\n4611686018427387903\n" ROOT "\n"), &c) && c.size == MERKLE_SIZE_MAX);
	CHECK(checkpoint_parse(a, STR("log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"), &c));
}
