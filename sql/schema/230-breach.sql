-- The breach file (PIPL art. 57; matter/breach.h): what came to be known where it
-- should not, whose matters it concerns, and that they were told. A row is
-- recorded by one person and confirmed by another before anybody is told.
CREATE TABLE breach (
	id ID,
	number TEXT NOT NULL UNIQUE,            -- "2026-1": of the year it was recorded in
	found_day TEXT NOT NULL,
	from_day TEXT NOT NULL,
	to_day TEXT NOT NULL,
	scope TEXT NOT NULL,                    -- what was looked for, JSON: persons, units, copy, keys
	what TEXT NOT NULL,                     -- what happened, and why
	harm TEXT NOT NULL,
	done TEXT NOT NULL,                     -- by us
	advice TEXT NOT NULL,                   -- for the petitioner
	contact TEXT NOT NULL,
	recorded_by I64 REFERENCES person(id),  -- NULL: at the command line
	recorded_ms I64 NOT NULL,
	confirmed_by I64 REFERENCES person(id),
	confirmed_ms I64,
	dropped_by I64 REFERENCES person(id),   -- recorded in error; nobody is told
	dropped_ms I64,
	reported_day TEXT,                      -- to the authority
	reported_to TEXT NOT NULL DEFAULT '',
	CHECK (recorded_by IS NULL OR confirmed_by IS NULL OR recorded_by <> confirmed_by),
	CHECK (confirmed_ms IS NULL OR dropped_ms IS NULL)
);

-- One row for each matter concerned: could be read in the period; who the petitioner is
-- was open; files; how many persons; and the event by which they were told.
CREATE TABLE breach_matter (
	breach_id I64 NOT NULL REFERENCES breach(id),
	matter_id I64 NOT NULL REFERENCES matter(id),
	identity BOOL NOT NULL,
	files BOOL NOT NULL,
	petitioners I64 NOT NULL,
	event_id I64 REFERENCES event(id),
	PRIMARY KEY (breach_id, matter_id)
);
CREATE INDEX breach_matter_untold ON breach_matter(breach_id) WHERE event_id IS NULL;
CREATE INDEX breach_matter_matter ON breach_matter(matter_id);

-- For access reports.
CREATE INDEX event_access ON event(day) WHERE act IN ('open_identity','ask_identity','grant_identity','refuse_identity','erased');
