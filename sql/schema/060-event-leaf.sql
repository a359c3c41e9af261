-- Which leaf of the ledger an event is, and what opens it. Erasing nonce and
-- opening leaves a leaf that nobody can open, and every proof as it was.
CREATE TABLE event_leaf (
	event_id I64 NOT NULL PRIMARY KEY,       -- of event; no foreign key: a missing event is the ledger's to tell
	leaf I64 NOT NULL UNIQUE,
	nonce BLOB,
	opening TEXT
);
