# What is late is noted once, where a channel tells it, for the first that could begin; and a day's
# note at its time. What merely waits for the late one is not told.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  channel "project" { webhook = "https://hooks.example/golive", daily = "18:00" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    task "tell" { at = "08:00", owner = "lead", estimate = "5m" },
    step "deploy" { at = "08:30", estimate = "10m", run = function(ctx) ctx:exec { "./deploy" } end },
    step "check" { at = "09:00", estimate = "1m", run = function(ctx) ctx:exec { "./check" } end },
  },
}
```

create prod 2027-01-12 live
----
run_created by starter
run_started by starter
state running

world ./deploy silence
----

pass 47h
----
day_noted {"channel":"project"}
day_noted {"channel":"project"}
item_opened {"item":"go-live/tell"}
state running

pass 1h10m
----
item_late {"item":"go-live/tell","why":"planned for 2027-01-12 08:00, and not begun"}
state running

lea:lead start-task {"item":"tell"}
----
task_started by lea {"item":"go-live/tell"}
state running

pass 10m
----
state running

lea:lead end-task {"item":"tell","result":"pass","comment":"told"}
----
task_ended by lea {"comment":"told","item":"go-live/tell","result":"pass"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
-> go-live/deploy exec {"argv":["./deploy"]}
state running

pass 30m
----
item_late {"item":"go-live/deploy","why":"begun at 2027-01-12 09:20, estimated at 10m, and not done"}
state running

answer go-live/deploy {"code":0,"out":"","err":"","ms":0,"truncated":false}
----
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/check","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/check","key":"1","request":{"argv":["./check"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/check","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/check","result":null,"slot":"run"}
run_completed
-> go-live/check exec {"argv":["./check"]}
state completed
