-- Further codes of a matter: whoever acts for the petitioner, or stands beside,
-- has a code of their own that can be taken back (REG 20; PIPL 31, 49). Nothing
-- says who it is; the kind is told to nobody but the petitioner.
CREATE TABLE proxy (
	id ID,
	matter_id I64 NOT NULL REFERENCES matter(id),
	place I64 NOT NULL,                     -- 1, 2, ... in its matter
	kind TEXT NOT NULL CHECK (kind IN ('representative', 'relative', 'guardian', 'agent')),
	code_key BLOB NOT NULL UNIQUE,          -- keyed hash of the code
	given_event I64 NOT NULL REFERENCES event(id),
	ended_event I64 REFERENCES event(id),
	used_day TEXT,                          -- the last day it opened the matter
	UNIQUE (matter_id, place)
);

-- A follow session begun by such a code: its place; 0: by the petitioner's own.
ALTER TABLE session ADD COLUMN proxy I64 NOT NULL DEFAULT 0;
