/* The system, the city as OParl's "body", organizations, and who sits in them. Laws:
 * 1 with no body public there is nothing but the city itself; 2 of a person there is
 * the name and the seats in public bodies, never how to reach them; 3 an observer's
 * membership has no vote. */
#include "oparl_make.h"

#include "../matter/body.h"

/* Lists of the city that the specification wants of every body (chapter 3.2, and its prose since 1.1). */
static const struct { const char *member, *list; } lists[] = {
	{"organization", "organization"}, {"person", "person"}, {"meeting", "meeting"}, {"paper", "paper"}, {"agendaItem", "agendaItem"},
	{"consultation", "consultation"}, {"file", "file"}, {"membership", "membership"}, {"locationList", "location"}, {"legislativeTermList", "legislativeTerm"},
};

static const char *key_of(struct oparl_make *k, int64_t id)
{
	return arena_printf(k->tx->arena, "%lld", (long long)id);
}

static void make_system(struct oparl_make *k)
{
	struct arena *a = k->tx->arena;
	struct oparl_text t;
	oparl_text_begin(&t);
	json_text(&t.json, "oparlVersion", OPARL_SCHEMA);
	oparl_ref_list(&t.json, a, "body", "body");
	oparl_words(&t.json, "name", k->city->name[LANG_ZH]);
	oparl_words(&t.json, "Huiyin:nameEn", k->city->name[LANG_EN]);
	json_whole(&t.json, "website", "\"" OPARL_ROOT "/\"");
	oparl_keep(k, &(struct oparl_object){.type = "System", .key = "1", .own = oparl_text_end(a, &t)});
}

static void make_body(struct oparl_make *k)
{
	struct arena *a = k->tx->arena;
	struct oparl_text t, parts;
	oparl_text_begin(&t);
	json_whole(&t.json, "system", "\"" OPARL_ROOT "/oparl\"");
	json_text(&t.json, "name", k->city->name[LANG_ZH]);
	oparl_words(&t.json, "Huiyin:nameEn", k->city->name[LANG_EN]);
	json_whole(&t.json, "website", "\"" OPARL_ROOT "/\"");
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		oparl_ref_list(&t.json, a, lists[i].member, lists[i].list);
	/* mandatory, and a city government has none */
	oparl_text_begin(&parts);
	json_array(&parts.json, "legislativeTerm");
	json_end(&parts.json);
	const char *own = oparl_text_end(a, &t);
	oparl_keep(k, &(struct oparl_object){.type = "Body", .key = "1", .own = own, .parts = oparl_text_end(a, &parts)});
}

/* -- organizations */

static void make_unit(struct oparl_make *k, const struct q_unit_all *u)
{
	struct arena *a = k->tx->arena;
	struct oparl_text t;
	oparl_text_begin(&t);
	oparl_ref(&t.json, a, "body", oparl_token(a, k->city, "Body", "1"));
	json_text(&t.json, "name", u->name_zh);
	oparl_words(&t.json, "Huiyin:nameEn", u->name_en);
	json_text(&t.json, "organizationType", "Verwaltungsbereich");
	oparl_words(&t.json, "startDate", u->valid_from);
	oparl_words(&t.json, "endDate", u->valid_to);
	if (u->parent_id != DB_NULL_INT)
		oparl_ref(&t.json, a, "subOrganizationOf", oparl_token(a, k->city, "Organization", arena_printf(a, "unit %lld", (long long)u->parent_id)));
	oparl_keep(k, &(struct oparl_object){.type = "Organization", .key = arena_printf(a, "unit %lld", (long long)u->id), .own = oparl_text_end(a, &t)});
}

