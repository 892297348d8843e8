# The end of the opening's window is a limit, too; and what is held past the point of no return may
# be answered by taking all back.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  window "night" { from = "J 20:00", to = "J+1 02:00" },
  phase "go-live" { from = "J", to = "J+1", owner = "ops", window = "night",
    step "stop" { undo_estimate = "1h",
      run = function(ctx) ctx:exec { "./stop" } end, undo = function(ctx) ctx:exec { "./start" } end },
    task "look" { },
    step "open" { does = "opening", undo_estimate = "30m",
      run = function(ctx) ctx:exec { "./open" } end, undo = function(ctx) ctx:exec { "./close" } end },
  },
  contingency "back" { risk = "It fails", decided_by = { "lead" }, within = "15m", rollback_to = "go-live" },
}
```

create prod 2027-01-11 live
----
run_created by starter
run_started by starter
state running

pass 39h45m
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
return_passed {"item":"go-live/open","why":"past the point of no return (2027-01-12 00:30): a rollback takes 1h30m and would no longer fit before 2027-01-12 02:00 (window night); a lead decides"}
state held, waits for a decision on go-live/open

lea:lead activate {"contingency":"back","reason":"no way to be back in time"}
----
contingency_activated by lea {"contingency":"back","reason":"no way to be back in time","role":"lead"}
rollback_started by lea {"items":["go-live/stop"],"reason":"no way to be back in time","to":"go-live"}
attempt_started {"attempt":1,"item":"go-live/stop","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/stop","key":"1","request":{"argv":["./start"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/stop","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/stop","result":null,"slot":"undo"}
rollback_ended
contingency_ended {"contingency":"back"}
run_rolled_back
-> go-live/stop undo exec {"argv":["./start"]}
state rolled_back
