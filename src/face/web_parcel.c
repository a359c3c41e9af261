/* Parcels on the page of their matter. Laws: 1 photos before and after stand side by side, as
 * copies without traces; 2 what was taken out stays in sight, with its reason; 3 areas are
 * rounded where they are shown, never where they are kept. */
#include "web_parcel.h"

#include "api.h"
#include "map.h"
#include "web_place.h"

enum { SQUARE_METRES_IN_HECTARE = 10000 };

/* -- words */

enum parcel_stand parcel_stand(const char *restored_day, const char *confirmed_day)
{
	return confirmed_day ? PARCEL_IS_CONFIRMED : restored_day ? PARCEL_IS_RESTORED : PARCEL_IS_OPEN;
}

struct msg parcel_words(enum parcel_stand s)
{
	const struct msg words[PARCEL_STANDS] = {T_PARCEL_ALL, T_PARCEL_OPEN, T_PARCEL_RESTORED, T_PARCEL_CONFIRMED};
	return words[s];
}

void parcel_tag(struct req *r, enum parcel_stand s)
{
	static const char *const looks[PARCEL_STANDS] = {"void", "late", "soon", "calm"};
	part_tag(r, looks[s], parcel_words(s));
}

/* A mu is 2000/3 square metres. */
const char *parcel_mu(struct req *r, int64_t square_metres)
{
	int64_t hundredths = (square_metres * 3 + 10) / 20;
	return arena_printf(r->arena, "%lld.%02lld", (long long)(hundredths / 100), (long long)(hundredths % 100));
}

const char *parcel_hectares(struct req *r, int64_t square_metres)
{
	return arena_printf(r->arena, "%lld.%04lld", (long long)(square_metres / SQUARE_METRES_IN_HECTARE), (long long)(square_metres % SQUARE_METRES_IN_HECTARE));
}

const char *parcel_area(struct req *r, int64_t square_metres)
{
	return t(&r->out, T_PARCEL_AREA_BOTH(parcel_mu(r, square_metres), parcel_hectares(r, square_metres)));
}

const char *parcel_land(struct req *r, const char *land, bool black)
{
	const char *words = staff_field_value(r, F_LAND, land);
	return black ? arena_printf(r->arena, "%s · %s", words, t(&r->out, field_label(F_BLACK_SOIL))) : words;
}

/* -- photos */

struct photos { struct q_parcel_photos *photo; size_t n; };

static struct msg caption(int which, const char *code, const char *number)
{
	return which == 0 ? T_PARCEL_PHOTO_BEFORE(code, number) : which == 1 ? T_PARCEL_PHOTO_AFTER(code, number) : T_PARCEL_PHOTO_CONFIRMED(code, number);
}

static void show_photo(struct req *r, const char *token, const char *words)
{
	html(&r->out, "<a ");
	html_url(&r->out, "href", url_file(r, token));
	html(&r->out, "><img ");
	html_url(&r->out, "src", url_file(r, token));
	html(&r->out, " alt=\"%s\" loading=\"lazy\"></a>", words);
}

/* Those of one event; which: before, after, when confirmed. */
static void show_photos(struct req *r, const struct photos *all, int64_t event, int which, const char *code)
{
	int shown = 0;
	for (size_t i = 0; event != DB_NULL_INT && i < all->n; i++) {
		if (all->photo[i].event_id != event)
			continue;
		if (shown++ == 0)
			html(&r->out, "<div class=\"photos\">");
		show_photo(r, all->photo[i].token, t(&r->out, caption(which, code, staff_number(r, shown))));
	}
	html(&r->out, shown ? "</div>" : "—");
}

/* -- the table */

static void show_stand(struct req *r, const struct q_parcel_list *p, const struct photos *photos)
{
	struct out *o = &r->out;
	if (parcel_stands(p))
		parcel_tag(r, parcel_stand(p->restored_day, p->confirmed_day));
	else
		part_tag(r, "void", T_PARCEL_DROPPED);
	html(o, "<dl class=\"facts small\">");
	staff_fact_day(r, T_PARCEL_RESTORED_ON, p->restored_day);
	staff_fact(r, T_PARCEL_DONE, p->done);
	staff_fact_day(r, T_PARCEL_CONFIRMED_ON, p->confirmed_day);
	staff_fact(r, field_label(F_WAY), *p->way ? staff_field_value(r, F_WAY, p->way) : NULL);
	if (!parcel_stands(p))
		staff_fact(r, field_label(F_REASON), p->reason);
	html(o, "</dl>\n");
	if (p->returns && parcel_stands(p))
		html(o, "<p class=\"note\">%s</p>", t(o, T_PARCEL_RETURNED(staff_number(r, p->returns), p->reason)));
	if (p->confirmed_event != DB_NULL_INT)
		for (size_t i = 0; i < photos->n; i++)
			if (photos->photo[i].event_id == p->confirmed_event) {
				show_photos(r, photos, p->confirmed_event, 2, p->code);
				break;
			}
}

