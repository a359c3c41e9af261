/* Laws: 1 rights come from confirmed posts valid today, nothing else; 2 the
 * relation of a role is a row here or stands behind @ in the rule file. */
#include "viewer.h"

#include "../base/bug.h"
#include "../base/date.h"
#include "query.h"

const struct role_def role_table[] = {
	{"petitioner", ROLE_BUSINESS, "self"},
	{"registrar", ROLE_BUSINESS, "bureau"},
	{"officer", ROLE_BUSINESS, "bureau"},
	{"bureau_head", ROLE_BUSINESS, "bureau"},
	{"handler", ROLE_BUSINESS, "lead"},
	{"unit_head", ROLE_BUSINESS, "lead"},
	{"reviewer", ROLE_BUSINESS, "review"},
	{"convener", ROLE_BUSINESS, "bureau"},
	{"clerk", ROLE_BUSINESS, "bureau"},
	{"leader", ROLE_BUSINESS, "lead"},
	{"presider", ROLE_SEAT, "self"},
	{"charge", ROLE_SEAT, "self"},
	{"sysadmin", ROLE_ADMIN, "bureau"},
	{"auditor", ROLE_AUDIT, "bureau"},
	{"dpo", ROLE_PRIVACY, "bureau"},
	{"system", ROLE_BUSINESS, "self"},
};
const size_t role_count = sizeof role_table / sizeof *role_table;

const char *const role_names[] = {"petitioner", "registrar", "officer", "bureau_head", "handler",
	"unit_head", "reviewer", "convener", "clerk", "leader", "presider", "charge", "sysadmin", "auditor", "dpo", "system", NULL};

const struct role_def *role_find(const char *name)
{
	return role_of_row(name, strlen(name));
}

const struct role_def *role_of_row(const char *who, size_t n)
{
	struct str role = {who, n};
	for (size_t i = 0; i < role_count; i++)
		if (str_is(role, role_table[i].name))
			return &role_table[i];
	return NULL;
}

struct viewer viewer_system(void)
{
	return (struct viewer){.kind = VIEWER_SYSTEM};
}

struct viewer viewer_petitioner(int64_t matter_id)
{
	return (struct viewer){.kind = VIEWER_PETITIONER, .matter_id = matter_id};
}

bool viewer_own(const struct viewer *v, int64_t matter_id)
{
	return v->kind == VIEWER_PETITIONER && v->matter_id == matter_id && !v->proxy;
}

bool viewer_load(struct tx *tx, int64_t person_id, day_t today, struct viewer *out)
{
	struct q_person_by_id p;
	struct q_post_of_person *post;
	char day[11];
	if (!q_person_by_id(tx, person_id, &p) || !p.enabled)
		return false;
	*out = (struct viewer){.kind = VIEWER_STAFF, .person_id = p.id, .login = p.login,
		.name = {p.name_en, p.name_zh}};
	size_t n = q_post_of_person(tx, person_id, day_text(today, day), &post);
	for (size_t i = 0; i < n && out->posts < VIEWER_POSTS; i++)
		out->post[out->posts++] = (struct viewer_post){post[i].unit_id, post[i].role, post[i].unit_code,
			{post[i].unit_en, post[i].unit_zh}, cstr_eq(post[i].unit_kind, "bureau")};
	return tx->trouble == TROUBLE_NONE;
}

bool viewer_has_role(const struct viewer *v, const char *role)
{
	for (size_t i = 0; i < v->posts; i++)
		if (cstr_eq(v->post[i].role, role))
			return true;
	return false;
}

const struct viewer_post *viewer_post_in(const struct viewer *v, const char *role, int64_t unit_id)
{
	for (size_t i = 0; i < v->posts; i++)
		if (v->post[i].unit_id == unit_id && cstr_eq(v->post[i].role, role))
			return &v->post[i];
	return NULL;
}

bool viewer_in_unit(const struct viewer *v, int64_t unit_id)
{
	for (size_t i = 0; i < v->posts; i++)
		if (v->post[i].unit_id == unit_id)
			return true;
	return false;
}
