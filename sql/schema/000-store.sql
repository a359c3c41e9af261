-- The store's own bookkeeping: which schema steps this database has taken.

CREATE TABLE schema_step (
	number I64 NOT NULL PRIMARY KEY,
	name TEXT NOT NULL,
	applied_ms I64 NOT NULL
);
