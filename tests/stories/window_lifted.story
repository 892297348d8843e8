# What has missed its window, a task or a gate that was not open yet, goes on by itself once a lead
# has lifted the window; for another J it holds again.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" }, starter_may_decide = true,
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  window "night" { from = "J 20:00", to = "J 22:00", title = "The night" },
  phase "go-live" { on = "J",
    task "look" { owner = "ops", window = "night" },
    gate "go" { decided_by = { "lead" }, window = "night" },
    step "deploy" { run = function(ctx) ctx:exec { "./deploy" } end },
  },
}
```

create prod 2027-01-11 live
----
run_created by starter
run_started by starter
state running

pass 36h
----
item_opened {"item":"go-live/look"}
state running

pass 2h
----
start_missed {"item":"go-live/look","why":"its window night was over at 2027-01-11 22:00"}
state held, waits for a decision on go-live/look

oscar:ops skip {"item":"look","reason":"nothing to see"}
----
item_skipped by oscar {"by_condition":false,"item":"go-live/look","reason":"nothing to see"}
gate_held {"gate":"go-live/go","why":"its window night was over at 2027-01-11 22:00"}
state held, waits for a decision on go-live/go

lea:lead lift {"freeze":"nigth","reason":"we are late"}
----
refused freeze: the plan has no freeze and no window "nigth" (did you mean "night"?)
state held, waits for a decision on go-live/go

oscar:ops lift {"freeze":"night","reason":"we are late"}
----
refused oscar may not steer the run release-prod-2027-01-11-1: it takes the role lead (ask someone with that role)
command_refused by oscar {"command":"lift","item":"","reason":"oscar may not steer the run release-prod-2027-01-11-1: it takes the role lead"}
state held, waits for a decision on go-live/go

lea:lead lift {"freeze":"night","reason":"we are late"}
----
freeze_lifted by lea {"freeze":"night","reason":"we are late"}
item_opened {"item":"go-live/go"}
state running

lea:lead move {"j":"2027-01-12","reason":"another night"}
----
gate_lapsed by lea {"gate":"go-live/go","why":"J was moved from 2027-01-11 to 2027-01-12"}
j_moved by lea {"before":"2027-01-11","j":"2027-01-12","reason":"another night"}
state running

pass 1h
----
state running
