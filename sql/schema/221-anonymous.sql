-- Filed without a name: 0 no, 1 yes, 2 was, until the petitioner told it. Only
-- the petitioner leads from 1 to 2 (doc/decisions/010-anonymous.md).
ALTER TABLE matter ADD COLUMN anonymous I64 NOT NULL DEFAULT 0;

-- What the petitioner's details were before the petitioner changed them, sealed
-- under the same key; gone with it.
CREATE TABLE identity_before (
	id ID,
	matter_id I64 NOT NULL REFERENCES matter(id),
	event_id I64 NOT NULL REFERENCES event(id),  -- of the change
	seq I64 NOT NULL,
	sealed BLOB NOT NULL,
	UNIQUE (matter_id, event_id, seq)
);
