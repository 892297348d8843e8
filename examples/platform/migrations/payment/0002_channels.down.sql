DROP INDEX notifications_by_channel;
ALTER TABLE notifications DROP COLUMN channel;
DROP TABLE channels;
