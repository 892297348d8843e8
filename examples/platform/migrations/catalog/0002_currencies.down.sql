DROP INDEX events_by_currency;
ALTER TABLE events DROP COLUMN currency;
DROP TABLE currencies;
