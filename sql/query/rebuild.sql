-- Every state table, row by row, for matter/rebuild_compare.c: the matter's
-- number, a key that is the same in the city and in the copy, and what is
-- compared. Ids of their own are not: what points at a row is told by what it
-- points at. Matters are those with after < number <= upto.

-- name: rebuild_numbers (after text) -> many (number text)
SELECT number FROM matter WHERE number > :after ORDER BY number LIMIT 200;

-- name: rebuild_matter (after text, upto text) -> each (matter text, key text, id int, kind text, procedure text, state text, class text?, route text?, grade text?, channel text, lang text, subject text, body text, requests text, category text, area_code text?, place text, received_day text, registered_ms int, accepted_day text?, answered_day text?, served_day text?, closed_day text?, register_unit_id int, sender_unit_id int?, lead_unit_id int, review_unit_id int?, complained_unit_id int?, handler_id int?, leader text, head_count int, oral int, confidential int, restricted int, contact_unclear int, assigned int, reported int, urgent int, supervised int, extended int, redo int, outcome text, cause text, concluded int, new_facts int, parent_id int?, query_code blob?, petitioner_key int, next_due text?, next_nominal text?, next_clock text?, version int, imported text, anonymous int)
-- Of the petitioner's keyed hash only whether there is one: it is the identity's, and not an input.
SELECT m.number AS matter, '' AS key, m.id, m.kind, m.procedure, m.state, m.class, m.route, m.grade, m.channel, m.lang, m.subject, m.body, m.requests, m.category, m.area_code, m.place, m.received_day, m.registered_ms, m.accepted_day, m.answered_day, m.served_day, m.closed_day, m.register_unit_id, m.sender_unit_id, m.lead_unit_id, m.review_unit_id, m.complained_unit_id, m.handler_id, m.leader, m.head_count, m.oral, m.confidential, m.restricted, m.contact_unclear, m.assigned, m.reported, m.urgent, m.supervised, m.extended, m.redo, m.outcome, m.cause, m.concluded, m.new_facts, m.parent_id, m.query_code, CASE WHEN m.petitioner_key IS NULL THEN 0 ELSE 1 END AS petitioner_key, m.next_due, m.next_nominal, m.next_clock, m.version, m.imported, m.anonymous
FROM matter m WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_event (after text, upto text) -> each (matter text, key text, seq int, act text, from_state text, to_state text, actor text, role text, person_id int?, unit_id int?, at_ms int, day text, public int, article text, data text, opening text?)
SELECT m.number AS matter, CAST(e.id AS TEXT) AS key, e.seq, e.act, e.from_state, e.to_state, e.actor, e.role, e.person_id, e.unit_id, e.at_ms, e.day, e.public, e.article, e.data, l.opening
FROM event e JOIN matter m ON m.id = e.matter_id LEFT JOIN event_leaf l ON l.event_id = e.id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_clock (after text, upto text) -> each (matter text, key text, unit_id int?, start_day text, start_ms int, length int, extended int, pauses text, due_nominal text, due text, due_ms int, provisional int, calendar text, stopped_by int?, stopped_day text?, outcome text, missed_seen int)
SELECT m.number AS matter, k.code || ' of event ' || CAST(k.started_by AS TEXT) AS key, k.unit_id, k.start_day, k.start_ms, k.length, k.extended, k.pauses, k.due_nominal, k.due, k.due_ms, k.provisional, k.calendar, k.stopped_by, k.stopped_day, k.outcome, k.missed_seen
FROM clock k JOIN matter m ON m.id = k.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_assist (after text, upto text) -> each (matter text, key text, since text)
SELECT m.number AS matter, 'unit ' || CAST(a.unit_id AS TEXT) AS key, a.since FROM assist a JOIN matter m ON m.id = a.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_ask (after text, upto text) -> each (matter text, key text, kind text, asked_by int?, asked_unit int?, about_person int?, days int?, reason text, decided_event int?, decided_by int?, decided_unit int?, decision text?, decision_reason text)
SELECT m.number AS matter, 'of event ' || CAST(a.asked_event AS TEXT) AS key, a.kind, a.asked_by, a.asked_unit, a.about_person, a.days, a.reason, a.decided_event, a.decided_by, a.decided_unit, a.decision, a.decision_reason
FROM ask a JOIN matter m ON m.id = a.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_question (after text, upto text) -> each (matter text, key text, asked_event int, asked_unit int, answered_event int?)
SELECT m.number AS matter, 'place ' || CAST(q.place AS TEXT) AS key, q.asked_event, q.asked_unit, q.answered_event FROM question q JOIN matter m ON m.id = q.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_proxy (after text, upto text) -> each (matter text, key text, kind text, code_key blob, given_event int, ended_event int?, used_day text?)
SELECT m.number AS matter, 'place ' || CAST(p.place AS TEXT) AS key, p.kind, p.code_key, p.given_event, p.ended_event, p.used_day FROM proxy p JOIN matter m ON m.id = p.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_document (after text, upto text) -> each (matter text, key text, number text?, unit_id int, status text, public int, issued_day text?, body_en text, body_zh text, data text, drafted_by int?, approved_by int?, served_day text?, service text)
SELECT m.number AS matter, d.kind || ' of event ' || CAST(d.event_id AS TEXT) AS key, d.number, d.unit_id, d.status, d.public, d.issued_day, d.body_en, d.body_zh, d.data, d.drafted_by, d.approved_by, d.served_day, d.service
FROM document d JOIN matter m ON m.id = d.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_attachment (after text, upto text) -> each (matter text, key text, event_id int, sha256 blob, name text, type text, size int, public int, copy text, why text)
SELECT m.number AS matter, a.token AS key, a.event_id, a.sha256, a.name, a.type, a.size, a.public, a.copy, a.why FROM attachment a JOIN matter m ON m.id = a.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_original (after text, upto text) -> each (matter text, key text, file blob, office blob, code blob?, facts blob)
-- The sealed file's own hash is an input, so it is compared by its hash like the rest.
SELECT m.number AS matter, a.token AS key, o.sha256 AS file, o.office, o.code, o.facts
FROM original o JOIN attachment a ON a.id = o.attachment_id JOIN matter m ON m.id = o.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_transfer_copy (after text, upto text) -> each (matter text, key text, state text, subject text?, body text?, requests text?, place text?, shown text?, office blob?, code blob?, sealed blob?, asked_event int?, asked_by int?, done_event int?, done_by int?)
SELECT m.number AS matter, 'of event ' || CAST(t.event_id AS TEXT) AS key, t.state, t.subject, t.body, t.requests, t.place, t.shown, t.office, t.code, t.sealed, t.asked_event, t.asked_by, t.done_event, t.done_by
FROM transfer_copy t JOIN matter m ON m.id = t.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_rating (after text, upto text) -> each (matter text, key text, round int, satisfied text, solved int?, comment text)
SELECT m.number AS matter, 'of event ' || CAST(r.event_id AS TEXT) AS key, r.round, r.satisfied, r.solved, r.comment FROM rating r JOIN matter m ON m.id = r.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_urgent_report (after text, upto text) -> each (matter text, key text, told text, means text)
SELECT m.number AS matter, 'of event ' || CAST(r.event_id AS TEXT) AS key, r.told, r.means FROM urgent_report r JOIN matter m ON m.id = r.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_supervision (after text, upto text) -> each (matter text, key text, unit_id int, found_day text, measure text, measure_event int?)
SELECT m.number AS matter, s.trigger_code || COALESCE(' of clock ' || k.code || ' of event ' || CAST(k.started_by AS TEXT), '') AS key, s.unit_id, s.found_day, s.measure, s.measure_event
FROM supervision s JOIN matter m ON m.id = s.matter_id LEFT JOIN clock k ON k.id = s.clock_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_recusal (after text, upto text) -> each (matter text, key text, event_id int)
SELECT m.number AS matter, 'person ' || CAST(r.person_id AS TEXT) AS key, r.event_id FROM recusal r JOIN matter m ON m.id = r.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_link (after text, upto text) -> each (matter text, key text)
SELECT m.number AS matter, l.kind || ' matter ' || CAST(l.to_id AS TEXT) AS key FROM link l JOIN matter m ON m.id = l.from_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_idempotency (after text, upto text) -> each (matter text, key blob, made_ms int)
SELECT m.number AS matter, i.key AS key, i.made_ms FROM idempotency i JOIN matter m ON m.id = i.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_identity (after text, upto text) -> each (matter text, key text, plain int, sealed blob?)
SELECT m.number AS matter, 'row ' || CAST(i.seq AS TEXT) AS key, CASE WHEN i.name || i.phone || i.email || i.address || i.id_number = '' THEN 0 ELSE 1 END AS plain, i.sealed
FROM identity i JOIN matter m ON m.id = i.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_identity_before (after text, upto text) -> each (matter text, key text, sealed blob)
SELECT m.number AS matter, 'row ' || CAST(i.seq AS TEXT) || ' of event ' || CAST(i.event_id AS TEXT) AS key, i.sealed
FROM identity_before i JOIN matter m ON m.id = i.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_identity_key (after text, upto text) -> each (matter text, key text, office blob, code blob?)
SELECT m.number AS matter, '' AS key, k.office, k.code FROM identity_key k JOIN matter m ON m.id = k.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_series (after text, upto text) -> each (matter text, key text, last int)
-- Numbers of papers are the whole city's: all of them with the first page.
SELECT '' AS matter, s.key AS key, s.last FROM series s WHERE :after = '' AND :upto <> '';

