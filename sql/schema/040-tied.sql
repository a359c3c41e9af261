-- Who answers to, or (but for the bureau) stands above, the unit an accusation
-- complains of, and from when to when. A post that ends today or begins
-- tomorrow ties as long as it lasts: that depends on the day asked about, so
-- lists ask `seen` and `tied` with the same day.

DROP VIEW seen;

CREATE VIEW seen AS
SELECT m.id AS matter_id, p.person_id, p.valid_from, p.valid_to
FROM matter m JOIN post p ON p.confirmed_ms IS NOT NULL
WHERE (m.restricted = 0
	AND p.role IN ('registrar','officer','bureau_head','handler','unit_head','reviewer','convener')
	AND (p.unit_id = m.lead_unit_id OR p.unit_id = m.register_unit_id OR p.unit_id = m.sender_unit_id OR p.unit_id = m.review_unit_id
		OR EXISTS (SELECT 1 FROM assist a WHERE a.matter_id = m.id AND a.unit_id = p.unit_id)))
OR (m.restricted = 1
	AND p.role IN ('officer','bureau_head','handler','unit_head')
	AND (p.unit_id = m.lead_unit_id OR p.unit_id = m.register_unit_id));

CREATE VIEW tied AS
SELECT m.id AS matter_id, q.person_id, q.valid_from, q.valid_to
FROM matter m JOIN post q ON q.confirmed_ms IS NOT NULL JOIN unit u ON u.id = q.unit_id
WHERE m.restricted = 1
	AND (EXISTS (SELECT 1 FROM unit_line l WHERE l.unit_id = q.unit_id AND l.above_id = m.complained_unit_id)
		OR (u.kind <> 'bureau' AND EXISTS (SELECT 1 FROM unit_line l WHERE l.unit_id = m.complained_unit_id AND l.above_id = q.unit_id)));
