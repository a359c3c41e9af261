-- Directives and their way down the unit tree.

-- name: directive_insert (matter int, issuer text, doc_no text, doc_day text, original text, subject_translation text, text_translation text, meeting int?, item int?) -> count
INSERT INTO directive (matter_id, issuer, doc_no, doc_day, original, subject_translation, text_translation, meeting_id, item_no)
VALUES (:matter, :issuer, :doc_no, :doc_day, :original, :subject_translation, :text_translation, :meeting, :item);

-- name: directive_find (matter int) -> one (issuer text, doc_no text, doc_day text, original text, subject_translation text, text_translation text, meeting text?, meeting_state text?, item_no int?, root_unit_id int?, levels int, last_unit_id int?, conveyed_day text?, report_due text?, clauses int)
SELECT d.issuer, d.doc_no, d.doc_day, d.original, d.subject_translation, d.text_translation, k.number, k.state, d.item_no, d.root_unit_id, d.levels, d.last_unit_id, d.conveyed_day, d.report_due,
	(SELECT COUNT(*) FROM clause c WHERE c.matter_id = d.matter_id)
FROM directive d LEFT JOIN matter k ON k.id = d.meeting_id WHERE d.matter_id = :matter;

-- name: directive_send (matter int, root int, levels int, last int, day text, due text) -> count
UPDATE directive SET root_unit_id = :root, levels = :levels, last_unit_id = :last, conveyed_day = :day, report_due = :due WHERE matter_id = :matter;

-- name: directive_of_item (meeting int) -> many (item_no int, number text, subject text, state text)
SELECT d.item_no, m.number, m.subject, m.state FROM directive d JOIN matter m ON m.id = d.matter_id WHERE d.meeting_id = :meeting ORDER BY d.matter_id LIMIT 200;

-- name: directive_list (person int, today text, open int, body text, skip int, most int) -> many (id int, number text, subject text, state text, issuer text, doc_no text, original text, subject_translation text, register_unit_id int, root_unit_id int?, conveyed_day text?, report_due text?, expected int, accepted int)
-- Those this person may know of, newest first. open: sent and not complete yet; body: begun by an item of its meetings, or ''.
SELECT m.id, m.number, m.subject, m.state, d.issuer, d.doc_no, d.original, d.subject_translation, m.register_unit_id, d.root_unit_id, d.conveyed_day, d.report_due,
	(SELECT COUNT(*) FROM conveyance_unit c WHERE c.matter_id = m.id AND c.later = 0),
	(SELECT COUNT(*) FROM conveyance_unit c WHERE c.matter_id = m.id AND c.later = 0 AND c.standing = 'accepted')
FROM matter m JOIN directive d ON d.matter_id = m.id
WHERE EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :person AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
	AND (:open = 0 OR (d.conveyed_day IS NOT NULL AND m.closed_day IS NULL))
	AND (:body = '' OR EXISTS (SELECT 1 FROM meeting k JOIN body b ON b.id = k.body_id WHERE k.matter_id = d.meeting_id AND b.code = :body))
ORDER BY m.id DESC LIMIT :most OFFSET :skip;

-- name: directive_count (person int, today text, open int, body text) -> one (n int)
SELECT COUNT(*) FROM matter m JOIN directive d ON d.matter_id = m.id
WHERE EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :person AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
	AND (:open = 0 OR (d.conveyed_day IS NOT NULL AND m.closed_day IS NULL))
	AND (:body = '' OR EXISTS (SELECT 1 FROM meeting k JOIN body b ON b.id = k.body_id WHERE k.matter_id = d.meeting_id AND b.code = :body));

-- name: directive_all () -> many (id int, number text, subject text, state text, doc_no text, report_due text?, expected int, accepted int)
SELECT m.id, m.number, m.subject, m.state, d.doc_no, d.report_due,
	(SELECT COUNT(*) FROM conveyance_unit c WHERE c.matter_id = m.id AND c.later = 0),
	(SELECT COUNT(*) FROM conveyance_unit c WHERE c.matter_id = m.id AND c.later = 0 AND c.standing = 'accepted')
FROM matter m JOIN directive d ON d.matter_id = m.id ORDER BY m.id DESC LIMIT 1000;

-- -- clauses

-- name: clause_list (matter int) -> many (no int, text text, translation text)
SELECT no, text, translation FROM clause WHERE matter_id = :matter ORDER BY no LIMIT 500;

