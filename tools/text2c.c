/* text2c: the words for people, from text files to C.
 *
 *   text2c -o OUTDIR FILE.txt...
 *
 * writes OUTDIR/text.h (one macro per message, T_HOME_TITLE or T_DUE_ON(a1),
 * so that the compiler counts the arguments) and OUTDIR/text.c (the table of
 * base/msg_table.h, sorted by name). An entry is three lines:
 *   home.title
 *     en Every matter has a place
 *     zh 件件有着落
 * Blank lines and lines that begin with # are left out. {1} to {4} are the
 * arguments; no other brace may stand in a text.
 *
 * 1. Every message has both languages, and both use the same arguments. One
 *    that is not used (texts taken by name share a set) still is counted.
 * 2. No id stands twice, and no two ids give the same macro.
 * 3. A message's id is made of its name alone, so that a new one changes no
 *    other's macro; two names of one id are a fault: rename one.
 * 4. A fault is told as file:line: reason; nothing is written then. */
#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ROWS = 10000, NAME_BYTES = 80, LINE_BYTES = 16 * 1024, LANGS = 2, ARGS = 4 };

struct row {
	char name[NAME_BYTES], macro[NAME_BYTES + 2];
	char *text[LANGS];
	const char *file;
	int line, args, id;
};

static const char *const langs[LANGS] = {"en", "zh"};
static struct row rows[MAX_ROWS];
static size_t row_count;
static int faults;

static void fault(const char *file, int line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
static void read_file(const char *path);
static void check_all(void);
static void write_header(const char *dir);
static void write_table(const char *dir);
static void write_slots(FILE *f);

int main(int argc, char **argv)
{
	if (argc < 3 || strcmp(argv[1], "-o") != 0) {
		fprintf(stderr, "usage: text2c -o OUTDIR FILE.txt...\n");
		return 2;
	}
	for (int i = 3; i < argc; i++)
		read_file(argv[i]);
	check_all();
	if (faults > 0)
		return 1;
	write_header(argv[2]);
	write_table(argv[2]);
	return 0;
}

static void fault(const char *file, int line, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	fprintf(stderr, "%s:%d: ", file, line);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	faults++;
}

/* A name of letters, digits, _ and dots, as name and as macro. */
static bool set_name(struct row *r, const char *s)
{
	size_t n = strlen(s);
	if (n >= NAME_BYTES || !islower((unsigned char)s[0]))
		return false;
	memcpy(r->macro, "T_", 2);
	for (size_t i = 0; i <= n; i++) {
		char c = s[i];
		if (c && c != '_' && c != '.' && !isalnum((unsigned char)c))
			return false;
		r->name[i] = c;
		r->macro[i + 2] = (char)(c == '.' ? '_' : toupper((unsigned char)c));
	}
	return true;
}

static struct row *begin_row(const char *path, int line, const char *name)
{
	if (row_count == MAX_ROWS) {
		fault(path, line, "more than %d messages", MAX_ROWS);
		exit(1);
	}
	struct row *r = &rows[row_count];
	*r = (struct row){.file = path, .line = line};
	if (!set_name(r, name)) {
		fault(path, line, "not a message name: %s", name);
		return NULL;
	}
	row_count++;
	return r;
}

/* "  en words" into the row. */
static void set_text(struct row *r, const char *path, int line, const char *s)
{
	int lang = -1;
	for (int i = 0; i < LANGS; i++)
		if (strncmp(s, "  ", 2) == 0 && strncmp(s + 2, langs[i], 2) == 0 && s[4] == ' ' && s[5])
			lang = i;
	if (lang < 0)
		fault(path, line, "neither a name nor two blanks, en or zh, and words");
	else if (!r)
		fault(path, line, "words without a name");
	else if (r->text[lang])
		fault(path, line, "%s: %s twice", r->name, langs[lang]);
	else if (!(r->text[lang] = strdup(s + 5)))
		exit(1);
}

static void read_file(const char *path)
{
	static char line[LINE_BYTES];
	FILE *f = fopen(path, "r");
	struct row *r = NULL;
	if (!f) {
		fault(path, 0, "cannot be opened");
		return;
	}
	for (int n = 1; fgets(line, sizeof line, f); n++) {
		size_t len = strlen(line);
		if (len == 0 || line[len - 1] != '\n') {
			fault(path, n, "a line without its end, or longer than %d bytes", LINE_BYTES - 2);
			break;
		}
		while (len > 0 && isspace((unsigned char)line[len - 1]))
			line[--len] = '\0';
		if (len == 0 || line[0] == '#')
			continue;
		if (line[0] == ' ')
			set_text(r, path, n, line);
		else
			r = begin_row(path, n, line);
	}
	fclose(f);
}

/* The arguments a text uses, as bits; -1 with a stray brace. */
static int args_of(const char *s)
{
	int bits = 0;
	for (; *s; s++) {
		if (*s == '{' && s[1] >= '1' && s[1] <= '0' + ARGS && s[2] == '}') {
			bits |= 1 << (s[1] - '1');
			s += 2;
		} else if (*s == '{' || *s == '}') {
			return -1;
		}
	}
	return bits;
}

static void check_row(struct row *r)
{
	for (int i = 0; i < LANGS; i++) {
		if (!r->text[i]) {
			fault(r->file, r->line, "%s: %s is missing", r->name, langs[i]);
			return;
		}
	}
	int bits = args_of(r->text[0]);
	for (int i = 0; i < LANGS; i++)
		if (args_of(r->text[i]) < 0)
			fault(r->file, r->line, "%s: %s: a brace that is no argument {1}..{%d}", r->name, langs[i], ARGS);
	if (bits != args_of(r->text[1]))
		fault(r->file, r->line, "%s: the languages use different arguments", r->name);
	for (r->args = 0; r->args < ARGS && bits > 0 && bits >> r->args & 1;)
		r->args++;
}

static int by_macro(const void *a, const void *b)
{
	return strcmp(((const struct row *)a)->macro, ((const struct row *)b)->macro);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct row *)a)->name, ((const struct row *)b)->name);
}

