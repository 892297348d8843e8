INSERT INTO accounts (name, email, created_at) VALUES
  ('Ada Dupont', 'ada@customers.example', '2031-01-20T08:00:00+00:00'),
  ('Blaise Martin', 'blaise@customers.example', '2031-01-20T08:10:00+00:00'),
  ('Chloé Bernard', 'chloe@customers.example', '2031-01-21T17:45:00+00:00');
