# An emergency does not wait for the end of a freeze: a contingency's tasks are done in it.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "prod" { live = true },
  phase "go-live" { on = "J", owner = "lead",
    step "deploy" { at = "17:30", run = function(ctx) ctx:exec { "./deploy" } end, undo = function(ctx) ctx:exec { "./undeploy" } end } },
  freeze "match" { from = "J 18:00", to = "J 22:00", reason = "the final" },
  contingency "bad" { risk = "it fails", trigger = failed "deploy", decided_by = { "lead" }, within = "15m", rollback_to = "go-live",
    task "call" { owner = "lead" }, step "tell" { irreversible = true, run = function(ctx) ctx:exec { "./tell" } end } },
}
```

world ./deploy {"code":1,"err":"","ms":0,"out":"","truncated":false}
----

create prod 2027-01-11 live
----
run_created by starter
run_started by starter
state running

pass 34h
----
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":1,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:6: ./deploy ended with code 1","item":"go-live/deploy","slot":"run"}
contingency_offered {"contingency":"bad","why":"go-live/deploy failed: runbook.lua:6: ./deploy ended with code 1"}
contingency_overdue {"contingency":"bad"}
-> go-live/deploy exec {"argv":["./deploy"]}
state held, waits for a decision on go-live/deploy

lea:lead activate {"contingency":"bad","reason":"now"}
----
contingency_activated by lea {"contingency":"bad","reason":"now","role":"lead"}
rollback_started by lea {"items":["go-live/deploy"],"reason":"now","to":"go-live"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./undeploy"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"undo"}
rollback_ended
item_opened {"item":"bad/call"}
-> go-live/deploy undo exec {"argv":["./undeploy"]}
state running

lea:lead end-task {"item":"call","result":"pass"}
----
task_started by lea {"item":"bad/call"}
task_ended by lea {"comment":"","item":"bad/call","result":"pass"}
attempt_started {"attempt":1,"item":"bad/tell","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"bad/tell","key":"1","request":{"argv":["./tell"]},"slot":"run"}
effect_finished {"attempt":1,"item":"bad/tell","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"bad/tell","result":null,"slot":"run"}
contingency_ended {"contingency":"bad"}
run_rolled_back
-> bad/tell exec {"argv":["./tell"]}
state rolled_back
