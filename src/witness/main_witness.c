/* huiyin-witness: watches ledgers so that nobody can be shown another one
 * (C2SP tlog-witness). The ombudsman, the people's congress, the press or a
 * neighbour city runs it; it needs nothing from the office but its ledger's key.
 *
 *   huiyin-witness init DIR NAME      makes DIR with a new key; prints its public half
 *   huiyin-witness serve DIR          POST /add-checkpoint, GET /<origin's hash>/checkpoint
 *
 * DIR/key is the secret, DIR/policy names the ledgers (lines `log <vkey>`), and
 * DIR/<origin's hash>.checkpoint is what was cosigned last.
 *
 * 1. Judging a checkpoint and keeping it is one act under one lock, and it is
 *    on disk before the cosignature leaves the house.
 * 2. A state that cannot be read, or that is not the witness's own, stops it
 *    from starting: a witness that forgets would sign a fork.
 * 3. Two signed checkpoints of one size with two roots are kept beside the
 *    state, as evidence, the first pair for good. */
/* First: it uses names that base/banned.h takes away. */
#include <errno.h>
#include <sodium.h>

#include "../base/bug.h"
#include "../base/log.h"
#include "../base/os.h"
#include "../rule/policy.h"
#include "../rule/witness.h"
#include "../wire/serve.h"

enum { DONE, REFUSED, USAGE, TROUBLE };
enum { ARENA_BYTES = 16 * 1024 * 1024, KEY_FILE_BYTES = 4096 };

static struct {
	struct arena *a;
	const char *dir;
	struct note_secret own;
	struct witness_log log[LIMIT_POLICY_NAMES];
	size_t logs;
	struct os_mutex *lock;         /* of log[].last and the files */
} me;

static int say(int code, const char *what, const char *more)
{
	fprintf(stderr, "huiyin-witness: %s%s%s\n", what, *more ? ": " : "", more);
	return code;
}

static const char *path_of(struct arena *a, struct str origin, const char *ending)
{
	char hex[65];
	struct sha256 h = sha256_of(origin);
	return arena_printf(a, "%s/%s.%s", me.dir, sha256_hex(&h, hex), ending);
}

/* -- making one */

static int init(const char *name)
{
	unsigned char seed[NOTE_SEED_BYTES];
	if (!note_name_ok(str_of(name)))
		return say(USAGE, "a name has no blanks and no plus sign", name);
	int rc = os_mkdir(me.dir);
	const char *key = arena_printf(me.a, "%s/key", me.dir), *policy = arena_printf(me.a, "%s/policy", me.dir);
	if (rc < 0)
		return say(TROUBLE, me.dir, strerror(-rc));
	if (os_exists(key))
		return say(REFUSED, key, "is there already; a witness keeps its key");
	os_random(seed, sizeof seed);
	struct note_secret s = note_secret_of(str_of(name), NOTE_WITNESS, seed);
	rc = os_write_file(key, str_of(arena_printf(me.a, "%s\n", note_secret_text(me.a, &s))));
	if (rc == 0 && !os_exists(policy))
		rc = os_write_file(policy, STR("# The ledgers to watch, a line for each: log, a blank, its key\nquorum none\n"));
	if (rc < 0)
		return say(TROUBLE, me.dir, strerror(-rc));
	printf("%s\n", note_key_text(me.a, &s.key));
	sodium_memzero(seed, sizeof seed);
	sodium_memzero(&s, sizeof s);
	return DONE;
}

/* -- answering */

static void answer(struct serve_req *req, int status, const char *type, struct str body)
{
	req->res.status = status;
	req->res.content_type = type;
	buf_str(&req->res.body, body);
}

static void answer_status(struct serve_req *req, int status)
{
	answer(req, status, "text/plain; charset=utf-8", str_of(arena_printf(req->arena, "%s\n", http_status_text(status))));
}

