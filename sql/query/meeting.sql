-- A meeting: its rows, written by its acts alone.

-- name: meeting_insert (matter int, body int, kind text, day text, time text, year int, presider int?) -> count
INSERT INTO meeting (matter_id, body_id, kind, day, time, year, presider_id) VALUES (:matter, :body, :kind, :day, :time, :year, :presider);

-- name: meeting_find (matter int) -> one (body_id int, body_code text, body_kind text, body_zh text, body_en text, sign text, kind text, day text, time text, year int, no int?, presider_id int?, presider_zh text?, presider_en text?, drafted_by int?, version int, issued_day text?, items int, unsettled int, voting int, voting_present int, public int, body_public int)
-- unsettled: items without a conclusion, or with neither a decision nor the word that nothing follows.
SELECT k.body_id, b.code, b.kind, b.name_zh, b.name_en, b.sign, k.kind, k.day, k.time, k.year, k.no, k.presider_id, p.name_zh, p.name_en, k.drafted_by, k.version, k.issued_day,
	(SELECT COUNT(*) FROM agenda_item i WHERE i.matter_id = k.matter_id),
	(SELECT COUNT(*) FROM agenda_item i WHERE i.matter_id = k.matter_id AND (i.conclusion = '' OR (i.no_follow_up = ''
		AND NOT EXISTS (SELECT 1 FROM minute_entry e WHERE e.matter_id = i.matter_id AND e.item_no = i.no AND e.lead_unit_id IS NOT NULL)))),
	(SELECT COUNT(*) FROM attendance a WHERE a.matter_id = k.matter_id AND a.votes = 1),
	(SELECT COUNT(*) FROM attendance a WHERE a.matter_id = k.matter_id AND a.votes = 1 AND a.status IN ('preside','present')), k.public, b.public
FROM meeting k JOIN body b ON b.id = k.body_id LEFT JOIN attendance p ON p.matter_id = k.matter_id AND p.person_id = k.presider_id WHERE k.matter_id = :matter;

-- name: meeting_latest_issued (body int) -> one (day text, number text)
-- The newest meeting of the body whose minutes are out.
SELECT k.day, m.number FROM meeting k JOIN matter m ON m.id = k.matter_id WHERE k.body_id = :body AND k.issued_day IS NOT NULL ORDER BY k.day DESC, k.matter_id DESC LIMIT 1;

-- name: meeting_set_no (matter int) -> count
-- The next one of its body in its year.
UPDATE meeting SET no = (SELECT COALESCE(MAX(o.no), 0) + 1 FROM meeting o WHERE o.body_id = meeting.body_id AND o.year = meeting.year) WHERE matter_id = :matter AND no IS NULL;

-- name: meeting_set_presider (matter int, person int?) -> count
UPDATE meeting SET presider_id = :person WHERE matter_id = :matter;

-- name: meeting_set_drafted (matter int, person int) -> count
UPDATE meeting SET drafted_by = :person WHERE matter_id = :matter;

-- name: meeting_set_issued (matter int, day text) -> count
UPDATE meeting SET version = version + 1, issued_day = COALESCE(issued_day, :day) WHERE matter_id = :matter;

-- -- items

-- name: item_list (matter int) -> many (no int, type text, title text, translation text, reporter text, planned int, source text?, source_procedure text?, overdue int, conclusion text, note text, no_follow_up text, decisions int, public int, about_petition int)
SELECT i.no, i.type, i.title, i.translation, i.reporter, i.planned, s.number, s.procedure, i.overdue, i.conclusion, i.note, i.no_follow_up,
	(SELECT COUNT(*) FROM minute_entry e WHERE e.matter_id = i.matter_id AND e.item_no = i.no AND e.lead_unit_id IS NOT NULL), i.public,
	CASE WHEN EXISTS (SELECT 1 FROM item_of_petition x WHERE x.matter_id = i.matter_id AND x.no = i.no) THEN 1 ELSE 0 END
FROM agenda_item i LEFT JOIN matter s ON s.id = i.source_id WHERE i.matter_id = :matter ORDER BY i.no LIMIT 200;

