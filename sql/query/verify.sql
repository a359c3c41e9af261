-- What breaks a law of the stored data; each gives the words of the fault.
-- huiyin verify runs them all (matter/verify.c).

-- name: verify_state_event () -> each (what text)
-- State without its event cannot exist: the last event leads to the state.
SELECT m.number || ': is ' || m.state || ' but its last event led to ' || e.to_state FROM matter m JOIN event e ON e.matter_id = m.id
WHERE e.seq = (SELECT MAX(x.seq) FROM event x WHERE x.matter_id = m.id) AND e.to_state <> m.state;

-- name: verify_has_event () -> each (what text)
SELECT m.number || ': has no event' FROM matter m WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id);

-- name: verify_event_chain () -> each (what text)
-- Each event begins where the one before ended.
SELECT m.number || ': event ' || e.seq || ' begins at ' || e.from_state || ', the one before ended at ' || p.to_state
FROM event e JOIN event p ON p.matter_id = e.matter_id AND p.seq = e.seq - 1 JOIN matter m ON m.id = e.matter_id WHERE e.from_state <> p.to_state;

-- name: verify_event_gap () -> each (what text)
SELECT m.number || ': an event is missing (' || COUNT(*) || ' events, last number ' || MAX(e.seq) || ')' FROM event e JOIN matter m ON m.id = e.matter_id
GROUP BY m.id, m.number HAVING COUNT(*) <> MAX(e.seq);

-- name: verify_event_order () -> each (what text)
-- Nothing is backdated: the instants of a matter's events do not go back.
SELECT m.number || ': event ' || e.seq || ' is earlier than the one before' FROM event e JOIN event p ON p.matter_id = e.matter_id AND p.seq = e.seq - 1 JOIN matter m ON m.id = e.matter_id
WHERE e.at_ms < p.at_ms;

-- name: verify_clock_closed () -> each (what text)
-- A closed matter has no running clock.
SELECT m.number || ': is closed but ' || k.code || ' runs' FROM clock k JOIN matter m ON m.id = k.matter_id WHERE k.outcome = 'running' AND m.closed_day IS NOT NULL;

-- name: verify_clock_nominal () -> each (what text)
-- Never due before nominal.
SELECT m.number || ': ' || k.code || ' is due ' || k.due || ' before ' || k.due_nominal FROM clock k JOIN matter m ON m.id = k.matter_id WHERE k.due < k.due_nominal;

-- name: verify_clock_stopped () -> each (what text)
SELECT m.number || ': ' || k.code || ' ended without day or event' FROM clock k JOIN matter m ON m.id = k.matter_id
WHERE (k.outcome = 'running') <> (k.stopped_by IS NULL) OR (k.stopped_by IS NULL) <> (k.stopped_day IS NULL);

-- name: verify_clock_outcome () -> each (what text)
-- Kept means in time, missed means late; a clock by the hour can be missed on its due day.
SELECT m.number || ': ' || k.code || ' is called ' || k.outcome || ', stopped ' || k.stopped_day || ', due ' || k.due FROM clock k JOIN matter m ON m.id = k.matter_id
WHERE (k.outcome = 'met' AND k.stopped_day > k.due) OR (k.outcome = 'missed' AND k.stopped_day <= k.due
	AND COALESCE((SELECT e.at_ms FROM event e WHERE e.id = k.stopped_by), 0) <= k.due_ms);

-- name: verify_next_due () -> each (what text)
SELECT m.number || ': its next due date ' || COALESCE(m.next_due, '-') || ' is not that of its clocks' FROM matter m
WHERE COALESCE(m.next_due, '') <> COALESCE((SELECT k.due FROM clock k WHERE k.matter_id = m.id AND k.outcome = 'running' AND k.unit_id IS NOT NULL AND k.code NOT IN ('objection', 'hotline_return') ORDER BY k.due_ms, k.id LIMIT 1), '');

