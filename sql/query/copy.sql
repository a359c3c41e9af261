-- Transfer copies: what was taken out of a petitioner's words.

-- name: copy_insert (matter int, event int, subject text?, body text?, requests text?, place text?, office blob?, code blob?, sealed blob?) -> id
INSERT INTO transfer_copy (matter_id, event_id, state, subject, body, requests, place, office, code, sealed)
VALUES (:matter, :event, 'held', :subject, :body, :requests, :place, :office, :code, :sealed) RETURNING id;

-- name: copy_of_matter (matter int) -> many (id int, event_id int, seq int, state text, registered int, data text, asked_event int?, asked_by int?, office blob?, code blob?, sealed blob?)
SELECT t.id, t.event_id, e.seq, t.state, CASE WHEN t.subject IS NULL THEN 0 ELSE 1 END, COALESCE(t.shown, e.data), t.asked_event, t.asked_by, t.office, t.code, t.sealed
FROM transfer_copy t JOIN event e ON e.id = t.event_id WHERE t.matter_id = :matter ORDER BY t.id LIMIT 2000;

-- name: copy_done (id int, state text, shown text?, event int, person int?) -> count
UPDATE transfer_copy SET state = :state, shown = :shown, done_event = :event, done_by = :person WHERE id = :id AND state = 'held';

-- name: copy_ask (matter int, event int?, person int?) -> count
-- All that is held now; NULL: nobody asks any more.
UPDATE transfer_copy SET asked_event = :event, asked_by = :person WHERE matter_id = :matter AND state = 'held';

-- name: copy_forget (matter int) -> count
UPDATE transfer_copy SET office = NULL, code = NULL, sealed = NULL WHERE matter_id = :matter;

-- name: matter_set_words (id int, subject text, body text, requests text, place text) -> count
UPDATE matter SET subject = :subject, body = :body, requests = :requests, place = :place WHERE id = :id;
