/* See face_staff_live.h. */
#include "face_staff_live.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/os.h"
#include "face/page.h"
#include "matter/person.h"

enum { ANSWER_BYTES = 8 * 1024 * 1024 };

static struct { struct city *city; int port, bell, result; volatile bool ready; struct os_thread *thread; const char *token, *csrf; } server;

static void listening(void *ctx, int port)
{
	(void)ctx;
	server.port = port;
	server.ready = true;
}

static void *serve(void *arg)
{
	struct serve_app app;
	struct serve_options o = {.listen = "127.0.0.1:0", .threads = 1, .spool_dir = arg, .listening = listening, .stop_bell = server.bell};
	app_serve(app_new(server.city, false, NULL), &app);
	server.result = serve_run(&o, &app);
	return NULL;
}

void staff_day(struct play *p, const char *today)
{
	day_t day;
	CHECK(day_parse(str_of(today), &day));
	os_time_turn(day, 480);
	/* what the test plays lies before what it asks of the server */
	play_day(p, today);
	play_time(p, 0, 0);
}

void staff_start(struct play *p, const char *today)
{
	play_open(p, today);
	staff_day(p, today);
	server.city = p->city;
	server.bell = os_bell_new();
	server.thread = os_thread_start(serve, arena_printf(test_arena(), "%s/city/spool", test_folder()));
	for (int i = 0; i < 5000 && !server.ready; i++)
		os_sleep_ms(1);
	CHECK(server.ready);
}

void staff_stop(struct play *p)
{
	os_bell_ring(server.bell);
	os_thread_join(server.thread);
	CHECK_INT(server.result, 0);
	play_close(p);
}

struct session { const char *login, *token; struct viewer viewer; struct play *p; bool key; };

static bool make_session(struct tx *tx, void *arg)
{
	struct session *s = arg;
	struct q_person_by_login who;
	bool stale;
	struct now now = city_now(s->p->city);
	CHECK(q_person_by_login(tx, s->login, &who));
	if (s->key) {
		s->token = api_key_new(tx, s->p->city, now, who.id, "test");
		return true;
	}
	s->token = login_done(tx, s->p->city, now, who.id, s->login, "127.0.0.1");
	CHECK(session_load(tx, s->p->city, now, s->token, &s->viewer, &stale));
	return true;
}

static struct session session_of(struct play *p, const char *login, bool key)
{
	struct session s = {.login = login, .p = p, .key = key};
	enum trouble trouble;
	CHECK(store_write(p->city->store, test_arena(), make_session, &s, &trouble));
	return s;
}

void staff_be(struct play *p, const char *login)
{
	server.token = server.csrf = NULL;
	if (!*login)
		return;
	struct session s = session_of(p, login, false);
	server.token = s.token;
	server.csrf = s.viewer.csrf;
}

const char *staff_key(struct play *p, const char *login)
{
	return session_of(p, login, true).token;
}

static struct str talk(const char *request)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)server.port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct str answer = {arena_alloc(test_arena(), 0), 0};
	char block[65536];
	ssize_t n;
	struct buf b;
	buf_init(&b, ANSWER_BYTES);
	CHECK(fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
	for (size_t at = 0, all = strlen(request); at < all; at += (size_t)n) {
		n = write(fd, request + at, all - at);
		CHECK(n > 0);
	}
	while ((n = read(fd, block, sizeof block)) > 0)
		buf_add(&b, block, (size_t)n);
	close(fd);
	CHECK(buf_ok(&b));
	answer = (struct str){arena_strdup(test_arena(), b.p), b.n};
	buf_free(&b);
	return answer;
}

static const char *cookie(void)
{
	return server.token ? arena_printf(test_arena(), "Cookie: s=%s\r\n", server.token) : "";
}

struct str staff_get(const char *path)
{
	return talk(arena_printf(test_arena(), "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept-Language: en\r\n%s\r\n", path, cookie()));
}

