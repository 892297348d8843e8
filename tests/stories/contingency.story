# A contingency without rollback answers a failure, and what failed is tried again; an abort ends one under way.
# With automatic = true it starts by itself, once.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    gate "go" { decided_by = { "lead" }, valid_for = "1m" },
    step "big" { when = function(ctx) return false, "small" end, run = function(ctx) ctx:exec { "./big" } end },
    step "open" { run = function(ctx) ctx:exec { "./open" } end, undo = function(ctx) ctx:exec { "./close" } end },
    task "look" {},
  },
  contingency "failover" { risk = "region lost", trigger = failed "open", decided_by = { "lead" }, automatic = true,
    afterwards = "retry",
    step "switch" { run = function(ctx) ctx:exec { "./switch" } end, undo = function(ctx) ctx:exec { "./switch-back" } end },
    task "call" {} },
}
```

world ./open {"code":1,"err":"502","out":"","ms":3,"truncated":false}
----

create uat 2027-01-15
----

lea:lead decide {"gate":"go","verdict":"go","reason":"ready"}
----

pass 2m
----

lea:lead end-task {"item":"call","result":"pass"}
----

lea:lead activate {"contingency":"failover","reason":"once more"}
----

lea:lead abort {"rollback":true,"reason":"enough"}
----
