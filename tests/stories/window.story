# What names a window starts in it: before it opens it waits, and what could not start before it was
# over is asked about, skipped, or run late, as its item says.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  window "night" { from = "J 20:00", to = "J+1 02:00", reason = "the shop is closed" },
  phase "go-live" { from = "J", to = "J+1", window = "night",
    step "stop" { run = function(ctx) ctx:exec { "./stop" } end },
    task "look" { owner = "ops" },
    parallel {
      step "mail" { missed = "skip", run = function(ctx) ctx:exec { "./mail" } end },
      step "log" { missed = "run late", run = function(ctx) ctx:exec { "./log" } end },
      step "deploy" { run = function(ctx) ctx:exec { "./deploy" } end },
    },
    step "check" { run = function(ctx) ctx:exec { "./check" } end },
  },
  phase "after" { from = "J+1", to = "J+1", step "report" { run = function(ctx) ctx:exec { "./report" } end } },
}
```

create prod 2027-01-11 live
----
run_created by starter
run_started by starter
state running

pass 34h
----
state running

pass 2h
----
attempt_started {"attempt":1,"item":"go-live/stop","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/stop","key":"1","request":{"argv":["./stop"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/stop","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/stop","result":null,"slot":"run"}
item_opened {"item":"go-live/look"}
-> go-live/stop exec {"argv":["./stop"]}
state running

oscar:ops start-task {"item":"look"}
----
task_started by oscar {"item":"go-live/look"}
state running

pass 6h
----
state running

oscar:ops end-task {"item":"look","result":"pass"}
----
task_ended by oscar {"comment":"","item":"go-live/look","result":"pass"}
item_skipped {"by_condition":false,"item":"go-live/mail","reason":"its window night was over at 2027-01-12 02:00"}
start_missed {"item":"go-live/deploy","why":"its window night was over at 2027-01-12 02:00"}
state held, waits for a decision on go-live/deploy

lea:lead retry {"item":"deploy","reason":"ten minutes more"}
----
item_retried by lea {"item":"go-live/deploy","reason":"ten minutes more"}
attempt_started {"attempt":1,"item":"go-live/log","slot":"run"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/log","key":"1","request":{"argv":["./log"]},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/log","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/log","result":null,"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
start_missed {"item":"go-live/check","why":"its window night was over at 2027-01-12 02:00"}
-> go-live/log exec {"argv":["./log"]}
-> go-live/deploy exec {"argv":["./deploy"]}
state held, waits for a decision on go-live/check

lea:lead skip {"item":"check","reason":"tomorrow"}
----
item_skipped by lea {"by_condition":false,"item":"go-live/check","reason":"tomorrow"}
attempt_started {"attempt":1,"item":"after/report","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"after/report","key":"1","request":{"argv":["./report"]},"slot":"run"}
effect_finished {"attempt":1,"item":"after/report","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"after/report","result":null,"slot":"run"}
run_completed
-> after/report exec {"argv":["./report"]}
state completed
