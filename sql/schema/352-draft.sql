-- What a petitioner has typed and will go on with later, sealed under a key made
-- of a code that only they have: nobody here can read it (matter/draft.h).
CREATE TABLE draft (
	code_key BLOB NOT NULL PRIMARY KEY,     -- keyed hash of the code
	sealed BLOB NOT NULL,
	until_day TEXT NOT NULL                 -- the last day it is kept
);
CREATE INDEX draft_until ON draft(until_day);
