-- Version 1 goes on working: it names its columns, and the new one has a default.
CREATE TABLE channels (
  name TEXT PRIMARY KEY
);
ALTER TABLE notifications ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
CREATE INDEX notifications_by_channel ON notifications (channel);
