/* Laws: 1 nothing stands here that is not in a row; 2 items taken off do not
 * appear; 3 the numbers of decisions are those of their items: 3.2 is the second
 * decision of the third item. */
#include "minutes.h"

#include "../base/bug.h"
#include "../base/utf8.h"
#include "meeting.h"

struct making {
	struct tx *tx;
	struct arena *a;
	const struct matter *m;
	enum lang lang;
	bool open;                     /* for the public: published items, and who came of those whose seats are public */
	struct minutes_part *part;
	size_t n, room;
};

static const char *say(struct making *k, struct msg words)
{
	return msg_text(k->a, k->lang, words);
}

static const char *word_of(struct making *k, const char *prefix, const char *name)
{
	int id = msg_id(arena_printf(k->a, "%s%s", prefix, name));
	return id ? say(k, (struct msg){.id = id}) : name;
}

/* "A, B" so far and one more. */
static const char *and(struct making *k, const char *names, const char *next)
{
	return *names ? say(k, T_MINUTES_AND(names, next)) : next;
}

/* 1 to 60 as the form wants it: 一、 in Chinese. */
static const char *item_number(struct making *k, int64_t n)
{
	struct str digits = str_of(say(k, T_MINUTES_DIGITS));
	const char *digit[11] = {""};
	if (k->lang == LANG_EN)
		return arena_printf(k->a, "%lld", (long long)n);
	for (int i = 1; i <= 10; i++) {
		struct str one = utf8_head(digits, 1);
		digit[i] = arena_cstr(k->a, one);
		digits = str_from(digits, one.n);
	}
	return arena_printf(k->a, "%s%s%s", n >= 20 ? digit[n / 10] : "", n >= 10 ? digit[10] : "", digit[n % 10]);
}

static void add(struct making *k, enum minutes_kind kind, const char *label, const char *text)
{
	k->part = db_room(k->tx, k->part, k->n, &k->room, sizeof *k->part);
	k->part[k->n++] = (struct minutes_part){.kind = kind, .label = label, .text = text};
}

const char *minutes_words(enum lang lang, const char *text, const char *translation)
{
	/* the original is Chinese unless it has no Chinese in it; then the translation is */
	bool chinese = false;
	for (const char *p = text; *p; p++)
		chinese = chinese || (unsigned char)*p >= 0xe3;
	return *translation && (lang == LANG_ZH) != chinese ? translation : text;
}

const char *minutes_sentence(struct arena *a, enum lang lang, const char *verb, const char *text)
{
	struct msg m = {.id = msg_id(arena_printf(a, "minutes.verb.%s", verb)), .arg = {text}};
	return m.id ? msg_text(a, lang, m) : text;
}

static const char *day_words(struct making *k, const char *iso)
{
	day_t day;
	struct ymd d;
	if (k->lang == LANG_EN || !day_parse(str_of(iso), &day))
		return iso;
	d = day_ymd(day);
	return say(k, T_MINUTES_DAY(arena_printf(k->a, "%d", d.year), arena_printf(k->a, "%d", d.month), arena_printf(k->a, "%d", d.day)));
}

static const char *body_name(struct making *k)
{
	return k->lang == LANG_ZH ? k->m->meeting->body_zh : k->m->meeting->body_en;
}

static void opening(struct making *k)
{
	const struct q_meeting_find *f = k->m->meeting;
	const char *presider = f->presider_id == DB_NULL_INT ? "—" : k->lang == LANG_ZH ? f->presider_zh : f->presider_en;
	const char *which = say(k, T_MINUTES_MEETING(body_name(k), arena_printf(k->a, "%lld", (long long)f->no), word_of(k, "field.meeting_kind.", f->kind)));
	add(k, MINUTES_MARK, "", k->lang == LANG_ZH ? f->sign : say(k, T_MINUTES_TITLE(body_name(k))));
	add(k, MINUTES_NUMBER, "", f->no == DB_NULL_INT ? "—" : meeting_number(k->a, f->year, f->no, 0, 0));
	add(k, MINUTES_OPENING, "", say(k, T_MINUTES_OPENING(day_words(k, f->day), presider, which, k->m->m.place)));
}

static const char *unit_names(struct making *k, const char *codes)
{
	struct str rest = str_of(codes), word;
	const char *names = "";
	while (str_word(&rest, &word)) {
		struct q_unit_find_code found;
		struct q_unit_by_id u;
		if (q_unit_find_code(k->tx, arena_cstr(k->a, word), &found) && q_unit_by_id(k->tx, found.id, &u))
			names = and(k, names, k->lang == LANG_ZH ? u.name_zh : u.name_en);
	}
	return names;
}

static const char *facts(struct making *k, const struct q_entry_list *e)
{
	const char *text = say(k, T_MINUTES_LEAD(k->lang == LANG_ZH ? e->unit_zh : e->unit_en));
	if (*e->assist)
		text = arena_printf(k->a, "%s%s", text, say(k, T_MINUTES_ASSIST(unit_names(k, e->assist))));
	if (*e->leader)
		text = arena_printf(k->a, "%s%s", text, say(k, T_MINUTES_LEADER(e->leader)));
	return arena_printf(k->a, "%s%s", text, say(k, T_MINUTES_DUE(day_words(k, e->due), word_of(k, "field.report_form.", e->form))));
}

