# No answer in time: the gate is held, those on its escalation are told one after the other, and at its end it is a no-go.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" }, role "dba" { title = "DBA" },
  role "boss" { title = "Boss" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    gate "go" { at = "08:00", decided_by = { "lead", "business" }, within = "15m",
      escalation = { { after = "5m", to = "dba" }, { after = "20m", to = "boss" } } },
    step "deploy" { run = function(ctx) ctx:exec { "./deploy" } end },
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

lea:lead decide {"gate":"go","verdict":"go","reason":"ready"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"ready","role":"lead","verdict":"go"}
state running

pass 15m
----
gate_held {"gate":"go-live/go","why":"no decision within 15m"}
state held, waits for a decision on go-live/go

pass 5m
----
gate_escalated {"gate":"go-live/go","role":"dba","why":"no decision 5m after it was held"}
state held, waits for a decision on go-live/go

eve:boss decide {"gate":"go","verdict":"go","reason":"I was told"}
----
refused eve may not decide go-live/go: it takes the role lead or business (ask someone with that role)
command_refused by eve {"command":"decide","item":"go","reason":"eve may not decide go-live/go: it takes the role lead or business"}
state held, waits for a decision on go-live/go

pass 15m
----
gate_escalated {"gate":"go-live/go","role":"boss","why":"no decision 20m after it was held"}
state held, waits for a decision on go-live/go

pass 14m
----
state held, waits for a decision on go-live/go

pass 1m
----
gate_refused {"gate":"go-live/go","why":"no decision, up to the end of its escalation"}
state held, waits for a decision on go-live/go

bob:business decide {"gate":"go","verdict":"go","reason":"sorry"}
----
refused go-live/go is refused (it can be decided once it is open)
state held, waits for a decision on go-live/go

lea:lead retry {"item":"go","reason":"bob is back"}
----
item_retried by lea {"item":"go-live/go","reason":"bob is back"}
item_opened {"item":"go-live/go"}
state running

pass 16m
----
gate_held {"gate":"go-live/go","why":"no decision within 15m"}
state held, waits for a decision on go-live/go

pass 6m
----
gate_escalated {"gate":"go-live/go","role":"dba","why":"no decision 5m after it was held"}
state held, waits for a decision on go-live/go

bob:business decide {"gate":"go","verdict":"go","reason":"here"}
----
decision_made by bob {"conditions":[],"gate":"go-live/go","reason":"here","role":"business","verdict":"go"}
state held, waits for a decision on go-live/go

lea:lead decide {"gate":"go","verdict":"go","reason":"ready"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"ready","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"go-live/go"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
run_completed
-> go-live/deploy exec {"argv":["./deploy"]}
state completed