static void make_organization(struct oparl_make *k, const struct q_public_bodies *b, const struct q_public_seats *s, size_t seats)
{
	struct arena *a = k->tx->arena;
	const char *key = arena_printf(a, "body %s", b->code), *token = oparl_token(a, k->city, "Organization", key);
	struct oparl_text t;
	bool any = false;
	oparl_text_begin(&t);
	oparl_ref(&t.json, a, "body", oparl_token(a, k->city, "Body", "1"));
	json_text(&t.json, "name", b->name_zh);
	oparl_words(&t.json, "Huiyin:nameEn", b->name_en);
	json_text(&t.json, "organizationType", "Gremium");
	json_text(&t.json, "classification", oparl_word(a, LANG_ZH, "body.kind.", b->kind));
	oparl_words(&t.json, "startDate", b->valid_from);
	oparl_words(&t.json, "endDate", b->valid_to);
	oparl_ref(&t.json, a, "subOrganizationOf", oparl_token(a, k->city, "Organization", arena_printf(a, "unit %lld", (long long)b->unit_id)));
	oparl_ref_list_of(&t.json, a, "meeting", token, "meeting");
	oparl_ref_list_of(&t.json, a, "consultation", token, "consultation");
	for (size_t i = 0; i < seats; i++) {
		if (s[i].body_id != b->id)
			continue;
		if (!any)
			json_array(&t.json, "membership");
		any = true;
		oparl_ref(&t.json, a, NULL, oparl_token(a, k->city, "Membership", key_of(k, s[i].id)));
	}
	if (any)
		json_end(&t.json);
	oparl_keep(k, &(struct oparl_object){.type = "Organization", .key = key, .own = oparl_text_end(a, &t)});
}

/* -- persons */

static const char *make_membership(struct oparl_make *k, const struct q_public_seats *s)
{
	struct arena *a = k->tx->arena;
	struct oparl_text t, back;
	oparl_text_begin(&t);
	oparl_ref(&t.json, a, "organization", oparl_token(a, k->city, "Organization", arena_printf(a, "body %s", s->body_code)));
	json_text(&t.json, "role", oparl_word(a, LANG_ZH, "seat.", s->role));
	json_text(&t.json, "Huiyin:roleEn", oparl_word(a, LANG_EN, "seat.", s->role));
	json_bool(&t.json, "votingRight", seat_votes(s->role));
	oparl_words(&t.json, "startDate", s->valid_from);
	oparl_words(&t.json, "endDate", s->valid_to);
	oparl_text_begin(&back);
	oparl_ref(&back.json, a, "person", oparl_token(a, k->city, "Person", key_of(k, s->person_id)));
	const char *own = oparl_text_end(a, &t);
	return oparl_keep(k, &(struct oparl_object){.type = "Membership", .key = key_of(k, s->id), .own = own, .back = oparl_text_end(a, &back)});
}

/* The seats of one person, which stand side by side; returns how many. */
static size_t make_person(struct oparl_make *k, const struct q_public_seats *s, size_t seats)
{
	struct arena *a = k->tx->arena;
	struct oparl_text t, parts;
	size_t n = 0;
	oparl_text_begin(&parts);
	json_array(&parts.json, "membership");
	for (; n < seats && s[n].person_id == s->person_id; n++)
		json_whole(&parts.json, NULL, make_membership(k, &s[n]));
	json_end(&parts.json);
	oparl_text_begin(&t);
	oparl_ref(&t.json, a, "body", oparl_token(a, k->city, "Body", "1"));
	json_text(&t.json, "name", s->name_zh);
	oparl_words(&t.json, "Huiyin:nameEn", s->name_en);
	const char *own = oparl_text_end(a, &t);
	oparl_keep(k, &(struct oparl_object){.type = "Person", .key = key_of(k, s->person_id), .own = own, .parts = oparl_text_end(a, &parts)});
	return n;
}

void oparl_make_city(struct oparl_make *k)
{
	struct q_public_bodies *b;
	struct q_public_seats *s;
	struct q_unit_all *u;
	size_t bodies = q_public_bodies(k->tx, &b), seats = q_public_seats(k->tx, &s);
	make_system(k);
	make_body(k);
	if (bodies == 0)
		return;
	size_t units = q_unit_all(k->tx, &u);
	for (size_t i = 0; i < units; i++)
		make_unit(k, &u[i]);
	for (size_t i = 0; i < bodies; i++)
		make_organization(k, &b[i], s, seats);
	for (size_t i = 0; i < seats;)
		i += make_person(k, &s[i], seats - i);
}
