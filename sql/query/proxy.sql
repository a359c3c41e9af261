-- Further codes of a matter (matter/proxy.h).

-- name: proxy_insert (matter int, kind text, code blob, event int) -> id
INSERT INTO proxy (matter_id, place, kind, code_key, given_event)
VALUES (:matter, (SELECT COALESCE(MAX(p.place), 0) + 1 FROM proxy p WHERE p.matter_id = :matter), :kind, :code, :event) RETURNING id;

-- name: proxy_end (matter int, place int, event int) -> count
UPDATE proxy SET ended_event = :event WHERE matter_id = :matter AND place = :place AND ended_event IS NULL;

-- name: proxy_used (matter int, place int, day text) -> count
UPDATE proxy SET used_day = :day WHERE matter_id = :matter AND place = :place AND (used_day IS NULL OR used_day < :day);

-- name: proxy_by_code (code blob) -> one (matter_id int, place int)
SELECT matter_id, place FROM proxy WHERE code_key = :code AND ended_event IS NULL;

-- name: proxy_of_matter (matter int) -> many (place int, kind text, given_day text, ended_day text?, used_day text?)
SELECT p.place, p.kind, g.day, e.day, p.used_day FROM proxy p JOIN event g ON g.id = p.given_event LEFT JOIN event e ON e.id = p.ended_event
WHERE p.matter_id = :matter ORDER BY p.place LIMIT 200;
