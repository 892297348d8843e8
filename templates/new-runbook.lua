-- The release plan of @NAME@. Replace the echoes by what really happens, then:
--   golive check @NAME@              what is wrong, or missing
--   golive plan @NAME@ --j DATE      the timeline for one go-live day J
--   golive simulate @NAME@ --j DATE  a run in virtual time, without effects
--   golive test @NAME@               the tests beside it
local http = require "golive.http"

return plan "@NAME@" {
  title = "@NAME@: go-live", language = "en", timezone = "Europe/Paris", holidays = "FR",
  approved_by = { "lead" },

  role "lead" { title = "Project lead", duties = "decides, coordinates" },
  role "ops"  { title = "Operations", duties = "deploys, watches" },

  environment "staging"    { base_url = "http://127.0.0.1:8080" },
  environment "production" { live = true, base_url = "https://@NAME@.example" },

  document { purpose = "Take @NAME@ live.", risks = { "The deployment fails" },
    communication = { "No downtime is planned." } },

  phase "preparation" { title = "Preparation", from = "J-3", to = "J-1",
    task "announce" { title = "Announce the release", owner = "lead", on = "J-3", estimate = "15m" },
    step "backup" { title = "Save what could be lost", owner = "ops", at = "J-1 18:00", estimate = "10m",
      does = "backup", effects = false, run = function(ctx) ctx:exec { "echo", "saved" } end },
  },

  phase "go-live" { title = "Day J", on = "J",
    gate "go" { title = "GO for @NAME@", at = "08:00", decided_by = { "lead" }, within = "30m",
      requires = rehearsed("go-live", "7d") },
    step "deploy" { title = "Deploy the new version", owner = "ops", at = "08:30", estimate = "10m",
      does = "deploy", undo_estimate = "5m",
      run = function(ctx) ctx:exec { "echo", "new version" } end,
      undo = function(ctx) ctx:exec { "echo", "old version" } end },
    smoke "answers" { title = "It answers", owner = "ops", before = "opening", estimate = "1m",
      run = http.healthy { url = "${base_url}/health", consecutive = 3, within = "1m" } },
    step "open" { title = "Open to everybody", owner = "ops", at = "09:00", estimate = "2m", does = "opening",
      run = function(ctx) ctx:exec { "echo", "open" } end,
      undo = function(ctx) ctx:exec { "echo", "closed" } end },
  },

  contingency "deploy-failed" { risk = "The deployment fails", trigger = failed "go-live/deploy",
    decided_by = { "lead" }, within = "15m", rollback_to = "go-live",
    task "tell" { title = "Tell everybody that it is postponed", owner = "lead" } },
}
