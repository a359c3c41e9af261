/* UTF-8. See utf8.h. Normal forms are libutf8proc's.
 *
 * 1. utf8_next takes at least one byte and never reads past n.
 * 2. More than MARKS_MAX combining marks in a row (the stream-safe bound of
 *    Unicode Annex 15) are never given to the normaliser, whose sorting of
 *    marks would take quadratic time: utf8_clean refuses, utf8_fold drops. */
#include "utf8.h"

#include <uchar.h>
#include <utf8proc.h>
#include "buf.h"
#include "bug.h"

enum {
	MARKS_MAX = 30,
	PARTS_MAX = 32,                            /* of one character decomposed; U+FDFA has 18 */
	CLEAN = UTF8PROC_STABLE | UTF8PROC_COMPOSE,
	FOLD = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
};

uint32_t utf8_next(struct str *s)
{
	must(s->n > 0);
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char lead = (unsigned char)s->p[0];
	size_t len = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : (lead & 0xF0) == 0xE0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
	uint32_t c = len == 1 ? lead : len == 0 ? UTF8_BAD : lead & (0xFFu >> (len + 1));
	if (len > s->n)
		c = UTF8_BAD;
	for (size_t i = 1; c != UTF8_BAD && i < len; i++) {
		unsigned char b = (unsigned char)s->p[i];
		c = (b & 0xC0) == 0x80 ? c << 6 | (b & 0x3Fu) : UTF8_BAD;
	}
	if (c != UTF8_BAD && (c < least[len] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)))
		c = UTF8_BAD;
	*s = str_from(*s, c == UTF8_BAD ? 1 : len);
	return c;
}

bool utf8_valid(struct str s)
{
	while (s.n > 0)
		if (utf8_next(&s) == UTF8_BAD)
			return false;
	return true;
}

size_t utf8_put(uint32_t c, char out[static 4])
{
	must(c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF));
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = len - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3F));
	out[0] = (char)((0xF00u >> len & 0xF0u) | c);
	return len;
}

size_t utf8_count(struct str s)
{
	size_t n = 0;
	for (; s.n > 0; n++)
		utf8_next(&s);
	return n;
}

struct str utf8_head(struct str s, size_t n)
{
	struct str rest = s;
	while (n-- > 0 && rest.n > 0)
		utf8_next(&rest);
	return str_head(s, s.n - rest.n);
}

bool utf8_is_han(uint32_t c)
{
	return c == 0x3005 || c == 0x3007 || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF)
		|| (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF);
}

/* Combining marks in a row after c, when there were `before` before it; of the
 * decomposed text, for that is what gets sorted, and with the same options: a
 * character that the normaliser leaves out does not end a row. */
static int marks_after(uint32_t c, int before, int options)
{
	utf8proc_int32_t part[PARTS_MAX];
	int boundclass = 0;
	if (c < 0xC0 && c != 0xAD)                 /* no marks; the soft hyphen is left out */
		return 0;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, part, PARTS_MAX, (utf8proc_option_t)options, &boundclass);
	must(n >= 0 && n <= PARTS_MAX);
	for (utf8proc_ssize_t i = 0; i < n; i++)
		before = utf8proc_get_property(part[i])->combining_class != 0 ? before + 1 : 0;
	return before;
}

/* Controls, embeddings, overrides, isolates, and the byte order mark. */
static bool is_dropped(uint32_t c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E)
		|| (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

static bool is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x3000;
}

static struct str trim(struct str s)
{
	for (struct str rest = s; s.n > 0 && is_space(utf8_next(&rest)); s = rest)
		continue;
	struct str last = s;
	for (struct str rest = s; rest.n > 0;)
		if (!is_space(utf8_next(&rest)))
			last = rest;
	return str_head(s, last.n <= s.n && last.p != s.p ? s.n - last.n : s.n);
}

/* s through libutf8proc into the arena, NUL-terminated. s is valid UTF-8 with
 * bounded runs of marks, so the library can only fail for want of memory. */
static struct str normal(struct arena *a, struct str s, int options)
{
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &out, (utf8proc_option_t)options);
	must(n >= 0);
	char *copy = arena_alloc(a, (size_t)n + 1);
	memcpy(copy, out, (size_t)n);
	free(out);
	return (struct str){copy, (size_t)n};
}

bool utf8_clean(struct arena *a, struct str s, struct str *out)
{
	struct buf b;
	int marks = 0;
	bool ok = true, after_cr = false;
	buf_init(&b, s.n + 1);
	while (ok && s.n > 0) {
		char raw[4];
		uint32_t c = utf8_next(&s);
		bool second = after_cr && c == '\n';
		after_cr = c == '\r';
		if (c == '\r' || c == 0x2028 || c == 0x2029)
			c = '\n';
		ok = c != UTF8_BAD;
		if (ok && !is_dropped(c))
			marks = marks_after(c, marks, CLEAN);
		ok = ok && marks <= MARKS_MAX;
		if (ok && !second && !is_dropped(c))
			buf_add(&b, raw, utf8_put(c, raw));
	}
	if (ok) {
		struct str text = trim(normal(a, trim(buf_view(&b)), CLEAN));
		*out = (struct str){arena_cstr(a, text), text.n};
	}
	buf_free(&b);
	return ok;
}

/* Traditional and simplified, side by side, ordered by the traditional: the
 * commonest in official and everyday writing. One way only: the simplified
 * character never stands on the left. */