/* FNV-1a, the lower 31 bits. */
static int id_of(const char *name)
{
	unsigned h = 2166136261u;
	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 16777619u;
	return (int)(h & 0x7fffffffu);
}

static int by_id(const void *a, const void *b)
{
	int x = ((const struct row *)a)->id, y = ((const struct row *)b)->id;
	return (x > y) - (x < y);
}

static void check_ids(void)
{
	for (size_t i = 0; i < row_count; i++)
		rows[i].id = id_of(rows[i].name);
	qsort(rows, row_count, sizeof *rows, by_id);
	for (size_t i = 0; i < row_count; i++)
		if (rows[i].id == 0 || (i > 0 && rows[i].id == rows[i - 1].id))
			fault(rows[i].file, rows[i].line, "%s: its id is taken; another name has another", rows[i].name);
}

static void check_all(void)
{
	for (size_t i = 0; i < row_count; i++)
		check_row(&rows[i]);
	check_ids();
	qsort(rows, row_count, sizeof *rows, by_macro);
	for (size_t i = 1; i < row_count; i++) {
		const struct row *a = &rows[i - 1], *b = &rows[i];
		if (strcmp(a->macro, b->macro) == 0)
			fault(b->file, b->line, "%s: also at %s:%d", b->name, a->file, a->line);
	}
	qsort(rows, row_count, sizeof *rows, by_name);
}

static FILE *open_out(const char *dir, const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *f = fopen(path, "w");
	if (!f) {
		perror(path);
		exit(1);
	}
	fprintf(f, "/* Made by tools/text2c from text/. Change the words, not this. */\n");
	return f;
}

static void close_out(FILE *f)
{
	if (ferror(f) || fclose(f) != 0) {
		perror("text2c");
		exit(1);
	}
}

static void write_header(const char *dir)
{
	static const char *const names[] = {"", "(a1)", "(a1, a2)", "(a1, a2, a3)", "(a1, a2, a3, a4)"};
	static const char *const values[] = {"0", "(a1)", "(a1), (a2)", "(a1), (a2), (a3)", "(a1), (a2), (a3), (a4)"};
	FILE *f = open_out(dir, "text.h");
	fprintf(f, "#ifndef GEN_TEXT_H\n#define GEN_TEXT_H\n\n#include \"base/msg.h\"\n\n");
	for (size_t i = 0; i < row_count; i++)
		fprintf(f, "#define %s%s ((struct msg){%d, {%s}})\n", rows[i].macro,
			names[rows[i].args], rows[i].id, values[rows[i].args]);
	fprintf(f, "\n#endif\n");
	close_out(f);
}

static void put_literal(FILE *f, const char *s)
{
	fputc('"', f);
	for (; *s; s++) {
		if (*s == '"' || *s == '\\' || *s == '?')
			fputc('\\', f);
		fputc(*s, f);
	}
	fputc('"', f);
}

static void write_table(const char *dir)
{
	FILE *f = open_out(dir, "text.c");
	fprintf(f, "#include \"base/msg_table.h\"\n\nconst struct msg_row msg_rows[] = {\n");
	for (size_t i = 0; i < row_count; i++) {
		fprintf(f, "\t{\"%s\", %d, {", rows[i].name, rows[i].id);
		put_literal(f, rows[i].text[0]);
		fprintf(f, ", ");
		put_literal(f, rows[i].text[1]);
		fprintf(f, "}},\n");
	}
	fprintf(f, "\t{0},\n};\nconst int msg_row_count = %zu;\n", row_count);
	write_slots(f);
	close_out(f);
}

/* An open hash table of twice the rows, or more: a power of two. */
static void write_slots(FILE *f)
{
	static short slots[4 * MAX_ROWS];
	int n = 2;
	while (n < 2 * (int)row_count)
		n *= 2;
	memset(slots, -1, sizeof slots);
	for (size_t i = 0; i < row_count; i++) {
		int at = rows[i].id & (n - 1);
		while (slots[at] >= 0)
			at = (at + 1) & (n - 1);
		slots[at] = (short)i;
	}
	fprintf(f, "const int msg_slot_mask = %d;\nconst short msg_slots[] = {", n - 1);
	for (int i = 0; i < n; i++)
		fprintf(f, "%s%d,", i % 24 ? " " : "\n\t", slots[i]);
	fprintf(f, "\n};\n");
}
