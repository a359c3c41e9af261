/* The frame of every page. Laws: 1 a page is whole or replaced by an error
 * page; 2 nothing on it needs a script; 3 every page has one h1, a skip link,
 * its language, and a way to the other language. */
#include "page.h"

#include "app.h"
#include "assets.h"
#include "law.h"

static void head(struct req *r, struct msg title)
{
	struct out *o = &r->out;
	html(o, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", lang_code(r->lang));
	html(o, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
	html(o, "<title>%s – %s</title>\n", t(o, title), t(o, T_PAGE_PRODUCT));
	html(o, "<link rel=\"stylesheet\" ");
	html_url(o, "href", url_asset(r, "pico.min.css"));
	html(o, ">\n<link rel=\"stylesheet\" ");
	html_url(o, "href", url_asset(r, "huiyin.css"));
	html(o, ">\n<link rel=\"icon\" type=\"image/svg+xml\" ");
	html_url(o, "href", url_asset(r, "icon.svg"));
	html(o, ">\n</head>\n");
}

static void link_to(struct out *o, struct url u, const char *words)
{
	html(o, "<li><a ");
	html_url(o, "href", u);
	html(o, ">%s</a></li>\n", words);
}

/* The same page in the other language: its path and query, with lang replaced. */
static struct url other_language(struct req *r)
{
	struct buf b;
	const char *code = r->lang == LANG_ZH ? "en" : "zh";
	struct str path = r->http->head.path;
	if (!path.p || r->http->head.method == HTTP_POST)
		return url_make(r->arena, "/?lang=%s", code);
	buf_init(&b, LIMIT_URI_BYTES * 2);
	buf_str(&b, path);
	buf_printf(&b, "?lang=%s", code);
	for (size_t i = 0; i < r->query.fields; i++)
		if (!str_is(r->query.field[i].name, "lang"))
			buf_printf(&b, "&%s", url_make(r->arena, "%s=%s", arena_cstr(r->arena, r->query.field[i].name), arena_cstr(r->arena, r->query.field[i].value)).p);
	struct url u = {arena_strdup(r->arena, buf_ok(&b) ? b.p : "/")};
	buf_free(&b);
	return u;
}

static void staff_menu(struct req *r)
{
	struct out *o = &r->out;
	link_to(o, url_make(r->arena, "/staff"), t(o, T_MENU_DAY));
	if (viewer_has_role(&r->viewer, "registrar") || viewer_has_role(&r->viewer, "officer"))
		link_to(o, url_make(r->arena, "/staff/register"), t(o, T_MENU_REGISTER));
	link_to(o, url_make(r->arena, "/staff/search"), t(o, T_MENU_SEARCH));
	link_to(o, url_make(r->arena, "/staff/board"), t(o, T_MENU_BOARD));
	if (viewer_has_role(&r->viewer, "clerk") || viewer_has_role(&r->viewer, "leader") || viewer_has_role(&r->viewer, "convener"))
		link_to(o, url_make(r->arena, "/staff/meetings"), t(o, T_MENU_MEETINGS));
	if (viewer_has_role(&r->viewer, "leader"))
		link_to(o, url_make(r->arena, "/staff/lead"), t(o, T_LEAD_TITLE));
	if (viewer_has_role(&r->viewer, "clerk") || viewer_has_role(&r->viewer, "leader") || viewer_has_role(&r->viewer, "handler") || viewer_has_role(&r->viewer, "unit_head") || viewer_has_role(&r->viewer, "bureau_head"))
		link_to(o, url_make(r->arena, "/staff/directives"), t(o, T_MENU_DIRECTIVES));
	if (viewer_has_role(&r->viewer, "clerk") || viewer_has_role(&r->viewer, "leader") || viewer_has_role(&r->viewer, "unit_head"))
		link_to(o, url_make(r->arena, "/staff/campaigns"), t(o, T_MENU_CAMPAIGNS));
	if (viewer_has_role(&r->viewer, "clerk") || viewer_has_role(&r->viewer, "leader"))
		link_to(o, url_make(r->arena, "/staff/supervision"), t(o, T_MENU_SUPERVISION));
	if (viewer_has_role(&r->viewer, "clerk") || viewer_has_role(&r->viewer, "leader"))
		link_to(o, url_make(r->arena, "/staff/programmes"), t(o, T_MENU_PROGRAMMES));
	if (viewer_has_role(&r->viewer, "clerk") || viewer_has_role(&r->viewer, "leader") || viewer_has_role(&r->viewer, "unit_head"))
		link_to(o, url_make(r->arena, "/staff/batches"), t(o, T_MENU_BATCHES));
	link_to(o, url_make(r->arena, "/staff/rules"), t(o, T_MENU_RULES));
	if (viewer_has_role(&r->viewer, "dpo") || viewer_has_role(&r->viewer, "auditor"))
		link_to(o, url_make(r->arena, "/staff/access"), t(o, T_PRIVACY_TITLE));
	if (viewer_has_role(&r->viewer, "sysadmin"))
		link_to(o, url_make(r->arena, "/staff/admin"), t(o, T_MENU_ADMIN));
}

static void public_menu(struct req *r)
{
	struct out *o = &r->out;
	link_to(o, url_make(r->arena, "/file"), t(o, T_MENU_FILE));
	link_to(o, url_follow(), t(o, T_MENU_FOLLOW));
	link_to(o, url_make(r->arena, "/guide"), t(o, T_MENU_GUIDE));
	link_to(o, url_make(r->arena, "/rectification"), t(o, T_MENU_RECTIFICATION));
}

static void who(struct req *r)
{
	struct out *o = &r->out;
	html(o, "<div class=\"who container\"><span>%s", r->viewer.name[r->lang]);
	for (size_t i = 0; i < r->viewer.posts; i++)
		html(o, " · %s, %s", t(o, (struct msg){.id = msg_id(arena_printf(r->arena, "role.%s", r->viewer.post[i].role))}), r->viewer.post[i].unit_name[r->lang]);
	html(o, "</span>\n");
	form_begin(r, url_make(r->arena, "/staff/logout"), (struct form_options){0});
	html(o, "<button class=\"secondary outline small\">%s</button>", t(o, T_MENU_LOGOUT));
	form_end(r);
	html(o, "</div>\n");
}

static void banner(struct req *r, enum page_kind kind)
{
	struct out *o = &r->out;
	bool staff = kind == PAGE_STAFF && r->viewer.kind == VIEWER_STAFF;
	html(o, "<body class=\"%s\">\n<a class=\"skip\" href=\"#main\">%s</a>\n<header class=\"top\"><nav class=\"container\" aria-label=\"%s\">\n<ul><li><a class=\"brand\" ",
		staff ? "staff" : "public", t(o, T_PAGE_SKIP), t(o, T_PAGE_MENU));
	html_url(o, "href", staff ? url_make(r->arena, "/staff") : url_home());
	html(o, "><strong>%s</strong> <span>%s</span></a></li></ul>\n<ul class=\"menu\">\n", t(o, T_PAGE_PRODUCT), r->city->name[r->lang]);
	if (staff)
		staff_menu(r);
	else
		public_menu(r);
	html(o, "<li><a hreflang=\"%s\" ", r->lang == LANG_ZH ? "en" : "zh");
	html_url(o, "href", other_language(r));
	html(o, ">%s</a></li>\n</ul>\n</nav>\n", r->lang == LANG_ZH ? "English" : "中文");
	if (staff)
		who(r);
	html(o, "</header>\n");
}

void page_begin(struct req *r, enum page_kind kind, struct msg title)
{
	page_begin_as(r, kind, title, title);
}

void page_begin_as(struct req *r, enum page_kind kind, struct msg window, struct msg title)
{
	head(r, window);
	banner(r, kind);
	html(&r->out, "<main id=\"main\" class=\"container\">\n<h1>%s</h1>\n", t(&r->out, title));
}

void page_end(struct req *r)
{
	struct out *o = &r->out;
	char today[11];
	html(o, "</main>\n<footer class=\"container\"><p>%s · <time datetime=\"%s\">%s</time></p></footer>\n</body>\n</html>\n",
		t(o, T_PAGE_MOTTO), day_text(r->now.today, today), today);
	buf_cstr(&r->http->res.head, "Cache-Control: no-store\r\nVary: Cookie, Accept-Language\r\n");
}

void page_error_summary(struct req *r, const struct act_in *in, const struct refusal *why)
{
	struct out *o = &r->out;
	bool reasons = why && why->kind != REFUSE_NONE;
	if (in->faults == 0 && !reasons)
		return;
	r->http->res.status = reasons && why->kind == REFUSE_STATE ? 409 : reasons && why->kind == REFUSE_RIGHT ? 403 : 422;
	html(o, "<section class=\"errors\" role=\"alert\" aria-labelledby=\"errors\" tabindex=\"-1\"><h2 id=\"errors\">%s</h2><ul>\n", t(o, T_PAGE_ERRORS));
	for (size_t i = 0; i < in->faults; i++) {
		const char *name = in->fault[i].part ? in->fault[i].part : field_table[in->fault[i].field].name;
		html(o, "<li><a href=\"#f-");
		html(o, "%s\">%s: %s</a></li>\n", name, t(o, fault_label(r, &in->fault[i])), t(o, in->fault[i].what));
	}
	if (reasons && in->faults == 0)
		html(o, "<li>%s%s%s%s</li>\n", t(o, why->what), why->article ? " (" : "", law_words(r->arena, r->lang, why->article), why->article ? ")" : "");
	html(o, "</ul></section>\n");
}

const char *in_lang(const struct req *r, const char *en, const char *zh)
{
	return r->lang == LANG_ZH ? zh : en;
}

const char *state_name(const struct req *r, const char *procedure, const char *state)
{
	const struct procedure *p = city_procedure(r->city, procedure);
	int i = p ? proc_state_find(p, state) : -1;
	return i < 0 ? state : p->state[i].name[r->lang];
}

const char *act_name(const struct req *r, const char *procedure, const char *act)
{
	const struct procedure *p = city_procedure(r->city, procedure);
	int i = p ? proc_act_find(p, act) : -1;
	struct msg m = {.id = msg_id(arena_printf(r->arena, "event.%s", act))};
	if (i >= 0)
		return p->act[i].name[r->lang];
	return m.id ? msg_text(r->arena, r->lang, m) : act;
}

const char *clock_name(const struct req *r, const char *code)
{
	const struct clock_rule *k = clock_rule_find(&r->city->clocks, code);
	return k ? k->name[r->lang] : code;
}

/* -- links */

struct url url_home(void)
{
	return (struct url){"/"};
}

struct url url_follow(void)
{
	return (struct url){"/follow"};
}

struct url url_matter(struct req *r, const char *number)
{
	return url_make(r->arena, "/staff/m/%s", number);
}

struct url url_act(struct req *r, const char *number, const char *act)
{
	return url_make(r->arena, "/staff/m/%s/%s", number, act);
}

struct url url_file(struct req *r, const char *token)
{
	return url_make(r->arena, r->viewer.kind == VIEWER_STAFF ? "/staff/f/%s" : "/follow/f/%s", token);
}

const struct asset *page_asset(const char *name)
{
	for (size_t i = 0; i < asset_count; i++)
		if (cstr_eq(assets[i].name, name))
			return &assets[i];
	return NULL;
}

struct url url_asset(struct req *r, const char *name)
{
	const struct asset *a = page_asset(name);
	return url_make(r->arena, "/a/%s?v=%s", name, a ? a->version : "0");
}
