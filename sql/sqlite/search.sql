-- Full-text queries, SQLite form.

-- name: search_add (id int, tokens text) -> count
INSERT INTO matter_text (rowid, tokens) VALUES (:id, :tokens);

-- name: search_find (match text, viewer int, today text, procedure text, state text, class text, channel text, unit int, from_day text, to_day text, clock text, soon text, open_only int, mine int, skip int, most int) -> many (id int, number text, procedure text, state text, subject text, class text?, channel text, lead_zh text, lead_en text, handler_zh text?, handler_en text?, received_day text, next_due text?, next_nominal text?, next_clock text?, urgent int, supervised int, restricted int)
-- Newest first among those the viewer may know of; '' and 0 mean any. A matter
-- stands once per piece that matches, side by side: the caller keeps the first.
-- Without grouping the index is walked only as far as the page needs.
SELECT m.id, m.number, m.procedure, m.state, m.subject, m.class, m.channel, u.name_zh, u.name_en, h.name_zh, h.name_en, m.received_day, m.next_due, m.next_nominal, m.next_clock, m.urgent, m.supervised, m.restricted
FROM matter_text t JOIN matter m ON m.id = t.rowid / 16 JOIN unit u ON u.id = m.lead_unit_id LEFT JOIN person h ON h.id = m.handler_id
WHERE matter_text MATCH :match
AND (:procedure = '' OR m.procedure = :procedure) AND (:state = '' OR m.state = :state) AND (:class = '' OR m.class = :class) AND (:channel = '' OR m.channel = :channel)
AND (:unit = 0 OR m.lead_unit_id = :unit) AND (:from_day = '' OR m.received_day >= :from_day) AND (:to_day = '' OR m.received_day <= :to_day)
AND (:clock = '' OR (:clock = 'late' AND m.next_due < :today) OR (:clock = 'soon' AND m.next_due >= :today AND m.next_nominal <= :soon) OR (:clock = 'calm' AND m.next_nominal > :soon))
AND m.kind IN ('petition','finding','task') AND (:open_only = 0 OR m.closed_day IS NULL) AND (:mine = 0 OR m.handler_id = :viewer)
AND EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :viewer AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
AND NOT EXISTS (SELECT 1 FROM tied t WHERE t.matter_id = m.id AND t.person_id = :viewer AND t.valid_from <= :today AND (t.valid_to IS NULL OR t.valid_to >= :today))
ORDER BY t.rowid DESC LIMIT :most OFFSET :skip;

-- name: rebuild_search (after text, upto text) -> each (matter text, key text)
-- Which pieces of which matter can be found: the index keeps no text to compare.
-- CROSS: matters first; the index is never walked whole.
SELECT m.number AS matter, 'piece ' || CAST(t.rowid % 16 AS TEXT) AS key FROM matter m CROSS JOIN matter_text t
WHERE t.rowid BETWEEN m.id * 16 AND m.id * 16 + 15 AND m.number > :after AND m.number <= :upto;