/* A fork: the log signed two trees of one size. The first time, kept for all to see. */
static void keep_evidence(struct arena *a, const struct witness_verdict *v)
{
	const char *path = path_of(a, v->log->key.name, "evidence");
	int rc = os_exists(path) ? 0 : os_write_file(path, note_join(a, v->text, v->log_line));
	log_line(LOG_WARN, "witness.fork", "origin", arena_cstr(a, v->log->key.name), "kept", rc < 0 ? strerror(-rc) : path, NULL);
}

/* Judges, keeps and signs; under the lock. An empty line: it could not be kept. */
static struct witness_verdict judge(struct serve_req *req, struct str *line)
{
	struct witness_verdict v = witness_judge(req->arena, req->body, me.log, me.logs);
	if (v.status == 409 && v.text.p && v.checkpoint.size == v.log->last.size && !sha256_eq(&v.checkpoint.root, &v.log->last.root))
		keep_evidence(req->arena, &v);
	if (v.status != 200)
		return v;
	*line = note_sign(req->arena, &me.own, v.text, os_utc_ms() / 1000);
	struct str lines = str_of(arena_printf(req->arena, "%.*s%.*s", STR_ARG(v.log_line), STR_ARG(*line)));
	int rc = os_write_file(path_of(req->arena, v.log->key.name, "checkpoint"), note_join(req->arena, v.text, lines));
	if (rc == 0) {
		v.log->last = v.checkpoint;
	} else {
		log_line(LOG_ERROR, "witness.keep", "why", strerror(-rc), NULL);
		v.status = 500;
	}
	return v;
}

static void add_checkpoint(void *arg)
{
	struct serve_req *req = arg;
	struct str line = STR_NONE;
	os_mutex_lock(me.lock);
	struct witness_verdict v = judge(req, &line);
	int64_t size = v.log ? v.log->last.size : 0;
	os_mutex_unlock(me.lock);
	if (v.status == 200)
		answer(req, 200, "text/plain; charset=utf-8", line);
	else if (v.status == 409)
		answer(req, 409, "text/x.tlog.size", str_of(arena_printf(req->arena, "%lld\n", (long long)size)));
	else
		answer_status(req, v.status);
}

/* The file itself: what is served is what would be remembered. */
static void get_checkpoint(void *arg)
{
	struct serve_req *req = arg;
	struct str note;
	const char *path = req->app;
	int rc = os_read_file(req->arena, path, LIMIT_NOTE_BYTES + LIMIT_WITNESS_BODY_BYTES, &note);
	if (rc < 0)
		answer_status(req, rc == -ENOENT ? 404 : 500);
	else
		answer(req, 200, "text/plain; charset=utf-8", note);
}

/* The log's state file for "/<hex>/checkpoint"; NULL for any other path. */
static const char *path_asked(struct serve_req *req)
{
	for (size_t i = 0; i < me.logs; i++) {
		char hex[65];
		struct sha256 h = sha256_of(me.log[i].key.name);
		if (str_is(req->head.path, arena_printf(req->arena, "/%s/checkpoint", sha256_hex(&h, hex))))
			return path_of(req->arena, me.log[i].key.name, "checkpoint");
	}
	return NULL;
}

static enum serve_result handle(void *ctx, struct serve_req *req)
{
	(void)ctx;
	bool add = str_is(req->head.path, "/add-checkpoint");
	bool reads = req->head.method == HTTP_GET || req->head.method == HTTP_HEAD;
	req->app = add ? NULL : (void *)path_asked(req);
	if (!add && !req->app)
		answer_status(req, 404);
	else if (add ? req->head.method != HTTP_POST : !reads)
		answer_status(req, 405);
	else if (!serve_pool(req, add ? add_checkpoint : get_checkpoint, req))
		answer_status(req, 503);
	else
		return SERVE_LATER;
	return SERVE_DONE;
}

static int64_t admit(void *ctx, struct serve_req *req, bool *spool)
{
	(void)ctx, (void)req, (void)spool;
	return LIMIT_WITNESS_BODY_BYTES;
}

