-- The ledger's array of hashes.

-- name: tlog_last () -> one (i int)
SELECT i FROM tlog_hash ORDER BY i DESC LIMIT 1;

-- name: tlog_hash (i int) -> one (h blob)
SELECT h FROM tlog_hash WHERE i = :i;

-- name: tlog_hash_add (i int, h blob) -> count
INSERT INTO tlog_hash (i, h) VALUES (:i, :h);

-- name: tlog_hash_each () -> each (i int, h blob)
-- All of it, in order: to prove the whole anew.
SELECT i, h FROM tlog_hash ORDER BY i;
