/* Signed notes. See note.h. */
/* First: it uses names that base/banned.h takes away. */
#include <sodium.h>

#include "note.h"

#include "../base/bug.h"
#include "../base/utf8.h"

#define DASH "\xe2\x80\x94 "                   /* U+2014 and a space */
#define SECRET_WORDS "PRIVATE+KEY+"
enum { ID_BYTES = 4, ID_HEX = 8, TIME_BYTES = 8 };

_Static_assert(NOTE_SECRET_BYTES == crypto_sign_SECRETKEYBYTES && NOTE_PUBLIC_BYTES == crypto_sign_PUBLICKEYBYTES
	&& NOTE_SEED_BYTES == crypto_sign_SEEDBYTES && NOTE_SIGNATURE_BYTES == crypto_sign_BYTES, "Ed25519");

static uint32_t u32_at(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Unicode's White_Space. */
static bool is_blank(uint32_t c)
{
	return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A)
		|| c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool note_name_ok(struct str name)
{
	if (name.n == 0 || !utf8_valid(name))
		return false;
	for (struct str rest = name; rest.n > 0;) {
		uint32_t c = utf8_next(&rest);
		if (c < 0x20 || c == '+' || is_blank(c))
			return false;
	}
	return true;
}

static uint32_t key_id(struct str name, enum note_type type, const unsigned char bytes[static NOTE_PUBLIC_BYTES])
{
	struct sha256_state s;
	unsigned char kind = (unsigned char)type;
	sha256_init(&s);
	sha256_add(&s, name.p, name.n);
	sha256_add(&s, "\n", 1);
	sha256_add(&s, &kind, 1);
	sha256_add(&s, bytes, NOTE_PUBLIC_BYTES);
	struct sha256 h = sha256_end(&s);
	return u32_at(h.b);
}

/* name+id+base64(type || 32 bytes): the form both kinds of key share. */
static bool key_words(struct arena *a, struct str text, struct note_key *out, unsigned char bytes[static NOTE_PUBLIC_BYTES])
{
	struct str rest = text, name = str_cut(&rest, '+'), id = STR_NONE, key;
	if (rest.p)
		id = str_cut(&rest, '+');
	unsigned char raw[ID_BYTES];
	size_t n = 0;
	if (!rest.p || !note_name_ok(name) || id.n != ID_HEX || sodium_hex2bin(raw, sizeof raw, id.p, id.n, NULL, &n, NULL) != 0 || n != ID_BYTES
		|| !base64_bytes(a, rest, &key) || key.n != 1 + NOTE_PUBLIC_BYTES || (key.p[0] != NOTE_LOG && key.p[0] != NOTE_WITNESS))
		return false;
	*out = (struct note_key){.name = name, .id = u32_at(raw), .type = (enum note_type)key.p[0]};
	memcpy(bytes, key.p + 1, NOTE_PUBLIC_BYTES);
	return true;
}

static const char *key_text(struct arena *a, const char *before, const struct note_key *k, const unsigned char bytes[static NOTE_PUBLIC_BYTES])
{
	unsigned char raw[1 + NOTE_PUBLIC_BYTES] = {(unsigned char)k->type};
	memcpy(raw + 1, bytes, NOTE_PUBLIC_BYTES);
	return arena_printf(a, "%s%.*s+%08x+%s", before, STR_ARG(k->name), k->id, base64_text(a, raw, sizeof raw));
}

bool note_key_parse(struct arena *a, struct str vkey, struct note_key *out)
{
	struct note_key k;
	if (!key_words(a, vkey, &k, k.bytes) || key_id(k.name, k.type, k.bytes) != k.id)
		return false;
	*out = k;
	return true;
}

const char *note_key_text(struct arena *a, const struct note_key *k)
{
	return key_text(a, "", k, k->bytes);
}

struct note_secret note_secret_of(struct str name, enum note_type type, const unsigned char seed[static NOTE_SEED_BYTES])
{
	must(note_name_ok(name) && (type == NOTE_LOG || type == NOTE_WITNESS));
	struct note_secret s = {.key = {.name = name, .type = type}};
	must(crypto_sign_seed_keypair(s.key.bytes, s.bytes, seed) == 0);
	s.key.id = key_id(name, type, s.key.bytes);
	return s;
}

bool note_secret_parse(struct arena *a, struct str skey, struct note_secret *out)
{
	struct note_key k;
	unsigned char seed[NOTE_SEED_BYTES];
	if (!str_starts(skey, SECRET_WORDS) || !key_words(a, str_from(skey, sizeof SECRET_WORDS - 1), &k, seed))
		return false;
	*out = note_secret_of(k.name, k.type, seed);
	sodium_memzero(seed, sizeof seed);
	return out->key.id == k.id;
}

const char *note_secret_text(struct arena *a, const struct note_secret *s)
{
	return key_text(a, SECRET_WORDS, &s->key, s->bytes);
}

static bool plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 && s.p[i] != '\n')
			return false;
	return utf8_valid(s);
}

