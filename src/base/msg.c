/* Messages. See msg.h; the rows are made from the text files (msg_table.h). */
#include "msg.h"

#include "bug.h"
#include "buf.h"
#include "msg_table.h"

static const struct msg_row *row_of(int id)
{
	must(id > 0);
	for (int i = id & msg_slot_mask; msg_slots[i] >= 0; i = (i + 1) & msg_slot_mask)
		if (msg_rows[msg_slots[i]].id == id)
			return &msg_rows[msg_slots[i]];
	bug("no message has this id");
}

const char *msg_text(struct arena *a, enum lang lang, struct msg m)
{
	must(lang == LANG_EN || lang == LANG_ZH);
	if (m.id == 0)
		return "";
	const char *form = row_of(m.id)->text[lang];
	if (!strchr(form, '{'))
		return form;
	/* Twice over the form: first the length, then the text. */
	char *out = NULL;
	for (int pass = 0; pass < 2; pass++) {
		size_t n = 0;
		for (const char *f = form; *f; f++) {
			const char *piece = f;
			size_t len = 1;
			if (f[0] == '{' && f[1] >= '1' && f[1] <= '0' + MSG_ARGS && f[2] == '}') {
				struct str arg = str_of(m.arg[f[1] - '1']);
				piece = arg.p;
				len = arg.n;
				f += 2;
			}
			if (out)
				memcpy(out + n, piece, len);
			n += len;
		}
		if (!out)
			out = arena_alloc(a, n + 1);
	}
	return out;
}

static int by_name(const void *key, const void *row)
{
	return strcmp(key, ((const struct msg_row *)row)->name);
}

int msg_id(const char *name)
{
	if (!name)
		return 0;
	const struct msg_row *row = bsearch(name, msg_rows, (size_t)msg_row_count, sizeof *msg_rows, by_name);
	return row ? row->id : 0;
}

const char *msg_name(int id)
{
	return id == 0 ? "" : row_of(id)->name;
}

enum lang lang_of(struct str code)
{
	bool zh = str_ieq(str_head(code, 2), "zh") && (code.n == 2 || code.p[2] == '-' || code.p[2] == '_');
	return zh ? LANG_ZH : LANG_EN;
}

const char *lang_code(enum lang lang)
{
	return lang == LANG_ZH ? "zh-CN" : "en";
}
