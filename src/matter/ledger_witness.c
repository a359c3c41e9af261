/* Asking the witnesses. See ledger_witness.h.
 *
 * The thread of the rounds alone writes here; others read under the lock. What
 * was said is kept in DIR/ledger/witnesses.state, a line for each witness:
 *     <vkey> <verdict> <size> <signed ms> <asked ms>
 * and the newest head with the signatures in DIR/ledger/witnessed. Both may be
 * lost: the witnesses will say it again. */
#include "ledger_witness.h"

#include <errno.h>

#include "../base/bug.h"
#include "../base/log.h"
#include "ledger.h"
#include "ledger_run.h"
#include "query.h"

enum { LINES_BYTES = 32 * 1024, NAME_BYTES = 200, STATE_BYTES = 128 * 1024, READER = STORE_THREADS - 2 };

struct one {
	const struct policy_name *who;
	const char *name, *vkey, *url;
	struct witness_seen seen;
	int64_t head;                  /* size of the head it signed with line */
	struct buf line;
};

struct ledger_witnesses {
	struct policy policy;
	struct one one[LIMIT_POLICY_NAMES];
	size_t n;
	int64_t quorum_size;
	const char *state_path, *note_path;
	struct os_mutex *lock;         /* over seen, head, line, quorum_size */
};

/* -- opening */

static const char *path_of(struct city *c, const char *name)
{
	return arena_printf(c->arena, "%s/ledger/%s", store_dir(c->store), name);
}

static const char *fault(struct city *c, int line, const char *why)
{
	if (line == 0)
		return arena_printf(c->arena, "%s: %s", path_of(c, "witnesses.txt"), why);
	return arena_printf(c->arena, "%s:%d: %s", path_of(c, "witnesses.txt"), line, why);
}

/* What the form allows and asking does not. */
static const char *judge(struct city *c, const struct policy *p)
{
	const struct note_key *own = ledger_key(c);
	if (p->logs > 1 || (p->logs == 1 && memcmp(p->log[0].bytes, own->bytes, sizeof own->bytes) != 0))
		return fault(c, 0, "the log line must be this ledger's: huiyin ledger key DIR prints its key");
	for (int i = 0; i < p->names; i++) {
		const struct policy_name *w = &p->name[i];
		if (w->is_group)
			continue;
		if (w->url.n == 0)
			return fault(c, w->line, "this witness has no address to be asked at: witness NAME KEY ADDRESS");
		if (!policy_url_ok(w->url))
			return fault(c, w->line, "this is not an address: http:// or https://, a host, perhaps a port and a path");
		if (w->name.n > NAME_BYTES || w->key.name.n > NAME_BYTES)
			return fault(c, w->line, arena_printf(c->arena, "a name is longer than %d bytes", NAME_BYTES));
	}
	return NULL;
}

static void take_names(struct city *c, struct ledger_witnesses *ws)
{
	for (int i = 0; i < ws->policy.names; i++) {
		const struct policy_name *who = &ws->policy.name[i];
		if (who->is_group)
			continue;
		struct one *w = &ws->one[ws->n++];
		w->who = who;
		w->name = w->seen.name = arena_cstr(c->arena, who->name);
		w->vkey = note_key_text(c->arena, &who->key);
		struct str url = str_ends(who->url, "/") ? str_head(who->url, who->url.n - 1) : who->url;
		w->url = arena_printf(c->arena, "%.*s/add-checkpoint", STR_ARG(url));
		buf_init(&w->line, LIMIT_WITNESS_REPLY_BYTES);
	}
}

/* A line of the state; what does not fit is forgotten. */
static void restore_one(struct ledger_witnesses *ws, struct str line)
{
	struct str key, verdict, size, signed_at, asked_at;
	struct witness_seen s = {0};
	if (!str_word(&line, &key) || !str_word(&line, &verdict) || !str_word(&line, &size) || !str_word(&line, &signed_at) || !str_word(&line, &asked_at))
		return;
	s.verdict = cosign_of_name(verdict);
	if (s.verdict == COSIGN__MAX || !checkpoint_number(size, &s.size) || !checkpoint_number(signed_at, &s.signed_ms) || !checkpoint_number(asked_at, &s.asked_ms))
		return;
	for (size_t i = 0; i < ws->n; i++)
		if (str_is(key, ws->one[i].vkey)) {
			s.name = ws->one[i].name;
			ws->one[i].seen = s;
		}
}

