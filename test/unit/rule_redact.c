/* The detector of transfer copies: what it must find and must leave, case by
 * case; names against a slow oracle that spells every way of writing them; and
 * what copies are. */
#include "base/buf.h"
#include "base/utf8.h"
#include "rule/han.h"
#include "rule/redact.h"
#include "test.h"

static const struct redact_who wang = {"王小明", "13800138000", "wxm_home88@mail.example.cn", "望海街12号3单元201", "210202199001011238"};

/* The text with its places in brackets. */
static const char *shown(const char *text, const struct redact_who *who, size_t n)
{
	struct redact_place *p;
	struct buf b;
	struct str s = str_of(text);
	size_t at = 0, places = redact_find(test_arena(), s, who, n, &p);
	buf_init(&b, s.n + places * 2 + 1);
	for (size_t i = 0; i < places; i++) {
		CHECK(p[i].from < p[i].to && p[i].to <= s.n && p[i].from >= at);
		buf_add(&b, s.p + at, p[i].from - at);
		buf_char(&b, '[');
		buf_add(&b, s.p + p[i].from, p[i].to - p[i].from);
		buf_char(&b, ']');
		at = p[i].to;
	}
	buf_add(&b, s.p + at, s.n - at);
	const char *out = arena_cstr(test_arena(), buf_view(&b));
	buf_free(&b);
	return out;
}

/* "a [b] c": b is what must be found in "a b c". */
static void finds(const struct redact_who *who, const char *marked)
{
	char plain[1024];
	size_t n = 0;
	for (const char *s = marked; *s; s++)
		if (*s != '[' && *s != ']')
			plain[n++] = *s;
	plain[n] = '\0';
	CHECK_STR(shown(plain, who, who ? 1 : 0), marked);
}

TEST(the_name_is_found_however_it_is_written)
{
	static const char *const found[] = {"我叫[王小明]，住在本市。", "[王 小 明]", "[王、小——明]", "[王\n小明]", "申请人：[王小明]", "[王小明]，我和[王小明]", "王小  和明", "王。。。。小明",
		"I am [Wang Xiaoming].", "[wangxiaoming]", "[WANG XIAO MING]", "[Xiaoming Wang]", "[xiao-ming, wang]", "[Wáng Xiǎomíng]", "[wang2 xiao3 ming2]", "[ｗａｎｇ ｘｉａｏ ｍｉｎｇ]",
		"[王xiaoming]", "[小明王]", "swangxiaoming", "wangxiaomings", "王小", "wxm", "小明", "王大明"};
	for (size_t i = 0; i < sizeof found / sizeof *found; i++)
		finds(&wang, found[i]);
}

TEST(forms_and_readings_of_a_character_are_one)
{
	finds(&(struct redact_who){.name = "刘东"}, "[劉東]与[劉东]");
	finds(&(struct redact_who){.name = "劉東"}, "[刘东]即[liu dong]即[Dong LIU]");
	finds(&(struct redact_who){.name = "吕梁"}, "[lü liang]或[lv liang]或[lu liang]或[lyu liang]或[LǙ LIÁNG]");
	finds(&(struct redact_who){.name = "单仇"}, "[Shan Qiu]或[dan chou]");
	finds(&(struct redact_who){.name = "峰峯"}, "[峯峰]");
	finds(&(struct redact_who){.name = "John Smith"}, "[john  smith]或[Smith, John]或Johnson Smith或Johan Smith");
	finds(&(struct redact_who){.name = "欧阳思远"}, "[歐陽思遠]或[ouyang siyuan]或[Siyuan Ouyang]");
	finds(&(struct redact_who){.name = "王"}, "王家的王");
	finds(&(struct redact_who){.name = "买买提·艾力"}, "[买买提艾力]或[艾力·买买提]");
}

TEST(the_telephone_is_found_however_it_is_written)
{
	static const char *const found[] = {"电话[13800138000]。", "[138 0013 8000]", "[138-0013-8000]", "[１３８００１３８０００]", "[一三八零零一三八〇〇〇]", "[幺三八零零幺三八零零零]", "+86[13800138000]", "0086-[13800138000]",
		"尾号[8000]", "尾号是[8000]的手机", "[8000]元", "80001", "18000 元", "x8000", "8 0 0 0", "99[13800138000]"};
	for (size_t i = 0; i < sizeof found / sizeof *found; i++)
		finds(&wang, found[i]);
	finds(&(struct redact_who){.phone = "0411-83631234"}, "[0411 83631234], [83631234], [8363 1234], 183631234");
	finds(&(struct redact_who){.phone = "+86 138 0013 8000"}, "[13800138000]");
	finds(&(struct redact_who){.phone = "12345"}, "拨打12345");
}

