-- Staff, posts, sessions, keys.

-- name: person_by_login (login text) -> one (id int, login text, name_zh text, name_en text, password text, lang text, enabled int)
SELECT id, login, name_zh, name_en, password, lang, enabled FROM person WHERE login = :login;

-- name: person_by_id (id int) -> one (id int, login text, name_zh text, name_en text, lang text, enabled int)
SELECT id, login, name_zh, name_en, lang, enabled FROM person WHERE id = :id;

-- name: person_all () -> many (id int, login text, name_zh text, name_en text, enabled int)
SELECT id, login, name_zh, name_en, enabled FROM person ORDER BY login LIMIT 5000;

-- name: person_insert (login text, name_zh text, name_en text, password text, lang text, created_ms int) -> id
INSERT INTO person (login, name_zh, name_en, password, lang, created_ms) VALUES (:login, :name_zh, :name_en, :password, :lang, :created_ms) RETURNING id;

-- name: person_set_enabled (id int, enabled int) -> count
UPDATE person SET enabled = :enabled WHERE id = :id;

-- name: person_set_password (id int, password text) -> count
UPDATE person SET password = :password WHERE id = :id;

-- name: post_of_person (person int, today text) -> many (id int, unit_id int, unit_code text, unit_zh text, unit_en text, unit_kind text, role text)
-- Posts in force: confirmed and within their dates.
SELECT p.id, p.unit_id, u.code, u.name_zh, u.name_en, u.kind, p.role
FROM post p JOIN unit u ON u.id = p.unit_id
WHERE p.person_id = :person AND p.confirmed_ms IS NOT NULL AND p.valid_from <= :today AND (p.valid_to IS NULL OR p.valid_to >= :today)
ORDER BY p.id LIMIT 12;

-- name: post_count (person int, today text) -> one (n int)
-- Confirmed and not over: in force, or going to be.
SELECT count(*) FROM post p WHERE p.person_id = :person AND p.confirmed_ms IS NOT NULL AND (p.valid_to IS NULL OR p.valid_to >= :today);

-- name: post_all () -> many (id int, login text, person_zh text, person_en text, unit_code text, unit_zh text, unit_en text, role text, title_zh text, title_en text, valid_from text, valid_to text?, proposed_by int?, confirmed int)
SELECT p.id, q.login, q.name_zh, q.name_en, u.code, u.name_zh, u.name_en, p.role, p.title_zh, p.title_en, p.valid_from, p.valid_to, p.proposed_by, CASE WHEN p.confirmed_ms IS NULL THEN 0 ELSE 1 END
FROM post p JOIN person q ON q.id = p.person_id JOIN unit u ON u.id = p.unit_id ORDER BY p.id LIMIT 5000;

-- name: post_by_id (id int) -> one (id int, person_id int, unit_id int, role text, proposed_by int?, confirmed int, valid_to text?)
SELECT id, person_id, unit_id, role, proposed_by, CASE WHEN confirmed_ms IS NULL THEN 0 ELSE 1 END, valid_to FROM post WHERE id = :id;

-- name: post_insert (person int, unit int, role text, title_zh text, title_en text, valid_from text, proposed_by int?, proposed_ms int) -> id
INSERT INTO post (person_id, unit_id, role, title_zh, title_en, valid_from, proposed_by, proposed_ms) VALUES (:person, :unit, :role, :title_zh, :title_en, :valid_from, :proposed_by, :proposed_ms) RETURNING id;

-- name: post_set_confirmed (id int, person int?, at_ms int) -> count
UPDATE post SET confirmed_by = :person, confirmed_ms = :at_ms WHERE id = :id AND confirmed_ms IS NULL;

-- name: post_set_end (id int, last text) -> count
UPDATE post SET valid_to = :last WHERE id = :id;

-- name: unit_persons (unit int, role text, today text) -> many (id int, login text, name_zh text, name_en text)
-- Who holds a role in a unit today.
SELECT q.id, q.login, q.name_zh, q.name_en FROM post p JOIN person q ON q.id = p.person_id
WHERE p.unit_id = :unit AND p.role = :role AND p.confirmed_ms IS NOT NULL AND p.valid_from <= :today AND (p.valid_to IS NULL OR p.valid_to >= :today) AND q.enabled = 1
ORDER BY q.login LIMIT 200;

-- name: session_insert (token blob, person int?, matter int?, proxy int, csrf text, now_ms int, sealed blob?) -> count
INSERT INTO session (token, person_id, matter_id, proxy, csrf, created_ms, seen_ms, auth_ms, sealed) VALUES (:token, :person, :matter, :proxy, :csrf, :now_ms, :now_ms, :now_ms, :sealed);

-- name: session_find (token blob) -> one (person_id int?, matter_id int?, proxy int, csrf text, created_ms int, seen_ms int, auth_ms int, sealed blob?)
SELECT person_id, matter_id, proxy, csrf, created_ms, seen_ms, auth_ms, sealed FROM session WHERE token = :token;

-- name: session_seen (token blob, now_ms int) -> count
UPDATE session SET seen_ms = :now_ms WHERE token = :token AND seen_ms < :now_ms;

-- name: session_set_auth (token blob, now_ms int) -> count
UPDATE session SET auth_ms = :now_ms WHERE token = :token;

-- name: session_delete (token blob) -> count
DELETE FROM session WHERE token = :token;

-- name: session_delete_person (person int) -> count
DELETE FROM session WHERE person_id = :person;

-- name: session_delete_proxy (matter int, place int) -> count
DELETE FROM session WHERE matter_id = :matter AND proxy = :place;

-- name: session_delete_matter (matter int) -> count
DELETE FROM session WHERE matter_id = :matter;

-- name: session_delete_old (before_ms int, created_before_ms int) -> count
DELETE FROM session WHERE seen_ms < :before_ms OR created_ms < :created_before_ms;

-- name: throttle_find (key blob) -> one (fails int, until_ms int)
SELECT fails, until_ms FROM throttle WHERE key = :key;

-- name: throttle_set (key blob, fails int, until_ms int, now_ms int) -> count
INSERT INTO throttle (key, fails, until_ms, seen_ms) VALUES (:key, :fails, :until_ms, :now_ms)
ON CONFLICT (key) DO UPDATE SET fails = excluded.fails, until_ms = excluded.until_ms, seen_ms = excluded.seen_ms;

-- name: throttle_clear (key blob) -> count
DELETE FROM throttle WHERE key = :key;

-- name: throttle_delete_old (before_ms int) -> count
DELETE FROM throttle WHERE seen_ms < :before_ms;

-- name: api_key_find (key blob) -> one (person_id int)
SELECT person_id FROM api_key WHERE key = :key AND revoked_ms IS NULL;

-- name: api_key_insert (key blob, person int, label text, now_ms int) -> count
INSERT INTO api_key (key, person_id, label, created_ms) VALUES (:key, :person, :label, :now_ms);

-- name: api_key_revoke_all (person int, now_ms int) -> count
UPDATE api_key SET revoked_ms = :now_ms WHERE person_id = :person AND revoked_ms IS NULL;
