-- Rectification: a campaign is an inspection's feedback being worked off, a finding
-- is one of its points. Both are matters; what they hold beyond that stands here,
-- written by their acts alone. What can be seen of the separation of duties in one
-- row the database refuses by itself.

CREATE TABLE campaign (
	matter_id I64 NOT NULL PRIMARY KEY REFERENCES matter(id),
	source_body TEXT NOT NULL,              -- whose feedback it is
	translation TEXT NOT NULL DEFAULT '',   -- the subject in the other language
	feedback_day TEXT NOT NULL,
	report_in I64 NOT NULL CHECK (report_in IN (2, 6)),     -- months
	first_person TEXT NOT NULL,             -- who answers for it first
	body_id I64 REFERENCES body(id),        -- hears of it
	round I64 NOT NULL DEFAULT 1,
	plan_day TEXT,
	report_day TEXT                         -- of this round
);

-- The finding's own words are the matter's text. The plan: what, why, how it shall be,
-- until when, by whom. The three facts are three events of verification.
CREATE TABLE finding (
	matter_id I64 NOT NULL PRIMARY KEY REFERENCES matter(id),
	campaign_id I64 NOT NULL REFERENCES matter(id),
	no I64 NOT NULL,
	grp TEXT NOT NULL DEFAULT '',           -- the inspection's own heading
	translation TEXT NOT NULL DEFAULT '',
	facts TEXT NOT NULL DEFAULT '',
	root_cause TEXT NOT NULL DEFAULT '',
	target TEXT NOT NULL DEFAULT '',
	term TEXT NOT NULL DEFAULT '' CHECK (term IN ('','at_once','by_date','standing')),
	first_due TEXT,                         -- never changes once the plan is issued
	review_months I64 NOT NULL DEFAULT 0,   -- of a standing one
	charge_id I64 REFERENCES person(id),    -- the leader in charge
	responsible TEXT NOT NULL DEFAULT '',   -- the person who answers for it
	effect_days I64 NOT NULL DEFAULT 0,     -- between being in place and being in effect
	waiver TEXT NOT NULL DEFAULT '',        -- why there is no measure for symptom or root cause
	issued_day TEXT,
	round I64 NOT NULL DEFAULT 1,           -- of sign-off: grows when it is returned or reopened
	implemented_event I64 REFERENCES event(id),
	in_place_event I64 REFERENCES event(id),
	in_place_day TEXT,
	effect_event I64 REFERENCES event(id),
	stage_day TEXT,                         -- a stage is done; never counts as signed off
	stage_text TEXT NOT NULL DEFAULT '',
	signed_day TEXT,                        -- signed off
	lasting_day TEXT,                       -- the recheck found it lasting
	returns I64 NOT NULL DEFAULT 0,
	relapses I64 NOT NULL DEFAULT 0,
	UNIQUE (campaign_id, no),
	CHECK (in_place_event IS NULL OR implemented_event IS NOT NULL),
	CHECK (effect_event IS NULL OR in_place_event IS NOT NULL),
	CHECK (signed_day IS NULL OR effect_event IS NOT NULL),
	CHECK (lasting_day IS NULL OR signed_day IS NOT NULL)
);

CREATE TABLE measure (
	matter_id I64 NOT NULL REFERENCES matter(id),
	no I64 NOT NULL,
	tackles TEXT NOT NULL CHECK (tackles IN ('symptom','root')),
	text TEXT NOT NULL,
	translation TEXT NOT NULL DEFAULT '',
	done_form TEXT NOT NULL,                -- what it looks like when it is done
	unit_id I64 NOT NULL REFERENCES unit(id),
	due TEXT NOT NULL,
	done_event I64 REFERENCES event(id),    -- of this round
	done_day TEXT,
	PRIMARY KEY (matter_id, no),
	CHECK ((done_event IS NULL) = (done_day IS NULL))
);

-- The files of an event of the finding: which of the three facts they show.
CREATE TABLE evidence (
	event_id I64 NOT NULL PRIMARY KEY REFERENCES event(id),
	matter_id I64 NOT NULL REFERENCES matter(id),
	round I64 NOT NULL,
	measure_no I64 NOT NULL DEFAULT 0,      -- 0: of the whole
	fact TEXT NOT NULL CHECK (fact IN ('implemented','in_place','in_effect')),
	kind TEXT NOT NULL CHECK (kind IN ('document','photo_before','photo_after','data','on_site','opinion')),
	text TEXT NOT NULL
);
CREATE INDEX evidence_matter ON evidence(matter_id);

