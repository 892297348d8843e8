-- Version 1 goes on working: it names its columns, and the new one has a default.
CREATE TABLE languages (
  name TEXT PRIMARY KEY
);
ALTER TABLE accounts ADD COLUMN language TEXT NOT NULL DEFAULT 'fr';
CREATE INDEX accounts_by_language ON accounts (language);
