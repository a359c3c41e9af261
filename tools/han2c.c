/* han2c: Han characters as detectors of names need them, from the Unicode
 * Consortium's Unihan database (Debian: unicode-data) to C.
 *
 *   bzcat Unihan_Variants.txt.bz2 Unihan_Readings.txt.bz2 | han2c -o OUTDIR
 *
 * writes OUTDIR/han_table.h and OUTDIR/han_table.c:
 *   han_variant[]  pairs (character, the one that stands for its group), sorted:
 *                  simplified, traditional and other forms of one character
 *   han_reading[]  character << 11 | syllable, sorted; of the one that stands
 *                  for a group all readings of the group
 *   han_syllable[] pinyin without tones, u-umlaut as v
 *
 * 1. A line that is not of the form CODE<TAB>FIELD<TAB>VALUE, and a field not
 *    listed here, is left out; what is left must be plausible (see check).
 * 2. The same input gives the same bytes. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CODES = 0x110000, READINGS = 400000, SYLLABLES = 2048, SYLLABLE_BYTES = 8, LINE_BYTES = 16384 };

static uint32_t group[CODES];          /* union-find: towards the smallest of a group */
static uint32_t reading[READINGS];
static char syllable[SYLLABLES][SYLLABLE_BYTES];
static size_t readings, syllables;

static uint32_t find(uint32_t c)
{
	while (group[c] != c)
		c = group[c] = group[group[c]];
	return c;
}

static void join(uint32_t a, uint32_t b)
{
	a = find(a);
	b = find(b);
	if (a < b)
		group[b] = a;
	else
		group[a] = b;
}

static bool code_of(const char *s, uint32_t *c)
{
	unsigned long n = strncmp(s, "U+", 2) == 0 ? strtoul(s + 2, NULL, 16) : 0;
	*c = (uint32_t)n;
	return n >= 0x2E80 && n < CODES;
}

/* "U+4E07 U+842C<kMatthews,kFenn" */
static void take_variants(uint32_t c, char *value)
{
	uint32_t other;
	for (char *save, *word = strtok_r(value, " ", &save); word; word = strtok_r(NULL, " ", &save))
		if (code_of(word, &other))
			join(c, other);
}

/* The plain letters of one reading; false when it is none of pinyin. */
static bool plain(const char *s, size_t n, char out[static SYLLABLE_BYTES])
{
	static const struct { const char *marked; char plain; } letters[] = {
		{"ā", 'a'}, {"á", 'a'}, {"ǎ", 'a'}, {"à", 'a'}, {"ē", 'e'}, {"é", 'e'}, {"ě", 'e'}, {"è", 'e'}, {"ê", 'e'},
		{"ī", 'i'}, {"í", 'i'}, {"ǐ", 'i'}, {"ì", 'i'}, {"ō", 'o'}, {"ó", 'o'}, {"ǒ", 'o'}, {"ò", 'o'},
		{"ū", 'u'}, {"ú", 'u'}, {"ǔ", 'u'}, {"ù", 'u'}, {"ü", 'v'}, {"ǖ", 'v'}, {"ǘ", 'v'}, {"ǚ", 'v'}, {"ǜ", 'v'},
		{"ń", 'n'}, {"ň", 'n'}, {"ǹ", 'n'}, {"ḿ", 'm'}};
	size_t k = 0;
	while (n > 0) {
		size_t used = *s >= 'a' && *s <= 'z' ? 1 : 0;
		char c = *s;
		for (size_t i = 0; !used && i < sizeof letters / sizeof *letters; i++)
			if (strlen(letters[i].marked) <= n && strncmp(s, letters[i].marked, strlen(letters[i].marked)) == 0) {
				used = strlen(letters[i].marked);
				c = letters[i].plain;
			}
		if (!used || k + 1 == SYLLABLE_BYTES)
			return false;
		out[k++] = c;
		s += used;
		n -= used;
	}
	out[k] = '\0';
	return k > 0;
}

static uint32_t syllable_id(const char *s)
{
	for (size_t i = 0; i < syllables; i++)
		if (strcmp(syllable[i], s) == 0)
			return (uint32_t)i;
	if (syllables == SYLLABLES)
		exit(1);
	strcpy(syllable[syllables], s);
	return (uint32_t)syllables++;
}

