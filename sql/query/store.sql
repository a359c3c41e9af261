-- The store's own bookkeeping.

-- name: schema_steps () -> many (number int, name text)
-- Steps this database has taken, oldest first.
SELECT number, name FROM schema_step ORDER BY number;

-- name: schema_step_insert (number int, name text, applied_ms int) -> count
INSERT INTO schema_step (number, name, applied_ms) VALUES (:number, :name, :applied_ms);

-- name: blob_hashes () -> each (sha256 blob)
-- Every content a row names, once: for a backup, on its snapshot.
SELECT sha256 FROM attachment WHERE copy <> 'none' UNION SELECT sha256 FROM original;