static void show_parcel(struct req *r, const struct q_parcel_list *p, const struct photos *photos)
{
	struct out *o = &r->out;
	html(o, "<tr id=\"parcel-%lld\"><th scope=\"row\" class=\"long\">%lld. %s<br><small>%s</small></th>", (long long)p->no, (long long)p->no, p->code, parcel_area(r, p->area));
	html(o, "<td data-label=\"%s\">%s</td><td data-label=\"%s\">%s<br>", t(o, field_label(F_LAND)), parcel_land(r, p->land, p->black != 0), t(o, T_MAP_WHERE), p->place);
	map_link(r, (struct spot){p->lat, p->lon});
	html(o, "</td><td data-label=\"%s\">%s%s%s</td><td data-label=\"%s\">", t(o, T_PARCEL_FOUND), staff_field_value(r, F_CONDITION, p->condition), *p->note ? ": " : "", p->note,
		t(o, T_PARCEL_BEFORE));
	show_photos(r, photos, p->added_event, 0, p->code);
	html(o, "</td><td data-label=\"%s\">", t(o, T_PARCEL_AFTER));
	show_photos(r, photos, p->restored_event, 1, p->code);
	html(o, "</td><td data-label=\"%s\">", t(o, T_LIST_STATE));
	show_stand(r, p, photos);
	html(o, "</td></tr>\n");
}

static void show_map(struct req *r, const struct matter *m)
{
	struct map map = {.title = T_PARCEL_TITLE, .shape = {[MAP_DONE] = T_PARCEL_CONFIRMED, [MAP_OPEN] = T_PARCEL_RESTORED, [MAP_LATE] = T_PARCEL_OPEN},
		.point = arena_make_n(r->arena, struct map_point, m->parcels)};
	for (size_t i = 0; i < m->parcels; i++) {
		const struct q_parcel_list *p = &m->parcel[i];
		if (parcel_stands(p))
			map.point[map.n++] = (struct map_point){.title = p->code, .label = staff_number(r, p->no), .href = url_make(r->arena, "#parcel-%lld", (long long)p->no), .at = {p->lat, p->lon},
				.shape = p->confirmed_day ? MAP_DONE : p->restored_day ? MAP_OPEN : MAP_LATE};
	}
	map_picture(r, &map);
}

void parcel_section(struct req *r, const struct matter *m)
{
	const struct msg heads[] = {field_label(F_PARCEL), field_label(F_LAND), T_MAP_WHERE, T_PARCEL_FOUND, T_PARCEL_BEFORE, T_PARCEL_AFTER, T_LIST_STATE};
	struct photos photos;
	if (m->parcels == 0 && !m->parcels_asked)
		return;
	html(&r->out, "<section id=\"parcels\"><h2>%s</h2>\n", t(&r->out, T_PARCEL_TITLE));
	if (m->parcels == 0) {
		html(&r->out, "<p class=\"empty\">%s</p></section>\n", t(&r->out, T_PARCEL_ASKED));
		return;
	}
	photos.n = q_parcel_photos(req_read(r), m->m.id, &photos.photo);
	staff_table_begin(r, T_PARCEL_TITLE);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < m->parcels; i++)
		show_parcel(r, &m->parcel[i], &photos);
	staff_table_end(r);
	show_map(r, m);
	html(&r->out, "</section>\n");
}

/* -- by key */

static void write_photos(struct json *j, const char *name, const struct photos *all, int64_t event)
{
	json_array(j, name);
	for (size_t i = 0; event != DB_NULL_INT && i < all->n; i++)
		if (all->photo[i].event_id == event)
			json_text(j, NULL, all->photo[i].token);
	json_end(j);
}

void api_parcels(struct req *r, struct json *j, const struct matter *m)
{
	struct photos photos;
	photos.n = q_parcel_photos(req_read(r), m->m.id, &photos.photo);
	json_array(j, "parcels");
	for (size_t i = 0; i < m->parcels; i++) {
		const struct q_parcel_list *p = &m->parcel[i];
		json_object(j, NULL);
		json_int(j, "parcel", p->no);
		json_text(j, "code", p->code);
		json_int(j, "square_metres", p->area);
		json_text(j, "land", p->land);
		json_bool(j, "black_soil", p->black != 0);
		json_text(j, "condition", p->condition);
		json_text(j, "note", p->note);
		api_spot(r, j, (struct spot){p->lat, p->lon}, p->place);
		json_text(j, "restored", p->restored_day);
		json_text(j, "done", p->done);
		json_text(j, "confirmed", p->confirmed_day);
		json_text(j, "way", p->way);
		json_int(j, "returns", p->returns);
		json_text(j, "reason", p->reason);
		json_bool(j, "dropped", !parcel_stands(p));
		write_photos(j, "photos_before", &photos, p->added_event);
		write_photos(j, "photos_after", &photos, p->restored_event);
		json_end(j);
	}
	json_end(j);
}
