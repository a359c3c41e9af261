-- What fills the ledger up stays as it was written.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON pad_leaf FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_since FOR EACH STATEMENT EXECUTE FUNCTION append_only();
