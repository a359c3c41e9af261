-- Supervision items of the government (Regulations on Government Supervision). One exists
-- only by a meeting's decision or by a proposal that the leader named in it approved (art. 11);
-- until then the unit does not know of it. One item is about one matter.
CREATE TABLE sup_item (
	matter_id I64 NOT NULL PRIMARY KEY REFERENCES matter(id),
	kind TEXT NOT NULL CHECK (kind IN ('comprehensive','special','event','routine','clue')),  -- art. 14
	topic TEXT NOT NULL,                    -- what it is about, in a few words
	topic_key TEXT NOT NULL,                -- the same, folded: two items of one topic are found by it
	unit_id I64 NOT NULL REFERENCES unit(id),       -- supervised
	charge_id I64 NOT NULL REFERENCES person(id),   -- the leader who approves it, and its harder measures
	source_id I64 REFERENCES matter(id),    -- the matter it is about, when it stands here
	meeting_id I64 REFERENCES matter(id),   -- that decided it
	item_no I64,
	approved_by I64 REFERENCES person(id),  -- or who approved the proposal
	opened_day TEXT,
	due TEXT NOT NULL,
	why_again TEXT NOT NULL DEFAULT '',     -- why although one of the same topic is open there (art. 15)
	rung I64 NOT NULL DEFAULT 0 CHECK (rung BETWEEN 0 AND 5),   -- of the ladder
	facts TEXT NOT NULL DEFAULT '',         -- of the conclusion (art. 16)
	opinion TEXT NOT NULL DEFAULT '',
	concluded_by I64 REFERENCES person(id),
	concluded_day TEXT,
	objected_day TEXT,
	rechecked_by I64 REFERENCES person(id),
	recheck TEXT NOT NULL DEFAULT '' CHECK (recheck IN ('','upheld','changed')),
	CHECK (opened_day IS NULL OR meeting_id IS NOT NULL OR approved_by IS NOT NULL),
	CHECK ((meeting_id IS NULL) = (item_no IS NULL)),
	CHECK (approved_by IS NULL OR approved_by = charge_id),
	CHECK (concluded_day IS NULL OR opened_day IS NOT NULL),
	CHECK (rechecked_by <> concluded_by)
);
CREATE INDEX sup_item_unit ON sup_item(unit_id);
CREATE INDEX sup_item_source ON sup_item(source_id) WHERE source_id IS NOT NULL;

-- As in 301; a supervision item also to its office and to the leader named in it.
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
OR (m.procedure IN ('decision_task','supervision') AND p.role = 'clerk' AND p.unit_id = m.register_unit_id)
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
