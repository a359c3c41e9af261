-- What every deed was given and drew at random, so that it can be done again
-- and compared (matter/input.h, doc/decisions/rebuild.md). Nothing of an
-- identity stands here. Rows are in the order of the deeds; append-only.
CREATE TABLE event_input (
	id ID,
	matter_id I64,                          -- of the deed; NULL: of the whole city
	at_ms I64 NOT NULL,
	data TEXT NOT NULL                      -- JSON
);

-- Where a city older than this table stood when it came: its events until then
-- cannot be done again, and the numbers of its papers go on from here.
CREATE TABLE series_before (
	key TEXT NOT NULL PRIMARY KEY,
	last I64 NOT NULL
);
INSERT INTO series_before (key, last) SELECT key, last FROM series;
INSERT INTO setting (key, value) SELECT 'inputs_after_event', CAST(COALESCE(MAX(id), 0) AS TEXT) FROM event;
