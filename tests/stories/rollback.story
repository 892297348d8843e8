# A contingency is offered when its trigger comes true, decided by its role, and undoes backwards what was done.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "before" { on = "J-1", step "prepare" { run = function(ctx) ctx:exec { "./prepare" } end,
    undo = function(ctx) ctx:exec { "./unprepare" } end } },
  phase "go-live" { on = "J",
    step "stop" { run = function(ctx) ctx:exec { "./stop" } end, undo = function(ctx) ctx:exec { "./start" } end },
    step "check" { effects = false, run = function(ctx) ctx:exec { "./check" } end },
    step "mail" { irreversible = true, run = function(ctx) ctx:exec { "./mail" } end },
    step "migrate" { run = function(ctx) ctx:exec { "./migrate" } end, undo = function(ctx) ctx:exec { "./down" } end },
    step "open" { run = function(ctx) ctx:exec { "./open" } end },
  },
  contingency "migration-failed" { risk = "migration", trigger = failed "go-live/migrate", decided_by = { "dba" },
    within = "15m", rollback_to = "go-live",
    step "tell" { irreversible = true, run = function(ctx) ctx:exec { "./tell" } end } },
}
```

world ./migrate {"code":1,"err":"syntax error","out":"","ms":3,"truncated":false}
----

world ./start {"code":1,"err":"port in use","out":"","ms":3,"truncated":false}
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"3d15h"}
attempt_started {"attempt":1,"item":"before/prepare","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"before/prepare","key":"1","request":{"argv":["./prepare"]},"slot":"run"}
effect_finished {"attempt":1,"item":"before/prepare","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"before/prepare","result":null,"slot":"run"}
clock_jumped {"by":"1d"}
attempt_started {"attempt":1,"item":"go-live/stop","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/stop","key":"1","request":{"argv":["./stop"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/stop","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/stop","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/check","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/check","key":"1","request":{"argv":["./check"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/check","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/check","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/mail","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/mail","key":"1","request":{"argv":["./mail"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/mail","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/mail","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":1,"err":"syntax error","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:11: ./migrate ended with code 1: syntax error","item":"go-live/migrate","slot":"run"}
contingency_offered {"contingency":"migration-failed","why":"go-live/migrate failed: runbook.lua:11: ./migrate ended with code 1: syntax error"}
-> before/prepare exec {"argv":["./prepare"]}
-> go-live/stop exec {"argv":["./stop"]}
-> go-live/check exec {"argv":["./check"]}
-> go-live/mail exec {"argv":["./mail"]}
-> go-live/migrate exec {"argv":["./migrate"]}
state held, waits for a decision on go-live/migrate

pass 15m
----
contingency_overdue {"contingency":"migration-failed"}
state held, waits for a decision on go-live/migrate

lea:lead activate {"contingency":"migration-failed","reason":"go back"}
----
refused lea may not decide migration-failed: it takes the role dba (ask someone with that role)
command_refused by lea {"command":"activate","item":"migration-failed","reason":"lea may not decide migration-failed: it takes the role dba"}
state held, waits for a decision on go-live/migrate

dan:dba activate {"contingency":"migration-failed","reason":"go back"}
----
contingency_activated by dan {"contingency":"migration-failed","reason":"go back","role":"dba"}
rollback_started by dan {"items":["go-live/migrate","go-live/mail","go-live/check","go-live/stop"],"reason":"go back","to":"go-live"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./down"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/migrate","result":null,"slot":"undo"}
undo_passed_over {"item":"go-live/mail","possible":false,"why":"declared irreversible"}
undo_passed_over {"item":"go-live/check","possible":true,"why":"it has no effects"}
attempt_started {"attempt":1,"item":"go-live/stop","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/stop","key":"1","request":{"argv":["./start"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/stop","key":"1","outcome":{"code":1,"err":"port in use","ms":3,"out":"","truncated":false},"slot":"undo"}
attempt_failed {"attempt":1,"error":"runbook.lua:8: ./start ended with code 1: port in use","item":"go-live/stop","slot":"undo"}
-> go-live/migrate undo exec {"argv":["./down"]}
-> go-live/stop undo exec {"argv":["./start"]}
state held, waits for a decision on go-live/stop

lea:lead skip {"item":"stop","reason":"started by hand"}
----
item_skipped by lea {"by_condition":false,"item":"go-live/stop","reason":"started by hand"}
rollback_ended
attempt_started {"attempt":1,"item":"migration-failed/tell","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"migration-failed/tell","key":"1","request":{"argv":["./tell"]},"slot":"run"}
effect_finished {"attempt":1,"item":"migration-failed/tell","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"migration-failed/tell","result":null,"slot":"run"}
contingency_ended {"contingency":"migration-failed"}
run_rolled_back
-> migration-failed/tell exec {"argv":["./tell"]}
state rolled_back
