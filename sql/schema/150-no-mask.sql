-- What told one petitioner from another without a key (doc/decisions/two-worlds.md): the
-- first character of a name; and whether somebody had come before, which is asked
-- anew each time and only among what the asking unit itself registered.
ALTER TABLE identity DROP COLUMN mask;
ALTER TABLE matter DROP COLUMN first_time;
