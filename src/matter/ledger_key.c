/* The log's key and its signed head. The key is a file beside the data
 * (DIR/keys/ledger.key, mode 0600) and never in the database or a backup; the
 * last checkpoint is a file of its own (DIR/ledger/checkpoint), so that a
 * database set back is found out at the next start; beside it stands when it
 * was signed (DIR/ledger/signed: size and time), which a checkpoint cannot say.
 * What witnesses add to it is theirs to keep (ledger_witness.c) and is held here
 * only to be published. */
#include <errno.h>

#include "ledger_run.h"

#include "../base/bug.h"
#include "../base/os.h"
#include "../rule/receipt.h"
#include "ledger.h"
#include "query.h"
#include "text.h"

enum { CHECKPOINT_BYTES = 64 * 1024, KEY_BYTES = 1024 };

struct ledger {
	struct note_secret secret;
	const char *vkey, *path;       /* of the checkpoint's file */
	struct os_mutex *lock;         /* over what follows */
	char note[CHECKPOINT_BYTES];
	char lines[CHECKPOINT_BYTES];  /* of witnesses, to stand under it */
	int64_t size;                  /* signed; -1: nothing yet */
	int64_t signed_ms;             /* 0: not known */
};

static const char *key_path(struct arena *a, const char *dir)
{
	return arena_printf(a, "%s/keys/ledger.key", dir);
}

const char *ledger_found(struct arena *a, const char *dir, const char *origin)
{
	unsigned char seed[NOTE_SEED_BYTES];
	if (!note_name_ok(str_of(origin)))
		return arena_printf(a, "%s cannot name a ledger: no blanks and no plus sign", origin);
	if (os_exists(key_path(a, dir)))
		return arena_printf(a, "%s is there already; a ledger keeps its key", key_path(a, dir));
	os_random(seed, sizeof seed);
	struct note_secret secret = note_secret_of(str_of(origin), NOTE_LOG, seed);
	const char *text = arena_printf(a, "%s\n", note_secret_text(a, &secret));
	if (os_mkdir(arena_printf(a, "%s/keys", dir)) < 0 || os_mkdir(arena_printf(a, "%s/ledger", dir)) < 0 ||
		os_write_file(key_path(a, dir), str_of(text)) < 0)
		return arena_printf(a, "%s cannot be written", key_path(a, dir));
	return NULL;
}

/* The note's checkpoint when our key signed it. */
static bool own_checkpoint(const struct ledger *l, struct arena *a, struct str note, struct checkpoint *out)
{
	struct note n;
	if (!note_parse(a, note, &n) || !checkpoint_parse(a, n.text, out))
		return false;
	for (size_t i = 0; i < n.sigs; i++)
		if (note_sig_is_of(&n.sig[i], &l->secret.key))
			return note_sig_holds(a, &n.sig[i], &l->secret.key, n.text, NULL);
	return false;
}

/* Holds the stored tree against the last signed head. */
static const char *tree_fault(struct tx *tx, const struct ledger *l, struct str note)
{
	struct arena *a = tx->arena;
	struct checkpoint head;
	struct sha256 root;
	int64_t size = ledger_size(tx);
	if (!own_checkpoint(l, a, note, &head))
		return arena_printf(a, "%s is not a checkpoint signed by this ledger's key", l->path);
	if (size < head.size)
		return arena_printf(a, "the ledger holds %lld leaves but %lld were signed: data was lost or set back; restore the newest backup, "
			"or declare a new ledger publicly", (long long)size, (long long)head.size);
	if (!ledger_root(tx, head.size, &root) || !sha256_eq(&root, &head.root))
		return "the ledger is not the one whose head was signed: it was changed";
	return NULL;
}

bool ledger_grew_through(struct tx *tx, const struct city *c, int64_t size, const char *text)
{
	struct note note;
	struct checkpoint head;
	struct sha256 root;
	bool ours = c->ledger ? own_checkpoint(c->ledger, tx->arena, str_of(text), &head)
		: note_parse(tx->arena, str_of(text), &note) && checkpoint_parse(tx->arena, note.text, &head);
	return ours && head.size == size && ledger_root(tx, size, &root) && sha256_eq(&root, &head.root);
}

