-- Transfer copies (doc/decisions/008-transfer-copy.md). What tells who wrote it
-- is taken out of a petitioner's words before they are stored: matter and event
-- hold the words as they go to units. A row stands for words of which something
-- was taken out:
--   held      nobody has looked at the copy yet: the matter goes to no unit
--   redacted  the office looked at it, and took out more or not
--   released  two persons of the office let the words stand as they were typed
CREATE TABLE transfer_copy (
	id ID,
	matter_id I64 NOT NULL REFERENCES matter(id),
	event_id I64 NOT NULL UNIQUE REFERENCES event(id),     -- by which the words came
	state TEXT NOT NULL CHECK (state IN ('held','redacted','released')),
	subject TEXT,                           -- the registered text as it was first cut, to which the ledger
	body TEXT,                              -- commits; NULL: later words, which stand in their event
	requests TEXT,
	place TEXT,
	shown TEXT,                             -- of later words: the event's data as they read now; NULL: as in the event
	office BLOB,                            -- the key of the words as typed, for the petition office
	code BLOB,                              -- the same for who holds the query code
	sealed BLOB,                            -- the words as typed; NULL: forgotten with the identity
	asked_event I64 REFERENCES event(id),   -- whoever wants them released
	asked_by I64 REFERENCES person(id),
	done_event I64 REFERENCES event(id),
	done_by I64 REFERENCES person(id),
	CHECK (state <> 'released' OR (asked_by IS NOT NULL AND done_by IS NOT NULL AND asked_by <> done_by)),
	CHECK ((subject IS NULL) = (body IS NULL)),
	CHECK ((state = 'held') = (done_event IS NULL))
);
CREATE INDEX transfer_copy_matter ON transfer_copy(matter_id);
