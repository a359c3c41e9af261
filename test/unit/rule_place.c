#include "rule/place.h"

#include "base/os.h"
#include "test.h"

#define BOUNDS "bounds 38 121 40 124\n"

static const char *fault(const char *text)
{
	struct gazetteer p;
	struct rule_error err = {0};
	return places_parse(test_arena(), "places.txt", str_of(text), &p, &err) ? "" : err.reason;
}

static void reads(const char *text, int64_t lat, int64_t lon)
{
	struct spot s = {0, 0};
	CHECK(spot_parse(str_of(text), &s));
	CHECK_INT(s.lat, lat);
	CHECK_INT(s.lon, lon);
}

TEST(the_places_of_this_city_lie_inside_it)
{
	struct gazetteer p;
	struct rule_error err;
	struct str text;
	CHECK_INT(os_read_file(test_arena(), "rules/places.txt", 100000, &text), 0);
	CHECK(places_parse(test_arena(), "places.txt", text, &p, &err));
	CHECK_INT((int64_t)p.n, 10);
	CHECK_STR(p.place[0].name[LANG_ZH], "中山");
	CHECK_INT(p.place[0].at.lat, 38920000);
	CHECK_INT(p.place[0].at.lon, 121640000);
	CHECK_INT(spot_judge(&p, p.place[9].at), SPOT_FINE);
}

TEST(a_point_is_read_as_it_is_typed)
{
	reads("38.91402, 121.61476", 38914020, 121614760);
	reads("38.91402,121.61476", 38914020, 121614760);
	reads(" 38.9 121.6 ", 38900000, 121600000);
	reads("38.914021，121.614761", 38914021, 121614761);
	reads("38.9　121.6", 38900000, 121600000);
	reads("38、121", 38000000, 121000000);
	reads("-0.5, -180", -500000, -180000000);
	reads("0.000001, 0.1", 1, 100000);
}

TEST(what_is_no_point_is_not_read)
{
	static const char *const wrong[] = {"", "38.9", "38.9121.6", "38.9, 121.6, 5", "38.9140201, 121.6", "38., 121", ".9, 121", "38.9, 181", "38.9, --121", "3e1, 121",
		"38.-9, 121", "38.9N, 121.6E", "一, 二", "38.9, 1000", "- 38, 121", "38.9;121.6"};
	struct spot s;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(!spot_parse(str_of(wrong[i]), &s));
}

TEST(a_point_outside_is_told_from_one_with_its_numbers_changed_about)
{
	struct gazetteer p, none = places_default();
	struct rule_error err;
	CHECK(places_parse(test_arena(), "places.txt", STR(BOUNDS), &p, &err));
	CHECK_INT(spot_judge(&p, (struct spot){38000000, 121000000}), SPOT_FINE);      /* the edge belongs to it */
	CHECK_INT(spot_judge(&p, (struct spot){40000000, 124000000}), SPOT_FINE);
	CHECK_INT(spot_judge(&p, (struct spot){40000001, 124000000}), SPOT_OUTSIDE);
	CHECK_INT(spot_judge(&p, (struct spot){121600000, 38900000}), SPOT_SWAPPED);
	CHECK_INT(spot_judge(&none, (struct spot){121600000, 38900000}), SPOT_SWAPPED);
	CHECK_INT(spot_judge(&none, (struct spot){-33000000, -70000000}), SPOT_FINE);
}

TEST(a_point_is_written_without_needless_noughts)
{
	CHECK_STR(spot_text(test_arena(), (struct spot){38914020, 121614760}), "38.91402, 121.61476");
	CHECK_STR(spot_text(test_arena(), (struct spot){38000000, -500000}), "38.0, -0.5");
	CHECK_STR(degree_text(test_arena(), 1), "0.000001");
	CHECK_STR(degree_text(test_arena(), 0), "0.0");
}

TEST(places_are_refused_with_their_reason)
{
	CHECK_STR(fault(""), "the bounds are missing");
	CHECK_STR(fault("places\n"), "a row begins with bounds or place");
	CHECK_STR(fault("\"place\"\n"), "a row begins with bounds or place");
	CHECK_STR(fault("bounds 38 121 40\n"), "a row is: bounds SOUTH WEST NORTH EAST");
	CHECK_STR(fault("bounds 38 121 40 124 1\n"), "a row is: bounds SOUTH WEST NORTH EAST");
	CHECK_STR(fault("bounds 38 121 91 124\n"), "a row is: bounds SOUTH WEST NORTH EAST");
	CHECK_STR(fault("bounds 40 121 38 124\n"), "the bounds enclose nothing: south and west stand first");
	CHECK_STR(fault(BOUNDS BOUNDS), "the bounds stand a second time");
	CHECK_STR(fault("place en \"a\" zh \"b\" 39 122\n"), "the bounds stand before the places");
	CHECK_STR(fault(BOUNDS "place en \"a\" 39 122\n"), "a row is: place en \"...\" zh \"...\" LATITUDE LONGITUDE");
	CHECK_STR(fault(BOUNDS "place en \"a\" zh \"b\" 39 122 3\n"), "a row is: place en \"...\" zh \"...\" LATITUDE LONGITUDE");
	CHECK_STR(fault(BOUNDS "place en \"a\" zh \"b\" 41 122\n"), "the place lies outside the bounds (latitude stands first)");
	CHECK_STR(fault(BOUNDS "place en \"a\" zh \"b\" 39 122\nplace en \"c\" zh \"b\" 39 122\n"), "this place stands a second time");
	CHECK_STR(fault(BOUNDS "place en \"a\" zh \"b\" 39 122 # here\n"), "");
}
