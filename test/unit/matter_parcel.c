/* Parcels of farmland: photos before and after, another unit's word, and no sign-off past
 * one that lacks them; and points. */
#include "matter_rectify_help.h"
#include "matter_parcel_help.h"

#include "matter/parcel.h"
#include "matter_raw.h"

static struct matter loaded(struct play *p)
{
	struct matter m;
	play_load(p, &m);
	return m;
}

static void spot_is(struct play *p, int64_t lat, int64_t lon, const char *place)
{
	struct tx tx;
	struct q_spot_of s = {0};
	int64_t id = play_matter(p).id;
	read_begin(p->city->store, 1, test_arena(), &tx);
	CHECK(q_spot_of(&tx, id, &s));
	CHECK_INT(s.lat, lat);
	CHECK_INT(s.lon, lon);
	CHECK_STR(s.place, place);
	read_end(&tx);
}

TEST(a_finding_lies_at_one_point_inside_the_city)
{
	struct play p;
	play_open(&p, "2026-03-02");
	doing(&p, "by_date");
	CHECK(!play_act(&p, "clerk", "locate", "spot", "38.9", NULL));
	CHECK(play_refused(&p, "latitude first"));
	CHECK(!play_act(&p, "clerk", "locate", "spot", "121.6, 38.9", NULL));
	CHECK(play_refused(&p, "changed about"));
	CHECK_INT(p.why.field, F_SPOT);
	CHECK(!play_act(&p, "clerk", "locate", "spot", "0, 0", NULL));
	CHECK(play_refused(&p, "between 38.5, 120.8 and 40.3, 123.7"));
	CHECK(!play_act(&p, "head", "locate", "spot", "38.9, 121.6", NULL));
	CHECK(play_act(&p, "clerk", "locate", "spot", "38.9, 121.6", "whereabouts", "桥下", NULL));
	spot_is(&p, 38900000, 121600000, "桥下");
	CHECK(play_act(&p, "handler", "locate", "spot", "38.914021，121.614761", NULL));
	spot_is(&p, 38914021, 121614761, "");
	play_close(&p);
}

TEST(a_parcel_is_added_with_a_photo_and_once)
{
	struct play p;
	play_open(&p, "2026-03-02");
	doing(&p, "by_date");
	CHECK(!restore_parcel(&p, "handler", "1", "a.png"));
	CHECK(play_refused(&p, "no parcels"));
	CHECK(!add_parcel(&p, "handler", "2101", "a.txt"));
	CHECK(play_refused(&p, "is not a picture"));
	CHECK(!play_act(&p, "clerk", "add_parcel", "parcel_code", "2101", "parcel_area", "1", "land", "basic", "condition", "dug", "spot", "39.39, 121.97", "whereabouts", "w", NULL));
	CHECK(play_refused(&p, "file"));
	CHECK(!pictured((struct pictured){&p, "clerk", "add_parcel", "a.png", {"parcel_code", "parcel_area", "land", "condition", "spot", "whereabouts"},
		{"2101", "6667", "basic", "other", "39.39, 121.97", "w"}, 0}));
	CHECK(play_refused(&p, "in words"));
	CHECK(!pictured((struct pictured){&p, "clerk", "add_parcel", "a.png", {"parcel_code", "parcel_area", "land", "condition", "spot", "whereabouts"},
		{"2101", "0", "basic", "dug", "39.39, 121.97", "w"}, 0}));
	CHECK(add_parcel(&p, "handler", "2101", "a.png"));
	CHECK(!add_parcel(&p, "clerk", "2101", "a.png"));
	CHECK(play_refused(&p, "2101"));
	CHECK(!play_act(&p, "handler", "drop_parcel", "parcel", "1", "reason", "r", NULL));
	CHECK(!play_act(&p, "clerk", "drop_parcel", "parcel", "2", "reason", "r", NULL));
	CHECK(play_refused(&p, "no parcel number 2"));
	CHECK(play_act(&p, "clerk", "drop_parcel", "parcel", "1", "reason", "登记有误", NULL));
	CHECK(!play_act(&p, "clerk", "drop_parcel", "parcel", "1", "reason", "r", NULL));
	CHECK(add_parcel(&p, "clerk", "2101", "a.png"));       /* taken out, it stands again by another number */
	struct matter m = loaded(&p);
	CHECK_INT((int64_t)m.parcels, 2);
	CHECK(!parcel_stands(&m.parcel[0]) && parcel_stands(&m.parcel[1]));
	CHECK_INT(m.parcel[1].no, 2);
	CHECK_INT(m.parcel[1].area, 6667);
	CHECK_INT(m.parcel[1].lat, 39390000);
	play_close(&p);
}

