-- Rectification: campaigns, findings and what hangs on them, written by their acts alone.

-- name: campaign_insert (matter int, source_body text, translation text, feedback_day text, report_in int, first_person text, body int?) -> count
INSERT INTO campaign (matter_id, source_body, translation, feedback_day, report_in, first_person, body_id) VALUES (:matter, :source_body, :translation, :feedback_day, :report_in, :first_person, :body);

-- name: campaign_find (matter int) -> one (source_body text, translation text, feedback_day text, report_in int, first_person text, body_id int?, body_code text?, body_zh text?, body_en text?, round int, plan_day text?, report_day text?, public int, public_zh text, public_en text, findings int, unplanned int, unsettled int, published int)
-- unplanned: without an issued plan; unsettled: neither found to last nor kept up; published: findings.
SELECT c.source_body, c.translation, c.feedback_day, c.report_in, c.first_person, c.body_id, b.code, b.name_zh, b.name_en, c.round, c.plan_day, c.report_day, c.public, c.public_zh, c.public_en,
	(SELECT COUNT(*) FROM finding f WHERE f.campaign_id = c.matter_id),
	(SELECT COUNT(*) FROM finding f WHERE f.campaign_id = c.matter_id AND f.issued_day IS NULL),
	(SELECT COUNT(*) FROM finding f WHERE f.campaign_id = c.matter_id AND f.lasting_day IS NULL AND (f.term <> 'standing' OR f.signed_day IS NULL)),
	(SELECT COUNT(*) FROM finding f WHERE f.campaign_id = c.matter_id AND f.public = 1)
FROM campaign c LEFT JOIN body b ON b.id = c.body_id WHERE c.matter_id = :matter;

-- name: campaign_set_plan (matter int, day text) -> count
UPDATE campaign SET plan_day = COALESCE(plan_day, :day) WHERE matter_id = :matter;

-- name: campaign_set_report (matter int, day text) -> count
UPDATE campaign SET report_day = :day WHERE matter_id = :matter;

-- name: campaign_next_round (matter int) -> count
UPDATE campaign SET round = round + 1, report_day = NULL WHERE matter_id = :matter;

-- name: campaign_reports (matter int) -> many (day text)
-- Of the rounds, in order: each has one.
SELECT v.day FROM event v WHERE v.matter_id = :matter AND v.act = 'submit_report' ORDER BY v.seq LIMIT 100;

-- name: campaigns_seen (viewer int, today text) -> many (number text, subject text, translation text, source_body text, state text, feedback_day text, unit_zh text, unit_en text, next_due text?, findings int, signed_off int)
SELECT m.number, m.subject, c.translation, c.source_body, m.state, c.feedback_day, u.name_zh, u.name_en, m.next_due,
	(SELECT COUNT(*) FROM finding f WHERE f.campaign_id = m.id),
	(SELECT COUNT(*) FROM finding f WHERE f.campaign_id = m.id AND f.signed_day IS NOT NULL)
FROM campaign c JOIN matter m ON m.id = c.matter_id JOIN unit u ON u.id = m.lead_unit_id
WHERE EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :viewer AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
ORDER BY c.feedback_day DESC, m.id DESC LIMIT 200;

-- name: campaign_all () -> many (number text, subject text, translation text, state text, feedback_day text)
SELECT m.number, m.subject, c.translation, m.state, c.feedback_day FROM campaign c JOIN matter m ON m.id = c.matter_id ORDER BY c.feedback_day DESC, m.id DESC LIMIT 500;

-- name: campaign_publish (matter int, zh text, en text) -> count
UPDATE campaign SET public = 1, public_zh = :zh, public_en = :en WHERE matter_id = :matter;

-- name: campaign_hide (matter int) -> count
UPDATE campaign SET public = 0 WHERE matter_id = :matter;

-- -- findings

-- name: finding_publish (matter int, zh text, en text) -> count
UPDATE finding SET public = 1, public_zh = :zh, public_en = :en WHERE matter_id = :matter;

-- name: finding_hide (matter int) -> count
UPDATE finding SET public = 0 WHERE matter_id = :matter;

-- name: finding_hide_all (campaign int) -> count
UPDATE finding SET public = 0 WHERE campaign_id = :campaign;

