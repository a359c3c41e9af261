-- Opening the identity behind an accusation is asked for by one person and
-- granted by another: one more kind of asking.
ALTER TABLE ask DROP CONSTRAINT ask_kind_check;
ALTER TABLE ask ADD CONSTRAINT ask_kind_check CHECK (kind IN ('extension','objection','recusal','return','identity'));
