INSERT INTO payments (booking_id, amount_cents, status, created_at) VALUES
  (1, 9000, 'paid', '2031-02-01T10:01:00+00:00'),
  (2, 36000, 'paid', '2031-02-01T10:06:00+00:00');
INSERT INTO notifications (payment_id, recipient, text, created_at) VALUES
  (1, 'ada@customers.example', 'Paiement 1 reçu pour la réservation 1',
    '2031-02-01T10:01:00+00:00'),
  (2, 'blaise@customers.example', 'Paiement 2 reçu pour la réservation 2',
    '2031-02-01T10:06:00+00:00');
