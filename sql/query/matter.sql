-- The matter, its event, and what conditions ask about.

-- name: matter_by_id (id int) -> one (id int, number text, kind text, procedure text, state text, class text?, route text?, grade text?, channel text, lang text, subject text, body text, requests text, category text, area_code text?, place text, received_day text, registered_ms int, accepted_day text?, answered_day text?, served_day text?, closed_day text?, register_unit_id int, sender_unit_id int?, lead_unit_id int, review_unit_id int?, complained_unit_id int?, handler_id int?, leader text, head_count int, oral int, confidential int, restricted int, contact_unclear int, assigned int, reported int, urgent int, supervised int, extended int, redo int, outcome text, cause text, concluded int, parent_id int?, next_due text?, next_nominal text?, next_clock text?, version int, new_facts int, petitioner_key blob?, anonymous int)
SELECT id, number, kind, procedure, state, class, route, grade, channel, lang, subject, body, requests, category, area_code, place, received_day, registered_ms, accepted_day, answered_day, served_day, closed_day, register_unit_id, sender_unit_id, lead_unit_id, review_unit_id, complained_unit_id, handler_id, leader, head_count, oral, confidential, restricted, contact_unclear, assigned, reported, urgent, supervised, extended, redo, outcome, cause, concluded, parent_id, next_due, next_nominal, next_clock, version, new_facts, petitioner_key, anonymous
FROM matter WHERE id = :id;

-- name: matter_id_by_number (number text) -> one (id int)
SELECT id FROM matter WHERE number = :number;

-- name: matter_id_by_code (code blob) -> one (id int)
SELECT id FROM matter WHERE query_code = :code;

-- name: matter_id_by_import (imported text) -> one (id int)
-- An import never takes a row twice.
SELECT id FROM matter WHERE imported = :imported AND imported <> '';

-- name: matter_insert (number text, kind text, procedure text, state text, class text?, grade text?, channel text, lang text, subject text, body text, requests text, category text, area_code text?, place text, received_day text, registered_ms int, register_unit int, lead_unit int, complained_unit int?, head_count int, oral int, confidential int, restricted int, contact_unclear int, new_facts int, parent int?, query_code blob?, petitioner_key blob?, imported text) -> id
INSERT INTO matter (number, kind, procedure, state, class, grade, channel, lang, subject, body, requests, category, area_code, place, received_day, registered_ms, register_unit_id, lead_unit_id, complained_unit_id, head_count, oral, confidential, restricted, contact_unclear, new_facts, parent_id, query_code, petitioner_key, imported)
VALUES (:number, :kind, :procedure, :state, :class, :grade, :channel, :lang, :subject, :body, :requests, :category, :area_code, :place, :received_day, :registered_ms, :register_unit, :lead_unit, :complained_unit, :head_count, :oral, :confidential, :restricted, :contact_unclear, :new_facts, :parent, :query_code, :petitioner_key, :imported)
RETURNING id;

-- name: matter_set_state (id int, state text, version int) -> count
-- The version makes a second deed on a stale snapshot fail.
UPDATE matter SET state = :state, version = version + 1 WHERE id = :id AND version = :version;

-- name: matter_set_class (id int, class text, restricted int) -> count
UPDATE matter SET class = :class, restricted = :restricted WHERE id = :id;

-- name: matter_set_complained (id int, unit int?) -> count
UPDATE matter SET complained_unit_id = :unit WHERE id = :id;

-- name: matter_take_away (id int, home int) -> count
-- From whoever is complained of: nobody of theirs has a part in it any more.
UPDATE matter SET register_unit_id = :home, lead_unit_id = :home, sender_unit_id = NULL, review_unit_id = NULL, handler_id = NULL WHERE id = :id;

-- name: matter_set_lead (id int, lead int, sender int?) -> count
UPDATE matter SET lead_unit_id = :lead, sender_unit_id = :sender, handler_id = NULL WHERE id = :id;

-- name: matter_set_assigned (id int, assigned int, reported int) -> count
UPDATE matter SET assigned = :assigned, reported = :reported WHERE id = :id;

-- name: matter_set_route (id int, route text) -> count
UPDATE matter SET route = :route WHERE id = :id;

-- name: matter_set_grade (id int, grade text) -> count
UPDATE matter SET grade = :grade WHERE id = :id;

