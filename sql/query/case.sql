-- Batches of forwarded cases and their cases, written by their acts alone.

-- name: batch_next (source_body text) -> one (no int)
SELECT COALESCE(MAX(no), 0) + 1 FROM batch WHERE source_body = :source_body;

-- name: batch_insert (matter int, source_body text, no int, day text, answer_in int, programme text, package text) -> count
INSERT INTO batch (matter_id, source_body, no, received_day, answer_in, programme, package) VALUES (:matter, :source_body, :no, :day, :answer_in, :programme, :package) ON CONFLICT (source_body, no) DO NOTHING;

-- name: batch_name (matter int, subject text) -> count
-- Once, from what it is.
UPDATE matter SET subject = :subject WHERE id = :matter AND subject = '';

-- name: batch_find (matter int) -> one (source_body text, no int, received_day text, answer_in int, programme text, package text, public int, cases int, answered int, settled int)
SELECT b.source_body, b.no, b.received_day, b.answer_in, b.programme, b.package, b.public,
	(SELECT COUNT(*) FROM forwarded_case c WHERE c.batch_id = b.matter_id),
	(SELECT COUNT(*) FROM forwarded_case c WHERE c.batch_id = b.matter_id AND c.answered_day IS NOT NULL),
	(SELECT COUNT(*) FROM forwarded_case c WHERE c.batch_id = b.matter_id AND c.settled_day IS NOT NULL)
FROM batch b WHERE b.matter_id = :matter;

-- name: batch_open (number text) -> one (id int, register_unit_id int, state text, received_day text, answer_in int, programme text, package text, cases int)
SELECT m.id, m.register_unit_id, m.state, b.received_day, b.answer_in, b.programme, b.package, (SELECT COUNT(*) FROM forwarded_case c WHERE c.batch_id = m.id)
FROM batch b JOIN matter m ON m.id = b.matter_id WHERE m.number = :number;

-- name: batch_set_public (matter int, public int) -> count
UPDATE batch SET public = :public WHERE matter_id = :matter;

-- name: batches_seen (viewer int, today text, skip int, most int) -> many (number text, source_body text, no int, state text, received_day text, due text?, public int, cases int, settled int, stage int, late int)
-- Newest first. stage: a stage alone is settled; late: past its day and not settled. due: of the answer to the inspection.
SELECT m.number, b.source_body, b.no, m.state, b.received_day, (SELECT MAX(k.due) FROM clock k WHERE k.matter_id = m.id AND k.code = 'batch_report'), b.public,
	(SELECT COUNT(*) FROM forwarded_case c WHERE c.batch_id = m.id),
	(SELECT COUNT(*) FROM forwarded_case c WHERE c.batch_id = m.id AND c.settled_day IS NOT NULL),
	(SELECT COUNT(*) FROM forwarded_case c WHERE c.batch_id = m.id AND c.settled_day IS NULL AND c.stage_day IS NOT NULL),
	(SELECT COUNT(*) FROM forwarded_case c JOIN matter x ON x.id = c.matter_id WHERE c.batch_id = m.id AND x.closed_day IS NULL AND x.next_due < :today)
FROM batch b JOIN matter m ON m.id = b.matter_id
WHERE EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :viewer AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
ORDER BY b.received_day DESC, m.id DESC LIMIT :most OFFSET :skip;

-- -- cases

-- name: case_insert (matter int, batch int, case_no text, translation text, pollution text) -> count
INSERT INTO forwarded_case (matter_id, batch_id, case_no, translation, pollution) VALUES (:matter, :batch, :case_no, :translation, :pollution) ON CONFLICT (batch_id, case_no) DO NOTHING;

-- name: case_received (matter int, day text) -> count
-- Its days run from the day its batch came.
UPDATE matter SET received_day = :day WHERE id = :matter;

-- name: case_words (batch int, case_no text) -> one (number text, body text)
SELECT m.number, m.body FROM forwarded_case c JOIN matter m ON m.id = c.matter_id WHERE c.batch_id = :batch AND c.case_no = :case_no;

-- name: case_find (matter int) -> one (batch_id int, batch text, source_body text, batch_no int, received_day text, case_no text, translation text, pollution text, truth text, facts text, handled text, accountable text, outcome text, rest_due text?, answer_unit_id int?, commitment text, answered_day text?, stage_day text?, settled_day text?, returns int, public int, public_zh text, public_en text, result_zh text, result_en text, batch_public int)
SELECT c.batch_id, k.number, b.source_body, b.no, b.received_day, c.case_no, c.translation, c.pollution, c.truth, c.facts, c.handled, c.accountable, c.outcome, c.rest_due, c.answer_unit_id, c.commitment, c.answered_day, c.stage_day, c.settled_day, c.returns, c.public, c.public_zh, c.public_en, c.result_zh, c.result_en, b.public
FROM forwarded_case c JOIN batch b ON b.matter_id = c.batch_id JOIN matter k ON k.id = c.batch_id WHERE c.matter_id = :matter;

