/* Runs a fuzz target over files instead of made-up bytes: `replay-<name>
 * FILE|FOLDER...`. A crash ends the run; so every input is a test passed. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

enum { MAX_BYTES = 4 * 1024 * 1024 };

static int inputs;

static void one(const char *path)
{
	static uint8_t room[MAX_BYTES];
	FILE *f = fopen(path, "rb");
	if (!f) {
		perror(path);
		exit(1);
	}
	size_t n = fread(room, 1, sizeof room, f);
	fclose(f);
	/* A block of just this size, so that reading past it is found. */
	uint8_t *p = malloc(n ? n : 1);
	if (!p)
		exit(1);
	for (size_t i = 0; i < n; i++)
		p[i] = room[i];
	fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput(p, n);
	free(p);
	inputs++;
}

static void folder(const char *path)
{
	DIR *d = opendir(path);
	if (!d)
		return;
	for (struct dirent *e; (e = readdir(d)) != NULL;) {
		char file[4096];
		if (e->d_name[0] == '.')
			continue;
		snprintf(file, sizeof file, "%s/%s", path, e->d_name);
		one(file);
	}
	closedir(d);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct stat st;
		if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode))
			folder(argv[i]);
		else
			one(argv[i]);
	}
	printf("%d passed, 0 failed, 0 skipped\n", inputs);
	return inputs == 0;
}