-- name: verify_extension () -> each (what text)
-- Extended once, by at most 30 days, asked and granted by different persons (REG 34). A finding's day may move further: its first one stands.
SELECT m.number || ': extension of ' || a.days || ' days' FROM ask a JOIN matter m ON m.id = a.matter_id
WHERE a.kind = 'extension' AND a.decision = 'granted' AND (a.asked_by = a.decided_by OR (m.kind <> 'finding' AND a.days > 30)
	OR m.kind <> 'finding' AND (SELECT COUNT(*) FROM ask b WHERE b.matter_id = a.matter_id AND b.kind = 'extension' AND b.decision = 'granted') > 1);

-- name: verify_opinion () -> each (what text)
-- An issued opinion has number, day, text, and another approver than drafter (REG 32).
SELECT m.number || ': ' || d.kind || ' ' || COALESCE(d.number, '-') || ' lacks a part' FROM document d JOIN matter m ON m.id = d.matter_id
WHERE d.status = 'issued' AND (d.number IS NULL OR d.issued_day IS NULL OR d.body_zh = '' OR d.body_en = '' OR d.drafted_by = d.approved_by);

-- name: verify_service () -> each (what text)
SELECT m.number || ': ' || d.kind || ' was received before it was issued' FROM document d JOIN matter m ON m.id = d.matter_id WHERE d.served_day < d.issued_day;

-- name: verify_series () -> each (what text)
-- Document numbers have no gaps; those of papers that stand apart are their matters'.
SELECT s.key || ': last number ' || s.last || ' but fewer papers' FROM series s
WHERE s.last > (SELECT COUNT(*) FROM document d WHERE d.number NOT LIKE '%〕HY-%' AND d.unit_id || '/' || d.kind || '/' || substr(d.issued_day, 1, 4) = s.key);

-- name: verify_accusation () -> each (what text)
-- An accusation never lies with the unit complained of or within its line (REG 30).
SELECT m.number || ': an accusation lies with the unit complained of' FROM matter m
WHERE m.restricted = 1 AND m.complained_unit_id IS NOT NULL AND m.lead_unit_id <> m.register_unit_id
AND EXISTS (SELECT 1 FROM unit_line l WHERE (l.unit_id = m.lead_unit_id AND l.above_id = m.complained_unit_id));

-- name: verify_restricted () -> each (what text)
SELECT number || ': an accusation is not restricted' FROM matter WHERE class = 'accusation' AND restricted = 0;

-- name: verify_assigned () -> each (what text)
-- An assigned matter is not closed without its report (but withdrawn or reassigned ones).
SELECT number || ': assigned, closed, never reported' FROM matter WHERE assigned = 1 AND reported = 0 AND state = 'closed';

-- name: verify_recused () -> each (what text)
SELECT m.number || ': is handled by a recused person' FROM matter m JOIN recusal r ON r.matter_id = m.id AND r.person_id = m.handler_id;

-- name: verify_representatives () -> each (what text)
-- At most five (REG 20).
SELECT m.number || ': more than five representatives' FROM identity i JOIN matter m ON m.id = i.matter_id WHERE i.seq > 5;

-- name: verify_posts () -> each (what text)
-- Pair 11: administration, audit, data protection and business are four accounts.
SELECT q.login || ': holds ' || a.role || ' and ' || b.role FROM post a JOIN post b ON b.person_id = a.person_id AND b.id > a.id JOIN person q ON q.id = a.person_id
WHERE a.valid_to IS NULL AND b.valid_to IS NULL AND a.role <> b.role AND (a.role IN ('sysadmin','auditor','dpo') OR b.role IN ('sysadmin','auditor','dpo'));

-- name: verify_unit_line () -> each (what text)
SELECT u.code || ': stands below itself' FROM unit u JOIN unit_line l ON l.unit_id = u.parent_id AND l.above_id = u.id;

-- name: verify_owner () -> each (what text)
-- Every open matter lies with a unit that exists (REG 24).
SELECT m.number || ': lies with ' || u.code || ', which ended on ' || u.valid_to FROM matter m JOIN unit u ON u.id = m.lead_unit_id
WHERE m.closed_day IS NULL AND u.valid_to IS NOT NULL AND u.valid_to < (SELECT MAX(e.day) FROM event e WHERE e.matter_id = m.id);

