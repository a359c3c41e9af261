/* See bug.h. Standard error only: nothing else may be trusted by now. */
#include "bug.h"

#include <stdio.h>
#include <stdlib.h>

void bug_stop(const char *file, int line, const char *words)
{
	fprintf(stderr, "<2>{\"event\":\"bug\",\"at\":\"%s:%d\"}\n%s:%d: bug: %s\n", file, line, file, line, words);
	abort();
}
