# Pause, resume and abort are for leads and for whoever started the run; an abort is for good.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "dba",
    step "one" { run = function(ctx) ctx:exec { "./one" } ctx:sleep "10s" end, undo = function(ctx) ctx:exec { "./un-one" } end },
    step "two" { timeout = "1m", run = function(ctx) ctx:exec { "./two" } end, undo = function(ctx) ctx:exec { "./un-two" } end },
  },
}
```

world ./two silence
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/one","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/one","key":"1","request":{"argv":["./one"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/one","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
effect_requested {"attempt":1,"effect":"sleep","item":"go-live/one","key":"2","request":{"until_ms":1799967610000},"slot":"run"}
-> go-live/one exec {"argv":["./one"]}
state running

dan:dba pause {"reason":"wait"}
----
refused dan may not steer the run release-uat-2027-01-15-1: it takes the role lead (ask someone with that role)
command_refused by dan {"command":"pause","item":"","reason":"dan may not steer the run release-uat-2027-01-15-1: it takes the role lead"}
state running

lea:lead pause {"reason":"the network is down"}
----
run_paused by lea {"reason":"the network is down"}
state paused

pass 10s
----
effect_finished {"attempt":1,"item":"go-live/one","key":"2","outcome":{},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/one","result":null,"slot":"run"}
state paused

starter: resume {"reason":"the network is back"}
----
run_resumed by starter {"reason":"the network is back"}
attempt_started {"attempt":1,"item":"go-live/two","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/two","key":"1","request":{"argv":["./two"]},"slot":"run"}
-> go-live/two exec {"argv":["./two"]}
state running

pass 1m
----
attempt_failed {"attempt":1,"error":"took longer than its timeout of 1m","item":"go-live/two","slot":"run"}
-> cancelled go-live/two 1
state held, waits for a decision on go-live/two

lea:lead retry {"item":"two","reason":"again"}
----
item_retried by lea {"item":"go-live/two","reason":"again"}
attempt_started {"attempt":2,"item":"go-live/two","slot":"run"}
effect_requested {"attempt":2,"effect":"exec","item":"go-live/two","key":"1","request":{"argv":["./two"]},"slot":"run"}
-> go-live/two exec {"argv":["./two"]}
state running

lea:lead abort {"rollback":true,"reason":"not today"}
----
attempt_failed by lea {"attempt":2,"error":"ended by the rollback","item":"go-live/two","slot":"run"}
rollback_started by lea {"items":["go-live/two","go-live/one"],"reason":"not today","to":"go-live"}
attempt_started {"attempt":1,"item":"go-live/two","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/two","key":"1","request":{"argv":["./un-two"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/two","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/two","result":null,"slot":"undo"}
attempt_started {"attempt":1,"item":"go-live/one","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/one","key":"1","request":{"argv":["./un-one"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/one","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/one","result":null,"slot":"undo"}
rollback_ended
run_aborted {"reason":"not today","rolled_back":true}
-> cancelled go-live/two 1
-> go-live/two undo exec {"argv":["./un-two"]}
-> go-live/one undo exec {"argv":["./un-one"]}
state aborted

lea:lead resume {"reason":"after all"}
----
refused the run release-uat-2027-01-15-1 is over: aborted (start a new run)
state aborted
