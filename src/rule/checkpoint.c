/* Checkpoints. See checkpoint.h. */
#include "checkpoint.h"

#include "../base/bug.h"

bool checkpoint_number(struct str s, int64_t *out)
{
	return s.n > 0 && s.p[0] != '-' && (s.p[0] != '0' || s.n == 1) && str_i64(s, out) && *out <= MERKLE_SIZE_MAX;
}

bool checkpoint_hash(struct arena *a, struct str s, struct sha256 *out)
{
	struct str raw;
	if (s.n != 44 || !base64_bytes(a, s, &raw) || raw.n != sizeof out->b)
		return false;
	memcpy(out->b, raw.p, sizeof out->b);
	return true;
}

bool checkpoint_hashes(struct arena *a, struct str *rest, int max, struct merkle_proof *out)
{
	must(max <= LIMIT_PROOF_HASHES);
	for (out->n = 0; rest->p;) {
		struct str line = str_cut(rest, '\n');
		if (line.n == 0)
			return rest->p != NULL;
		if (out->n == max || !checkpoint_hash(a, line, &out->hash[out->n]))
			return false;
		out->n++;
	}
	return false;
}

bool checkpoint_parse(struct arena *a, struct str text, struct checkpoint *out)
{
	struct str rest = text, line[4];
	for (int i = 0; i < 4; i++) {
		if (!rest.p)
			return false;
		line[i] = str_cut(&rest, '\n');
	}
	/* Three lines, each with its end: what follows the last is nothing. */
	if (rest.p || line[3].n > 0 || !note_name_ok(line[0]) || !checkpoint_number(line[1], &out->size) || !checkpoint_hash(a, line[2], &out->root))
		return false;
	out->origin = line[0];
	struct sha256 none = merkle_empty();
	return out->size > 0 || sha256_eq(&out->root, &none);
}

struct str checkpoint_text(struct arena *a, const struct checkpoint *c)
{
	must(note_name_ok(c->origin) && c->size >= 0 && c->size <= MERKLE_SIZE_MAX);
	return str_of(arena_printf(a, "%.*s\n%lld\n%s\n", STR_ARG(c->origin), (long long)c->size, base64_text(a, c->root.b, sizeof c->root.b)));
}
