/* embed: the files a page needs, as bytes in the program.
 *
 *   embed -o OUTDIR FILE...
 *
 * writes OUTDIR/assets.h and OUTDIR/assets.c: name (without folders), content
 * type, bytes, the same bytes gzipped where that is shorter, and a version (the
 * first 16 hex digits of the SHA-256) for addresses that may be kept for ever.
 * The rows are sorted by name; the same input gives the same output. */
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { MAX_BYTES = 8 * 1024 * 1024, MAX_FILES = 200, VERSION_BYTES = 8 };

static const struct { const char *end, *type; } types[] = {
	{".css", "text/css; charset=utf-8"},
	{".ico", "image/x-icon"},
	{".js", "text/javascript; charset=utf-8"},
	{".png", "image/png"},
	{".svg", "image/svg+xml"},
	{".txt", "text/plain; charset=utf-8"},
	{".webmanifest", "application/manifest+json"},
	{".woff2", "font/woff2"},
};

static void stop(const char *what, const char *why)
{
	fprintf(stderr, "embed: %s: %s\n", what, why);
	exit(1);
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static const char *type_of(const char *name)
{
	const char *dot = strrchr(name, '.');
	for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
		if (strcmp(dot, types[i].end) == 0)
			return types[i].type;
	stop(name, "no content type known for this ending");
	return NULL;
}

static size_t read_file(const char *path, unsigned char *p)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		stop(path, "cannot be opened");
	size_t n = fread(p, 1, MAX_BYTES, f);
	if (ferror(f) || !feof(f))
		stop(path, "cannot be read, or is too large");
	fclose(f);
	return n;
}

/* Gzip with no name and no time in it, so that it never changes by itself. */
static size_t gzip(const unsigned char *p, size_t n, unsigned char *out, size_t room)
{
	z_stream z = {.next_in = (unsigned char *)p, .avail_in = (uInt)n, .next_out = out, .avail_out = (uInt)room};
	if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK || deflate(&z, Z_FINISH) != Z_STREAM_END)
		stop("gzip", "failed");
	size_t made = (size_t)z.total_out;
	deflateEnd(&z);
	return made;
}

static void put_bytes(FILE *f, const char *prefix, int i, const unsigned char *p, size_t n)
{
	fprintf(f, "static const unsigned char %s%d[] = {", prefix, i);
	for (size_t k = 0; k < n; k++)
		fprintf(f, "%s%u,", k % 24 == 0 ? "\n\t" : "", p[k]);
	fprintf(f, "%s\n};\n", n == 0 ? "0" : "");
}

static int by_base_name(const void *a, const void *b)
{
	return strcmp(base_name(*(char *const *)a), base_name(*(char *const *)b));
}

/* One file's arrays into f, its row into rows. */
static void embed(FILE *f, FILE *rows, int i, const char *path)
{
	static unsigned char bytes[MAX_BYTES], packed[MAX_BYTES + MAX_BYTES / 8];
	unsigned char hash[crypto_hash_sha256_BYTES];
	char version[2 * VERSION_BYTES + 1];
	size_t n = read_file(path, bytes), gz = gzip(bytes, n, packed, sizeof packed);
	bool shorter = gz < n;
	crypto_hash_sha256(hash, bytes, n);
	sodium_bin2hex(version, sizeof version, hash, VERSION_BYTES);
	put_bytes(f, "bytes", i, bytes, n);
	if (shorter)
		put_bytes(f, "gz", i, packed, gz);
	fprintf(rows, "\t{\"%s\", \"%s\", \"%s\", bytes%d, %zu, ", base_name(path), type_of(base_name(path)), version, i, n);
	if (shorter)
		fprintf(rows, "gz%d, %zu},\n", i, gz);
	else
		fprintf(rows, "NULL, 0},\n");
}

static FILE *open_out(const char *dir, const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *f = fopen(path, "w");
	if (!f)
		stop(path, "cannot be written");
	fprintf(f, "/* Made by tools/embed from assets/ and the style sheet package. */\n");
	return f;
}

static const char header[] =
	"#ifndef GEN_ASSETS_H\n#define GEN_ASSETS_H\n\n#include <stddef.h>\n\n"
	"struct asset {\n\tconst char *name, *type, *version;\n"
	"\tconst unsigned char *p;\n\tsize_t n;\n"
	"\tconst unsigned char *gz;       /* NULL when not shorter */\n\tsize_t gz_n;\n};\n"
	"extern const struct asset assets[];  /* sorted by name */\n"
	"extern const size_t asset_count;\n\n#endif\n";

int main(int argc, char **argv)
{
	if (argc < 3 || argc > MAX_FILES || strcmp(argv[1], "-o") != 0 || sodium_init() < 0)
		stop("usage", "embed -o OUTDIR FILE...");
	char *rows_text = NULL;
	size_t rows_n = 0;
	FILE *rows = open_memstream(&rows_text, &rows_n);
	FILE *h = open_out(argv[2], "assets.h"), *c = open_out(argv[2], "assets.c");
	if (!rows)
		stop("memory", "none");
	qsort(argv + 3, (size_t)argc - 3, sizeof *argv, by_base_name);
	fprintf(h, "%s", header);
	fprintf(c, "#include \"assets.h\"\n\n");
	for (int i = 3; i < argc; i++) {
		if (i > 3 && by_base_name(&argv[i - 1], &argv[i]) == 0)
			stop(argv[i], "two files of this name");
		embed(c, rows, i - 3, argv[i]);
	}
	fclose(rows);
	fprintf(c, "const struct asset assets[] = {\n%s\t{0},\n};\nconst size_t asset_count = %d;\n", rows_text, argc - 3);
	free(rows_text);
	if (fclose(h) != 0 || fclose(c) != 0)
		stop(argv[2], "cannot be written");
	return 0;
}
