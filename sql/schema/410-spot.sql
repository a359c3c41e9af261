-- Where a finding, decided task or supervision item lies: one point (millionths of a degree,
-- CGCS2000) and how one finds it. A later one takes its place; events keep what was said before.
CREATE TABLE spot (
	matter_id I64 PRIMARY KEY REFERENCES matter(id),
	lat I64 NOT NULL CHECK (lat BETWEEN -90000000 AND 90000000),
	lon I64 NOT NULL CHECK (lon BETWEEN -180000000 AND 180000000),
	place TEXT NOT NULL,
	day TEXT NOT NULL
);