const char *ledger_tree_fault(struct tx *tx, const struct city *c)
{
	const struct ledger *l = c->ledger;
	if (!l || l->size < 0)
		return NULL;
	return tree_fault(tx, l, str_of(ledger_checkpoint(c, tx->arena)));
}

static const char *time_path(struct arena *a, const struct city *c)
{
	return arena_printf(a, "%s/ledger/signed", store_dir(c->store));
}

/* When the head of this size was signed; 0 when the file does not say. */
static int64_t read_time(const struct city *c, int64_t size)
{
	struct str text, rest;
	int64_t of, ms;
	if (os_read_file(c->arena, time_path(c->arena, c), KEY_BYTES, &text) < 0)
		return 0;
	rest = str_trim(text);
	return str_i64(str_cut(&rest, ' '), &of) && rest.p && str_i64(rest, &ms) && of == size && ms > 0 ? ms : 0;
}

static const char *read_head(struct city *c, struct ledger *l)
{
	struct tx tx;
	struct str note;
	struct checkpoint head;
	l->size = -1;
	int rc = os_read_file(c->arena, l->path, CHECKPOINT_BYTES - 1, &note);
	if (rc == -ENOENT)
		return NULL;
	if (rc < 0)
		return arena_printf(c->arena, "%s cannot be read", l->path);
	read_begin(c->store, 0, c->arena, &tx);
	const char *why = tree_fault(&tx, l, note);
	read_end(&tx);
	if (why)
		return why;
	must(own_checkpoint(l, c->arena, note, &head));
	l->size = head.size;
	l->signed_ms = read_time(c, head.size);
	snprintf(l->note, sizeof l->note, "%.*s", STR_ARG(note));
	return NULL;
}

const char *ledger_open(struct city *c)
{
	struct str text;
	const char *dir = store_dir(c->store);
	int rc = os_read_file(c->arena, key_path(c->arena, dir), KEY_BYTES, &text);
	if (rc == -ENOENT)
		return NULL;                   /* a restored copy without its key signs nothing */
	if (rc < 0)
		return arena_printf(c->arena, "%s cannot be read", key_path(c->arena, dir));
	struct ledger *l = arena_make(c->arena, struct ledger);
	if (!note_secret_parse(c->arena, str_trim(text), &l->secret) || l->secret.key.type != NOTE_LOG)
		return arena_printf(c->arena, "%s is not the key of a ledger", key_path(c->arena, dir));
	l->vkey = note_key_text(c->arena, &l->secret.key);
	l->path = arena_printf(c->arena, "%s/ledger/checkpoint", dir);
	l->lock = os_mutex_new();
	const char *why = read_head(c, l);
	if (why)
		os_mutex_free(l->lock);
	else
		c->ledger = l;
	return why;
}

void ledger_close(struct city *c)
{
	if (c->ledger)
		os_mutex_free(c->ledger->lock);
	c->ledger = NULL;
}

int64_t ledger_signed_size(const struct city *c)
{
	if (!c->ledger)
		return 0;
	os_mutex_lock(c->ledger->lock);
	int64_t size = c->ledger->size;
	os_mutex_unlock(c->ledger->lock);
	return size;
}

const char *ledger_vkey(const struct city *c)
{
	return c->ledger ? c->ledger->vkey : "";
}

const char *ledger_checkpoint(const struct city *c, struct arena *a)
{
	if (!c->ledger)
		return "";
	os_mutex_lock(c->ledger->lock);
	const char *note = c->ledger->size < 0 ? "" : arena_printf(a, "%s%s", c->ledger->note, c->ledger->lines);
	os_mutex_unlock(c->ledger->lock);
	return note;
}

