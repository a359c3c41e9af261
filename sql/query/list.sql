-- Lists of matters.

-- name: list_find (viewer int, today text, procedure text, state text, class text, channel text, unit int, from_day text, to_day text, clock text, soon text, open_only int, mine int, sort text, skip int, most int) -> many (id int, number text, procedure text, state text, subject text, class text?, channel text, lead_zh text, lead_en text, handler_zh text?, handler_en text?, received_day text, next_due text?, next_nominal text?, next_clock text?, urgent int, supervised int, restricted int)
-- Filters without words; '' and 0 mean any.
SELECT m.id, m.number, m.procedure, m.state, m.subject, m.class, m.channel, u.name_zh, u.name_en, h.name_zh, h.name_en, m.received_day, m.next_due, m.next_nominal, m.next_clock, m.urgent, m.supervised, m.restricted
FROM matter m JOIN unit u ON u.id = m.lead_unit_id LEFT JOIN person h ON h.id = m.handler_id
WHERE (:procedure = '' OR m.procedure = :procedure) AND (:state = '' OR m.state = :state) AND (:class = '' OR m.class = :class) AND (:channel = '' OR m.channel = :channel)
AND (:unit = 0 OR m.lead_unit_id = :unit) AND (:from_day = '' OR m.received_day >= :from_day) AND (:to_day = '' OR m.received_day <= :to_day)
AND (:clock = '' OR (:clock = 'late' AND m.next_due < :today) OR (:clock = 'soon' AND m.next_due >= :today AND m.next_nominal <= :soon) OR (:clock = 'calm' AND m.next_nominal > :soon))
AND m.kind IN ('petition','finding','task') AND (:open_only = 0 OR m.closed_day IS NULL) AND (:mine = 0 OR m.handler_id = :viewer)
AND EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :viewer AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
AND NOT EXISTS (SELECT 1 FROM tied t WHERE t.matter_id = m.id AND t.person_id = :viewer AND t.valid_from <= :today AND (t.valid_to IS NULL OR t.valid_to >= :today))
ORDER BY CASE WHEN :sort = 'due' THEN COALESCE(m.next_due, '9999') WHEN :sort = 'old' THEN m.received_day ELSE '' END,
	CASE WHEN :sort = 'old' THEN m.id ELSE -m.id END LIMIT :most OFFSET :skip;

-- name: list_count (viewer int, today text, procedure text, state text, class text, channel text, unit int, from_day text, to_day text, clock text, soon text, open_only int, mine int) -> one (n int)
-- As list_find; stops at 1001.
SELECT COUNT(*) FROM (SELECT m.id FROM matter m
WHERE (:procedure = '' OR m.procedure = :procedure) AND (:state = '' OR m.state = :state) AND (:class = '' OR m.class = :class) AND (:channel = '' OR m.channel = :channel)
AND (:unit = 0 OR m.lead_unit_id = :unit) AND (:from_day = '' OR m.received_day >= :from_day) AND (:to_day = '' OR m.received_day <= :to_day)
AND (:clock = '' OR (:clock = 'late' AND m.next_due < :today) OR (:clock = 'soon' AND m.next_due >= :today AND m.next_nominal <= :soon) OR (:clock = 'calm' AND m.next_nominal > :soon))
AND m.kind IN ('petition','finding','task') AND (:open_only = 0 OR m.closed_day IS NULL) AND (:mine = 0 OR m.handler_id = :viewer)
AND EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :viewer AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
AND NOT EXISTS (SELECT 1 FROM tied t WHERE t.matter_id = m.id AND t.person_id = :viewer AND t.valid_from <= :today AND (t.valid_to IS NULL OR t.valid_to >= :today))
LIMIT 1001) AS found;