-- name: finding_insert (matter int, campaign int, no int, grp text, translation text) -> count
INSERT INTO finding (matter_id, campaign_id, no, grp, translation) VALUES (:matter, :campaign, :no, :grp, :translation) ON CONFLICT (campaign_id, no) DO NOTHING;

-- name: finding_next (campaign int) -> one (no int)
SELECT COALESCE(MAX(no), 0) + 1 FROM finding WHERE campaign_id = :campaign;

-- name: finding_find (matter int) -> one (campaign_id int, campaign text, campaign_subject text, campaign_translation text, source_body text, body_id int?, no int, grp text, translation text, facts text, root_cause text, target text, term text, first_due text?, review_months int, charge_id int?, charge_zh text?, charge_en text?, responsible text, effect_days int, waiver text, issued_day text?, round int, implemented_event int?, in_place_event int?, in_place_day text?, effect_event int?, stage_day text?, stage_text text, signed_day text?, lasting_day text?, returns int, relapses int, public int, public_zh text, public_en text, campaign_public int, symptoms int, roots int, undone int, shows_place int, shows_effect int)
-- shows: what there is in this round to verify by.
SELECT f.campaign_id, c.number, c.subject, k.translation, k.source_body, k.body_id, f.no, f.grp, f.translation, f.facts, f.root_cause, f.target, f.term, f.first_due, f.review_months, f.charge_id, p.name_zh, p.name_en, f.responsible, f.effect_days, f.waiver, f.issued_day, f.round, f.implemented_event, f.in_place_event, f.in_place_day, f.effect_event, f.stage_day, f.stage_text, f.signed_day, f.lasting_day, f.returns, f.relapses, f.public, f.public_zh, f.public_en, k.public,
	(SELECT COUNT(*) FROM measure x WHERE x.matter_id = f.matter_id AND x.tackles = 'symptom'),
	(SELECT COUNT(*) FROM measure x WHERE x.matter_id = f.matter_id AND x.tackles = 'root'),
	(SELECT COUNT(*) FROM measure x WHERE x.matter_id = f.matter_id AND x.done_event IS NULL),
	(SELECT COUNT(*) FROM evidence e WHERE e.matter_id = f.matter_id AND e.round = f.round AND e.fact = 'in_place'),
	(SELECT COUNT(*) FROM evidence e WHERE e.matter_id = f.matter_id AND e.round = f.round AND e.fact = 'in_effect')
FROM finding f JOIN matter c ON c.id = f.campaign_id JOIN campaign k ON k.matter_id = f.campaign_id LEFT JOIN person p ON p.id = f.charge_id WHERE f.matter_id = :matter;

-- name: finding_plan (matter int, facts text, root_cause text, target text, term text, first_due text, review_months int, charge int, responsible text, effect_days int) -> count
UPDATE finding SET facts = :facts, root_cause = :root_cause, target = :target, term = :term, first_due = :first_due, review_months = :review_months, charge_id = :charge, responsible = :responsible, effect_days = :effect_days WHERE matter_id = :matter AND issued_day IS NULL;

-- name: finding_waive (matter int, reason text) -> count
UPDATE finding SET waiver = :reason WHERE matter_id = :matter;

-- name: finding_issue (matter int, day text) -> count
UPDATE finding SET issued_day = :day WHERE matter_id = :matter;

-- name: finding_stage (matter int, day text, text text) -> count
UPDATE finding SET stage_day = :day, stage_text = :text WHERE matter_id = :matter;

-- name: finding_implemented (matter int, event int) -> count
UPDATE finding SET implemented_event = :event WHERE matter_id = :matter;

-- name: finding_in_place (matter int, event int, day text) -> count
UPDATE finding SET in_place_event = :event, in_place_day = :day WHERE matter_id = :matter;

-- name: finding_in_effect (matter int, event int) -> count
UPDATE finding SET effect_event = :event WHERE matter_id = :matter;

-- name: finding_signed (matter int, day text) -> count
UPDATE finding SET signed_day = :day WHERE matter_id = :matter;

-- name: finding_lasting (matter int, day text) -> count
UPDATE finding SET lasting_day = :day WHERE matter_id = :matter;

