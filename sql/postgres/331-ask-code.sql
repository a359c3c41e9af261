-- A code for who acts for the petitioner is asked for by one person and given by
-- another: one more kind of asking.
ALTER TABLE ask DROP CONSTRAINT ask_kind_check;
ALTER TABLE ask ADD CONSTRAINT ask_kind_check CHECK (kind IN ('extension','objection','recusal','return','identity','code'));
