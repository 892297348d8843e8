# Whoever started the run does not decide it, not even through a deputy; and a delegation ends with its last day, or with its holder's own right.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" }, role "dba" { title = "DBA" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    gate "go" { at = "08:00", decided_by = { "dba" } },
    gate "open" { at = "09:00", decided_by = { "dba" } },
    step "deploy" { at = "10:00", run = function(ctx) ctx:exec { "./deploy" } end },
  },
}
```

create prod 2027-01-15 live
----
run_created by starter
run_started by starter
state running

starter:dba delegate {"role":"dba","to":"joe","from":"2027-01-15","until":"2027-01-15","reason":"they may not"}
----
role_delegated by starter {"deputy":"joe","holder":"starter","reason":"they may not","role":"dba","since":"2027-01-15","until":"2027-01-15"}
state running

ann:dba delegate {"role":"dba","to":"kim","from":"2027-01-11","until":"2027-01-14","reason":"on leave"}
----
role_delegated by ann {"deputy":"kim","holder":"ann","reason":"on leave","role":"dba","since":"2027-01-11","until":"2027-01-14"}
state running

ida:dba delegate {"role":"dba","to":"tom","from":"2027-01-15","until":"2027-01-15","reason":"on leave"}
----
role_delegated by ida {"deputy":"tom","holder":"ida","reason":"on leave","role":"dba","since":"2027-01-15","until":"2027-01-15"}
state running

pass 4d23h
----
item_opened {"item":"go-live/go"}
state running

joe decide {"gate":"go","verdict":"go","reason":"for the starter"}
----
refused go-live/go: starter started this run, and so does not decide by a deputy (someone else with the role dba decides; or the plan says starter_may_decide = true)
command_refused by joe {"command":"decide","item":"go","reason":"starter started this run, and so does not decide by a deputy"}
state running

kim decide {"gate":"go","verdict":"go","reason":"a day late"}
----
refused kim may not decide go-live/go: it takes the role dba (ask someone with that role)
command_refused by kim {"command":"decide","item":"go","reason":"kim may not decide go-live/go: it takes the role dba"}
state running

tom decide {"gate":"go","verdict":"go","reason":"ida agrees"}
----
decision_made by tom {"conditions":[],"gate":"go-live/go","on_behalf_of":"ida","reason":"ida agrees","role":"dba","verdict":"go"}
gate_approved by tom {"gate":"go-live/go"}
state running

pass 1h
----
item_opened {"item":"go-live/open"}
state running

lea:lead bind {"role":"dba","people":["ann"],"reason":"ida is not on this release"}
----
role_bound by lea {"people":["ann"],"reason":"ida is not on this release","role":"dba"}
state running

tom decide {"gate":"open","verdict":"go","reason":"no more"}
----
refused tom may not decide go-live/open: it takes the role dba (ask someone with that role)
command_refused by tom {"command":"decide","item":"open","reason":"tom may not decide go-live/open: it takes the role dba"}
state running

ann decide {"gate":"open","verdict":"go","reason":"ready"}
----
decision_made by ann {"conditions":[],"gate":"go-live/open","reason":"ready","role":"dba","verdict":"go"}
gate_approved by ann {"gate":"go-live/open"}
state running

pass 1h
----
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
run_completed
-> go-live/deploy exec {"argv":["./deploy"]}
state completed