bool note_text_ok(struct str text)
{
	return text.n > 0 && text.n <= LIMIT_NOTE_BYTES && text.p[text.n - 1] == '\n' && plain(text);
}

/* The last place where a line ends and an empty one follows; SIZE_MAX: none. */
static size_t last_blank_line(struct str s)
{
	for (size_t i = s.n; i >= 2; i--)
		if (s.p[i - 1] == '\n' && s.p[i - 2] == '\n')
			return i - 2;
	return SIZE_MAX;
}

static bool sig_parse(struct arena *a, struct str line, struct note_sig *out)
{
	struct str rest = str_head(line, line.n - 1), raw;
	if (!str_starts(rest, DASH))
		return false;
	rest = str_from(rest, sizeof DASH - 1);
	struct str name = str_cut(&rest, ' ');
	if (!rest.p || !note_name_ok(name) || !base64_bytes(a, rest, &raw) || raw.n <= ID_BYTES)
		return false;
	*out = (struct note_sig){name, u32_at((const unsigned char *)raw.p), str_from(raw, ID_BYTES), line};
	return true;
}

bool note_parse(struct arena *a, struct str msg, struct note *out)
{
	if (msg.n > LIMIT_NOTE_BYTES || !plain(msg))
		return false;
	size_t blank = last_blank_line(msg);
	if (blank == SIZE_MAX || msg.p[msg.n - 1] != '\n' || blank + 2 == msg.n)
		return false;
	struct note n = {str_head(msg, blank + 1), arena_make_n(a, struct note_sig, LIMIT_NOTE_SIGNATURES), 0};
	for (struct str rest = str_from(msg, blank + 2); rest.n > 0;) {
		size_t end = str_chr(rest, '\n') + 1;
		if (n.sigs == LIMIT_NOTE_SIGNATURES || !sig_parse(a, str_head(rest, end), &n.sig[n.sigs++]))
			return false;
		rest = str_from(rest, end);
	}
	*out = n;
	return true;
}

bool note_sig_is_of(const struct note_sig *sig, const struct note_key *key)
{
	return sig->id == key->id && str_eq(sig->name, key->name);
}

/* What a witness signs (C2SP tlog-cosignature). */
static struct str cosigned(struct arena *a, int64_t time, struct str text)
{
	return str_of(arena_printf(a, "cosignature/v1\ntime %lld\n%.*s", (long long)time, STR_ARG(text)));
}

bool note_sig_holds(struct arena *a, const struct note_sig *sig, const struct note_key *key, struct str text, int64_t *time)
{
	const unsigned char *p = (const unsigned char *)sig->bytes.p;
	int64_t at = 0;
	if (sig->bytes.n != NOTE_SIGNATURE_BYTES + (key->type == NOTE_WITNESS ? (size_t)TIME_BYTES : 0))
		return false;
	if (key->type == NOTE_WITNESS) {
		at = (int64_t)((uint64_t)u32_at(p) << 32 | u32_at(p + 4));
		if (at < 0)
			return false;
		text = cosigned(a, at, text);
		p += TIME_BYTES;
	}
	if (crypto_sign_verify_detached(p, (const unsigned char *)text.p, text.n, key->bytes) != 0)
		return false;
	if (time)
		*time = at;
	return true;
}

struct str note_sign(struct arena *a, const struct note_secret *s, struct str text, int64_t time)
{
	must(note_text_ok(text) && time >= 0);
	unsigned char raw[ID_BYTES + TIME_BYTES + NOTE_SIGNATURE_BYTES];
	size_t n = 0;
	for (int i = 0; i < ID_BYTES; i++)
		raw[n++] = (unsigned char)(s->key.id >> (24 - 8 * i));
	if (s->key.type == NOTE_WITNESS) {
		for (int i = 0; i < TIME_BYTES; i++)
			raw[n++] = (unsigned char)(time >> (56 - 8 * i));
		text = cosigned(a, time, text);
	}
	must(crypto_sign_detached(raw + n, NULL, (const unsigned char *)text.p, text.n, s->bytes) == 0);
	n += NOTE_SIGNATURE_BYTES;
	return str_of(arena_printf(a, DASH "%.*s %s\n", STR_ARG(s->key.name), base64_text(a, raw, n)));
}

struct str note_join(struct arena *a, struct str text, struct str lines)
{
	return str_of(arena_printf(a, "%.*s\n%.*s", STR_ARG(text), STR_ARG(lines)));
}
