-- Who may know of which matter: the same rule as matter_visible(), for lists.
-- An accusation (Regulations art. 30) is seen by the few who handle it, and by
-- nobody of the unit complained of, below it, or (but for the bureau) above it.

-- Every unit with itself and all units above it; rebuilt when the tree changes.
CREATE TABLE unit_line (
	unit_id I64 NOT NULL REFERENCES unit(id),
	above_id I64 NOT NULL REFERENCES unit(id),
	PRIMARY KEY (unit_id, above_id)
);
CREATE INDEX unit_line_above ON unit_line(above_id);

CREATE VIEW seen AS
SELECT m.id AS matter_id, p.person_id, p.valid_from, p.valid_to
FROM matter m JOIN post p ON p.confirmed_ms IS NOT NULL
WHERE (m.restricted = 0
	AND p.role IN ('registrar','officer','bureau_head','handler','unit_head','reviewer','convener')
	AND (p.unit_id = m.lead_unit_id OR p.unit_id = m.register_unit_id OR p.unit_id = m.sender_unit_id OR p.unit_id = m.review_unit_id
		OR EXISTS (SELECT 1 FROM assist a WHERE a.matter_id = m.id AND a.unit_id = p.unit_id)))
OR (m.restricted = 1
	AND p.role IN ('officer','bureau_head','handler','unit_head')
	AND (p.unit_id = m.lead_unit_id OR p.unit_id = m.register_unit_id)
	AND NOT EXISTS (SELECT 1 FROM post q JOIN unit_line l ON l.unit_id = q.unit_id AND l.above_id = m.complained_unit_id
		WHERE q.person_id = p.person_id AND q.confirmed_ms IS NOT NULL AND q.valid_to IS NULL)
	AND NOT EXISTS (SELECT 1 FROM post q JOIN unit u ON u.id = q.unit_id JOIN unit_line l ON l.above_id = q.unit_id AND l.unit_id = m.complained_unit_id
		WHERE q.person_id = p.person_id AND q.confirmed_ms IS NOT NULL AND q.valid_to IS NULL AND u.kind <> 'bureau'));
