/* Acts with a file that is a picture, or none. */
#ifndef TEST_MATTER_PARCEL_HELP_H
#define TEST_MATTER_PARCEL_HELP_H

#include "matter_filed.h"

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

static bool pictured(struct pictured f)
{
	while (f.fields < PICTURED_FIELDS && f.field[f.fields])
		f.fields++;
	struct str words = str_ends(str_of(f.name), ".png") ? demo_photo(test_arena(), f.act, cstr_eq(f.act, "restore_parcel")) : STR("words");
	return play_with((struct filed){f.p, f.login, f.act, of_pictured, &f, f.name, words});
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
