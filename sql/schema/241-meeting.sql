-- Bodies that meet, who sits in them, and their meetings. A meeting is a matter
-- (kind meeting); what it holds beyond that stands here, written by its acts.

CREATE TABLE body (
	id ID,
	code TEXT NOT NULL UNIQUE,
	kind TEXT NOT NULL CHECK (kind IN ('leading_group','joint')),
	name_zh TEXT NOT NULL,
	name_en TEXT NOT NULL,
	unit_id I64 NOT NULL REFERENCES unit(id),       -- of which it is the body
	office_unit_id I64 NOT NULL REFERENCES unit(id), -- convenes, keeps, verifies
	sign TEXT NOT NULL,                     -- of its minutes: "市政府党组会议纪要"
	valid_from TEXT NOT NULL,
	valid_to TEXT
);
CREATE INDEX body_office ON body(office_unit_id);

-- A person sits in a body for a term. Two administrators make it, as a post.
CREATE TABLE seat (
	id ID,
	body_id I64 NOT NULL REFERENCES body(id),
	person_id I64 NOT NULL REFERENCES person(id),
	role TEXT NOT NULL CHECK (role IN ('chair','deputy','member','observer')),
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
CREATE INDEX seat_body ON seat(body_id);
CREATE INDEX seat_person ON seat(person_id);

CREATE TABLE meeting (
	matter_id I64 NOT NULL PRIMARY KEY REFERENCES matter(id),
	body_id I64 NOT NULL REFERENCES body(id),
	kind TEXT NOT NULL CHECK (kind IN ('ordinary','enlarged','special','joint_full','joint_working')),
	day TEXT NOT NULL,
	time TEXT NOT NULL,
	year I64 NOT NULL,
	no I64,                                 -- in the year; given with the notice
	presider_id I64 REFERENCES person(id),
	drafted_by I64 REFERENCES person(id),   -- of the minutes in hand
	version I64 NOT NULL DEFAULT 0,         -- of the minutes issued
	issued_day TEXT
);
CREATE INDEX meeting_body ON meeting(body_id, day);
CREATE UNIQUE INDEX meeting_no ON meeting(body_id, year, no) WHERE no IS NOT NULL;

CREATE TABLE agenda_item (
	matter_id I64 NOT NULL REFERENCES matter(id),
	no I64 NOT NULL,
	type TEXT NOT NULL CHECK (type IN ('convey','study','hear','deliberate','decide','deploy','notice','coordinate')),
	title TEXT NOT NULL,
	translation TEXT NOT NULL DEFAULT '',   -- the title in the other language
	reporter TEXT NOT NULL DEFAULT '',
	planned I64 NOT NULL DEFAULT 0,         -- minutes
	source_id I64 REFERENCES matter(id),    -- what it is about
	overdue BOOL NOT NULL DEFAULT 0,        -- the overdue matters, put there by itself
	conclusion TEXT NOT NULL DEFAULT '',
	note TEXT NOT NULL DEFAULT '',
	no_follow_up TEXT NOT NULL DEFAULT '',  -- why nothing follows
	PRIMARY KEY (matter_id, no)
);
CREATE INDEX agenda_item_source ON agenda_item(source_id) WHERE source_id IS NOT NULL;

-- Who is asked to come and who came; of a body's members the seats of the day.
CREATE TABLE attendance (
	matter_id I64 NOT NULL REFERENCES matter(id),
	person_id I64 NOT NULL REFERENCES person(id),
	seat TEXT NOT NULL CHECK (seat IN ('chair','deputy','member','observer')),
	votes BOOL NOT NULL,
	name_zh TEXT NOT NULL,                  -- as it was when asked: minutes keep it
	name_en TEXT NOT NULL,
	title_zh TEXT NOT NULL DEFAULT '',
	title_en TEXT NOT NULL DEFAULT '',
	item_no I64 NOT NULL DEFAULT 0,         -- for this item alone; 0: for all
	status TEXT NOT NULL DEFAULT 'invited' CHECK (status IN ('invited','preside','present','leave','absent')),
	reason TEXT NOT NULL DEFAULT '',
	studied_day TEXT,                       -- made up for
	PRIMARY KEY (matter_id, person_id)
);
CREATE INDEX attendance_person ON attendance(person_id);

CREATE TABLE written_opinion (
	event_id I64 NOT NULL PRIMARY KEY REFERENCES event(id),
	matter_id I64 NOT NULL REFERENCES matter(id),
	item_no I64 NOT NULL,
	person_id I64 NOT NULL REFERENCES person(id),
	text TEXT NOT NULL
);
CREATE INDEX written_opinion_matter ON written_opinion(matter_id);

CREATE TABLE item_recusal (
	matter_id I64 NOT NULL REFERENCES matter(id),
	item_no I64 NOT NULL,
	person_id I64 NOT NULL REFERENCES person(id),
	reason TEXT NOT NULL,
	PRIMARY KEY (matter_id, item_no, person_id)
);

CREATE TABLE item_vote (
	matter_id I64 NOT NULL REFERENCES matter(id),
	item_no I64 NOT NULL,
	person_id I64 NOT NULL REFERENCES person(id),
	vote TEXT NOT NULL CHECK (vote IN ('for','against','abstain')),
	PRIMARY KEY (matter_id, item_no, person_id)
);

-- The files of an event of the meeting: of which item, for whom.
CREATE TABLE item_paper (
	event_id I64 NOT NULL PRIMARY KEY REFERENCES event(id),
	matter_id I64 NOT NULL REFERENCES matter(id),
	item_no I64 NOT NULL,
	audience TEXT NOT NULL CHECK (audience IN ('all','members','item'))
);
CREATE INDEX item_paper_matter ON item_paper(matter_id);

-- The verbatim record: for the office and the presider, no part of the minutes.
CREATE TABLE verbatim (
	event_id I64 NOT NULL PRIMARY KEY REFERENCES event(id),
	matter_id I64 NOT NULL REFERENCES matter(id),
	text TEXT NOT NULL
);
CREATE INDEX verbatim_matter ON verbatim(matter_id);

-- A sentence of the minutes; with a lead unit it is a decision, and a task is born of it.
CREATE TABLE minute_entry (
	matter_id I64 NOT NULL REFERENCES matter(id),
	item_no I64 NOT NULL,
	no I64 NOT NULL,
	verb TEXT NOT NULL CHECK (verb IN ('noted','stressed','required','decided','agreed','heard')),
	text TEXT NOT NULL,
	translation TEXT NOT NULL DEFAULT '',
	lead_unit_id I64 REFERENCES unit(id),
	assist TEXT NOT NULL DEFAULT '',        -- codes of the assisting units
	leader TEXT NOT NULL DEFAULT '',
	due TEXT,
	form TEXT NOT NULL DEFAULT '',
	earlier_id I64 REFERENCES matter(id),   -- the task of the round before
	task_id I64 REFERENCES matter(id),
	PRIMARY KEY (matter_id, item_no, no),
	CHECK ((lead_unit_id IS NULL) = (due IS NULL))
);
CREATE INDEX minute_entry_task ON minute_entry(task_id) WHERE task_id IS NOT NULL;

-- What waits for a body's next agenda: raised to it, or overdue.
CREATE TABLE docket (
	id ID,
	body_id I64 NOT NULL REFERENCES body(id),
	matter_id I64 NOT NULL REFERENCES matter(id),
	cause TEXT NOT NULL CHECK (cause IN ('raised','third_transfer','overdue')),
	since TEXT NOT NULL,
	reason TEXT NOT NULL DEFAULT '',
	meeting_id I64 REFERENCES matter(id),   -- whose agenda took it
	item_no I64,
	settled_day TEXT,
	CHECK ((meeting_id IS NULL) = (item_no IS NULL))
);
CREATE INDEX docket_body ON docket(body_id) WHERE settled_day IS NULL;
CREATE INDEX docket_matter ON docket(matter_id);
CREATE INDEX docket_meeting ON docket(meeting_id) WHERE meeting_id IS NOT NULL;

-- What was decided is known to the office of the body too. A meeting is known to its office, to who is to preside, and once the notice is
-- out to all who are asked to come: the same rule as matter_visible().
DROP VIEW seen;

CREATE VIEW seen AS
SELECT m.id AS matter_id, p.person_id, p.valid_from, p.valid_to
FROM matter m JOIN post p ON p.confirmed_ms IS NOT NULL
WHERE (m.restricted = 0 AND m.kind <> 'meeting'
	AND p.role IN ('registrar','officer','bureau_head','handler','unit_head','reviewer','convener')
	AND (p.unit_id = m.lead_unit_id OR p.unit_id = m.register_unit_id OR p.unit_id = m.sender_unit_id OR p.unit_id = m.review_unit_id
		OR EXISTS (SELECT 1 FROM assist a WHERE a.matter_id = m.id AND a.unit_id = p.unit_id)))
OR (m.restricted = 1
	AND p.role IN ('officer','bureau_head','handler','unit_head')
	AND (p.unit_id = m.lead_unit_id OR p.unit_id = m.register_unit_id))
OR (m.procedure = 'decision_task' AND p.role = 'clerk' AND p.unit_id = m.register_unit_id)
OR (m.kind = 'meeting'
	AND ((p.role = 'clerk' AND p.unit_id = m.register_unit_id)
		OR EXISTS (SELECT 1 FROM meeting k WHERE k.matter_id = m.id AND k.presider_id = p.person_id)
		OR (m.state <> 'draft' AND EXISTS (SELECT 1 FROM attendance a WHERE a.matter_id = m.id AND a.person_id = p.person_id))));
