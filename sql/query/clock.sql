-- Clocks on matters.

-- name: clock_of_matter (matter int) -> many (id int, code text, unit_id int?, start_day text, start_ms int, length int, extended int, pauses text, due_nominal text, due text, due_ms int, provisional int, calendar text, started_by int, stopped_by int?, stopped_day text?, outcome text, missed_seen int)
SELECT id, code, unit_id, start_day, start_ms, length, extended, pauses, due_nominal, due, due_ms, provisional, calendar, started_by, stopped_by, stopped_day, outcome, missed_seen
FROM clock WHERE matter_id = :matter ORDER BY id LIMIT 500;

-- name: clock_insert (matter int, code text, unit int?, start_day text, start_ms int, length int, due_nominal text, due text, due_ms int, provisional int, calendar text, event int) -> id
INSERT INTO clock (matter_id, code, unit_id, start_day, start_ms, length, due_nominal, due, due_ms, provisional, calendar, started_by)
VALUES (:matter, :code, :unit, :start_day, :start_ms, :length, :due_nominal, :due, :due_ms, :provisional, :calendar, :event) RETURNING id;

-- name: clock_stop (id int, event int, day text, outcome text) -> count
UPDATE clock SET stopped_by = :event, stopped_day = :day, outcome = :outcome WHERE id = :id AND outcome = 'running';

-- name: clock_change (id int, extended int, pauses text, due_nominal text, due text, due_ms int, provisional int, calendar text) -> count
UPDATE clock SET extended = :extended, pauses = :pauses, due_nominal = :due_nominal, due = :due, due_ms = :due_ms, provisional = :provisional, calendar = :calendar,
	missed_seen = CASE WHEN due_ms = :due_ms THEN missed_seen ELSE 0 END WHERE id = :id AND outcome = 'running';

-- name: clock_overdue (now_ms int) -> many (id int, matter_id int, code text, unit_id int?, number text)
-- Running past its instant and not yet recorded.
SELECT k.id, k.matter_id, k.code, k.unit_id, m.number FROM clock k JOIN matter m ON m.id = k.matter_id
WHERE k.outcome = 'running' AND k.due_ms < :now_ms AND k.missed_seen = 0 ORDER BY k.due_ms LIMIT 200;

-- name: clock_set_seen (id int) -> count
UPDATE clock SET missed_seen = 1 WHERE id = :id;

-- name: clock_from_day (today text, after int) -> many (id int, matter_id int, number text, code text, unit_id int?, start_day text, start_ms int, length int, extended int, pauses text, due_nominal text, due text, due_ms int, provisional int, calendar text)
-- Running and not yet past: those a new calendar may move.
SELECT k.id, k.matter_id, m.number, k.code, k.unit_id, k.start_day, k.start_ms, k.length, k.extended, k.pauses, k.due_nominal, k.due, k.due_ms, k.provisional, k.calendar
FROM clock k JOIN matter m ON m.id = k.matter_id WHERE k.outcome = 'running' AND k.due >= :today AND k.id > :after ORDER BY k.id LIMIT 1000;

-- name: settled_suggestions (before text) -> many (id int, number text)
-- Suggestions answered long ago have no review window to wait for.
SELECT id, number FROM matter WHERE state = 'served' AND class = 'suggestion' AND served_day < :before ORDER BY id LIMIT 100;

-- name: clock_give (id int, unit int) -> count
UPDATE clock SET unit_id = :unit WHERE id = :id AND outcome = 'running';

-- name: clock_set_unit (matter int, from_unit int, to_unit int) -> count
UPDATE clock SET unit_id = :to_unit WHERE matter_id = :matter AND unit_id = :from_unit AND outcome = 'running';