TEST(a_code_stands_once_in_a_programme)
{
	struct play p;
	play_open(&p, "2026-03-02");
	doing(&p, "by_date");
	const char *first = p.number;
	CHECK(play_act(&p, "clerk", "put_into_programme", "programme", "farmland/parcels", NULL));
	CHECK(add_parcel(&p, "handler", "2101", "a.png"));
	CHECK(record(&p, "问题二") && plan(&p, "by_date", "2026-03-30"));
	CHECK(add_parcel(&p, "clerk", "2101", "a.png"));       /* in no programme yet */
	CHECK(!play_act(&p, "clerk", "put_into_programme", "programme", "farmland", NULL));
	CHECK(play_refused(&p, "2101"));
	CHECK(play_act(&p, "clerk", "put_into_programme", "programme", "environment", NULL));
	CHECK(play_act(&p, "clerk", "drop_parcel", "parcel", "1", "reason", "r", NULL));
	CHECK(play_act(&p, "clerk", "put_into_programme", "programme", "farmland", NULL));
	CHECK(!add_parcel(&p, "clerk", "2101", "a.png"));
	CHECK(play_refused(&p, "its programme already"));
	play_turn_to(&p, first);
	CHECK(play_act(&p, "clerk", "drop_parcel", "parcel", "1", "reason", "r", NULL));
	play_close(&p);
}