-- name: rebuild_breach_matter (after text, upto text) -> each (matter text, key text, identity int, files int, petitioners int, event_id int?)
-- The breach file itself is the office's, not a matter's; that petitioners were told is.
SELECT m.number AS matter, 'breach ' || CAST(x.breach_id AS TEXT) AS key, x.identity, x.files, x.petitioners, x.event_id
FROM breach_matter x JOIN matter m ON m.id = x.matter_id WHERE x.event_id IS NOT NULL AND m.number > :after AND m.number <= :upto;

-- -- meetings

-- name: rebuild_meeting (after text, upto text) -> each (matter text, key text, body_id int, kind text, day text, time text, year int, no int?, presider_id int?, drafted_by int?, version int, issued_day text?, public int)
SELECT m.number AS matter, '' AS key, k.body_id, k.kind, k.day, k.time, k.year, k.no, k.presider_id, k.drafted_by, k.version, k.issued_day, k.public FROM meeting k JOIN matter m ON m.id = k.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_agenda_item (after text, upto text) -> each (matter text, key text, type text, title text, translation text, reporter text, planned int, source_id int?, overdue int, conclusion text, note text, no_follow_up text, public int)
SELECT m.number AS matter, 'item ' || CAST(i.no AS TEXT) AS key, i.type, i.title, i.translation, i.reporter, i.planned, i.source_id, i.overdue, i.conclusion, i.note, i.no_follow_up, i.public
FROM agenda_item i JOIN matter m ON m.id = i.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_attendance (after text, upto text) -> each (matter text, key text, seat text, votes int, name_zh text, name_en text, title_zh text, title_en text, item_no int, status text, reason text, studied_day text?)
SELECT m.number AS matter, 'person ' || CAST(a.person_id AS TEXT) AS key, a.seat, a.votes, a.name_zh, a.name_en, a.title_zh, a.title_en, a.item_no, a.status, a.reason, a.studied_day
FROM attendance a JOIN matter m ON m.id = a.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_written_opinion (after text, upto text) -> each (matter text, key text, item_no int, person_id int, text text)
SELECT m.number AS matter, 'of event ' || CAST(o.event_id AS TEXT) AS key, o.item_no, o.person_id, o.text FROM written_opinion o JOIN matter m ON m.id = o.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_item_recusal (after text, upto text) -> each (matter text, key text, reason text)
SELECT m.number AS matter, 'item ' || CAST(r.item_no AS TEXT) || ' person ' || CAST(r.person_id AS TEXT) AS key, r.reason FROM item_recusal r JOIN matter m ON m.id = r.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_item_vote (after text, upto text) -> each (matter text, key text, vote text)
SELECT m.number AS matter, 'item ' || CAST(v.item_no AS TEXT) || ' person ' || CAST(v.person_id AS TEXT) AS key, v.vote FROM item_vote v JOIN matter m ON m.id = v.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_item_paper (after text, upto text) -> each (matter text, key text, item_no int, audience text)
SELECT m.number AS matter, 'of event ' || CAST(p.event_id AS TEXT) AS key, p.item_no, p.audience FROM item_paper p JOIN matter m ON m.id = p.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_verbatim (after text, upto text) -> each (matter text, key text, text text)
SELECT m.number AS matter, 'of event ' || CAST(v.event_id AS TEXT) AS key, v.text FROM verbatim v JOIN matter m ON m.id = v.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_minute_entry (after text, upto text) -> each (matter text, key text, verb text, text text, translation text, lead_unit_id int?, assist text, leader text, due text?, form text, earlier_id int?, task_id int?)
SELECT m.number AS matter, 'item ' || CAST(e.item_no AS TEXT) || ' entry ' || CAST(e.no AS TEXT) AS key, e.verb, e.text, e.translation, e.lead_unit_id, e.assist, e.leader, e.due, e.form, e.earlier_id, e.task_id
FROM minute_entry e JOIN matter m ON m.id = e.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_docket (after text, upto text) -> each (matter text, key text, body_id int, reason text, meeting_id int?, item_no int?, settled_day text?)
SELECT m.number AS matter, d.cause || ' since ' || d.since || ', ' || CAST(ROW_NUMBER() OVER (PARTITION BY d.matter_id ORDER BY d.id) AS TEXT) AS key, d.body_id, d.reason, d.meeting_id, d.item_no, d.settled_day
FROM docket d JOIN matter m ON m.id = d.matter_id WHERE m.number > :after AND m.number <= :upto;

