-- Bodies and who sits in them.

-- name: body_by_code (code text) -> one (id int, code text, kind text, name_zh text, name_en text, unit_id int, office_unit_id int, sign text, valid_from text, valid_to text?, public int)
SELECT id, code, kind, name_zh, name_en, unit_id, office_unit_id, sign, valid_from, valid_to, public FROM body WHERE code = :code;

-- name: body_by_id (id int) -> one (id int, code text, kind text, name_zh text, name_en text, unit_id int, office_unit_id int, sign text)
SELECT id, code, kind, name_zh, name_en, unit_id, office_unit_id, sign FROM body WHERE id = :id;

-- name: body_all () -> many (id int, code text, kind text, name_zh text, name_en text, unit_id int, unit_zh text, unit_en text, office_unit_id int, office_zh text, office_en text, sign text, valid_from text, valid_to text?, public int)
SELECT b.id, b.code, b.kind, b.name_zh, b.name_en, b.unit_id, u.name_zh, u.name_en, b.office_unit_id, o.name_zh, o.name_en, b.sign, b.valid_from, b.valid_to, b.public
FROM body b JOIN unit u ON u.id = b.unit_id JOIN unit o ON o.id = b.office_unit_id ORDER BY b.id LIMIT 1000;

-- name: body_insert (code text, kind text, name_zh text, name_en text, unit int, office int, sign text, valid_from text) -> id
INSERT INTO body (code, kind, name_zh, name_en, unit_id, office_unit_id, sign, valid_from) VALUES (:code, :kind, :name_zh, :name_en, :unit, :office, :sign, :valid_from) RETURNING id;

-- name: body_put (id int, code text, kind text, name_zh text, name_en text, unit int, office int, sign text, valid_from text) -> count
INSERT INTO body (id, code, kind, name_zh, name_en, unit_id, office_unit_id, sign, valid_from) VALUES (:id, :code, :kind, :name_zh, :name_en, :unit, :office, :sign, :valid_from);

-- name: body_set_public (id int, public int) -> count
UPDATE body SET public = :public WHERE id = :id;

-- name: body_joint (unit int) -> one (id int)
-- The joint meeting whose office this unit is, or the nearest above it.
SELECT b.id FROM body b JOIN unit_line l ON l.unit_id = :unit AND (b.office_unit_id = l.unit_id OR b.unit_id = l.above_id)
WHERE b.kind = 'joint' AND b.valid_to IS NULL
ORDER BY CASE WHEN b.office_unit_id = :unit THEN 0 ELSE 1 END, (SELECT COUNT(*) FROM unit_line x WHERE x.unit_id = b.unit_id) DESC, b.id LIMIT 1;

-- name: body_of_office (unit int, today text) -> many (code text, kind text, name_zh text, name_en text)
-- Those this unit may convene.
SELECT code, kind, name_zh, name_en FROM body WHERE office_unit_id = :unit AND valid_from <= :today AND (valid_to IS NULL OR valid_to >= :today) ORDER BY id LIMIT 100;

