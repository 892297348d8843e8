INSERT OR REPLACE INTO languages (name) VALUES ('fr'), ('en'), ('de');