-- -- conveyance

-- name: rebuild_directive (after text, upto text) -> each (matter text, key text, issuer text, doc_no text, doc_day text, original text, subject_translation text, text_translation text, meeting_id int?, item_no int?, root_unit_id int?, levels int, last_unit_id int?, conveyed_day text?, report_due text?)
SELECT m.number AS matter, '' AS key, d.issuer, d.doc_no, d.doc_day, d.original, d.subject_translation, d.text_translation, d.meeting_id, d.item_no, d.root_unit_id, d.levels, d.last_unit_id, d.conveyed_day, d.report_due
FROM directive d JOIN matter m ON m.id = d.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_clause (after text, upto text) -> each (matter text, key text, text text, translation text)
SELECT m.number AS matter, 'clause ' || CAST(c.no AS TEXT) AS key, c.text, c.translation FROM clause c JOIN matter m ON m.id = c.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_clause_measure (after text, upto text) -> each (matter text, key text, clause_no int, unit_id int, title text, to_id int?)
SELECT m.number AS matter, 'of event ' || CAST(x.event_id AS TEXT) AS key, x.clause_no, x.unit_id, x.title, x.to_id FROM clause_measure x JOIN matter m ON m.id = x.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_conveyance_unit (after text, upto text) -> each (matter text, key text, parent_id int?, holder_id int, level int, later int, sent_day text?, ack_day text?, studied_day text?, present int?, form text, plan_day text?, plan text, report_day text?, report text, reported_by int?, standing text, decided_day text?, reason text)
SELECT m.number AS matter, 'unit ' || CAST(c.unit_id AS TEXT) AS key, c.parent_id, c.holder_id, c.level, c.later, c.sent_day, c.ack_day, c.studied_day, c.present, c.form, c.plan_day, c.plan, c.report_day, c.report, c.reported_by, c.standing, c.decided_day, c.reason
FROM conveyance_unit c JOIN matter m ON m.id = c.matter_id WHERE m.number > :after AND m.number <= :upto;
-- -- rectification

