-- Calendar feeds.

-- name: feed_find (key blob) -> one (id int, person_id int, body_id int?, body_code text?, lang text, hour_ms int, asks int)
SELECT f.id, f.person_id, f.body_id, b.code, f.lang, f.hour_ms, f.asks FROM feed f LEFT JOIN body b ON b.id = f.body_id WHERE f.key = :key AND f.revoked_ms IS NULL;

-- name: feed_insert (key blob, person int, body int?, lang text, now_ms int) -> count
INSERT INTO feed (key, person_id, body_id, lang, created_ms) VALUES (:key, :person, :body, :lang, :now_ms);

-- name: feed_asked (id int, hour_ms int, asks int, now_ms int) -> count
UPDATE feed SET hour_ms = :hour_ms, asks = :asks, asked_ms = :now_ms WHERE id = :id;

-- name: feed_revoke (person int, body int, now_ms int) -> count
-- body 0: the person's own.
UPDATE feed SET revoked_ms = :now_ms WHERE person_id = :person AND COALESCE(body_id, 0) = :body AND revoked_ms IS NULL;

-- name: feed_revoke_all (person int, now_ms int) -> count
UPDATE feed SET revoked_ms = :now_ms WHERE person_id = :person AND revoked_ms IS NULL;

-- name: feed_of_person (person int) -> many (id int, body_id int?, body_code text?, body_zh text?, body_en text?, lang text, created_ms int, asked_ms int?)
SELECT f.id, f.body_id, b.code, b.name_zh, b.name_en, f.lang, f.created_ms, f.asked_ms FROM feed f LEFT JOIN body b ON b.id = f.body_id
WHERE f.person_id = :person AND f.revoked_ms IS NULL ORDER BY COALESCE(f.body_id, 0) LIMIT 1000;

-- name: feed_all () -> many (login text, body_code text?, lang text, created_ms int, asked_ms int?)
SELECT p.login, b.code, f.lang, f.created_ms, f.asked_ms FROM feed f JOIN person p ON p.id = f.person_id LEFT JOIN body b ON b.id = f.body_id
WHERE f.revoked_ms IS NULL ORDER BY p.login, COALESCE(f.body_id, 0) LIMIT 20000;

-- name: feed_meetings (person int, body int, from_day text, today text) -> many (matter_id int, changed_ms int)
-- Those the person may know of, cancelled ones too. body 0: of all. changed_ms: convened, notified or cancelled.
SELECT k.matter_id, (SELECT MAX(e.at_ms) FROM event e WHERE e.matter_id = k.matter_id AND e.act IN ('convene','notify','cancel','file_away'))
FROM meeting k WHERE k.day >= :from_day AND (:body = 0 OR k.body_id = :body)
AND EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = k.matter_id AND s.person_id = :person AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
ORDER BY k.day, k.time, k.matter_id LIMIT 500;

-- name: feed_due (number text, due text) -> one (started_ms int, extended int, granted_ms int?)
-- The running clock that is due then, and when it was last extended.
SELECT k.start_ms, k.extended, (SELECT MAX(e.at_ms) FROM event e WHERE e.matter_id = m.id AND e.act LIKE 'grant%')
FROM matter m JOIN clock k ON k.matter_id = m.id AND k.outcome = 'running' AND k.due = :due WHERE m.number = :number ORDER BY k.id LIMIT 1;