static void on_error(void *ctx, struct serve_req *req, const char *why)
{
	(void)ctx, (void)why;
	answer_status(req, req->res.status);
}

static void listening(void *ctx, int port)
{
	(void)ctx;
	printf("listening on port %d\n", port);
	fflush(stdout);
}

/* -- beginning */

static int read_key(void)
{
	struct str text;
	const char *path = arena_printf(me.a, "%s/key", me.dir);
	int rc = os_read_file(me.a, path, KEY_FILE_BYTES, &text);
	if (rc < 0)
		return say(TROUBLE, path, strerror(-rc));
	if (!note_secret_parse(me.a, str_trim(text), &me.own) || me.own.key.type != NOTE_WITNESS)
		return say(TROUBLE, path, "is not a witness's secret key");
	return DONE;
}

static int read_logs(void)
{
	struct str text;
	struct policy *p = arena_make(me.a, struct policy);
	int line = 0;
	const char *path = arena_printf(me.a, "%s/policy", me.dir);
	int rc = os_read_file(me.a, path, LIMIT_POLICY_BYTES, &text);
	if (rc < 0)
		return say(TROUBLE, path, strerror(-rc));
	if (!policy_parse(me.a, text, p, &line))
		return say(TROUBLE, arena_printf(me.a, "%s:%d", path, line), p->why);
	for (int i = 0; i < p->logs; i++) {
		for (size_t k = 0; k < me.logs; k++)
			if (str_eq(me.log[k].key.name, p->log[i].name))
				return say(TROUBLE, path, "names one ledger twice");
		witness_log_new(&me.log[me.logs++], &p->log[i]);
	}
	return DONE;
}

/* What was cosigned before; nothing there yet is the only other way to begin. */
static int read_state(void)
{
	for (size_t i = 0; i < me.logs; i++) {
		struct str note;
		const char *path = path_of(me.a, me.log[i].key.name, "checkpoint");
		int rc = os_read_file(me.a, path, LIMIT_NOTE_BYTES + LIMIT_WITNESS_BODY_BYTES, &note);
		if (rc == -ENOENT)
			continue;
		if (rc < 0)
			return say(TROUBLE, path, strerror(-rc));
		if (!witness_restore(me.a, note, &me.own.key, &me.log[i]))
			return say(TROUBLE, path, "is not what this witness cosigned; it will not begin anew by itself");
	}
	return DONE;
}

static int serve(const char *address)
{
	struct serve_options o = {.listen = address, .listening = listening};
	struct serve_app app = {.admit = admit, .handle = handle, .error = on_error};
	int lock = os_lock(arena_printf(me.a, "%s/lock", me.dir));
	if (lock < 0)
		return say(TROUBLE, me.dir, lock == -EAGAIN ? "another witness is at work here" : strerror(-lock));
	int rc = read_key();
	if (rc == DONE)
		rc = read_logs();
	if (rc == DONE)
		rc = read_state();
	if (rc == DONE) {
		me.lock = os_mutex_new();
		serve_common_headers("X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n");
		rc = serve_run(&o, &app) == 0 ? DONE : TROUBLE;
		os_mutex_free(me.lock);
	}
	sodium_memzero(&me.own, sizeof me.own);
	os_close(lock);
	return rc;
}

int main(int argc, char **argv)
{
	must(sodium_init() >= 0);
	me.a = arena_new(ARENA_BYTES);
	me.dir = argc > 2 ? argv[2] : "";
	int rc = USAGE;
	if (argc == 4 && cstr_eq(argv[1], "init"))
		rc = init(argv[3]);
	else if (argc == 3 && cstr_eq(argv[1], "serve"))
		rc = serve("127.0.0.1:8090");
	else if (argc == 5 && cstr_eq(argv[1], "serve") && cstr_eq(argv[3], "--listen"))
		rc = serve(argv[4]);
	else
		fputs("usage: huiyin-witness init DIR NAME\n       huiyin-witness serve DIR [--listen 127.0.0.1:8090]\n", stderr);
	arena_free(me.a);
	return rc;
}
