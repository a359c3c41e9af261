/* The cryptography of identities (libsodium): a text under a key with what it
 * belongs to (XChaCha20-Poly1305), a key for the petition office (X25519,
 * crypto_box_seal), a key out of a secret (HKDF-SHA256). Used by identity.c,
 * office_key.c, original.c and copy.c only. Keys are wiped by who made them: seal_wipe. */
#ifndef MATTER_SEAL_H
#define MATTER_SEAL_H

#include "../base/arena.h"
#include "../base/buf.h"
#include "../base/str.h"

struct seal_key { unsigned char b[32]; };

void seal_wipe(void *p, size_t n);
struct seal_key seal_key_new(void);
/* Another key for every purpose; secret holds at least 128 random bits. */
struct seal_key seal_derive(const char *purpose, struct str secret);

/* Nonce and text; opens with the same key and the same belongs only. Lengths
 * are hidden in steps of 64 bytes. Arena. */
struct str seal_text(struct arena *a, const struct seal_key *key, const char *belongs, struct str plain);
bool seal_text_open(struct arena *a, const struct seal_key *key, const char *belongs, struct str sealed, struct str *plain);
/* A key under a key. */
struct str seal_key_under(struct arena *a, const struct seal_key *key, const char *belongs, const struct seal_key *inner);
bool seal_key_open(const struct seal_key *key, const char *belongs, struct str sealed, struct seal_key *inner);

/* A whole file, in chunks (crypto_secretstream): into out, which has room for SEAL_FILE_MORE(n). */
#define SEAL_FILE_CHUNK (64 * 1024)
#define SEAL_FILE_MORE(n) ((n) + 24 + 17 * ((n) / SEAL_FILE_CHUNK + 1))
void seal_file(const struct seal_key *key, struct str plain, struct buf *out);
/* False: not this key, or not whole; then out holds nothing of use. */
bool seal_file_open(const struct seal_key *key, struct str sealed, struct buf *out);

/* The office's pair. */
struct seal_key seal_office_public(const struct seal_key *secret);
struct str seal_for_office(struct arena *a, const struct seal_key *office_public, const struct seal_key *inner);
bool seal_office_open(const struct seal_key *office_public, const struct seal_key *secret, struct str sealed, struct seal_key *inner);

#endif
