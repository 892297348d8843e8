# A plan without roles is its starter's own: who started the run acts on everything in it, and nobody else.
```lua
return plan "release" {
  timezone = "Europe/Paris",
  environment "uat" {},
  phase "go-live" { on = "J",
    task "look" {},
    step "deploy" { run = function(ctx) ctx:exec { "./deploy" } end },
  },
}
```

world ./deploy {"code":1,"err":"disk full","out":"","ms":3,"truncated":false}
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
item_opened {"item":"go-live/look"}
state running

eve:lead end-task {"item":"look","result":"pass"}
----
refused eve may not act on go-live/look: the plan has no roles, so starter, who started the run, acts alone (ask starter, or add roles to the plan)
command_refused by eve {"command":"end-task","item":"look","reason":"eve may not act on go-live/look: the plan has no roles, so starter, who started the run, acts alone"}
state running

eve:lead pause {"reason":"stop"}
----
refused eve may not steer the run release-uat-2027-01-15-1: the plan has no roles, so starter, who started the run, acts alone (ask starter, or add roles to the plan)
command_refused by eve {"command":"pause","item":"","reason":"eve may not steer the run release-uat-2027-01-15-1: the plan has no roles, so starter, who started the run, acts alone"}
state running

starter: end-task {"item":"look","result":"pass"}
----
task_started by starter {"item":"go-live/look"}
task_ended by starter {"comment":"","item":"go-live/look","result":"pass"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":1,"err":"disk full","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:6: ./deploy ended with code 1: disk full","item":"go-live/deploy","slot":"run"}
-> go-live/deploy exec {"argv":["./deploy"]}
state held, waits for a decision on go-live/deploy

starter: retry {"item":"deploy","reason":"once more"}
----
item_retried by starter {"item":"go-live/deploy","reason":"once more"}
attempt_started {"attempt":2,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":2,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":2,"item":"go-live/deploy","key":"1","outcome":{"code":1,"err":"disk full","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":2,"error":"runbook.lua:6: ./deploy ended with code 1: disk full","item":"go-live/deploy","slot":"run"}
-> go-live/deploy exec {"argv":["./deploy"]}
state held, waits for a decision on go-live/deploy

eve: skip {"item":"deploy","reason":"let it be"}
----
refused eve may not act on go-live/deploy: the plan has no roles, so starter, who started the run, acts alone (ask starter, or add roles to the plan)
command_refused by eve {"command":"skip","item":"deploy","reason":"eve may not act on go-live/deploy: the plan has no roles, so starter, who started the run, acts alone"}
state held, waits for a decision on go-live/deploy

starter: mark-done {"item":"deploy","reason":"by hand"}
----
item_marked_done by starter {"item":"go-live/deploy","reason":"by hand"}
run_completed
state completed
