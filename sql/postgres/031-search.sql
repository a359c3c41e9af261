-- Full text over bigrams (store/search.c). id = matter id * 16 + piece.
CREATE TABLE matter_text (id bigint PRIMARY KEY, tokens text[] NOT NULL);
CREATE INDEX matter_text_tokens ON matter_text USING gin (tokens);
