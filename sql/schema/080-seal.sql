-- Identities sealed (matter/identity.c): what a row says is in sealed, and the
-- plain columns are empty. sealed NULL is a row of before; the program seals it
-- when it next opens the city for writing.
ALTER TABLE identity ADD COLUMN mask TEXT NOT NULL DEFAULT '';
ALTER TABLE identity ADD COLUMN sealed BLOB;
CREATE INDEX identity_plain ON identity(id) WHERE sealed IS NULL;

-- One random key per matter, itself never in plain: for the petition office,
-- and for who holds the query code. Without this row nobody reads the identity.
CREATE TABLE identity_key (
	matter_id I64 NOT NULL PRIMARY KEY REFERENCES matter(id),
	office BLOB NOT NULL,                   -- sealed to the office's public key
	code BLOB                               -- sealed under a key made of the query code; NULL without a code
);

-- A follow session's way to the identity, sealed under the session's token.
ALTER TABLE session ADD COLUMN sealed BLOB;