-- name: finding_again (matter int, relapses int, returns int) -> count
-- A new round: what was verified no longer stands, its history does. What came back has no stage done.
UPDATE finding SET round = round + 1, implemented_event = NULL, in_place_event = NULL, in_place_day = NULL, effect_event = NULL, signed_day = NULL, lasting_day = NULL, stage_day = CASE WHEN :relapses > 0 THEN NULL ELSE stage_day END,
	relapses = relapses + :relapses, returns = returns + :returns WHERE matter_id = :matter;

-- -- measures

-- name: measure_next (matter int) -> one (no int)
SELECT COALESCE(MAX(no), 0) + 1 FROM measure WHERE matter_id = :matter;

-- name: measure_insert (matter int, no int, tackles text, text text, translation text, done_form text, unit int, due text) -> count
INSERT INTO measure (matter_id, no, tackles, text, translation, done_form, unit_id, due) VALUES (:matter, :no, :tackles, :text, :translation, :done_form, :unit, :due);

-- name: measure_list (matter int) -> many (no int, tackles text, text text, translation text, done_form text, unit_id int, unit_code text, unit_zh text, unit_en text, due text, done_event int?, done_day text?)
SELECT x.no, x.tackles, x.text, x.translation, x.done_form, x.unit_id, u.code, u.name_zh, u.name_en, x.due, x.done_event, x.done_day FROM measure x JOIN unit u ON u.id = x.unit_id WHERE x.matter_id = :matter ORDER BY x.no LIMIT 200;

-- name: measure_done (matter int, no int, event int, day text) -> count
UPDATE measure SET done_event = :event, done_day = :day WHERE matter_id = :matter AND no = :no;

-- name: measure_again (matter int, no int) -> count
-- To be done once more; no 0: all of them.
UPDATE measure SET done_event = NULL, done_day = NULL WHERE matter_id = :matter AND (:no = 0 OR no = :no);

-- -- evidence, progress, institutions

-- name: evidence_insert (event int, matter int, round int, measure int, fact text, kind text, text text) -> count
INSERT INTO evidence (event_id, matter_id, round, measure_no, fact, kind, text) VALUES (:event, :matter, :round, :measure, :fact, :kind, :text);

-- name: evidence_list (matter int) -> many (event_id int, round int, measure_no int, fact text, kind text, text text, day text, name text?, token text?)
-- One row for each file; one without token where the file is gone.
SELECT e.event_id, e.round, e.measure_no, e.fact, e.kind, e.text, v.day, a.name, a.token FROM evidence e JOIN event v ON v.id = e.event_id LEFT JOIN attachment a ON a.event_id = e.event_id
WHERE e.matter_id = :matter ORDER BY e.event_id, a.id LIMIT 500;

-- name: progress_insert (event int, matter int, day text, text text) -> count
INSERT INTO progress (event_id, matter_id, day, text) VALUES (:event, :matter, :day, :text);

-- name: progress_list (matter int) -> many (day text, text text, unit_zh text?, unit_en text?)
-- Newest first.
SELECT g.day, g.text, u.name_zh, u.name_en FROM progress g JOIN event v ON v.id = g.event_id LEFT JOIN unit u ON u.id = v.unit_id WHERE g.matter_id = :matter ORDER BY g.event_id DESC LIMIT 200;

-- name: institution_insert (event int, matter int, number text, title text) -> count
INSERT INTO institution (event_id, matter_id, number, title) VALUES (:event, :matter, :number, :title);

-- name: institution_list (matter int) -> many (number text, title text, day text)
SELECT i.number, i.title, v.day FROM institution i JOIN event v ON v.id = i.event_id WHERE i.matter_id = :matter ORDER BY i.event_id LIMIT 200;

-- -- sign-off

-- name: signoff_insert (matter int, round int, applicant int, unit int, day text) -> count
INSERT INTO signoff (matter_id, round, applicant_id, applicant_unit_id, applied_day) VALUES (:matter, :round, :applicant, :unit, :day);

-- name: signoff_find (matter int, round int) -> one (applicant_unit_id int, verifier_unit_id int?, recheck_unit_id int?)
SELECT applicant_unit_id, verifier_unit_id, recheck_unit_id FROM signoff WHERE matter_id = :matter AND round = :round;

