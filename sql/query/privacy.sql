-- The data-protection officer's: access reports and the breach file.

-- name: access_counts (from text, until text, accusations int) -> many (unit_zh text, unit_en text, act text, n int)
-- Acts on identities in a month, by unit; of accusations only for who may know of them.
SELECT u.name_zh, u.name_en, e.act, COUNT(*) FROM event e JOIN unit u ON u.id = e.unit_id JOIN matter m ON m.id = e.matter_id
WHERE e.act IN ('open_identity','ask_identity','grant_identity','refuse_identity') AND e.day >= :from AND e.day < :until AND (:accusations = 1 OR m.restricted = 0)
GROUP BY u.id, u.name_zh, u.name_en, e.act ORDER BY u.id, e.act LIMIT 2000;

-- name: access_list (from text, until text, accusations int, before int) -> many (id int, day text, act text, person_zh text, person_en text, unit_zh text, unit_en text, number text, data text)
-- The newest first; one more than a page.
SELECT e.id, e.day, e.act, p.name_zh, p.name_en, u.name_zh, u.name_en, m.number, e.data
FROM event e JOIN person p ON p.id = e.person_id JOIN unit u ON u.id = e.unit_id JOIN matter m ON m.id = e.matter_id
WHERE e.act IN ('open_identity','ask_identity','grant_identity','refuse_identity') AND e.day >= :from AND e.day < :until AND (:accusations = 1 OR m.restricted = 0)
AND e.id < :before ORDER BY e.id DESC LIMIT 51;

-- name: erased_count (from text, until text, accusations int) -> one (n int)
SELECT COUNT(*) FROM event e JOIN matter m ON m.id = e.matter_id
WHERE e.act = 'erased' AND e.day >= :from AND e.day < :until AND (:accusations = 1 OR m.restricted = 0);

-- name: matter_last_id () -> one (id int)
SELECT COALESCE(MAX(id), 0) FROM matter;

-- name: breach_unit_persons (unit int, from text, upto text) -> many (person_id int)
-- Who held a post there on any day of the period.
SELECT DISTINCT p.person_id FROM post p
WHERE p.unit_id = :unit AND p.confirmed_ms IS NOT NULL AND p.valid_from <= :upto AND (p.valid_to IS NULL OR p.valid_to >= :from) ORDER BY p.person_id LIMIT 1000;

-- name: breach_of_person (person int, from text, upto text, upto_ms int, after int, last int) -> many (id int, number text, identity int, files int, petitioners int)
-- Matters of a run of ids that this person could read in the period, by the posts of then: by
-- today's relations (the view seen), or because a unit of theirs had acted on it by then. Never
-- of accusations against their own unit, which no post of theirs shows. identity: they
-- registered it, opened it, or were granted it.
SELECT m.id, m.number,
	CASE WHEN EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.person_id = :person AND (e.seq = 1 OR e.act = 'open_identity') AND e.day >= :from AND e.day <= :upto)
		OR EXISTS (SELECT 1 FROM ask a JOIN event g ON g.id = a.decided_event WHERE a.matter_id = m.id AND a.kind = 'identity' AND a.asked_by = :person AND a.decision = 'granted' AND g.day >= :from AND g.day <= :upto)
		THEN 1 ELSE 0 END,
	CASE WHEN EXISTS (SELECT 1 FROM attachment f WHERE f.matter_id = m.id) THEN 1 ELSE 0 END,
	(SELECT COUNT(*) FROM identity i WHERE i.matter_id = m.id)
FROM matter m WHERE m.id > :after AND m.id <= :last AND m.registered_ms < :upto_ms
AND NOT EXISTS (SELECT 1 FROM tied t WHERE t.matter_id = m.id AND t.person_id = :person AND t.valid_from <= :from AND (t.valid_to IS NULL OR t.valid_to >= :upto))
AND (EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :person AND s.valid_from <= :upto AND (s.valid_to IS NULL OR s.valid_to >= :from))
	OR EXISTS (SELECT 1 FROM event e JOIN post p ON p.unit_id = e.unit_id WHERE e.matter_id = m.id AND e.at_ms < :upto_ms
		AND p.person_id = :person AND p.confirmed_ms IS NOT NULL AND p.valid_from <= :upto AND (p.valid_to IS NULL OR p.valid_to >= :from)))
ORDER BY m.id LIMIT 1000;

-- name: breach_of_copy (upto_ms int, after int, last int) -> many (id int, number text, files int, petitioners int)
-- Everything that was in the data directory then.
SELECT m.id, m.number, CASE WHEN EXISTS (SELECT 1 FROM attachment f WHERE f.matter_id = m.id) THEN 1 ELSE 0 END,
	(SELECT COUNT(*) FROM identity i WHERE i.matter_id = m.id)
FROM matter m WHERE m.id > :after AND m.id <= :last AND m.registered_ms < :upto_ms ORDER BY m.id LIMIT 1000;

-- name: breach_count_year (year text) -> one (n int)
SELECT COUNT(*) FROM breach WHERE substr(number, 1, 4) = :year;