/* "10109.030:qiu,chou,ju", "048.050:chou 306.020:qiu", "chou(71)", "chou": letters between what is none. */
static void take_readings(uint32_t c, const char *value)
{
	while (*value) {
		size_t n = strcspn(value, " ,:()");
		char s[SYLLABLE_BYTES];
		if (n > 0 && plain(value, n, s) && readings < READINGS)
			reading[readings++] = c << 11 | syllable_id(s);
		value += n + (value[n] != '\0');
	}
}

static void take_line(char *line)
{
	static const char *const variants[] = {"kSimplifiedVariant", "kTraditionalVariant", "kZVariant", "kSemanticVariant"};
	static const char *const sounds[] = {"kMandarin", "kTGHZ2013", "kXHC1983", "kHanyuPinlu"};
	char *save, *code = strtok_r(line, "\t", &save), *field = strtok_r(NULL, "\t", &save), *value = strtok_r(NULL, "\t", &save);
	uint32_t c;
	if (!code || !field || !value || !code_of(code, &c))
		return;
	for (size_t i = 0; i < 4; i++) {
		if (strcmp(field, variants[i]) == 0)
			take_variants(c, value);
		if (strcmp(field, sounds[i]) == 0)
			take_readings(c, value);
	}
}

static int rising(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* Readings go to who stands for the group, each once. */
static void settle(void)
{
	size_t kept = 0;
	for (size_t i = 0; i < readings; i++)
		reading[i] = find(reading[i] >> 11) << 11 | (reading[i] & 2047);
	qsort(reading, readings, sizeof *reading, rising);
	for (size_t i = 0; i < readings; i++)
		if (i == 0 || reading[i] != reading[kept - 1])
			reading[kept++] = reading[i];
	readings = kept;
}

static FILE *begin(const char *dir, const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *f = fopen(path, "w");
	if (!f) {
		perror(path);
		exit(1);
	}
	fprintf(f, "/* Made by tools/han2c from the Unihan database, (c) Unicode, Inc.; https://www.unicode.org/terms_of_use.html */\n");
	return f;
}

static void write_all(const char *dir, size_t variants)
{
	FILE *f = begin(dir, "han_table.h");
	fprintf(f, "#ifndef GEN_HAN_TABLE_H\n#define GEN_HAN_TABLE_H\n#include <stdint.h>\nenum { HAN_VARIANTS = %zu, HAN_READINGS = %zu };\n"
		"extern const uint32_t han_variant[HAN_VARIANTS][2], han_reading[HAN_READINGS];\nextern const char han_syllable[][%d];\n#endif\n",
		variants, readings, SYLLABLE_BYTES);
	fclose(f);
	f = begin(dir, "han_table.c");
	fprintf(f, "#include \"han_table.h\"\nconst uint32_t han_variant[HAN_VARIANTS][2] = {\n");
	for (uint32_t c = 0; c < CODES; c++)
		if (find(c) != c)
			fprintf(f, "{0x%X,0x%X},\n", c, find(c));
	fprintf(f, "};\nconst uint32_t han_reading[HAN_READINGS] = {\n");
	for (size_t i = 0; i < readings; i++)
		fprintf(f, "0x%X,%s", reading[i], i % 8 == 7 ? "\n" : "");
	fprintf(f, "};\nconst char han_syllable[][%d] = {\n", SYLLABLE_BYTES);
	for (size_t i = 0; i < syllables; i++)
		fprintf(f, "\"%s\",%s", syllable[i], i % 8 == 7 ? "\n" : "");
	fprintf(f, "};\n");
	if (fclose(f) != 0)
		exit(1);
}

int main(int argc, char **argv)
{
	static char line[LINE_BYTES];
	size_t variants = 0;
	if (argc != 3 || strcmp(argv[1], "-o") != 0) {
		fprintf(stderr, "usage: bzcat Unihan_Variants.txt.bz2 Unihan_Readings.txt.bz2 | han2c -o OUTDIR\n");
		return 2;
	}
	for (uint32_t c = 0; c < CODES; c++)
		group[c] = c;
	while (fgets(line, sizeof line, stdin)) {
		line[strcspn(line, "\n")] = '\0';
		take_line(line);
	}
	settle();
	for (uint32_t c = 0; c < CODES; c++)
		variants += find(c) != c;
	if (variants < 5000 || readings < 30000 || syllables < 400) {
		fprintf(stderr, "han2c: %zu variants, %zu readings, %zu syllables: that is not the Unihan database (package unicode-data)\n", variants, readings, syllables);
		return 1;
	}
	write_all(argv[2], variants);
	return 0;
}
