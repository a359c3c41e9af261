-- Papers, files, identity.

-- name: document_of_matter (matter int) -> many (id int, event_id int, kind text, number text?, unit_id int, unit_zh text, unit_en text, status text, public int, issued_day text?, body_en text, body_zh text, data text, drafted_by int?, approved_by int?, served_day text?, service text, place int)
-- place: its number among the papers of this matter, which tells nothing of other matters.
SELECT d.id, d.event_id, d.kind, d.number, d.unit_id, u.name_zh, u.name_en, d.status, d.public, d.issued_day, d.body_en, d.body_zh, d.data, d.drafted_by, d.approved_by, d.served_day, d.service, ROW_NUMBER() OVER (ORDER BY d.id)
FROM document d JOIN unit u ON u.id = d.unit_id WHERE d.matter_id = :matter ORDER BY d.id LIMIT 500;

-- name: document_insert (matter int, event int, kind text, number text?, unit int, status text, public int, issued_day text?, body_en text, body_zh text, data text, drafted_by int?) -> id
INSERT INTO document (matter_id, event_id, kind, number, unit_id, status, public, issued_day, body_en, body_zh, data, drafted_by)
VALUES (:matter, :event, :kind, :number, :unit, :status, :public, :issued_day, :body_en, :body_zh, :data, :drafted_by) RETURNING id;

-- name: document_issue_draft (id int, number text, issued_day text, approved_by int, body_en text, body_zh text) -> count
UPDATE document SET status = 'issued', number = :number, issued_day = :issued_day, approved_by = :approved_by, body_en = :body_en, body_zh = :body_zh WHERE id = :id AND status = 'draft';

-- name: document_return (id int) -> count
UPDATE document SET status = 'returned' WHERE id = :id AND status = 'draft';

-- name: document_serve (id int, day text, service text) -> count
UPDATE document SET served_day = :day, service = :service WHERE id = :id AND served_day IS NULL;

-- name: document_count (matter int, kind text) -> one (n int)
-- Numbered papers of a kind in a matter.
SELECT COUNT(*) FROM document WHERE matter_id = :matter AND kind = :kind AND number IS NOT NULL;

-- name: series_next (key text) -> one (last int)
-- Numbers without gaps: taken in the same transaction as the paper.
INSERT INTO series (key, last) VALUES (:key, 1) ON CONFLICT (key) DO UPDATE SET last = series.last + 1 RETURNING last;

-- name: attachment_insert (token text, matter int, event int, sha256 blob, name text, type text, size int, public int, copy text, why text) -> id
INSERT INTO attachment (token, matter_id, event_id, sha256, name, type, size, public, copy, why)
VALUES (:token, :matter, :event, :sha256, :name, :type, :size, :public, :copy, :why) RETURNING id;

-- name: attachment_of_matter (matter int) -> many (id int, token text, event_id int, name text, type text, size int, public int, copy text, why text, original int)
SELECT id, token, event_id, name, type, size, public, copy, why, CASE WHEN EXISTS (SELECT 1 FROM original o WHERE o.attachment_id = attachment.id) THEN 1 ELSE 0 END AS original
FROM attachment WHERE matter_id = :matter ORDER BY id LIMIT 300;

-- name: attachment_by_token (token text) -> one (id int, matter_id int, sha256 blob, name text, type text, size int, public int, copy text, why text)
SELECT id, matter_id, sha256, name, type, size, public, copy, why FROM attachment WHERE token = :token;

-- name: attachment_clean (id int, sha256 blob, name text, size int, copy text, why text) -> count
UPDATE attachment SET sha256 = :sha256, name = :name, size = :size, copy = :copy, why = :why WHERE id = :id;

-- name: attachment_to_clean (after int) -> many (id int, matter_id int, number text, token text, sha256 blob, name text, type text, size int, copy text, of_petitioner int)
-- Files of before, and those whose copy failed by our own fault.
SELECT a.id, a.matter_id, m.number, a.token, a.sha256, a.name, a.type, a.size, a.copy, CASE WHEN e.actor = 'petitioner' OR e.from_state = 'new' THEN 1 ELSE 0 END AS of_petitioner
FROM attachment a JOIN matter m ON m.id = a.matter_id JOIN event e ON e.id = a.event_id
WHERE a.id > :after AND (a.copy = 'before' OR (a.copy = 'none' AND a.why = 'helper')) ORDER BY a.id LIMIT 20;

-- name: attachment_place (id int) -> one (n int)
-- Which file of its matter it is, from 1.
SELECT COUNT(*) FROM attachment a JOIN attachment b ON b.matter_id = a.matter_id AND b.id <= a.id WHERE a.id = :id;

