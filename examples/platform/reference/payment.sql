INSERT OR REPLACE INTO channels (name) VALUES ('email'), ('sms');
