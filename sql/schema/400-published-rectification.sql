-- What the public may read of a campaign and of its findings: chosen one by one by the
-- office, in words written for the public, nothing by itself
-- (doc/decisions/published-rectification.md).
ALTER TABLE campaign ADD COLUMN public BOOL NOT NULL DEFAULT 0;
ALTER TABLE campaign ADD COLUMN public_zh TEXT NOT NULL DEFAULT '';
ALTER TABLE campaign ADD COLUMN public_en TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN public BOOL NOT NULL DEFAULT 0;
ALTER TABLE finding ADD COLUMN public_zh TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN public_en TEXT NOT NULL DEFAULT '';

-- How a finding stands, in the words that are published. A stage that is done completes nothing.
CREATE VIEW published_standing AS
SELECT f.matter_id AS matter_id, f.campaign_id AS campaign_id,
	CASE WHEN m.state IN ('closed','rechecked') THEN 'completed' WHEN m.state = 'standing' THEN 'kept_up' WHEN f.stage_day IS NOT NULL THEN 'stage' ELSE 'open' END AS standing
FROM finding f JOIN matter m ON m.id = f.matter_id;
