-- La plateforme telle que les essais la jouent : le bon jour. Ce qu'un essai dit ensuite passe avant.

local world = {}

-- Ce que répondent les commandes et les services quand tout va bien.
function world.good(day)
  day:answer('"fingerprint"', { code = 0, out = "f00d\n" })
  day:answer("/catalog/events", { status = 201, json = { id = "event-1" } })
  day:answer("/inventory/bookings", { status = 201, json = { id = "booking-1", total_cents = 9000 } })
  day:answer("/payment/payments\"", { status = 201, json = { id = "payment-1", status = "paid" } })
  day:answer("/payment/notifications\"", { status = 201, json = { id = "notice-1" } })
  day:answer('"method":"GET"', { status = 200, json = { recipient = "essai@example.org", status = "paid" } })
end

-- Le rang de la première demande qui contient `part`, dans l'ordre ; nil si personne ne l'a faite.
function world.rank(day, part)
  for rank, request in ipairs(day:asked()) do
    if request:find(part, 1, true) then return rank end
  end
end

return world
