-- What a petitioner brought before and was concluded after re-review is asked
-- about at every deed: found without looking at all else they ever brought.
CREATE INDEX matter_concluded ON matter(petitioner_key, subject) WHERE concluded = 1;
