# What is done in a phase stays done when the phase is skipped.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "after" { owner = "lead", when = function(ctx) error("who knows") end,
    step "mail" { run = function(ctx) ctx:exec { "./mail" } end },
    step "blog" { run = function(ctx) ctx:exec { "./blog" } end },
    task "look" {},
  },
  phase "last" { owner = "lead", task "tell" {} },
}
```

create uat 2027-01-15
----
run_created by starter
run_started by starter
attempt_started {"attempt":1,"item":"after","slot":"when"}
attempt_failed {"attempt":1,"error":"runbook.lua:5: who knows","item":"after","slot":"when"}
state held, waits for a decision on after

lea:lead mark-done {"item":"mail","reason":"sent by hand"}
----
item_marked_done by lea {"item":"after/mail","reason":"sent by hand"}
state held, waits for a decision on after

lea:lead skip {"item":"after","reason":"no need for the rest"}
----
item_skipped by lea {"by_condition":false,"item":"after","reason":"no need for the rest"}
item_opened {"item":"last/tell"}
state running