static const char16_t pairs[] =
	u"佈布佔占併并來来個个們们偽伪傑杰備备傳传債债傷伤僅仅價价"
	u"儀仪億亿償偿優优兒儿內内兩两冊册凍冻則则剛刚創创劃划劇剧"
	u"劉刘動动務务勝胜勞劳勢势勵励區区協协卻却參参叢丛員员問问"
	u"單单嘆叹嚴严國国圍围園园圖图團团執执堅坚報报場场塊块墊垫"
	u"壓压壞坏壽寿夢梦夾夹婦妇媽妈孫孙學学實实寧宁審审寫写寬宽"
	u"專专尋寻對对導导層层屬属島岛師师帳帐帶带幣币幫帮幾几庫库"
	u"廠厂廢废廣广廳厅張张強强彈弹後后復复徵征徹彻態态憲宪應应"
	u"懷怀戰战戲戏戶户掃扫揚扬換换損损擇择擊击擔担據据擴扩擺摆"
	u"攝摄敗败敵敌數数斷断於于時时暫暂書书會会東东條条業业極极"
	u"構构樓楼標标樣样機机檢检權权歡欢歲岁歷历歸归殘残殺杀氣气"
	u"決决沒没況况淨净減减測测準准溝沟滅灭滿满漢汉漲涨潔洁濕湿"
	u"濟济灑洒灣湾災灾為为烏乌無无熱热燈灯營营爭争爺爷牆墙狀状"
	u"獎奖獨独獲获現现瑪玛環环瓊琼產产畝亩畢毕畫画異异當当療疗"
	u"癥症發发盡尽監监盤盘眾众確确碼码礎础礦矿禮礼稅税種种稱称"
	u"積积穩稳窮穷競竞筆笔節节範范築筑簡简簽签籌筹糧粮糾纠紀纪"
	u"約约紅红純纯紙纸級级紛纷細细終终組组結结絕绝給给統统經经"
	u"綜综綠绿維维網网緊紧線线練练縣县縮缩縱纵總总績绩織织繼继"
	u"續续罰罚罷罢羅罗義义聯联聲声職职聽听腦脑腳脚臨临興兴舉举"
	u"舊旧艦舰藝艺藥药處处號号術术衛卫衝冲補补裝装裡里製制複复"
	u"見见規规視视覺觉覽览觀观觸触訂订計计訊讯討讨訓训記记訪访"
	u"設设許许訴诉評评詞词試试話话該该詳详認认語语誤误說说調调"
	u"談谈請请論论諮咨謝谢證证識识譯译議议護护讀读變变讓让負负"
	u"財财貧贫貨货貪贪責责買买貸贷費费貼贴貿贸賃赁資资賞赏賠赔"
	u"賣卖質质賬账賭赌購购贈赠趙赵跡迹踐践車车軌轨軍军軟软載载"
	u"輔辅輕轻輛辆輪轮輸输轉转辦办農农這这連连進进運运過过達达"
	u"違违遠远適适遲迟遷迁選选遺遗還还邊边邏逻郵邮鄉乡鄭郑鄰邻"
	u"醜丑醫医釋释銀银錢钱錯错鎮镇鐘钟鐵铁長长門门開开間间關关"
	u"陰阴陳陈陸陆陽阳隊队階阶際际隨随險险隱隐雙双雜杂離离難难"
	u"雲云電电靈灵靜静響响頁页頂顶項项順顺須须預预領领頭头題题"
	u"額额願愿類类風风飛飞飯饭飲饮館馆馬马駐驻駛驶驗验驚惊體体"
	u"髮发鬥斗鬧闹魚鱼鳥鸟麗丽麥麦黃黄點点黨党齊齐齡龄龍龙";

static int by_first(const void *a, const void *b)
{
	return (int)*(const char16_t *)a - (int)*(const char16_t *)b;
}

static uint32_t simplified(uint32_t c)
{
	if (c < 0x4E00 || c > 0x9FFF)
		return c;
	char16_t key = (char16_t)c;
	const char16_t *hit = bsearch(&key, pairs, sizeof pairs / (2 * sizeof *pairs), 2 * sizeof *pairs, by_first);
	return hit ? hit[1] : c;
}

static bool is_letter(int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND: case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO: return true;
	default: return false;
	}
}

size_t utf8_letters(uint32_t c, uint32_t out[static UTF8_LETTERS])
{
	utf8proc_int32_t part[PARTS_MAX];
	int options = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE, boundclass = 0;
	size_t kept = 0;
	if (c == UTF8_BAD)
		return 0;
	/* the circle that many type for the Han zero */
	utf8proc_ssize_t n = utf8proc_decompose_char(c == 0x25CB ? 0x3007 : (utf8proc_int32_t)c, part, PARTS_MAX, (utf8proc_option_t)options, &boundclass);
	must(n >= 0 && n <= PARTS_MAX);
	for (utf8proc_ssize_t i = 0; i < n && kept < UTF8_LETTERS; i++)
		if (is_letter(part[i]))
			out[kept++] = (uint32_t)part[i];
	return kept;
}

struct str utf8_fold(struct arena *a, struct str s)
{
	struct buf b;
	char raw[4];
	int marks = 0;
	buf_init(&b, s.n * 3 + 1);
	while (s.n > 0) {
		uint32_t c = utf8_next(&s);
		if (c == UTF8_BAD || c == 0)
			c = 0xFFFD;
		int after = marks_after(c, marks, FOLD);
		if (after > MARKS_MAX)
			continue;
		marks = after;
		buf_add(&b, raw, utf8_put(c, raw));
	}
	struct str text = normal(a, buf_view(&b), FOLD);
	buf_free(&b);
	char *out = arena_alloc(a, text.n + 1);
	size_t n = 0;
	while (text.n > 0)                         /* pairs are of one length in UTF-8 */
		n += utf8_put(simplified(utf8_next(&text)), out + n);
	return (struct str){out, n};
}