-- name: signoff_endorse (matter int, round int, person int, commitment text, grade text) -> count
UPDATE signoff SET endorser_id = :person, commitment = :commitment, self_grade = :grade WHERE matter_id = :matter AND round = :round;

-- name: signoff_leader (matter int, round int, person int) -> count
UPDATE signoff SET leader_id = :person WHERE matter_id = :matter AND round = :round;

-- name: signoff_implemented (matter int, round int, person int, unit int) -> count
UPDATE signoff SET implemented_by = :person, verifier_unit_id = :unit WHERE matter_id = :matter AND round = :round;

-- name: signoff_in_place (matter int, round int, person int, unit int) -> count
UPDATE signoff SET in_place_by = :person, verifier_unit_id = :unit WHERE matter_id = :matter AND round = :round;

-- name: signoff_in_effect (matter int, round int, person int, unit int, grade text) -> count
UPDATE signoff SET effect_by = :person, verifier_unit_id = :unit, verified_grade = :grade WHERE matter_id = :matter AND round = :round;

-- name: signoff_decide (matter int, round int, person int, meeting int?, item int?, recheck_unit int) -> count
UPDATE signoff SET decider_id = :person, meeting_id = :meeting, item_no = :item, recheck_unit_id = :recheck_unit WHERE matter_id = :matter AND round = :round;

-- name: signoff_recheck (matter int, round int, person int, day text, result text, reason text) -> count
UPDATE signoff SET rechecker_id = :person, recheck_day = :day, result = :result, reason = :reason WHERE matter_id = :matter AND round = :round;

-- name: signoff_return (matter int, round int, reason text) -> count
UPDATE signoff SET result = 'returned', reason = :reason WHERE matter_id = :matter AND round = :round;

-- name: signoff_list (matter int) -> many (round int, applied_day text, applicant_zh text?, applicant_en text?, applicant_unit_zh text, applicant_unit_en text, endorser_zh text?, endorser_en text?, commitment text, self_grade text, leader_zh text?, leader_en text?, implemented_zh text?, implemented_en text?, in_place_zh text?, in_place_en text?, effect_zh text?, effect_en text?, verified_grade text, decider_zh text?, decider_en text?, meeting text?, item_no int?, rechecker_zh text?, rechecker_en text?, recheck_unit_zh text?, recheck_unit_en text?, recheck_day text?, result text, reason text)
-- Newest round first.
SELECT s.round, s.applied_day, p1.name_zh, p1.name_en, u1.name_zh, u1.name_en, p2.name_zh, p2.name_en, s.commitment, s.self_grade, p3.name_zh, p3.name_en, p4.name_zh, p4.name_en, p5.name_zh, p5.name_en, p6.name_zh, p6.name_en, s.verified_grade, p7.name_zh, p7.name_en, k.number, s.item_no, p8.name_zh, p8.name_en, u2.name_zh, u2.name_en, s.recheck_day, s.result, s.reason
FROM signoff s JOIN unit u1 ON u1.id = s.applicant_unit_id LEFT JOIN person p1 ON p1.id = s.applicant_id LEFT JOIN person p2 ON p2.id = s.endorser_id LEFT JOIN person p3 ON p3.id = s.leader_id LEFT JOIN person p4 ON p4.id = s.implemented_by
LEFT JOIN person p5 ON p5.id = s.in_place_by LEFT JOIN person p6 ON p6.id = s.effect_by LEFT JOIN person p7 ON p7.id = s.decider_id LEFT JOIN matter k ON k.id = s.meeting_id LEFT JOIN person p8 ON p8.id = s.rechecker_id LEFT JOIN unit u2 ON u2.id = s.recheck_unit_id
WHERE s.matter_id = :matter ORDER BY s.round DESC LIMIT 50;

-- name: verification_insert (event int, matter int, round int, fact text, way text, holds int, day text, text text) -> count
INSERT INTO verification (event_id, matter_id, round, fact, way, holds, day, text) VALUES (:event, :matter, :round, :fact, :way, :holds, :day, :text);

