-- The matter and everything that happens to it. Days are TEXT 'YYYY-MM-DD' in
-- the city's zone, instants are UTC milliseconds.

CREATE TABLE matter (
	id ID,
	number TEXT NOT NULL UNIQUE,            -- public, reveals no order: "HY-7K3M-2QXD"
	kind TEXT NOT NULL CHECK (kind IN ('petition','finding','task')),
	procedure TEXT NOT NULL,
	state TEXT NOT NULL,
	class TEXT CHECK (class IN ('suggestion','accusation','appeal')),
	route TEXT CHECK (route IN ('R1','R2','R3','R4','R5','R6')),
	grade TEXT,                             -- hotline: emergency utility enquiry ordinary complex
	channel TEXT NOT NULL,
	lang TEXT NOT NULL,
	subject TEXT NOT NULL,
	body TEXT NOT NULL,
	requests TEXT NOT NULL DEFAULT '',
	category TEXT NOT NULL DEFAULT '',
	area_code TEXT REFERENCES area(code),
	place TEXT NOT NULL DEFAULT '',
	received_day TEXT NOT NULL,
	registered_ms I64 NOT NULL,
	accepted_day TEXT,
	answered_day TEXT,                      -- the answer's issue
	served_day TEXT,
	closed_day TEXT,
	register_unit_id I64 NOT NULL REFERENCES unit(id),
	sender_unit_id I64 REFERENCES unit(id), -- who transferred or assigned it last
	lead_unit_id I64 NOT NULL REFERENCES unit(id),
	review_unit_id I64 REFERENCES unit(id),
	complained_unit_id I64 REFERENCES unit(id),
	handler_id I64 REFERENCES person(id),
	leader TEXT NOT NULL DEFAULT '',
	head_count I64 NOT NULL DEFAULT 1,
	oral BOOL NOT NULL DEFAULT 0,
	confidential BOOL NOT NULL DEFAULT 0,
	restricted BOOL NOT NULL DEFAULT 0,     -- accusations: Regulations art. 30
	contact_unclear BOOL NOT NULL DEFAULT 0,
	first_time BOOL NOT NULL DEFAULT 1,
	assigned BOOL NOT NULL DEFAULT 0,
	reported BOOL NOT NULL DEFAULT 0,
	urgent BOOL NOT NULL DEFAULT 0,
	supervised BOOL NOT NULL DEFAULT 0,
	extended BOOL NOT NULL DEFAULT 0,
	redo I64 NOT NULL DEFAULT 0,            -- times answered again after an unhappy rating
	outcome TEXT NOT NULL DEFAULT '',
	cause TEXT NOT NULL DEFAULT '',
	concluded BOOL NOT NULL DEFAULT 0,      -- after re-review: Regulations art. 36
	new_facts BOOL NOT NULL DEFAULT 0,      -- stated at registration: art. 36 does not bar it
	parent_id I64 REFERENCES matter(id),
	query_code BLOB,                        -- keyed hash of the 128-bit code
	petitioner_key BLOB,                    -- keyed hash of the petitioner's name and contact
	next_due TEXT,                          -- earliest due of the clocks that run for staff
	next_nominal TEXT,
	next_clock TEXT,
	version I64 NOT NULL DEFAULT 1,
	imported TEXT NOT NULL DEFAULT ''       -- "map:external id"; '' otherwise
);
CREATE INDEX matter_lead ON matter(lead_unit_id, state, next_due);
CREATE INDEX matter_register ON matter(register_unit_id, state, next_due);
CREATE INDEX matter_review ON matter(review_unit_id, state) WHERE review_unit_id IS NOT NULL;
CREATE INDEX matter_handler ON matter(handler_id, next_due) WHERE handler_id IS NOT NULL;
CREATE INDEX matter_state ON matter(state, next_due);
CREATE INDEX matter_petitioner ON matter(petitioner_key) WHERE petitioner_key IS NOT NULL;
CREATE UNIQUE INDEX matter_code ON matter(query_code) WHERE query_code IS NOT NULL;
CREATE INDEX matter_parent ON matter(parent_id) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX matter_imported ON matter(imported) WHERE imported <> '';
CREATE INDEX matter_received ON matter(received_day);

