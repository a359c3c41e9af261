#include "rule/programme.h"

#include "base/os.h"
#include "test.h"

static const char *fault(const char *text)
{
	struct programmes p;
	struct rule_error err = {0};
	return programmes_parse(test_arena(), "programmes.txt", str_of(text), &p, &err) ? "" : err.reason;
}

TEST(the_programmes_of_this_city_are_read_with_their_packages)
{
	struct programmes p;
	struct rule_error err;
	struct str text;
	CHECK_INT(os_read_file(test_arena(), "rules/programmes.txt", 100000, &text), 0);
	CHECK(programmes_parse(test_arena(), "programmes.txt", text, &p, &err));
	const struct programme *f = programme_find(&p, STR("farmland"));
	CHECK(f && package_find(f, STR("parcels")) && !package_find(f, STR("outlets")));
	CHECK_STR(f->name[LANG_ZH], "耕地保护");
	CHECK(!programme_find(&p, STR("farm")));
}

TEST(a_programme_is_refused_with_its_reason)
{
	CHECK_STR(fault("package x en \"a\" zh \"b\"\n"), "a package stands below its programme");
	CHECK_STR(fault("programme x en \"a\" zh \"b\"\n"), "a row is: programme CODE en \"...\" zh \"...\" source \"...\" [needs parcels]");
	CHECK_STR(fault("programme x en \"a\" zh \"b\" source \"c\" more\n"), "a row is: programme CODE en \"...\" zh \"...\" source \"...\" [needs parcels]");
	CHECK_STR(fault("programme x en \"a\" zh \"b\" source \"c\"\nprogramme x en \"a\" zh \"b\" source \"c\"\n"), "this programme stands a second time");
	CHECK_STR(fault("programme x en \"a\" zh \"b\" source \"c\"\npackage y en \"a\" zh \"b\"\npackage y en \"a\" zh \"b\"\n"), "this package stands a second time");
	CHECK_STR(fault("programme X en \"a\" zh \"b\" source \"c\"\n"), "a row begins with programme or package, and a code of a-z 0-9 _");
	CHECK_STR(fault("plan x en \"a\" zh \"b\" source \"c\"\n"), "a row begins with programme or package");
	CHECK_STR(fault("programme x en \"a\" zh \"b\" source \"c\"\npackage y en \"a\"\n"), "a row is: package CODE en \"...\" zh \"...\" [needs parcels]");
}

TEST(a_programme_or_a_package_may_ask_for_parcels)
{
	struct programmes p;
	struct rule_error err;
	CHECK(programmes_parse(test_arena(), "programmes.txt", STR("programme x en \"a\" zh \"b\" source \"c\"\npackage y en \"a\" zh \"b\" needs parcels # each\npackage z en \"a\" zh \"b\"\n"
		"programme w en \"a\" zh \"b\" source \"c\" needs parcels\npackage y en \"a\" zh \"b\"\n"), &p, &err));
	CHECK(programme_asks_parcels(&p.programme[0], STR("y")));
	CHECK(!programme_asks_parcels(&p.programme[0], STR("z")) && !programme_asks_parcels(&p.programme[0], STR("")));
	CHECK(programme_asks_parcels(&p.programme[1], STR("y")) && programme_asks_parcels(&p.programme[1], STR("")));
	CHECK(!programme_asks_parcels(NULL, STR("y")));
	CHECK_STR(fault("programme x en \"a\" zh \"b\" source \"c\" needs\n"), "a row is: programme CODE en \"...\" zh \"...\" source \"...\" [needs parcels]");
	CHECK_STR(fault("programme x en \"a\" zh \"b\" source \"c\" needs parcel\n"), "a row is: programme CODE en \"...\" zh \"...\" source \"...\" [needs parcels]");
	CHECK_STR(fault("programme x en \"a\" zh \"b\" source \"c\" needs parcels now\n"), "a row is: programme CODE en \"...\" zh \"...\" source \"...\" [needs parcels]");
}
