/* Laws: 1 this file alone reads the identity tables; 2 what leaves it unmasked
 * goes to the petitioner, or to staff whose act open_identity stands in the
 * events of today, and of an accusation to who asked and was granted it today
 * by another person; the check of copies sees it and gives it to nobody; 3 nothing of it stays readable
 * without a key, not even a first character; 4 no row is written in plain; 5 a key
 * that was opened is wiped before the function that opened it returns. */
#include "identity.h"

#include "../base/bug.h"
#include "../base/utf8.h"
#include "barred.h"
#include "input.h"
#include "seal.h"

enum { PARTS = 6, PARTS_BEFORE = 5 };  /* rows of before the guardian have one less */

/* -- sealing */

/* A row is sealed for its matter and its place: it opens nowhere else. */
static const char *belongs(struct arena *a, const char *number, int64_t seq)
{
	return arena_printf(a, "huiyin identity 1\n%s\n%lld", number, (long long)seq);
}

struct seal_key identity_code_key(const char *code)
{
	char plain[29];
	size_t n = 0;
	for (; *code && n < 28; code++)
		if (*code != '-')
			plain[n++] = *code;
	struct seal_key key = seal_derive("query code", (struct str){plain, n});
	seal_wipe(plain, sizeof plain);
	return key;
}

/* The parts in a row, each with its end. */
static struct str row_text(struct arena *a, const struct identity_in *p)
{
	const char *part[PARTS] = {p->name, p->phone, p->email, p->address, p->id_number, p->guardian};
	size_t n = 0, at = 0;
	for (int i = 0; i < PARTS; i++)
		n += strlen(part[i] ? part[i] : "") + 1;
	char *out = arena_alloc(a, n);
	for (int i = 0; i < PARTS; i++) {
		size_t len = strlen(part[i] ? part[i] : "") + 1;
		memcpy(out + at, part[i] ? part[i] : "", len);
		at += len;
	}
	return (struct str){out, n};
}

static bool row_parts(struct str text, struct identity_row *out)
{
	struct secret_text *part[PARTS] = {&out->name, &out->phone, &out->email, &out->address, &out->id_number, &out->guardian};
	size_t at = 0;
	for (int i = 0; i < PARTS; i++) {
		const char *end = at < text.n ? memchr(text.p + at, 0, text.n - at) : NULL;
		if (!end && i == PARTS_BEFORE) {
			out->guardian.secret = "";
			break;
		}
		if (!end)
			return false;
		part[i]->secret = text.p + at;
		at = (size_t)(end - text.p) + 1;
	}
	return at == text.n;
}

static struct str seal_row(struct tx *tx, const struct seal_key *key, const char *number, int64_t seq, const struct identity_in *p)
{
	struct str text = row_text(tx->arena, p);
	struct str sealed = seal_text(tx->arena, key, belongs(tx->arena, number, seq), text);
	seal_wipe((char *)(uintptr_t)text.p, text.n);
	return sealed;
}

/* outer: the query code's key, or NULL. */
static void keep_key(struct tx *tx, const struct city *c, struct identity_of of, const struct seal_key *outer, const struct seal_key *key)
{
	struct str office = seal_for_office(tx->arena, &c->office_public, key), by_code = {NULL, 0};
	if (outer)
		by_code = seal_key_under(tx->arena, outer, belongs(tx->arena, of.number, -1), key);
	office = draw_sealed(tx, "office", office);
	q_identity_key_insert(tx, of.matter_id, office, draw_sealed(tx, "by_code", by_code));
}

/* What was typed, under the matter's key. */
static void keep_rows(struct tx *tx, struct identity_of of, const struct seal_key *key, const struct act_in *in)
{
	for (size_t i = 0; i < in->identities; i++)
		q_identity_insert(tx, of.matter_id, (int64_t)i, draw_sealed(tx, "sealed", seal_row(tx, key, of.number, (int64_t)i, &in->identity[i])));
}

void identity_store(struct tx *tx, const struct city *c, struct identity_of of, const char *code, const struct act_in *in)
{
	if (in->identities == 0)
		return;
	struct seal_key key = seal_key_new(), outer = {0};
	if (code)
		outer = identity_code_key(code);
	keep_key(tx, c, of, code ? &outer : NULL, &key);
	keep_rows(tx, of, &key, in);
	seal_wipe(&outer, sizeof outer);
	seal_wipe(&key, sizeof key);
}

