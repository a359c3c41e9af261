/* Answers of the OParl interface. Laws: 1 an answer is what was made and kept, never
 * asked of the city's rows; 2 every JSON answer, errors too, may be read from any page
 * (chapter 2.6); 3 the order of a list is the one in which things were published, which
 * never changes, and every link keeps the filters (chapter 2.5); 4 deleted objects
 * stand in a list if and only if modified_since asks for it (chapter 2.8); 5 an address
 * names no row: a page of a list begins behind an object, by its token. */
#include "oparl.h"

#include "../base/hash.h"
#include "app.h"
#include "oparl_make.h"

enum { PAGE_MOST = 100, PAGE_MEETINGS = 25, FILTERS = 4 };

/* A type's list; with `of` also of an organization. */
static const struct { const char *list, *type; bool of; int64_t most; } lists[] = {
	{"body", "Body", false, PAGE_MOST}, {"organization", "Organization", false, PAGE_MOST}, {"person", "Person", false, PAGE_MOST},
	{"membership", "Membership", false, PAGE_MOST}, {"meeting", "Meeting", true, PAGE_MEETINGS}, {"agendaItem", "AgendaItem", false, PAGE_MOST},
	{"paper", "Paper", false, PAGE_MOST}, {"consultation", "Consultation", true, PAGE_MOST}, {"file", "File", false, PAGE_MOST},
	{"location", "Location", false, PAGE_MOST}, {"legislativeTerm", "LegislativeTerm", false, PAGE_MOST},
};

struct filter { const char *name, *given; int64_t ms; };
struct listing {
	struct filter filter[FILTERS]; /* created_since, created_until, modified_since, modified_until */
	bool omit, gone;
	int64_t most, after;
	const char *path;
};

bool oparl_path(struct str path)
{
	return str_is(path, "/oparl") || str_starts(path, "/oparl/");
}

/* -- what all answers share */

static void headers(struct req *r)
{
	r->http->res.content_type = "application/json; charset=utf-8";
	buf_cstr(&r->http->res.head, "Access-Control-Allow-Origin: *\r\nCache-Control: no-store\r\n");
}

void oparl_error(struct req *r, struct msg what)
{
	struct json j;
	headers(r);
	buf_printf(&r->http->res.head, "Content-Language: %s\r\n", r->lang == LANG_ZH ? "zh-Hans" : "en");
	json_init(&j, &r->http->res.body);
	json_object(&j, NULL);
	json_text(&j, "type", OPARL_SCHEMA "Error");
	json_text(&j, "message", msg_text(r->arena, r->lang, what));
	json_text(&j, "debug", msg_name(what.id));
	json_end(&j);
	json_done(&j);
}

/* Asked by another of the server's names: the one that objects are called by. True: answered. */
static bool elsewhere(struct req *r)
{
	if (!r->app->hosts || str_ieq(r->http->head.host, r->app->hosts[0]))
		return false;
	struct str query = r->http->head.query;
	const char *to = arena_printf(r->arena, "%s%.*s%s%.*s", req_root(r), STR_ARG(r->http->head.path), query.n ? "?" : "", STR_ARG(query));
	req_error(r, 301, T_ERROR_HOST);
	serve_header(&r->http->res, "Location", str_of(to));
	return true;
}

/* A kept text, with the address of this server in it. */
static void say(struct req *r, const char *text)
{
	struct str rest = str_of(text);
	const char *here = req_root(r);
	while (rest.n) {
		size_t at = str_find(rest, STR(OPARL_ROOT));
		buf_str(&r->http->res.body, str_head(rest, at == SIZE_MAX ? rest.n : at));
		if (at == SIZE_MAX)
			return;
		buf_cstr(&r->http->res.body, here);
		rest = str_from(rest, at + 1);
	}
}

static void say_object(struct req *r, const struct q_public_page *o, bool omit)
{
	const char *mine = cstr_eq(o->type, "System") ? "/oparl" : arena_printf(r->arena, "/oparl/object/%s", o->token);
	int zone = r->city->zone_min;
	say(r, arena_printf(r->arena, "{\"id\":\"" OPARL_ROOT "%s\",\"type\":\"" OPARL_SCHEMA "%s\",\"created\":\"%s\",\"modified\":\"%s\"", mine, o->type,
		oparl_instant(r->arena, o->created_ms, zone), oparl_instant(r->arena, o->modified_ms, zone)));
	if (o->deleted)
		say(r, ",\"deleted\":true");
	const char *part[] = {o->own, o->back, omit ? "" : o->parts};
	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		if (*part[i]) {
			say(r, ",");
			say(r, part[i]);
		}
	say(r, "}");
}

/* -- one object */