-- name: rebuild_campaign (after text, upto text) -> each (matter text, key text, source_body text, translation text, feedback_day text, report_in int, first_person text, body_id int?, round int, plan_day text?, report_day text?, public int, public_zh text, public_en text)
SELECT m.number AS matter, '' AS key, c.source_body, c.translation, c.feedback_day, c.report_in, c.first_person, c.body_id, c.round, c.plan_day, c.report_day, c.public, c.public_zh, c.public_en FROM campaign c JOIN matter m ON m.id = c.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_sup_item (after text, upto text) -> each (matter text, key text, kind text, topic text, topic_key text, unit_id int, charge_id int, source_id int?, meeting_id int?, item_no int?, approved_by int?, opened_day text?, due text, why_again text, rung int, facts text, opinion text, concluded_by int?, concluded_day text?, objected_day text?, rechecked_by int?, recheck text)
SELECT m.number AS matter, '' AS key, s.kind, s.topic, s.topic_key, s.unit_id, s.charge_id, s.source_id, s.meeting_id, s.item_no, s.approved_by, s.opened_day, s.due, s.why_again, s.rung, s.facts, s.opinion, s.concluded_by, s.concluded_day, s.objected_day, s.rechecked_by, s.recheck FROM sup_item s JOIN matter m ON m.id = s.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_programme_matter (after text, upto text) -> each (matter text, key text, package text, since text)
SELECT m.number AS matter, g.programme AS key, g.package, g.since FROM programme_matter g JOIN matter m ON m.id = g.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_spot (after text, upto text) -> each (matter text, key text, lat int, lon int, place text, day text)
SELECT m.number AS matter, '' AS key, s.lat, s.lon, s.place, s.day FROM spot s JOIN matter m ON m.id = s.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_parcel (after text, upto text) -> each (matter text, key text, code text, area int, land text, black int, condition text, note text, lat int, lon int, place text, added_event int, restored_event int?, restored_day text?, restored_by int?, done text, confirmed_event int?, confirmed_day text?, confirmed_by int?, way text, returns int, reason text, dropped_event int?)
SELECT m.number AS matter, 'parcel ' || CAST(p.no AS TEXT) AS key, p.code, p.area, p.land, p.black, p.condition, p.note, p.lat, p.lon, p.place, p.added_event, p.restored_event, p.restored_day, p.restored_by, p.done, p.confirmed_event, p.confirmed_day, p.confirmed_by, p.way, p.returns, p.reason, p.dropped_event
FROM parcel p JOIN matter m ON m.id = p.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_finding (after text, upto text) -> each (matter text, key text, campaign_id int, no int, grp text, translation text, facts text, root_cause text, target text, term text, first_due text?, review_months int, charge_id int?, responsible text, effect_days int, waiver text, issued_day text?, round int, implemented_event int?, in_place_event int?, in_place_day text?, effect_event int?, stage_day text?, stage_text text, signed_day text?, lasting_day text?, returns int, relapses int, public int, public_zh text, public_en text)
SELECT m.number AS matter, '' AS key, f.campaign_id, f.no, f.grp, f.translation, f.facts, f.root_cause, f.target, f.term, f.first_due, f.review_months, f.charge_id, f.responsible, f.effect_days, f.waiver, f.issued_day, f.round, f.implemented_event, f.in_place_event, f.in_place_day, f.effect_event, f.stage_day, f.stage_text, f.signed_day, f.lasting_day, f.returns, f.relapses, f.public, f.public_zh, f.public_en
FROM finding f JOIN matter m ON m.id = f.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_measure (after text, upto text) -> each (matter text, key text, tackles text, text text, translation text, done_form text, unit_id int, due text, done_event int?, done_day text?)
SELECT m.number AS matter, 'measure ' || CAST(x.no AS TEXT) AS key, x.tackles, x.text, x.translation, x.done_form, x.unit_id, x.due, x.done_event, x.done_day FROM measure x JOIN matter m ON m.id = x.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_evidence (after text, upto text) -> each (matter text, key text, round int, measure_no int, fact text, kind text, text text)
SELECT m.number AS matter, 'of event ' || CAST(e.event_id AS TEXT) AS key, e.round, e.measure_no, e.fact, e.kind, e.text FROM evidence e JOIN matter m ON m.id = e.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_progress (after text, upto text) -> each (matter text, key text, day text, text text)
SELECT m.number AS matter, 'of event ' || CAST(g.event_id AS TEXT) AS key, g.day, g.text FROM progress g JOIN matter m ON m.id = g.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_institution (after text, upto text) -> each (matter text, key text, number text, title text)
SELECT m.number AS matter, 'of event ' || CAST(i.event_id AS TEXT) AS key, i.number, i.title FROM institution i JOIN matter m ON m.id = i.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_signoff (after text, upto text) -> each (matter text, key text, applicant_id int, applicant_unit_id int, applied_day text, endorser_id int?, commitment text, self_grade text, leader_id int?, implemented_by int?, in_place_by int?, effect_by int?, verifier_unit_id int?, verified_grade text, decider_id int?, meeting_id int?, item_no int?, rechecker_id int?, recheck_unit_id int?, recheck_day text?, result text, reason text)
SELECT m.number AS matter, 'round ' || CAST(s.round AS TEXT) AS key, s.applicant_id, s.applicant_unit_id, s.applied_day, s.endorser_id, s.commitment, s.self_grade, s.leader_id, s.implemented_by, s.in_place_by, s.effect_by, s.verifier_unit_id, s.verified_grade, s.decider_id, s.meeting_id, s.item_no, s.rechecker_id, s.recheck_unit_id, s.recheck_day, s.result, s.reason
FROM signoff s JOIN matter m ON m.id = s.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_verification (after text, upto text) -> each (matter text, key text, round int, fact text, way text, holds int, day text, text text)
SELECT m.number AS matter, 'of event ' || CAST(x.event_id AS TEXT) AS key, x.round, x.fact, x.way, x.holds, x.day, x.text FROM verification x JOIN matter m ON m.id = x.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_batch (after text, upto text) -> each (matter text, key text, source_body text, no int, received_day text, answer_in int, programme text, package text, public int)
SELECT m.number AS matter, '' AS key, b.source_body, b.no, b.received_day, b.answer_in, b.programme, b.package, b.public FROM batch b JOIN matter m ON m.id = b.matter_id WHERE m.number > :after AND m.number <= :upto;

-- name: rebuild_forwarded_case (after text, upto text) -> each (matter text, key text, batch_id int, case_no text, translation text, pollution text, truth text, facts text, handled text, accountable text, outcome text, rest_due text?, answered_by int?, answer_unit_id int?, signed_by int?, commitment text, confirmed_by int?, confirm_unit_id int?, answered_day text?, stage_day text?, settled_day text?, returns int, public int, public_zh text, public_en text, result_zh text, result_en text)
SELECT m.number AS matter, '' AS key, c.batch_id, c.case_no, c.translation, c.pollution, c.truth, c.facts, c.handled, c.accountable, c.outcome, c.rest_due, c.answered_by, c.answer_unit_id, c.signed_by, c.commitment, c.confirmed_by, c.confirm_unit_id, c.answered_day, c.stage_day, c.settled_day, c.returns, c.public, c.public_zh, c.public_en, c.result_zh, c.result_en
FROM forwarded_case c JOIN matter m ON m.id = c.matter_id WHERE m.number > :after AND m.number <= :upto;
