-- What the public may read: the objects of /oparl, and the rows they are made of.

-- name: public_bodies () -> many (id int, code text, kind text, name_zh text, name_en text, unit_id int, valid_from text, valid_to text?)
SELECT id, code, kind, name_zh, name_en, unit_id, valid_from, valid_to FROM body WHERE public = 1 ORDER BY id LIMIT 1000;

-- name: public_seats () -> many (id int, body_id int, body_code text, person_id int, role text, valid_from text, valid_to text?, name_zh text, name_en text)
-- Confirmed seats of public bodies, person by person.
SELECT s.id, s.body_id, b.code, s.person_id, s.role, s.valid_from, s.valid_to, p.name_zh, p.name_en
FROM seat s JOIN body b ON b.id = s.body_id AND b.public = 1 JOIN person p ON p.id = s.person_id WHERE s.confirmed_ms IS NOT NULL ORDER BY s.person_id, s.id LIMIT 20000;

-- name: public_present (matter int) -> many (person_id int)
-- Who was there for all of it, of those who sit, or sat, in a public body.
SELECT a.person_id FROM attendance a WHERE a.matter_id = :matter AND a.item_no = 0 AND a.status IN ('preside','present')
AND EXISTS (SELECT 1 FROM seat s JOIN body b ON b.id = s.body_id AND b.public = 1 WHERE s.person_id = a.person_id AND s.confirmed_ms IS NOT NULL)
ORDER BY CASE a.seat WHEN 'chair' THEN 0 WHEN 'deputy' THEN 1 WHEN 'member' THEN 2 ELSE 3 END, a.person_id LIMIT 1000;

-- name: public_meetings (after int, most int) -> many (matter_id int)
-- Those that are published, or of which something still is.
SELECT k.matter_id FROM meeting k JOIN body b ON b.id = k.body_id WHERE k.matter_id > :after AND ((k.public = 1 AND b.public = 1)
OR EXISTS (SELECT 1 FROM public_object o WHERE o.meeting_id = k.matter_id AND o.deleted = 0)) ORDER BY k.matter_id LIMIT :most;

-- name: public_touched (after int, upto int) -> many (matter_id int)
-- Meetings that events since then were about, or about a task of theirs.
SELECT k.matter_id FROM event e JOIN meeting k ON k.matter_id = e.matter_id WHERE e.id > :after AND e.id <= :upto
UNION SELECT x.matter_id FROM event e JOIN minute_entry x ON x.task_id = e.matter_id WHERE e.id > :after AND e.id <= :upto
ORDER BY 1 LIMIT 100000;

-- name: public_last () -> one (event int, admin int)
-- How far the history goes: of matters, and of what administration does to bodies, seats and units.
SELECT (SELECT COALESCE(MAX(id), 0) FROM event),
	(SELECT COALESCE(MAX(id), 0) FROM admin_event WHERE act LIKE 'body%' OR act LIKE 'seat%' OR act LIKE 'unit%');

-- name: public_scope (meeting int) -> many (id int, token text, digest text, created_ms int, modified_ms int, deleted int)
SELECT id, token, digest, created_ms, modified_ms, deleted FROM public_object WHERE meeting_id = :meeting ORDER BY token LIMIT 100000;

-- name: public_add (token text, type text, owner text, meeting int, at_ms int, digest text, own text, back text, parts text, content text) -> count
INSERT INTO public_object (token, type, owner, meeting_id, created_ms, modified_ms, digest, own, back, parts, content)
VALUES (:token, :type, :owner, :meeting, :at_ms, :at_ms, :digest, :own, :back, :parts, :content);

-- name: public_change (id int, at_ms int, digest text, own text, back text, parts text, content text) -> count
UPDATE public_object SET modified_ms = :at_ms, deleted = 0, digest = :digest, own = :own, back = :back, parts = :parts, content = :content WHERE id = :id;

-- name: public_withdraw (id int, at_ms int) -> count
-- That it was there stays, what it said does not.
UPDATE public_object SET modified_ms = :at_ms, deleted = 1, digest = '', own = '', back = '', parts = '', content = '' WHERE id = :id AND deleted = 0;

-- name: public_find (token text) -> one (id int, type text, created_ms int, modified_ms int, deleted int, digest text, own text, back text, parts text, content text)
SELECT id, type, created_ms, modified_ms, deleted, digest, own, back, parts, content FROM public_object WHERE token = :token;