const char *ledger_checkpoint_own(const struct city *c, struct arena *a)
{
	if (!c->ledger)
		return "";
	os_mutex_lock(c->ledger->lock);
	const char *note = c->ledger->size < 0 ? "" : arena_strdup(a, c->ledger->note);
	os_mutex_unlock(c->ledger->lock);
	return note;
}

bool ledger_head(const struct city *c, struct arena *a, struct ledger_head *out)
{
	struct note note;
	struct checkpoint head;
	const char *text = ledger_checkpoint(c, a);
	if (!*text || !note_parse(a, str_of(text), &note) || !checkpoint_parse(a, note.text, &head))
		return false;
	os_mutex_lock(c->ledger->lock);
	int64_t ms = c->ledger->size == head.size ? c->ledger->signed_ms : 0;
	os_mutex_unlock(c->ledger->lock);
	*out = (struct ledger_head){arena_cstr(a, head.origin), base64_text(a, head.root.b, sizeof head.root.b), head.size, ms};
	return true;
}

const char *ledger_head_text(const struct city *c, struct arena *a)
{
	struct ledger_head head;
	char minute[17];
	if (!ledger_head(c, a, &head))
		return "";
	return arena_printf(a, "%s\n%lld\n%s\n%s", head.origin, (long long)head.size, head.root, head.signed_ms ? minute_text(head.signed_ms, c->zone_min, minute) : "—");
}

struct msg ledger_head_words(struct arena *a, const char *text)
{
	struct str rest = str_of(text);
	const char *part[4] = {"", "", "", ""};
	for (int i = 0; i < 4 && rest.p; i++)
		part[i] = arena_cstr(a, str_cut(&rest, '\n'));
	return *text ? T_LEDGER_HEAD(part[0], part[1], part[2], part[3]) : MSG_NONE;
}

void ledger_cosigned(struct city *c, const char *own, const char *lines)
{
	struct ledger *l = c->ledger;
	os_mutex_lock(l->lock);
	if (cstr_eq(l->note, own) && strlen(own) + strlen(lines) < CHECKPOINT_BYTES)
		snprintf(l->lines, sizeof l->lines, "%s", lines);
	os_mutex_unlock(l->lock);
}

struct str ledger_sign_text(const struct city *c, struct arena *a, struct str text)
{
	return note_join(a, text, note_sign(a, &c->ledger->secret, text, 0));
}

const struct note_key *ledger_key(const struct city *c)
{
	return c->ledger ? &c->ledger->secret.key : NULL;
}

const char *ledger_sign(struct city *c, struct arena *a)
{
	return ledger_sign_at(c, a, city_now(c).utc_ms);
}

const char *ledger_sign_at(struct city *c, struct arena *a, int64_t utc_ms)
{
	struct ledger *l = c->ledger;
	struct checkpoint head = {0};
	struct tx tx;
	if (!l)
		return "this city has no ledger key; make one with: huiyin ledger init DIR";
	read_begin(c->store, STORE_THREADS - 1, a, &tx);
	head.origin = l->secret.key.name;
	head.size = ledger_size(&tx);
	bool whole = ledger_root(&tx, head.size, &head.root);
	read_end(&tx);
	if (!whole || head.size < l->size)
		return "the ledger's tree cannot be read, or is smaller than its signed head; nothing was signed";
	struct str text = checkpoint_text(a, &head);
	struct str note = note_join(a, text, note_sign(a, &l->secret, text, 0));
	must(note.n < sizeof l->note);
	if (os_write_file(l->path, note) < 0)
		return arena_printf(a, "%s cannot be written; nothing was signed", l->path);
	/* a head whose time is not kept is as good: nothing but a date on paper is lost */
	os_write_file(time_path(a, c), str_of(arena_printf(a, "%lld %lld\n", (long long)head.size, (long long)utc_ms)));
	os_mutex_lock(l->lock);
	snprintf(l->note, sizeof l->note, "%.*s", STR_ARG(note));
	if (head.size != l->size)
		l->lines[0] = '\0';
	l->size = head.size;
	l->signed_ms = utc_ms;
	os_mutex_unlock(l->lock);
	return NULL;
}
