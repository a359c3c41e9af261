/* The schema steps that tools/sql2c wrote into gen/schema.c, ascending by
 * number. They are applied forward only, each once, in its own transaction. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

struct schema_step {
	int number;
	const char *name;
	const char *sqlite, *postgres; /* NULL: nothing to do on that engine */
};
extern const struct schema_step schema_steps[];
extern const int schema_step_count;

#endif
