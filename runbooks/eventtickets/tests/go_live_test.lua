-- Le jour J et ce qui peut lui arriver : `golive test runbooks/eventtickets`. Les corps des étapes sont les vrais ; la
-- plateforme répond comme chaque essai le dit, le temps est virtuel.

local world = require "tests.world"

local services = { "catalog", "inventory", "payment", "users" }

local function undone(day, item)
  day:expect_equal(day:state("go-live/" .. item), "undone", item)
end

return tests { j = "2027-01-15", environment = "uat",

  test "le bon jour : ouvert à 10 h 30, tout le monde à 11 h 00, transfert à J+7" { play = function(day)
    world.good(day)
    day:expect_equal(day:play(), "over")
    day:expect_equal(day:run().state, "completed")
    day:expect_equal(day:item("go-live/maintenance").started, "08:15", "mise en maintenance")
    day:expect_equal(day:item("go-live/open-10").started, "10:30", "ouverture")
    day:expect_equal(day:item("go-live/open-100").started, "11:00", "ouverture à tous")
    day:expect_equal(#day:item("go-live/go").decisions, 2, "décisions au go")
    day:expect_equal(#day:asked '"route","100"', 2, "une fois à blanc en INT, une fois le jour J")
    day:expect_equal(day:state "hypercare/handover", "approved")
    day:expect_equal(#day:asked " undo ", 0, "retours en arrière")
  end },

  test "un no-go le jour J : rien ne commence, et le plan attend" { play = function(day)
    world.good(day)
    day:expect_equal(day:play "go-live/go", "begun")
    day:expect_equal(day:run().clock, "08:00")
    day:act("business_rep", "decide", { gate = "go-live/go", verdict = "no-go", reason = "billetterie instable" })
    day:expect_equal(day:play(), "held")
    day:expect_equal(day:state "go-live/go", "refused")
    day:expect_equal(#day:asked "go-live/maintenance", 0, "demandes de mise en maintenance")
    day:act("project_lead", "abort", { reason = "reporté d'une semaine", rollback = false })
    day:expect_equal(day:run().state, "aborted")
  end },

  test "personne ne répond au go : le silence n'est pas un accord" { play = function(day)
    world.good(day)
    day:play "go-live/go"
    day:pass "16m"
    day:expect_equal(day:state "go-live/go", "held")
    day:expect_equal(day:state "go-live/maintenance", "waiting")
  end },

  test "une migration échoue : le DBA rétablit les bases du snapshot" { play = function(day)
    world.good(day)
    day:answer("go-live/migrate-payment exec", { code = 1, err = "colonne en double" })
    day:expect_equal(day:play(), "offered")
    day:expect_equal(day:state "migration-failed", "offered")
    local refused = pcall(day.act, day, "qa", "activate", { contingency = "migration-failed", reason = "?" })
    day:expect(not refused, "l'équipe QA ne décide pas du repli")
    day:act("dba", "activate", { contingency = "migration-failed", reason = "script de rollback" })
    day:expect_equal(day:play(), "over")
    day:expect_equal(day:run().state, "rolled_back")
    for _, service in ipairs { "catalog", "inventory", "payment" } do
      undone(day, "migrate-" .. service)
      day:expect_equal(#day:asked("go-live/migrate-" .. service .. " undo exec"), 1, service)
    end
    for _, service in ipairs(services) do undone(day, "deploy-" .. service) end
    undone(day, "maintenance")
    day:expect_equal(day:state "migration-failed/data-as-before", "succeeded")
    day:expect_equal(day:state "go-live/open-10", "waiting", "ouverture")
  end },

  test "le prix est faux après l'ouverture : repli rapide, l'ancien système en lecture seule" { play = function(day)
    world.good(day)
    day:answer("go-live/prices http", { status = 201, json = { id = "x", total_cents = 1 } })
    day:expect_equal(day:play(), "offered")
    day:expect_equal(day:state "go-live/open-10", "succeeded", "ouverture")
    day:act("business_rep", "activate", { contingency = "behaviour-wrong", reason = "prix faux" })
    day:expect_equal(day:play(), "over")
    day:expect_equal(day:run().state, "rolled_back")
    undone(day, "open-10")
    day:expect_equal(#day:asked '"readonly","on"', 1, "mises en lecture seule")
    day:expect_equal(day:state "go-live/open-50", "waiting", "ouverture à 50 %")
  end },

  test "un secret a été visible : le SOC et la révocation avant le repli, la nouvelle clé après" { play = function(day)
    world.good(day)
    day:answer("go-live/secret-scan exec", { code = 1, err = "clé de paiement dans une page" })
    day:expect_equal(day:play(), "offered")
    day:act("security", "activate", { contingency = "security-incident", reason = "clé visible" })
    day:expect_equal(day:play(), "over")
    day:expect_equal(day:run().state, "rolled_back")
    local soc, revoked = world.rank(day, "security-incident/soc"), world.rank(day, '"keys","revoke"')
    local rollback, issued = world.rank(day, "go-live/open-10 undo"), world.rank(day, '"keys","issue"')
    day:expect(soc < revoked and revoked < rollback, "le SOC, puis la révocation, puis le repli")
    day:expect(rollback < issued, "la nouvelle clé après le repli")
    day:expect_equal(day:state "security-incident/clean", "succeeded")
  end },

  test "la région est perdue au démarrage : bascule vers la région b, et le jour continue" { play = function(day)
    world.good(day)
    day:answer("go-live/start-catalog exec", { code = 1, err = "région a injoignable" }, 1)
    day:expect_equal(day:play(), "offered")
    day:act("devops_lead", "activate", { contingency = "infrastructure-lost", reason = "région a perdue" })
    day:expect_equal(day:play(), "over")
    day:expect_equal(day:run().state, "completed")
    day:expect_equal(day:item("go-live/start-catalog").attempts, 2, "essais de démarrage")
    day:expect_equal(#day:asked '"failover","b"', 1, "bascules")
  end },
}
