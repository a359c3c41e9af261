-- The office's day asks which copies are held (list_copies).
CREATE INDEX transfer_copy_held ON transfer_copy(matter_id) WHERE state = 'held';
