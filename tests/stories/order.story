# Children run in the order written, a checklist in none, parallel side by side; hooks and edges hold the way.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" { size = "small" },
  phase "before" { from = "J-3", to = "J-1", owner = "lead",
    checklist "ready" { task "servers" {}, task "people" {} },
  },
  phase "go-live" { on = "J",
    parallel { each({ "a", "b" }, function(name)
      return step("deploy-" .. name) { run = function(ctx) ctx:exec { "./deploy", name } end }
    end) },
    step "big-only" { when = function(ctx) return ctx:param "size" == "big", "the environment is small" end,
      run = function(ctx) ctx:exec { "./grow" } end },
    watch "load" { during = "30m", rehearse_for = "2s", run = function(ctx)
      ctx:poll { url = "http://127.0.0.1:1/load", every = "1s", during = ctx.window, tolerate = 1 } end },
    smoke "booking" { before = "opening", run = function(ctx) ctx:http "http://127.0.0.1:1/book" end },
    step "open" { does = "opening", at = "10:00", run = function(ctx) ctx:exec { "./open" } end },
  },
}
```

world /load silence
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"1d15h"}
item_opened {"item":"before/ready/servers"}
item_opened {"item":"before/ready/people"}
state running

lea:lead end-task {"item":"people","result":"fail"}
----
refused comment: a task that did not pass needs a comment (say why)
state running

lea:lead end-task {"item":"people","result":"not-applicable","comment":"they are always ready"}
----
task_started by lea {"item":"before/ready/people"}
task_ended by lea {"comment":"they are always ready","item":"before/ready/people","result":"not-applicable"}
state running

lea:lead end-task {"item":"servers","result":"pass"}
----
task_started by lea {"item":"before/ready/servers"}
task_ended by lea {"comment":"","item":"before/ready/servers","result":"pass"}
clock_jumped {"by":"3d"}
attempt_started {"attempt":1,"item":"go-live/deploy-a","slot":"run"}
attempt_started {"attempt":1,"item":"go-live/deploy-b","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy-a","key":"1","request":{"argv":["./deploy","a"]},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy-b","key":"1","request":{"argv":["./deploy","b"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy-a","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy-a","result":null,"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy-b","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy-b","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/big-only","slot":"when"}
attempt_succeeded {"attempt":1,"item":"go-live/big-only","result":{"met":false,"reason":"the environment is small"},"slot":"when"}
item_skipped {"by_condition":true,"item":"go-live/big-only","reason":"the environment is small"}
attempt_started {"attempt":1,"item":"go-live/load","slot":"run"}
attempt_started {"attempt":1,"item":"go-live/booking","slot":"run"}
effect_requested {"attempt":1,"effect":"poll","item":"go-live/load","key":"1","request":{"during_ms":2000,"every_ms":1000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/load"},"tolerate":1},"slot":"run"}
effect_requested {"attempt":1,"effect":"http","item":"go-live/booking","key":"1","request":{"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/book"},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/booking","key":"1","outcome":{"body":"","headers":{},"ms":0,"status":200},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/booking","result":null,"slot":"run"}
-> go-live/deploy-a exec {"argv":["./deploy","a"]}
-> go-live/deploy-b exec {"argv":["./deploy","b"]}
-> go-live/load poll {"during_ms":2000,"every_ms":1000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/load"},"tolerate":1}
-> go-live/booking http {"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/book"}
state running

answer go-live/load {"ok":true,"polls":2,"failures":0,"last":{"status":200},"ms":2000}
----
effect_finished {"attempt":1,"item":"go-live/load","key":"1","outcome":{"failures":0,"last":{"status":200},"ms":2000,"ok":true,"polls":2},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/load","result":null,"slot":"run"}
clock_jumped {"by":"10h"}
attempt_started {"attempt":1,"item":"go-live/open","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/open","key":"1","request":{"argv":["./open"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/open","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/open","result":null,"slot":"run"}
run_completed
-> go-live/open exec {"argv":["./open"]}
state completed