CREATE TABLE progress (
	event_id I64 NOT NULL PRIMARY KEY REFERENCES event(id),
	matter_id I64 NOT NULL REFERENCES matter(id),
	day TEXT NOT NULL,
	text TEXT NOT NULL
);
CREATE INDEX progress_matter ON progress(matter_id);

-- What was established so that it does not come again.
CREATE TABLE institution (
	event_id I64 NOT NULL PRIMARY KEY REFERENCES event(id),
	matter_id I64 NOT NULL REFERENCES matter(id),
	number TEXT NOT NULL,
	title TEXT NOT NULL
);
CREATE INDEX institution_matter ON institution(matter_id);

-- A round of sign-off. Applicant, endorser, reviewing leader, verifier, decider and
-- rechecker are different persons; the verifying unit is not the applicant's, the
-- rechecking unit is neither of them.
CREATE TABLE signoff (
	matter_id I64 NOT NULL REFERENCES matter(id),
	round I64 NOT NULL,
	applicant_id I64 NOT NULL REFERENCES person(id),
	applicant_unit_id I64 NOT NULL REFERENCES unit(id),
	applied_day TEXT NOT NULL,
	endorser_id I64 REFERENCES person(id),
	commitment TEXT NOT NULL DEFAULT '',
	self_grade TEXT NOT NULL DEFAULT '' CHECK (self_grade IN ('','fully','mostly','partly','hardly')),
	leader_id I64 REFERENCES person(id),
	implemented_by I64 REFERENCES person(id),
	in_place_by I64 REFERENCES person(id),
	effect_by I64 REFERENCES person(id),
	verifier_unit_id I64 REFERENCES unit(id),
	verified_grade TEXT NOT NULL DEFAULT '' CHECK (verified_grade IN ('','fully','mostly','partly','hardly')),
	decider_id I64 REFERENCES person(id),
	meeting_id I64 REFERENCES matter(id),
	item_no I64,
	rechecker_id I64 REFERENCES person(id),
	recheck_unit_id I64 REFERENCES unit(id),
	recheck_day TEXT,
	result TEXT NOT NULL DEFAULT '' CHECK (result IN ('','returned','lasting','relapsed')),
	reason TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (matter_id, round),
	CHECK (endorser_id <> applicant_id),
	CHECK (leader_id <> applicant_id AND leader_id <> endorser_id),
	CHECK (implemented_by <> applicant_id AND implemented_by <> endorser_id AND implemented_by <> leader_id),
	CHECK (in_place_by <> applicant_id AND in_place_by <> endorser_id AND in_place_by <> leader_id),
	CHECK (effect_by <> applicant_id AND effect_by <> endorser_id AND effect_by <> leader_id),
	CHECK (verifier_unit_id <> applicant_unit_id),
	CHECK (decider_id <> effect_by AND decider_id <> applicant_id),
	CHECK (rechecker_id <> applicant_id AND rechecker_id <> endorser_id AND rechecker_id <> leader_id AND
		rechecker_id <> implemented_by AND rechecker_id <> in_place_by AND rechecker_id <> effect_by AND rechecker_id <> decider_id),
	CHECK (recheck_unit_id <> verifier_unit_id AND recheck_unit_id <> applicant_unit_id)
);

-- A verification: which fact, at the desk or on site, what was seen.
CREATE TABLE verification (
	event_id I64 NOT NULL PRIMARY KEY REFERENCES event(id),
	matter_id I64 NOT NULL REFERENCES matter(id),
	round I64 NOT NULL,
	fact TEXT NOT NULL CHECK (fact IN ('implemented','in_place','in_effect','lasting')),
	way TEXT NOT NULL CHECK (way IN ('desk','on_site')),
	holds BOOL NOT NULL,
	day TEXT NOT NULL,
	text TEXT NOT NULL
);
CREATE INDEX verification_matter ON verification(matter_id);
