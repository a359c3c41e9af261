-- Events as leaves of the ledger.

-- name: event_for_ledger (id int) -> one (matter text, matter_id int, seq int, act text, from_state text, to_state text, actor text, role text, person_id int?, unit text?, at_ms int, day text, article text, data text, subject text, body text, requests text, imported text)
-- What a leaf commits to: of staff the number, of nobody the name; of a text as it was first kept.
SELECT m.number, m.id, e.seq, e.act, e.from_state, e.to_state, e.actor, e.role, e.person_id, u.code, e.at_ms, e.day, e.article, e.data, COALESCE(t.subject, m.subject), COALESCE(t.body, m.body), COALESCE(t.requests, m.requests), m.imported
FROM event e JOIN matter m ON m.id = e.matter_id LEFT JOIN unit u ON u.id = e.unit_id LEFT JOIN transfer_copy t ON t.event_id = e.id WHERE e.id = :id;

-- name: leaf_insert (event int, leaf int, nonce blob, opening text) -> count
INSERT INTO event_leaf (event_id, leaf, nonce, opening) VALUES (:event, :leaf, :nonce, :opening);

-- name: leaf_of_event (matter int, seq int) -> one (event_id int, leaf int, nonce blob?, opening text?, public int, at_ms int)
SELECT l.event_id, l.leaf, l.nonce, l.opening, e.public, e.at_ms FROM event_leaf l JOIN event e ON e.id = l.event_id WHERE e.matter_id = :matter AND e.seq = :seq;

-- name: leaves_of_matter (matter int) -> many (seq int, leaf int)
-- Those a petitioner may have a receipt for.
SELECT e.seq, l.leaf FROM event_leaf l JOIN event e ON e.id = l.event_id WHERE e.matter_id = :matter AND e.public = 1 AND l.opening IS NOT NULL ORDER BY e.seq;

-- name: leaf_page (after int) -> many (event_id int, leaf int, nonce blob?, opening text?)
-- For verifying, page by page.
SELECT event_id, leaf, nonce, opening FROM event_leaf WHERE event_id > :after ORDER BY event_id LIMIT 1000;

-- name: leaf_missing () -> each (what text)
-- An event without its leaf, or a leaf without its event.
SELECT 'event ' || CAST(e.id AS TEXT) || ' has no leaf' FROM event e WHERE NOT EXISTS (SELECT 1 FROM event_leaf l WHERE l.event_id = e.id);

-- name: events_without_leaf () -> many (id int)
-- Of a city older than its ledger; oldest first.
SELECT e.id FROM event e WHERE NOT EXISTS (SELECT 1 FROM event_leaf l WHERE l.event_id = e.id) ORDER BY e.id LIMIT 500;

-- name: leaf_orphans () -> each (what text)
SELECT 'leaf ' || CAST(l.leaf AS TEXT) || ' is of an event that is gone' FROM event_leaf l WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.id = l.event_id);

-- -- filling up

-- name: pad_insert (leaf int, nonce blob) -> count
INSERT INTO pad_leaf (leaf, nonce) VALUES (:leaf, :nonce);

-- name: pad_page (after int) -> many (leaf int, nonce blob)
SELECT leaf, nonce FROM pad_leaf WHERE leaf > :after ORDER BY leaf LIMIT 1000;

-- -- the laws of the ledger, for verifying

-- name: ledger_since () -> one (leaf int)
-- The first leaf that was written under all of them.
SELECT leaf FROM ledger_since;

-- name: leaf_places (since int) -> each (leaf int)
-- What is known of each leaf: an event's, or one that fills up.
SELECT leaf FROM event_leaf WHERE leaf >= :since UNION ALL SELECT leaf FROM pad_leaf WHERE leaf >= :since ORDER BY leaf;

-- name: leaf_unopened () -> each (what text)
-- Openings end with the record, and that is an event.
SELECT 'event ' || CAST(l.event_id AS TEXT) || ': its opening is gone, and no event says that it was erased' FROM event_leaf l JOIN event e ON e.id = l.event_id
WHERE (l.opening IS NULL OR l.nonce IS NULL) AND NOT EXISTS (SELECT 1 FROM event x WHERE x.matter_id = e.matter_id AND x.act = 'erased');

-- name: leaf_nonce_twice () -> each (what text)
-- Who knows one opening must not be able to guess another.
SELECT 'event ' || CAST(MAX(event_id) AS TEXT) || ': its nonce is that of another event' FROM event_leaf WHERE nonce IS NOT NULL GROUP BY nonce HAVING COUNT(*) > 1;

-- name: leaf_backdated (tolerance int) -> each (what text)
-- Leaves stand in the order of writing: a time long before that of a leaf written
-- earlier was invented. What a foreign register tells has the times it tells.
SELECT 'event ' || CAST(t.event_id AS TEXT) || ' (' || t.act || '): says a time before that of events written earlier' FROM (
	SELECT l.event_id, e.act, e.at_ms, MAX(e.at_ms) OVER (ORDER BY l.leaf ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest
	FROM event_leaf l JOIN event e ON e.id = l.event_id JOIN matter m ON m.id = e.matter_id WHERE m.imported = '' OR e.actor <> 'system') t
WHERE t.at_ms < t.latest - :tolerance;

-- name: paper_by_number (number text) -> one (kind text, body_zh text, body_en text)
SELECT kind, body_zh, body_en FROM document WHERE number = :number AND status = 'issued';