-- name: verify_copies () -> each (what text)
-- Of a file there is a copy without traces, or a reason why not; what has no copy has its original until it is erased.
SELECT m.number || ': file ' || a.token || ' stands with its traces; run huiyin clean' FROM attachment a JOIN matter m ON m.id = a.matter_id WHERE a.copy = 'before'
UNION ALL SELECT m.number || ': file ' || a.token || ' has no copy and no reason' FROM attachment a JOIN matter m ON m.id = a.matter_id
WHERE a.copy = 'none' AND (a.why = '' OR length(a.sha256) <> 0 OR a.size <> 0)
UNION ALL SELECT m.number || ': file ' || a.token || ' has neither copy nor original' FROM attachment a JOIN matter m ON m.id = a.matter_id
WHERE a.copy = 'none' AND NOT EXISTS (SELECT 1 FROM original o WHERE o.attachment_id = a.id) AND NOT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = a.matter_id AND e.act IN ('erased', 'withdraw_identity'));

-- name: verify_sealed () -> each (what text)
-- Who a petitioner is stands sealed, with its key.
SELECT m.number || ': an identity is not sealed' FROM identity i JOIN matter m ON m.id = i.matter_id
WHERE i.sealed IS NULL OR i.name <> '' OR i.phone <> '' OR i.email <> '' OR i.address <> '' OR i.id_number <> ''
	OR NOT EXISTS (SELECT 1 FROM identity_key k WHERE k.matter_id = i.matter_id);

-- name: verify_decision () -> each (what text)
-- Once the minutes are out, each decision has its task.
SELECT m.number || ': decision ' || CAST(e.item_no AS TEXT) || '/' || CAST(e.no AS TEXT) || ' has no task' FROM minute_entry e JOIN matter m ON m.id = e.matter_id
WHERE m.state IN ('issued','closed') AND e.lead_unit_id IS NOT NULL AND e.task_id IS NULL;

-- name: verify_vote () -> each (what text)
SELECT m.number || ': somebody without a vote voted on item ' || CAST(v.item_no AS TEXT) FROM item_vote v JOIN matter m ON m.id = v.matter_id
WHERE NOT EXISTS (SELECT 1 FROM attendance a WHERE a.matter_id = v.matter_id AND a.person_id = v.person_id AND a.votes = 1);

-- name: verify_breach () -> each (what text)
-- Nobody is told of a breach that another person has not confirmed, and nobody twice or for nothing.
SELECT m.number || ': told of breach ' || b.number || ', which nobody else confirmed' FROM breach_matter x JOIN breach b ON b.id = x.breach_id JOIN matter m ON m.id = x.matter_id
WHERE x.event_id IS NOT NULL AND (b.confirmed_ms IS NULL OR b.confirmed_by = b.recorded_by)
UNION ALL
SELECT m.number || ': event ' || e.seq || ' tells of a breach that is not in the file' FROM event e JOIN matter m ON m.id = e.matter_id
WHERE e.act = 'breach_notice' AND NOT EXISTS (SELECT 1 FROM breach_matter x WHERE x.event_id = e.id);

-- name: verify_anonymous () -> each (what text)
-- Nobody but the petitioner gives a name to a matter filed without one.
SELECT m.number || ': was filed without a name and has one, and not by its petitioner' FROM matter m
WHERE (m.anonymous = 1 AND (m.petitioner_key IS NOT NULL OR EXISTS (SELECT 1 FROM identity i WHERE i.matter_id = m.id) OR EXISTS (SELECT 1 FROM identity_key k WHERE k.matter_id = m.id)))
	OR (m.anonymous = 2 AND NOT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.act = 'disclose_identity' AND e.actor = 'petitioner'));

