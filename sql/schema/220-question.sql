-- What a petitioner was asked, and by which event it was answered. The words
-- stand in the events; a question stops no clock.
CREATE TABLE question (
	id ID,
	matter_id I64 NOT NULL REFERENCES matter(id),
	place I64 NOT NULL,                     -- 1, 2, ... in its matter
	asked_event I64 NOT NULL REFERENCES event(id),
	asked_unit I64 NOT NULL REFERENCES unit(id),
	answered_event I64 REFERENCES event(id),
	UNIQUE (matter_id, place)
);
CREATE INDEX question_waits ON question(asked_unit) WHERE answered_event IS NULL;