-- name: clause_add (matter int, no int, text text, translation text) -> count
INSERT INTO clause (matter_id, no, text, translation) VALUES (:matter, :no, :text, :translation);

-- name: clause_change (matter int, no int, text text, translation text) -> count
UPDATE clause SET text = :text, translation = :translation WHERE matter_id = :matter AND no = :no;

-- name: clause_drop (matter int, no int) -> count
DELETE FROM clause WHERE matter_id = :matter AND no = :no AND NOT EXISTS (SELECT 1 FROM clause_measure x WHERE x.matter_id = :matter AND x.clause_no = :no);

-- name: clause_measure_add (event int, matter int, clause int, unit int, title text, to_matter int?) -> count
INSERT INTO clause_measure (event_id, matter_id, clause_no, unit_id, title, to_id) VALUES (:event, :matter, :clause, :unit, :title, :to_matter);

-- name: clause_measure_list (matter int) -> many (clause_no int, unit_id int, unit_zh text, unit_en text, title text, to_number text?, to_state text?, to_procedure text?)
SELECT x.clause_no, x.unit_id, u.name_zh, u.name_en, x.title, m.number, m.state, m.procedure
FROM clause_measure x JOIN unit u ON u.id = x.unit_id LEFT JOIN matter m ON m.id = x.to_id WHERE x.matter_id = :matter ORDER BY x.clause_no, x.event_id LIMIT 5000;

-- name: directive_for_matter (to_matter int) -> many (number text, clause_no int, title text, id int)
-- The directives whose clauses a matter carries out.
SELECT DISTINCT m.number, x.clause_no, x.title, m.id FROM clause_measure x JOIN matter m ON m.id = x.matter_id WHERE x.to_id = :to_matter ORDER BY m.id, x.clause_no LIMIT 100;

-- -- the units

-- name: unit_newest () -> one (id int)
SELECT COALESCE(MAX(id), 0) FROM unit;

-- name: conveyance_freeze (matter int, root int, office int, last int, levels int, day text) -> count
-- Every unit in force below the root, with the nearest one above it that is in force too and its level; the office that sends is none of them.
INSERT INTO conveyance_unit (matter_id, unit_id, parent_id, holder_id, level, later, sent_day)
SELECT :matter, s.id, s.parent_id, s.id, s.level, 0, CASE WHEN s.level = 1 THEN :day END
FROM (SELECT u.id,
		(SELECT p.id FROM unit_line x JOIN unit p ON p.id = x.above_id JOIN unit_line y ON y.unit_id = p.id AND y.above_id = :root
			WHERE x.unit_id = u.id AND p.id <> u.id AND p.id <> :root AND p.id <> :office AND p.valid_from <= :day AND (p.valid_to IS NULL OR p.valid_to >= :day)
			ORDER BY (SELECT COUNT(*) FROM unit_line z WHERE z.unit_id = p.id) DESC LIMIT 1) AS parent_id,
		1 + (SELECT COUNT(*) FROM unit_line x JOIN unit p ON p.id = x.above_id JOIN unit_line y ON y.unit_id = p.id AND y.above_id = :root
			WHERE x.unit_id = u.id AND p.id <> u.id AND p.id <> :root AND p.id <> :office AND p.valid_from <= :day AND (p.valid_to IS NULL OR p.valid_to >= :day)) AS level
	FROM unit_line l JOIN unit u ON u.id = l.unit_id
	WHERE l.above_id = :root AND u.id <> :root AND u.id <> :office AND u.id <= :last AND u.valid_from <= :day AND (u.valid_to IS NULL OR u.valid_to >= :day)) s
WHERE :levels = 0 OR s.level <= :levels;

-- name: conveyance_later (matter int) -> many (id int, code text, name_zh text, name_en text, parent_id int?, valid_from text, level int)
-- Units of today below the root that the conveyance does not count: made, or moved there, since it was sent. Who answers for another is counted.
SELECT s.id, s.code, s.name_zh, s.name_en, s.parent_id, s.valid_from, s.level
FROM (SELECT u.id, u.code, u.name_zh, u.name_en, u.valid_from, d.levels,
		(SELECT c.unit_id FROM unit_line x JOIN conveyance_unit c ON c.unit_id = x.above_id AND c.matter_id = d.matter_id
			WHERE x.unit_id = u.id AND x.above_id <> u.id ORDER BY c.level DESC LIMIT 1) AS parent_id,
		1 + COALESCE((SELECT MAX(c.level) FROM unit_line x JOIN conveyance_unit c ON c.unit_id = x.above_id AND c.matter_id = d.matter_id
			WHERE x.unit_id = u.id AND x.above_id <> u.id), 0) AS level
	FROM directive d JOIN matter m ON m.id = d.matter_id JOIN unit_line l ON l.above_id = d.root_unit_id JOIN unit u ON u.id = l.unit_id
	WHERE d.matter_id = :matter AND u.id <> d.root_unit_id AND u.id <> m.register_unit_id AND u.valid_to IS NULL
		AND NOT EXISTS (SELECT 1 FROM conveyance_unit c WHERE c.matter_id = d.matter_id AND c.unit_id = u.id)
		AND NOT EXISTS (SELECT 1 FROM conveyance_unit c WHERE c.matter_id = d.matter_id AND c.holder_id = u.id)) s
