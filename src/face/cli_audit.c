/* audit rights: who can reach what by which route, act, field and query, from
 * the tables that decide it, as one stable text. doc/rights.txt is this text,
 * and lint compares: a change of rights is a change of that file.
 * audit routes: the rows of the route table as JSON, for tests that walk them. */
#include "cli.h"

#include "../base/limits.h"
#include "../base/os.h"
#include "../matter/second.h"
#include "route.h"

enum { AUDIT_ARENA_BYTES = 256 * 1024 * 1024, AUDIT_BYTES = 4 * 1024 * 1024 };

static const char *const need_words[] = {[NEED_NOBODY] = "anybody", [NEED_PETITIONER] = "petitioner of the matter",
	[NEED_STAFF] = "staff", [NEED_ADMIN] = "sysadmin", [NEED_ACCESS] = "dpo, auditor", [NEED_PRIVACY] = "dpo", [NEED_KEY] = "staff by key"};

static void print_routes(struct buf *out)
{
	for (size_t l = 0; l < route_list_count; l++)
		for (size_t i = 0; i < *route_lists[l].n; i++) {
			const struct route *r = &route_lists[l].row[i];
			buf_printf(out, "route %s %s for %s%s, up to %lld bytes\n", r->post ? "POST" : "GET", r->path, need_words[r->need],
				r->csrf ? ", with the session's token" : "", (long long)(r->multipart ? LIMIT_UPLOAD_BYTES : r->body_max));
		}
}

static void print_roles(struct buf *out)
{
	static const char *const sorts[] = {[ROLE_BUSINESS] = "business", [ROLE_ADMIN] = "administration", [ROLE_AUDIT] = "audit", [ROLE_PRIVACY] = "data protection", [ROLE_SEAT] = "a seat, not a post"};
	for (size_t i = 0; i < role_count; i++)
		buf_printf(out, "role %s of %s, in the unit that is %s\n", role_table[i].name, sorts[role_table[i].sort], role_table[i].relation);
}

static void print_fields(struct buf *out)
{
	for (int f = F_NONE + 1; f < F__MAX; f++)
		buf_printf(out, "field %s %s the event\n", field_table[f].name, field_table[f].private_ ? "kept out of" : "stands in");
}

static bool same_line(const struct proc_row *x, const struct proc_row *y)
{
	return x->line == y->line && cstr_eq(x->file, y->file);
}

static bool first_of_line(const struct procedure *p, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (same_line(&p->row[k], &p->row[i]))
			return false;
	return true;
}

static void print_who(struct buf *out, const struct proc_row *row)
{
	for (int i = 0; i < PROC_LIST && row->who[i]; i++) {
		const struct role_def *d = role_find(row->who[i]);
		bool told = strchr(row->who[i], '@');
		buf_printf(out, "%s%s%s%s", i ? ", " : " by ", row->who[i], d && !told ? "@" : "", d && !told ? d->relation : "");
	}
}

static void print_row(struct buf *out, const struct procedure *p, size_t at)
{
	const struct proc_row *row = &p->row[at];
	buf_printf(out, "act %s %s", p->code, p->act[row->act].code);
	print_who(out, row);
	if (fresh_act(p->act[row->act].code))
		buf_cstr(out, ", proved lately");
	for (int i = 0; i < PROC_LIST && row->cond[i]; i++)
		buf_printf(out, "%s%s%s", i ? " and " : ", if ", row->negated[i] ? "not " : "", row->cond[i]);
	buf_cstr(out, ", in");
	for (size_t i = at; i < p->rows; i++)
		if (same_line(&p->row[i], row))
			buf_printf(out, " %s", p->state[p->row[i].from].code);
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		buf_printf(out, "%s%s%s", i ? " " : ", with ", row->needs[i], row->optional[i] ? "?" : "");
	buf_char(out, '\n');
}

static void print_acts(struct buf *out, const struct city *c)
{
	for (size_t k = 0; k < c->procedures; k++)
		for (size_t i = 0; i < c->procedure[k].rows; i++)
			if (first_of_line(&c->procedure[k], i))
				print_row(out, &c->procedure[k], i);
}

static int rights(struct arena *a, const char *rules)
{
	struct city c = {0};
	struct buf out;
	const char *why = city_rules_read(a, rules, &c);
	if (why)
		return cli_say(EXIT_REFUSED, "audit rights", "%s", why);
	buf_init(&out, AUDIT_BYTES);
	print_routes(&out);
	print_roles(&out);
	print_acts(&out, &c);
	print_fields(&out);
	store_audit(a, &out);
	bool whole = buf_ok(&out);
	if (whole)
		fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
	return whole ? EXIT_DONE : cli_say(EXIT_TROUBLE, "audit rights", "the text is too long");
}

static int routes(struct arena *a)
{
	struct buf out;
	struct json j;
	buf_init(&out, AUDIT_BYTES);
	json_init(&j, &out);
	json_array(&j, NULL);
	for (size_t l = 0; l < route_list_count; l++)
		for (size_t i = 0; i < *route_lists[l].n; i++) {
			const struct route *r = &route_lists[l].row[i];
			json_object(&j, NULL);
			json_text(&j, "method", r->post ? "POST" : "GET");
			json_text(&j, "path", r->path);
			json_text(&j, "need", need_words[r->need]);
			json_bool(&j, "csrf", r->csrf);
			json_bool(&j, "multipart", r->multipart);
			json_text(&j, "name", r->name);
			json_end(&j);
		}
	json_end(&j);
	json_done(&j);
	puts(out.p);
	buf_free(&out);
	arena_free(a);
	return EXIT_DONE;
}

int cli_audit(int argc, char **argv)
{
	const char *rules = cli_option(&argc, argv, "--rules");
	if (argc == 2 && cstr_eq(argv[1], "routes") && !rules)
		return routes(arena_new(AUDIT_ARENA_BYTES));
	if (argc < 2 || argc > 3 || !cstr_eq(argv[1], "rights") || (rules && argc == 3))
		return cli_say(EXIT_USAGE, "audit", "use: huiyin audit rights [DIR|--rules RULES], or huiyin audit routes");
	struct arena *a = arena_new(AUDIT_ARENA_BYTES);
	if (!rules)
		rules = argc == 3 ? arena_printf(a, "%s/rules", argv[2]) : rules_dir();
	int code = rights(a, rules);
	arena_free(a);
	return code;
}
