-- Units and areas.

-- name: unit_by_id (id int) -> one (id int, code text, name_zh text, name_en text, kind text, parent_id int?, area_code text?, doc_sign text, duties text, valid_from text, valid_to text?, successor_id int?)
SELECT id, code, name_zh, name_en, kind, parent_id, area_code, doc_sign, duties, valid_from, valid_to, successor_id FROM unit WHERE id = :id;

-- name: unit_find_code (code text) -> one (id int)
SELECT id FROM unit WHERE code = :code;

-- name: unit_contact (code text) -> one (contact text)
-- Where petitioners ask; not part of what papers name a unit by.
SELECT contact FROM unit WHERE code = :code;

-- name: unit_set_contact (code text, contact text) -> count
UPDATE unit SET contact = :contact WHERE code = :code AND contact <> :contact;

-- name: unit_all () -> many (id int, code text, name_zh text, name_en text, kind text, parent_id int?, area_code text?, doc_sign text, duties text, valid_from text, valid_to text?, successor_code text?)
SELECT u.id, u.code, u.name_zh, u.name_en, u.kind, u.parent_id, u.area_code, u.doc_sign, u.duties, u.valid_from, u.valid_to, s.code
FROM unit u LEFT JOIN unit s ON s.id = u.successor_id ORDER BY u.id LIMIT 10000;

-- name: unit_insert (code text, name_zh text, name_en text, kind text, parent int?, area text?, doc_sign text, duties text, valid_from text) -> id
INSERT INTO unit (code, name_zh, name_en, kind, parent_id, area_code, doc_sign, duties, valid_from) VALUES (:code, :name_zh, :name_en, :kind, :parent, :area, :doc_sign, :duties, :valid_from) RETURNING id;

-- name: unit_update (id int, name_zh text, name_en text, kind text, parent int?, area text?, doc_sign text, duties text) -> count
UPDATE unit SET name_zh = :name_zh, name_en = :name_en, kind = :kind, parent_id = :parent, area_code = :area, doc_sign = :doc_sign, duties = :duties WHERE id = :id;

-- name: unit_set_end (id int, last text, successor int?) -> count
UPDATE unit SET valid_to = :last, successor_id = :successor WHERE id = :id AND valid_to IS NULL;

-- name: unit_open_matters (unit int) -> many (id int, number text)
-- Those it has any part in: it leads, registered, sent, reviews, assists or answers for a conveyance.
SELECT m.id, m.number FROM matter m WHERE m.closed_day IS NULL
AND (m.lead_unit_id = :unit OR m.register_unit_id = :unit OR m.sender_unit_id = :unit OR m.review_unit_id = :unit
	OR EXISTS (SELECT 1 FROM assist a WHERE a.matter_id = m.id AND a.unit_id = :unit)
	OR EXISTS (SELECT 1 FROM conveyance_unit c WHERE c.matter_id = m.id AND c.holder_id = :unit))
ORDER BY m.id LIMIT 100000;

-- name: unit_take_over (matter int, from_unit int, to_unit int) -> count
-- Whatever part the one had is the other's; the handler stays where the lead stays.
UPDATE matter SET
	handler_id = CASE WHEN lead_unit_id = :from_unit THEN NULL ELSE handler_id END,
	lead_unit_id = CASE WHEN lead_unit_id = :from_unit THEN :to_unit ELSE lead_unit_id END,
	register_unit_id = CASE WHEN register_unit_id = :from_unit THEN :to_unit ELSE register_unit_id END,
	sender_unit_id = CASE WHEN sender_unit_id = :from_unit THEN :to_unit ELSE sender_unit_id END,
	review_unit_id = CASE WHEN review_unit_id = :from_unit THEN :to_unit ELSE review_unit_id END
WHERE id = :matter;

-- name: unit_within (unit int, root int) -> one (n int)
WITH RECURSIVE up(id, parent_id, depth) AS (
	SELECT id, parent_id, 0 FROM unit WHERE id = :unit
	UNION ALL
	SELECT u.id, u.parent_id, up.depth + 1 FROM unit u JOIN up ON u.id = up.parent_id WHERE up.depth < 20)
SELECT COUNT(*) FROM up WHERE id = :root;

-- name: unit_ties (unit int) -> many (unit_id int)
-- Whose people are kept from who petitioned about this one.
SELECT unit_id FROM unit_tie WHERE of_id = :unit ORDER BY unit_id LIMIT 10000;

-- name: person_tied (person int, unit int, today text) -> one (n int)
SELECT COUNT(*) FROM unit_tie t JOIN post q ON q.unit_id = t.unit_id AND q.confirmed_ms IS NOT NULL
WHERE t.of_id = :unit AND q.person_id = :person AND q.valid_from <= :today AND (q.valid_to IS NULL OR q.valid_to >= :today);

-- name: unit_intake_of (kind text) -> one (id int)
-- The highest unit of that kind takes what comes from the web.
SELECT id FROM unit WHERE kind = :kind AND valid_to IS NULL ORDER BY COALESCE(parent_id, 0), id LIMIT 1;

-- name: unit_discipline () -> many (id int)
-- Who may look into retaliation, the nearest to the intake first.
SELECT id FROM unit WHERE kind = 'discipline' AND valid_to IS NULL ORDER BY COALESCE(parent_id, 0), id LIMIT 50;

-- name: unit_names () -> many (code text, name_zh text, name_en text, kind text, duties text)
-- For choosing one.
SELECT code, name_zh, name_en, kind, duties FROM unit WHERE valid_to IS NULL ORDER BY id LIMIT 10000;

-- name: area_all () -> many (code text, parent text?, name_zh text, name_en text)
SELECT code, parent, name_zh, name_en FROM area ORDER BY code LIMIT 5000;

-- name: area_insert (code text, parent text?, name_zh text, name_en text) -> count
INSERT INTO area (code, parent, name_zh, name_en) VALUES (:code, :parent, :name_zh, :name_en) ON CONFLICT (code) DO NOTHING;

-- name: area_by_code (code text) -> one (code text, name_zh text, name_en text)
SELECT code, name_zh, name_en FROM area WHERE code = :code;
