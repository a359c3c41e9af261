/* Units and procedures by key: what a client needs to know to act. */
#include "api.h"

void api_units(struct req *r)
{
	struct q_unit_names *u;
	struct json j;
	size_t n = q_unit_names(req_read(r), &u);
	api_begin(r, &j, 200);
	json_array(&j, "units");
	for (size_t i = 0; i < n; i++) {
		json_object(&j, NULL);
		json_text(&j, "code", u[i].code);
		json_text(&j, "name_zh", u[i].name_zh);
		json_text(&j, "name_en", u[i].name_en);
		json_text(&j, "kind", u[i].kind);
		json_end(&j);
	}
	json_end(&j);
	api_end(&j);
}

static void write_names(struct json *j, const char *key, const char *const *name, const bool *mark, char sign_before, char sign_behind)
{
	char word[128];
	json_array(j, key);
	for (int i = 0; i < PROC_LIST && name[i]; i++) {
		bool marked = mark && mark[i];
		snprintf(word, sizeof word, "%.*s%s%.*s", marked && sign_before, &sign_before, name[i], marked && sign_behind, &sign_behind);
		json_text(j, NULL, word);
	}
	json_end(j);
}

static void write_row(struct json *j, const struct procedure *p, const struct proc_row *row)
{
	json_object(j, NULL);
	json_text(j, "from", p->state[row->from].code);
	json_text(j, "act", p->act[row->act].code);
	json_text(j, "to", p->state[row->to].code);
	write_names(j, "who", row->who, NULL, 0, 0);
	write_names(j, "needs", row->needs, row->optional, 0, '?');
	write_names(j, "if", row->cond, row->negated, '!', 0);
	write_names(j, "starts", row->start, NULL, 0, 0);
	write_names(j, "stops", row->stop, NULL, 0, 0);
	write_names(j, "notices", row->notice, NULL, 0, 0);
	json_text(j, "article", row->article);
	json_end(j);
}

static void write_states(struct json *j, const struct procedure *p)
{
	json_array(j, "states");
	for (size_t i = 0; i < p->states; i++) {
		json_object(j, NULL);
		json_text(j, "code", p->state[i].code);
		json_text(j, "name_zh", p->state[i].name[LANG_ZH]);
		json_text(j, "name_en", p->state[i].name[LANG_EN]);
		json_bool(j, "final", p->state[i].final);
		json_end(j);
	}
	json_end(j);
}

static void write_acts(struct json *j, const struct procedure *p)
{
	json_array(j, "acts");
	for (size_t i = 0; i < p->acts; i++) {
		json_object(j, NULL);
		json_text(j, "code", p->act[i].code);
		json_text(j, "name_zh", p->act[i].name[LANG_ZH]);
		json_text(j, "name_en", p->act[i].name[LANG_EN]);
		json_bool(j, "confirm", p->act[i].confirm);
		json_end(j);
	}
	json_end(j);
}

void api_procedure(struct req *r)
{
	const struct procedure *p = city_procedure(r->city, arena_cstr(r->arena, req_param(r, 0)));
	struct json j;
	if (!p) {
		req_not_found(r);
		return;
	}
	api_begin(r, &j, 200);
	json_text(&j, "code", p->code);
	json_text(&j, "name_zh", p->name[LANG_ZH]);
	json_text(&j, "name_en", p->name[LANG_EN]);
	json_text(&j, "source", p->source);
	write_states(&j, p);
	write_acts(&j, p);
	json_array(&j, "rows");
	for (size_t i = 0; i < p->rows; i++)
		write_row(&j, p, &p->row[i]);
	json_end(&j);
	api_end(&j);
}