-- name: verification_list (matter int) -> many (round int, fact text, way text, holds int, day text, text text, person_zh text?, person_en text?, unit_zh text?, unit_en text?)
SELECT x.round, x.fact, x.way, x.holds, x.day, x.text, p.name_zh, p.name_en, u.name_zh, u.name_en FROM verification x JOIN event v ON v.id = x.event_id LEFT JOIN person p ON p.id = v.person_id LEFT JOIN unit u ON u.id = v.unit_id
WHERE x.matter_id = :matter ORDER BY x.event_id LIMIT 200;

-- -- the campaign's list and its numbers

-- name: campaign_findings (campaign int, which text, unit int, from_day text, to_day text, today text, yellow text, green text, month text, after int) -> many (id int, number text, no int, grp text, subject text, translation text, body text, state text, facts text, root_cause text, target text, term text, responsible text, first_due text?, due text?, signed_day text?, lasting_day text?, stage_day text?, relapses int, unit_zh text, unit_en text, charge_zh text?, charge_en text?, assists int, measures int, done int, implemented int, in_place int, in_effect int, silent int)
-- which: '' all, a state's code, or late (red), yellow, green, silent, stage, extended, returned, relapsed, signed, lasting, gap, due_in, signed_in, open_on, aged, unissued.
-- The words of the boards: a number is the number of these rows (campaign_figures; campaign_marks).
SELECT m.id, m.number, f.no, f.grp, m.subject, f.translation, m.body, m.state, f.facts, f.root_cause, f.target, f.term, f.responsible, f.first_due, k.due, f.signed_day, f.lasting_day, f.stage_day, f.relapses, u.name_zh, u.name_en, p.name_zh, p.name_en,
	(SELECT COUNT(*) FROM assist a WHERE a.matter_id = m.id),
	(SELECT COUNT(*) FROM measure x WHERE x.matter_id = m.id), (SELECT COUNT(*) FROM measure x WHERE x.matter_id = m.id AND x.done_event IS NOT NULL),
	CASE WHEN f.implemented_event IS NULL THEN 0 ELSE 1 END, CASE WHEN f.in_place_event IS NULL THEN 0 ELSE 1 END, CASE WHEN f.effect_event IS NULL THEN 0 ELSE 1 END,
	CASE WHEN m.state = 'doing' AND f.issued_day < :month AND NOT EXISTS (SELECT 1 FROM progress g WHERE g.matter_id = m.id AND g.day >= :month) THEN 1 ELSE 0 END
FROM finding f JOIN matter m ON m.id = f.matter_id JOIN unit u ON u.id = m.lead_unit_id LEFT JOIN person p ON p.id = f.charge_id LEFT JOIN clock k ON k.matter_id = m.id AND k.code = 'rect_due' AND k.outcome = 'running'
WHERE f.campaign_id = :campaign AND f.no > :after AND (:unit = 0 OR m.lead_unit_id = :unit) AND (:which = '' OR m.state = :which
	OR (:which = 'late' AND k.due < :today) OR (:which = 'yellow' AND k.due >= :today AND k.due <= :yellow) OR (:which = 'green' AND k.due > :yellow AND k.due <= :green)
	OR (:which = 'silent' AND m.state = 'doing' AND f.issued_day < :month AND NOT EXISTS (SELECT 1 FROM progress g WHERE g.matter_id = m.id AND g.day >= :month))
	OR (:which = 'stage' AND f.stage_day IS NOT NULL AND f.signed_day IS NULL)
	OR (:which = 'extended' AND m.extended = 1) OR (:which = 'returned' AND f.returns > 0) OR (:which = 'relapsed' AND f.relapses > 0)
	OR (:which = 'signed' AND f.signed_day IS NOT NULL) OR (:which = 'lasting' AND f.lasting_day IS NOT NULL)
	OR (:which = 'gap' AND EXISTS (SELECT 1 FROM signoff s WHERE s.matter_id = m.id AND s.verified_grade <> '' AND s.self_grade <> s.verified_grade))
	OR (:which = 'due_in' AND f.first_due >= :from_day AND f.first_due <= :to_day) OR (:which = 'signed_in' AND f.signed_day >= :from_day AND f.signed_day <= :to_day)
	OR (:which = 'open_on' AND m.received_day <= :to_day AND (f.signed_day IS NULL OR f.signed_day > :to_day))
	OR (:which = 'aged' AND f.signed_day IS NULL AND f.issued_day >= :from_day AND f.issued_day <= :to_day) OR (:which = 'unissued' AND f.issued_day IS NULL))
