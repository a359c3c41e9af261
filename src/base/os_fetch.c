/* Asking others over HTTP(S), by libcurl. See os.h.
 *
 * The library is loaded when it is first needed, as libpq is: a city that asks
 * nobody neither needs it nor pays for the libraries that come with it.
 *
 * 1. Only the address given is asked: no redirect is followed, no proxy of the
 *    environment is used, and no scheme but http and https is spoken.
 * 2. Every wait has an end and every reply a largest size.
 * 3. Certificates are checked against those of the system. */
#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include "bug.h"
#include "limits.h"
#include "os.h"

enum { TURN_MS = 100, CONNECT_MS = 5000 };

/* The type checks of curl.h are macros over these names. */
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

#define CURL_FUNCTIONS(X) \
	X(curl_global_init) X(curl_easy_init) X(curl_easy_setopt) X(curl_easy_getinfo) X(curl_easy_cleanup) X(curl_easy_strerror) \
	X(curl_slist_append) X(curl_slist_free_all) X(curl_multi_init) X(curl_multi_add_handle) X(curl_multi_remove_handle) \
	X(curl_multi_perform) X(curl_multi_poll) X(curl_multi_info_read) X(curl_multi_cleanup)

#define X(name) typeof(name) *name;
static struct { CURL_FUNCTIONS(X) } curl;
#undef X

static const char *load_fault;
static pthread_once_t loaded = PTHREAD_ONCE_INIT;

static void load(void)
{
	void *lib = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
	if (!lib) {
		load_fault = "the library libcurl.so.4 cannot be loaded; it is in the Debian package libcurl4";
		return;
	}
#define X(name) \
	curl.name = (typeof(curl.name))dlsym(lib, #name); \
	if (!curl.name) \
		load_fault = "libcurl.so.4 lacks the function " #name;
	CURL_FUNCTIONS(X)
#undef X
	if (!load_fault && curl.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		load_fault = "libcurl cannot begin";
}

static size_t take(char *p, size_t size, size_t count, void *arg)
{
	struct os_fetch *f = arg;
	if (count > f->bytes_max - f->reply.n) {
		f->too_large = true;
		return 0;
	}
	buf_add(&f->reply, p, size * count);
	return size * count;
}

/* What a question is made of; all of it lives until the question is over. */
struct question { CURL *easy; struct curl_slist *heads; };

static struct question ask(struct os_fetch *f, int timeout_ms)
{
	struct question q = {curl.curl_easy_init(), NULL};
	char type[128];
	must(q.easy != NULL);
	buf_init(&f->reply, f->bytes_max + 1);
	f->status = 0;
	f->too_large = false;
	f->why = "no answer in time";
	f->reply_type[0] = '\0';
	snprintf(type, sizeof type, "Content-Type: %s", f->type);
	q.heads = curl.curl_slist_append(NULL, type);
	q.heads = curl.curl_slist_append(q.heads, "Expect:");
	CURLcode rc = CURLE_OK;
#define SET(option, value) (rc |= curl.curl_easy_setopt(q.easy, option, value))
	SET(CURLOPT_URL, f->url);
	SET(CURLOPT_PROTOCOLS_STR, "http,https");
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_PROXY, "");
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(CURLOPT_CONNECTTIMEOUT_MS, (long)(timeout_ms < CONNECT_MS ? timeout_ms : CONNECT_MS));
	SET(CURLOPT_TIMEOUT_MS, (long)timeout_ms);
	SET(CURLOPT_HTTPHEADER, q.heads);
	SET(CURLOPT_USERAGENT, "huiyin");
	SET(CURLOPT_POST, 1L);
	SET(CURLOPT_POSTFIELDS, f->body.p);
	SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)f->body.n);
	SET(CURLOPT_WRITEFUNCTION, take);
	SET(CURLOPT_WRITEDATA, f);
	SET(CURLOPT_PRIVATE, f);
#undef SET
	must(rc == CURLE_OK);
	return q;
}

static void finished(const CURLMsg *m)
{
	struct os_fetch *f = NULL;
	const char *type = NULL;
	long status = 0;
	curl.curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &f);
	if (m->data.result != CURLE_OK) {
		f->why = f->too_large ? "the reply is too long" : curl.curl_easy_strerror(m->data.result);
		return;
	}
	curl.curl_easy_getinfo(m->easy_handle, CURLINFO_RESPONSE_CODE, &status);
	curl.curl_easy_getinfo(m->easy_handle, CURLINFO_CONTENT_TYPE, &type);
	f->status = (int)status;
	if (type && strlen(type) < sizeof f->reply_type)
		snprintf(f->reply_type, sizeof f->reply_type, "%s", type);
}

static void run(CURLM *multi, int64_t end_ms, bool (*stop)(void *ctx), void *ctx)
{
	int running = 1, left = 0;
	while (running > 0 && os_mono_ms() < end_ms && !(stop && stop(ctx))) {
		if (curl.curl_multi_perform(multi, &running) != CURLM_OK)
			return;
		for (const CURLMsg *m; (m = curl.curl_multi_info_read(multi, &left)) != NULL;)
			if (m->msg == CURLMSG_DONE)
				finished(m);
		if (running > 0)
			curl.curl_multi_poll(multi, NULL, 0, TURN_MS, NULL);
	}
}

bool os_fetch_all(struct os_fetch *f, size_t n, int timeout_ms, bool (*stop)(void *ctx), void *ctx, const char **why)
{
	struct question q[OS_FETCH_MAX];
	must(n > 0 && n <= OS_FETCH_MAX && timeout_ms > 0);
	pthread_once(&loaded, load);
	*why = load_fault;
	if (load_fault)
		return false;
	CURLM *multi = curl.curl_multi_init();
	must(multi != NULL);
	for (size_t i = 0; i < n; i++) {
		q[i] = ask(&f[i], timeout_ms);
		must(curl.curl_multi_add_handle(multi, q[i].easy) == CURLM_OK);
	}
	/* curl's own time-out comes first; this end is for what it may miss. */
	run(multi, os_mono_ms() + timeout_ms + TURN_MS, stop, ctx);
	for (size_t i = 0; i < n; i++) {
		curl.curl_multi_remove_handle(multi, q[i].easy);
		curl.curl_easy_cleanup(q[i].easy);
		curl.curl_slist_free_all(q[i].heads);
	}
	curl.curl_multi_cleanup(multi);
	return true;
}
