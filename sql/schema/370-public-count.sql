-- How many objects a list has is read from an index alone.
CREATE INDEX public_object_count ON public_object(type, deleted, created_ms, modified_ms, owner);