TEST(identity_number_mail_and_address_are_found)
{
	finds(&wang, "[210202199001011238] [2102 0219 9001 0112 38] [210202900101123] 尾号[1238]");
	finds(&(struct redact_who){.id_number = "11010519491231002x"}, "[11010519491231002X] [11010519491231002 Ｘ] 末四位[002X]");
	finds(&(struct redact_who){.id_number = "G12345678"}, "护照[g12345678] [G 1234 5678]");
	finds(&wang, "[wxm_home88@mail.example.cn] [WXM_HOME88＠mail.example.cn] [wxm_home88] wxm_home881");
	finds(&wang, "[望海街12号3单元201] [望海街 12 号 3 单元 ２０１]室 [望海街一二号3单元] 望海街十二号3单元 望海街12号 望海街");
	finds(&(struct redact_who){.address = "某县某村"}, "住在[某县某村]");
}

TEST(numbers_of_anybody_are_found_by_their_own_rules)
{
	static const char *const found[] = {"联系[13912345678]", "[13912345678]一直响", "星期一[13912345678]", "[一三九一二三四五六七八]", "139123456781一", "[139 1234 5678]", "+86 [139-1234-5678]", "86[13912345678]x", "工单2026139123456780", "12912345678", "1391234567", "[0411-83631234]", "（[0411）83631234]", "[01062345678]", "01012345678", "([021) 6123-4567]", "[0411-8363123]",
		"[11010519491231002X]", "11010519491231002Y", "110105194912310021", "[辽B·A1234]", "[遼Ｂ·Ａ１２３４]", "[粤 a12345]", "[京AD12345]", "[沪A1234警]", "辽宁", "新Apple12", "辽B12", "写信到[a.b@example.com]。", "[ｚｈａｎｇ＠example.com]", "a@b", "@某人", "5.5 @ 2", "2026-03-02 10:30", "第13号，第91234号"};
	for (size_t i = 0; i < sizeof found / sizeof *found; i++)
		finds(NULL, found[i]);
}

TEST(people_are_found_together_and_an_empty_identity_finds_nothing)
{
	struct redact_who two[2] = {{.name = "王小明"}, {.name = "李四"}};
	struct redact_who none = {0}, empty = {"", "", "", "", ""};
	CHECK_STR(shown("王小明和李四", two, 2), "[王小明]和[李四]");
	CHECK_STR(shown("王小明和李四", &none, 1), "王小明和李四");
	CHECK_STR(shown("王小明和李四", &empty, 1), "王小明和李四");
	CHECK_STR(shown("", two, 2), "");
}

/* -- names against an oracle */

struct spelling { uint32_t c[32]; size_t n; };
struct spellings { struct spelling s[20000]; size_t n; };

static void spell(struct spellings *out, const uint32_t *name, size_t n, size_t k, struct spelling so_far)
{
	if (k == n) {
		CHECK(out->n < sizeof out->s / sizeof *out->s);
		out->s[out->n++] = so_far;
		return;
	}
	struct spelling next = so_far;
	next.c[next.n++] = name[k];
	spell(out, name, n, k + 1, next);
	const char *s;
	for (size_t r = 0; (s = han_read(name[k], r)) != NULL; r++)
		for (int tone = 0; tone <= 5; tone++) {
			next = so_far;
			for (const char *p = s; *p; p++)
				next.c[next.n++] = (unsigned char)*p;
			if (tone)
				next.c[next.n++] = (uint32_t)('0' + tone);
			spell(out, name, n, k + 1, next);
		}
}

/* Letters of the alphabet that the random texts are made of; -1: a sign between. */
static uint32_t letter_of(uint32_t c)
{
	if (c >= 'A' && c <= 'Z')
		c += 32;
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return c;
	return c > 0x3400 && c < 0xA000 ? han_form(c) : 0;
}

static bool latin(uint32_t c) { return c >= 'a' && c <= 'z'; }

/* Marks every byte of every way the name stands in the text. */
static void oracle(struct str text, const struct spellings *all, bool *hit)
{
	uint32_t c[200];
	size_t from[200], to[200], n = 0;
	int gap[200], signs = 0;
	for (struct str rest = text; rest.n > 0;) {
		size_t at = text.n - rest.n;
		uint32_t l = letter_of(utf8_next(&rest));
		if (!l) {
			signs++;
			continue;
		}
		c[n] = l, from[n] = at, to[n] = text.n - rest.n, gap[n++] = signs;
		signs = 0;
	}
	for (size_t s = 0; s < all->n; s++)
		for (size_t i = 0; i + all->s[s].n <= n; i++) {
			bool same = true;
			size_t len = all->s[s].n, end = i + len;
			for (size_t k = 0; k < len && same; k++) {
				bool tone = k && all->s[s].c[k] < '9' && all->s[s].c[k] > '0';
				same = c[i + k] == all->s[s].c[k] && (k == 0 || gap[i + k] <= (tone ? 0 : REDACT_GAP));
			}
			if (!same || (i && gap[i] == 0 && latin(c[i]) && latin(c[i - 1])) || (end < n && gap[end] == 0 && latin(c[end]) && latin(c[end - 1])))
				continue;
			for (size_t b = from[i]; b < to[end - 1]; b++)
				hit[b] = true;
		}
}

