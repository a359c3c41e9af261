/* Law: a point is told as it was typed, to those who may know of its matter. */
#include "web_place.h"

#include "api.h"

void place_section(struct req *r, const struct matter *m)
{
	struct q_spot_of s;
	if (!q_spot_of(req_read(r), m->m.id, &s))
		return;
	struct spot at = {s.lat, s.lon};
	html(&r->out, "<section><h2>%s</h2>\n<dl class=\"facts\">\n", t(&r->out, T_MAP_WHERE));
	staff_fact(r, field_label(F_WHEREABOUTS), s.place);
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, T_MAP_POINT));
	map_link(r, at);
	html(&r->out, "</dd></div>\n");
	staff_fact_day(r, T_MAP_SINCE, s.day);
	html(&r->out, "</dl>\n");
	map_spot(r, T_MAP_WHERE, at);
	html(&r->out, "</section>\n");
}

/* -- by key */

void api_spot(struct req *r, struct json *j, struct spot s, const char *place)
{
	if (s.lat == DB_NULL_INT) {
		json_null(j, "spot");
		return;
	}
	json_object(j, "spot");
	json_whole(j, "lat", degree_text(r->arena, s.lat));
	json_whole(j, "lon", degree_text(r->arena, s.lon));
	json_text(j, "place", place);
	json_end(j);
}

void api_spot_of(struct req *r, struct json *j, const struct matter *m)
{
	struct q_spot_of s = {.lat = DB_NULL_INT};
	q_spot_of(req_read(r), m->m.id, &s);
	api_spot(r, j, (struct spot){s.lat, s.lon}, s.place);
}

static void write_feature(struct req *r, struct json *j, const struct q_programme_rows *x)
{
	json_object(j, NULL);
	json_text(j, "type", "Feature");
	json_text(j, "id", x->number);
	json_object(j, "geometry");
	json_text(j, "type", "Point");
	json_array(j, "coordinates");
	json_whole(j, NULL, degree_text(r->arena, x->lon));
	json_whole(j, NULL, degree_text(r->arena, x->lat));
	json_end(j);
	json_end(j);
	json_object(j, "properties");
	json_text(j, "number", x->number);
	json_text(j, "subject", x->subject);
	json_text(j, "place", x->place);
	json_text(j, "package", x->package);
	json_text(j, "unit", in_lang(r, x->unit_en, x->unit_zh));
	json_text(j, "area", x->area_code);
	json_text(j, "state", state_name(r, x->procedure, x->state));
	json_text(j, "due", x->next_due);
	json_text(j, "closed", x->closed_day);
	json_bool(j, "late", x->late != 0);
	json_text(j, "url", arena_printf(r->arena, "%s%s", req_root(r), url_matter(r, x->number).p));
	json_end(j);
	json_end(j);
}

void web_places_geojson(struct req *r)
{
	const struct programme *p = programme_find(&r->city->programmes, req_param(r, 0));
	struct q_programme_rows *x;
	struct json j;
	char today[11];
	if (!p) {
		req_not_found(r);
		return;
	}
	size_t n = q_programme_rows(req_read(r), p->code, r->viewer.person_id, day_text(r->now.today, today), &x);
	api_begin(r, &j, 200);
	r->http->res.content_type = "application/geo+json";
	buf_printf(&r->http->res.head, "Content-Disposition: attachment; filename=\"%s.geojson\"\r\n", p->code);
	json_text(&j, "type", "FeatureCollection");
	json_array(&j, "features");
	for (size_t i = 0; i < n; i++)
		if (x[i].lat != DB_NULL_INT)
			write_feature(r, &j, &x[i]);
	json_end(&j);
	api_end(&j);
}
