# Skipping a step that waits, or marking it done, leads nobody past the gate that it waited for.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "dba",
    gate "go" { decided_by = { "lead" } },
    step "first" { run = function(ctx) ctx:exec { "./first" } end },
    parallel {
      step "left" { run = function(ctx) ctx:exec { "./left" } end },
      step "right" { run = function(ctx) ctx:exec { "./right" } end },
    },
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

dan:dba skip {"item":"first","reason":"not needed this time"}
----
item_skipped by dan {"by_condition":false,"item":"go-live/first","reason":"not needed this time"}
state running

dan:dba mark-done {"item":"left","reason":"done by hand"}
----
item_marked_done by dan {"item":"go-live/left","reason":"done by hand"}
state running

dan:dba skip {"item":"right","reason":"not needed this time"}
----
item_skipped by dan {"by_condition":false,"item":"go-live/right","reason":"not needed this time"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"all is well"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"all is well","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"go-live/go"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
run_completed
-> go-live/deploy exec {"argv":["./deploy"]}
state completed
