-- The leaves that fill the ledger up to a multiple of eight, each with what opens
-- it: every leaf is an event's or one of these, and none can be hidden as one.
CREATE TABLE pad_leaf (
	leaf I64 NOT NULL PRIMARY KEY,
	nonce BLOB NOT NULL CHECK (length(nonce) = 32)
);
-- From which leaf on that is so: 0, but for a ledger older than this step.
CREATE TABLE ledger_since (
	leaf I64 NOT NULL
);
INSERT INTO ledger_since SELECT COALESCE((MAX(leaf) / 8 + 1) * 8, 0) FROM event_leaf;