struct str staff_post(const char *path, ...)
{
	struct arena *a = test_arena();
	const char *body = url_make(a, "csrf=%s", server.csrf ? server.csrf : "").p, *name;
	va_list ap;
	va_start(ap, path);
	while ((name = va_arg(ap, const char *)) != NULL)
		body = arena_printf(a, "%s&%s", body, url_make(a, "%s=%s", name, va_arg(ap, const char *)).p);
	va_end(ap);
	return talk(arena_printf(a, "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept-Language: en\r\n%s"
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s", path, cookie(), strlen(body), body));
}

struct str staff_api(const char *method, const char *path, const char *key, const char *more_heads, const char *body)
{
	struct arena *a = test_arena();
	const char *auth = key ? arena_printf(a, "Authorization: Bearer %s\r\n", key) : "";
	const char *type = body ? arena_printf(a, "Content-Type: application/json\r\nContent-Length: %zu\r\n", strlen(body)) : "";
	return talk(arena_printf(a, "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept-Language: en\r\n%s%s%s\r\n%s", method, path, auth,
		type, more_heads ? more_heads : "", body ? body : ""));
}

/* -- looking at answers */

int staff_status_of(struct str answer)
{
	int64_t n = 0;
	CHECK(answer.n > 12 && str_i64((struct str){answer.p + 9, 3}, &n));
	return (int)n;
}

bool staff_has(struct str answer, const char *text)
{
	return str_find(answer, str_of(text)) != SIZE_MAX;
}

const char *staff_after(struct str answer, const char *mark)
{
	size_t at = str_find(answer, str_of(mark));
	if (at == SIZE_MAX)
		test_fail(__FILE__, __LINE__, "not in the answer: %s", mark);
	struct str rest = str_from(answer, at + strlen(mark));
	size_t end = str_chr(rest, '"');
	return arena_cstr(test_arena(), str_head(rest, end == SIZE_MAX ? rest.n : end));
}

static bool void_element(struct str name)
{
	static const char *const names[] = {"br", "input", "link", "meta", "img", "hr", "!DOCTYPE", NULL};
	for (const char *const *n = names; *n; n++)
		if (str_is(name, *n))
			return true;
	return false;
}

static void check_id(struct str tag, struct str *ids, size_t *n)
{
	size_t at = str_find(tag, STR(" id=\""));
	if (at == SIZE_MAX)
		return;
	struct str id = str_from(tag, at + 5);
	id = str_head(id, str_chr(id, '"'));
	for (size_t i = 0; i < *n; i++)
		if (str_eq(ids[i], id))
			test_fail(__FILE__, __LINE__, "id twice: %.*s", STR_ARG(id));
	CHECK(*n < 4000);
	ids[(*n)++] = id;
}

static void check_heading(struct str name, int *level)
{
	if (name.n != 2 || name.p[0] != 'h' || name.p[1] < '1' || name.p[1] > '6')
		return;
	int now = name.p[1] - '0';
	if (now > *level + 1)
		test_fail(__FILE__, __LINE__, "heading h%d after h%d", now, *level);
	*level = now;
}

void staff_well_formed(struct str answer)
{
	struct str open[256], *ids = arena_make_n(test_arena(), struct str, 4000), rest;
	size_t depth = 0, n = 0, body = str_find(answer, STR("\r\n\r\n"));
	int level = 0;
	CHECK(body != SIZE_MAX);
	rest = str_from(answer, body + 4);
	for (size_t at; (at = str_chr(rest, '<')) != SIZE_MAX;) {
		rest = str_from(rest, at + 1);
		struct str tag = str_head(rest, str_chr(rest, '>'));
		bool closing = tag.n && tag.p[0] == '/';
		struct str name = closing ? str_from(tag, 1) : tag;
		for (size_t i = 0; i < name.n; i++)
			if (name.p[i] == ' ' || name.p[i] == '\n' || name.p[i] == '/')
				name.n = i;
		if (closing) {
			if (depth == 0 || !str_eq(open[depth - 1], name))
				test_fail(__FILE__, __LINE__, "</%.*s> closes <%.*s>", STR_ARG(name), depth ? (int)open[depth - 1].n : 0, depth ? open[depth - 1].p : "");
			depth--;
		} else if (!void_element(name) && !str_ends(tag, "/")) {
			CHECK(depth < 256);
			open[depth++] = name;
		}
		if (!closing) {
			check_id(tag, ids, &n);
			check_heading(name, &level);
		}
	}
	if (depth)
		test_fail(__FILE__, __LINE__, "<%.*s> is not closed", STR_ARG(open[depth - 1]));
}
