-- Which programme (rules/programmes.txt) a finding, decided task or supervision item belongs
-- to, and to which of its packages; put there and taken out by acts.
CREATE TABLE programme_matter (
	matter_id I64 NOT NULL REFERENCES matter(id),
	programme TEXT NOT NULL,
	package TEXT NOT NULL DEFAULT '',
	since TEXT NOT NULL,
	PRIMARY KEY (matter_id, programme)
);
CREATE INDEX programme_matter_programme ON programme_matter(programme);
