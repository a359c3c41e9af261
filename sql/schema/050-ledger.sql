-- The ledger: the hashes of a Merkle tree over what happened, in one dense array
-- from 0 (rule/merkle.h). Rows are added in the transaction of their event.
CREATE TABLE tlog_hash (
	i ID,
	h BLOB NOT NULL CHECK (length(h) = 32)
);