-- Who a petitioner is: apart from the matter, read in one place (matter/identity.c).
CREATE TABLE identity (
	id ID,
	matter_id I64 NOT NULL REFERENCES matter(id),
	seq I64 NOT NULL,                       -- 0 the petitioner, 1..5 representatives
	name TEXT NOT NULL,
	phone TEXT NOT NULL DEFAULT '',
	email TEXT NOT NULL DEFAULT '',
	address TEXT NOT NULL DEFAULT '',
	id_number TEXT NOT NULL DEFAULT '',
	CHECK (seq BETWEEN 0 AND 5),
	UNIQUE (matter_id, seq)
);

-- One act on one matter by one person at one time. Append-only.
CREATE TABLE event (
	id ID,
	matter_id I64 NOT NULL REFERENCES matter(id),
	seq I64 NOT NULL,
	act TEXT NOT NULL,
	from_state TEXT NOT NULL,
	to_state TEXT NOT NULL,
	actor TEXT NOT NULL CHECK (actor IN ('staff','petitioner','system')),
	role TEXT NOT NULL,
	person_id I64 REFERENCES person(id),
	unit_id I64 REFERENCES unit(id),
	at_ms I64 NOT NULL,
	day TEXT NOT NULL,                      -- the day the act counts for
	public BOOL NOT NULL,                   -- the petitioner sees it
	article TEXT NOT NULL,
	data TEXT NOT NULL,                     -- the fields of the act, JSON
	UNIQUE (matter_id, seq),
	CHECK ((actor = 'staff') = (person_id IS NOT NULL))
);
CREATE INDEX event_person ON event(person_id, at_ms) WHERE person_id IS NOT NULL;

CREATE TABLE clock (
	id ID,
	matter_id I64 NOT NULL REFERENCES matter(id),
	code TEXT NOT NULL,
	unit_id I64 REFERENCES unit(id),        -- who must act
	start_day TEXT NOT NULL,
	start_ms I64 NOT NULL,
	length I64 NOT NULL,
	extended I64 NOT NULL DEFAULT 0,
	pauses TEXT NOT NULL DEFAULT '',        -- "2026-03-01..2026-03-09 2026-04-01.."
	due_nominal TEXT NOT NULL,
	due TEXT NOT NULL,
	due_ms I64 NOT NULL,
	provisional BOOL NOT NULL,
	calendar TEXT NOT NULL,                 -- version of the calendar it was computed with
	started_by I64 NOT NULL REFERENCES event(id),
	stopped_by I64 REFERENCES event(id),
	stopped_day TEXT,
	outcome TEXT NOT NULL DEFAULT 'running' CHECK (outcome IN ('running','met','missed','void')),
	missed_seen BOOL NOT NULL DEFAULT 0     -- the tick has recorded that it is overdue
);
CREATE INDEX clock_matter ON clock(matter_id);
CREATE INDEX clock_running ON clock(due_ms) WHERE outcome = 'running';
CREATE INDEX clock_provisional ON clock(provisional, due) WHERE outcome = 'running';
-- one running clock of a code on one matter
CREATE UNIQUE INDEX clock_one ON clock(matter_id, code) WHERE outcome = 'running';

CREATE TABLE assist (
	matter_id I64 NOT NULL REFERENCES matter(id),
	unit_id I64 NOT NULL REFERENCES unit(id),
	since TEXT NOT NULL,
	PRIMARY KEY (matter_id, unit_id)
);
CREATE INDEX assist_unit ON assist(unit_id);

-- Asked and decided: extensions, objections, recusals, returns. Asker and decider differ (pairs 1 and 3).
CREATE TABLE ask (
	id ID,
	matter_id I64 NOT NULL REFERENCES matter(id),
	kind TEXT NOT NULL CHECK (kind IN ('extension','objection','recusal','return')),
	asked_event I64 NOT NULL REFERENCES event(id),
	asked_by I64 REFERENCES person(id),
	asked_unit I64 REFERENCES unit(id),
	about_person I64 REFERENCES person(id),
	days I64,
	reason TEXT NOT NULL,
	decided_event I64 REFERENCES event(id),
	decided_by I64 REFERENCES person(id),
	decided_unit I64 REFERENCES unit(id),
	decision TEXT CHECK (decision IN ('granted','refused')),
	decision_reason TEXT NOT NULL DEFAULT '',
	CHECK (asked_by IS NULL OR decided_by IS NULL OR asked_by <> decided_by),
	CHECK (kind NOT IN ('objection','return') OR asked_unit IS NULL OR decided_unit IS NULL OR asked_unit <> decided_unit)
);
CREATE INDEX ask_matter ON ask(matter_id, kind);

