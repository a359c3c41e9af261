/* Procedures: any text is refused with file, line and reason, or gives a
 * procedure that keeps its laws when it is played: walks of random acts never
 * reach a final state with a clock running, nor a state without a way on. */
#include "../../src/base/bug.h"
#include "../../src/base/limits.h"
#include "../../src/base/utf8.h"
#include "../../src/rule/procedure.h"

enum { BYTES = 128 * 1024 * 1024, WALKS = 8, STEPS = 40, CLOCKS = LIMIT_RULE_CLOCKS };

struct walk { const char *running[CLOCKS]; size_t n; int state; };

static void stop(struct walk *w, const char *clock)
{
	size_t kept = 0;
	for (size_t i = 0; i < w->n; i++)
		if (strcmp(clock, "*") != 0 && strcmp(clock, w->running[i]) != 0)
			w->running[kept++] = w->running[i];
	w->n = kept;
}

static void take(struct walk *w, const struct proc_row *row)
{
	for (size_t i = 0; row->stop[i]; i++)
		stop(w, row->stop[i]);
	for (size_t i = 0; row->start[i]; i++) {
		stop(w, row->start[i]);
		must(w->n < CLOCKS);
		w->running[w->n++] = row->start[i];
	}
	w->state = row->to;
}

static void play(const struct procedure *p, uint32_t seed)
{
	struct walk w = {.state = -1};
	for (size_t i = 0; i < p->states; i++)
		if (p->state[i].start)
			w.state = (int)i;
	must(w.state >= 0);
	for (int step = 0; step < STEPS; step++) {
		must(!p->state[w.state].final || w.n == 0);
		size_t ways = 0, chosen = 0;
		for (size_t i = 0; i < p->rows; i++)
			ways += p->row[i].from == w.state;
		must(ways > 0 || p->state[w.state].final);
		if (ways == 0)
			return;
		seed = seed * 1664525u + 1013904223u;
		chosen = (seed >> 8) % ways;
		for (size_t i = 0; i < p->rows; i++)
			if (p->row[i].from == w.state && chosen-- == 0) {
				take(&w, &p->row[i]);
				break;
			}
	}
}

static int lines(struct str s)
{
	struct str line;
	int n = 0;
	while (str_line(&s, &line))
		n++;
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 16 * 1024)
		return 0;
	struct arena *a = arena_new(BYTES);
	const struct rule_file file = {"f", {size ? (const char *)data : "", size}};
	struct procedure p;
	struct rule_error err;
	if (!procedure_parse(a, &file, 1, "p", NULL, &p, &err)) {
		must(err.file && err.reason && utf8_valid(str_of(err.reason)));
		must(err.line >= 0 && err.line <= lines(file.text));
		arena_free(a);
		return 0;
	}
	for (uint32_t i = 0; i < WALKS; i++)
		play(&p, i * 7919u);
	struct buf b;
	buf_init(&b, BYTES);
	procedure_dot(&p, LANG_EN, &b);
	procedure_table(&p, LANG_ZH, &b);
	must(buf_ok(&b) && utf8_valid(buf_view(&b)));
	buf_free(&b);
	arena_free(a);
	return 0;
}
