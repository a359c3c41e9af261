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

-- name: ledger_head_put (size int, note text) -> count
-- A head a quorum of witnesses has signed; more of them may sign it later.
INSERT INTO ledger_head (size, note) VALUES (:size, :note) ON CONFLICT (size) DO UPDATE SET note = excluded.note;

-- name: ledger_head_over (leaf int) -> one (size int, note text)
-- The first head that holds a leaf: it bounds its time most tightly.
SELECT size, note FROM ledger_head WHERE size > :leaf ORDER BY size LIMIT 1;

-- name: ledger_head_last () -> one (size int, note text)
SELECT size, note FROM ledger_head ORDER BY size DESC LIMIT 1;

-- name: ledger_head_page (after int) -> many (size int, note text)
SELECT size, note FROM ledger_head WHERE size > :after ORDER BY size LIMIT 200;
