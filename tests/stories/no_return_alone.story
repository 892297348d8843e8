# Past the point of no return a lead may let one item go on alone: what follows is asked about anew,
# and the last decision speaks for what is left. What is not held there has no such choice.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  objective "rto" { max = "2h" },
  phase "go-live" { on = "J", owner = "ops",
    step "stop" { at = "08:00", does = "downtime_start", undo_estimate = "5m",
      run = function(ctx) ctx:exec { "./stop" } end, undo = function(ctx) ctx:exec { "./start" } end },
    task "look" { },
    step "measure" { effects = false, run = function(ctx) ctx:exec { "./measure" } end },
    step "migrate" { undo_estimate = "25m",
      run = function(ctx) ctx:exec { "./migrate" } end, undo = function(ctx) ctx:exec { "./back" } end },
    step "warm" { undo_estimate = "1m",
      run = function(ctx) ctx:exec { "./warm" } end, undo = function(ctx) ctx:exec { "./cool" } end },
    step "open" { does = "opening", undo_estimate = "1m",
      run = function(ctx) ctx:exec { "./open" } end, undo = function(ctx) ctx:exec { "./close" } end },
    step "tell" { effects = false, run = function(ctx) ctx:check(false, "nobody listens") end },
    step "announce" { run = function(ctx) ctx:exec { "./announce" } end },
  },
  contingency "back" { risk = "It fails", decided_by = { "lead" }, within = "15m", rollback_to = "go-live" },
}
```

create prod 2027-01-11 live
----
run_created by starter
run_started by starter
state running

pass 24h40m
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
attempt_started {"attempt":1,"item":"go-live/measure","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/measure","key":"1","request":{"argv":["./measure"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/measure","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/measure","result":null,"slot":"run"}
return_passed {"item":"go-live/migrate","why":"past the point of no return (2027-01-11 09:30): a rollback takes 30m and would no longer fit before 2027-01-11 10:00 (objective rto); a lead decides"}
-> go-live/measure exec {"argv":["./measure"]}
state held, waits for a decision on go-live/migrate

lea:lead retry {"item":"migrate","reason":"the fix can wait, the migration not","only":true}
----
item_retried by lea {"item":"go-live/migrate","reason":"the fix can wait, the migration not","speaks_for":["go-live/migrate"]}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/migrate","result":null,"slot":"run"}
return_passed {"item":"go-live/warm","why":"past the point of no return (2027-01-11 09:29): a rollback takes 31m and would no longer fit before 2027-01-11 10:00 (objective rto); a lead decides"}
-> go-live/migrate exec {"argv":["./migrate"]}
state held, waits for a decision on go-live/warm

lea:lead retry {"item":"warm","reason":"nor can what follows it"}
----
item_retried by lea {"item":"go-live/warm","reason":"nor can what follows it","speaks_for":["go-live/warm","go-live/open"]}
attempt_started {"attempt":1,"item":"go-live/warm","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/warm","key":"1","request":{"argv":["./warm"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/warm","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/warm","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/open","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/open","key":"1","request":{"argv":["./open"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/open","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/open","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/tell","slot":"run"}
effect_requested {"attempt":1,"effect":"check","item":"go-live/tell","key":"1","request":{"sentence":"nobody listens"},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/tell","key":"1","outcome":{"ok":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:17: check failed: nobody listens","item":"go-live/tell","slot":"run"}
-> go-live/warm exec {"argv":["./warm"]}
-> go-live/open exec {"argv":["./open"]}
state held, waits for a decision on go-live/tell

lea:lead retry {"item":"tell","reason":"once more","only":true}
----
refused only what would start past the point of no return can be let go on alone (leave that out)
state held, waits for a decision on go-live/tell
