/* Effects of publishing a meeting and its items, a campaign of rectification and its findings,
 * and of taking that back; and what words for the public must be (of forwarded cases too). What the public then reads is made of it by face/oparl_*.c and
 * face/web_rectification.c. Laws: 1 nothing is public by itself: body, meeting, item, campaign
 * and finding each by a deed of the office; 2 an item about a petition is never public, nor is
 * what may be known by few; 3 what was published wrongly is taken back at any time, with the
 * reason, after the end too; 4 of rectification only words written for the public stand there,
 * and they do not name who works on it. */
#include "meeting.h"

#include "../base/utf8.h"
#include "../rule/redact.h"

static bool do_publish_meeting(struct deed *d)
{
	/* whether the body is public is administration's: done again, it was */
	if (!draw_flag(d->tx, "body_public", input_again(d->tx) || d->m->meeting->body_public))
		return deed_refuse(d, F_NONE, T_REFUSE_BODY_NOT_PUBLIC, NULL);
	q_meeting_set_public(d->tx, d->m->m.id, true);
	return true;
}

static bool do_publish_item(struct deed *d)
{
	struct q_item_find item;
	if (!meeting_item(d, &item))
		return false;
	if (item.about_petition)
		return deed_refuse(d, F_ITEM, T_REFUSE_ITEM_OF_PETITION, "REG 30");
	q_item_set_public(d->tx, d->m->m.id, item.no, true);
	return true;
}

static bool do_withdraw_item(struct deed *d)
{
	struct q_item_find item;
	if (!q_item_find(d->tx, d->m->m.id, d->in->number[F_ITEM], &item) || !item.public)
		return deed_refuse(d, F_ITEM, T_REFUSE_ITEM_NOT_PUBLIC, NULL);
	q_item_set_public(d->tx, d->m->m.id, item.no, false);
	return true;
}

/* Published anew, its items are chosen anew. */
static bool do_withdraw_meeting(struct deed *d)
{
	q_meeting_set_public(d->tx, d->m->m.id, false);
	q_item_hide_all(d->tx, d->m->m.id);
	return true;
}

/* -- rectification */

enum { NAME_CHARS = 2 };       /* shorter ones stand in any text */

static bool stands_in(const char *text, const char *name)
{
	return name && utf8_count(str_of(name)) >= NAME_CHARS && str_find(str_of(text), str_of(name)) != SIZE_MAX;
}

/* The name of the unit that stands in the text; NULL: neither does. */
static const char *unit_in(struct deed *d, const char *text, int64_t unit)
{
	struct q_unit_by_id u;
	if (unit == DB_NULL_INT || !q_unit_by_id(d->tx, unit, &u))
		return NULL;
	return stands_in(text, u.name_zh) ? u.name_zh : stands_in(text, u.name_en) ? u.name_en : NULL;
}

/* Whom of those the matter knows the text names; NULL: nobody. */
static const char *named_in(struct deed *d, const char *text)
{
	const struct matter *m = d->m;
	const char *const persons[] = {m->m.leader, m->campaign ? m->campaign->first_person : NULL, m->finding ? m->finding->charge_zh : NULL,
		m->finding ? m->finding->charge_en : NULL, m->finding ? m->finding->responsible : NULL};
	for (size_t i = 0; i < sizeof persons / sizeof *persons; i++)
		if (stands_in(text, persons[i]))
			return persons[i];
	const char *unit = unit_in(d, text, m->m.lead_unit_id);
	for (size_t i = 0; !unit && i < m->assists; i++)
		unit = unit_in(d, text, m->assist[i]);
	for (size_t i = 0; !unit && i < m->measures; i++)
		unit = unit_in(d, text, m->measure[i].unit_id);
	return unit;
}

/* What looks like somebody's telephone, identity, mail or plate number; NULL: nothing does. */
static const char *number_in(struct deed *d, const char *text)
{
	struct redact_place *place;
	if (redact_find(d->tx->arena, str_of(text), NULL, 0, &place) == 0)
		return NULL;
	return arena_cstr(d->tx->arena, (struct str){text + place[0].from, place[0].to - place[0].from});
}

static bool fit_for_all(struct deed *d, enum field f)
{
	/* names are administration's: done again, the words were fit */
	const char *named = input_again(d->tx) ? NULL : named_in(d, deed_text(d, f)), *number = number_in(d, deed_text(d, f));
	if (named)
		return deed_refuse(d, f, T_REFUSE_PUBLIC_NAMES(named), NULL);
	return !number || deed_refuse(d, f, T_REFUSE_PUBLIC_PERSON(number), NULL);
}

bool deed_public_words(struct deed *d, enum field zh, enum field en)
{
	if (cstr_empty(d->in->text[zh]) && cstr_empty(d->in->text[en]))
		return deed_refuse(d, zh, T_REFUSE_NO_PUBLIC_WORDS, NULL);
	return fit_for_all(d, zh) && fit_for_all(d, en);
}

static bool public_words(struct deed *d)
{
	return deed_public_words(d, F_PUBLIC_ZH, F_PUBLIC_EN);
}

static bool do_publish_campaign(struct deed *d)
{
	if (!public_words(d))
		return false;
	q_campaign_publish(d->tx, d->m->m.id, deed_text(d, F_PUBLIC_ZH), deed_text(d, F_PUBLIC_EN));
	return true;
}

/* Published anew, its findings are chosen anew. */
static bool do_withdraw_campaign(struct deed *d)
{
	q_campaign_hide(d->tx, d->m->m.id);
	q_finding_hide_all(d->tx, d->m->m.id);
	return true;
}

/* Done again, it corrects the words. */
static bool do_publish_finding(struct deed *d)
{
	if (!public_words(d))
		return false;
	q_finding_publish(d->tx, d->m->m.id, deed_text(d, F_PUBLIC_ZH), deed_text(d, F_PUBLIC_EN));
	return true;
}

static bool do_withdraw_finding(struct deed *d)
{
	q_finding_hide(d->tx, d->m->m.id);
	return true;
}

const struct effect_def effects_publish[] = {
	{"publish_meeting", do_publish_meeting}, {"publish_item", do_publish_item},
	{"withdraw_item", do_withdraw_item}, {"withdraw_meeting", do_withdraw_meeting},
	{"publish_campaign", do_publish_campaign}, {"withdraw_campaign", do_withdraw_campaign}, {"publish_finding", do_publish_finding}, {"withdraw_finding", do_withdraw_finding},
	{NULL, NULL},
};
