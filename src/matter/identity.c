/* Laws: 1 this file alone reads the identity table; 2 what leaves it unmasked
 * goes to the petitioner, or to staff whose act open_identity stands in the
 * events of today; 3 masks keep no more than a first character. */
#include "identity.h"

#include "../base/bug.h"
#include "../base/utf8.h"

void identity_store(struct tx *tx, int64_t matter_id, const struct act_in *in)
{
	for (size_t i = 0; i < in->identities; i++) {
		const struct identity_in *p = &in->identity[i];
		q_identity_insert(tx, matter_id, (int64_t)i, p->name, p->phone, p->email, p->address, p->id_number);
	}
}

/* Did this person open it today, with a reason on record? */
static bool opened_today(const struct matter *m, const struct viewer *v, struct tx *tx, day_t today)
{
	struct q_event_list *e;
	char day[11];
	size_t n = q_event_list(tx, m->m.id, &e);
	day_text(today, day);
	for (size_t i = n; i-- > 0;)
		if (cstr_eq(e[i].act, "open_identity") && e[i].person_id == v->person_id && cstr_eq(e[i].day, day))
			return true;
	return false;
}

size_t identity_read(struct tx *tx, const struct matter *m, const struct viewer *v, day_t today, struct identity_row **out)
{
	struct q_identity_of_matter *row;
	*out = NULL;
	bool own = v->kind == VIEWER_PETITIONER && v->matter_id == m->m.id;
	bool opened = v->kind == VIEWER_STAFF && matter_visible(tx, m, v) && opened_today(m, v, tx, today);
	if (!own && !opened)
		return 0;
	size_t n = q_identity_of_matter(tx, m->m.id, &row);
	*out = arena_make_n(tx->arena, struct identity_row, n);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = (struct identity_row){{row[i].name}, {row[i].phone}, {row[i].email}, {row[i].address}, {row[i].id_number}, (int)row[i].seq};
	return n;
}

void identity_copy(struct tx *tx, int64_t from_matter, struct act_in *in)
{
	struct q_identity_of_matter *row;
	size_t n = q_identity_of_matter(tx, from_matter, &row);
	in->identities = n;
	for (size_t i = 0; i < n; i++)
		in->identity[i] = (struct identity_in){row[i].name, row[i].phone, row[i].email, row[i].address, row[i].id_number};
}

const char *identity_masked(struct tx *tx, int64_t matter_id)
{
	struct q_identity_of_matter *row;
	if (q_identity_of_matter(tx, matter_id, &row) == 0 || !*row[0].name)
		return "**";
	return arena_printf(tx->arena, "%.*s**", STR_ARG(utf8_head(str_of(row[0].name), 1)));
}

static struct str digits(struct arena *a, const char *s)
{
	char *out = arena_alloc(a, strlen(s) + 1);
	size_t n = 0;
	for (; *s; s++)
		if (*s >= '0' && *s <= '9')
			out[n++] = *s;
	/* 0086 and a leading 86 before an 11-digit number are the same telephone */
	if (n > 11 && out[n - 11] == '1')
		return (struct str){out + n - 11, 11};
	return (struct str){out, n};
}

struct str identity_key(struct arena *a, const struct city *c, const struct act_in *in)
{
	const struct identity_in *p = &in->identity[0];
	if (in->identities == 0 || cstr_empty(p->name) || (cstr_empty(p->phone) && cstr_empty(p->email) && cstr_empty(p->id_number)))
		return (struct str){NULL, 0};
	struct str name = utf8_fold(a, str_of(p->name));
	struct str contact = !cstr_empty(p->id_number) ? utf8_fold(a, str_of(p->id_number))
		: !cstr_empty(p->phone) ? digits(a, p->phone) : utf8_fold(a, str_of(p->email));
	const char *text = arena_printf(a, "%.*s\n%.*s", STR_ARG(name), STR_ARG(contact));
	struct sha256 h = city_keyed(c, "petitioner", str_of(text));
	return (struct str){arena_memdup(a, h.b, sizeof h.b), sizeof h.b};
}
