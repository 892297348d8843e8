-- Version 1 goes on working: it names its columns, and the new one has a default.
ALTER TABLE bookings ADD COLUMN category TEXT NOT NULL DEFAULT 'standard';
CREATE INDEX bookings_by_event_and_category ON bookings (event_id, category);
CREATE TABLE seat_categories (
  name    TEXT PRIMARY KEY,
  percent INTEGER NOT NULL
);