static void answer_object(struct req *r, const char *token)
{
	struct q_public_find f;
	if (!q_public_find(req_read(r), token, &f)) {
		req_not_found(r);
		return;
	}
	struct q_public_page o = {f.id, token, f.type, f.created_ms, f.modified_ms, f.deleted, f.own, f.back, f.parts};
	headers(r);
	r->http->res.status = 200;
	say_object(r, &o, cstr_eq(req_query(r, "omit_internal"), "true"));
}

void oparl_system(struct req *r)
{
	if (!elsewhere(r))
		answer_object(r, oparl_token(r->arena, r->city, "System", "1"));
}

void oparl_object(struct req *r)
{
	const char *token = arena_cstr(r->arena, req_param(r, 0));
	if (elsewhere(r))
		return;
	if (cstr_eq(token, oparl_token(r->arena, r->city, "System", "1")))
		req_not_found(r);              /* it has one address, and this is not it */
	else
		answer_object(r, token);
}

/* -- lists */

static bool digits(struct str s, size_t from, size_t n, int *out)
{
	*out = 0;
	for (size_t i = from; i < from + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*out = *out * 10 + (s.p[i] - '0');
	}
	return true;
}

/* "2026-01-31T08:00:00+08:00" and nothing else (chapter 2.4). A blank is a plus that was not encoded. */
static bool instant(struct str s, int64_t *ms)
{
	static const char form[] = "dddd-dd-ddTdd:dd:dd?dd:dd";
	int hour, minute, second, off_hour, off_minute;
	day_t day;
	if (s.n != sizeof form - 1)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (form[i] != 'd' && form[i] != '?' && s.p[i] != form[i])
			return false;
	if (!day_parse(str_head(s, 10), &day) || !digits(s, 11, 2, &hour) || !digits(s, 14, 2, &minute) || !digits(s, 17, 2, &second) ||
		!digits(s, 20, 2, &off_hour) || !digits(s, 23, 2, &off_minute))
		return false;
	bool west = s.p[19] == '-';
	if (hour > 23 || minute > 59 || second > 59 || off_hour > 14 || off_minute > 59 || (!west && s.p[19] != '+' && s.p[19] != ' '))
		return false;
	int off = (off_hour * 60 + off_minute) * (west ? -1 : 1);
	*ms = day_start_ms(day, off) + ((int64_t)hour * 3600 + minute * 60 + second) * 1000;
	return true;
}

static bool read_filters(struct req *r, struct listing *l)
{
	static const char *const names[FILTERS] = {"created_since", "created_until", "modified_since", "modified_until"};
	for (int i = 0; i < FILTERS; i++) {
		bool until = i % 2 == 1;
		l->filter[i] = (struct filter){names[i], req_query(r, names[i]), until ? INT64_MAX : 0};
		if (!*l->filter[i].given)
			continue;
		if (!instant(str_of(l->filter[i].given), &l->filter[i].ms))
			return false;
		l->filter[i].ms += until ? 999 : 0;    /* to the end of that second */
	}
	l->gone = *l->filter[2].given;
	l->omit = cstr_eq(req_query(r, "omit_internal"), "true");
	return true;
}

/* A link to the list with what was asked of it; after: token of the object it begins behind. */
static void write_link(struct req *r, struct json *j, const char *name, const struct listing *l, const char *after)
{
	const char *to = arena_printf(r->arena, "%s%s", req_root(r), l->path), *sign = "?";
	for (int i = 0; i < FILTERS; i++)
		if (*l->filter[i].given) {
			to = arena_printf(r->arena, "%s%s%s=%s", to, sign, l->filter[i].name, url_make(r->arena, "%s", l->filter[i].given).p);
			sign = "&";
		}
	if (l->omit) {
		to = arena_printf(r->arena, "%s%somit_internal=true", to, sign);
		sign = "&";
	}
	if (*req_query(r, "limit")) {
		to = arena_printf(r->arena, "%s%slimit=%lld", to, sign, (long long)l->most);
		sign = "&";
	}
	if (after)
		to = arena_printf(r->arena, "%s%safter=%s", to, sign, after);
	json_text(j, name, to);
}

static void write_ends(struct req *r, const struct listing *l, int64_t total, const char *last)
{
	struct buf text;
	struct json j;
	const char *after = req_query(r, "after");
	buf_init(&text, 64 * 1024);
	json_init(&j, &text);
	json_object(&j, NULL);
	json_int(&j, "totalElements", total);
	json_int(&j, "elementsPerPage", l->most);
	json_end(&j);
	json_done(&j);
	buf_cstr(&text, ",\"links\":");
	json_init(&j, &text);
	json_object(&j, NULL);
	write_link(r, &j, "first", l, NULL);
	write_link(r, &j, "self", l, *after ? after : NULL);
	if (last)
		write_link(r, &j, "next", l, last);
	json_end(&j);
	json_done(&j);
	buf_cstr(&r->http->res.body, "],\"pagination\":");
	buf_str(&r->http->res.body, buf_view(&text));
	buf_cstr(&r->http->res.body, "}");
	buf_free(&text);
}

