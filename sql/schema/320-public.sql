-- What the public may read of bodies and meetings: chosen one by one by the office,
-- nothing by itself (doc/decisions/014-open-meetings.md).
ALTER TABLE body ADD COLUMN public BOOL NOT NULL DEFAULT 0;
ALTER TABLE meeting ADD COLUMN public BOOL NOT NULL DEFAULT 0;
ALTER TABLE agenda_item ADD COLUMN public BOOL NOT NULL DEFAULT 0;

-- Items that a petition stands behind, or what only few may know of: never public.
CREATE VIEW item_of_petition AS
SELECT i.matter_id AS matter_id, i.no AS no FROM agenda_item i JOIN matter s ON s.id = i.source_id WHERE s.kind = 'petition' OR s.restricted = 1
UNION
SELECT d.meeting_id AS matter_id, d.item_no AS no FROM docket d JOIN matter t ON t.id = d.matter_id WHERE d.meeting_id IS NOT NULL AND (t.kind = 'petition' OR t.restricted = 1);

-- The objects of the read interface as they are answered (face/oparl_make.c): made
-- from the rows above after each change, so that what is told as the time of a change
-- is the time at which the answer changed. Nothing is ever removed: clients that keep a
-- copy are told of what was withdrawn.
CREATE TABLE public_object (
	id ID,
	token TEXT NOT NULL UNIQUE,             -- its address; says nothing about the row
	type TEXT NOT NULL,
	owner TEXT NOT NULL DEFAULT '',         -- token of the organization in whose lists it is
	meeting_id I64 NOT NULL DEFAULT 0,      -- the meeting it comes of; 0: of none
	created_ms I64 NOT NULL,
	modified_ms I64 NOT NULL,
	deleted BOOL NOT NULL DEFAULT 0,
	digest TEXT NOT NULL,
	own TEXT NOT NULL,                      -- members of the object, JSON without the braces
	back TEXT NOT NULL,                     -- those it has only when it stands alone
	parts TEXT NOT NULL,                    -- those that hold whole objects, left out on request
	content TEXT NOT NULL                   -- of a file
);
CREATE INDEX public_object_list ON public_object(type, id);
CREATE INDEX public_object_meeting ON public_object(meeting_id);
