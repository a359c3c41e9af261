-- Programmes: names over matters.

-- name: programme_put (matter int, programme text, package text, day text) -> count
INSERT INTO programme_matter (matter_id, programme, package, since) VALUES (:matter, :programme, :package, :day)
ON CONFLICT (matter_id, programme) DO UPDATE SET package = excluded.package;

-- name: programme_take (matter int, programme text) -> count
DELETE FROM programme_matter WHERE matter_id = :matter AND programme = :programme;

-- name: programmes_of (matter int) -> many (programme text, package text)
SELECT programme, package FROM programme_matter WHERE matter_id = :matter ORDER BY programme LIMIT 50;

-- name: programme_rows (programme text, viewer int, today text) -> many (programme text, package text, number text, subject text, procedure text, state text, unit_code text, unit_zh text, unit_en text, area_code text, area_zh text, area_en text, next_due text?, closed_day text?, late int, lat int?, lon int?, place text)
-- Of one programme, or of all ('' ): what the viewer may know of.
SELECT g.programme, g.package, m.number, m.subject, m.procedure, m.state, u.code, u.name_zh, u.name_en, COALESCE(a.code, ''), COALESCE(a.name_zh, ''), COALESCE(a.name_en, ''), m.next_due, m.closed_day,
	CASE WHEN m.closed_day IS NULL AND m.next_due < :today THEN 1 ELSE 0 END, s.lat, s.lon, COALESCE(s.place, '')
FROM programme_matter g JOIN matter m ON m.id = g.matter_id JOIN unit u ON u.id = m.lead_unit_id LEFT JOIN area a ON a.code = u.area_code LEFT JOIN spot s ON s.matter_id = m.id
WHERE (:programme = '' OR g.programme = :programme)
AND EXISTS (SELECT 1 FROM seen k WHERE k.matter_id = m.id AND k.person_id = :viewer AND k.valid_from <= :today AND (k.valid_to IS NULL OR k.valid_to >= :today))
ORDER BY g.programme, COALESCE(m.next_due, '9999'), m.id LIMIT 5000;
