/* The program's beginning: the command line says what to do. */
#include "face/cli.h"

#include <sodium.h>

#include "base/bug.h"

int main(int argc, char **argv)
{
	must(sodium_init() >= 0);
	return cli_run(argc, argv);
}
