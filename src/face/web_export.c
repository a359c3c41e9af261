/* One's own data in one click: everything the system holds that the petitioner
 * may have, as JSON (PIPL 45; GDPR 15 and 20). Laws: 1 what the follow page
 * shows stands here too, and nothing more: public events, papers addressed to
 * the petitioner, their own clocks; 2 the identity is opened by the session's
 * own key; 3 it is a download that nothing on the way keeps. */
#include "api.h"
#include "web_public.h"

#include "../matter/identity.h"

static void write_identity(struct json *j, struct req *r, const struct matter *m)
{
	static const char *const access_words[] = {[IDENTITY_CLOSED] = "locked", [IDENTITY_NONE] = "none", [IDENTITY_LOCKED] = "locked", [IDENTITY_OPEN] = "open"};
	struct identity_row *row;
	size_t n;
	json_text(j, "identity_state", access_words[identity_read(req_read(r), m, &r->viewer, r->now.today, &row, &n)]);
	json_array(j, "identity");
	for (size_t i = 0; i < n; i++) {
		json_object(j, NULL);
		json_int(j, "representative", row[i].seq);
		json_text(j, "name", row[i].name.secret);
		json_text(j, "phone", row[i].phone.secret);
		json_text(j, "email", row[i].email.secret);
		json_text(j, "address", row[i].address.secret);
		json_text(j, "id_number", row[i].id_number.secret);
		json_end(j);
	}
	json_end(j);
}

static void write_ratings(struct json *j, struct req *r, const struct matter *m)
{
	struct q_rating_list *q;
	size_t n = q_rating_list(req_read(r), m->m.id, &q);
	json_array(j, "ratings");
	for (size_t i = 0; i < n; i++) {
		json_object(j, NULL);
		json_int(j, "round", q[i].round);
		json_text(j, "satisfied", q[i].satisfied);
		if (q[i].solved == DB_NULL_INT)
			json_null(j, "solved");
		else
			json_bool(j, "solved", q[i].solved != 0);
		json_text(j, "comment", q[i].comment);
		json_end(j);
	}
	json_end(j);
}

static void write_files(struct json *j, struct req *r, const struct matter *m)
{
	struct q_attachment_of_matter *f;
	size_t n = q_attachment_of_matter(req_read(r), m->m.id, &f);
	json_array(j, "files");
	for (size_t i = 0; i < n; i++) {
		if (!f[i].public)
			continue;
		json_object(j, NULL);
		json_text(j, "name", f[i].name);
		json_text(j, "type", f[i].type);
		json_int(j, "size", f[i].size);
		json_text(j, "path", arena_printf(r->arena, "/follow/f/%s", f[i].token));
		json_end(j);
	}
	json_end(j);
}

void web_follow_export(struct req *r)
{
	struct matter m;
	struct json j;
	char at[21];
	if (!matter_load(req_read(r), r->city, r->viewer.matter_id, &m)) {
		req_not_found(r);
		return;
	}
	api_begin(r, &j, 200);
	json_text(&j, "exported_at", utc_text(r->now.utc_ms, at));
	json_text(&j, "city_zh", r->city->name[LANG_ZH]);
	json_text(&j, "city_en", r->city->name[LANG_EN]);
	api_row(&j, r, &m, true);
	write_identity(&j, r, &m);
	api_clocks(&j, r, &m, true);
	api_events(&j, r, &m, true);
	api_documents(&j, r, &m, true);
	write_ratings(&j, r, &m);
	write_files(&j, r, &m);
	api_end(&j);
	buf_cstr(&r->http->res.head, arena_printf(r->arena, "Content-Disposition: attachment; filename=\"%s.json\"\r\n", m.m.number));
}
