-- Where petitioners ask: telephone, address, hours, as the unit tells it (Regulations art. 18).
ALTER TABLE unit ADD COLUMN contact TEXT NOT NULL DEFAULT '';
