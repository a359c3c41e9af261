-- Whose people are kept from who petitioned about a unit: its own and those of
-- every unit below it, and (but for bureaus) above it; the same for the unit
-- that took over from it. Rebuilt when the tree changes, like unit_line.
CREATE TABLE unit_tie (
	of_id I64 NOT NULL REFERENCES unit(id),
	unit_id I64 NOT NULL REFERENCES unit(id),
	PRIMARY KEY (of_id, unit_id)
);

INSERT INTO unit_tie (of_id, unit_id)
WITH RECURSIVE heir(of_id, id, depth) AS (
	SELECT id, id, 0 FROM unit
	UNION ALL
	SELECT heir.of_id, u.successor_id, heir.depth + 1 FROM heir JOIN unit u ON u.id = heir.id WHERE u.successor_id IS NOT NULL AND heir.depth < 20)
SELECT heir.of_id, l.unit_id FROM heir JOIN unit_line l ON l.above_id = heir.id
UNION
SELECT heir.of_id, l.above_id FROM heir JOIN unit_line l ON l.unit_id = heir.id JOIN unit u ON u.id = l.above_id WHERE u.kind <> 'bureau';

DROP VIEW tied;

-- A post that ends today or begins tomorrow ties as long as it lasts (040).
CREATE VIEW tied AS
SELECT m.id AS matter_id, q.person_id, q.valid_from, q.valid_to
FROM matter m JOIN unit_tie t ON t.of_id = m.complained_unit_id JOIN post q ON q.unit_id = t.unit_id AND q.confirmed_ms IS NOT NULL
WHERE m.restricted = 1;