-- name: matter_set_outcome (id int, outcome text) -> count
UPDATE matter SET outcome = :outcome WHERE id = :id;

-- name: matter_set_accepted (id int, day text) -> count
-- Kept when there is one: the 60 days run from the first acceptance.
UPDATE matter SET accepted_day = COALESCE(accepted_day, :day), route = COALESCE(route, CASE WHEN class = 'appeal' THEN 'R6' END) WHERE id = :id;

-- name: matter_set_handler (id int, handler int?) -> count
UPDATE matter SET handler_id = :handler WHERE id = :id;

-- name: matter_set_leader (id int, leader text) -> count
UPDATE matter SET leader = :leader WHERE id = :id;

-- name: matter_set_answered (id int, day text) -> count
UPDATE matter SET answered_day = :day WHERE id = :id;

-- name: matter_set_served (id int, day text) -> count
UPDATE matter SET served_day = :day WHERE id = :id;

-- name: matter_set_closed (id int, day text, cause text) -> count
UPDATE matter SET closed_day = :day, cause = CASE WHEN :cause = '' THEN cause ELSE :cause END WHERE id = :id;

-- name: matter_set_review_unit (id int, unit int) -> count
UPDATE matter SET review_unit_id = :unit WHERE id = :id;

-- name: matter_set_concluded (id int) -> count
UPDATE matter SET concluded = 1 WHERE id = :id;

-- name: matter_set_urgent (id int) -> count
UPDATE matter SET urgent = 1 WHERE id = :id;

-- name: matter_set_supervised (id int) -> count
UPDATE matter SET supervised = 1 WHERE id = :id;

-- name: matter_set_extended (id int) -> count
UPDATE matter SET extended = 1 WHERE id = :id;

-- name: matter_set_redo (id int, redo int) -> count
-- 0 never; 1 an unhappy rating is open; 2 answered again; 3 unhappy twice.
UPDATE matter SET redo = :redo WHERE id = :id;

-- name: matter_refresh_due (id int) -> count
-- The earliest running clock somebody in the administration answers for; the
-- time to object or to return a ticket is a right that lapses, nobody's duty.
UPDATE matter SET
	next_due = (SELECT k.due FROM clock k WHERE k.matter_id = :id AND k.outcome = 'running' AND k.unit_id IS NOT NULL AND k.code NOT IN ('objection', 'hotline_return') ORDER BY k.due_ms, k.id LIMIT 1),
	next_nominal = (SELECT k.due_nominal FROM clock k WHERE k.matter_id = :id AND k.outcome = 'running' AND k.unit_id IS NOT NULL AND k.code NOT IN ('objection', 'hotline_return') ORDER BY k.due_ms, k.id LIMIT 1),
	next_clock = (SELECT k.code FROM clock k WHERE k.matter_id = :id AND k.outcome = 'running' AND k.unit_id IS NOT NULL AND k.code NOT IN ('objection', 'hotline_return') ORDER BY k.due_ms, k.id LIMIT 1)
WHERE id = :id;

-- name: event_insert (matter int, act text, from_state text, to_state text, actor text, role text, person int?, unit int?, at_ms int, day text, public int, article text, data text) -> id
-- A clock set back does not set history back: never earlier than the event before.
INSERT INTO event (matter_id, seq, act, from_state, to_state, actor, role, person_id, unit_id, at_ms, day, public, article, data)
VALUES (:matter, (SELECT COALESCE(MAX(e.seq), 0) + 1 FROM event e WHERE e.matter_id = :matter), :act, :from_state, :to_state, :actor, :role, :person, :unit,
	(SELECT CASE WHEN COALESCE(MAX(e.at_ms), :at_ms) > :at_ms THEN MAX(e.at_ms) ELSE :at_ms END FROM event e WHERE e.matter_id = :matter), :day, :public, :article, :data)
RETURNING id;

-- name: event_list (matter int) -> many (id int, seq int, act text, from_state text, to_state text, actor text, role text, person_id int?, person_zh text?, person_en text?, unit_zh text?, unit_en text?, at_ms int, day text, public int, article text, data text, unit_id int?)
-- A matter's history, oldest first; a petitioner's words as their copy reads now.
SELECT e.id, e.seq, e.act, e.from_state, e.to_state, e.actor, e.role, e.person_id, p.name_zh, p.name_en, u.name_zh, u.name_en, e.at_ms, e.day, e.public, e.article, COALESCE(t.shown, e.data), e.unit_id
FROM event e LEFT JOIN person p ON p.id = e.person_id LEFT JOIN unit u ON u.id = e.unit_id LEFT JOIN transfer_copy t ON t.event_id = e.id
WHERE e.matter_id = :matter ORDER BY e.seq LIMIT 2000;

