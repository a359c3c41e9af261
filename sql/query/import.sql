-- Rows of foreign registers.

-- name: import_find (imported text) -> one (matter_id int, data text)
-- Taken before? The first event's data holds the fingerprint of the row.
SELECT m.id, e.data FROM matter m JOIN event e ON e.matter_id = m.id AND e.seq = 1 WHERE m.imported = :imported AND m.imported <> '';

-- name: import_finish (id int, state text, route text?, sender int?, accepted text?, answered text?, closed text?) -> count
-- Everything the register says, once its events stand.
UPDATE matter SET state = :state, route = :route, sender_unit_id = :sender, accepted_day = :accepted, answered_day = :answered, served_day = :answered, closed_day = :closed WHERE id = :id;
