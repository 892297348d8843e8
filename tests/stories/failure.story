# A step that fails is tried again as often as it says, then holds the run; a person retries, skips or marks it done.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "dba",
    step "migrate" { retry = { times = 1, every = "10s" }, run = function(ctx) ctx:exec { "./migrate" } end },
    step "index" { on_failure = "continue", run = function(ctx) ctx:exec { "./index" } end },
    step "warm-up" { run = function(ctx) ctx:exec { "./warm" } end },
    step "announce" { run = function(ctx) ctx:log "out" end },
  },
}
```

world migrate {"code":1,"err":"table locked","out":"","ms":3,"truncated":false}
----

world index {"code":2,"err":"","out":"","ms":3,"truncated":false}
----

world warm {"code":3,"err":"","out":"","ms":3,"truncated":false}
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":1,"err":"table locked","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:6: ./migrate ended with code 1: table locked","item":"go-live/migrate","slot":"run"}
retry_scheduled {"item":"go-live/migrate","not_before":"2027-01-10T08:00:10.000Z"}
-> go-live/migrate exec {"argv":["./migrate"]}
state running

pass 10s
----
attempt_started {"attempt":2,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":2,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
effect_finished {"attempt":2,"item":"go-live/migrate","key":"1","outcome":{"code":1,"err":"table locked","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":2,"error":"runbook.lua:6: ./migrate ended with code 1: table locked","item":"go-live/migrate","slot":"run"}
-> go-live/migrate exec {"argv":["./migrate"]}
state held, waits for a decision on go-live/migrate

ann:lead retry {"item":"migrate","reason":"lock released"}
----
item_retried by ann {"item":"go-live/migrate","reason":"lock released"}
attempt_started {"attempt":3,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":3,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
effect_finished {"attempt":3,"item":"go-live/migrate","key":"1","outcome":{"code":1,"err":"table locked","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":3,"error":"runbook.lua:6: ./migrate ended with code 1: table locked","item":"go-live/migrate","slot":"run"}
retry_scheduled {"item":"go-live/migrate","not_before":"2027-01-10T08:00:20.000Z"}
-> go-live/migrate exec {"argv":["./migrate"]}
state running

pass 10s
----
attempt_started {"attempt":4,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":4,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
effect_finished {"attempt":4,"item":"go-live/migrate","key":"1","outcome":{"code":1,"err":"table locked","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":4,"error":"runbook.lua:6: ./migrate ended with code 1: table locked","item":"go-live/migrate","slot":"run"}
-> go-live/migrate exec {"argv":["./migrate"]}
state held, waits for a decision on go-live/migrate

eve:business skip {"item":"migrate","reason":"let us go on"}
----
refused eve may not act on go-live/migrate: it takes the role dba or lead (ask someone with that role)
command_refused by eve {"command":"skip","item":"migrate","reason":"eve may not act on go-live/migrate: it takes the role dba or lead"}
state held, waits for a decision on go-live/migrate

dan:dba mark-done {"item":"migrate","reason":"ran the script by hand, output attached"}
----
item_marked_done by dan {"item":"go-live/migrate","reason":"ran the script by hand, output attached"}
attempt_started {"attempt":1,"item":"go-live/index","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/index","key":"1","request":{"argv":["./index"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/index","key":"1","outcome":{"code":2,"err":"","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:7: ./index ended with code 2","item":"go-live/index","slot":"run"}
attempt_started {"attempt":1,"item":"go-live/warm-up","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/warm-up","key":"1","request":{"argv":["./warm"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/warm-up","key":"1","outcome":{"code":3,"err":"","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:8: ./warm ended with code 3","item":"go-live/warm-up","slot":"run"}
-> go-live/index exec {"argv":["./index"]}
-> go-live/warm-up exec {"argv":["./warm"]}
state held, waits for a decision on go-live/warm-up

dan:dba skip {"item":"warm-up","reason":"caches fill by themselves"}
----
item_skipped by dan {"by_condition":false,"item":"go-live/warm-up","reason":"caches fill by themselves"}
attempt_started {"attempt":1,"item":"go-live/announce","slot":"run"}
effect_requested {"attempt":1,"effect":"log","item":"go-live/announce","key":"1","request":{"text":"out"},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/announce","key":"1","outcome":{},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/announce","result":null,"slot":"run"}
run_completed
state completed
