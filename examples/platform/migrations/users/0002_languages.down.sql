DROP INDEX accounts_by_language;
ALTER TABLE accounts DROP COLUMN language;
DROP TABLE languages;
