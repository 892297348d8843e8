# Silence is no consent: a gate without an answer holds the run; a GO that nobody uses in time is asked again.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    gate "go" { at = "08:00", decided_by = { "lead" }, within = "15m", valid_for = "30m" },
    step "deploy" { at = "09:00", run = function(ctx) ctx:exec { "./deploy" } end },
  },
}
```

create prod 2027-01-15 live
----
run_created by starter
run_started by starter
state running

pass 4d23h
----
item_opened {"item":"go-live/go"}
state running

pass 20m
----
gate_held {"gate":"go-live/go","why":"no decision within 15m"}
state held, waits for a decision on go-live/go

lea:lead decide {"gate":"go","verdict":"go","reason":"late, but ready"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"late, but ready","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"go-live/go"}
state running

pass 35m
----
gate_lapsed {"gate":"go-live/go","why":"the GO was not used within 30m"}
item_opened {"item":"go-live/go"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"still ready"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"still ready","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"go-live/go"}
state running

pass 20m
----
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
run_completed
-> go-live/deploy exec {"argv":["./deploy"]}
state completed