-- name: case_answer (matter int, truth text, facts text, handled text, accountable text, outcome text, rest_due text?, person int, unit int) -> count
-- A new answer: what was signed and confirmed before it was another.
UPDATE forwarded_case SET truth = :truth, facts = :facts, handled = :handled, accountable = :accountable, outcome = :outcome, rest_due = :rest_due, answered_by = :person, answer_unit_id = :unit,
	signed_by = NULL, commitment = '', confirmed_by = NULL, confirm_unit_id = NULL WHERE matter_id = :matter;

-- name: case_sign (matter int, person int, text text) -> count
UPDATE forwarded_case SET signed_by = :person, commitment = :text WHERE matter_id = :matter;

-- name: case_return (matter int) -> count
UPDATE forwarded_case SET returns = returns + 1 WHERE matter_id = :matter;

-- name: case_confirm (matter int, person int, unit int, day text, settles int) -> count
UPDATE forwarded_case SET confirmed_by = :person, confirm_unit_id = :unit, answered_day = COALESCE(answered_day, :day),
	stage_day = CASE WHEN :settles = 1 THEN stage_day ELSE COALESCE(stage_day, :day) END, settled_day = CASE WHEN :settles = 1 THEN :day ELSE settled_day END WHERE matter_id = :matter;

-- name: case_publish (matter int, zh text, en text, result_zh text, result_en text) -> count
UPDATE forwarded_case SET public = 1, public_zh = :zh, public_en = :en, result_zh = :result_zh, result_en = :result_en WHERE matter_id = :matter;

-- name: case_withdraw (matter int) -> count
UPDATE forwarded_case SET public = 0, public_zh = '', public_en = '', result_zh = '', result_en = '' WHERE matter_id = :matter;

-- name: batch_cases (batch int) -> many (number text, subject text, body text, translation text, state text, case_no text, pollution text, unit_code text, unit_zh text, unit_en text, area_code text, area_zh text, area_en text, place text, truth text, facts text, handled text, accountable text, next_due text?, answered_day text?, stage_day text?, settled_day text?, public int, returns int, lat int?, lon int?)
-- All of a batch, which has a few hundred at most.
SELECT m.number, m.subject, m.body, c.translation, m.state, c.case_no, c.pollution, u.code, u.name_zh, u.name_en, COALESCE(a.code, ''), COALESCE(a.name_zh, ''), COALESCE(a.name_en, ''), m.place, c.truth, c.facts, c.handled, c.accountable, m.next_due, c.answered_day, c.stage_day, c.settled_day, c.public, c.returns, p.lat, p.lon
FROM forwarded_case c JOIN matter m ON m.id = c.matter_id JOIN unit u ON u.id = m.lead_unit_id LEFT JOIN area a ON a.code = m.area_code LEFT JOIN spot p ON p.matter_id = m.id WHERE c.batch_id = :batch ORDER BY m.id LIMIT 1000;

-- -- what is public

-- name: public_batches (skip int, most int) -> many (number text, source_body text, no int, received_day text, cases int, settled int, stage int)
SELECT m.number, b.source_body, b.no, b.received_day,
	(SELECT COUNT(*) FROM forwarded_case c WHERE c.batch_id = m.id),
	(SELECT COUNT(*) FROM forwarded_case c WHERE c.batch_id = m.id AND c.settled_day IS NOT NULL),
	(SELECT COUNT(*) FROM forwarded_case c WHERE c.batch_id = m.id AND c.settled_day IS NULL AND c.stage_day IS NOT NULL)
FROM batch b JOIN matter m ON m.id = b.matter_id WHERE b.public = 1 ORDER BY b.received_day DESC, b.no DESC LIMIT :most OFFSET :skip;

-- name: public_batch (number text) -> one (matter_id int, source_body text, no int, received_day text, answer_in int, cases int, settled int, stage int)
SELECT b.matter_id, b.source_body, b.no, b.received_day, b.answer_in,
	(SELECT COUNT(*) FROM forwarded_case c WHERE c.batch_id = m.id),
	(SELECT COUNT(*) FROM forwarded_case c WHERE c.batch_id = m.id AND c.settled_day IS NOT NULL),
	(SELECT COUNT(*) FROM forwarded_case c WHERE c.batch_id = m.id AND c.settled_day IS NULL AND c.stage_day IS NOT NULL)
FROM batch b JOIN matter m ON m.id = b.matter_id WHERE m.number = :number AND b.public = 1;

-- name: public_cases (batch int) -> many (case_no text, pollution text, area_zh text, area_en text, truth text, public_zh text, public_en text, result_zh text, result_en text, settled_day text?, stage_day text?)
-- Only what was written to be public; neither the unit's people nor the complaint as it came.
SELECT c.case_no, c.pollution, COALESCE(a.name_zh, ''), COALESCE(a.name_en, ''), c.truth, c.public_zh, c.public_en, c.result_zh, c.result_en, c.settled_day, c.stage_day
FROM forwarded_case c JOIN matter m ON m.id = c.matter_id LEFT JOIN area a ON a.code = m.area_code WHERE c.batch_id = :batch AND c.public = 1 ORDER BY m.id LIMIT 1000;

-- name: area_named (name text) -> many (code text)
-- By code or name; two are enough to know that it is not one.
SELECT code FROM area WHERE code = :name OR name_zh = :name OR name_en = :name ORDER BY CASE WHEN code = :name THEN 0 ELSE 1 END, code LIMIT 2;