/* Where the page begins, and how long it is; false: no such page. */
static bool read_page(struct req *r, const char *type, struct listing *l, int64_t most)
{
	struct q_public_find f;
	const char *after = req_query(r, "after");
	int64_t asked;
	l->most = str_i64(str_of(req_query(r, "limit")), &asked) && asked > 0 && asked < most ? asked : most;
	if (!*after)
		return true;
	if (!q_public_find(req_read(r), after, &f) || !cstr_eq(f.type, type))
		return false;
	l->after = f.id;
	return true;
}

static void answer_list(struct req *r, const char *type, const char *owner, int64_t most, const char *path)
{
	struct listing l = {.path = path};
	struct q_public_page *o;
	struct q_public_count count = {0};
	bool filters = read_filters(r, &l);
	if (!filters || !read_page(r, type, &l, most)) {
		req_error(r, 400, filters ? T_OPARL_BAD_PAGE : T_OPARL_BAD_FILTER);
		return;
	}
	struct tx *tx = req_read(r);
	const struct filter *f = l.filter;
	q_public_count(tx, type, owner, f[0].ms, f[1].ms, f[2].ms, f[3].ms, l.gone, &count);
	size_t n = q_public_page(tx, type, owner, l.after, f[0].ms, f[1].ms, f[2].ms, f[3].ms, l.gone, l.most + 1, &o);
	bool more = n > (size_t)l.most;
	headers(r);
	r->http->res.status = 200;
	buf_cstr(&r->http->res.body, "{\"data\":[");
	for (size_t i = 0; i < n - more; i++) {
		buf_cstr(&r->http->res.body, i ? "," : "");
		say_object(r, &o[i], l.omit);
	}
	write_ends(r, &l, count.n, more ? o[l.most - 1].token : NULL);
}

static void find_list(struct req *r, struct str name, const char *owner, const char *path)
{
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (str_is(name, lists[i].list) && (!*owner || lists[i].of)) {
			answer_list(r, lists[i].type, owner, lists[i].most, path);
			return;
		}
	req_not_found(r);
}

void oparl_list(struct req *r)
{
	if (!elsewhere(r))
		find_list(r, req_param(r, 0), "", arena_printf(r->arena, "/oparl/list/%.*s", STR_ARG(req_param(r, 0))));
}

void oparl_list_of(struct req *r)
{
	struct q_public_find f;
	const char *token = arena_cstr(r->arena, req_param(r, 0));
	if (elsewhere(r))
		return;
	if (!q_public_find(req_read(r), token, &f) || !cstr_eq(f.type, "Organization"))
		req_not_found(r);
	else
		find_list(r, req_param(r, 1), token, arena_printf(r->arena, "/oparl/object/%s/%.*s", token, STR_ARG(req_param(r, 1))));
}

/* -- files (chapter 2.7) */

static bool unchanged(struct req *r, const char *tag, const char *date)
{
	struct str none = http_header_find(&r->http->head, "if-none-match"), since = http_header_find(&r->http->head, "if-modified-since");
	if (none.p)
		return str_is(none, tag) || str_is(none, "*");
	return since.p && str_is(since, date);
}

static void answer_file(struct req *r, bool keep)
{
	struct q_public_find f;
	const char *token = arena_cstr(r->arena, req_param(r, 0));
	if (elsewhere(r))
		return;
	if (!q_public_find(req_read(r), token, &f) || !cstr_eq(f.type, "File")) {
		req_not_found(r);
		return;
	}
	if (f.deleted) {
		req_error(r, 410, T_OPARL_GONE);
		return;
	}
	char day[30];
	const char *tag = arena_printf(r->arena, "\"%.32s\"", f.digest), *date = http_date(f.modified_ms, day);
	struct response *res = &r->http->res;
	buf_printf(&res->head, "Access-Control-Allow-Origin: *\r\nCache-Control: no-cache\r\nETag: %s\r\nLast-Modified: %s\r\n", tag, date);
	buf_printf(&res->head, "Content-Disposition: %s; filename=\"minutes-%.8s.txt\"\r\n", keep ? "attachment" : "inline", token);
	res->content_type = "text/plain; charset=utf-8";
	res->policy = "default-src 'none'; sandbox";
	res->status = unchanged(r, tag, date) ? 304 : 200;
	if (res->status == 200)
		buf_cstr(&res->body, f.content);
}

void oparl_file(struct req *r)
{
	answer_file(r, false);
}

void oparl_download(struct req *r)
{
	answer_file(r, true);
}
