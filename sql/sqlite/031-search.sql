-- Full text over bigrams (store/search.c). rowid = matter id * 16 + piece;
-- contentless: the index holds tokens, never the text.
CREATE VIRTUAL TABLE matter_text USING fts5(tokens, content='', tokenize='ascii');
