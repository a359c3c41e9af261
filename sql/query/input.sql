-- What deeds were given (matter/input.h), and doing them again (matter/rebuild.h).

-- name: input_insert (matter int?, at_ms int, data text) -> id
INSERT INTO event_input (matter_id, at_ms, data) VALUES (:matter, :at_ms, :data) RETURNING id;

-- name: input_page (after int) -> many (id int, data text)
-- In the order of the deeds, page by page.
SELECT id, data FROM event_input WHERE id > :after ORDER BY id LIMIT 200;

-- name: input_count () -> one (n int)
SELECT COUNT(*) FROM event_input;

-- name: input_back (before int) -> many (id int, data text)
-- Newest first: what was changed since, taken back.
SELECT id, data FROM event_input WHERE id < :before AND matter_id IS NULL ORDER BY id DESC LIMIT 200;

-- name: event_insert_as (id int, matter int, act text, from_state text, to_state text, actor text, role text, person int?, unit int?, at_ms int, day text, public int, article text, data text) -> count
-- As event_insert, on the passing copy: an event gets the id it has in the city.
INSERT INTO event (id, matter_id, seq, act, from_state, to_state, actor, role, person_id, unit_id, at_ms, day, public, article, data)
VALUES (:id, :matter, (SELECT COALESCE(MAX(e.seq), 0) + 1 FROM event e WHERE e.matter_id = :matter), :act, :from_state, :to_state, :actor, :role, :person, :unit,
	(SELECT CASE WHEN COALESCE(MAX(e.at_ms), :at_ms) > :at_ms THEN MAX(e.at_ms) ELSE :at_ms END FROM event e WHERE e.matter_id = :matter), :day, :public, :article, :data);

-- name: input_matter_as (made int, was int) -> count
UPDATE matter SET id = :was WHERE id = :made;

-- name: series_before () -> many (key text, last int)
SELECT key, last FROM series_before ORDER BY key;

-- name: series_put (key text, last int) -> count
INSERT INTO series (key, last) VALUES (:key, :last);

-- name: unit_put (id int, code text, name_zh text, name_en text, kind text, parent int?, area text?, doc_sign text, duties text, valid_from text, valid_to text?, successor int?) -> count
INSERT INTO unit (id, code, name_zh, name_en, kind, parent_id, area_code, doc_sign, duties, valid_from, valid_to, successor_id)
VALUES (:id, :code, :name_zh, :name_en, :kind, :parent, :area, :doc_sign, :duties, :valid_from, :valid_to, :successor)
ON CONFLICT (id) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en, kind = excluded.kind, parent_id = excluded.parent_id,
	area_code = excluded.area_code, doc_sign = excluded.doc_sign, duties = excluded.duties, valid_to = excluded.valid_to, successor_id = excluded.successor_id;

-- name: unit_each_row () -> many (id int, code text, name_zh text, name_en text, kind text, parent_id int?, area_code text?, doc_sign text, duties text, valid_from text, valid_to text?, successor_id int?)
SELECT id, code, name_zh, name_en, kind, parent_id, area_code, doc_sign, duties, valid_from, valid_to, successor_id FROM unit ORDER BY id;

-- name: calendar_rows () -> many (id int, name text, text text, confirmed_ms int?, withdrawn_ms int?)
SELECT id, name, text, confirmed_ms, withdrawn_ms FROM calendar_text ORDER BY id;

-- name: calendar_put (id int, name text, text text, confirmed_ms int?, withdrawn_ms int?) -> count
INSERT INTO calendar_text (id, name, text, edited_ms, confirmed_ms, withdrawn_ms) VALUES (:id, :name, :text, 0, :confirmed_ms, :withdrawn_ms);

-- name: calendar_again (id int, confirmed_ms int?) -> count
UPDATE calendar_text SET confirmed_ms = :confirmed_ms WHERE id = :id;

-- name: older_matter (number text, event int) -> one (n int)
-- Begun before inputs were kept, or born of one that was.
WITH RECURSIVE line(id, parent_id, depth) AS (
	SELECT id, parent_id, 0 FROM matter WHERE number = :number
	UNION ALL
	SELECT p.id, p.parent_id, line.depth + 1 FROM matter p JOIN line ON p.id = line.parent_id WHERE line.depth < 20)
SELECT COUNT(*) FROM line JOIN event e ON e.matter_id = line.id WHERE e.seq = 1 AND e.id <= :event;
