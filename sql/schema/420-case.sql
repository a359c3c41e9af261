-- Cases that an environmental inspection hands over in batches. A batch is numbered as the
-- inspection numbers it and says within how many days its cases are answered; a case keeps
-- the words it came with. What can be seen of the separation of duties in one row the
-- database refuses by itself.
CREATE TABLE batch (
	matter_id I64 NOT NULL PRIMARY KEY REFERENCES matter(id),
	source_body TEXT NOT NULL,              -- the inspection
	no I64 NOT NULL,                        -- the batch's number with it
	received_day TEXT NOT NULL,
	answer_in I64 NOT NULL CHECK (answer_in IN (5, 7)),     -- days
	programme TEXT NOT NULL DEFAULT '',     -- its cases are put into it
	package TEXT NOT NULL DEFAULT '',
	public BOOL NOT NULL DEFAULT 0,
	UNIQUE (source_body, no)
);

CREATE TABLE forwarded_case (
	matter_id I64 NOT NULL PRIMARY KEY REFERENCES matter(id),
	batch_id I64 NOT NULL REFERENCES matter(id),
	case_no TEXT NOT NULL,                  -- the inspection's own
	translation TEXT NOT NULL DEFAULT '',
	pollution TEXT NOT NULL CHECK (pollution IN ('water','air','soil','noise','waste','ecology','radiation','other')),
	truth TEXT NOT NULL DEFAULT '' CHECK (truth IN ('','true','partly','untrue')),  -- of the complaint
	facts TEXT NOT NULL DEFAULT '',         -- what was found
	handled TEXT NOT NULL DEFAULT '',       -- what was done
	accountable TEXT NOT NULL DEFAULT '',   -- who was held to account, and how
	outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('','settled','stage')),     -- as the unit answers
	rest_due TEXT,                          -- of a stage: until when the rest
	answered_by I64 REFERENCES person(id),
	answer_unit_id I64 REFERENCES unit(id),
	signed_by I64 REFERENCES person(id),
	commitment TEXT NOT NULL DEFAULT '',
	confirmed_by I64 REFERENCES person(id), -- of the last answer that was confirmed
	confirm_unit_id I64 REFERENCES unit(id),
	answered_day TEXT,                      -- the first answer that was confirmed
	stage_day TEXT,                         -- a stage was confirmed; never counts as settled
	settled_day TEXT,
	returns I64 NOT NULL DEFAULT 0,
	public BOOL NOT NULL DEFAULT 0,
	public_zh TEXT NOT NULL DEFAULT '',
	public_en TEXT NOT NULL DEFAULT '',
	result_zh TEXT NOT NULL DEFAULT '',
	result_en TEXT NOT NULL DEFAULT '',
	UNIQUE (batch_id, case_no),
	CHECK (signed_by <> answered_by),
	CHECK (confirmed_by <> answered_by AND confirmed_by <> signed_by),
	CHECK (confirm_unit_id <> answer_unit_id),
	CHECK (settled_day IS NULL OR answered_day IS NOT NULL),
	CHECK (stage_day IS NULL OR answered_day IS NOT NULL),
	CHECK (public = 0 OR answered_day IS NOT NULL)
);

-- As in 360; a forwarded case also to the office that keeps its batch.
DROP VIEW seen;

CREATE VIEW seen AS
SELECT m.id AS matter_id, p.person_id, p.valid_from, p.valid_to
FROM matter m JOIN post p ON p.confirmed_ms IS NOT NULL
WHERE (m.restricted = 0 AND m.kind NOT IN ('meeting','directive','campaign')
	AND p.role IN ('registrar','officer','bureau_head','handler','unit_head','reviewer','convener')
	AND (p.unit_id = m.lead_unit_id OR p.unit_id = m.register_unit_id OR p.unit_id = m.sender_unit_id OR p.unit_id = m.review_unit_id
		OR EXISTS (SELECT 1 FROM assist a WHERE a.matter_id = m.id AND a.unit_id = p.unit_id)))
OR (m.restricted = 1
	AND p.role IN ('officer','bureau_head','handler','unit_head')
	AND (p.unit_id = m.lead_unit_id OR p.unit_id = m.register_unit_id))
OR (m.procedure IN ('decision_task','supervision','case') AND p.role = 'clerk' AND p.unit_id = m.register_unit_id)
OR (m.procedure = 'supervision' AND EXISTS (SELECT 1 FROM sup_item s WHERE s.matter_id = m.id AND s.charge_id = p.person_id))
OR (m.kind = 'campaign'
	AND ((p.role = 'clerk' AND p.unit_id = m.register_unit_id) OR (p.role IN ('unit_head','leader') AND p.unit_id = m.lead_unit_id)))
OR (m.kind = 'finding'
	AND ((p.role = 'clerk' AND p.unit_id IN (m.register_unit_id, m.review_unit_id))
		OR EXISTS (SELECT 1 FROM finding f WHERE f.matter_id = m.id AND f.charge_id = p.person_id)))
OR (m.kind = 'meeting'
	AND ((p.role = 'clerk' AND p.unit_id = m.register_unit_id)
		OR EXISTS (SELECT 1 FROM meeting k WHERE k.matter_id = m.id AND k.presider_id = p.person_id)
		OR (m.state <> 'draft' AND EXISTS (SELECT 1 FROM attendance a WHERE a.matter_id = m.id AND a.person_id = p.person_id))))
OR (m.kind = 'directive'
	AND ((p.role = 'clerk' AND p.unit_id = m.register_unit_id)
		OR (p.role = 'leader' AND EXISTS (SELECT 1 FROM directive d WHERE d.matter_id = m.id AND d.root_unit_id = p.unit_id))
		OR (p.role IN ('handler','unit_head','bureau_head','clerk','leader')
			AND EXISTS (SELECT 1 FROM conveyance_unit c WHERE c.matter_id = m.id AND c.holder_id = p.unit_id AND c.sent_day IS NOT NULL))));
