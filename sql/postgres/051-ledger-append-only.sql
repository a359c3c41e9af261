-- The ledger's hashes stay as they were written.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tlog_hash FOR EACH STATEMENT EXECUTE FUNCTION append_only();