/* All rows of one matter, under one new key: rows[0..n). */
static void seal_matter(struct tx *tx, const struct city *c, const struct q_identity_plain *row, size_t n)
{
	struct seal_key key = seal_key_new();
	keep_key(tx, c, (struct identity_of){row[0].matter_id, row[0].number}, NULL, &key);
	for (size_t i = 0; i < n; i++) {
		struct identity_in p = {row[i].name, row[i].phone, row[i].email, row[i].address, row[i].id_number, "", false, false};
		q_identity_seal(tx, row[i].id, seal_row(tx, &key, row[i].number, row[i].seq, &p));
	}
	seal_wipe(&key, sizeof key);
}

size_t identity_seal_plain(struct tx *tx, const struct city *c, int rows)
{
	struct q_identity_plain *row;
	must(rows >= IDENTITIES);              /* one matter at least, whole */
	size_t n = q_identity_plain(tx, rows, &row), from = 0, sealed = 0;
	for (size_t i = 1; i <= n; i++) {
		if (i < n && row[i].matter_id == row[from].matter_id)
			continue;
		if (i < n || n < (size_t)rows || from == 0) {  /* the last matter may have more rows than were read */
			seal_matter(tx, c, row + from, i - from);
			sealed += i - from;
		}
		from = i;
	}
	return sealed;
}

struct str identity_follow_seal(struct arena *a, const char *token, const char *code)
{
	struct seal_key outer = seal_derive("follow session", str_of(token)), inner = identity_code_key(code);
	struct str sealed = seal_key_under(a, &outer, "huiyin follow 1", &inner);
	seal_wipe(&outer, sizeof outer);
	seal_wipe(&inner, sizeof inner);
	return sealed;
}

/* -- opening */

bool identity_session_key(const struct viewer *v, struct seal_key *out)
{
	if (!v->follow_seal.p || !v->follow_token)
		return false;
	struct seal_key outer = seal_derive("follow session", str_of(v->follow_token));
	bool ok = seal_key_open(&outer, "huiyin follow 1", v->follow_seal, out);
	seal_wipe(&outer, sizeof outer);
	return ok;
}

/* By the query code that the session carries. */
static bool key_by_code(struct tx *tx, const struct matter *m, const struct viewer *v, struct str by_code, struct seal_key *key)
{
	struct seal_key inner = {0};
	bool ok = by_code.p && identity_session_key(v, &inner) && seal_key_open(&inner, belongs(tx->arena, m->m.number, -1), by_code, key);
	seal_wipe(&inner, sizeof inner);
	return ok;
}

/* v NULL: for the office itself. Rows of before the seal have no code of their own: the office opens them for their petitioner. */
static bool key_of(struct tx *tx, const struct matter *m, const struct viewer *v, struct seal_key *key)
{
	struct q_identity_key_of_matter k;
	if (!q_identity_key_of_matter(tx, m->m.id, &k))
		return false;
	if (v && v->kind == VIEWER_PETITIONER && key_by_code(tx, m, v, k.code, key))
		return true;
	return m->city->office_opens && seal_office_open(&m->city->office_public, &m->city->office_secret, k.office, key);
}

static enum identity_access open_rows(struct tx *tx, const struct matter *m, const struct viewer *v, struct identity_row **out, size_t *n)
{
	struct q_identity_of_matter *row;
	struct seal_key key;
	bool whole = true;
	*out = NULL;
	*n = 0;
	size_t rows = q_identity_of_matter(tx, m->m.id, &row);
	if (rows == 0)
		return IDENTITY_NONE;
	if (!key_of(tx, m, v, &key))
		return IDENTITY_LOCKED;
	*out = arena_make_n(tx->arena, struct identity_row, rows);
	for (size_t i = 0; i < rows; i++) {
		struct str text;
		(*out)[i].seq = (int)row[i].seq;
		whole = whole && seal_text_open(tx->arena, &key, belongs(tx->arena, m->m.number, row[i].seq), row[i].sealed, &text) &&
			row_parts(text, &(*out)[i]);
	}
	seal_wipe(&key, sizeof key);
	*n = whole ? rows : 0;
	return whole ? IDENTITY_OPEN : IDENTITY_LOCKED;
}

