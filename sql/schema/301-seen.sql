-- Who may know of which matter: the same rule as matter_visible(). A directive is known to
-- the office that sends it, to the leaders of the unit over the units it goes to, and once it
-- has reached them to those units; a campaign to its office and to the head and leader of the
-- inspected unit; a finding also to its leader in charge and to who rechecks it. All else as in 241.
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
OR (m.procedure = 'decision_task' AND p.role = 'clerk' AND p.unit_id = m.register_unit_id)
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
