# A contingency is offered when its trigger comes true, decided by its role, and undoes backwards what was done.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "before" { on = "J-1", step "prepare" { run = function(ctx) ctx:exec { "./prepare" } end,
    undo = function(ctx) ctx:exec { "./unprepare" } end } },
  phase "go-live" { on = "J",
    step "stop" { run = function(ctx) ctx:exec { "./stop" } end, undo = function(ctx) ctx:exec { "./start" } end },
    step "check" { effects = false, run = function(ctx) ctx:exec { "./check" } end },
    step "mail" { irreversible = true, run = function(ctx) ctx:exec { "./mail" } end },
    step "migrate" { run = function(ctx) ctx:exec { "./migrate" } end, undo = function(ctx) ctx:exec { "./down" } end },
    step "open" { run = function(ctx) ctx:exec { "./open" } end },
  },
  contingency "migration-failed" { risk = "migration", trigger = failed "go-live/migrate", decided_by = { "dba" },
    within = "15m", rollback_to = "go-live",
    step "tell" { irreversible = true, run = function(ctx) ctx:exec { "./tell" } end } },
}
```

world ./migrate {"code":1,"err":"syntax error","out":"","ms":3,"truncated":false}
----

world ./start {"code":1,"err":"port in use","out":"","ms":3,"truncated":false}
----

create uat 2027-01-15
----

pass 15m
----

lea:lead activate {"contingency":"migration-failed","reason":"go back"}
----

dan:dba activate {"contingency":"migration-failed","reason":"go back"}
----

lea:lead skip {"item":"stop","reason":"started by hand"}
----
