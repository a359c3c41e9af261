-- Events as leaves of the ledger.

-- name: event_for_ledger (id int) -> one (matter text, matter_id int, seq int, act text, from_state text, to_state text, actor text, role text, unit text?, at_ms int, day text, article text, data text, subject text, body text, requests text, imported text)
-- What a leaf commits to: no person, no name.
SELECT m.number, m.id, e.seq, e.act, e.from_state, e.to_state, e.actor, e.role, u.code, e.at_ms, e.day, e.article, e.data, m.subject, m.body, m.requests, m.imported
FROM event e JOIN matter m ON m.id = e.matter_id LEFT JOIN unit u ON u.id = e.unit_id WHERE e.id = :id;

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
