/* Procedures for people: a Graphviz diagram and a Markdown table, made from the
 * rows and from nothing else, so that they cannot differ from what the program
 * does. Promises: 1 every row of the file is one line of the table; 2 whatever
 * a name holds, dot and Markdown stay well formed. */
#include "procedure.h"

#include "procedure_parts.h"
#include "text.h"

enum { WORDS_BYTES = 64 * 1024 };

struct print {
	const struct procedure *p;
	enum lang lang;
	struct arena *a;               /* for the words of the table */
	struct buf *out;
};

static void dot_state(const struct print *pr, const struct proc_state *s);
static void dot_edges(const struct print *pr, size_t from, size_t to);
static void table_row(const struct print *pr, size_t first, size_t end);

void procedure_dot(const struct procedure *p, enum lang lang, struct buf *out)
{
	const struct print pr = {p, lang, NULL, out};
	buf_printf(out, "digraph \"%s\" {\n\trankdir=TB;\n\tnode [shape=box, style=rounded];\n", p->code);
	for (size_t i = 0; i < p->states; i++)
		dot_state(&pr, &p->state[i]);
	for (size_t from = 0; from < p->states; from++)
		for (size_t to = 0; to < p->states; to++)
			if (from != to)
				dot_edges(&pr, from, to);
	buf_cstr(out, "}\n");
}

void procedure_table(const struct procedure *p, enum lang lang, struct buf *out)
{
	const struct msg head[] = {T_PROCEDURE_TABLE_FROM, T_PROCEDURE_TABLE_ACT, T_PROCEDURE_TABLE_TO,
		T_PROCEDURE_TABLE_WHO, T_PROCEDURE_TABLE_NEEDS, T_PROCEDURE_TABLE_IF,
		T_PROCEDURE_TABLE_DO, T_PROCEDURE_TABLE_START, T_PROCEDURE_TABLE_STOP,
		T_PROCEDURE_TABLE_NOTICE, T_PROCEDURE_TABLE_ARTICLE};
	const size_t cells = sizeof head / sizeof *head;
	struct arena *a = arena_new(WORDS_BYTES);
	for (size_t i = 0; i < cells; i++)
		buf_printf(out, "| %s ", msg_text(a, lang, head[i]));
	buf_cstr(out, "|\n");
	for (size_t i = 0; i < cells; i++)
		buf_cstr(out, "|---");
	buf_cstr(out, "|\n");
	for (size_t i = 0, end; i < p->rows; i = end) {
		arena_reset(a);
		end = proc_row_end(p, i);
		table_row(&(struct print){p, lang, a, out}, i, end);
	}
	arena_free(a);
}

/* -- dot -- */

static void dot_text(struct buf *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			buf_char(out, '\\');
		buf_char(out, *s);
	}
}

static void dot_state(const struct print *pr, const struct proc_state *s)
{
	buf_printf(pr->out, "\t\"%s\" [label=\"", s->code);
	dot_text(pr->out, s->name[pr->lang]);
	buf_printf(pr->out, "\"%s];\n",
		s->start ? ", style=\"rounded,dashed\"" : s->final ? ", peripheries=2" : "");
}

/* " +handle -objection" */
static void dot_clocks(struct buf *out, char sign, const char *const *list)
{
	for (size_t i = 0; list[i]; i++)
		buf_printf(out, " %c%s", sign, list[i]);
}

/* One arrow from a state to another, with every act that goes there. */
static void dot_edges(const struct print *pr, size_t from, size_t to)
{
	bool open = false;
	for (size_t i = 0; i < pr->p->rows; i++) {
		const struct proc_row *row = &pr->p->row[i];
		if (row->from != (int)from || row->to != (int)to)
			continue;
		if (open)
			buf_cstr(pr->out, "\\n");
		else
			buf_printf(pr->out, "\t\"%s\" -> \"%s\" [label=\"", pr->p->state[from].code,
				pr->p->state[to].code);
		open = true;
		dot_text(pr->out, pr->p->act[row->act].name[pr->lang]);
		dot_clocks(pr->out, '+', row->start);
		dot_clocks(pr->out, '-', row->stop);
	}
	if (open)
		buf_cstr(pr->out, "\"];\n");
}

/* -- table -- */

static const char *word(const struct print *pr, struct msg m)
{
	return msg_text(pr->a, pr->lang, m);
}

/* | would end the cell; < would begin HTML. */
static void table_text(struct buf *out, const char *s)
{
	for (; *s; s++) {
		if (strchr("|\\<*_`[", *s))
			buf_char(out, '\\');
		buf_char(out, *s);
	}
}

/* Whether the rows stand for all states that are not final, and there are several. */
static bool every_open_state(const struct procedure *p, size_t first, size_t end)
{
	size_t open = 0;
	for (size_t i = 0; i < p->states; i++)
		open += !p->state[i].final;
	for (size_t i = first; i < end; i++)
		if (p->state[p->row[i].from].final)
			return false;
	return end - first == open && open > 1;
}

static void table_states(const struct print *pr, size_t first, size_t end)
{
	const struct procedure *p = pr->p;
	buf_cstr(pr->out, "| ");
	if (every_open_state(p, first, end)) {
		buf_cstr(pr->out, word(pr, T_PROCEDURE_ANY_STATE));
		return;
	}
	for (size_t i = first; i < end; i++) {
		buf_cstr(pr->out, i > first ? ", " : "");
		table_text(pr->out, p->state[p->row[i].from].name[pr->lang]);
	}
}

static void table_list(const struct print *pr, const char *const *list, const bool *mark,
	const char *before, const char *behind)
{
	buf_cstr(pr->out, " | ");
	for (size_t i = 0; list[i]; i++) {
		if (cstr_eq(list[i], "*")) {
			buf_cstr(pr->out, word(pr, T_PROCEDURE_ALL_CLOCKS));
			continue;
		}
		buf_printf(pr->out, "%s`%s%s%s`", i ? ", " : "", mark && mark[i] ? before : "", list[i],
			mark && mark[i] ? behind : "");
	}
}

static void table_row(const struct print *pr, size_t first, size_t end)
{
	const struct proc_row *row = &pr->p->row[first];
	bool stays = true;
	for (size_t i = first; i < end; i++)
		stays = stays && pr->p->row[i].to == pr->p->row[i].from;
	table_states(pr, first, end);
	buf_cstr(pr->out, " | ");
	table_text(pr->out, pr->p->act[row->act].name[pr->lang]);
	buf_cstr(pr->out, " | ");
	if (stays)
		buf_cstr(pr->out, word(pr, T_PROCEDURE_STAYS));
	else
		table_text(pr->out, pr->p->state[row->to].name[pr->lang]);
	table_list(pr, row->who, NULL, "", "");
	table_list(pr, row->needs, row->optional, "", "?");
	table_list(pr, row->cond, row->negated, "!", "");
	table_list(pr, row->effect, NULL, "", "");
	table_list(pr, row->start, NULL, "", "");
	table_list(pr, row->stop, NULL, "", "");
	table_list(pr, row->notice, NULL, "", "");
	buf_cstr(pr->out, " | ");
	table_text(pr->out, row->article);
	buf_cstr(pr->out, " |\n");
}
