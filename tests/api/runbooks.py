"""Runbooks for the tests of the ways in."""

SMALL = """
return plan "small" {
  title = "Small", timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" { word = "hello" }, environment "prod" { live = true, word = "hello" },
  phase "go-live" { title = "Day J", on = "J",
    gate "go" { decided_by = { "lead" } },
    step "act" { owner = "dba", irreversible = true,
      run = function(ctx) ctx:exec { "echo", ctx:param "word" } end },
    task "look" { owner = "dba" },
    step "break" { owner = "dba", irreversible = true,
      run = function(ctx) ctx:exec { "false" } end },
    step "ask" { owner = "dba", irreversible = true,
      run = function(ctx) return ctx:ask { "Which colour?", role = "dba" } end },
    gate "late" { decided_by = { "lead" } },
  },
  contingency "calm" { risk = "Nerves", decided_by = { "lead" }, within = "15m",
    step "breathe" { irreversible = true, run = function(ctx) ctx:exec { "true" } end } },
}
"""

# Works for some seconds, effect after effect.
BUSY = """
return plan "busy" {
  title = "Busy", timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { title = "Day J", on = "J",
    step "work" { owner = "lead", irreversible = true,
      run = function(ctx)
        for i = 1, 40 do ctx:exec { "sleep", "0.2" } end
      end },
    gate "end" { decided_by = { "lead" } },
  },
}
"""
