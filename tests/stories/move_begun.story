# What has not begun in a phase that has waits for the new J, too; and a GO given for the other day is asked again, wherever it stands.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "prod" { live = true },
  phase "go-live" { on = "J", owner = "lead",
    task "look" {}, gate "go" { decided_by = { "lead" } }, task "warn" {},
    step "deploy" { run = function(ctx) ctx:exec { "./deploy" } end },
    step "mail" { at = "08:00", missed = "skip", run = function(ctx) ctx:exec { "./mail" } end },
  },
}
```

create prod 2027-01-11 live
----
run_created by starter
run_started by starter
state running

pass 15h
----
item_opened {"item":"go-live/look"}
state running

lea:lead end-task {"item":"look","result":"pass"}
----
task_started by lea {"item":"go-live/look"}
task_ended by lea {"comment":"","item":"go-live/look","result":"pass"}
item_opened {"item":"go-live/go"}
state running

lea:lead decide {"gate":"go","verdict":"no-go","reason":"not today"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"not today","role":"lead","verdict":"no-go"}
gate_refused by lea {"gate":"go-live/go"}
state held, waits for a decision on go-live/go

lea:lead move {"j":"2027-01-18","reason":"a week later"}
----
gate_lapsed by lea {"gate":"go-live/go","why":"J was moved from 2027-01-11 to 2027-01-18"}
j_moved by lea {"before":"2027-01-11","j":"2027-01-18","reason":"a week later"}
state running

pass 7d
----
item_opened {"item":"go-live/go"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"today"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"today","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"go-live/go"}
item_opened {"item":"go-live/warn"}
state running

pass 9h
----
state running

lea:lead move {"j":"2027-01-19","reason":"tomorrow"}
----
j_moved by lea {"before":"2027-01-18","j":"2027-01-19","reason":"tomorrow"}
state running

lea:lead move {"j":"2027-01-18","reason":"today after all"}
----
j_moved by lea {"before":"2027-01-19","j":"2027-01-18","reason":"today after all"}
state running

lea:lead end-task {"item":"warn","result":"pass"}
----
task_started by lea {"item":"go-live/warn"}
task_ended by lea {"comment":"","item":"go-live/warn","result":"pass"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/mail","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/mail","key":"1","request":{"argv":["./mail"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/mail","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/mail","result":null,"slot":"run"}
run_completed
-> go-live/deploy exec {"argv":["./deploy"]}
-> go-live/mail exec {"argv":["./mail"]}
state completed
