# A rollback undoes whatever was begun: also what failed and waits to be tried again, or was skipped.
# What an undo in doubt became is settled by the person's word, not by doing it again.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    step "one" { run = function(ctx) ctx:exec { "./one" } end, undo = function(ctx) ctx:exec { "./un-one" } end },
    step "two" { run = function(ctx) ctx:exec { "./two" } end, undo = function(ctx) ctx:exec { "./un-two" } end },
    step "three" { retry = 1, run = function(ctx) ctx:exec { "./three" } end, undo = function(ctx) ctx:exec { "./un-three" } end },
  },
}
```

world ./two {"code":1,"err":"half done","out":"","ms":3,"truncated":false}
----

world ./three {"code":1,"err":"half done","out":"","ms":3,"truncated":false}
----

world ./un-one silence
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/one","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/one","key":"1","request":{"argv":["./one"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/one","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/one","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/two","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/two","key":"1","request":{"argv":["./two"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/two","key":"1","outcome":{"code":1,"err":"half done","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:7: ./two ended with code 1: half done","item":"go-live/two","slot":"run"}
-> go-live/one exec {"argv":["./one"]}
-> go-live/two exec {"argv":["./two"]}
state held, waits for a decision on go-live/two

lea:lead skip {"item":"two","reason":"does not matter"}
----
item_skipped by lea {"by_condition":false,"item":"go-live/two","reason":"does not matter"}
attempt_started {"attempt":1,"item":"go-live/three","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/three","key":"1","request":{"argv":["./three"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/three","key":"1","outcome":{"code":1,"err":"half done","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:8: ./three ended with code 1: half done","item":"go-live/three","slot":"run"}
retry_scheduled {"item":"go-live/three","not_before":"2027-01-10T08:00:10.000Z"}
-> go-live/three exec {"argv":["./three"]}
state running

lea:lead abort {"rollback":true,"reason":"not today"}
----
rollback_started by lea {"items":["go-live/three","go-live/two","go-live/one"],"reason":"not today","to":"go-live"}
attempt_started {"attempt":1,"item":"go-live/three","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/three","key":"1","request":{"argv":["./un-three"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/three","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/three","result":null,"slot":"undo"}
attempt_started {"attempt":1,"item":"go-live/two","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/two","key":"1","request":{"argv":["./un-two"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/two","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/two","result":null,"slot":"undo"}
attempt_started {"attempt":1,"item":"go-live/one","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/one","key":"1","request":{"argv":["./un-one"]},"slot":"undo"}
-> go-live/three undo exec {"argv":["./un-three"]}
-> go-live/two undo exec {"argv":["./un-two"]}
-> go-live/one undo exec {"argv":["./un-one"]}
state running

restart
----
another engine has taken over

lea:lead mark-done {"item":"one","reason":"undone by hand"}
----
engine_took_over {"epoch":2}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/one","key":"1","slot":"undo","why":"the engine ended while this was under way, and no outcome was recorded"}
item_marked_done by lea {"item":"go-live/one","reason":"undone by hand"}
rollback_ended
run_aborted {"reason":"not today","rolled_back":true}
state aborted
