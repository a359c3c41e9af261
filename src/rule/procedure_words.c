/* Law 6: the words of a row are known words. The vocabularies come from the
 * code that gives them meaning, so that a rule file cannot ask for what nobody
 * does. A list that is NULL is not checked. */
#include "procedure_parts.h"

enum { HINT_WORDS = 12, HINT_LETTERS = 64 };

static bool has(const char *const *list, const char *word);
static bool cond_known(const char *const *conds, const char *cond);
static bool check_who(struct proc_trouble *t, const struct proc_row *row,
	const struct proc_words *words);
static bool check_conds(struct proc_trouble *t, const struct proc_row *row,
	const struct proc_words *words);
static bool check_list(struct proc_trouble *t, const struct proc_row *row, const char *kind,
	const char *const *list, const char *const *known);
static bool check_clock_names(struct proc_trouble *t, const struct proc_row *row,
	const char *const *list, const struct clock_rules *clocks);

bool proc_check_words(struct proc_trouble *t, const struct procedure *p,
	const struct proc_words *words)
{
	if (words->kinds && !has(words->kinds, p->kind))
		return proc_fail(t, p->kind_file, p->kind_line, "unknown kind \"%s\"; %s", p->kind,
			proc_hint(t->a, p->kind, words->kinds));
	for (size_t i = 0; i < p->rows; i = proc_row_end(p, i)) {
		const struct proc_row *row = &p->row[i];
		if (!check_who(t, row, words) ||
			!check_list(t, row, "field", row->needs, words->fields) ||
			!check_conds(t, row, words) ||
			!check_list(t, row, "effect", row->effect, words->effects) ||
			!check_clock_names(t, row, row->start, words->clocks) ||
			!check_clock_names(t, row, row->stop, words->clocks) ||
			!check_list(t, row, "notice", row->notice, words->notices))
			return false;
	}
	return true;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters to change, add or drop to get from one word to the other. */
static size_t distance(const char *a, const char *b)
{
	size_t row[HINT_LETTERS + 1], na = strlen(a), nb = strlen(b);
	if (na > HINT_LETTERS || nb > HINT_LETTERS)
		return SIZE_MAX;
	for (size_t k = 0; k <= nb; k++)
		row[k] = k;
	for (size_t i = 0; i < na; i++) {
		size_t corner = row[0];
		row[0] = i + 1;
		for (size_t k = 0; k < nb; k++) {
			size_t change = corner + (a[i] != b[k]);
			corner = row[k + 1];
			row[k + 1] = least(change, 1 + least(row[k], row[k + 1]));
		}
	}
	return row[nb];
}

const char *proc_hint(struct arena *a, const char *word, const char *const *known)
{
	const char *near = NULL, *list = "";
	size_t best = strlen(word) > 4 ? 3 : 2;        /* farther off is no near miss */
	for (size_t i = 0; known[i]; i++) {
		size_t d = distance(word, known[i]);
		if (d < best) {
			best = d;
			near = known[i];
		}
		if (i < HINT_WORDS)
			list = arena_printf(a, "%s%s%s", list, i ? ", " : "", known[i]);
		else if (i == HINT_WORDS)
			list = arena_printf(a, "%s, ...", list);
	}
	if (near)
		return arena_printf(a, "did you mean \"%s\"?", near);
	return known[0] ? arena_printf(a, "known: %s", list) : "none is known";
}

static bool has(const char *const *list, const char *word)
{
	for (size_t i = 0; list[i]; i++)
		if (cstr_eq(list[i], word))
			return true;
	return false;
}

static bool check_list(struct proc_trouble *t, const struct proc_row *row, const char *kind,
	const char *const *list, const char *const *known)
{
	for (size_t i = 0; known && list[i]; i++)
		if (!has(known, list[i]))
			return proc_fail(t, row->file, row->line, "unknown %s \"%s\"; %s", kind, list[i],
				proc_hint(t->a, list[i], known));
	return true;
}

static bool check_who(struct proc_trouble *t, const struct proc_row *row,
	const struct proc_words *words)
{
	for (size_t i = 0; row->who[i]; i++) {
		struct str relation = str_of(row->who[i]);
		const char *const role[] = {arena_cstr(t->a, str_cut(&relation, '@')), NULL};
		if (!check_list(t, row, "role", role, words->roles))
			return false;
		const char *const rel[] = {relation.p ? arena_cstr(t->a, relation) : NULL, NULL};
		if (!check_list(t, row, "relation", rel, words->relations))
			return false;
	}
	return true;
}

/* `class:` and `clock_open:*` stand for any argument. */
const char *proc_cond_word(const char *const *conds, const char *cond)
{
	size_t colon = str_chr(str_of(cond), ':');
	for (size_t i = 0; conds && colon != SIZE_MAX && conds[i]; i++) {
		struct str known = str_of(conds[i]);
		if (str_ends(known, ":*"))
			known.n--;
		if (str_eq(known, str_head(str_of(cond), colon + 1)))
			return conds[i];
	}
	return NULL;
}

static bool cond_known(const char *const *conds, const char *cond)
{
	return strchr(cond, ':') ? proc_cond_word(conds, cond) != NULL : has(conds, cond);
}

static bool check_conds(struct proc_trouble *t, const struct proc_row *row,
	const struct proc_words *words)
{
	for (size_t i = 0; words->conds && row->cond[i]; i++) {
		const char *cond = row->cond[i];
		if (cond_known(words->conds, cond))
			continue;
		const char *with = arena_printf(t->a, "%s:", cond);
		if (has(words->conds, with) || has(words->conds, arena_printf(t->a, "%s*", with)))
			return proc_fail(t, row->file, row->line,
				"condition \"%s\" needs an argument; right would be %s:...", cond, cond);
		struct str base = str_of(cond);
		const char *bare = arena_cstr(t->a, str_cut(&base, ':'));
		if (base.p && has(words->conds, bare))
			return proc_fail(t, row->file, row->line,
				"condition \"%s\" takes no argument; right would be %s", cond, bare);
		return proc_fail(t, row->file, row->line, "unknown condition \"%s\"; %s", cond,
			proc_hint(t->a, base.p ? arena_printf(t->a, "%s:", bare) : cond, words->conds));
	}
	return true;
}

static bool check_clock_names(struct proc_trouble *t, const struct proc_row *row,
	const char *const *list, const struct clock_rules *clocks)
{
	for (size_t i = 0; clocks && list[i]; i++) {
		if (cstr_eq(list[i], "*") || clock_rule_find(clocks, list[i]))
			continue;
		const char **known = arena_make_n(t->a, const char *, clocks->n + 1);
		for (size_t k = 0; k < clocks->n; k++)
			known[k] = clocks->rule[k].code;
		return proc_fail(t, row->file, row->line, "unknown clock \"%s\"; %s", list[i],
			proc_hint(t->a, list[i], known));
	}
	return true;
}