static void entries(struct making *k, const struct q_entry_list *e, size_t n, int64_t item)
{
	const struct q_meeting_find *f = k->m->meeting;
	int64_t place = 0;
	for (size_t i = 0; i < n; i++) {
		if (e[i].item_no != item)
			continue;
		const char *sentence = minutes_sentence(k->a, k->lang, e[i].verb, minutes_words(k->lang, e[i].text, e[i].translation));
		if (e[i].lead_unit_id == DB_NULL_INT) {
			add(k, MINUTES_SENTENCE, "", sentence);
			continue;
		}
		place++;
		add(k, MINUTES_DECISION, f->no == DB_NULL_INT ? "" : meeting_number(k->a, f->year, f->no, item, place), sentence);
		add(k, MINUTES_FACTS, "", facts(k, &e[i]));
	}
}

static void items(struct making *k)
{
	struct q_item_list *item;
	struct q_entry_list *e;
	size_t n = q_item_list(k->tx, k->m->m.id, &item), found = q_entry_list(k->tx, k->m->m.id, &e);
	for (size_t i = 0; i < n; i++) {
		if (cstr_eq(item[i].conclusion, "dropped") || (k->open && !(item[i].public && !item[i].about_petition)))
			continue;
		add(k, MINUTES_ITEM, "", say(k, T_MINUTES_ITEM(item_number(k, item[i].no), minutes_words(k->lang, item[i].title, item[i].translation))));
		if (*item[i].conclusion)
			add(k, MINUTES_SENTENCE, "", say(k, T_MINUTES_CONCLUSION(word_of(k, "field.conclusion.", item[i].conclusion))));
		entries(k, e, found, item[i].no);
	}
}

/* Everybody of a kind in one line. group: 0 members who came, 1 on leave, 2 observers, 3 absent. */
static int group_of(const struct q_attendance_list *a)
{
	if (cstr_eq(a->status, "leave"))
		return 1;
	if (cstr_eq(a->status, "absent"))
		return 3;
	return a->votes ? 0 : 2;
}

static const char *name_of(struct making *k, const struct q_attendance_list *a)
{
	const char *name = k->lang == LANG_ZH ? a->name_zh : a->name_en;
	return a->item_no ? say(k, T_MINUTES_FOR_ITEM(name, arena_printf(k->a, "%lld", (long long)a->item_no))) : name;
}

/* Of those asked: who was there for all of it and sits in a body that is public. */
static size_t public_of(struct making *k, struct q_attendance_list **out)
{
	struct q_public_present *open;
	size_t all = q_attendance_list(k->tx, k->m->m.id, out), opens = q_public_present(k->tx, k->m->m.id, &open), n = 0;
	for (size_t i = 0; i < all; i++)
		for (size_t p = 0; p < opens; p++)
			if (open[p].person_id == (*out)[i].person_id) {
				(*out)[n++] = (*out)[i];
				break;
			}
	return n;
}

static void present(struct making *k)
{
	const struct msg label[] = {T_MINUTES_PRESENT, T_MINUTES_ON_LEAVE, T_MINUTES_OBSERVING, T_MINUTES_ABSENT};
	struct q_attendance_list *a;
	size_t n = k->open ? public_of(k, &a) : q_attendance_list(k->tx, k->m->m.id, &a);
	for (int group = 0; group < 4; group++) {
		const char *text = "", **name = arena_make_n(k->a, const char *, n + 1);
		size_t names = 0;
		for (size_t i = 0; i < n; i++) {
			if (group_of(&a[i]) != group)
				continue;
			name[names++] = name_of(k, &a[i]);
			text = and(k, text, name[names - 1]);
		}
		if (names == 0)
			continue;
		const char *which = say(k, label[group]), *head = say(k, T_MINUTES_LABEL(which));
		add(k, MINUTES_PRESENT, k->lang == LANG_EN ? arena_printf(k->a, "%s ", head) : head, text);
		k->part[k->n - 1].which = which;
		k->part[k->n - 1].name = name;
		k->part[k->n - 1].names = names;
	}
}

size_t minutes_parts(struct tx *tx, const struct matter *m, enum lang lang, struct minutes_part **out)
{
	struct making k = {.tx = tx, .a = tx->arena, .m = m, .lang = lang};
	must(m->meeting);
	opening(&k);
	items(&k);
	present(&k);
	*out = k.part;
	return k.n;
}

static const char *joined(struct tx *tx, const struct minutes_part *p, size_t n)
{
	const char *text = "";
	for (size_t i = 0; i < n; i++) {
		const char *gap = p[i].kind == MINUTES_DECISION && *p[i].label ? " " : "";
		text = arena_printf(tx->arena, "%s%s%s%s%s", text, i ? "\n" : "", p[i].label, gap, p[i].text);
	}
	return text;
}

const char *minutes_text(struct tx *tx, const struct matter *m, enum lang lang)
{
	struct minutes_part *p;
	size_t n = minutes_parts(tx, m, lang, &p);
	return joined(tx, p, n);
}

const char *minutes_public(struct tx *tx, const struct matter *m, enum lang lang)
{
	struct making k = {.tx = tx, .a = tx->arena, .m = m, .lang = lang, .open = true};
	must(m->meeting);
	opening(&k);
	items(&k);
	present(&k);
	return arena_printf(tx->arena, "%s\n%s\n", joined(tx, k.part, k.n), say(&k, T_MINUTES_EXTRACT));
}
