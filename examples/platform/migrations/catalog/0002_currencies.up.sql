-- Version 1 goes on working: it names its columns, and the new one has a default.
CREATE TABLE currencies (
  name TEXT PRIMARY KEY
);
ALTER TABLE events ADD COLUMN currency TEXT NOT NULL DEFAULT 'EUR';
CREATE INDEX events_by_currency ON events (currency);
