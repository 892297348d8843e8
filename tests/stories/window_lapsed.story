# A GO that was not used in time lapses. If the window is over by the time that it would be asked
# again, the gate is held, and the GO of then counts no more: not for a decision, not for a lift.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" }, starter_may_decide = true,
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  window "night" { from = "J 20:00", to = "J 22:00", title = "The night" },
  phase "go-live" { on = "J",
    gate "go" { decided_by = { "lead", "ops" }, valid_for = "30m", window = "night" },
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
item_opened {"item":"go-live/go"}
state running

lea:lead pause {"reason":"wait for the network"}
----
run_paused by lea {"reason":"wait for the network"}
state paused

lea:lead decide {"gate":"go","verdict":"go","reason":"ready"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"ready","role":"lead","verdict":"go"}
state paused

oscar:ops decide {"gate":"go","verdict":"go","reason":"ready"}
----
decision_made by oscar {"conditions":[],"gate":"go-live/go","reason":"ready","role":"ops","verdict":"go"}
gate_approved by oscar {"gate":"go-live/go"}
state paused

pass 3h
----
gate_lapsed {"gate":"go-live/go","why":"the GO was not used within 30m"}
state paused

lea:lead resume {"reason":"it is there"}
----
run_resumed by lea {"reason":"it is there"}
gate_held {"gate":"go-live/go","why":"its window night was over at 2027-01-11 22:00"}
state held, waits for a decision on go-live/go

oscar:ops decide {"gate":"go","verdict":"go","reason":"still ready"}
----
decision_made by oscar {"conditions":[],"gate":"go-live/go","reason":"still ready","role":"ops","verdict":"go"}
state held, waits for a decision on go-live/go

lea:lead lift {"freeze":"night","reason":"we go on"}
----
freeze_lifted by lea {"freeze":"night","reason":"we go on"}
item_opened {"item":"go-live/go"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"again"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"again","role":"lead","verdict":"go"}
state running
