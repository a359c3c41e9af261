-- Where matters lie.

-- name: spot_put (matter int, lat int, lon int, place text, day text) -> count
INSERT INTO spot (matter_id, lat, lon, place, day) VALUES (:matter, :lat, :lon, :place, :day)
ON CONFLICT (matter_id) DO UPDATE SET lat = excluded.lat, lon = excluded.lon, place = excluded.place, day = excluded.day;

-- name: spot_of (matter int) -> one (lat int, lon int, place text, day text)
SELECT lat, lon, place, day FROM spot WHERE matter_id = :matter;