-- name: participants (matter int) -> many (act text, person_id int, unit_id int?, seq int)
-- Who did what on it, each by its latest doing: separation of duties asks, and no number of notes pushes one out.
SELECT act, person_id, unit_id, MAX(seq) AS last FROM event WHERE matter_id = :matter AND person_id IS NOT NULL GROUP BY act, person_id, unit_id ORDER BY last LIMIT 2000;

-- name: ask_of_matter (matter int) -> many (id int, kind text, asked_event int, asked_by int?, asked_unit int?, about_person int?, days int?, reason text, decided_event int?, decided_by int?, decided_unit int?, decision text?, decision_reason text)
SELECT id, kind, asked_event, asked_by, asked_unit, about_person, days, reason, decided_event, decided_by, decided_unit, decision, decision_reason
FROM ask WHERE matter_id = :matter ORDER BY id LIMIT 200;

-- name: ask_insert (matter int, kind text, event int, person int?, unit int?, about int?, days int?, reason text) -> id
INSERT INTO ask (matter_id, kind, asked_event, asked_by, asked_unit, about_person, days, reason)
VALUES (:matter, :kind, :event, :person, :unit, :about, :days, :reason) RETURNING id;

-- name: ask_decide (id int, event int, person int?, unit int?, decision text, reason text) -> count
UPDATE ask SET decided_event = :event, decided_by = :person, decided_unit = :unit, decision = :decision, decision_reason = :reason
WHERE id = :id AND decided_event IS NULL;

-- name: assist_list (matter int) -> many (unit_id int, name_zh text, name_en text, code text)
SELECT a.unit_id, u.name_zh, u.name_en, u.code FROM assist a JOIN unit u ON u.id = a.unit_id WHERE a.matter_id = :matter ORDER BY a.since, a.unit_id LIMIT 100;

-- name: assist_add (matter int, unit int, day text) -> count
INSERT INTO assist (matter_id, unit_id, since) VALUES (:matter, :unit, :day) ON CONFLICT (matter_id, unit_id) DO NOTHING;

-- name: assist_end (matter int, unit int) -> count
DELETE FROM assist WHERE matter_id = :matter AND unit_id = :unit;

-- name: recusal_list (matter int) -> many (person_id int)
SELECT person_id FROM recusal WHERE matter_id = :matter ORDER BY person_id LIMIT 200;

-- name: recusal_add (matter int, person int, event int) -> count
INSERT INTO recusal (matter_id, person_id, event_id) VALUES (:matter, :person, :event) ON CONFLICT (matter_id, person_id) DO NOTHING;

-- name: execution_open (matter int) -> one (n int)
SELECT COUNT(*) FROM matter WHERE parent_id = :matter AND procedure = 'execution' AND state <> 'closed';

-- name: children_of (matter int) -> many (number text, procedure text, state text, subject text)
SELECT number, procedure, state, subject FROM matter WHERE parent_id = :matter ORDER BY id LIMIT 50;

-- name: concluded_before (petitioner blob, subject text, unit int, but int) -> one (number text)
-- REG 36: the same facts and reasons, concluded after re-review; as petitioner_known.
SELECT number FROM matter WHERE petitioner_key = :petitioner AND subject = :subject AND concluded = 1 AND id <> :but
AND register_unit_id = :unit AND restricted = 0 AND confidential = 0 ORDER BY id DESC LIMIT 1;

-- name: petitioner_known (petitioner blob, unit int, before int) -> one (id int)
-- Has this petitioner been here before? Only among what this unit registered, and
-- nothing confidential: else whoever registers a guessed name would learn from the
-- answer who petitioned elsewhere.
SELECT id FROM matter WHERE petitioner_key = :petitioner AND id < :before AND register_unit_id = :unit AND restricted = 0 AND confidential = 0 LIMIT 1;