-- name: item_find (matter int, no int) -> one (no int, type text, source_id int?, overdue int, conclusion text, public int, about_petition int)
-- about_petition: a petition stands behind it, or what only few may know of.
SELECT i.no, i.type, i.source_id, i.overdue, i.conclusion, i.public, CASE WHEN EXISTS (SELECT 1 FROM item_of_petition x WHERE x.matter_id = i.matter_id AND x.no = i.no) THEN 1 ELSE 0 END
FROM agenda_item i WHERE i.matter_id = :matter AND i.no = :no;

-- name: item_next (matter int) -> one (no int)
SELECT COALESCE(MAX(no), 0) + 1 FROM agenda_item WHERE matter_id = :matter;

-- name: item_insert (matter int, no int, type text, title text, translation text, reporter text, planned int, source int?, overdue int) -> count
INSERT INTO agenda_item (matter_id, no, type, title, translation, reporter, planned, source_id, overdue) VALUES (:matter, :no, :type, :title, :translation, :reporter, :planned, :source, :overdue);

-- name: item_drop (matter int, no int) -> count
DELETE FROM agenda_item WHERE matter_id = :matter AND no = :no;

-- name: item_conclude (matter int, no int, conclusion text, note text) -> count
UPDATE agenda_item SET conclusion = :conclusion, note = :note WHERE matter_id = :matter AND no = :no;

-- name: item_no_follow_up (matter int, no int, reason text) -> count
UPDATE agenda_item SET no_follow_up = :reason WHERE matter_id = :matter AND no = :no;

-- name: meeting_set_public (matter int, public int) -> count
UPDATE meeting SET public = :public WHERE matter_id = :matter;

-- name: item_set_public (matter int, no int, public int) -> count
UPDATE agenda_item SET public = :public WHERE matter_id = :matter AND no = :no;

-- name: item_hide_all (matter int) -> count
UPDATE agenda_item SET public = 0 WHERE matter_id = :matter AND public = 1;

-- -- attendance

-- name: attendance_insert (matter int, person int, seat text, votes int, name_zh text, name_en text, title_zh text, title_en text, item int) -> count
INSERT INTO attendance (matter_id, person_id, seat, votes, name_zh, name_en, title_zh, title_en, item_no) VALUES (:matter, :person, :seat, :votes, :name_zh, :name_en, :title_zh, :title_en, :item) ON CONFLICT (matter_id, person_id) DO NOTHING;

-- name: attendance_list (matter int) -> many (person_id int, login text?, name_zh text, name_en text, seat text, votes int, title_zh text, title_en text, item_no int, status text, reason text, studied_day text?)
SELECT a.person_id, p.login, a.name_zh, a.name_en, a.seat, a.votes, a.title_zh, a.title_en, a.item_no, a.status, a.reason, a.studied_day
FROM attendance a LEFT JOIN person p ON p.id = a.person_id WHERE a.matter_id = :matter
ORDER BY CASE a.seat WHEN 'chair' THEN 0 WHEN 'deputy' THEN 1 WHEN 'member' THEN 2 ELSE 3 END, a.person_id LIMIT 1000;

-- name: attendance_find (matter int, person int) -> one (seat text, votes int, item_no int, status text)
SELECT seat, votes, item_no, status FROM attendance WHERE matter_id = :matter AND person_id = :person;

-- name: attendance_set (matter int, person int, status text, reason text) -> count
UPDATE attendance SET status = :status, reason = :reason WHERE matter_id = :matter AND person_id = :person;

-- name: attendance_open (matter int) -> count
-- Whoever did not ask leave and was not missed has come.
UPDATE attendance SET status = CASE WHEN person_id = (SELECT k.presider_id FROM meeting k WHERE k.matter_id = :matter) THEN 'preside' ELSE 'present' END WHERE matter_id = :matter AND status = 'invited';

-- name: attendance_studied (matter int, person int, day text) -> count
UPDATE attendance SET studied_day = :day WHERE matter_id = :matter AND person_id = :person AND status IN ('leave','absent');

-- name: opinion_insert (event int, matter int, item int, person int, text text) -> count
INSERT INTO written_opinion (event_id, matter_id, item_no, person_id, text) VALUES (:event, :matter, :item, :person, :text);

-- name: opinion_list (matter int) -> many (item_no int, person_zh text, person_en text, text text)
SELECT o.item_no, p.name_zh, p.name_en, o.text FROM written_opinion o JOIN attendance p ON p.matter_id = o.matter_id AND p.person_id = o.person_id WHERE o.matter_id = :matter ORDER BY o.event_id LIMIT 500;

