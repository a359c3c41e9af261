-- Supervision items of the government, written by their acts alone.

-- name: sup_insert (matter int, kind text, topic text, topic_key text, unit int, charge int, source int?, meeting int?, item int?, due text, why_again text) -> count
INSERT INTO sup_item (matter_id, kind, topic, topic_key, unit_id, charge_id, source_id, meeting_id, item_no, due, why_again) VALUES (:matter, :kind, :topic, :topic_key, :unit, :charge, :source, :meeting, :item, :due, :why_again);

-- name: sup_find (matter int) -> one (kind text, topic text, unit_id int, charge_id int, charge_zh text?, charge_en text?, source text?, meeting text?, item_no int?, approved_by int?, opened_day text?, due text, why_again text, rung int, facts text, opinion text, concluded_day text?, objected_day text?, recheck text)
SELECT s.kind, s.topic, s.unit_id, s.charge_id, p.name_zh, p.name_en, o.number, k.number, s.item_no, s.approved_by, s.opened_day, s.due, s.why_again, s.rung, s.facts, s.opinion, s.concluded_day, s.objected_day, s.recheck
FROM sup_item s LEFT JOIN person p ON p.id = s.charge_id LEFT JOIN matter o ON o.id = s.source_id LEFT JOIN matter k ON k.id = s.meeting_id WHERE s.matter_id = :matter;

-- name: sup_of_source (source int) -> one (number text)
-- An item about that matter, proposed or open.
SELECT m.number FROM sup_item s JOIN matter m ON m.id = s.matter_id WHERE s.source_id = :source AND m.closed_day IS NULL ORDER BY m.id LIMIT 1;

-- name: sup_same (unit int, topic_key text) -> one (number text)
SELECT m.number FROM sup_item s JOIN matter m ON m.id = s.matter_id WHERE s.unit_id = :unit AND s.topic_key = :topic_key AND m.closed_day IS NULL ORDER BY m.id LIMIT 1;

-- name: sup_open (matter int, approver int?, day text) -> count
UPDATE sup_item SET approved_by = :approver, opened_day = :day WHERE matter_id = :matter AND opened_day IS NULL;

-- name: sup_climb (matter int, rung int) -> count
UPDATE sup_item SET rung = :rung WHERE matter_id = :matter;

-- name: sup_conclude (matter int, facts text, opinion text, person int, day text) -> count
UPDATE sup_item SET facts = :facts, opinion = :opinion, concluded_by = :person, concluded_day = :day WHERE matter_id = :matter;

-- name: sup_object (matter int, day text) -> count
UPDATE sup_item SET objected_day = :day WHERE matter_id = :matter;

-- name: sup_recheck (matter int, person int, recheck text, facts text, opinion text) -> count
UPDATE sup_item SET rechecked_by = :person, recheck = :recheck, facts = :facts, opinion = :opinion WHERE matter_id = :matter;

-- name: sup_seen (viewer int, today text, skip int, most int) -> many (number text, subject text, state text, kind text, topic text, unit_zh text, unit_en text, opened_day text?, next_due text?, rung int)
SELECT m.number, m.subject, m.state, s.kind, s.topic, u.name_zh, u.name_en, s.opened_day, m.next_due, s.rung
FROM sup_item s JOIN matter m ON m.id = s.matter_id JOIN unit u ON u.id = s.unit_id
WHERE EXISTS (SELECT 1 FROM seen x WHERE x.matter_id = m.id AND x.person_id = :viewer AND x.valid_from <= :today AND (x.valid_to IS NULL OR x.valid_to >= :today))
ORDER BY CASE WHEN m.closed_day IS NULL THEN 0 ELSE 1 END, m.id DESC LIMIT :most OFFSET :skip;

-- name: sup_load (unit int, month text) -> one (open int, this_month int)
-- What one unit bears.
SELECT COALESCE(SUM(CASE WHEN m.closed_day IS NULL THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN s.opened_day >= :month THEN 1 ELSE 0 END), 0)
FROM sup_item s JOIN matter m ON m.id = s.matter_id WHERE s.unit_id = :unit AND s.opened_day IS NOT NULL;

-- name: sup_burden (viewer int, today text, month text) -> many (unit_zh text, unit_en text, open int, this_month int)
-- How many items the units bear, for who keeps them: open now, and opened this month.
SELECT u.name_zh, u.name_en, SUM(CASE WHEN m.closed_day IS NULL THEN 1 ELSE 0 END), SUM(CASE WHEN s.opened_day >= :month THEN 1 ELSE 0 END)
FROM sup_item s JOIN matter m ON m.id = s.matter_id JOIN unit u ON u.id = s.unit_id
WHERE s.opened_day IS NOT NULL AND (m.closed_day IS NULL OR s.opened_day >= :month)
AND EXISTS (SELECT 1 FROM post p WHERE p.person_id = :viewer AND p.role IN ('clerk','leader') AND p.confirmed_ms IS NOT NULL AND p.valid_from <= :today AND (p.valid_to IS NULL OR p.valid_to >= :today)
	AND (p.unit_id = m.register_unit_id OR s.charge_id = :viewer))
GROUP BY u.id, u.name_zh, u.name_en ORDER BY 3 DESC, u.id LIMIT 500;
