-- Files without traces (doc/decisions/009-files-without-traces.md). What an
-- attachment's row names is the copy that others may see:
--   clean   a copy without traces of who made it
--   none    there is no such copy, and sha256 is empty; why says it
--   before  a file of before there were copies: for its petitioner only, until `huiyin clean`
--   kept    a paper of staff of before that cannot be cleaned: as it was
ALTER TABLE attachment ADD COLUMN copy TEXT NOT NULL DEFAULT 'before' CHECK (copy IN ('clean','none','before','kept'));
ALTER TABLE attachment ADD COLUMN why TEXT NOT NULL DEFAULT '';

-- What the petitioner sent, sealed under a key of its own, which is itself
-- sealed to the petition office and under the query code, as identities are.
CREATE TABLE original (
	attachment_id I64 NOT NULL PRIMARY KEY REFERENCES attachment(id),
	matter_id I64 NOT NULL REFERENCES matter(id),
	sha256 BLOB NOT NULL,                   -- of the sealed file under blob/
	office BLOB NOT NULL,                   -- the key for the petition office
	code BLOB,                              -- the key for who holds the query code; NULL: the office opens it for its petitioner
	facts BLOB NOT NULL                     -- its name, type, size and hash, sealed under the key
);
CREATE INDEX original_matter ON original(matter_id);
