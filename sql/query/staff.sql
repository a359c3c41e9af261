-- What the staff's pages ask beyond the deeds.

-- name: links_of_matter (matter int) -> many (number text, kind text, forward int)
-- Both directions: what it follows or repeats, and what follows or repeats it.
SELECT m.number, l.kind, 1 FROM link l JOIN matter m ON m.id = l.to_id WHERE l.from_id = :matter
UNION ALL
SELECT m.number, l.kind, 0 FROM link l JOIN matter m ON m.id = l.from_id WHERE l.to_id = :matter
ORDER BY 1 LIMIT 100;

-- name: attachment_names (matter int) -> many (id int, token text, name text, type text, size int, public int, copy text, why text, original int, seq int, at_ms int, act text, unit_zh text?, unit_en text?)
-- Files with the act they came with.
SELECT a.id, a.token, a.name, a.type, a.size, a.public, a.copy, a.why, CASE WHEN EXISTS (SELECT 1 FROM original o WHERE o.attachment_id = a.id) THEN 1 ELSE 0 END AS original, e.seq, e.at_ms, e.act, u.name_zh, u.name_en
FROM attachment a JOIN event e ON e.id = a.event_id LEFT JOIN unit u ON u.id = e.unit_id
WHERE a.matter_id = :matter ORDER BY a.id LIMIT 300;
