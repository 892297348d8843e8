INSERT INTO events (title, venue, starts_at, price_cents, seats, created_at) VALUES
  ('Concert de la Saint-Jean', 'Salle Pleyel',
    '2031-06-24T20:30:00+02:00', 4500, 1900, '2031-01-10T09:00:00+00:00'),
  ('Finale de la coupe', 'Stade de France',
    '2031-05-28T21:00:00+02:00', 9000, 80000, '2031-01-11T09:00:00+00:00'),
  ('Le Malade imaginaire', 'Théâtre du Vieux-Colombier',
    '2031-03-02T19:00:00+01:00', 2800, 300, '2031-01-12T09:00:00+00:00');
