-- A directive is a matter (kind directive); what it holds beyond that stands here,
-- written by its acts, and where each unit that it is conveyed to stands with it.

CREATE TABLE directive (
	matter_id I64 NOT NULL PRIMARY KEY REFERENCES matter(id),
	issuer TEXT NOT NULL,                   -- the organ it comes from
	doc_no TEXT NOT NULL,
	doc_day TEXT NOT NULL,
	original TEXT NOT NULL CHECK (original IN ('zh','en')), -- the language of the matter's subject and body
	subject_translation TEXT NOT NULL DEFAULT '',
	text_translation TEXT NOT NULL DEFAULT '',
	meeting_id I64 REFERENCES matter(id),   -- whose item began it
	item_no I64,
	root_unit_id I64 REFERENCES unit(id),   -- over the units it is conveyed to
	levels I64 NOT NULL DEFAULT 0,          -- so many below the root; 0: all
	last_unit_id I64,                       -- the newest unit when it was sent
	conveyed_day TEXT,
	report_due TEXT,
	CHECK ((meeting_id IS NULL) = (item_no IS NULL)),
	CHECK ((root_unit_id IS NULL) = (conveyed_day IS NULL))
);
CREATE INDEX directive_meeting ON directive(meeting_id) WHERE meeting_id IS NOT NULL;

CREATE TABLE clause (
	matter_id I64 NOT NULL REFERENCES matter(id),
	no I64 NOT NULL,
	text TEXT NOT NULL,
	translation TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (matter_id, no)
);

-- What is done about a clause: words, and the matter that does it where there is one.
CREATE TABLE clause_measure (
	event_id I64 NOT NULL PRIMARY KEY REFERENCES event(id),
	matter_id I64 NOT NULL REFERENCES matter(id),
	clause_no I64 NOT NULL,
	unit_id I64 NOT NULL REFERENCES unit(id),
	title TEXT NOT NULL,
	to_id I64 REFERENCES matter(id)
);
CREATE INDEX clause_measure_matter ON clause_measure(matter_id);
CREATE INDEX clause_measure_to ON clause_measure(to_id) WHERE to_id IS NOT NULL;

-- The units a directive is conveyed to, frozen at sending; later ones are marked.
-- Of a study: when, how many, in which form, and nothing about anybody.
CREATE TABLE conveyance_unit (
	matter_id I64 NOT NULL REFERENCES matter(id),
	unit_id I64 NOT NULL REFERENCES unit(id),
	parent_id I64 REFERENCES unit(id),      -- the nearest unit above it in this conveyance; NULL: the office that sends
	holder_id I64 NOT NULL REFERENCES unit(id), -- answers for it: itself, or who took over from it
	level I64 NOT NULL,
	later BOOL NOT NULL DEFAULT 0,
	sent_day TEXT,                          -- passed on to it
	ack_day TEXT,
	studied_day TEXT,
	present I64,
	form TEXT NOT NULL DEFAULT '',
	plan_day TEXT,
	plan TEXT NOT NULL DEFAULT '',
	report_day TEXT,
	report TEXT NOT NULL DEFAULT '',
	reported_by I64 REFERENCES person(id),
	standing TEXT NOT NULL DEFAULT 'open' CHECK (standing IN ('open','reported','returned','accepted')),
	decided_day TEXT,
	reason TEXT NOT NULL DEFAULT '',        -- of who accepted or returned it
	PRIMARY KEY (matter_id, unit_id),
	CHECK ((studied_day IS NULL) = (present IS NULL))
);
CREATE INDEX conveyance_unit_holder ON conveyance_unit(holder_id);
CREATE INDEX conveyance_unit_parent ON conveyance_unit(matter_id, parent_id);
