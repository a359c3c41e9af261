/* An act of the last matter with a file and whatever fields a source gives. */
#ifndef TEST_MATTER_FILED_H
#define TEST_MATTER_FILED_H

#include "matter_city.h"

#include "matter/attach.h"
#include "matter/clean.h"
#include "base/os.h"

struct filed { struct play *p; const char *login, *act; field_source source; void *ctx; const char *name; struct str content; };

static bool do_filed(struct tx *tx, void *arg)
{
	struct filed *f = arg;
	struct play *p = f->p;
	struct viewer v;
	struct matter m;
	struct q_person_by_login who;
	struct act_done done;
	const struct proc_row *row;
	const char *path = store_spool(p->city->store, tx->arena);
	CHECK(q_person_by_login(tx, f->login, &who) && viewer_load(tx, who.id, p->now.today, &v) && matter_load_number(tx, p->city, p->number, &m));
	p->in = (struct act_in){.files = 1};
	p->why = (struct refusal){0};
	CHECK(os_write_file(path, f->content) >= 0);
	act_check(&m, &v, p->now, f->act, NULL, &p->why, &row);
	if (!row)
		return false;
	CHECK_INT(attach_take(tx->arena, path, str_of(f->name), &p->in.file[0]).id, MSG_NONE.id);
	CHECK_INT(clean_take(tx->arena, &p->in.file[0], false).id, MSG_NONE.id);
	field_read(tx->arena, row, p->now, f->source, f->ctx, &p->in);
	return act_do(tx, p->city, &v, p->now, p->number, f->act, &p->in, &done, &p->why);
}

static bool play_with(struct filed f)
{
	enum trouble trouble;
	bool kept = store_write(f.p->city->store, test_arena(), do_filed, &f, &trouble);
	CHECK_INT(trouble, TROUBLE_NONE);
	f.p->now.utc_ms += 1000;
	return kept;
}

/* With a paper. */
static inline bool play_filed(struct play *p, const char *login, const char *act, field_source source, void *ctx)
{
	return play_with((struct filed){p, login, act, source, ctx, "佐证.txt", STR("evidence")});
}

#endif
