/* Laws: 1 an original is opened for its petitioner, or for staff to whom the
 * identity is open now, and for nobody else; 2 its key stands nowhere in plain,
 * and a row moved to another file opens nothing; 3 in plain it stands in memory
 * only, never in a file. */
#include "original.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/os.h"

/* A row is sealed for its matter and its file. */
static const char *belongs(struct arena *a, const char *number, const char *token)
{
	return arena_printf(a, "huiyin original 1\n%s\n%s", number, token);
}

/* Name, type and size, each with its end. */
static struct str facts_text(struct arena *a, const struct file_in *f)
{
	char hex[65] = "";
	struct sha256 h;
	if (f->original.plain_sha256.n == sizeof h.b) {
		memcpy(h.b, f->original.plain_sha256.p, sizeof h.b);
		sha256_hex(&h, hex);
	}
	size_t name = strlen(f->sent_name) + 1, type = strlen(f->type) + 1;
	const char *rest = arena_printf(a, "%lld %s", (long long)f->original.size, hex);
	char *out = arena_alloc(a, name + type + strlen(rest) + 1);
	memcpy(out, f->sent_name, name);
	memcpy(out + name, f->type, type);
	memcpy(out + name + type, rest, strlen(rest) + 1);
	return (struct str){out, name + type + strlen(rest) + 1};
}

static bool read_facts(struct str text, struct original *out)
{
	const char *type = memchr(text.p, 0, text.n);
	const char *rest = type ? memchr(type + 1, 0, text.n - (size_t)(type + 1 - text.p)) : NULL;
	struct str words = rest && rest + 1 < text.p + text.n ? str_of(rest + 1) : STR_NONE, size;
	out->name = text.p;
	out->type = type ? type + 1 : "";
	return str_word(&words, &size) && str_i64(size, &out->size);
}

struct sealed_row { struct str office, code, facts; };

static struct sealed_row seal_row(struct tx *tx, const struct city *c, const char *number, const char *token, const struct seal_key *code, const struct file_in *f)
{
	struct seal_key key;
	struct sealed_row row = {0};
	const char *to = belongs(tx->arena, number, token);
	must(f->original.key.n == sizeof key.b);
	memcpy(key.b, f->original.key.p, sizeof key.b);
	row.office = seal_for_office(tx->arena, &c->office_public, &key);
	if (code)
		row.code = seal_key_under(tx->arena, code, to, &key);
	row.facts = seal_text(tx->arena, &key, to, facts_text(tx->arena, f));
	seal_wipe(&key, sizeof key);
	seal_wipe((char *)(uintptr_t)f->original.key.p, f->original.key.n);
	return row;
}

static bool keep_file(struct tx *tx, const struct city *c, const struct original_in *o)
{
	struct sha256 h;
	must(o->sha256.n == sizeof h.b);
	memcpy(h.b, o->sha256.p, sizeof h.b);
	if (blob_keep(c->store, o->path, &h) == 0)
		return true;
	tx->trouble = TROUBLE_FULL;
	return false;
}

struct place { const char *number; int64_t matter_id, attachment_id; const char *token; };

/* code: the key of a query code, or NULL. */
static bool store_row(struct tx *tx, const struct city *c, const struct place *at, const struct seal_key *code, const struct file_in *f)
{
	struct sealed_row row = {0};
	if (!input_again(tx)) {
		row = seal_row(tx, c, at->number, at->token, code, f);
		if (!keep_file(tx, c, &f->original))
			return false;
	}
	struct str file = draw_sealed(tx, "original", f->original.sha256), office = draw_sealed(tx, "office", row.office);
	struct str by_code = draw_sealed(tx, "by_code", row.code), facts = draw_sealed(tx, "facts", row.facts);
	q_original_insert(tx, at->attachment_id, at->matter_id, file, office, by_code, facts);
	return tx->trouble == TROUBLE_NONE;
}

bool original_store(struct deed *d, int64_t attachment_id, const char *token, const struct file_in *f)
{
	struct seal_key code;
	const struct place at = {d->m->m.number, d->m->m.id, attachment_id, token};
	bool has = d->code != NULL && !input_again(d->tx);
	if (has)
		code = identity_code_key(d->code);
	else
		has = identity_session_key(d->v, &code);
	bool ok = store_row(d->tx, d->city, &at, has ? &code : NULL, f);
	seal_wipe(&code, sizeof code);
	return ok;
}

bool original_keep(struct tx *tx, const struct city *c, const char *number, int64_t matter_id, int64_t attachment_id, const char *token, const struct file_in *f)
{
	return store_row(tx, c, &(struct place){number, matter_id, attachment_id, token}, NULL, f);
}

/* v NULL: for the office. */
static bool open_key(struct tx *tx, const struct city *c, const char *number, const struct viewer *v, const char *token, const struct q_original_of *row, struct seal_key *key)
{
	struct seal_key code;
	if (v && v->kind == VIEWER_PETITIONER && row->code.p && identity_session_key(v, &code)) {
		bool ok = seal_key_open(&code, belongs(tx->arena, number, token), row->code, key);
		seal_wipe(&code, sizeof code);
		if (ok)
			return true;
	}
	return c->office_opens && seal_office_open(&c->office_public, &c->office_secret, row->office, key);
}

static enum identity_access open_row(struct tx *tx, const struct city *c, const char *number, const struct viewer *v, int64_t attachment_id, const char *token, struct original *out)
{
	struct q_original_of row;
	struct str facts;
	if (!q_original_of(tx, attachment_id, &row))
		return IDENTITY_NONE;
	if (row.sha256.n != sizeof out->file.b || !open_key(tx, c, number, v, token, &row, &out->key))
		return IDENTITY_LOCKED;
	memcpy(out->file.b, row.sha256.p, sizeof out->file.b);
	bool ok = seal_text_open(tx->arena, &out->key, belongs(tx->arena, number, token), row.facts, &facts) && read_facts(facts, out);
	if (!ok)
		seal_wipe(&out->key, sizeof out->key);
	return ok ? IDENTITY_OPEN : IDENTITY_LOCKED;
}

enum identity_access original_open(struct tx *tx, const struct matter *m, const struct viewer *v, day_t today, int64_t attachment_id, const char *token, struct original *out)
{
	*out = (struct original){0};
	return identity_may_read(tx, m, v, today) ? open_row(tx, m->city, m->m.number, v, attachment_id, token, out) : IDENTITY_CLOSED;
}

enum identity_access original_open_office(struct tx *tx, const struct city *c, const char *number, int64_t attachment_id, const char *token, struct original *out)
{
	*out = (struct original){0};
	return open_row(tx, c, number, NULL, attachment_id, token, out);
}

bool original_read(struct store *s, const struct original *o, struct buf *out)
{
	int64_t size = 0, n = 0;
	char part[16 * 1024];
	struct buf sealed;
	int fd = blob_open(s, &o->file, &size);
	if (fd < 0)
		return false;
	buf_init(&sealed, SEAL_FILE_MORE(LIMIT_FILE_BYTES));
	while (buf_ok(&sealed) && (n = os_read(fd, part, sizeof part)) > 0)
		buf_add(&sealed, part, (size_t)n);
	os_close(fd);
	bool ok = n == 0 && buf_ok(&sealed) && seal_file_open(&o->key, buf_view(&sealed), out);
	buf_free(&sealed);
	return ok;
}
