/* Signed notes (C2SP signed-note): a text, a blank line, and signature lines
 *     — <key name> <base64 of 4 bytes key id and the signature>
 * Keys are Ed25519, of a log (0x01, signs the text) or of a witness (0x04,
 * C2SP tlog-cosignature: signs a time and the text).
 *
 * 1. Strict: UTF-8, no control bytes but LF, text and signatures part at the
 *    last blank line, every line after it is a whole signature line.
 * 2. Signatures by unknown keys are passed over; a known key with a signature
 *    that does not hold refuses the whole note.
 * 3. Base64 has one spelling here, so a note cannot be changed and stay valid. */
#ifndef RULE_NOTE_H
#define RULE_NOTE_H

#include "../base/hash.h"
#include "../base/limits.h"

enum note_type { NOTE_LOG = 0x01, NOTE_WITNESS = 0x04 };
enum { NOTE_PUBLIC_BYTES = 32, NOTE_SEED_BYTES = 32, NOTE_SECRET_BYTES = 64, NOTE_SIGNATURE_BYTES = 64 };

struct note_key {
	struct str name;
	uint32_t id;
	enum note_type type;
	unsigned char bytes[NOTE_PUBLIC_BYTES];
};

struct note_secret {
	struct note_key key;
	unsigned char bytes[NOTE_SECRET_BYTES];        /* libsodium's: seed, public key */
};

struct note_sig {
	struct str name;
	uint32_t id;
	struct str bytes;              /* without the key id; at least one */
	struct str line;               /* as it stands, with its LF */
};

struct note {
	struct str text;               /* with its last LF, without the blank line */
	struct note_sig *sig;
	size_t sigs;
};

/* Not empty, UTF-8, no blanks of any script, no control bytes, no plus sign. */
bool note_name_ok(struct str name);

/* -- keys as text. Names are slices of the text given. */
/* "name+530d903a+base64": false when malformed, of another type, or when the id is not the key's. */
bool note_key_parse(struct arena *a, struct str vkey, struct note_key *out);
const char *note_key_text(struct arena *a, const struct note_key *k);
/* The name must be good. */
struct note_secret note_secret_of(struct str name, enum note_type type, const unsigned char seed[static NOTE_SEED_BYTES]);
/* "PRIVATE+KEY+name+530d903a+base64", as golang.org/x/mod/sumdb/note writes it. */
bool note_secret_parse(struct arena *a, struct str skey, struct note_secret *out);
const char *note_secret_text(struct arena *a, const struct note_secret *s);

/* -- reading. Slices point into msg; signatures are in the arena. */
bool note_parse(struct arena *a, struct str msg, struct note *out);
bool note_sig_is_of(const struct note_sig *sig, const struct note_key *key);
/* Whether the signature, which is of this key, holds for the text. A witness's
 * time (seconds of the Unix epoch, 0: it says none) into *time when it is not NULL. */
bool note_sig_holds(struct arena *a, const struct note_sig *sig, const struct note_key *key, struct str text, int64_t *time);

/* -- signing. The text is a good note text: UTF-8, ends in LF (else a bug). */
bool note_text_ok(struct str text);
/* A signature line. time is for witnesses and not looked at for logs. */
struct str note_sign(struct arena *a, const struct note_secret *s, struct str text, int64_t time);
/* text, a blank line, lines. */
struct str note_join(struct arena *a, struct str text, struct str lines);

#endif