-- name: item_recusal_insert (matter int, item int, person int, reason text) -> count
INSERT INTO item_recusal (matter_id, item_no, person_id, reason) VALUES (:matter, :item, :person, :reason) ON CONFLICT (matter_id, item_no, person_id) DO NOTHING;

-- name: item_recusal_list (matter int) -> many (item_no int, person_id int, person_zh text, person_en text, reason text)
SELECT r.item_no, r.person_id, p.name_zh, p.name_en, r.reason FROM item_recusal r JOIN attendance p ON p.matter_id = r.matter_id AND p.person_id = r.person_id WHERE r.matter_id = :matter ORDER BY r.item_no, r.person_id LIMIT 500;

-- name: item_present (matter int, item int) -> one (present int)
-- Members with a vote who are there and not recused for the item.
SELECT COUNT(*) FROM attendance a WHERE a.matter_id = :matter AND a.votes = 1 AND a.status IN ('preside','present')
AND NOT EXISTS (SELECT 1 FROM item_recusal r WHERE r.matter_id = a.matter_id AND r.item_no = :item AND r.person_id = a.person_id);

-- name: vote_put (matter int, item int, person int, vote text) -> count
INSERT INTO item_vote (matter_id, item_no, person_id, vote) VALUES (:matter, :item, :person, :vote) ON CONFLICT (matter_id, item_no, person_id) DO UPDATE SET vote = excluded.vote;

-- name: vote_tally (matter int) -> many (item_no int, vote text, n int)
SELECT item_no, vote, COUNT(*) FROM item_vote WHERE matter_id = :matter GROUP BY item_no, vote ORDER BY item_no, vote LIMIT 600;

-- name: paper_insert (event int, matter int, item int, audience text) -> count
INSERT INTO item_paper (event_id, matter_id, item_no, audience) VALUES (:event, :matter, :item, :audience);

-- name: paper_list (matter int) -> many (item_no int, audience text, token text, name text, type text, size int)
SELECT p.item_no, p.audience, a.token, a.name, a.type, a.size FROM item_paper p JOIN attachment a ON a.event_id = p.event_id WHERE p.matter_id = :matter ORDER BY p.item_no, a.id LIMIT 500;

-- name: paper_of_token (token text) -> one (item_no int, audience text)
SELECT p.item_no, p.audience FROM attachment a JOIN item_paper p ON p.event_id = a.event_id WHERE a.token = :token;

-- name: verbatim_insert (event int, matter int, text text) -> count
INSERT INTO verbatim (event_id, matter_id, text) VALUES (:event, :matter, :text);

-- name: verbatim_list (matter int) -> many (text text, at_ms int)
SELECT v.text, e.at_ms FROM verbatim v JOIN event e ON e.id = v.event_id WHERE v.matter_id = :matter ORDER BY v.event_id LIMIT 200;

-- -- minutes

-- name: entry_next (matter int, item int) -> one (no int)
SELECT COALESCE(MAX(no), 0) + 1 FROM minute_entry WHERE matter_id = :matter AND item_no = :item;

-- name: entry_insert (matter int, item int, no int, verb text, text text, translation text, lead int?, assist text, leader text, due text?, form text, earlier int?) -> count
INSERT INTO minute_entry (matter_id, item_no, no, verb, text, translation, lead_unit_id, assist, leader, due, form, earlier_id)
VALUES (:matter, :item, :no, :verb, :text, :translation, :lead, :assist, :leader, :due, :form, :earlier);

-- name: entry_drop (matter int, item int, no int) -> count
-- Not what a task was born of.
DELETE FROM minute_entry WHERE matter_id = :matter AND item_no = :item AND no = :no AND task_id IS NULL;

-- name: entry_list (matter int) -> many (item_no int, no int, verb text, text text, translation text, lead_unit_id int?, unit_zh text?, unit_en text?, unit_code text?, assist text, leader text, due text?, form text, earlier_id int?, task text?, task_state text?, task_due text?)
SELECT e.item_no, e.no, e.verb, e.text, e.translation, e.lead_unit_id, u.name_zh, u.name_en, u.code, e.assist, e.leader, e.due, e.form, e.earlier_id, t.number, t.state,
	(SELECT c.due FROM clock c WHERE c.matter_id = t.id AND c.code = 'decision_due' ORDER BY c.id DESC LIMIT 1)
