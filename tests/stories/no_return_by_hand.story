# A downtime that was begun by hand starts the recovery time, too: from when it was marked done.
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
    step "open" { does = "opening", undo_estimate = "1m",
      run = function(ctx) ctx:exec { "./open" } end, undo = function(ctx) ctx:exec { "./close" } end },
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

pass 22h
----
state running

lea:lead mark-done {"item":"stop","reason":"stopped by hand at seven"}
----
item_marked_done by lea {"item":"go-live/stop","reason":"stopped by hand at seven"}
item_opened {"item":"go-live/look"}
state running

pass 1h45m
----
state running

oscar:ops end-task {"item":"look","result":"pass"}
----
task_started by oscar {"item":"go-live/look"}
task_ended by oscar {"comment":"","item":"go-live/look","result":"pass"}
attempt_started {"attempt":1,"item":"go-live/measure","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/measure","key":"1","request":{"argv":["./measure"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/measure","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/measure","result":null,"slot":"run"}
return_passed {"item":"go-live/migrate","why":"past the point of no return (2027-01-11 08:35): a rollback takes 25m and would no longer fit before 2027-01-11 09:00 (objective rto); a lead decides"}
-> go-live/measure exec {"argv":["./measure"]}
state held, waits for a decision on go-live/migrate
