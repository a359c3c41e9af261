-- What a deed was given stays as it was written.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_input FOR EACH STATEMENT EXECUTE FUNCTION append_only();