-- name: breach_insert (number text, found text, from text, upto text, scope text, what text, harm text, done text, advice text, contact text, by int?, ms int) -> id
INSERT INTO breach (number, found_day, from_day, to_day, scope, what, harm, done, advice, contact, recorded_by, recorded_ms)
VALUES (:number, :found, :from, :upto, :scope, :what, :harm, :done, :advice, :contact, :by, :ms) RETURNING id;

-- name: breach_matter_insert (breach int, matter int, identity int, files int, petitioners int, event int?) -> count
INSERT INTO breach_matter (breach_id, matter_id, identity, files, petitioners, event_id) VALUES (:breach, :matter, :identity, :files, :petitioners, :event);

-- name: breach_by_number (number text) -> one (id int, number text, found_day text, from_day text, to_day text, scope text, what text, harm text, done text, advice text, contact text, recorded_by int?, recorded_ms int, confirmed_by int?, confirmed_ms int?, dropped_ms int?, reported_day text?, reported_to text, recorder_zh text?, recorder_en text?, confirmer_zh text?, confirmer_en text?)
SELECT b.id, b.number, b.found_day, b.from_day, b.to_day, b.scope, b.what, b.harm, b.done, b.advice, b.contact, b.recorded_by, b.recorded_ms, b.confirmed_by, b.confirmed_ms, b.dropped_ms, b.reported_day, b.reported_to, r.name_zh, r.name_en, c.name_zh, c.name_en
FROM breach b LEFT JOIN person r ON r.id = b.recorded_by LEFT JOIN person c ON c.id = b.confirmed_by WHERE b.number = :number;

-- name: breach_all () -> many (number text, found_day text, recorded_ms int, confirmed_ms int?, dropped_ms int?, reported_day text?, matters int, told int)
SELECT b.number, b.found_day, b.recorded_ms, b.confirmed_ms, b.dropped_ms, b.reported_day,
	(SELECT COUNT(*) FROM breach_matter x WHERE x.breach_id = b.id), (SELECT COUNT(*) FROM breach_matter x WHERE x.breach_id = b.id AND x.event_id IS NOT NULL)
FROM breach b ORDER BY b.id DESC LIMIT 500;

-- name: breach_sums (breach int) -> one (matters int, petitioners int, identities int, told int)
SELECT COUNT(*), CAST(COALESCE(SUM(petitioners), 0) AS BIGINT), CAST(COALESCE(SUM(identity), 0) AS BIGINT), COUNT(event_id) FROM breach_matter WHERE breach_id = :breach;

-- name: breach_matters (breach int, after int) -> many (matter_id int, number text, identity int, files int, petitioners int, day text?)
SELECT x.matter_id, m.number, x.identity, x.files, x.petitioners, e.day FROM breach_matter x JOIN matter m ON m.id = x.matter_id LEFT JOIN event e ON e.id = x.event_id
WHERE x.breach_id = :breach AND x.matter_id > :after ORDER BY x.matter_id LIMIT 51;

-- name: breach_set_confirmed (id int, by int?, ms int) -> count
UPDATE breach SET confirmed_by = :by, confirmed_ms = :ms WHERE id = :id AND confirmed_ms IS NULL AND dropped_ms IS NULL;

-- name: breach_set_dropped (id int, by int?, ms int) -> count
UPDATE breach SET dropped_by = :by, dropped_ms = :ms WHERE id = :id AND confirmed_ms IS NULL AND dropped_ms IS NULL;

-- name: breach_set_reported (id int, day text, whom text) -> count
UPDATE breach SET reported_day = :day, reported_to = :whom WHERE id = :id AND reported_day IS NULL AND dropped_ms IS NULL;

-- name: breach_untold () -> many (breach_id int, breach text, found_day text, from_day text, to_day text, scope text, what text, harm text, done text, advice text, contact text, matter_id int, matter text, identity int, files int, petitioners int)
-- Confirmed, and not told yet.
SELECT b.id, b.number, b.found_day, b.from_day, b.to_day, b.scope, b.what, b.harm, b.done, b.advice, b.contact, x.matter_id, m.number, x.identity, x.files, x.petitioners
FROM breach_matter x JOIN breach b ON b.id = x.breach_id JOIN matter m ON m.id = x.matter_id
WHERE x.event_id IS NULL AND b.confirmed_ms IS NOT NULL ORDER BY x.breach_id, x.matter_id LIMIT 100;

-- name: breach_matter_told (breach int, matter int, event int) -> count
UPDATE breach_matter SET event_id = :event WHERE breach_id = :breach AND matter_id = :matter AND event_id IS NULL;

-- name: breach_told_page (after int) -> many (event_id int, matter text, data text, breach text, found_day text, from_day text, to_day text, scope text, what text, harm text, done text, advice text, contact text)
-- For verify: what each notice committed to, and what the file says.
SELECT e.id, m.number, e.data, b.number, b.found_day, b.from_day, b.to_day, b.scope, b.what, b.harm, b.done, b.advice, b.contact
FROM breach_matter x JOIN event e ON e.id = x.event_id JOIN breach b ON b.id = x.breach_id JOIN matter m ON m.id = x.matter_id
WHERE e.id > :after ORDER BY e.id LIMIT 500;