-- name: attachment_named (sha256 blob) -> one (n int)
-- Does any row still name this content?
SELECT COUNT(*) FROM attachment WHERE sha256 = :sha256;

-- name: original_insert (attachment int, matter int, sha256 blob, office blob, code blob?, facts blob) -> count
INSERT INTO original (attachment_id, matter_id, sha256, office, code, facts) VALUES (:attachment, :matter, :sha256, :office, :code, :facts);

-- name: original_of (attachment int) -> one (sha256 blob, office blob, code blob?, facts blob)
SELECT sha256, office, code, facts FROM original WHERE attachment_id = :attachment;

-- name: original_delete (matter int) -> count
DELETE FROM original WHERE matter_id = :matter;

-- name: original_hashes (after int) -> many (id int, sha256 blob)
-- For verify, page by page.
SELECT attachment_id AS id, sha256 FROM original WHERE attachment_id > :after ORDER BY attachment_id LIMIT 1000;

-- name: attachment_count (matter int) -> one (n int)
SELECT COUNT(*) FROM attachment WHERE matter_id = :matter;

-- name: attachment_hashes (after int) -> many (id int, sha256 blob)
-- For verify and backup, page by page.
SELECT id, sha256 FROM attachment WHERE id > :after AND copy <> 'none' ORDER BY id LIMIT 1000;

-- name: identity_insert (matter int, seq int, sealed blob) -> id
INSERT INTO identity (matter_id, seq, name, sealed) VALUES (:matter, :seq, '', :sealed) RETURNING id;

-- name: identity_key_insert (matter int, office blob, code blob?) -> count
INSERT INTO identity_key (matter_id, office, code) VALUES (:matter, :office, :code);

-- name: identity_key_of_matter (matter int) -> one (office blob, code blob?)
SELECT office, code FROM identity_key WHERE matter_id = :matter;

-- name: identity_of_matter (matter int) -> many (seq int, sealed blob?)
SELECT seq, sealed FROM identity WHERE matter_id = :matter ORDER BY seq LIMIT 6;

-- name: identity_plain (many int) -> many (id int, matter_id int, number text, seq int, name text, phone text, email text, address text, id_number text)
-- Rows of before the seal, by matter: the next ones to seal.
SELECT i.id, i.matter_id, m.number, i.seq, i.name, i.phone, i.email, i.address, i.id_number
FROM identity i JOIN matter m ON m.id = i.matter_id WHERE i.sealed IS NULL ORDER BY i.matter_id, i.seq LIMIT :many;

-- name: identity_seal (id int, sealed blob) -> count
UPDATE identity SET name = '', phone = '', email = '', address = '', id_number = '', sealed = :sealed WHERE id = :id;

-- name: erasable (today text, after int) -> many (id int, number text, procedure text, class text?, state text, closed_day text)
-- Closed matters that still have an identity, page by page.
SELECT m.id, m.number, m.procedure, m.class, m.state, m.closed_day FROM matter m
WHERE m.id > :after AND m.closed_day < :today AND (EXISTS (SELECT 1 FROM identity i WHERE i.matter_id = m.id) OR EXISTS (SELECT 1 FROM original o WHERE o.matter_id = m.id)) ORDER BY m.id LIMIT 200;

-- name: identity_delete (matter int) -> count
DELETE FROM identity WHERE matter_id = :matter;

-- name: identity_keep (matter int, event int) -> count
-- As it was until this event.
INSERT INTO identity_before (matter_id, event_id, seq, sealed) SELECT i.matter_id, :event, i.seq, i.sealed FROM identity i WHERE i.matter_id = :matter;

-- name: identity_before_of_matter (matter int) -> many (day text, seq int, sealed blob?)
SELECT e.day, i.seq, i.sealed FROM identity_before i JOIN event e ON e.id = i.event_id WHERE i.matter_id = :matter ORDER BY i.id LIMIT 300;

-- name: identity_before_delete (matter int) -> count
DELETE FROM identity_before WHERE matter_id = :matter;

-- name: matter_set_petitioner (id int, anonymous int, petitioner blob?) -> count
UPDATE matter SET anonymous = :anonymous, petitioner_key = :petitioner WHERE id = :id;

-- name: identity_key_delete (matter int) -> count
DELETE FROM identity_key WHERE matter_id = :matter;

-- name: matter_forget_petitioner (matter int) -> count
UPDATE matter SET petitioner_key = NULL WHERE id = :matter;