FROM minute_entry e LEFT JOIN unit u ON u.id = e.lead_unit_id LEFT JOIN matter t ON t.id = e.task_id WHERE e.matter_id = :matter ORDER BY e.item_no, e.no LIMIT 1000;

-- name: entry_set_task (matter int, item int, no int, task int) -> count
UPDATE minute_entry SET task_id = :task WHERE matter_id = :matter AND item_no = :item AND no = :no;

-- name: entry_of_task (task int) -> one (meeting text, meeting_id int, body_id int, sign text, body_zh text, body_en text, year int, no int?, item_no int, place int, verb text, text text, translation text, leader text, due text?, form text, earlier text?)
-- The decision a task was born of, with its number's parts.
SELECT m.number, k.matter_id, k.body_id, b.sign, b.name_zh, b.name_en, k.year, k.no, e.item_no,
	(SELECT COUNT(*) FROM minute_entry x WHERE x.matter_id = e.matter_id AND x.item_no = e.item_no AND x.lead_unit_id IS NOT NULL AND x.no <= e.no),
	e.verb, e.text, e.translation, e.leader, e.due, e.form, o.number
FROM minute_entry e JOIN meeting k ON k.matter_id = e.matter_id JOIN matter m ON m.id = k.matter_id JOIN body b ON b.id = k.body_id LEFT JOIN matter o ON o.id = e.earlier_id WHERE e.task_id = :task;

-- -- what waits for an agenda

-- name: docket_add (body int, matter int, cause text, since text, reason text) -> count
-- Once, until it is settled.
INSERT INTO docket (body_id, matter_id, cause, since, reason)
SELECT :body, :matter, :cause, :since, :reason
WHERE NOT EXISTS (SELECT 1 FROM docket d WHERE d.matter_id = :matter AND d.settled_day IS NULL AND (d.cause = 'overdue') = (:cause = 'overdue'));

-- name: docket_open (matter int) -> one (n int)
-- Is a petition before the joint meeting?
SELECT COUNT(*) FROM docket WHERE matter_id = :matter AND settled_day IS NULL AND cause <> 'overdue';

-- name: docket_waiting (body int) -> many (id int, matter_id int, number text, procedure text, cause text, since text, reason text)
-- Not on an agenda yet, oldest first; what was done meanwhile waits no longer.
SELECT d.id, d.matter_id, m.number, m.procedure, d.cause, d.since, d.reason FROM docket d JOIN matter m ON m.id = d.matter_id
WHERE d.body_id = :body AND d.settled_day IS NULL AND d.meeting_id IS NULL AND m.closed_day IS NULL ORDER BY d.id LIMIT 200;

-- name: docket_take (id int, meeting int, item int) -> count
UPDATE docket SET meeting_id = :meeting, item_no = :item WHERE id = :id;

-- name: docket_give_back (meeting int, item int) -> count
-- The meeting is off, or the item: it waits again. item 0: all of them.
UPDATE docket SET meeting_id = NULL, item_no = NULL WHERE meeting_id = :meeting AND settled_day IS NULL AND (:item = 0 OR item_no = :item);

-- name: docket_of_item (meeting int, item int) -> many (number text, subject text, cause text, since text, reason text, state text, unit_zh text, unit_en text, next_due text?)
SELECT m.number, m.subject, d.cause, d.since, d.reason, m.state, u.name_zh, u.name_en, m.next_due
FROM docket d JOIN matter m ON m.id = d.matter_id JOIN unit u ON u.id = m.lead_unit_id WHERE d.meeting_id = :meeting AND d.item_no = :item ORDER BY d.id LIMIT 200;

-- name: docket_settle (matter int, day text) -> count
UPDATE docket SET settled_day = :day WHERE matter_id = :matter AND settled_day IS NULL AND cause <> 'overdue';

-- name: docket_heard (meeting int, day text) -> count
-- The overdue matters of this meeting were before it; late again, they come again.
UPDATE docket SET settled_day = :day WHERE meeting_id = :meeting AND settled_day IS NULL AND cause = 'overdue';

-- name: transfers_of (matter int) -> one (n int)
-- How often a petition went on to another unit.
SELECT COUNT(*) FROM event WHERE matter_id = :matter AND act IN ('transfer','assign','forward','pass_on','agree_objection','reassign');