static void compare(struct arena *a, const char *name, const struct spellings *all, struct str text)
{
	struct redact_who who = {.name = name};
	struct redact_place *p;
	bool hit[400] = {false}, mine[400] = {false};
	oracle(text, all, hit);
	size_t n = redact_find(a, text, &who, 1, &p);
	for (size_t i = 0; i < n; i++)
		for (size_t k = p[i].from; k < p[i].to; k++)
			mine[k] = true;
	if (memcmp(hit, mine, sizeof hit) != 0)
		test_fail(__FILE__, __LINE__, "name %s: found as %s", name, shown(arena_cstr(a, text), &who, 1));
}

TEST(names_are_found_exactly_where_an_oracle_finds_them)
{
	static const char *const piece[] = {"安", "an", "An", "西", "xi", "x", "i", "a", "n", "2", "5", " ", "-", "，", "、", "吾", "wu", "W", "u", "    "};
	static const struct { const char *typed; uint32_t c[2]; } names[] = {{"西安", {0x897F, 0x5B89}}, {"安西", {0x5B89, 0x897F}}, {"吾安", {0x543E, 0x5B89}}};
	static struct spellings all;
	struct arena *a = arena_new(16 * 1024 * 1024);
	uint64_t seed = 7;
	for (int i = 0; i < 3; i++) {
		uint32_t forms[2] = {han_form(names[i].c[0]), han_form(names[i].c[1])}, turned[2] = {forms[1], forms[0]};
		all.n = 0;
		spell(&all, forms, 2, 0, (struct spelling){0});
		spell(&all, turned, 2, 0, (struct spelling){0});
		for (int round = 0; round < 4000; round++) {
			struct buf b;
			arena_reset(a);
			buf_init(&b, 400);
			for (int k = 0; k < 14; k++) {
				seed = seed * 6364136223846793005u + 1442695040888963407u;
				buf_cstr(&b, piece[(seed >> 33) % (sizeof piece / sizeof *piece)]);
			}
			compare(a, names[i].typed, &all, buf_view(&b));
			buf_free(&b);
		}
	}
	arena_free(a);
}

/* -- copies */

static bool is_copy(const char *text, const char *copy)
{
	return redact_is_copy(str_of(text), str_of(copy));
}

TEST(a_copy_is_the_text_with_parts_taken_out_and_nothing_else)
{
	CHECK(is_copy("abcdef", "abcdef") && is_copy("", ""));
	CHECK(is_copy("abcdef", "〔略〕") && is_copy("abcdef", "〔略〕def") && is_copy("abcdef", "abc〔略〕") && is_copy("abcdef", "a〔略〕f"));
	CHECK(is_copy("abcdef", "a〔略〕c〔略〕f") && is_copy("abab", "〔略〕ab") && is_copy("aab", "a〔略〕b"));
	CHECK(is_copy("", "〔略〕") && is_copy("ab", "a〔略〕b"));
	CHECK(!is_copy("abcdef", "abdef") && !is_copy("abcdef", "abcdefg") && !is_copy("abcdef", ""));
	CHECK(!is_copy("abcdef", "〔略〕abc") && !is_copy("abcdef", "def〔略〕") && !is_copy("abcdef", "a〔略〕x〔略〕f"));
	CHECK(!is_copy("abcdef", "f〔略〕a") && !is_copy("aba", "ab〔略〕ba") && !is_copy("", "a"));
	CHECK(is_copy("见〔略〕处", "见〔略〕处"));
}

TEST(what_was_cut_holds_nothing_any_more_and_is_a_copy)
{
	static const char *const piece[] = {"王", "小", "明", "138", "0013", "8000", "1238", " ", "，", "wang", "xiao", "ming", "210202", "19900101", "望海街", "12号", "3单元", "201", "@", "example.cn", "〔略〕", "辽B", "A12"};
	uint64_t seed = 3;
	struct arena *a = arena_new(16 * 1024 * 1024);
	for (int round = 0; round < 3000; round++) {
		struct buf b;
		struct redact_place *p;
		arena_reset(a);
		buf_init(&b, 1000);
		for (int k = 0; k < 20; k++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			buf_cstr(&b, piece[(seed >> 33) % (sizeof piece / sizeof *piece)]);
		}
		const char *cut = arena_cstr(a, buf_view(&b));
		int rounds = 0;
		for (size_t n; (n = redact_find(a, str_of(cut), &wang, 1, &p)) > 0; rounds++)
			cut = redact_cut(a, str_of(cut), p, n);
		CHECK(rounds < 10);
		if (!redact_is_copy(buf_view(&b), str_of(cut)))
			test_fail(__FILE__, __LINE__, "\"%.*s\" became \"%s\"", (int)b.n, b.p, cut);
		buf_free(&b);
	}	arena_free(a);
}