WHERE s.levels = 0 OR s.level <= s.levels ORDER BY s.level, s.id LIMIT 2000;

-- name: conveyance_add (matter int, unit int, parent int?, level int, day text) -> count
INSERT INTO conveyance_unit (matter_id, unit_id, parent_id, holder_id, level, later, sent_day) VALUES (:matter, :unit, :parent, :unit, :level, 1, :day);

-- name: conveyed_list (matter int) -> many (unit_id int, code text, name_zh text, name_en text, parent_id int?, holder_id int, level int, later int, sent_day text?, ack_day text?, studied_day text?, present int?, form text, plan_day text?, report_day text?, reported_by int?, standing text, decided_day text?, below int, unsent int)
-- By id: they are found by halving.
SELECT c.unit_id, u.code, u.name_zh, u.name_en, c.parent_id, c.holder_id, c.level, c.later, c.sent_day, c.ack_day, c.studied_day, c.present, c.form, c.plan_day, c.report_day, c.reported_by, c.standing, c.decided_day,
	(SELECT COUNT(*) FROM conveyance_unit b WHERE b.matter_id = c.matter_id AND b.parent_id = c.unit_id),
	(SELECT COUNT(*) FROM conveyance_unit b WHERE b.matter_id = c.matter_id AND b.parent_id = c.unit_id AND b.sent_day IS NULL)
FROM conveyance_unit c JOIN unit u ON u.id = c.unit_id WHERE c.matter_id = :matter ORDER BY c.unit_id LIMIT 20000;

-- name: conveyed_words (matter int, unit int) -> one (plan text, report text, reason text)
SELECT plan, report, reason FROM conveyance_unit WHERE matter_id = :matter AND unit_id = :unit;

-- name: conveyed_acknowledge (matter int, holder int, day text) -> count
-- Each of these for all that the one unit answers for: itself, and whom it took over.
UPDATE conveyance_unit SET ack_day = :day WHERE matter_id = :matter AND holder_id = :holder AND sent_day IS NOT NULL AND ack_day IS NULL;

-- name: conveyed_study (matter int, holder int, day text, present int, form text) -> count
UPDATE conveyance_unit SET studied_day = :day, present = :present, form = :form WHERE matter_id = :matter AND holder_id = :holder AND ack_day IS NOT NULL AND standing <> 'accepted';

-- name: conveyed_plan (matter int, holder int, day text, plan text) -> count
UPDATE conveyance_unit SET plan_day = :day, plan = :plan WHERE matter_id = :matter AND holder_id = :holder AND ack_day IS NOT NULL AND standing <> 'accepted';

-- name: conveyed_pass_on (matter int, unit int, day text) -> count
-- To all that stand directly below it.
UPDATE conveyance_unit SET sent_day = :day WHERE matter_id = :matter AND sent_day IS NULL AND parent_id = :unit;

-- name: conveyed_report (matter int, unit int, day text, report text, person int?) -> count
UPDATE conveyance_unit SET report_day = :day, report = :report, reported_by = :person, standing = 'reported', decided_day = NULL, reason = '' WHERE matter_id = :matter AND unit_id = :unit AND standing IN ('open','returned');

-- name: conveyed_decide (matter int, unit int, day text, standing text, reason text) -> count
UPDATE conveyance_unit SET standing = :standing, decided_day = :day, reason = :reason WHERE matter_id = :matter AND unit_id = :unit AND standing = 'reported';

-- name: conveyed_take_over (matter int, from_unit int, to_unit int) -> count
UPDATE conveyance_unit SET holder_id = :to_unit WHERE matter_id = :matter AND holder_id = :from_unit;
