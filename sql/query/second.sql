-- The second factor of staff.

-- name: second_find (person int) -> one (secret blob?, pending blob?, used_step int, recovery_left int)
SELECT s.secret, s.pending, s.used_step, (SELECT count(*) FROM recovery_code r WHERE r.person_id = s.person_id AND r.used_ms IS NULL)
FROM second_factor s WHERE s.person_id = :person;

-- name: second_set_pending (person int, pending blob) -> count
INSERT INTO second_factor (person_id, pending) VALUES (:person, :pending)
ON CONFLICT (person_id) DO UPDATE SET pending = excluded.pending;

-- name: second_confirm_pending (person int, step int, now_ms int) -> count
UPDATE second_factor SET secret = pending, pending = NULL, used_step = :step, since_ms = :now_ms WHERE person_id = :person AND pending IS NOT NULL;

-- name: second_use_step (person int, step int) -> count
-- One code opens once, also when it is sent twice at a time.
UPDATE second_factor SET used_step = :step WHERE person_id = :person AND used_step < :step;

-- name: second_delete (person int) -> count
DELETE FROM second_factor WHERE person_id = :person;

-- name: recovery_insert (code blob, person int) -> count
INSERT INTO recovery_code (code, person_id) VALUES (:code, :person);

-- name: recovery_use (code blob, person int, now_ms int) -> count
UPDATE recovery_code SET used_ms = :now_ms WHERE code = :code AND person_id = :person AND used_ms IS NULL;

-- name: recovery_delete (person int) -> count
DELETE FROM recovery_code WHERE person_id = :person;

-- name: login_half_insert (token blob, person int, now_ms int) -> count
INSERT INTO login_half (token, person_id, made_ms) VALUES (:token, :person, :now_ms);

-- name: login_half_find (token blob) -> one (person_id int, made_ms int, login text)
SELECT h.person_id, h.made_ms, p.login FROM login_half h JOIN person p ON p.id = h.person_id WHERE h.token = :token AND p.enabled = 1;

-- name: login_half_delete_person (person int) -> count
DELETE FROM login_half WHERE person_id = :person;

-- name: login_half_delete_old (before_ms int) -> count
DELETE FROM login_half WHERE made_ms < :before_ms;
