# A rollback goes back to the first start of what `rollback_to` names. Where that never began there is nothing to undo: it is told so.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "before" { on = "J", owner = "lead",
    step "prepare" { run = function(ctx) ctx:exec { "./prepare" } end, undo = function(ctx) ctx:exec { "./un-prepare" } end },
    task "look" {},
  },
  phase "go-live" { on = "J", owner = "lead",
    step "migrate" { run = function(ctx) ctx:exec { "./migrate" } end, undo = function(ctx) ctx:exec { "./down" } end },
  },
  contingency "back" { risk = "no way on", decided_by = { "lead" }, rollback_to = "go-live", task "call" {} },
}
```

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"before/prepare","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"before/prepare","key":"1","request":{"argv":["./prepare"]},"slot":"run"}
effect_finished {"attempt":1,"item":"before/prepare","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"before/prepare","result":null,"slot":"run"}
item_opened {"item":"before/look"}
-> before/prepare exec {"argv":["./prepare"]}
state running

lea:lead activate {"contingency":"back","reason":"not today"}
----
contingency_activated by lea {"contingency":"back","reason":"not today","role":"lead"}
rollback_started by lea {"items":[],"reason":"not today","to":"go-live"}
rollback_ended
item_opened {"item":"back/call"}
state running

lea:lead end-task {"item":"call","result":"pass"}
----
task_started by lea {"item":"back/call"}
task_ended by lea {"comment":"","item":"back/call","result":"pass"}
contingency_ended {"contingency":"back"}
run_rolled_back
state rolled_back
