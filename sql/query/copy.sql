-- Transfer copies: what was taken out of a petitioner's words.

-- name: copy_insert (matter int, event int, subject text?, body text?, requests text?, place text?, office blob?, code blob?, sealed blob?) -> id
INSERT INTO transfer_copy (matter_id, event_id, state, subject, body, requests, place, office, code, sealed)
VALUES (:matter, :event, 'held', :subject, :body, :requests, :place, :office, :code, :sealed) RETURNING id;

-- name: copy_of_matter (matter int) -> many (id int, event_id int, seq int, state text, registered int, data text, asked_event int?, asked_by int?, office blob?, code blob?, sealed blob?)
SELECT t.id, t.event_id, e.seq, t.state, CASE WHEN t.subject IS NULL THEN 0 ELSE 1 END, COALESCE(t.shown, e.data), t.asked_event, t.asked_by, t.office, t.code, t.sealed
FROM transfer_copy t JOIN event e ON e.id = t.event_id WHERE t.matter_id = :matter ORDER BY t.id LIMIT 2000;

-- name: copy_done (id int, state text, shown text?, event int, person int?) -> count
UPDATE transfer_copy SET state = :state, shown = :shown, done_event = :event, done_by = :person WHERE id = :id AND state = 'held';

-- name: copy_ask (matter int, event int?, person int?) -> count
-- All that is held now; NULL: nobody asks any more.
UPDATE transfer_copy SET asked_event = :event, asked_by = :person WHERE matter_id = :matter AND state = 'held';

-- name: copy_forget (matter int) -> count
UPDATE transfer_copy SET office = NULL, code = NULL, sealed = NULL WHERE matter_id = :matter;

-- name: matter_set_words (id int, subject text, body text, requests text, place text) -> count
UPDATE matter SET subject = :subject, body = :body, requests = :requests, place = :place WHERE id = :id;

-- name: list_copies (unit int, asked int, viewer int, today text) -> many (id int, number text, procedure text, state text, subject text, class text?, channel text, lead_zh text, lead_en text, handler_id int?, handler_zh text?, handler_en text?, received_day text, next_due text?, next_nominal text?, next_clock text?, urgent int, supervised int, restricted int)
-- Open matters this office registered, of whose copies one is held: nobody looked at it, or (asked) somebody wants it released.
SELECT m.id, m.number, m.procedure, m.state, m.subject, m.class, m.channel, u.name_zh, u.name_en, m.handler_id, h.name_zh, h.name_en, m.received_day, m.next_due, m.next_nominal, m.next_clock, m.urgent, m.supervised, m.restricted
FROM matter m JOIN unit u ON u.id = m.lead_unit_id LEFT JOIN person h ON h.id = m.handler_id
WHERE m.closed_day IS NULL AND m.register_unit_id = :unit
AND EXISTS (SELECT 1 FROM transfer_copy t WHERE t.matter_id = m.id AND t.state = 'held' AND (:asked = 0 OR t.asked_event IS NOT NULL))
AND EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :viewer AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
AND NOT EXISTS (SELECT 1 FROM tied t WHERE t.matter_id = m.id AND t.person_id = :viewer AND t.valid_from <= :today AND (t.valid_to IS NULL OR t.valid_to >= :today))
ORDER BY COALESCE(m.next_due, '9999'), m.id LIMIT 200;
