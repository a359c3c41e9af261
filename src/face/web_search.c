/* Search. Laws: 1 the whole filter stands in the address; 2 a value that is
 * not one of the offered ones is no filter, a day that is none is said; 3 the
 * list is list_find's, so nobody finds what they may not know of. */
#include "web_search.h"

#include "../base/limits.h"
#include "../base/utf8.h"
#include "table.h"
#include "web_staff.h"

static int index_of(const char *const *names, int n, const char *value)
{
	for (int i = 0; i < n; i++)
		if (cstr_eq(names[i], value))
			return i;
	return 0;
}

static day_t day_query(struct req *r, const char *name)
{
	day_t day;
	return day_parse(str_of(req_query(r, name)), &day) ? day : DAY_NONE;
}

struct list_filter search_filter(struct req *r)
{
	int64_t page;
	struct list_filter f = {.procedure = req_query(r, "procedure"), .state = req_query(r, "state"), .class_ = req_query(r, "class"),
		.channel = req_query(r, "channel"), .unit = req_query(r, "unit"), .from = day_query(r, "from"), .to = day_query(r, "to"),
		.open_only = *req_query(r, "open"), .mine = *req_query(r, "mine"), .page = 1};
	f.text = arena_cstr(r->arena, utf8_head(str_of(req_query(r, "text")), LIMIT_QUERY_CHARS));
	f.clock = (enum list_clock)index_of(list_clock_names, LIST_CLOCK__MAX, req_query(r, "clock"));
	f.sort = (enum list_sort)index_of(list_sort_names, SORT__MAX, req_query(r, "sort"));
	if (str_i64(str_of(req_query(r, "page")), &page) && page >= 1 && page <= LIMIT_PAGE_NUMBER)
		f.page = (int)page;
	return f;
}

struct url search_url(struct req *r, const struct list_filter *f, int page)
{
	char from[11], to[11];
	return url_make(r->arena, "?text=%s&procedure=%s&state=%s&class=%s&channel=%s&unit=%s&from=%s&to=%s&clock=%s&open=%s&mine=%s&sort=%s&page=%d",
		f->text, f->procedure, f->state, f->class_, f->channel, f->unit, day_text(f->from, from), day_text(f->to, to),
		list_clock_names[f->clock], f->open_only ? "1" : "", f->mine ? "1" : "", list_sort_names[f->sort], page);
}

static struct url page_url(struct req *r, int page)
{
	struct list_filter f = search_filter(r);
	return search_url(r, &f, page);
}

/* -- the form */

static size_t field_choices(struct req *r, enum field f, struct staff_choice *out)
{
	size_t n = 0;
	for (; n < FIELD_CHOICES && field_table[f].choice[n]; n++)
		out[n] = (struct staff_choice){field_table[f].choice[n], t(&r->out, field_choice_label(f, field_table[f].choice[n]))};
	return n;
}

static size_t procedure_choices(struct req *r, struct staff_choice *out)
{
	for (size_t i = 0; i < r->city->procedures; i++)
		out[i] = (struct staff_choice){r->city->procedure[i].code, r->city->procedure[i].name[r->lang]};
	return r->city->procedures;
}

static bool among(const struct staff_choice *c, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (cstr_eq(c[i].value, code))
			return true;
	return false;
}

/* The states of the chosen procedure, or of all; a code that two of them share stands once. */
static size_t state_choices(struct req *r, const char *procedure, struct staff_choice **out)
{
	size_t n = 0, room = 0;
	for (size_t i = 0; i < r->city->procedures; i++)
		room += r->city->procedure[i].states;
	*out = arena_make_n(r->arena, struct staff_choice, room);
	for (size_t i = 0; i < r->city->procedures; i++) {
		const struct procedure *p = &r->city->procedure[i];
		if (*procedure && !cstr_eq(p->code, procedure))
			continue;
		for (size_t s = 0; s < p->states; s++)
			if (!p->state[s].start && !among(*out, n, p->state[s].code))
				(*out)[n++] = (struct staff_choice){p->state[s].code, p->state[s].name[r->lang]};
	}
	return n;
}

