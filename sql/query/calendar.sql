-- Calendars loaded after installation.

-- name: calendar_confirmed () -> many (id int, name text, text text)
SELECT id, name, text FROM calendar_text WHERE confirmed_ms IS NOT NULL AND withdrawn_ms IS NULL ORDER BY id LIMIT 64;

-- name: calendar_text_all () -> many (id int, name text, edited_by int?, edited_ms int, editor text?, confirmed_by int?, confirmed_ms int?, confirmer text?)
SELECT c.id, c.name, c.edited_by, c.edited_ms, e.login, c.confirmed_by, c.confirmed_ms, k.login
FROM calendar_text c LEFT JOIN person e ON e.id = c.edited_by LEFT JOIN person k ON k.id = c.confirmed_by ORDER BY c.id DESC LIMIT 200;

-- name: calendar_text_by_id (id int) -> one (id int, name text, text text, edited_by int?, confirmed int)
SELECT id, name, text, edited_by, CASE WHEN confirmed_ms IS NULL THEN 0 ELSE 1 END FROM calendar_text WHERE id = :id;

-- name: calendar_text_insert (name text, text text, person int?, now_ms int) -> id
INSERT INTO calendar_text (name, text, edited_by, edited_ms) VALUES (:name, :text, :person, :now_ms) RETURNING id;

-- name: calendar_text_confirm (id int, person int?, now_ms int) -> count
UPDATE calendar_text SET confirmed_by = :person, confirmed_ms = :now_ms WHERE id = :id AND confirmed_ms IS NULL;
