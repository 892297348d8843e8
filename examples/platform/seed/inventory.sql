INSERT INTO bookings (event_id, customer, quantity, total_cents, created_at) VALUES
  (1, 'ada@customers.example', 2, 9000, '2031-02-01T10:00:00+00:00'),
  (2, 'blaise@customers.example', 4, 36000, '2031-02-01T10:05:00+00:00'),
  (3, 'chloe@customers.example', 1, 2800, '2031-02-02T18:30:00+00:00');
