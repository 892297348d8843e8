-- Ce que fait un client : créer un évènement, réserver, payer, être notifié. Les tests rapides en sont faits.

local customer = {}

local price_cents = 4500

local function post(ctx, place, path, body, key)
  return ctx:http { url = place.url .. path, method = "POST", json = body, ok = { 201 }, timeout = "10s",
    headers = { ["X-Version"] = place.version, ["X-Api-Key"] = key } }
end

-- Les chemins de bout en bout ; `place` = { url, version, key, label }. Rend les identifiants créés.
function customer.journey(ctx, place)
  local event = customer.create_event(ctx, place)
  local booking = customer.book(ctx, place, event)
  local payment = customer.pay(ctx, place, booking)
  customer.notify(ctx, place, payment)
  return { event = event, booking = booking, payment = payment }
end

function customer.create_event(ctx, place)
  local answer = post(ctx, place, "/catalog/events",
    { title = place.label, venue = "Salle d'essai", starts_at = "2030-01-01T20:00:00Z",
      price_cents = price_cents, seats = 10 })
  ctx:check(answer.json.id ~= nil, "un évènement est créé dans le catalogue")
  return answer.json.id
end

function customer.book(ctx, place, event)
  local answer = post(ctx, place, "/inventory/bookings",
    { event_id = event, customer = place.label, quantity = 2 })
  ctx:check(answer.json.total_cents == 2 * price_cents, "deux billets coûtent deux fois le prix")
  return answer.json.id
end

function customer.pay(ctx, place, booking)
  local answer = post(ctx, place, "/payment/payments",
    { booking_id = booking, amount_cents = 2 * price_cents }, ctx:secret(place.key))
  ctx:check(answer.json.status == "paid", "le paiement est accepté")
  return answer.json.id
end

-- Un paiement fait plus tôt se relit.
function customer.paid(ctx, place, payment)
  local read = ctx:http { url = place.url .. "/payment/payments/" .. tostring(payment),
    headers = { ["X-Version"] = place.version, ["X-Api-Key"] = ctx:secret(place.key) } }
  ctx:check(read.json.status == "paid", "le paiement d'essai est toujours là")
end

function customer.notify(ctx, place, payment)
  local sent = post(ctx, place, "/payment/notifications",
    { payment_id = payment, recipient = "essai@example.org", text = "Vos billets" }, ctx:secret(place.key))
  local read = ctx:http { url = place.url .. "/payment/notifications/" .. tostring(sent.json.id),
    headers = { ["X-Version"] = place.version, ["X-Api-Key"] = ctx:secret(place.key) } }
  ctx:check(read.json.recipient == "essai@example.org", "la notification est envoyée et peut être relue")
end

return customer
