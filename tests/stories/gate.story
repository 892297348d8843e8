# A gate needs a GO of each role, from different people; a no-go holds the run until it is asked again.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "go-live" { on = "J",
    gate "go" { decided_by = { "lead", "business" } },
    step "deploy" { run = function(ctx) ctx:exec { "./deploy" } end },
  },
}
```

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
item_opened {"item":"go-live/go"}
state running

dan:dba decide {"gate":"go","verdict":"go","reason":"fine by me"}
----
refused dan may not decide go-live/go: it takes the role lead or business (ask someone with that role)
command_refused by dan {"command":"decide","item":"go","reason":"dan may not decide go-live/go: it takes the role lead or business"}
state running

starter:lead decide {"gate":"go","verdict":"go","reason":"I started it"}
----
refused go-live/go: starter started this run, and so does not decide its gates (someone else with the role lead decides; or the plan says starter_may_decide = true)
command_refused by starter {"command":"decide","item":"go","reason":"starter started this run, and so does not decide its gates"}
state running

lea:lead,business decide {"gate":"go","verdict":"go","role":"lead","reason":"ready"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"ready","role":"lead","verdict":"go"}
state running

lea:lead,business decide {"gate":"go","verdict":"go","role":"business","reason":"ready, too"}
----
refused go-live/go: lea has decided already: go as lead (distinct roles are for distinct people)
state running

bob:business decide {"gate":"go","verdict":"no-go","reason":"the fair is on that day"}
----
decision_made by bob {"conditions":[],"gate":"go-live/go","reason":"the fair is on that day","role":"business","verdict":"no-go"}
gate_refused by bob {"gate":"go-live/go"}
state held, waits for a decision on go-live/go

bob:business decide {"gate":"go","verdict":"go","reason":"changed my mind"}
----
refused go-live/go is refused (it can be decided once it is open)
state held, waits for a decision on go-live/go

bob:business retry {"item":"go","reason":"fair moved"}
----
refused bob may not act on go-live/go: it takes the role lead (ask someone with that role)
command_refused by bob {"command":"retry","item":"go","reason":"bob may not act on go-live/go: it takes the role lead"}
state held, waits for a decision on go-live/go

lea:lead retry {"item":"go","reason":"fair moved"}
----
item_retried by lea {"item":"go-live/go","reason":"fair moved"}
item_opened {"item":"go-live/go"}
state running

bob:business decide {"gate":"go","verdict":"reservations","reason":"fair moved","conditions":["tell the hotline"]}
----
decision_made by bob {"conditions":[{"due":"J+1","owner":"bob","text":"tell the hotline"}],"gate":"go-live/go","reason":"fair moved","role":"business","verdict":"reservations"}
state running

lea:lead decide {"gate":"go-live/go","verdict":"go","reason":"ready"}
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

lea:lead decide {"gate":"go","verdict":"go","reason":"once more"}
----
refused the run release-uat-2027-01-15-1 is over: completed (start a new run)
state completed
