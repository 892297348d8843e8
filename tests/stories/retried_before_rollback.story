# A rollback goes back to the first start of an item, however often it was retried since; and an undo that failed can be
# tried again, also of an item whose own failure was no matter.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    parallel {
      step "migrate" { run = function(ctx) ctx:exec { "./migrate" } end, undo = function(ctx) ctx:exec { "./down" } end },
      step "deploy" { on_failure = "continue", run = function(ctx) ctx:exec { "./deploy" } end,
        undo = function(ctx) ctx:exec { "./undeploy" } end },
    },
    task "look" {},
  },
  contingency "back" { risk = "bad data", decided_by = { "lead" }, rollback_to = "migrate" },
}
```

world ./migrate silence
----

world ./deploy {"code":1,"err":"","out":"","ms":3,"truncated":false}
----

world ./undeploy silence
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"run"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":1,"err":"","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:8: ./deploy ended with code 1","item":"go-live/deploy","slot":"run"}
-> go-live/migrate exec {"argv":["./migrate"]}
-> go-live/deploy exec {"argv":["./deploy"]}
state running

answer go-live/migrate {"code":1,"err":"","out":"","ms":3,"truncated":false}
----
effect_finished {"attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":1,"err":"","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:7: ./migrate ended with code 1","item":"go-live/migrate","slot":"run"}
state held, waits for a decision on go-live/migrate

lea:lead retry {"item":"migrate","reason":"again"}
----
item_retried by lea {"item":"go-live/migrate","reason":"again"}
attempt_started {"attempt":2,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":2,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
-> go-live/migrate exec {"argv":["./migrate"]}
state running

answer go-live/migrate {"code":0,"err":"","out":"","ms":3,"truncated":false}
----
effect_finished {"attempt":2,"item":"go-live/migrate","key":"1","outcome":{"code":0,"err":"","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":2,"item":"go-live/migrate","result":null,"slot":"run"}
item_opened {"item":"go-live/look"}
state running

lea:lead activate {"contingency":"back","reason":"bad data"}
----
contingency_activated by lea {"contingency":"back","reason":"bad data","role":"lead"}
rollback_started by lea {"items":["go-live/migrate","go-live/deploy"],"reason":"bad data","to":"go-live/migrate"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./down"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/migrate","result":null,"slot":"undo"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./undeploy"]},"slot":"undo"}
-> go-live/migrate undo exec {"argv":["./down"]}
-> go-live/deploy undo exec {"argv":["./undeploy"]}
state running

answer go-live/deploy {"code":1,"err":"busy","out":"","ms":3,"truncated":false}
----
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":1,"err":"busy","ms":3,"out":"","truncated":false},"slot":"undo"}
attempt_failed {"attempt":1,"error":"runbook.lua:9: ./undeploy ended with code 1: busy","item":"go-live/deploy","slot":"undo"}
state held, waits for a decision on go-live/deploy

lea:lead retry {"item":"deploy","reason":"idle now"}
----
item_retried by lea {"item":"go-live/deploy","reason":"idle now"}
attempt_started {"attempt":2,"item":"go-live/deploy","slot":"undo"}
effect_requested {"attempt":2,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./undeploy"]},"slot":"undo"}
-> go-live/deploy undo exec {"argv":["./undeploy"]}
state running

answer go-live/deploy {"code":0,"err":"","out":"","ms":3,"truncated":false}
----
effect_finished {"attempt":2,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":3,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":2,"item":"go-live/deploy","result":null,"slot":"undo"}
rollback_ended
contingency_ended {"contingency":"back"}
run_rolled_back
state rolled_back
