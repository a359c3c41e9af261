-- Heads of the ledger that a quorum of witnesses has signed, as signed notes. A
-- receipt stands on the first that holds its leaf: the witnesses' time in it is
-- the time by which the event was there.
CREATE TABLE ledger_head (
	size I64 NOT NULL PRIMARY KEY,
	note TEXT NOT NULL
);
