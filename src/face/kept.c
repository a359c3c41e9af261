/* Laws: 1 a token is random and names nothing outside the spool; 2 one table is worked on at
 * a time: each takes memory for all of its rows. */
#include "kept.h"

#include <stdatomic.h>

#include "../base/hash.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "app.h"
#include "table.h"

enum { REFUSED_SHOWN = 1000 };

static atomic_flag busy = ATOMIC_FLAG_INIT;

static const char *prefix_of(const struct req *r, const char *kind)
{
	return arena_printf(r->arena, "%s-%lld-", kind, (long long)r->viewer.person_id);
}

const char *kept_path(const struct req *r, const char *kind, const char *token)
{
	for (const char *p = token; *p; p++)
		if (!(*p >= 'A' && *p <= 'Z') && !(*p >= '0' && *p <= '9'))
			return NULL;
	return *token && strlen(token) < 40 ? arena_printf(r->arena, "%s/%s%s", app_spool(r->app), prefix_of(r, kind), token) : NULL;
}

void kept_forget(struct req *r, const char *kind)
{
	char **name;
	const char *prefix = prefix_of(r, kind);
	int n = os_list_dir(r->arena, app_spool(r->app), &name);
	for (int i = 0; i < n; i++)
		if (str_starts(str_of(name[i]), prefix))
			os_remove(arena_printf(r->arena, "%s/%s", app_spool(r->app), name[i]));
}

const char *kept_put(struct req *r, const char *kind, struct str lines)
{
	unsigned char bits[15];
	os_random(bits, sizeof bits);
	kept_forget(r, kind);
	const char *token = base32_text(r->arena, bits, sizeof bits);
	return os_write_file(kept_path(r, kind, token), lines) < 0 ? NULL : token;
}

void kept_file_form(struct req *r, struct url action, struct msg what)
{
	form_begin(r, action, (struct form_options){.multipart = true});
	html(&r->out, "<p>%s</p>\n", t(&r->out, what));
	html(&r->out, "<div class=\"field\"><label for=\"f-file\">%s</label><small id=\"h-file\">%s</small>\n"
		"<input id=\"f-file\" name=\"file\" type=\"file\" accept=\".xlsx,.csv\" aria-describedby=\"h-file\"></div>\n",
		t(&r->out, T_INTAKE_FILE), t(&r->out, table_xlsx_here() ? T_INTAKE_FILE_HINT : T_SHEET_ABSENT));
	staff_input(r, "sheet", "text", T_INTAKE_SHEET, T_INTAKE_SHEET_HINT, req_field(r, "sheet"), "off");
	html(&r->out, "<div class=\"buttons\"><button name=\"do\" value=\"read\">%s</button></div>\n", t(&r->out, T_INTAKE_READ));
	form_end(r);
}

struct msg kept_file_fault(const struct req *r)
{
	if (r->form.files == 0)
		return T_INTAKE_NO_FILE;
	return !r->form.file[0].path || r->form.file[0].size > LIMIT_FILE_BYTES ? T_INTAKE_FILE_LARGE : MSG_NONE;
}

void kept_refused(struct req *r, const struct finding_refused *refused, size_t n)
{
	const struct msg heads[] = {T_INTAKE_LINE, T_INTAKE_COLUMN, T_INTAKE_WHY};
	if (n == 0)
		return;
	staff_table_begin(r, T_INTAKE_REFUSED);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n && i < REFUSED_SHOWN; i++)
		html(&r->out, "<tr><th scope=\"row\">%lld</th><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td></tr>\n", (long long)refused[i].line,
			t(&r->out, heads[1]), refused[i].column, t(&r->out, heads[2]), t(&r->out, refused[i].why));
	staff_table_end(r);
	if (n > REFUSED_SHOWN)
		html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_INTAKE_REFUSED_MORE(staff_number(r, (int64_t)n - REFUSED_SHOWN))));
}

static void unstarted(struct req *r)
{
	(void)r;
	kept_worked();
}

void kept_work(struct req *r, void *data, void (*work)(struct req *r), void (*worked)(struct req *r))
{
	if (atomic_flag_test_and_set(&busy)) {
		buf_cstr(&r->http->res.head, "Retry-After: 5\r\n");
		req_error(r, 503, T_ERROR_BUSY);
		return;
	}
	r->data = data;
	r->unstarted = unstarted;
	req_slow(r, work, worked);
}

void kept_worked(void)
{
	atomic_flag_clear(&busy);
}