/* Each step refused, with the parcel it lacks. */
TEST(no_sign_off_past_a_parcel)
{
	struct play p;
	play_open(&p, "2026-03-02");
	doing(&p, "by_date");
	CHECK(play_act(&p, "clerk", "put_into_programme", "programme", "farmland/parcels", NULL));
	CHECK(loaded(&p).parcels_asked);
	CHECK(with_file(&p, "handler", "finish_measure", NULL, "1"));
	CHECK(with_file(&p, "busman", "finish_measure", NULL, "2"));
	CHECK(with_file(&p, "handler", "add_evidence", "in_place", NULL));
	CHECK(!play_act(&p, "handler", "apply_signoff", "text", "t", NULL));
	CHECK(play_refused(&p, "it has none"));
	CHECK(add_parcel(&p, "clerk", "2101", "a.png"));
	CHECK(add_parcel(&p, "clerk", "2102", "a.png"));
	CHECK(restore_parcel(&p, "handler", "1", "b.png"));
	CHECK(!restore_parcel(&p, "handler", "1", "b.png"));
	CHECK(play_refused(&p, "2101"));
	CHECK(!restore_parcel(&p, "handler", "2", "b.txt"));
	CHECK(play_refused(&p, "is not a picture"));
	CHECK(!restore_parcel(&p, "clerk", "2", "b.png"));
	CHECK(!confirm_parcel(&p, "clerk", "2"));
	CHECK(play_refused(&p, "2102 is not reported as restored"));
	CHECK(!play_act(&p, "handler", "apply_signoff", "text", "t", NULL));
	CHECK(play_refused(&p, "2102 is not reported as restored"));
	CHECK(restore_parcel(&p, "handler", "2", "b.png"));
	CHECK(play_act(&p, "handler", "apply_signoff", "text", "t", NULL));
	CHECK(!confirm_parcel(&p, "handler", "1"));
	CHECK(confirm_parcel(&p, "clerk", "1"));
	CHECK(!confirm_parcel(&p, "clerk2", "1"));
	CHECK(play_refused(&p, "2101 is confirmed already"));
	agree(&p);
	CHECK(play_act(&p, "clerk", "verify_implemented", "way", "desk", "text", "t", NULL));
	CHECK(!play_act(&p, "clerk", "verify_in_place", "way", "on_site", "text", "t", NULL));
	CHECK(play_refused(&p, "2102 is not confirmed yet"));
	CHECK(!play_act(&p, "handler", "reopen_parcel", "parcel", "2", "reason", "r", NULL));
	CHECK(play_act(&p, "clerk", "reopen_parcel", "parcel", "2", "reason", "未复耕", NULL));
	CHECK(play_act(&p, "clerk", "return_signoff", "reason", "2102未恢复", NULL));
	CHECK(!play_act(&p, "handler", "reopen_parcel", "parcel", "1", "reason", "r", NULL));
	CHECK(play_refused(&p, "2101 is confirmed already"));
	CHECK(restore_parcel(&p, "handler", "2", "b.png"));
	CHECK(play_act(&p, "handler", "reopen_parcel", "parcel", "2", "reason", "自查未达标", NULL));
	CHECK(restore_parcel(&p, "handler", "2", "b.png"));
	CHECK_INT(loaded(&p).parcel[1].returns, 2);
	CHECK(with_file(&p, "handler", "add_evidence", "in_place", NULL));     /* of this round */
	CHECK(play_act(&p, "handler", "apply_signoff", "text", "t", NULL));
	agree(&p);
	CHECK(confirm_parcel(&p, "clerk", "2"));
	CHECK(play_act(&p, "clerk", "verify_implemented", "way", "desk", "text", "t", NULL));
	CHECK(play_act(&p, "clerk", "verify_in_place", "way", "on_site", "text", "t", NULL));
	play_close(&p);
}

TEST(what_is_in_no_such_package_obeys_the_same)
{
	struct play p;
	play_open(&p, "2026-03-02");
	doing(&p, "by_date");
	CHECK(!loaded(&p).parcels_asked);
	CHECK(add_parcel(&p, "handler", "2101", "a.png"));
	CHECK(with_file(&p, "handler", "finish_measure", NULL, "1"));
	CHECK(with_file(&p, "busman", "finish_measure", NULL, "2"));
	CHECK(with_file(&p, "handler", "add_evidence", "in_place", NULL));
	CHECK(!play_act(&p, "handler", "apply_signoff", "text", "t", NULL));
	CHECK(play_act(&p, "clerk", "drop_parcel", "parcel", "1", "reason", "r", NULL));
	CHECK(play_act(&p, "handler", "apply_signoff", "text", "t", NULL));
	play_close(&p);
}

TEST(the_database_refuses_ones_own_confirmation_by_itself)
{
	struct play p;
	play_open(&p, "2026-03-02");
	doing(&p, "by_date");
	CHECK(add_parcel(&p, "handler", "2101", "a.png"));
	CHECK(restore_parcel(&p, "handler", "1", "b.png"));
	CHECK(confirm_parcel(&p, "clerk", "1"));
	sqlite3 *db = raw_open(&p);
	CHECK(raw_try(db, "UPDATE parcel SET confirmed_by = restored_by") == SQLITE_CONSTRAINT);
	CHECK(raw_try(db, "UPDATE parcel SET restored_event = NULL, restored_day = NULL, restored_by = NULL") == SQLITE_CONSTRAINT);
	CHECK(raw_try(db, "UPDATE parcel SET dropped_event = added_event") == SQLITE_CONSTRAINT);
	CHECK(raw_try(db, "UPDATE parcel SET area = 0") == SQLITE_CONSTRAINT);
	sqlite3_close(db);
	play_close(&p);
}
