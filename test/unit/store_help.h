/* A data directory of its own for each test. */
#ifndef TEST_STORE_HELP_H
#define TEST_STORE_HELP_H

#include "store/store.h"
#include "base/arena.h"
#include "base/os.h"
#include "postgres_help.h"
#include "query.h"
#include "test.h"

struct place {
	struct arena *a;
	const char *top, *dir;         /* dir is a store that was just made */
	struct store *s;
};

/* Only the folder, without a store. */
static inline struct place place_empty(void)
{
	struct place p = {.a = arena_new(256 * 1024 * 1024), .top = test_folder()};
	p.dir = arena_printf(p.a, "%s/city", p.top);
	return p;
}

static inline struct place place_new(enum store_mode mode)
{
	struct place p = place_empty();
	test_engine(p.a, p.dir);
	const char *why = store_create(p.a, p.dir);
	CHECK_STR(why ? why : "", "");
	p.s = store_open(p.a, p.dir, mode, &why);
	CHECK(p.s != NULL);
	return p;
}

static inline void place_end(struct place *p)
{
	store_close(p->s);
	arena_free(p->a);
}

static inline void place_reopen(struct place *p)
{
	const char *why = NULL;
	store_close(p->s);
	p->s = store_open(p->a, p->dir, STORE_SERVE, &why);
	CHECK_STR(why ? why : "", "");
}

/* One setting, by the store's ordinary ways. */
struct pair { const char *key, *value; };

static inline bool pair_run(struct tx *tx, void *arg)
{
	struct pair *p = arg;
	return q_setting_set(tx, p->key, p->value) == 1;
}

static inline bool pair_write(struct place *p, const char *key, const char *value)
{
	struct pair pair = {key, value};
	return store_write(p->s, p->a, pair_run, &pair, NULL);
}

static inline const char *pair_read(struct place *p, const char *key)
{
	struct tx tx;
	struct q_setting_get row;
	read_begin(p->s, 0, p->a, &tx);
	bool there = q_setting_get(&tx, key, &row);
	read_end(&tx);
	return there ? row.value : "none";
}

#endif