-- name: verify_transfer_copy () -> each (what text)
-- What was taken out of a petitioner's words comes back by two persons; what is held has not gone further since.
SELECT m.number || ': words released by who asked for it' FROM transfer_copy t JOIN matter m ON m.id = t.matter_id LEFT JOIN event a ON a.id = t.asked_event LEFT JOIN event d ON d.id = t.done_event
WHERE t.state = 'released' AND (a.person_id IS NULL OR d.person_id IS NULL OR a.person_id = d.person_id OR t.asked_by <> a.person_id OR a.act <> 'ask_release' OR d.act <> 'release_copy')
UNION ALL SELECT m.number || ': a copy was checked by no event' FROM transfer_copy t JOIN matter m ON m.id = t.matter_id LEFT JOIN event d ON d.id = t.done_event
WHERE t.state = 'redacted' AND (d.act IS NULL OR d.act <> 'redact_copy' OR d.matter_id <> t.matter_id)
UNION ALL SELECT m.number || ': went to a unit with an unchecked copy' FROM transfer_copy t JOIN matter m ON m.id = t.matter_id JOIN event c ON c.id = t.event_id
JOIN event e ON e.matter_id = t.matter_id AND e.seq > c.seq AND e.act IN ('transfer','assign','refer','forward','reassign','dispatch','pass_on','add_assist','raise_petition')
WHERE t.state = 'held' AND e.actor <> 'system'
UNION ALL SELECT m.number || ': words that were taken out are gone' FROM transfer_copy t JOIN matter m ON m.id = t.matter_id
WHERE t.sealed IS NULL AND NOT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = t.matter_id AND e.act IN ('erased', 'withdraw_identity'));

-- name: verify_conveyance () -> each (what text)
-- A unit's report stands on every step before it, and its superior settled it.
SELECT m.number || ': ' || u.code || ' reported without having acknowledged, studied or planned' FROM conveyance_unit c JOIN matter m ON m.id = c.matter_id JOIN unit u ON u.id = c.unit_id
WHERE c.standing <> 'open' AND (c.sent_day IS NULL OR c.ack_day IS NULL OR c.studied_day IS NULL OR c.plan_day IS NULL OR c.report_day IS NULL)
UNION ALL
SELECT m.number || ': ' || u.code || ' counts as accepted, and nobody accepted it' FROM conveyance_unit c JOIN matter m ON m.id = c.matter_id JOIN unit u ON u.id = c.unit_id
WHERE c.standing = 'accepted' AND NOT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = c.matter_id AND e.act = 'accept_report' AND e.day = c.decided_day AND e.unit_id <> c.unit_id);

-- name: verify_conveyed () -> each (what text)
-- The frozen set stays whole: every unit has its place in it, and in an open one somebody who exists answers for it.
SELECT m.number || ': ' || u.code || ' stands below a unit that is not of this conveyance' FROM conveyance_unit c JOIN matter m ON m.id = c.matter_id JOIN unit u ON u.id = c.unit_id
WHERE c.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM conveyance_unit p WHERE p.matter_id = c.matter_id AND p.unit_id = c.parent_id AND p.level < c.level)
UNION ALL
SELECT m.number || ': ' || u.code || ' has ended, and nobody answers for it' FROM conveyance_unit c JOIN matter m ON m.id = c.matter_id JOIN unit u ON u.id = c.holder_id
WHERE m.closed_day IS NULL AND u.successor_id IS NOT NULL;
-- name: verify_finding_facts () -> each (what text)
-- Signed off means that each of the three facts was verified in this round, by its own act, and decided.
SELECT m.number || ': is ' || m.state || ' without three verified facts and a decision' FROM finding f JOIN matter m ON m.id = f.matter_id
WHERE m.state IN ('closed','standing','rechecked') AND (f.signed_day IS NULL
	OR NOT EXISTS (SELECT 1 FROM event e WHERE e.id = f.implemented_event AND e.matter_id = m.id AND e.act = 'verify_implemented')
	OR NOT EXISTS (SELECT 1 FROM event e WHERE e.id = f.in_place_event AND e.matter_id = m.id AND e.act = 'verify_in_place')
	OR NOT EXISTS (SELECT 1 FROM event e WHERE e.id = f.effect_event AND e.matter_id = m.id AND e.act = 'verify_effect')
	OR NOT EXISTS (SELECT 1 FROM signoff s WHERE s.matter_id = m.id AND s.round = f.round AND s.decider_id IS NOT NULL))
UNION ALL SELECT m.number || ': is ' || m.state || ' and yet signed off' FROM finding f JOIN matter m ON m.id = f.matter_id
WHERE m.state NOT IN ('closed','standing','rechecked') AND f.signed_day IS NOT NULL
UNION ALL SELECT m.number || ': is called lasting without a recheck' FROM finding f JOIN matter m ON m.id = f.matter_id
WHERE m.state = 'rechecked' AND NOT EXISTS (SELECT 1 FROM signoff s WHERE s.matter_id = m.id AND s.round = f.round AND s.result = 'lasting' AND s.rechecker_id IS NOT NULL);