-- name: list_work (unit int, states text, relation text, viewer int, today text) -> many (id int, number text, procedure text, state text, subject text, class text?, channel text, lead_zh text, lead_en text, handler_id int?, handler_zh text?, handler_en text?, received_day text, next_due text?, next_nominal text?, next_clock text?, urgent int, supervised int, restricted int)
-- What waits for a unit in some states, soonest due first. states: ' routed objected '.
SELECT m.id, m.number, m.procedure, m.state, m.subject, m.class, m.channel, u.name_zh, u.name_en, m.handler_id, h.name_zh, h.name_en, m.received_day, m.next_due, m.next_nominal, m.next_clock, m.urgent, m.supervised, m.restricted
FROM matter m JOIN unit u ON u.id = m.lead_unit_id LEFT JOIN person h ON h.id = m.handler_id
WHERE ((:relation = 'lead' AND m.lead_unit_id = :unit) OR (:relation = 'bureau' AND m.register_unit_id = :unit) OR (:relation = 'sender' AND m.sender_unit_id = :unit) OR (:relation = 'review' AND m.review_unit_id = :unit)
	OR (:relation = 'assist' AND m.closed_day IS NULL AND EXISTS (SELECT 1 FROM assist a WHERE a.matter_id = m.id AND a.unit_id = :unit))
	OR (:relation = 'charge' AND (EXISTS (SELECT 1 FROM finding f WHERE f.matter_id = m.id AND f.charge_id = :viewer) OR EXISTS (SELECT 1 FROM sup_item x WHERE x.matter_id = m.id AND x.charge_id = :viewer)))
	OR (:relation = 'asked' AND m.lead_unit_id = :unit AND m.closed_day IS NULL AND EXISTS (SELECT 1 FROM ask k WHERE k.matter_id = m.id AND k.decision IS NULL AND k.kind IN ('extension','recusal')))
	OR (:relation = 'asked_bureau' AND m.register_unit_id = :unit AND m.closed_day IS NULL AND EXISTS (SELECT 1 FROM ask k WHERE k.matter_id = m.id AND k.decision IS NULL AND k.kind = 'identity')))
AND m.kind IN ('petition','finding','task') AND (:states = '' OR :states LIKE '% ' || m.state || ' %')
AND EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :viewer AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
AND NOT EXISTS (SELECT 1 FROM tied t WHERE t.matter_id = m.id AND t.person_id = :viewer AND t.valid_from <= :today AND (t.valid_to IS NULL OR t.valid_to >= :today))
ORDER BY COALESCE(m.next_due, '9999'), m.id LIMIT 200;

-- name: list_board (viewer int, today text, soon text) -> many (unit_code text, unit_zh text, unit_en text, state text, open int, soon int, late int)
-- Open matters by unit and state, of units the viewer's bureau routes to or belongs to.
SELECT u.code, u.name_zh, u.name_en, m.state, COUNT(*),
	SUM(CASE WHEN m.next_due >= :today AND m.next_nominal <= :soon THEN 1 ELSE 0 END),
	SUM(CASE WHEN m.next_due < :today THEN 1 ELSE 0 END)
FROM matter m JOIN unit u ON u.id = m.lead_unit_id
WHERE m.closed_day IS NULL AND m.kind IN ('petition','finding','task')
AND EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :viewer AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
AND NOT EXISTS (SELECT 1 FROM tied t WHERE t.matter_id = m.id AND t.person_id = :viewer AND t.valid_from <= :today AND (t.valid_to IS NULL OR t.valid_to >= :today))
GROUP BY u.id, u.code, u.name_zh, u.name_en, m.state ORDER BY u.id, m.state LIMIT 5000;

-- name: unit_line_clear () -> count
DELETE FROM unit_line;

-- name: unit_line_fill () -> count
INSERT INTO unit_line (unit_id, above_id)
WITH RECURSIVE up(unit_id, above_id, depth) AS (
	SELECT id, id, 0 FROM unit
	UNION ALL
	SELECT up.unit_id, u.parent_id, up.depth + 1 FROM up JOIN unit u ON u.id = up.above_id WHERE u.parent_id IS NOT NULL AND up.depth < 20)
SELECT DISTINCT unit_id, above_id FROM up;

-- name: unit_tie_clear () -> count
DELETE FROM unit_tie;

-- name: unit_tie_fill () -> count
-- After unit_line.
INSERT INTO unit_tie (of_id, unit_id)
WITH RECURSIVE heir(of_id, id, depth) AS (
	SELECT id, id, 0 FROM unit
	UNION ALL
	SELECT heir.of_id, u.successor_id, heir.depth + 1 FROM heir JOIN unit u ON u.id = heir.id WHERE u.successor_id IS NOT NULL AND heir.depth < 20)
SELECT heir.of_id, l.unit_id FROM heir JOIN unit_line l ON l.above_id = heir.id
UNION
SELECT heir.of_id, l.above_id FROM heir JOIN unit_line l ON l.unit_id = heir.id JOIN unit u ON u.id = l.above_id WHERE u.kind <> 'bureau';
