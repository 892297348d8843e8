-- Une matinée difficile : `golive simulate runbooks/eventtickets --j 2027-01-15 --scenario` et ce fichier.

local services = { "catalog", "inventory", "payment", "users" }

return scenario {
  title = "Une matinée difficile",
  late = "2m",                                                  -- chacun répond un peu plus tard
  absent "business_rep" { from = "J 08:00", to = "J 08:12" },   -- dans les bouchons
  fail "go-live/deploy-users" { times = 1 },                    -- réussit au second essai
  each(services, function(service) return flaps("go-live/health-" .. service) { percent = 20 } end),
  freeze "incident" { from = "J 09:10", to = "J 09:20", reason = "Incident chez l'hébergeur" },
}
