# What stands side by side and has missed its time is asked about all at once; each needs its own
# answer.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    parallel {
      step "stop" { at = "08:00", run = function(ctx) ctx:exec { "./stop" } end },
      step "mail" { at = "08:05", missed = "skip", run = function(ctx) ctx:exec { "./mail" } end },
      step "log" { at = "08:10", run = function(ctx) ctx:exec { "./log" } end },
    },
    step "clean" { at = "08:20", run = function(ctx) ctx:exec { "./clean" } end },
  },
}
```

create prod 2027-01-12 live
----
run_created by starter
run_started by starter
state running

lea:lead pause {"reason":"an alarm"}
----
run_paused by lea {"reason":"an alarm"}
state paused

pass 49h
----
state paused

lea:lead resume {"reason":"a false one"}
----
run_resumed by lea {"reason":"a false one"}
item_skipped {"by_condition":false,"item":"go-live/mail","reason":"its time, 2027-01-12 08:05, passed while nothing could start it"}
start_missed {"item":"go-live/stop","why":"its time, 2027-01-12 08:00, passed while nothing could start it"}
start_missed {"item":"go-live/log","why":"its time, 2027-01-12 08:10, passed while nothing could start it"}
state held, waits for a decision on go-live/stop, waits for a decision on go-live/log

lea:lead skip {"item":"log","reason":"nobody reads it now"}
----
item_skipped by lea {"by_condition":false,"item":"go-live/log","reason":"nobody reads it now"}
state held, waits for a decision on go-live/stop

lea:lead retry {"item":"stop","reason":"now will do"}
----
item_retried by lea {"item":"go-live/stop","reason":"now will do"}
attempt_started {"attempt":1,"item":"go-live/stop","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/stop","key":"1","request":{"argv":["./stop"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/stop","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/stop","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/clean","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/clean","key":"1","request":{"argv":["./clean"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/clean","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/clean","result":null,"slot":"run"}
run_completed
-> go-live/stop exec {"argv":["./stop"]}
-> go-live/clean exec {"argv":["./clean"]}
state completed
