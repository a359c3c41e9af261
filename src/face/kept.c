/* Law: a token is random and names nothing outside the spool. */
#include "kept.h"

#include "../base/hash.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "app.h"
#include "table.h"

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