-- name: duplicates (petitioner blob?, subject text, unit int) -> many (number text, state text, procedure text, subject text, received_day text, lead_zh text, lead_en text, concluded int, closed int)
-- REG 19: the same matter, still open; REG 36: concluded. As petitioner_known.
SELECT m.number, m.state, m.procedure, m.subject, m.received_day, u.name_zh, u.name_en, m.concluded, CASE WHEN m.closed_day IS NULL THEN 0 ELSE 1 END
FROM matter m JOIN unit u ON u.id = m.lead_unit_id
WHERE m.petitioner_key = :petitioner AND m.register_unit_id = :unit AND m.restricted = 0 AND m.confidential = 0
ORDER BY CASE WHEN m.subject = :subject THEN 0 ELSE 1 END, m.id DESC LIMIT 8;

-- name: link_add (from_id int, to_id int, kind text) -> count
INSERT INTO link (from_id, to_id, kind) VALUES (:from_id, :to_id, :kind) ON CONFLICT (from_id, to_id, kind) DO NOTHING;

-- name: rating_insert (matter int, event int, satisfied text, solved int?, comment text) -> id
INSERT INTO rating (matter_id, event_id, round, satisfied, solved, comment)
VALUES (:matter, :event, (SELECT COUNT(*) + 1 FROM rating r WHERE r.matter_id = :matter), :satisfied, :solved, :comment) RETURNING id;

-- name: rating_list (matter int) -> many (round int, satisfied text, solved int?, comment text)
SELECT round, satisfied, solved, comment FROM rating WHERE matter_id = :matter ORDER BY round LIMIT 20;

-- name: urgent_insert (matter int, event int, told text, means text) -> id
INSERT INTO urgent_report (matter_id, event_id, told, means) VALUES (:matter, :event, :told, :means) RETURNING id;

-- name: urgent_list (matter int) -> many (event_id int, told text, means text)
SELECT event_id, told, means FROM urgent_report WHERE matter_id = :matter ORDER BY id LIMIT 100;

-- name: supervision_add (matter int, unit int, trigger_code text, clock int?, day text) -> count
INSERT INTO supervision (matter_id, unit_id, trigger_code, clock_id, found_day) VALUES (:matter, :unit, :trigger_code, :clock, :day) ON CONFLICT DO NOTHING;

-- name: supervision_measure (matter int, measure text, event int) -> count
UPDATE supervision SET measure = :measure, measure_event = :event WHERE matter_id = :matter AND measure_event IS NULL;

-- name: supervision_list (matter int) -> many (id int, unit_zh text, unit_en text, trigger_code text, found_day text, measure text)
SELECT s.id, u.name_zh, u.name_en, s.trigger_code, s.found_day, s.measure FROM supervision s JOIN unit u ON u.id = s.unit_id WHERE s.matter_id = :matter ORDER BY s.id LIMIT 100;

-- name: idempotency_find (key blob) -> one (matter_id int)
SELECT matter_id FROM idempotency WHERE key = :key;

-- name: idempotency_add (key blob, matter int, made_ms int) -> count
INSERT INTO idempotency (key, matter_id, made_ms) VALUES (:key, :matter, :made_ms) ON CONFLICT (key) DO NOTHING;

-- name: matter_id_seen (number text, person int, today text) -> one (id int)
-- The matter, if this person may know of it; hidden and absent cost nearly the same.
SELECT m.id FROM matter m WHERE m.number = :number
AND EXISTS (SELECT 1 FROM seen s WHERE s.matter_id = m.id AND s.person_id = :person AND s.valid_from <= :today AND (s.valid_to IS NULL OR s.valid_to >= :today))
AND NOT EXISTS (SELECT 1 FROM tied t WHERE t.matter_id = m.id AND t.person_id = :person AND t.valid_from <= :today AND (t.valid_to IS NULL OR t.valid_to >= :today));

-- name: setting_get (key text) -> one (value text)
SELECT value FROM setting WHERE key = :key;

-- name: setting_set (key text, value text) -> count
INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- name: admin_event_insert (at_ms int, person int?, act text, object text, data text) -> id
INSERT INTO admin_event (at_ms, person_id, act, object, data) VALUES (:at_ms, :person, :act, :object, :data) RETURNING id;

-- name: admin_event_list (before int) -> many (id int, at_ms int, person_zh text?, person_en text?, act text, object text, data text)
SELECT a.id, a.at_ms, p.name_zh, p.name_en, a.act, a.object, a.data FROM admin_event a LEFT JOIN person p ON p.id = a.person_id WHERE a.id < :before ORDER BY a.id DESC LIMIT 51;
