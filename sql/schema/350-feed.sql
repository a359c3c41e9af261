-- Calendar feeds: a secret address each, which shows what its person may see at the
-- moment of asking. One in force for a person's own calendar, one for each body's.
CREATE TABLE feed (
	id ID,
	key BLOB NOT NULL UNIQUE,               -- keyed hash of the address's secret
	person_id I64 NOT NULL REFERENCES person(id),
	body_id I64 REFERENCES body(id),        -- NULL: the person's own
	lang TEXT NOT NULL CHECK (lang IN ('zh','en')),
	created_ms I64 NOT NULL,
	revoked_ms I64,
	hour_ms I64 NOT NULL DEFAULT 0,         -- since when asks are counted
	asks I64 NOT NULL DEFAULT 0,            -- in that hour
	asked_ms I64                            -- last
);
CREATE INDEX feed_person ON feed(person_id);