-- Numbered papers: notices, opinions, letters. Frozen when issued, in both languages.
CREATE TABLE document (
	id ID,
	matter_id I64 NOT NULL REFERENCES matter(id),
	event_id I64 NOT NULL REFERENCES event(id),
	kind TEXT NOT NULL,
	number TEXT,                            -- given at issue; NULL for a draft
	unit_id I64 NOT NULL REFERENCES unit(id),
	status TEXT NOT NULL CHECK (status IN ('draft','issued','returned')),
	public BOOL NOT NULL,                   -- addressed to the petitioner
	issued_day TEXT,
	body_en TEXT NOT NULL DEFAULT '',
	body_zh TEXT NOT NULL DEFAULT '',
	data TEXT NOT NULL DEFAULT '{}',        -- an opinion's parts, JSON
	drafted_by I64 REFERENCES person(id),
	approved_by I64 REFERENCES person(id),
	served_day TEXT,
	service TEXT NOT NULL DEFAULT '',       -- how it was served
	CHECK (drafted_by IS NULL OR approved_by IS NULL OR drafted_by <> approved_by)
);
CREATE INDEX document_matter ON document(matter_id);
CREATE UNIQUE INDEX document_number ON document(number) WHERE number IS NOT NULL;

CREATE TABLE series (
	key TEXT NOT NULL PRIMARY KEY,          -- "unit/kind/year"
	last I64 NOT NULL
);

CREATE TABLE attachment (
	id ID,
	token TEXT NOT NULL UNIQUE,             -- random; addresses use it, never the id
	matter_id I64 NOT NULL REFERENCES matter(id),
	event_id I64 NOT NULL REFERENCES event(id),
	sha256 BLOB NOT NULL,
	name TEXT NOT NULL,
	type TEXT NOT NULL,                     -- sniffed, not as sent
	size I64 NOT NULL,
	public BOOL NOT NULL
);
CREATE INDEX attachment_matter ON attachment(matter_id);

CREATE TABLE rating (
	id ID,
	matter_id I64 NOT NULL REFERENCES matter(id),
	event_id I64 NOT NULL REFERENCES event(id),
	round I64 NOT NULL,
	satisfied TEXT NOT NULL CHECK (satisfied IN ('satisfied','basically','not_satisfied')),
	solved BOOL,
	comment TEXT NOT NULL DEFAULT ''
);
CREATE INDEX rating_matter ON rating(matter_id);

CREATE TABLE urgent_report (
	id ID,
	matter_id I64 NOT NULL REFERENCES matter(id),
	event_id I64 NOT NULL REFERENCES event(id),
	told TEXT NOT NULL,
	means TEXT NOT NULL
);

-- What the system found by itself (triggers of Regulations art. 40) and what was done about it.
CREATE TABLE supervision (
	id ID,
	matter_id I64 NOT NULL REFERENCES matter(id),
	unit_id I64 NOT NULL REFERENCES unit(id),
	trigger_code TEXT NOT NULL,             -- notice_late handle_late report_late objection_late execution_late unhappy_twice ...
	clock_id I64 REFERENCES clock(id),
	found_day TEXT NOT NULL,
	measure TEXT NOT NULL DEFAULT '',       -- reminder letter talk circular listed
	measure_event I64 REFERENCES event(id)
);
CREATE INDEX supervision_matter ON supervision(matter_id);
CREATE INDEX supervision_unit ON supervision(unit_id, found_day);
CREATE UNIQUE INDEX supervision_once ON supervision(matter_id, trigger_code, COALESCE(clock_id, 0));

CREATE TABLE recusal (
	matter_id I64 NOT NULL REFERENCES matter(id),
	person_id I64 NOT NULL REFERENCES person(id),
	event_id I64 NOT NULL REFERENCES event(id),
	PRIMARY KEY (matter_id, person_id)
);

CREATE TABLE link (
	from_id I64 NOT NULL REFERENCES matter(id),
	to_id I64 NOT NULL REFERENCES matter(id),
	kind TEXT NOT NULL CHECK (kind IN ('duplicate','follows','raised_to')),
	PRIMARY KEY (from_id, to_id, kind),
	CHECK (from_id <> to_id)
);
CREATE INDEX link_to ON link(to_id);

-- A form or an API call sent twice is done once.
CREATE TABLE idempotency (
	key BLOB NOT NULL PRIMARY KEY,
	matter_id I64 NOT NULL,
	made_ms I64 NOT NULL
);
