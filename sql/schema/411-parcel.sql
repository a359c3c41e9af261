-- Parcels of farmland (图斑) that a finding or a decided task restores: one row each, with the
-- code of the land survey, its area in square metres, and the acts that brought its photos.
-- What was restored is taken back by a reason, what was added is taken out by one; events keep both.
CREATE TABLE parcel (
	matter_id I64 NOT NULL REFERENCES matter(id),
	no I64 NOT NULL CHECK (no > 0),
	code TEXT NOT NULL,
	area I64 NOT NULL CHECK (area > 0),
	land TEXT NOT NULL CHECK (land IN ('basic','arable','other')),
	black I64 NOT NULL CHECK (black IN (0,1)),
	condition TEXT NOT NULL CHECK (condition IN ('abandoned','built_on','converted','dug','polluted','other')),
	note TEXT NOT NULL,
	lat I64 NOT NULL CHECK (lat BETWEEN -90000000 AND 90000000),
	lon I64 NOT NULL CHECK (lon BETWEEN -180000000 AND 180000000),
	place TEXT NOT NULL,
	added_event I64 NOT NULL REFERENCES event(id),          -- with the photos before
	restored_event I64 REFERENCES event(id),                -- with those after
	restored_day TEXT,
	restored_by I64 REFERENCES person(id),
	done TEXT NOT NULL DEFAULT '',
	confirmed_event I64 REFERENCES event(id),
	confirmed_day TEXT,
	confirmed_by I64 REFERENCES person(id),
	way TEXT NOT NULL DEFAULT '' CHECK (way IN ('','on_site','desk')),
	returns I64 NOT NULL DEFAULT 0,
	reason TEXT NOT NULL DEFAULT '',                        -- why it was reopened last, or taken out
	dropped_event I64 REFERENCES event(id),
	PRIMARY KEY (matter_id, no),
	CHECK ((restored_event IS NULL) = (restored_day IS NULL) AND (restored_event IS NULL) = (restored_by IS NULL)),
	CHECK ((confirmed_event IS NULL) = (confirmed_day IS NULL) AND (confirmed_event IS NULL) = (confirmed_by IS NULL)),
	CHECK (confirmed_event IS NULL OR restored_event IS NOT NULL),
	CHECK (confirmed_by <> restored_by),
	CHECK (dropped_event IS NULL OR confirmed_event IS NULL)
);
CREATE UNIQUE INDEX parcel_code ON parcel(matter_id, code) WHERE dropped_event IS NULL;