void identity_tell(struct tx *tx, const struct matter *m, const struct viewer *v, const struct act_in *in)
{
	struct identity_of of = {m->m.id, m->m.number};
	struct seal_key key = seal_key_new(), outer = {0};
	bool by_code = identity_session_key(v, &outer);
	keep_key(tx, m->city, of, by_code ? &outer : NULL, &key);
	keep_rows(tx, of, &key, in);
	seal_wipe(&outer, sizeof outer);
	seal_wipe(&key, sizeof key);
}

bool identity_change(struct tx *tx, const struct matter *m, const struct viewer *v, int64_t event_id, const struct act_in *in)
{
	struct seal_key key = {0};
	if (!input_again(tx) && !key_of(tx, m, v, &key))
		return false;
	q_identity_keep(tx, m->m.id, event_id);
	q_identity_delete(tx, m->m.id);
	keep_rows(tx, (struct identity_of){m->m.id, m->m.number}, &key, in);
	seal_wipe(&key, sizeof key);
	return true;
}

bool identity_act(const char *act)
{
	return cstr_eq(act, "open_identity") || cstr_eq(act, "ask_identity") || cstr_eq(act, "grant_identity") || cstr_eq(act, "refuse_identity");
}

/* Did another person grant it today to this one who asked? */
static bool granted_today(const struct matter *m, const struct viewer *v, struct tx *tx, day_t today)
{
	struct q_event_list *e;
	char day[11];
	size_t n = q_event_list(tx, m->m.id, &e);
	day_text(today, day);
	for (size_t i = 0; i < m->asks; i++) {
		const struct q_ask_of_matter *k = &m->ask[i];
		if (!cstr_eq(k->kind, "identity") || !cstr_eq(k->decision, "granted") || k->asked_by != v->person_id || k->decided_by == v->person_id)
			continue;
		for (size_t s = n; s-- > 0;)
			if (e[s].id == k->decided_event && cstr_eq(e[s].day, day))
				return true;
	}
	return false;
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

bool identity_may_read(struct tx *tx, const struct matter *m, const struct viewer *v, day_t today)
{
	bool own = viewer_own(v, m->m.id);
	struct refusal barred;
	bool opened = v->kind == VIEWER_STAFF && matter_visible(m, v) && !barred_from_identity(m, v, &barred) &&
		(m->m.restricted ? granted_today(m, v, tx, today) : opened_today(m, v, tx, today));
	return own || opened;
}

enum identity_access identity_read(struct tx *tx, const struct matter *m, const struct viewer *v, day_t today, struct identity_row **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	return identity_may_read(tx, m, v, today) ? open_rows(tx, m, v, out, n) : IDENTITY_CLOSED;
}

bool identity_copy(struct tx *tx, const struct matter *from, const struct viewer *v, struct act_in *in)
{
	struct identity_row *row;
	size_t n = 0;
	enum identity_access access = input_again(tx) ? IDENTITY_OPEN : open_rows(tx, from, v, &row, &n);
	int64_t copies = draw_id(tx, "copies", (int64_t)n);
	if (input_again(tx) && copies >= 0 && copies <= IDENTITIES)
		in->identities = (size_t)copies;
	else
		in->identities = n;
	for (size_t i = 0; i < n; i++)
		in->identity[i] = (struct identity_in){row[i].name.secret, row[i].phone.secret, row[i].email.secret, row[i].address.secret, row[i].id_number.secret, row[i].guardian.secret, *row[i].id_number.secret != 0, false};
	return access != IDENTITY_LOCKED;
}

enum identity_access identity_for_copy(struct tx *tx, const struct matter *m, const struct viewer *v, struct identity_row **out, size_t *n)
{
	return open_rows(tx, m, v, out, n);
}

void identity_forget(struct tx *tx, int64_t matter_id)
{
	q_identity_key_delete(tx, matter_id);
	q_identity_delete(tx, matter_id);
	q_identity_before_delete(tx, matter_id);
	q_original_delete(tx, matter_id);
	q_copy_forget(tx, matter_id);
}

void identity_erase(struct tx *tx, int64_t matter_id)
{
	identity_forget(tx, matter_id);
	q_matter_forget_petitioner(tx, matter_id);
	q_session_delete_matter(tx, matter_id);
}

/* -- the same petitioner, without knowing who */

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

struct str identity_petitioner(struct tx *tx, const struct city *c, const struct act_in *in)
{
	static const char mark[32] = "a petitioner";
	struct str key = input_again(tx) ? (struct str){mark, sizeof mark} : identity_key(tx->arena, c, in);
	return draw_flag(tx, "petitioner", key.p != NULL) ? key : (struct str){NULL, 0};
}
