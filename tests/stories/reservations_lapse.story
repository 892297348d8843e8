# The conditions of a decision that counts no more lapse with it.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" }, role "dba" { title = "DBA" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    gate "go" { at = "08:00", decided_by = { "business", "lead" } },
    step "deploy" { at = "10:00", run = function(ctx) ctx:exec { "./deploy" } end },
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

bob:business decide {"gate":"go","verdict":"reservations","reason":"slow","conditions":["tell the hotline"]}
----
decision_made by bob {"conditions":[{"due":"J+1","owner":"bob","text":"tell the hotline"}],"gate":"go-live/go","reason":"slow","role":"business","verdict":"reservations"}
state running

lea:lead decide {"gate":"go","verdict":"no-go","reason":"not today"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"not today","role":"lead","verdict":"no-go"}
gate_refused by lea {"gate":"go-live/go"}
state held, waits for a decision on go-live/go

lea:lead retry {"item":"go","reason":"today after all"}
----
item_retried by lea {"item":"go-live/go","reason":"today after all"}
item_opened {"item":"go-live/go"}
state running

bob:business close-reservation {"reservation":1,"reason":"told"}
----
refused reservation: the reservation 1 has lapsed with its decision
state running

bob:business decide {"gate":"go","verdict":"reservations","reason":"slow","conditions":["tell the hotline"]}
----
decision_made by bob {"conditions":[{"due":"J+1","owner":"bob","text":"tell the hotline"}],"gate":"go-live/go","reason":"slow","role":"business","verdict":"reservations"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"ready"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"ready","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"go-live/go"}
state running

bob:business close-reservation {"reservation":2,"reason":"told"}
----
reservation_closed by bob {"reason":"told","reservation":2,"role":"owner"}
state running

pass 2h
----
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
run_completed
-> go-live/deploy exec {"argv":["./deploy"]}
state completed
