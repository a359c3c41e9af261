-- Drafts of petitions (matter/draft.h).

-- name: draft_set (code blob, sealed blob, until text) -> count
INSERT INTO draft (code_key, sealed, until_day) VALUES (:code, :sealed, :until)
ON CONFLICT (code_key) DO UPDATE SET sealed = excluded.sealed, until_day = excluded.until_day;

-- name: draft_find (code blob, today text) -> one (sealed blob, until_day text)
SELECT sealed, until_day FROM draft WHERE code_key = :code AND until_day >= :today;

-- name: draft_delete (code blob) -> count
DELETE FROM draft WHERE code_key = :code;

-- name: draft_delete_old (today text) -> count
DELETE FROM draft WHERE until_day < :today;

-- name: draft_count () -> one (n int)
SELECT COUNT(*) FROM draft;
