# A retry that comes due while the run is paused waits for the run, and does not keep the engine busy.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J",
    step "migrate" { retry = 1, run = function(ctx) ctx:exec { "./migrate" } end },
  },
}
```

world migrate {"code":1,"err":"locked","out":"","ms":3,"truncated":false}
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":1,"err":"locked","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:6: ./migrate ended with code 1: locked","item":"go-live/migrate","slot":"run"}
retry_scheduled {"item":"go-live/migrate","not_before":"2027-01-10T08:00:10.000Z"}
-> go-live/migrate exec {"argv":["./migrate"]}
state running

lea:lead pause {"reason":"look at the lock"}
----
run_paused by lea {"reason":"look at the lock"}
state paused

pass 1m
----
state paused

lea:lead resume {"reason":"go on"}
----
run_resumed by lea {"reason":"go on"}
attempt_started {"attempt":2,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":2,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
effect_finished {"attempt":2,"item":"go-live/migrate","key":"1","outcome":{"code":1,"err":"locked","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":2,"error":"runbook.lua:6: ./migrate ended with code 1: locked","item":"go-live/migrate","slot":"run"}
-> go-live/migrate exec {"argv":["./migrate"]}
state held, waits for a decision on go-live/migrate
