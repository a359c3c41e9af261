-- Questions to the petitioner, and what the petitioner wrote.

-- name: question_insert (matter int, event int, unit int) -> id
INSERT INTO question (matter_id, place, asked_event, asked_unit)
VALUES (:matter, (SELECT COALESCE(MAX(q.place), 0) + 1 FROM question q WHERE q.matter_id = :matter), :event, :unit) RETURNING id;

-- name: question_answer (id int, event int) -> count
UPDATE question SET answered_event = :event WHERE id = :id AND answered_event IS NULL;

-- name: question_of_matter (matter int) -> many (id int, place int, asked_unit int, unit_zh text, unit_en text, asked_day text, asked_data text, answered_event int?, answered_day text?, answered_data text?)
-- While the copy of an answer is held, nothing of it.
SELECT q.id, q.place, q.asked_unit, u.name_zh, u.name_en, e.day, e.data, q.answered_event, a.day, CASE WHEN t.state = 'held' THEN '{"text":"〔略〕"}' ELSE COALESCE(t.shown, a.data) END
FROM question q JOIN unit u ON u.id = q.asked_unit JOIN event e ON e.id = q.asked_event LEFT JOIN event a ON a.id = q.answered_event LEFT JOIN transfer_copy t ON t.event_id = q.answered_event
WHERE q.matter_id = :matter ORDER BY q.place LIMIT 200;

-- name: list_asked (unit int, viewer int, today text) -> many (id int, number text, procedure text, state text, subject text, class text?, channel text, lead_zh text, lead_en text, handler_id int?, handler_zh text?, handler_en text?, received_day text, next_due text?, next_nominal text?, next_clock text?, urgent int, supervised int, restricted int)
-- Open matters in which this unit waits for the petitioner's answer.
SELECT m.id, m.number, m.procedure, m.state, m.subject, m.class, m.channel, u.name_zh, u.name_en, m.handler_id, h.name_zh, h.name_en, m.received_day, m.next_due, m.next_nominal, m.next_clock, m.urgent, m.supervised, m.restricted
FROM matter m JOIN unit u ON u.id = m.lead_unit_id LEFT JOIN person h ON h.id = m.handler_id
WHERE m.closed_day IS NULL AND m.id IN (SELECT q.matter_id FROM question q WHERE q.asked_unit = :unit AND q.answered_event IS NULL)
AND EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :viewer AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
AND NOT EXISTS (SELECT 1 FROM tied t WHERE t.matter_id = m.id AND t.person_id = :viewer AND t.valid_from <= :today AND (t.valid_to IS NULL OR t.valid_to >= :today))
ORDER BY COALESCE(m.next_due, '9999'), m.id LIMIT 200;

-- name: list_wrote (unit int, relation text, viewer int, today text) -> many (id int, number text, procedure text, state text, subject text, class text?, channel text, lead_zh text, lead_en text, handler_id int?, handler_zh text?, handler_en text?, received_day text, next_due text?, next_nominal text?, next_clock text?, urgent int, supervised int, restricted int)
-- Open matters of this unit to which the petitioner added something since the unit last acted.
SELECT m.id, m.number, m.procedure, m.state, m.subject, m.class, m.channel, u.name_zh, u.name_en, m.handler_id, h.name_zh, h.name_en, m.received_day, m.next_due, m.next_nominal, m.next_clock, m.urgent, m.supervised, m.restricted
FROM matter m JOIN unit u ON u.id = m.lead_unit_id LEFT JOIN person h ON h.id = m.handler_id
WHERE m.closed_day IS NULL AND ((:relation = 'lead' AND m.lead_unit_id = :unit) OR (:relation = 'review' AND m.review_unit_id = :unit))
AND EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.actor = 'petitioner' AND e.act IN ('add_material', 'answer_question', 'correct_own')
	AND NOT EXISTS (SELECT 1 FROM event x WHERE x.matter_id = m.id AND x.unit_id = :unit AND x.seq > e.seq))
AND EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :viewer AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
AND NOT EXISTS (SELECT 1 FROM tied t WHERE t.matter_id = m.id AND t.person_id = :viewer AND t.valid_from <= :today AND (t.valid_to IS NULL OR t.valid_to >= :today))
ORDER BY COALESCE(m.next_due, '9999'), m.id LIMIT 200;

-- name: matter_set_confidential (id int) -> count
UPDATE matter SET confidential = 1 WHERE id = :id;
