-- Full text over bigrams (store/search.c). id = matter id * 16 + piece.
-- line: the tokens with a blank before and after each, where a phrase is looked
-- for; terms: every token and every token's first character, cut to what an
-- index takes, where candidates are found.
CREATE TABLE matter_text (id bigint PRIMARY KEY, line text NOT NULL, terms text[] NOT NULL);
CREATE INDEX matter_text_terms ON matter_text USING gin (terms);
