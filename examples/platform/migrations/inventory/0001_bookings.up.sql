CREATE TABLE bookings (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id    INTEGER NOT NULL,
  customer    TEXT NOT NULL,
  quantity    INTEGER NOT NULL,
  total_cents INTEGER NOT NULL,
  created_at  TEXT NOT NULL
);
CREATE INDEX bookings_by_event ON bookings (event_id);