-- name: verify_finding_persons () -> each (what text)
-- Who asked for sign-off, who endorsed, who verified, who decided and who rechecked are different persons; the verifying unit has no part in the work.
SELECT m.number || ': one person did ' || a.act || ' and ' || b.act FROM event a JOIN event b ON b.matter_id = a.matter_id AND b.person_id = a.person_id AND b.act > a.act JOIN matter m ON m.id = a.matter_id
WHERE m.kind = 'finding' AND a.act IN ('apply_signoff','endorse','review_signoff','recheck_pass','recheck_fail','verify_effect','verify_implemented','verify_in_place')
	AND b.act IN ('apply_signoff','endorse','review_signoff','recheck_pass','recheck_fail','verify_effect','verify_implemented','verify_in_place')
	AND substr(a.act, 1, 6) <> substr(b.act, 1, 6)
UNION ALL SELECT m.number || ': one person decided and did ' || b.act FROM event a JOIN event b ON b.matter_id = a.matter_id AND b.person_id = a.person_id JOIN matter m ON m.id = a.matter_id
WHERE m.kind = 'finding' AND a.act = 'sign_off' AND b.act IN ('apply_signoff','endorse','verify_effect','recheck_pass','recheck_fail')
UNION ALL SELECT DISTINCT m.number || ': a unit that has a part in it verified' FROM event e JOIN matter m ON m.id = e.matter_id
WHERE m.kind = 'finding' AND e.act IN ('verify_implemented','verify_in_place','verify_effect')
	AND (e.unit_id = m.lead_unit_id OR EXISTS (SELECT 1 FROM measure x WHERE x.matter_id = m.id AND x.unit_id = e.unit_id));

-- name: verify_finding_plan () -> each (what text)
-- An issued plan has measures for symptom and root cause, or the reason why not; its first day stands.
SELECT m.number || ': its plan lacks a measure for symptom or root cause, and a reason' FROM finding f JOIN matter m ON m.id = f.matter_id
WHERE f.issued_day IS NOT NULL AND f.waiver = '' AND (NOT EXISTS (SELECT 1 FROM measure x WHERE x.matter_id = m.id AND x.tackles = 'symptom') OR NOT EXISTS (SELECT 1 FROM measure x WHERE x.matter_id = m.id AND x.tackles = 'root'))
UNION ALL SELECT m.number || ': its first day ' || COALESCE(f.first_due, '-') || ' is not the one it was issued with' FROM finding f JOIN matter m ON m.id = f.matter_id
WHERE f.issued_day IS NOT NULL AND NOT EXISTS (SELECT 1 FROM clock k WHERE k.matter_id = m.id AND k.code = 'rect_due' AND k.start_day = f.issued_day
	AND ((k.extended = 0 AND k.due = f.first_due) OR (k.extended > 0 AND k.due > f.first_due)));

-- name: verify_public () -> each (what text)
-- Nothing is public behind which a petition stands; an item is public only with its meeting.
SELECT m.number || ': item ' || CAST(i.no AS TEXT) || ' is published and a petition stands behind it' FROM agenda_item i JOIN matter m ON m.id = i.matter_id
JOIN item_of_petition x ON x.matter_id = i.matter_id AND x.no = i.no WHERE i.public = 1
UNION ALL SELECT m.number || ': item ' || CAST(i.no AS TEXT) || ' is published and its meeting is not' FROM agenda_item i JOIN matter m ON m.id = i.matter_id
JOIN meeting k ON k.matter_id = i.matter_id WHERE i.public = 1 AND k.public = 0;

