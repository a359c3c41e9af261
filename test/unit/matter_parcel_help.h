/* Acts with a file that is a picture, or none. */
#ifndef TEST_MATTER_PARCEL_HELP_H
#define TEST_MATTER_PARCEL_HELP_H

#include "matter_city.h"

#include "base/os.h"
#include "matter/attach.h"
#include "matter/clean.h"
#include "matter/demo_parts.h"

enum { PICTURED_FIELDS = 10 };
struct pictured { struct play *p; const char *login, *act, *name; const char *field[PICTURED_FIELDS], *value[PICTURED_FIELDS]; int fields; };

static struct str of_pictured(void *ctx, const char *name)
{
	struct pictured *f = ctx;
	for (int i = 0; i < f->fields; i++)
		if (cstr_eq(f->field[i], name))
			return str_of(f->value[i]);
	return (struct str){NULL, 0};
}

static bool do_pictured(struct tx *tx, void *arg)
{
	struct pictured *f = arg;
	struct play *p = f->p;
	struct viewer v;
	struct matter m;
	struct q_person_by_login who;
	struct act_done done;
	const struct proc_row *row;
	const char *path = store_spool(p->city->store, tx->arena);
	bool picture = str_ends(str_of(f->name), ".png");
	CHECK(q_person_by_login(tx, f->login, &who) && viewer_load(tx, who.id, p->now.today, &v) && matter_load_number(tx, p->city, p->number, &m));
	p->in = (struct act_in){.files = 1};
	p->why = (struct refusal){0};
	CHECK(os_write_file(path, picture ? demo_photo(tx->arena, f->act, cstr_eq(f->act, "restore_parcel")) : STR("words")) >= 0);
	act_check(&m, &v, p->now, f->act, NULL, &p->why, &row);
	if (!row)
		return false;
	CHECK_INT(attach_take(tx->arena, path, str_of(f->name), &p->in.file[0]).id, MSG_NONE.id);
	CHECK_INT(clean_take(tx->arena, &p->in.file[0], false).id, MSG_NONE.id);
	field_read(tx->arena, row, p->now, of_pictured, f, &p->in);
	return act_do(tx, p->city, &v, p->now, p->number, f->act, &p->in, &done, &p->why);
}

static bool pictured(struct pictured f)
{
	enum trouble trouble;
	while (f.fields < PICTURED_FIELDS && f.field[f.fields])
		f.fields++;
	bool kept = store_write(f.p->city->store, test_arena(), do_pictured, &f, &trouble);
	CHECK_INT(trouble, TROUBLE_NONE);
	f.p->now.utc_ms += 1000;
	return kept;
}

/* A parcel of 6667 square metres, by login; file: "a.png" is a picture. */
static bool add_parcel(struct play *p, const char *login, const char *code, const char *file)
{
	return pictured((struct pictured){p, login, "add_parcel", file, {"parcel_code", "parcel_area", "land", "condition", "spot", "whereabouts"},
		{code, "6667", "basic", "abandoned", "39.39, 121.97", "村东"}, 0});
}

static inline bool restore_parcel(struct play *p, const char *login, const char *no, const char *file)
{
	return pictured((struct pictured){p, login, "restore_parcel", file, {"parcel", "restored_day", "text"}, {no, "2026-03-02", "已复耕"}, 0});
}

static inline bool confirm_parcel(struct play *p, const char *login, const char *no)
{
	return play_act(p, login, "confirm_parcel", "parcel", no, "way", "on_site", "text", "属实", NULL);
}

#endif