/* The signatures under the newest head, as they were kept. */
static void restore_lines(struct city *c, struct ledger_witnesses *ws, struct str kept)
{
	struct note note;
	struct checkpoint head;
	const char *own = ledger_checkpoint_own(c, c->arena);
	if (!*own || !str_starts(kept, own) || !note_parse(c->arena, kept, &note) || !checkpoint_parse(c->arena, note.text, &head))
		return;
	for (size_t i = 0; i < ws->n; i++)
		for (size_t k = 0; k < note.sigs; k++) {
			struct one *w = &ws->one[i];
			if (w->head || !note_sig_is_of(&note.sig[k], &w->who->key) || !note_sig_holds(c->arena, &note.sig[k], &w->who->key, note.text, NULL))
				continue;
			buf_str(&w->line, note.sig[k].line);
			w->head = head.size;
		}
}

static const char *lines_text(struct ledger_witnesses *ws, struct arena *a, int64_t head)
{
	struct buf b;
	buf_init(&b, LINES_BYTES);
	for (size_t i = 0; i < ws->n; i++)
		if (ws->one[i].head == head && b.n + ws->one[i].line.n < LINES_BYTES)
			buf_str(&b, buf_view(&ws->one[i].line));
	const char *text = arena_strdup(a, b.p);
	buf_free(&b);
	return text;
}

static void restore(struct city *c, struct ledger_witnesses *ws)
{
	struct str text;
	struct tx tx;
	struct q_ledger_head_last last;
	if (os_read_file(c->arena, ws->state_path, STATE_BYTES, &text) == 0)
		while (text.p)
			restore_one(ws, str_cut(&text, '\n'));
	if (os_read_file(c->arena, ws->note_path, LIMIT_NOTE_BYTES, &text) == 0)
		restore_lines(c, ws, text);
	read_begin(c->store, 0, c->arena, &tx);
	if (q_ledger_head_last(&tx, &last))
		ws->quorum_size = last.size;
	read_end(&tx);
	ledger_cosigned(c, ledger_checkpoint_own(c, c->arena), lines_text(ws, c->arena, ledger_signed_size(c)));
}

const char *ledger_witness_open(struct city *c)
{
	struct str text;
	int line;
	const char *path = path_of(c, "witnesses.txt");
	if (!ledger_key(c))
		return NULL;
	int rc = os_read_file(c->arena, path, LIMIT_POLICY_BYTES, &text);
	if (rc == -ENOENT)
		return NULL;
	if (rc < 0)
		return arena_printf(c->arena, "%s cannot be read (%s)", path, strerror(-rc));
	struct ledger_witnesses *ws = arena_make(c->arena, struct ledger_witnesses);
	if (!policy_parse(c->arena, text, &ws->policy, &line))
		return fault(c, line, ws->policy.why);
	const char *why = judge(c, &ws->policy);
	if (why)
		return why;
	take_names(c, ws);
	if (ws->n == 0)
		return NULL;
	ws->state_path = path_of(c, "witnesses.state");
	ws->note_path = path_of(c, "witnessed");
	ws->lock = os_mutex_new();
	c->witnesses = ws;
	restore(c, ws);
	return NULL;
}

void ledger_witness_close(struct city *c)
{
	struct ledger_witnesses *ws = c->witnesses;
	if (!ws)
		return;
	for (size_t i = 0; i < ws->n; i++)
		buf_free(&ws->one[i].line);
	os_mutex_free(ws->lock);
	c->witnesses = NULL;
}

/* -- for those who ask how it stands */

static void standing(const struct ledger_witnesses *ws, int64_t head, struct witnesses_seen *out)
{
	*out = (struct witnesses_seen){.n = ws->n, .quorum_size = ws->quorum_size, .asks_quorum = ws->policy.quorum != POLICY_NO_QUORUM};
	for (size_t i = 0; i < ws->n; i++) {
		out->w[i] = ws->one[i].seen;
		out->has_head += ws->one[i].head > 0 && ws->one[i].head == head;
		out->alarm = out->alarm || cosign_alarms(ws->one[i].seen.verdict);
	}
}

bool ledger_witness_seen(const struct city *c, struct witnesses_seen *out)
{
	if (!c->witnesses)
		return false;
	int64_t head = ledger_signed_size(c);
	os_mutex_lock(c->witnesses->lock);
	standing(c->witnesses, head, out);
	os_mutex_unlock(c->witnesses->lock);
	return true;
}

void ledger_witness_count(const struct city *c, const struct note *note, int *seen, int *of)
{
	*seen = 0;
	*of = c->witnesses ? (int)c->witnesses->n : 0;
	for (int i = 0; note && i < *of; i++)
		for (size_t k = 0; k < note->sigs; k++)
			if (note_sig_is_of(&note->sig[k], &c->witnesses->one[i].who->key)) {
				(*seen)++;
				break;
			}
}

