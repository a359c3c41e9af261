/* Laws: 1 without the code a draft cannot be read, by nobody; 2 how long it is
 * shows in steps of 64 bytes only; 3 what is over is gone at the next tick. */
#include "draft.h"

#include <sodium.h>

#include "../base/limits.h"
#include "act_run.h"
#include "person.h"
#include "seal.h"

static struct str key_of(struct tx *tx, const struct city *c, const char *plain)
{
	struct sha256 h = city_keyed(c, "draft-code", str_of(plain));
	return (struct str){arena_memdup(tx->arena, h.b, sizeof h.b), sizeof h.b};
}

/* Of the code as typed: the text without blanks, and where its draft stands. */
static struct str find(struct tx *tx, const struct city *c, const char *code, char plain[static 29])
{
	query_code_plain(code, plain);
	return key_of(tx, c, plain);
}

enum draft_kept draft_keep(struct tx *tx, const struct city *c, struct now now, const struct data_pair *pair, size_t n, const char **code, day_t *until)
{
	struct q_draft_find old;
	struct q_draft_count all;
	char plain[29], day[11];
	const char *text = data_of_list(tx->arena, pair, n);
	if (strlen(text) > LIMIT_DRAFT_BYTES)
		return DRAFT_TOO_LONG;
	struct str at = find(tx, c, *code, plain);
	if (!*plain || !q_draft_find(tx, at, day_text(now.today, day), &old)) {
		if (q_draft_count(tx, &all) && all.n >= LIMIT_DRAFTS)
			return DRAFT_NO_ROOM;
		*code = query_code_new(tx->arena);
		at = find(tx, c, *code, plain);
	}
	*code = query_code_shown(tx->arena, plain);
	struct seal_key key = seal_derive("draft", str_of(plain));
	*until = now.today + LIMIT_DRAFT_DAYS;
	q_draft_set(tx, at, seal_text(tx->arena, &key, "draft", str_of(text)), day_text(*until, day));
	seal_wipe(&key, sizeof key);
	sodium_memzero(plain, sizeof plain);
	return DRAFT_KEPT;
}

size_t draft_open(struct tx *tx, const struct city *c, struct now now, const char *code, struct data_pair **out)
{
	struct q_draft_find found;
	struct str text;
	char plain[29], day[11];
	*out = NULL;
	struct str at = find(tx, c, code, plain);
	struct seal_key key = seal_derive("draft", str_of(plain));
	bool ok = q_draft_find(tx, at, day_text(now.today, day), &found) && seal_text_open(tx->arena, &key, "draft", found.sealed, &text);
	seal_wipe(&key, sizeof key);
	sodium_memzero(plain, sizeof plain);
	return ok ? data_pairs(tx->arena, arena_cstr(tx->arena, text), out) : 0;
}

void draft_drop(struct tx *tx, const struct city *c, const char *code)
{
	char plain[29];
	q_draft_delete(tx, find(tx, c, code, plain));
}

void draft_end_old(struct tx *tx, struct now now)
{
	char day[11];
	q_draft_delete_old(tx, day_text(now.today, day));
}