-- name: body_of_person (person int, today text) -> many (code text)
-- Those the person has to do with: a seat, or a post of the office.
SELECT b.code FROM body b WHERE EXISTS (SELECT 1 FROM seat s WHERE s.body_id = b.id AND s.person_id = :person AND s.confirmed_ms IS NOT NULL AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
OR EXISTS (SELECT 1 FROM post p WHERE p.unit_id = b.office_unit_id AND p.role = 'clerk' AND p.person_id = :person AND p.confirmed_ms IS NOT NULL AND p.valid_from <= :today AND (p.valid_to IS NULL OR p.valid_to >= :today))
ORDER BY b.id LIMIT 1000;

-- name: seat_insert (body int, person int, role text, title_zh text, title_en text, valid_from text, valid_to text?, proposed_by int?, proposed_ms int) -> id
INSERT INTO seat (body_id, person_id, role, title_zh, title_en, valid_from, valid_to, proposed_by, proposed_ms)
VALUES (:body, :person, :role, :title_zh, :title_en, :valid_from, :valid_to, :proposed_by, :proposed_ms) RETURNING id;

-- name: seat_by_id (id int) -> one (id int, body_id int, person_id int, role text, valid_from text, valid_to text?, proposed_by int?, confirmed int)
SELECT id, body_id, person_id, role, valid_from, valid_to, proposed_by, CASE WHEN confirmed_ms IS NULL THEN 0 ELSE 1 END FROM seat WHERE id = :id;

-- name: seat_set_confirmed (id int, person int?, at_ms int) -> count
UPDATE seat SET confirmed_by = :person, confirmed_ms = :at_ms WHERE id = :id AND confirmed_ms IS NULL;

-- name: seat_set_end (id int, last text) -> count
UPDATE seat SET valid_to = :last WHERE id = :id;

-- name: seat_of_body (body int) -> many (id int, person_id int, login text, person_zh text, person_en text, role text, title_zh text, title_en text, valid_from text, valid_to text?, proposed_by int?, confirmed int)
SELECT s.id, s.person_id, p.login, p.name_zh, p.name_en, s.role, s.title_zh, s.title_en, s.valid_from, s.valid_to, s.proposed_by, CASE WHEN s.confirmed_ms IS NULL THEN 0 ELSE 1 END
FROM seat s JOIN person p ON p.id = s.person_id WHERE s.body_id = :body
ORDER BY CASE s.role WHEN 'chair' THEN 0 WHEN 'deputy' THEN 1 WHEN 'member' THEN 2 ELSE 3 END, s.id LIMIT 1000;

-- name: seat_on (body int, day text) -> many (person_id int, role text, name_zh text, name_en text, title_zh text, title_en text)
-- Who sits there on the day, each person by the first seat.
SELECT s.person_id, s.role, p.name_zh, p.name_en, s.title_zh, s.title_en FROM seat s JOIN person p ON p.id = s.person_id
WHERE s.body_id = :body AND s.confirmed_ms IS NOT NULL AND s.valid_from <= :day AND (s.valid_to IS NULL OR s.valid_to >= :day)
AND NOT EXISTS (SELECT 1 FROM seat e WHERE e.body_id = s.body_id AND e.person_id = s.person_id AND e.id < s.id AND e.confirmed_ms IS NOT NULL AND e.valid_from <= :day AND (e.valid_to IS NULL OR e.valid_to >= :day))
ORDER BY CASE s.role WHEN 'chair' THEN 0 WHEN 'deputy' THEN 1 WHEN 'member' THEN 2 ELSE 3 END, s.id LIMIT 500;

-- name: body_meetings (body int) -> many (number text, state text, subject text, kind text, day text, time text, year int, no int?, issued_day text?, matter_id int)
SELECT m.number, m.state, m.subject, k.kind, k.day, k.time, k.year, k.no, k.issued_day, k.matter_id
FROM meeting k JOIN matter m ON m.id = k.matter_id WHERE k.body_id = :body ORDER BY k.day DESC, k.time DESC, k.matter_id DESC LIMIT 500;

-- name: person_meetings (person int, from_day text, today text) -> many (number text, state text, subject text, kind text, day text, time text, place text, body_zh text, body_en text)
-- Coming ones the person is asked to, or keeps for the office.
SELECT m.number, m.state, m.subject, k.kind, k.day, k.time, m.place, b.name_zh, b.name_en FROM meeting k JOIN matter m ON m.id = k.matter_id JOIN body b ON b.id = k.body_id
WHERE k.day >= :from_day AND m.closed_day IS NULL
AND EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :person AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
ORDER BY k.day, k.time, m.id LIMIT 50;

-- name: decisions (body int, login text, zh text, en text) -> many (task text?, state text?, text text, translation text, unit_code text, unit_zh text, unit_en text, leader text, due text, next_due text?, closed_day text?, meeting text, year int, no int?, item_no int, place int, day text)
-- What a body decided, or (body 0) what a person is the leader in charge of, named as they are; newest first, with where
-- its task stands and the day it has now. place: which decision of its item.
SELECT t.number, t.state, e.text, e.translation, u.code, u.name_zh, u.name_en, e.leader, e.due,
	(SELECT c.due FROM clock c WHERE c.matter_id = t.id AND c.code = 'decision_due' ORDER BY c.id DESC LIMIT 1), t.closed_day, m.number, k.year, k.no, e.item_no,
	(SELECT COUNT(*) FROM minute_entry x WHERE x.matter_id = e.matter_id AND x.item_no = e.item_no AND x.lead_unit_id IS NOT NULL AND x.no <= e.no), k.day
FROM minute_entry e JOIN meeting k ON k.matter_id = e.matter_id JOIN matter m ON m.id = e.matter_id JOIN unit u ON u.id = e.lead_unit_id LEFT JOIN matter t ON t.id = e.task_id
WHERE m.state <> 'cancelled' AND ((:body <> 0 AND k.body_id = :body) OR (:body = 0 AND e.leader <> '' AND e.leader IN (:login, :zh, :en)))
ORDER BY k.day DESC, k.matter_id DESC, e.item_no, e.no LIMIT 1000;
