/* Replies of witnesses: the first byte is the status, the second the type; a
 * signature is taken only when it is the witness's over the very text. */
#include "../../src/base/bug.h"
#include "../../src/rule/cosign.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const int statuses[] = {0, 200, 400, 403, 404, 409, 422, 500};

static void check_signed(struct arena *a, const struct cosign_ask *ask, const struct cosign_result *r)
{
	struct note note;
	int64_t time = 0;
	must(note_parse(a, note_join(a, ask->text, r->line), &note) && note.sigs == 1);
	must(note_sig_is_of(&note.sig[0], ask->key) && note_sig_holds(a, &note.sig[0], ask->key, ask->text, &time));
	must(time == r->time && time > 0 && r->size == ask->size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	struct arena *a = arena_new(16 * 1024 * 1024);
	unsigned char seed[NOTE_SEED_BYTES] = {1};
	struct note_secret witness = note_secret_of(STR("w.example"), NOTE_WITNESS, seed);
	struct checkpoint c = {STR("log.example"), 16, {{7}}};
	struct cosign_ask ask = {&witness.key, 8, c.size, checkpoint_text(a, &c)};
	struct cosign_reply reply = {statuses[data[0] % 8], data[1] % 2 ? STR("text/x.tlog.size") : STR("text/plain"), {(const char *)data + 2, size - 2}};
	struct cosign_result r = cosign_judge(a, &ask, &reply);
	must(r.verdict > COSIGN_NEVER && r.verdict < COSIGN__MAX);
	must((r.verdict == COSIGN_SIGNED) <= (reply.status == 200) && (r.verdict == COSIGN_AWAY) == (reply.status == 0));
	if (r.verdict == COSIGN_SIGNED)
		check_signed(a, &ask, &r);
	if (r.verdict == COSIGN_BEHIND)
		must(r.size >= 0 && r.size <= ask.size && r.size != ask.old);
	if (r.verdict == COSIGN_ROLLBACK)
		must(r.size > ask.size);
	arena_free(a);
	return 0;
}