const char *ledger_witness_policy(const struct city *c, struct arena *a)
{
	struct buf b;
	if (!c->witnesses)
		return "";
	const struct policy *p = &c->witnesses->policy;
	buf_init(&b, 2 * LIMIT_POLICY_BYTES);
	buf_printf(&b, "log %s\n", ledger_vkey(c));
	for (int i = 0; i < p->names; i++) {
		const struct policy_name *w = &p->name[i];
		if (!w->is_group) {
			buf_printf(&b, "witness %.*s %s %.*s\n", STR_ARG(w->name), note_key_text(a, &w->key), STR_ARG(w->url));
			continue;
		}
		buf_printf(&b, "group %.*s %d", STR_ARG(w->name), w->need);
		for (int k = 0; k < i; k++)
			if (p->name[k].group == i)
				buf_printf(&b, " %.*s", STR_ARG(p->name[k].name));
		buf_char(&b, '\n');
	}
	struct str quorum = p->quorum == POLICY_NO_QUORUM ? STR("none") : p->name[p->quorum].name;
	buf_printf(&b, "quorum %.*s\n", STR_ARG(quorum));
	const char *text = arena_strdup(a, b.p);
	buf_free(&b);
	return text;
}

/* -- a round */

struct round {
	struct city *c;
	struct ledger_witnesses *ws;
	struct arena *a;
	const struct witness_way *way;
	const char *own;               /* the head as the log signed it */
	struct note note;
	struct checkpoint head;
	bool open[LIMIT_POLICY_NAMES]; /* still to be asked */
	struct witness_seen before[LIMIT_POLICY_NAMES];
};

static bool quorum_stands(const struct ledger_witnesses *ws, int64_t head)
{
	bool signed_it[LIMIT_POLICY_NAMES] = {0};
	for (size_t i = 0; i < ws->n; i++)
		signed_it[ws->one[i].who - ws->policy.name] = ws->one[i].head == head;
	return ws->policy.quorum != POLICY_NO_QUORUM && policy_met(&ws->policy, signed_it);
}

bool ledger_witness_due(const struct city *c)
{
	struct ledger_witnesses *ws = c->witnesses;
	int64_t head = ledger_signed_size(c);
	bool due = false;
	if (!ws || head <= 0)
		return false;
	os_mutex_lock(ws->lock);
	for (size_t i = 0; i < ws->n; i++)
		due = due || ws->one[i].head != head;
	due = due || (quorum_stands(ws, head) && ws->quorum_size < head);
	os_mutex_unlock(ws->lock);
	return due;
}

static bool begin(struct round *r)
{
	r->own = ledger_checkpoint_own(r->c, r->a);
	if (!*r->own || !note_parse(r->a, str_of(r->own), &r->note) || !checkpoint_parse(r->a, r->note.text, &r->head))
		return false;
	for (size_t i = 0; i < r->ws->n; i++) {
		r->open[i] = r->ws->one[i].head != r->head.size;
		r->before[i] = r->ws->one[i].seen;
	}
	return true;
}

/* From the size a witness is known to hold; of a larger one than ours there is no proof. */
static int64_t old_of(const struct round *r, size_t i)
{
	int64_t size = r->ws->one[i].seen.size;
	return size < r->head.size ? size : r->head.size;
}

/* The questions, for those in which[]; false when the tree cannot be read. */
static bool make_questions(struct round *r, const size_t *which, size_t n, struct os_fetch *f)
{
	struct tx tx;
	bool ok = true;
	read_begin(r->c->store, READER, r->a, &tx);
	for (size_t k = 0; k < n && ok; k++) {
		struct merkle_proof proof = {0};
		int64_t old = old_of(r, which[k]);
		ok = ledger_extend(&tx, old, r->head.size, &proof);
		f[k] = (struct os_fetch){.url = r->ws->one[which[k]].url, .type = "text/plain; charset=utf-8", .bytes_max = LIMIT_WITNESS_REPLY_BYTES};
		f[k].body = cosign_body(r->a, old, &proof, str_of(r->own));
	}
	read_end(&tx);
	return ok;
}

