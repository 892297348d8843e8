DROP TABLE seat_categories;
DROP INDEX bookings_by_event_and_category;
ALTER TABLE bookings DROP COLUMN category;
