# Undoing took longer in a rehearsal than was estimated: the live run is told, and a lead is asked as
# much earlier.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "uat" { }, environment "prod" { live = true },
  objective "rto" { max = "2h" },
  phase "go-live" { on = "J", owner = "ops",
    step "stop" { at = "08:00", does = "downtime_start", undo_estimate = "5m",
      run = function(ctx) ctx:exec { "./stop" } end, undo = function(ctx) ctx:exec { "./start" } end },
    task "look" { },
    step "migrate" { undo_estimate = "25m",
      run = function(ctx) ctx:exec { "./migrate" } end, undo = function(ctx) ctx:exec { "./back" } end },
    step "open" { does = "opening", undo_estimate = "1m",
      run = function(ctx) ctx:exec { "./open" } end, undo = function(ctx) ctx:exec { "./close" } end },
  },
  contingency "back" { risk = "It fails", decided_by = { "lead" }, within = "15m", rollback_to = "go-live" },
}
```

create uat 2027-01-11 rehearsal
----
run_created by starter
run_started by starter
clock_jumped {"by":"23h"}
attempt_started {"attempt":1,"item":"go-live/stop","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/stop","key":"1","request":{"argv":["./stop"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/stop","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/stop","result":null,"slot":"run"}
item_opened {"item":"go-live/look"}
-> go-live/stop exec {"argv":["./stop"]}
state running

world ./migrate {"code":1,"out":"","err":"no disk","ms":0,"truncated":false}
----

world ./back silence
----

oscar:ops end-task {"item":"look","result":"pass"}
----
task_started by oscar {"item":"go-live/look"}
task_ended by oscar {"comment":"","item":"go-live/look","result":"pass"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":1,"err":"no disk","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:11: ./migrate ended with code 1: no disk","item":"go-live/migrate","slot":"run"}
-> go-live/migrate exec {"argv":["./migrate"]}
state held, waits for a decision on go-live/migrate

lea:lead activate {"contingency":"back","reason":"there is no disk"}
----
contingency_activated by lea {"contingency":"back","reason":"there is no disk","role":"lead"}
rollback_started by lea {"items":["go-live/migrate","go-live/stop"],"reason":"there is no disk","to":"go-live"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./back"]},"slot":"undo"}
-> go-live/migrate undo exec {"argv":["./back"]}
state running

pass 50m
----
state running

answer go-live/migrate {"code":0,"out":"","err":"","ms":3000000,"truncated":false}
----
effect_finished {"attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":0,"err":"","ms":3000000,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/migrate","result":null,"slot":"undo"}
attempt_started {"attempt":1,"item":"go-live/stop","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/stop","key":"1","request":{"argv":["./start"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/stop","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/stop","result":null,"slot":"undo"}
rollback_ended
contingency_ended {"contingency":"back"}
run_rolled_back
-> go-live/stop undo exec {"argv":["./start"]}
state rolled_back

world ./migrate {"code":0,"out":"","err":"","ms":0,"truncated":false}
----

create prod 2027-01-12 live
----
run_created by starter
run_started by starter
undos_measured {"rehearsals":1,"undos":[{"item":"go-live/stop","took":"0s"},{"item":"go-live/migrate","took":"50m"}]}
state running

pass 47h30m
----
attempt_started {"attempt":1,"item":"go-live/stop","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/stop","key":"1","request":{"argv":["./stop"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/stop","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/stop","result":null,"slot":"run"}
item_opened {"item":"go-live/look"}
-> go-live/stop exec {"argv":["./stop"]}
state running

oscar:ops end-task {"item":"look","result":"pass"}
----
task_started by oscar {"item":"go-live/look"}
task_ended by oscar {"comment":"","item":"go-live/look","result":"pass"}
return_passed {"item":"go-live/migrate","why":"past the point of no return (2027-01-12 09:10): a rollback takes 50m and would no longer fit before 2027-01-12 10:00 (objective rto); a lead decides"}
state held, waits for a decision on go-live/migrate