ORDER BY f.no LIMIT 51;

-- name: campaign_marks (campaign int) -> many (unit_id int, unit_code text, unit_zh text, unit_en text, state text, received_day text, issued_day text?, first_due text?, signed_day text?)
-- What the board counts, by unit.
SELECT u.id, u.code, u.name_zh, u.name_en, m.state, m.received_day, f.issued_day, f.first_due, f.signed_day
FROM finding f JOIN matter m ON m.id = f.matter_id JOIN unit u ON u.id = m.lead_unit_id WHERE f.campaign_id = :campaign ORDER BY u.code, f.no LIMIT 10000;

-- name: finding_silent (matter int, month text) -> one (no int)
-- Being rectified since before the month began, and no entry of progress in it.
SELECT f.no FROM finding f JOIN matter m ON m.id = f.matter_id WHERE f.matter_id = :matter AND m.state = 'doing' AND f.issued_day < :month AND NOT EXISTS (SELECT 1 FROM progress g WHERE g.matter_id = f.matter_id AND g.day >= :month);

-- name: warned (viewer int, today text, yellow text, green text, month text) -> many (number text, no int, subject text, translation text, campaign text, campaign_translation text, state text, due text?, unit_zh text, unit_en text, silent int)
-- Of the viewer's as handler (lead or assisting), as head of the lead unit (red), as leader in charge (yellow, red), as clerk of the office. Soonest first.
SELECT m.number, f.no, m.subject, f.translation, c.subject, q.translation, m.state, k.due, u.name_zh, u.name_en,
	CASE WHEN m.state = 'doing' AND f.issued_day < :month AND NOT EXISTS (SELECT 1 FROM progress g WHERE g.matter_id = m.id AND g.day >= :month) THEN 1 ELSE 0 END
FROM finding f JOIN matter m ON m.id = f.matter_id JOIN matter c ON c.id = f.campaign_id JOIN campaign q ON q.matter_id = f.campaign_id JOIN unit u ON u.id = m.lead_unit_id
LEFT JOIN clock k ON k.matter_id = m.id AND k.code = 'rect_due' AND k.outcome = 'running'
WHERE m.closed_day IS NULL AND ((f.charge_id = :viewer AND k.due <= :yellow)
	OR EXISTS (SELECT 1 FROM post p WHERE p.person_id = :viewer AND p.confirmed_ms IS NOT NULL AND p.valid_from <= :today AND (p.valid_to IS NULL OR p.valid_to >= :today)
		AND ((p.role = 'unit_head' AND p.unit_id = m.lead_unit_id AND k.due < :today)
		OR (((p.role = 'handler' AND (p.unit_id = m.lead_unit_id OR EXISTS (SELECT 1 FROM assist a WHERE a.matter_id = m.id AND a.unit_id = p.unit_id))) OR (p.role = 'clerk' AND p.unit_id = m.register_unit_id))
			AND (k.due <= :green OR (m.state = 'doing' AND f.issued_day < :month AND NOT EXISTS (SELECT 1 FROM progress g WHERE g.matter_id = m.id AND g.day >= :month)))))))
ORDER BY COALESCE(k.due, '9999'), m.id LIMIT 200;

-- name: campaign_states (campaign int) -> many (state text, n int)
SELECT m.state, COUNT(*) FROM finding f JOIN matter m ON m.id = f.matter_id WHERE f.campaign_id = :campaign GROUP BY m.state LIMIT 50;

-- name: campaign_figures (campaign int, today text, yellow text, green text, month text) -> one (findings int, late int, yellow int, green int, silent int, stage int, extended int, returned int, relapsed int, signed_off int, lasting int, gap int)
SELECT COUNT(*), COALESCE(SUM(CASE WHEN k.due < :today THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN k.due >= :today AND k.due <= :yellow THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN k.due > :yellow AND k.due <= :green THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN m.state = 'doing' AND f.issued_day < :month AND NOT EXISTS (SELECT 1 FROM progress g WHERE g.matter_id = m.id AND g.day >= :month) THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN f.stage_day IS NOT NULL AND f.signed_day IS NULL THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN m.extended = 1 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN f.returns > 0 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN f.relapses > 0 THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN f.signed_day IS NOT NULL THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN f.lasting_day IS NOT NULL THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM signoff s WHERE s.matter_id = m.id AND s.verified_grade <> '' AND s.self_grade <> s.verified_grade) THEN 1 ELSE 0 END), 0)
FROM finding f JOIN matter m ON m.id = f.matter_id LEFT JOIN clock k ON k.matter_id = m.id AND k.code = 'rect_due' AND k.outcome = 'running'
WHERE f.campaign_id = :campaign;