static void selects(struct req *r, const struct list_filter *f)
{
	struct staff_choice procedure[CITY_PROCEDURES], class[FIELD_CHOICES], channel[FIELD_CHOICES], *state, *unit;
	struct staff_choice clock[] = {{"late", t(&r->out, T_STAFF_CLOCK_LATE)}, {"soon", t(&r->out, T_STAFF_CLOCK_SOON)}, {"calm", t(&r->out, T_STAFF_CLOCK_CALM)}};
	struct staff_choice sort[] = {{"due", t(&r->out, T_STAFF_SORT_DUE)}, {"new", t(&r->out, T_STAFF_SORT_NEW)}, {"old", t(&r->out, T_STAFF_SORT_OLD)}};
	size_t states = state_choices(r, f->procedure, &state), units = staff_units(r, &unit);
	staff_select(r, "procedure", T_STAFF_PROCEDURE, T_STAFF_ANY, procedure, procedure_choices(r, procedure), f->procedure);
	staff_select(r, "state", T_STAFF_STATE, T_STAFF_ANY, state, states, f->state);
	staff_select(r, "class", field_label(F_CLASS), T_STAFF_ANY, class, field_choices(r, F_CLASS, class), f->class_);
	staff_select(r, "channel", field_label(F_CHANNEL), T_STAFF_ANY, channel, field_choices(r, F_CHANNEL, channel), f->channel);
	staff_select(r, "unit", T_STAFF_LEAD, T_STAFF_ANY, unit, units, f->unit);
	staff_select(r, "clock", T_STAFF_CLOCKS, T_STAFF_ANY, clock, 3, list_clock_names[f->clock]);
	staff_select(r, "sort", T_STAFF_SORT, MSG_NONE, sort, 3, list_sort_names[f->sort]);
}

static bool narrowed(const struct list_filter *f)
{
	return *f->procedure || *f->state || *f->class_ || *f->channel || *f->unit || f->from != DAY_NONE || f->to != DAY_NONE ||
		f->clock != LIST_ANY_CLOCK || f->open_only || f->mine || f->sort != SORT_DUE;
}

static void show_form(struct req *r, const struct list_filter *f)
{
	form_begin(r, url_make(r->arena, "/staff/search"), (struct form_options){.get = true});
	html(&r->out, "<div class=\"field\"><label for=\"f-text\">%s</label><small id=\"h-text\">%s</small>\n",
		t(&r->out, T_STAFF_WORDS), t(&r->out, T_STAFF_WORDS_HINT));
	html(&r->out, "<input id=\"f-text\" name=\"text\" type=\"search\" value=\"%s\" maxlength=\"%d\" accesskey=\"s\" aria-describedby=\"h-text\"></div>\n",
		f->text, LIMIT_QUERY_CHARS);
	html(&r->out, "<details%s><summary>%s</summary><div class=\"filters\">\n", narrowed(f) ? " open" : "", t(&r->out, T_STAFF_FILTERS));
	selects(r, f);
	staff_input(r, "from", "date", T_STAFF_FROM, MSG_NONE, req_query(r, "from"), "off");
	staff_input(r, "to", "date", T_STAFF_TO, MSG_NONE, req_query(r, "to"), "off");
	staff_tick(r, "open", T_STAFF_OPEN_ONLY, f->open_only);
	staff_tick(r, "mine", T_STAFF_MINE, f->mine);
	html(&r->out, "</div></details>\n");
	form_submit(r, T_STAFF_SEARCH);
	form_end(r);
}

static bool day_wrong(struct req *r, const char *name, day_t read)
{
	return *req_query(r, name) && read == DAY_NONE;
}

void web_search(struct req *r)
{
	struct list_filter f = search_filter(r);
	struct list_page found;
	bool wrong = day_wrong(r, "from", f.from) || day_wrong(r, "to", f.to);
	page_begin(r, PAGE_STAFF, T_STAFF_SEARCH_TITLE);
	if (wrong) {
		staff_fault(r, T_FAULT_DAY);
		r->http->res.status = 422;
	}
	show_form(r, &f);
	if (!wrong) {
		list_find(req_read(r), r->city, &r->viewer, r->now, &f, &found);
		const char *total = arena_printf(r->arena, "%lld", (long long)found.total);
		html(&r->out, "<h2 id=\"found\">%s</h2>\n", t(&r->out, found.total_exact ? T_STAFF_FOUND_N(total) : T_STAFF_FOUND_MORE(total)));
		part_matter_table(r, found.row, found.rows, T_STAFF_FOUND_NONE);
		part_paging(r, f.page, found.more, page_url);
		if (found.rows > 0)
			part_table_links(r, "/staff/list/search", search_url(r, &f, 1));
	}
	page_end(r);
}
