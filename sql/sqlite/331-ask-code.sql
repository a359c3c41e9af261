-- A code for who acts for the petitioner is asked for by one person and given by
-- another: one more kind of asking.
CREATE TABLE ask_new (
	id ID,
	matter_id I64 NOT NULL REFERENCES matter(id),
	kind TEXT NOT NULL CHECK (kind IN ('extension','objection','recusal','return','identity','code')),
	asked_event I64 NOT NULL REFERENCES event(id),
	asked_by I64 REFERENCES person(id),
	asked_unit I64 REFERENCES unit(id),
	about_person I64 REFERENCES person(id),
	days I64,
	reason TEXT NOT NULL,
	decided_event I64 REFERENCES event(id),
	decided_by I64 REFERENCES person(id),
	decided_unit I64 REFERENCES unit(id),
	decision TEXT CHECK (decision IN ('granted','refused')),
	decision_reason TEXT NOT NULL DEFAULT '',
	CHECK (asked_by IS NULL OR decided_by IS NULL OR asked_by <> decided_by),
	CHECK (kind NOT IN ('objection','return') OR asked_unit IS NULL OR decided_unit IS NULL OR asked_unit <> decided_unit)
);
INSERT INTO ask_new SELECT id, matter_id, kind, asked_event, asked_by, asked_unit, about_person, days, reason,
	decided_event, decided_by, decided_unit, decision, decision_reason FROM ask;
DROP TABLE ask;
ALTER TABLE ask_new RENAME TO ask;
CREATE INDEX ask_matter ON ask(matter_id, kind);