-- -- the ledger as a table

-- name: finding_words (campaign int, no int) -> one (body text)
SELECT m.body FROM finding f JOIN matter m ON m.id = f.matter_id WHERE f.campaign_id = :campaign AND f.no = :no;

-- name: finding_same (campaign int, body text) -> one (no int)
-- For tables without numbers.
SELECT f.no FROM finding f JOIN matter m ON m.id = f.matter_id WHERE f.campaign_id = :campaign AND m.body = :body ORDER BY f.no LIMIT 1;

-- name: unit_named (name text, today text) -> many (code text)
-- In force, by code or name; the code first. Two are enough to know that it is not one.
SELECT code FROM unit WHERE (code = :name OR name_zh = :name OR name_en = :name) AND valid_from <= :today AND (valid_to IS NULL OR valid_to >= :today)
ORDER BY CASE WHEN code = :name THEN 0 ELSE 1 END, code LIMIT 2;

-- name: person_named (name text) -> many (login text)
SELECT login FROM person WHERE enabled = 1 AND (login = :name OR name_zh = :name OR name_en = :name) ORDER BY CASE WHEN login = :name THEN 0 ELSE 1 END, login LIMIT 2;

-- name: campaign_open (number text) -> one (id int, register_unit_id int, state text)
SELECT m.id, m.register_unit_id, m.state FROM matter m JOIN campaign c ON c.matter_id = m.id WHERE m.number = :number;

-- name: ledger_findings (campaign int, after int) -> many (id int, number text, no int, grp text, subject text, body text, translation text, state text, facts text, root_cause text, target text, term text, first_due text?, due text?, review_months int, effect_days int, charge_login text?, charge_zh text?, charge_en text?, namesakes int, responsible text, unit_zh text, unit_en text, signed_day text?, lasting_day text?, stage_day text?, relapses int, assists int, measures int, progresses int, institutions int, evidences int)
-- namesakes: others with the leader's name.
SELECT f.matter_id, m.number, f.no, f.grp, m.subject, m.body, f.translation, m.state, f.facts, f.root_cause, f.target, f.term, f.first_due, k.due, f.review_months, f.effect_days, p.login, p.name_zh, p.name_en,
	(SELECT COUNT(*) FROM person o WHERE o.id <> p.id AND (o.name_zh = p.name_zh OR o.name_en = p.name_en)), f.responsible, u.name_zh, u.name_en, f.signed_day, f.lasting_day, f.stage_day, f.relapses,
	(SELECT COUNT(*) FROM assist a WHERE a.matter_id = f.matter_id), (SELECT COUNT(*) FROM measure x WHERE x.matter_id = f.matter_id), (SELECT COUNT(*) FROM progress g WHERE g.matter_id = f.matter_id),
	(SELECT COUNT(*) FROM institution i WHERE i.matter_id = f.matter_id), (SELECT COUNT(*) FROM evidence e WHERE e.matter_id = f.matter_id)
FROM finding f JOIN matter m ON m.id = f.matter_id JOIN unit u ON u.id = m.lead_unit_id LEFT JOIN person p ON p.id = f.charge_id LEFT JOIN clock k ON k.matter_id = m.id AND k.code = 'rect_due' AND k.outcome = 'running'
WHERE f.campaign_id = :campaign AND f.no > :after ORDER BY f.no LIMIT 100;

-- name: ledger_assists (matter int) -> many (name_zh text, name_en text)
SELECT u.name_zh, u.name_en FROM assist a JOIN unit u ON u.id = a.unit_id WHERE a.matter_id = :matter ORDER BY u.code LIMIT 200;
