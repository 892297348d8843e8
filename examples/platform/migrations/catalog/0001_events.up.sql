CREATE TABLE events (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  title       TEXT NOT NULL,
  venue       TEXT NOT NULL,
  starts_at   TEXT NOT NULL,
  price_cents INTEGER NOT NULL,
  seats       INTEGER NOT NULL,
  created_at  TEXT NOT NULL
);
CREATE INDEX events_by_start ON events (starts_at);
