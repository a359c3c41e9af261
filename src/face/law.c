/* Law: a word this table does not know is shown as it stands; a local rule is
 * always called local. */
#include "law.h"

static const struct { const char *word; const char *message; } law_table[] = {
	{"REG ", "law.reg"}, {"SIMPLE", "law.simple"}, {"CC ", "law.cc"}, {"CPL ", "law.cpl"},
	{"PIPL ", "law.pipl"}, {"SUP ", "law.sup"}, {"local", "law.local"},
};
enum { LAWS = sizeof law_table / sizeof *law_table };

static const char *one(struct arena *a, enum lang lang, struct str part)
{
	for (int i = 0; i < LAWS; i++) {
		if (!str_starts(part, law_table[i].word))
			continue;
		/* what a city notes behind "local:" is for who reads the rule file, in one language */
		const char *rest = arena_cstr(a, str_trim(str_from(part, strlen(law_table[i].word))));
		return msg_text(a, lang, (struct msg){.id = msg_id(law_table[i].message), .arg = {rest}});
	}
	return arena_cstr(a, part);
}

const char *law_words(struct arena *a, enum lang lang, const char *article)
{
	struct str rest = str_of(article);
	const char *out = "";
	while (rest.p && rest.n) {
		struct str part = str_trim(str_cut(&rest, ';'));
		if (part.n)
			out = arena_printf(a, "%s%s%s", out, *out ? "; " : "", one(a, lang, part));
	}
	return out;
}
