/* Invented words. Law: names and contacts belong to nobody: names are put
 * together from two tables, addresses are of example.org. */
#include "demo_parts.h"

#include "../base/bug.h"

static const char *const surnames[][LANG__MAX] = {{"Wang", "王"}, {"Li", "李"}, {"Zhang", "张"}, {"Liu", "刘"}, {"Chen", "陈"},
	{"Yang", "杨"}, {"Zhao", "赵"}, {"Huang", "黄"}, {"Zhou", "周"}, {"Wu", "吴"}, {"Xu", "徐"}, {"Sun", "孙"}, {"Hu", "胡"},
	{"Zhu", "朱"}, {"Gao", "高"}, {"Lin", "林"}, {"He", "何"}, {"Guo", "郭"}, {"Ma", "马"}, {"Luo", "罗"}, {"Yu", "于"}};
static const char *const given[][LANG__MAX] = {{"Ming", "明"}, {"Haiyan", "海燕"}, {"Xiaoyu", "晓宇"}, {"Chunmei", "春梅"},
	{"Liwen", "立文"}, {"Zhiqiang", "志强"}, {"Qiuyue", "秋月"}, {"Jianhua", "建华"}, {"Siyuan", "思远"}, {"Yongle", "永乐"},
	{"Jia", "佳"}, {"Ning", "宁"}, {"Songtao", "松涛"}, {"Qing", "清"}, {"Yunfei", "云飞"}, {"Lina", "丽娜"}, {"Anran", "安然"},
	{"Hang", "航"}, {"Jing", "静"}};
enum { SURNAMES = sizeof surnames / sizeof *surnames, GIVEN = sizeof given / sizeof *given };

const char *demo_person_name(struct arena *a, enum lang lang, uint32_t number)
{
	const char *family = surnames[number % SURNAMES][lang], *own = given[number / SURNAMES % GIVEN][lang];
	return lang == LANG_ZH ? arena_printf(a, "%s%s", family, own) : arena_printf(a, "%s %s", own, family);
}

/* {area}, {n} and {m} filled in. */
static const char *fill(struct arena *a, const struct demo_plan *p, const char *text)
{
	struct buf b;
	struct str rest = str_of(text);
	buf_init(&b, 64 * 1024);
	while (rest.n) {
		if (str_starts(rest, "{area}")) {
			buf_cstr(&b, p->area->name[p->lang]);
			rest = str_from(rest, 6);
		} else if (str_starts(rest, "{n}") || str_starts(rest, "{m}")) {
			buf_printf(&b, "%d", rest.p[1] == 'n' ? p->n : p->m);
			rest = str_from(rest, 3);
		} else {
			buf_char(&b, rest.p[0]);
			rest = str_from(rest, 1);
		}
	}
	const char *out = arena_strdup(a, b.p);
	must(buf_ok(&b));
	buf_free(&b);
	return out;
}

static bool of_topic(const char *act, enum demo_part part, bool first)
{
	if (part <= DEMO_REQUESTS)
		return first;
	return cstr_eq(act, "draft_opinion") || cstr_eq(act, "answer") || cstr_eq(act, "reply") || cstr_eq(act, "answer_on_call");
}

static const char *common(const struct demo_data *d, const char *act, const char *field, enum lang lang)
{
	const char *found = NULL;
	for (size_t i = 0; i < d->word_rows; i++) {
		const struct demo_words *w = &d->words[i];
		if (!cstr_eq(w->field, field))
			continue;
		if (cstr_eq(w->act, act))
			return w->text[lang];
		if (cstr_eq(w->act, "*"))
			found = w->text[lang];
	}
	return found;
}

const char *demo_value(struct arena *a, const struct demo_data *d, const struct demo_plan *p, const char *act, const char *field, bool first)
{
	for (int part = 0; part < DEMO_PART__MAX; part++)
		if (cstr_eq(field, demo_part_names[part]) && of_topic(act, (enum demo_part)part, first) && p->topic->part[part][p->lang])
			return fill(a, p, p->topic->part[part][p->lang]);
	const char *text = common(d, act, field, p->lang);
	return text ? fill(a, p, text) : NULL;
}
