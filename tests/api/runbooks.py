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

# More than a page of the board may hold.
LARGE = """
local names = {}
for number = 1, 3000 do names[number] = "look-" .. number end
return plan "large" {
  title = "Large", timezone = "UTC", approved_by = { "lead" }, role "lead" { title = "Lead" }, environment "uat" {},
  phase "day" { on = "J", owner = "lead", checklist "all" { each(names, function(name) return task(name) {} end) } },
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

# Comes to everything that people may be asked: each result of a task, a failure and its ways out, a question,
# an offered contingency, and something to roll back.
ACTIONS = """
return plan "actions" {
  title = "Actions", timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  freeze "party" { from = "J-1 18:00", to = "J-1 22:00", reason = "the office party" },
  phase "go-live" { title = "Day J", on = "J", owner = "dba",
    checklist "tasks" { task "one" {}, task "two" {}, task "three" {} },
    step "deploy" { run = function(ctx) ctx:exec { "true" } end,
      undo = function(ctx) ctx:exec { "true" } end },
    step "first" { irreversible = true, run = function(ctx) ctx:exec { "false" } end },
    step "second" { irreversible = true, run = function(ctx) ctx:exec { "false" } end },
    step "ask" { irreversible = true,
      run = function(ctx) return ctx:ask { "Which colour?", role = "dba" } end },
    gate "end" { decided_by = { "lead" } },
  },
  contingency "calm" { risk = "Nerves", trigger = failed "go-live/first", decided_by = { "lead" },
    within = "15m", afterwards = "skip",
    step "breathe" { irreversible = true, run = function(ctx) ctx:exec { "true" } end } },
}
"""

# Two people decide its gate, and something is left to do after it.
GATES = """
return plan "gates" {
  title = "Gates", timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" }, role "boss" { title = "Boss" },
  environment "uat" {},
  phase "acceptance" { on = "J", owner = "dba", task "uat" {} },
  phase "go-live" { title = "Day J", on = "J", owner = "dba", overlaps = true,
    gate "go" { decided_by = { "lead", "dba" } },
    task "after" {},
  },
}
"""

# Pays once, by a request that may not be repeated unasked.
PAYING = """
return plan "paying" {
  title = "Paying", timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" { till = "" },
  phase "go-live" { title = "Day J", on = "J", owner = "dba",
    step "pay" { irreversible = true, run = function(ctx)
      return ctx:http { url = ctx:param "till", method = "POST", body = "7 EUR" }.status
    end },
  },
}
"""

# Asks who sits at the keyboard, with the role "lead", for one thing after the other.
MINE = """
return plan "mine" {
  title = "Mine", timezone = "Europe/Paris", approved_by = { "boss" }, starter_may_decide = true,
  role "lead" { title = "Lead" }, role "boss" { title = "Boss" },
  environment "uat" {},
  phase "go-live" { title = "Day J", on = "J",
    gate "go" { title = "Go for launch", decided_by = { "lead" } },
    task "look" { title = "Look at it", owner = "lead" },
    gate "end" { decided_by = { "lead" } },
  },
}
"""

# First a gate of "lead", then one of "dba".
ASKING = """
return plan "asking" {
  title = "Asking", timezone = "Europe/Paris", approved_by = { "boss" }, starter_may_decide = true,
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" }, role "boss" { title = "Boss" },
  environment "uat" {},
  phase "go-live" { title = "Day J", on = "J", owner = "lead",
    gate "go" { decided_by = { "lead" } },
    gate "theirs" { decided_by = { "dba" } },
  },
}
"""