-- name: verify_published () -> each (what text)
-- What is published of rectification has words for the public and was published by an act; a finding is only with its campaign.
SELECT m.number || ': is published without words for the public' FROM campaign c JOIN matter m ON m.id = c.matter_id WHERE c.public = 1 AND c.public_zh = '' AND c.public_en = ''
UNION ALL SELECT m.number || ': is published without words for the public' FROM finding f JOIN matter m ON m.id = f.matter_id WHERE f.public = 1 AND f.public_zh = '' AND f.public_en = ''
UNION ALL SELECT m.number || ': is published and its campaign is not' FROM finding f JOIN matter m ON m.id = f.matter_id JOIN campaign c ON c.matter_id = f.campaign_id WHERE f.public = 1 AND c.public = 0
UNION ALL SELECT m.number || ': is published and nobody published it' FROM campaign c JOIN matter m ON m.id = c.matter_id
WHERE c.public = 1 AND NOT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.act = 'publish_campaign' AND NOT EXISTS (SELECT 1 FROM event w WHERE w.matter_id = m.id AND w.act = 'withdraw_campaign' AND w.seq > e.seq))
UNION ALL SELECT m.number || ': is published and nobody published it' FROM finding f JOIN matter m ON m.id = f.matter_id
WHERE f.public = 1 AND NOT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.act = 'publish_finding' AND NOT EXISTS (SELECT 1 FROM event w WHERE w.matter_id = m.id AND w.act = 'withdraw_finding' AND w.seq > e.seq));

-- name: verify_proxy () -> each (what text)
-- A further code was given by an act of its matter, and taken back by one.
SELECT m.number || ': its further code ' || CAST(p.place AS TEXT) || ' was not given by an act of it' FROM proxy p JOIN matter m ON m.id = p.matter_id
WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.id = p.given_event AND e.matter_id = p.matter_id AND e.act IN ('give_code', 'grant_code'))
UNION ALL SELECT m.number || ': its further code ' || CAST(p.place AS TEXT) || ' was not taken back by an act of it' FROM proxy p JOIN matter m ON m.id = p.matter_id
WHERE p.ended_event IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = p.ended_event AND e.matter_id = p.matter_id AND e.act = 'end_code')
UNION ALL SELECT m.number || ': ' || e.act || ' was done by a further code, which is the petitioner''s own' FROM event e JOIN matter m ON m.id = e.matter_id
WHERE e.actor = 'petitioner' AND e.data LIKE '%"by_code":%' AND e.act IN ('give_code', 'end_code', 'disclose_identity', 'change_contact', 'withdraw_identity', 'rate');

-- name: verify_sup_opened () -> each (what text)
-- SUP 11: by a decision, or by the approval of the leader named in it, who did not propose it; one open item about one matter.
SELECT m.number || ': its unit has it, and neither decision nor approval opened it' FROM sup_item s JOIN matter m ON m.id = s.matter_id
WHERE m.lead_unit_id = s.unit_id AND s.meeting_id IS NULL AND NOT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.act = 'approve_item' AND e.person_id = s.charge_id)
UNION ALL SELECT m.number || ': who proposed it approved it' FROM sup_item s JOIN matter m ON m.id = s.matter_id JOIN event a ON a.matter_id = m.id AND a.act = 'propose' WHERE s.approved_by = a.person_id
UNION ALL SELECT MIN(m.number) || ': more than one open item is about the same matter' FROM sup_item s JOIN matter m ON m.id = s.matter_id WHERE s.source_id IS NOT NULL AND m.closed_day IS NULL GROUP BY s.source_id HAVING COUNT(*) > 1;

-- name: verify_sup_recheck () -> each (what text)
-- SUP 17: who took part does not recheck.
SELECT m.number || ': rechecked by somebody who did ' || b.act FROM sup_item s JOIN matter m ON m.id = s.matter_id
JOIN event b ON b.matter_id = m.id AND b.person_id = s.rechecked_by AND b.act IN ('propose', 'open_by_decision', 'approve_item', 'remind', 'urge_letter', 'hold_talk', 'circulate', 'list_item', 'return_result', 'conclude');

-- name: verify_case () -> each (what text)
-- A forwarded case is answered, signed and checked by different persons, its days run from its batch's, and nothing of it is public without a deed.
SELECT m.number || ': ' || y.act || ' by somebody who did ' || x.act FROM forwarded_case c JOIN matter m ON m.id = c.matter_id
JOIN event y ON y.matter_id = m.id AND y.act IN ('sign_answer', 'confirm_answer') JOIN event x ON x.matter_id = m.id AND x.seq < y.seq AND x.person_id = y.person_id
	AND x.act IN ('answer_case', CASE WHEN y.act = 'confirm_answer' THEN 'sign_answer' ELSE 'answer_case' END)
