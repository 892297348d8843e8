INSERT OR REPLACE INTO seat_categories (name, percent)
VALUES ('standard', 100), ('premium', 150), ('balcony', 80);
