/* Effects of publishing a meeting and its items, and of taking that back. What the
 * public then reads is made of it by face/oparl_*.c. Laws: 1 nothing is public by
 * itself: body, meeting and item each by a deed of the office; 2 an item about a
 * petition is never public, nor is what may be known by few; 3 what was published
 * wrongly is taken back at any time, with the reason, after the filing too. */
#include "meeting.h"

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

const struct effect_def effects_publish[] = {
	{"publish_meeting", do_publish_meeting}, {"publish_item", do_publish_item},
	{"withdraw_item", do_withdraw_item}, {"withdraw_meeting", do_withdraw_meeting}, {NULL, NULL},
};