-- name: public_page (type text, owner text, after int, created_from int, created_to int, modified_from int, modified_to int, gone int, most int) -> many (id int, token text, type text, created_ms int, modified_ms int, deleted int, own text, back text, parts text)
-- In the order in which they were first published, which never changes. gone: those withdrawn as well.
SELECT id, token, type, created_ms, modified_ms, deleted, own, back, parts FROM public_object
WHERE type = :type AND (:owner = '' OR owner = :owner) AND id > :after AND created_ms >= :created_from AND created_ms <= :created_to
AND modified_ms >= :modified_from AND modified_ms <= :modified_to AND (deleted = 0 OR :gone = 1) ORDER BY id LIMIT :most;

-- name: public_count (type text, owner text, created_from int, created_to int, modified_from int, modified_to int, gone int) -> one (n int)
SELECT COUNT(*) FROM public_object WHERE type = :type AND (:owner = '' OR owner = :owner) AND created_ms >= :created_from AND created_ms <= :created_to
AND modified_ms >= :modified_from AND modified_ms <= :modified_to AND (deleted = 0 OR :gone = 1);

-- -- rectification: what /rectification shows of published campaigns

-- name: published_campaigns () -> many (number text, public_zh text, public_en text, source_body text, feedback_day text, findings int, completed int, kept_up int)
SELECT m.number, c.public_zh, c.public_en, c.source_body, c.feedback_day,
	(SELECT COUNT(*) FROM published_standing p WHERE p.campaign_id = m.id),
	(SELECT COUNT(*) FROM published_standing p WHERE p.campaign_id = m.id AND p.standing = 'completed'),
	(SELECT COUNT(*) FROM published_standing p WHERE p.campaign_id = m.id AND p.standing = 'kept_up')
FROM campaign c JOIN matter m ON m.id = c.matter_id WHERE c.public = 1 ORDER BY c.feedback_day DESC, m.number LIMIT 500;

-- name: published_campaign (number text) -> one (id int, public_zh text, public_en text, source_body text, feedback_day text, ended int)
SELECT m.id, c.public_zh, c.public_en, c.source_body, c.feedback_day, CASE WHEN m.closed_day IS NULL THEN 0 ELSE 1 END
FROM campaign c JOIN matter m ON m.id = c.matter_id WHERE m.number = :number AND c.public = 1;

-- name: published_counts (campaign int) -> one (findings int, completed int, stage int, kept_up int, open int, lasting int, asked int, moved int, returned int, relapsed int)
-- Of all findings, their texts published or not. returned: at verification, past the leader in charge.
SELECT COUNT(*), COALESCE(SUM(CASE WHEN p.standing = 'completed' THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN p.standing = 'stage' THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN p.standing = 'kept_up' THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN p.standing = 'open' THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN f.lasting_day IS NOT NULL THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM signoff s WHERE s.matter_id = f.matter_id) THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN m.extended = 1 THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM signoff s WHERE s.matter_id = f.matter_id AND s.result = 'returned' AND s.leader_id IS NOT NULL) THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN f.relapses > 0 THEN 1 ELSE 0 END), 0)
FROM finding f JOIN matter m ON m.id = f.matter_id JOIN published_standing p ON p.matter_id = f.matter_id WHERE f.campaign_id = :campaign;

-- name: published_grades (campaign int) -> many (self_grade text, verified_grade text, n int)
-- Each round that was verified counts once.
SELECT s.self_grade, s.verified_grade, COUNT(*) FROM signoff s JOIN finding f ON f.matter_id = s.matter_id
WHERE f.campaign_id = :campaign AND s.self_grade <> '' AND s.verified_grade <> '' GROUP BY s.self_grade, s.verified_grade ORDER BY s.self_grade, s.verified_grade LIMIT 16;

-- name: published_findings (campaign int, after int) -> many (no int, public_zh text, public_en text, standing text)
SELECT f.no, f.public_zh, f.public_en, p.standing FROM finding f JOIN published_standing p ON p.matter_id = f.matter_id
WHERE f.campaign_id = :campaign AND f.public = 1 AND f.no > :after ORDER BY f.no LIMIT 101;
