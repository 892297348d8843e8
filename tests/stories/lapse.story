# What is decided on is what was seen: a decision lapses when its evidence changes before the gate is used.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" }, role "dba" { title = "DBA" },
  environment "prod" { live = true },
  phase "acceptance" { from = "J-5", to = "J", task "uat" { owner = "business" }, task "docs" { owner = "lead" } },
  phase "go-live" { on = "J", overlaps = true,
    gate "go" { at = "08:00", decided_by = { "lead", "business" } },
    step "deploy" { at = "10:00", run = function(ctx) ctx:exec { "./deploy" } end },
    step "check" { at = "11:00", effects = false, run = function(ctx) end },
  },
}
```

create prod 2027-01-15 live
----
run_created by starter
run_started by starter
item_opened {"item":"acceptance/uat"}
state running

pass 4d23h
----
item_opened {"item":"go-live/go"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"ready","seen":"000000000000"}
----
refused go-live/go: what go-live/go rests on is not what you have seen (look again: it is 5728fadd7752 now)
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"ready","seen":"00"}
----
refused seen: takes at least 12 digits of the subject
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"ready"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"ready","role":"lead","verdict":"go"}
state running

bob:business end-task {"item":"uat","result":"pass","comment":"signed"}
----
task_started by bob {"item":"acceptance/uat"}
task_ended by bob {"comment":"signed","item":"acceptance/uat","result":"pass"}
decision_lapsed {"gate":"go-live/go","person":"lea","role":"lead","why":"what it rests on has changed since: acceptance/uat is succeeded"}
item_opened {"item":"acceptance/docs"}
state running

bob:business decide {"gate":"go","verdict":"go","reason":"signed"}
----
decision_made by bob {"conditions":[],"gate":"go-live/go","reason":"signed","role":"business","verdict":"go"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"with the acceptance"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"with the acceptance","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"go-live/go"}
state running

lea:lead end-task {"item":"docs","result":"not-applicable","comment":"nothing new"}
----
task_started by lea {"item":"acceptance/docs"}
task_ended by lea {"comment":"nothing new","item":"acceptance/docs","result":"not-applicable"}
decision_lapsed {"gate":"go-live/go","person":"bob","role":"business","why":"what it rests on has changed since: acceptance/docs is skipped"}
decision_lapsed {"gate":"go-live/go","person":"lea","role":"lead","why":"what it rests on has changed since: acceptance/docs is skipped"}
gate_lapsed {"gate":"go-live/go","why":"what it rests on has changed since: acceptance/docs is skipped"}
item_opened {"item":"go-live/go"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"still ready"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"still ready","role":"lead","verdict":"go"}
state running

bob:business decide {"gate":"go","verdict":"go","reason":"still fine"}
----
decision_made by bob {"conditions":[],"gate":"go-live/go","reason":"still fine","role":"business","verdict":"go"}
gate_approved by bob {"gate":"go-live/go"}
state running

pass 4h
----
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/check","slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/check","result":null,"slot":"run"}
run_completed
-> go-live/deploy exec {"argv":["./deploy"]}
state completed
