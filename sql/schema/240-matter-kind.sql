-- What a matter is grows with the procedures: meetings, directives, campaigns. A
-- CHECK is not changed in place on SQLite; one column in the other's stead is, in
-- one pass over the rows.
ALTER TABLE matter ADD COLUMN sort TEXT NOT NULL DEFAULT 'petition' CHECK (sort IN ('petition','finding','task','meeting','directive','campaign'));
UPDATE matter SET sort = kind WHERE kind <> 'petition';
ALTER TABLE matter DROP COLUMN kind;
ALTER TABLE matter RENAME COLUMN sort TO kind;
