/* Laws: 1 every sealing draws its own nonce; 2 what does not open gives nothing,
 * never a part; 3 what was a key on the stack is wiped. */
#include "seal.h"

#include <sodium.h>

#include "../base/bug.h"
#include "../base/hash.h"
#include "../base/os.h"

enum { NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES, STEP = 64, FILE_TAG = crypto_secretstream_xchacha20poly1305_ABYTES };

_Static_assert(FILE_TAG == 17 && crypto_secretstream_xchacha20poly1305_HEADERBYTES == 24, "as SEAL_FILE_MORE says");
_Static_assert(sizeof(struct seal_key) == crypto_secretstream_xchacha20poly1305_KEYBYTES, "a key of the stream");

_Static_assert(sizeof(struct seal_key) == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "a key of the cipher");
_Static_assert(sizeof(struct seal_key) == crypto_box_SECRETKEYBYTES, "a key of the box");

void seal_wipe(void *p, size_t n)
{
	sodium_memzero(p, n);
}

struct seal_key seal_key_new(void)
{
	struct seal_key key;
	os_random(key.b, sizeof key.b);
	return key;
}

/* RFC 5869 with one block: extract with the program's salt, expand with the purpose. */
struct seal_key seal_derive(const char *purpose, struct str secret)
{
	struct seal_key out;
	unsigned char info[65];
	size_t n = strlen(purpose);
	must(n < sizeof info);
	struct sha256 salt = sha256_of(STR("huiyin seal 1")), prk = hmac256_of(salt.b, secret);
	memcpy(info, purpose, n);
	info[n] = 1;
	struct sha256 okm = hmac256_of(prk.b, (struct str){(const char *)info, n + 1});
	memcpy(out.b, okm.b, sizeof out.b);
	seal_wipe(&prk, sizeof prk);
	seal_wipe(&okm, sizeof okm);
	return out;
}

static struct str seal_bytes(struct arena *a, const struct seal_key *key, const char *belongs, const unsigned char *p, size_t n)
{
	unsigned char *out = arena_alloc(a, NONCE + n + TAG);
	unsigned long long made;
	os_random(out, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, &made, p, n, (const unsigned char *)belongs, strlen(belongs), NULL, out, key->b);
	return (struct str){(const char *)out, NONCE + (size_t)made};
}

/* out has room for sealed.n bytes. */
static bool open_bytes(const struct seal_key *key, const char *belongs, struct str sealed, unsigned char *out, size_t *n)
{
	unsigned long long made;
	const unsigned char *p = (const unsigned char *)sealed.p;
	if (sealed.n < NONCE + TAG || crypto_aead_xchacha20poly1305_ietf_decrypt(out, &made, NULL, p + NONCE, sealed.n - NONCE,
		(const unsigned char *)belongs, strlen(belongs), p, key->b) != 0)
		return false;
	*n = (size_t)made;
	return true;
}

struct str seal_text(struct arena *a, const struct seal_key *key, const char *belongs, struct str plain)
{
	size_t room = (plain.n / STEP + 1) * STEP;
	unsigned char *padded = arena_alloc(a, room);
	memset(padded, 0, room);
	if (plain.n)
		memcpy(padded, plain.p, plain.n);
	padded[plain.n] = 0x80;
	struct str out = seal_bytes(a, key, belongs, padded, room);
	seal_wipe(padded, room);
	return out;
}

bool seal_text_open(struct arena *a, const struct seal_key *key, const char *belongs, struct str sealed, struct str *plain)
{
	unsigned char *out = arena_alloc(a, sealed.n + 1);
	size_t n;
	if (!open_bytes(key, belongs, sealed, out, &n))
		return false;
	while (n > 0 && out[n - 1] == 0)
		n--;
	if (n == 0 || out[n - 1] != 0x80)
		return false;
	out[n - 1] = 0;
	*plain = (struct str){(const char *)out, n - 1};
	return true;
}

struct str seal_key_under(struct arena *a, const struct seal_key *key, const char *belongs, const struct seal_key *inner)
{
	return seal_bytes(a, key, belongs, inner->b, sizeof inner->b);
}

bool seal_key_open(const struct seal_key *key, const char *belongs, struct str sealed, struct seal_key *inner)
{
	size_t n;
	return sealed.n == NONCE + sizeof inner->b + TAG && open_bytes(key, belongs, sealed, inner->b, &n);
}

void seal_file(const struct seal_key *key, struct str plain, struct buf *out)
{
	crypto_secretstream_xchacha20poly1305_state state;
	unsigned char head[crypto_secretstream_xchacha20poly1305_HEADERBYTES], *chunk = malloc(SEAL_FILE_CHUNK + FILE_TAG);
	bool last = false;
	must(chunk != NULL && crypto_secretstream_xchacha20poly1305_init_push(&state, head, key->b) == 0);
	buf_add(out, head, sizeof head);
	while (!last) {
		struct str part = str_head(plain, SEAL_FILE_CHUNK);
		unsigned long long n = 0;
		plain = str_from(plain, part.n);
		last = plain.n == 0;
		crypto_secretstream_xchacha20poly1305_push(&state, chunk, &n, (const unsigned char *)part.p, part.n, NULL, 0,
			last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
		buf_add(out, chunk, (size_t)n);
	}
	seal_wipe(&state, sizeof state);
	free(chunk);
}

bool seal_file_open(const struct seal_key *key, struct str sealed, struct buf *out)
{
	crypto_secretstream_xchacha20poly1305_state state;
	unsigned char tag = 0, *chunk = malloc(SEAL_FILE_CHUNK);
	must(chunk != NULL);
	bool ok = sealed.n > crypto_secretstream_xchacha20poly1305_HEADERBYTES &&
		crypto_secretstream_xchacha20poly1305_init_pull(&state, (const unsigned char *)sealed.p, key->b) == 0;
	for (sealed = ok ? str_from(sealed, crypto_secretstream_xchacha20poly1305_HEADERBYTES) : sealed; ok && sealed.n > 0;) {
		struct str part = str_head(sealed, SEAL_FILE_CHUNK + FILE_TAG);
		unsigned long long n = 0;
		sealed = str_from(sealed, part.n);
		ok = tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL &&
			crypto_secretstream_xchacha20poly1305_pull(&state, chunk, &n, &tag, (const unsigned char *)part.p, part.n, NULL, 0) == 0;
		if (ok)
			buf_add(out, chunk, (size_t)n);
	}
	seal_wipe(&state, sizeof state);
	seal_wipe(chunk, SEAL_FILE_CHUNK);
	free(chunk);
	return ok && tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL && buf_ok(out);
}

struct seal_key seal_office_public(const struct seal_key *secret)
{
	struct seal_key out;
	must(crypto_scalarmult_base(out.b, secret->b) == 0);
	return out;
}

struct str seal_for_office(struct arena *a, const struct seal_key *office_public, const struct seal_key *inner)
{
	unsigned char *out = arena_alloc(a, crypto_box_SEALBYTES + sizeof inner->b);
	must(crypto_box_seal(out, inner->b, sizeof inner->b, office_public->b) == 0);
	return (struct str){(const char *)out, crypto_box_SEALBYTES + sizeof inner->b};
}

bool seal_office_open(const struct seal_key *office_public, const struct seal_key *secret, struct str sealed, struct seal_key *inner)
{
	return sealed.n == crypto_box_SEALBYTES + sizeof inner->b &&
		crypto_box_seal_open(inner->b, (const unsigned char *)sealed.p, sealed.n, office_public->b, secret->b) == 0;
}
