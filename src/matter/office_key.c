/* Laws: 1 the private half is written to its file only, before its public half
 * is used; 2 a city without the file works, and says that identities cannot be
 * opened; 3 after a city was opened for writing nothing stands in plain. */
#include "office_key.h"

#include <errno.h>

#include "../base/hash.h"
#include "../base/log.h"
#include "../base/os.h"
#include "identity.h"
#include "query.h"
#include "seal.h"

enum { KEY_FILE_BYTES = 80, SEAL_ROWS = 200, SEAL_ARENA_BYTES = 16 * 1024 * 1024 };

static const char *key_path(struct arena *a, const char *dir)
{
	return arena_printf(a, "%s/keys/identity.key", dir);
}

static void hex_of(const struct seal_key *key, char hex[static 65])
{
	struct sha256 h;
	memcpy(h.b, key->b, sizeof h.b);
	sha256_hex(&h, hex);
	seal_wipe(&h, sizeof h);
}

static bool of_hex(struct str hex, struct seal_key *key)
{
	struct sha256 h;
	bool ok = sha256_unhex(hex, &h);
	if (ok)
		memcpy(key->b, h.b, sizeof key->b);
	seal_wipe(&h, sizeof h);
	return ok;
}

/* -ENOENT: no file; -EBADMSG: not a key. */
static int read_key(struct arena *a, const char *path, struct seal_key *key)
{
	struct str text;
	int rc = os_read_file(a, path, KEY_FILE_BYTES, &text);
	if (rc < 0)
		return rc;
	bool ok = of_hex(str_trim(text), key);
	seal_wipe((char *)(uintptr_t)text.p, text.n);
	return ok ? 0 : -EBADMSG;
}

static const char *write_key(struct arena *a, const char *dir, const struct seal_key *key)
{
	char hex[66];
	hex_of(key, hex);
	hex[64] = '\n';
	int rc = os_mkdir(arena_printf(a, "%s/keys", dir));
	if (rc == 0)
		rc = os_write_file(key_path(a, dir), (struct str){hex, 65});
	seal_wipe(hex, sizeof hex);
	return rc < 0 ? arena_printf(a, "%s cannot be written (%s)", key_path(a, dir), strerror(-rc)) : NULL;
}

const char *office_key_make(struct arena *a, const char *dir, char public_hex[static 65])
{
	struct seal_key secret;
	const char *why = NULL;
	int rc = read_key(a, key_path(a, dir), &secret);
	if (rc == -ENOENT) {
		secret = seal_key_new();
		why = write_key(a, dir, &secret);
	} else if (rc < 0) {
		return arena_printf(a, "%s cannot be read (%s)", key_path(a, dir), strerror(-rc));
	}
	struct seal_key open = seal_office_public(&secret);
	hex_of(&open, public_hex);
	seal_wipe(&secret, sizeof secret);
	return why;
}

const char *office_key_load(struct city *c, const char *public_hex)
{
	const char *path = key_path(c->arena, store_dir(c->store));
	c->office_opens = false;
	if (!public_hex || !of_hex(str_of(public_hex), &c->office_public))
		return "the public key of the petition office is missing in the settings";
	int rc = read_key(c->arena, path, &c->office_secret);
	if (rc == -ENOENT) {
		log_line(LOG_WARN, "identity.locked", "missing", path, NULL);
		return NULL;
	}
	if (rc < 0)
		return arena_printf(c->arena, "%s cannot be read (%s)", path, strerror(-rc));
	struct seal_key open = seal_office_public(&c->office_secret);
	if (memcmp(open.b, c->office_public.b, sizeof open.b) != 0)
		return arena_printf(c->arena, "%s is not this city's key: put the right one there, or take it away "
			"(identities cannot be opened then)", path);
	c->office_opens = true;
	return NULL;
}

struct upgrade { struct city *c; const char *public_hex; size_t sealed; };

static bool keep_public(struct tx *tx, void *arg)
{
	struct upgrade *u = arg;
	q_setting_set(tx, "identity_public", u->public_hex);
	return true;
}

static bool seal_some(struct tx *tx, void *arg)
{
	struct upgrade *u = arg;
	u->sealed = identity_seal_plain(tx, u->c, SEAL_ROWS);
	return true;
}

/* Some rows a transaction, so that none is long; what a crash leaves is sealed next time. */
static const char *seal_all(struct upgrade *u)
{
	struct arena *a = arena_new(SEAL_ARENA_BYTES);
	enum trouble trouble = TROUBLE_NONE;
	size_t total = 0;
	do {
		arena_reset(a);
		if (!store_write(u->c->store, a, seal_some, u, &trouble))
			break;
		total += u->sealed;
	} while (u->sealed > 0);
	arena_free(a);
	if (total) {
		char n[24];
		snprintf(n, sizeof n, "%zu", total);
		log_line(LOG_INFO, "identity.sealed", "rows", n, NULL);
	}
	return trouble == TROUBLE_NONE ? NULL : "identities of before could not be sealed: the store could not keep it";
}

const char *office_key_upgrade(struct city *c)
{
	struct tx tx;
	struct q_setting_get had;
	char public_hex[65];
	struct upgrade u = {.c = c, .public_hex = public_hex};
	enum trouble trouble;
	read_begin(c->store, 0, c->arena, &tx);
	bool known = q_setting_get(&tx, "identity_public", &had);
	read_end(&tx);
	if (!known) {
		const char *why = office_key_make(c->arena, store_dir(c->store), public_hex);
		if (why)
			return why;
		if (!store_write(c->store, c->arena, keep_public, &u, &trouble))
			return "the office's public key could not be written to the settings";
		had.value = public_hex;
	}
	const char *why = office_key_load(c, had.value);
	return why ? why : seal_all(&u);
}