WHERE y.act = 'confirm_answer' OR NOT EXISTS (SELECT 1 FROM event z WHERE z.matter_id = m.id AND z.act = 'answer_case' AND z.seq > x.seq AND z.seq < y.seq)
UNION ALL SELECT m.number || ': checked by a unit that answered it' FROM forwarded_case c JOIN matter m ON m.id = c.matter_id
JOIN event y ON y.matter_id = m.id AND y.act = 'confirm_answer' JOIN event x ON x.matter_id = m.id AND x.act IN ('answer_case', 'sign_answer') AND x.seq < y.seq AND x.unit_id = y.unit_id
UNION ALL SELECT m.number || ': counts as settled, and no confirmed answer says so' FROM forwarded_case c JOIN matter m ON m.id = c.matter_id
WHERE c.settled_day IS NOT NULL AND (c.outcome <> 'settled' OR NOT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.act = 'confirm_answer' AND e.to_state = 'settled'))
UNION ALL SELECT m.number || ': was received on another day than its batch' FROM forwarded_case c JOIN matter m ON m.id = c.matter_id JOIN batch b ON b.matter_id = c.batch_id WHERE m.received_day <> b.received_day
UNION ALL SELECT m.number || ': is public and was not published' FROM forwarded_case c JOIN matter m ON m.id = c.matter_id WHERE c.public = 1 AND NOT EXISTS
	(SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.act = 'publish_case' AND NOT EXISTS (SELECT 1 FROM event w WHERE w.matter_id = m.id AND w.act = 'withdraw_case' AND w.seq > e.seq))
UNION ALL SELECT m.number || ': is public and was not published' FROM batch b JOIN matter m ON m.id = b.matter_id WHERE b.public = 1 AND NOT EXISTS
	(SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.act = 'publish_batch' AND NOT EXISTS (SELECT 1 FROM event w WHERE w.matter_id = m.id AND w.act = 'withdraw_batch' AND w.seq > e.seq));

-- name: verify_parcel_photos () -> each (what text)
-- Added with a photo, restored with another, confirmed, each by its act.
SELECT m.number || ': parcel ' || p.code || ' stands without an act that added it with a photo' FROM parcel p JOIN matter m ON m.id = p.matter_id
WHERE NOT EXISTS (SELECT 1 FROM event e JOIN attachment a ON a.event_id = e.id AND a.type LIKE 'image/%' WHERE e.id = p.added_event AND e.matter_id = p.matter_id AND e.act = 'add_parcel')
UNION ALL SELECT m.number || ': parcel ' || p.code || ' is restored without an act with a photo after' FROM parcel p JOIN matter m ON m.id = p.matter_id
WHERE p.restored_event IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event e JOIN attachment a ON a.event_id = e.id AND a.type LIKE 'image/%' WHERE e.id = p.restored_event AND e.matter_id = p.matter_id AND e.act = 'restore_parcel')
UNION ALL SELECT m.number || ': parcel ' || p.code || ' is confirmed without its act' FROM parcel p JOIN matter m ON m.id = p.matter_id
WHERE p.confirmed_event IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = p.confirmed_event AND e.matter_id = p.matter_id AND e.act = 'confirm_parcel');

-- name: verify_parcel_confirmed () -> each (what text)
-- Another person and unit than restored it confirm it, before its matter is in place or closed.
SELECT m.number || ': parcel ' || p.code || ' was confirmed by the person or unit that restored it' FROM parcel p JOIN matter m ON m.id = p.matter_id
JOIN event r ON r.id = p.restored_event JOIN event c ON c.id = p.confirmed_event WHERE r.person_id = c.person_id OR r.unit_id = c.unit_id
UNION ALL SELECT m.number || ': is ' || m.state || ' and parcel ' || p.code || ' is not confirmed' FROM parcel p JOIN matter m ON m.id = p.matter_id
WHERE p.dropped_event IS NULL AND p.confirmed_event IS NULL AND (m.state IN ('in_place','verified','standing','rechecked') OR (m.state = 'closed' AND m.procedure IN ('finding','decision_task')));
