INSERT OR REPLACE INTO currencies (name) VALUES ('EUR'), ('CHF'), ('GBP');
