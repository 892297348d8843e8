# What could have started at its time, and could not for want of an engine or a go-ahead, is asked
# about, skipped, or run late, as its item says. What waited for it is just late.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    parallel {
      step "mail" { at = "08:00", missed = "skip", run = function(ctx) ctx:exec { "./mail" } end },
      step "stop" { at = "08:30", run = function(ctx) ctx:exec { "./stop" } end },
      step "open" { at = "08:40", missed = "run late", run = function(ctx) ctx:exec { "./open" } end },
      step "log" { at = "08:50", run = function(ctx) ctx:exec { "./log" } end },
    },
    step "clean" { at = "11:00", run = function(ctx) ctx:exec { "./clean" } end },
    step "report" { at = "11:30", run = function(ctx) ctx:exec { "./report" } end },
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

pass 48h
----
state paused

lea:lead resume {"reason":"a false one"}
----
run_resumed by lea {"reason":"a false one"}
item_skipped {"by_condition":false,"item":"go-live/mail","reason":"its time, 2027-01-12 08:00, passed while nothing could start it"}
start_missed {"item":"go-live/stop","why":"its time, 2027-01-12 08:30, passed while nothing could start it"}
state held, waits for a decision on go-live/stop

lea:lead retry {"item":"stop","reason":"now will do"}
----
item_retried by lea {"item":"go-live/stop","reason":"now will do"}
attempt_started {"attempt":1,"item":"go-live/stop","slot":"run"}
attempt_started {"attempt":1,"item":"go-live/open","slot":"run"}
attempt_started {"attempt":1,"item":"go-live/log","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/stop","key":"1","request":{"argv":["./stop"]},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/open","key":"1","request":{"argv":["./open"]},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/log","key":"1","request":{"argv":["./log"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/stop","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/stop","result":null,"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/open","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/open","result":null,"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/log","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/log","result":null,"slot":"run"}
-> go-live/stop exec {"argv":["./stop"]}
-> go-live/open exec {"argv":["./open"]}
-> go-live/log exec {"argv":["./log"]}
state running

restart 3h
----
another engine has taken over

lea:lead skip {"item":"clean","reason":"tonight, with the others"}
----
engine_took_over {"epoch":2}
start_missed {"item":"go-live/clean","why":"its time, 2027-01-12 11:00, passed while nothing could start it"}
item_skipped by lea {"by_condition":false,"item":"go-live/clean","reason":"tonight, with the others"}
attempt_started {"attempt":1,"item":"go-live/report","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/report","key":"1","request":{"argv":["./report"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/report","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/report","result":null,"slot":"run"}
run_completed
-> go-live/report exec {"argv":["./report"]}
state completed
