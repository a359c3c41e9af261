-- The second factor of staff: a secret for one-time codes, sealed with the
-- city's key; recovery codes as keyed hashes; log-ins between password and code.

CREATE TABLE second_factor (
	person_id I64 NOT NULL PRIMARY KEY REFERENCES person(id),
	secret BLOB,                            -- in force; NULL: none yet
	pending BLOB,                           -- shown, not confirmed by a first code yet
	used_step I64 NOT NULL DEFAULT 0,       -- codes of this step and before are used up (RFC 6238, 5.2)
	since_ms I64
);

CREATE TABLE recovery_code (
	code BLOB NOT NULL PRIMARY KEY,
	person_id I64 NOT NULL REFERENCES person(id),
	used_ms I64
);
CREATE INDEX recovery_code_person ON recovery_code(person_id);

-- The password was right, the code is still asked for: opens nothing.
CREATE TABLE login_half (
	token BLOB NOT NULL PRIMARY KEY,
	person_id I64 NOT NULL REFERENCES person(id),
	made_ms I64 NOT NULL
);

-- When this session last proved who it is: by log-in, password or code.
ALTER TABLE session ADD COLUMN auth_ms I64 NOT NULL DEFAULT 0;
