-- Parcels of farmland, written by their acts alone.

-- name: parcel_list (matter int) -> many (no int, code text, area int, land text, black int, condition text, note text, lat int, lon int, place text, added_event int, restored_event int?, restored_day text?, done text, confirmed_event int?, confirmed_day text?, way text, returns int, reason text, dropped_event int?)
SELECT no, code, area, land, black, condition, note, lat, lon, place, added_event, restored_event, restored_day, done, confirmed_event, confirmed_day, way, returns, reason, dropped_event
FROM parcel WHERE matter_id = :matter ORDER BY no LIMIT 1000;

-- name: parcel_insert (matter int, no int, code text, area int, land text, black int, condition text, note text, lat int, lon int, place text, event int) -> count
INSERT INTO parcel (matter_id, no, code, area, land, black, condition, note, lat, lon, place, added_event)
VALUES (:matter, :no, :code, :area, :land, :black, :condition, :note, :lat, :lon, :place, :event);

-- name: parcel_drop (matter int, no int, event int, reason text) -> count
UPDATE parcel SET dropped_event = :event, reason = :reason WHERE matter_id = :matter AND no = :no;

-- name: parcel_restore (matter int, no int, event int, day text, person int, done text) -> count
UPDATE parcel SET restored_event = :event, restored_day = :day, restored_by = :person, done = :done WHERE matter_id = :matter AND no = :no;

-- name: parcel_reopen (matter int, no int, reason text) -> count
UPDATE parcel SET restored_event = NULL, restored_day = NULL, restored_by = NULL, done = '', confirmed_event = NULL, confirmed_day = NULL, confirmed_by = NULL, way = '', returns = returns + 1, reason = :reason
WHERE matter_id = :matter AND no = :no;

-- name: parcel_confirm (matter int, no int, event int, day text, person int, way text) -> count
UPDATE parcel SET confirmed_event = :event, confirmed_day = :day, confirmed_by = :person, way = :way WHERE matter_id = :matter AND no = :no;

-- name: parcel_same (matter int, code text) -> one (n int)
-- Standing with this code, in the matter or in another of a programme of it.
SELECT COUNT(*) FROM parcel p WHERE p.code = :code AND p.dropped_event IS NULL AND (p.matter_id = :matter
	OR EXISTS (SELECT 1 FROM programme_matter a JOIN programme_matter b ON b.programme = a.programme WHERE a.matter_id = :matter AND b.matter_id = p.matter_id));

-- name: parcel_in_programme (matter int, programme text) -> one (code text)
-- A code of the matter that stands in this programme already, by another matter.
SELECT p.code FROM parcel p JOIN parcel q ON q.code = p.code AND q.matter_id <> p.matter_id AND q.dropped_event IS NULL
JOIN programme_matter g ON g.matter_id = q.matter_id AND g.programme = :programme
WHERE p.matter_id = :matter AND p.dropped_event IS NULL ORDER BY p.no LIMIT 1;

-- name: parcel_photos (matter int) -> many (event_id int, token text)
-- Those that may be seen: copies without traces, of pictures.
SELECT a.event_id, a.token FROM attachment a WHERE a.matter_id = :matter AND a.type LIKE 'image/%' AND a.copy IN ('clean','kept')
AND EXISTS (SELECT 1 FROM parcel p WHERE p.matter_id = a.matter_id AND (p.added_event = a.event_id OR p.restored_event = a.event_id OR p.confirmed_event = a.event_id))
ORDER BY a.id LIMIT 1000;

-- name: programme_parcels (programme text, viewer int, today text) -> many (number text, subject text, no int, code text, area int, land text, black int, condition text, lat int, lon int, place text, restored_day text?, confirmed_day text?, unit_code text, unit_zh text, unit_en text, area_code text, area_zh text, area_en text)
-- Standing ones of the matters in it that the viewer may know of.
SELECT m.number, m.subject, p.no, p.code, p.area, p.land, p.black, p.condition, p.lat, p.lon, p.place, p.restored_day, p.confirmed_day, u.code, u.name_zh, u.name_en, COALESCE(a.code, ''), COALESCE(a.name_zh, ''), COALESCE(a.name_en, '')
FROM programme_matter g JOIN matter m ON m.id = g.matter_id JOIN parcel p ON p.matter_id = m.id AND p.dropped_event IS NULL
JOIN unit u ON u.id = m.lead_unit_id LEFT JOIN area a ON a.code = u.area_code
WHERE g.programme = :programme
AND EXISTS (SELECT 1 FROM seen k WHERE k.matter_id = m.id AND k.person_id = :viewer AND k.valid_from <= :today AND (k.valid_to IS NULL OR k.valid_to >= :today))
ORDER BY p.code, m.id, p.no LIMIT 5000;