static void take(struct round *r, size_t i, const struct os_fetch *f)
{
	struct one *w = &r->ws->one[i];
	struct cosign_ask ask = {&w->who->key, old_of(r, i), r->head.size, r->note.text};
	struct cosign_reply reply = {f->status, str_of(f->reply_type), buf_view(&f->reply)};
	struct cosign_result got = cosign_judge(r->a, &ask, &reply);
	if (f->too_large)
		got = (struct cosign_result){.verdict = COSIGN_GARBAGE};
	os_mutex_lock(r->ws->lock);
	w->seen.verdict = got.verdict;
	w->seen.asked_ms = os_utc_ms();
	if (got.verdict == COSIGN_SIGNED) {
		w->seen.signed_ms = w->seen.asked_ms;
		buf_clear(&w->line);
		buf_str(&w->line, got.line);
		w->head = r->head.size;
	}
	if (got.verdict == COSIGN_SIGNED || got.verdict == COSIGN_BEHIND || got.verdict == COSIGN_ROLLBACK)
		w->seen.size = got.size;
	os_mutex_unlock(r->ws->lock);
	r->open[i] = got.verdict == COSIGN_BEHIND;
}

/* One question to each that is open; false when there is no more to ask. */
static bool turn(struct round *r)
{
	size_t which[LIMIT_POLICY_NAMES], n = 0;
	const char *why = NULL;
	for (size_t i = 0; i < r->ws->n; i++)
		if (r->open[i])
			which[n++] = i;
	struct os_fetch *f = arena_make_n(r->a, struct os_fetch, n);
	if (n == 0 || !make_questions(r, which, n, f))
		return false;
	if (!r->way->fetch(f, n, r->way->ctx, &why)) {
		log_line(LOG_ERROR, "witness.unasked", "why", why, NULL);
		return false;
	}
	for (size_t k = 0; k < n; k++) {
		take(r, which[k], &f[k]);
		buf_free(&f[k].reply);
	}
	return true;
}

/* One line for what is new about a witness. */
static void tell(struct round *r)
{
	for (size_t i = 0; i < r->ws->n; i++) {
		const struct witness_seen *now = &r->ws->one[i].seen;
		if (now->verdict == r->before[i].verdict)
			continue;
		bool alarm = cosign_alarms(now->verdict);
		log_line(alarm ? LOG_ERROR : now->verdict == COSIGN_SIGNED ? LOG_NOTE : LOG_WARN, alarm ? "ledger.alarm" : "witness.said",
			"witness", now->name, "verdict", cosign_name(now->verdict), "its_size", arena_printf(r->a, "%lld", (long long)now->size),
			"our_size", arena_printf(r->a, "%lld", (long long)r->head.size), NULL);
	}
}

struct head_job { int64_t size; const char *note; };

static bool put_head(struct tx *tx, void *arg)
{
	struct head_job *j = arg;
	q_ledger_head_put(tx, j->size, j->note);
	return tx->trouble == TROUBLE_NONE;
}

static void write_state(struct round *r)
{
	struct buf b;
	buf_init(&b, STATE_BYTES);
	for (size_t i = 0; i < r->ws->n; i++) {
		const struct witness_seen *s = &r->ws->one[i].seen;
		buf_printf(&b, "%s %s %lld %lld %lld\n", r->ws->one[i].vkey, cosign_name(s->verdict), (long long)s->size, (long long)s->signed_ms, (long long)s->asked_ms);
	}
	int rc = os_write_file(r->ws->state_path, buf_view(&b));
	if (rc < 0)
		log_line(LOG_WARN, "witness.state", "why", strerror(-rc), NULL);
	buf_free(&b);
}

/* Published, in a file, and once there is a quorum in the database. */
static void keep(struct round *r)
{
	enum trouble trouble;
	const char *lines = lines_text(r->ws, r->a, r->head.size);
	struct head_job job = {r->head.size, arena_printf(r->a, "%s%s", r->own, lines)};
	ledger_cosigned(r->c, r->own, lines);
	int rc = *lines ? os_write_file(r->ws->note_path, str_of(job.note)) : 0;
	if (rc < 0)
		log_line(LOG_WARN, "witness.state", "why", strerror(-rc), NULL);
	write_state(r);
	if (!quorum_stands(r->ws, r->head.size) || !store_write(r->c->store, r->a, put_head, &job, &trouble))
		return;
	os_mutex_lock(r->ws->lock);
	r->ws->quorum_size = r->head.size;
	os_mutex_unlock(r->ws->lock);
}

void ledger_witness_round(struct city *c, struct arena *a, const struct witness_way *way)
{
	struct round r = {.c = c, .ws = c->witnesses, .a = a, .way = way};
	if (!c->witnesses || !begin(&r))
		return;
	for (int i = 0; i < LIMIT_WITNESS_TURNS && turn(&r); i++)
		continue;
	tell(&r);
	keep(&r);
}
