-- Units, people, posts: who exists and who may act for which unit, with dates.

CREATE TABLE area (
	code TEXT NOT NULL PRIMARY KEY,         -- GB/T 2260 and below; a city's own codes allowed
	parent TEXT,
	name_zh TEXT NOT NULL,
	name_en TEXT NOT NULL
);

CREATE TABLE unit (
	id ID,
	code TEXT NOT NULL UNIQUE,              -- short, typed by people: "xfj", "zjj"
	name_zh TEXT NOT NULL,
	name_en TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('government','department','bureau','discipline','court','enterprise','institution','hotline','other')),
	parent_id I64 REFERENCES unit(id),
	area_code TEXT REFERENCES area(code),
	doc_sign TEXT NOT NULL DEFAULT '',      -- 代字 of its papers: "大信"
	duties TEXT NOT NULL DEFAULT '',        -- words that suggest this unit, blank-separated
	valid_from TEXT NOT NULL,
	valid_to TEXT,                          -- last day; NULL: still exists
	successor_id I64 REFERENCES unit(id),   -- Regulations art. 24: the successor takes over
	CHECK (parent_id IS NULL OR parent_id <> id)
);
CREATE INDEX unit_parent ON unit(parent_id);

CREATE TABLE person (
	id ID,
	login TEXT NOT NULL UNIQUE,
	name_zh TEXT NOT NULL,
	name_en TEXT NOT NULL,
	password TEXT NOT NULL,                 -- argon2id, or '' when log-in is not possible yet
	lang TEXT NOT NULL DEFAULT 'zh',
	enabled BOOL NOT NULL DEFAULT 1,
	created_ms I64 NOT NULL
);

-- A person holds a role in a unit for a period. Two administrators make it
-- (proposer and confirmer differ: separation of duties, pair 10).
CREATE TABLE post (
	id ID,
	person_id I64 NOT NULL REFERENCES person(id),
	unit_id I64 NOT NULL REFERENCES unit(id),
	role TEXT NOT NULL,
	title_zh TEXT NOT NULL DEFAULT '',
	title_en TEXT NOT NULL DEFAULT '',
	valid_from TEXT NOT NULL,
	valid_to TEXT,
	proposed_by I64 REFERENCES person(id),
	confirmed_by I64 REFERENCES person(id),
	proposed_ms I64 NOT NULL,
	confirmed_ms I64,
	CHECK (proposed_by IS NULL OR confirmed_by IS NULL OR proposed_by <> confirmed_by)
);
CREATE INDEX post_person ON post(person_id);
CREATE INDEX post_unit ON post(unit_id, role);

CREATE TABLE session (
	token BLOB NOT NULL PRIMARY KEY,        -- keyed hash of the cookie's token
	person_id I64 REFERENCES person(id),    -- NULL: a petitioner's follow session
	matter_id I64,                          -- set for a follow session
	csrf TEXT NOT NULL,
	created_ms I64 NOT NULL,
	seen_ms I64 NOT NULL
);
CREATE INDEX session_person ON session(person_id);
CREATE INDEX session_seen ON session(seen_ms);

-- Wrong tries, per account and per address, for growing delays. Keys are keyed hashes.
CREATE TABLE throttle (
	key BLOB NOT NULL PRIMARY KEY,
	fails I64 NOT NULL,
	until_ms I64 NOT NULL,
	seen_ms I64 NOT NULL
);

CREATE TABLE api_key (
	key BLOB NOT NULL PRIMARY KEY,          -- keyed hash
	person_id I64 NOT NULL REFERENCES person(id),
	label TEXT NOT NULL,
	created_ms I64 NOT NULL,
	revoked_ms I64
);

CREATE TABLE setting (
	key TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
);

-- What was done to people, units, calendars and settings: append-only.
CREATE TABLE admin_event (
	id ID,
	at_ms I64 NOT NULL,
	person_id I64 REFERENCES person(id),
	act TEXT NOT NULL,
	object TEXT NOT NULL,
	data TEXT NOT NULL
);

-- Calendars loaded after installation; each version needs an editor and another person's confirmation (pair 9).
CREATE TABLE calendar_text (
	id ID,
	name TEXT NOT NULL,                     -- "cn-2027"
	text TEXT NOT NULL,
	edited_by I64 REFERENCES person(id),
	edited_ms I64 NOT NULL,
	confirmed_by I64 REFERENCES person(id),
	confirmed_ms I64,
	withdrawn_ms I64,
	CHECK (edited_by IS NULL OR confirmed_by IS NULL OR edited_by <> confirmed_by)
);
