# Who finds that a watch has failed ends it; with the run, its question is over, and whatever it still says is of no run.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  phase "go-live" { on = "J", owner = "ops",
    step "deploy" { run = function(ctx) ctx:exec { "./deploy" } end, undo = function(ctx) ctx:exec { "./undeploy" } end },
    watch "shop" { during = "2h", run = function(ctx)
      ctx:poll { url = "http://shop/health", every = "10s", during = ctx.window, tolerate = 3 }
    end },
    watch "cart" { during = "2h", run = function(ctx)
      ctx:poll { url = "http://cart/health", every = "10s", during = ctx.window, tolerate = 3 }
    end },
  },
  contingency "broken" { risk = "The shop is not there", trigger = breached "go-live/shop", decided_by = { "lead" },
    within = "15m", rollback_to = "go-live" },
}
```

world /health silence
----

world deploy {"code":0,"out":"","err":""}
----

create prod 2027-01-15 live
----
run_created by starter
run_started by starter
state running

pass 4d16h
----
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","out":""},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/shop","slot":"run"}
attempt_started {"attempt":1,"item":"go-live/cart","slot":"run"}
effect_requested {"attempt":1,"effect":"poll","item":"go-live/shop","key":"1","request":{"during_ms":7200000,"every_ms":10000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://shop/health"},"tolerate":3},"slot":"run"}
effect_requested {"attempt":1,"effect":"poll","item":"go-live/cart","key":"1","request":{"during_ms":7200000,"every_ms":10000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://cart/health"},"tolerate":3},"slot":"run"}
-> go-live/deploy exec {"argv":["./deploy"]}
-> go-live/shop poll {"during_ms":7200000,"every_ms":10000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://shop/health"},"tolerate":3}
-> go-live/cart poll {"during_ms":7200000,"every_ms":10000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://cart/health"},"tolerate":3}
state running

judge go-live/shop inconclusive no data
----
watch_changed {"attempt":1,"item":"go-live/shop","key":"1","slot":"run","verdict":"inconclusive","why":"no data"}
state running

judge go-live/cart inconclusive no data
----
watch_changed {"attempt":1,"item":"go-live/cart","key":"1","slot":"run","verdict":"inconclusive","why":"no data"}
state running

oda:ops answer {"item":"shop","answer":"failed","reason":"users call"}
----
watch_answered by oda {"answer":"failed","attempt":1,"item":"go-live/shop","key":"1","reason":"users call","slot":"run"}
effect_finished by oda {"attempt":1,"item":"go-live/shop","key":"1","outcome":{"by":"oda","ok":false,"why":"found failed by oda: users call"},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:8: http://shop/health: found failed by oda: users call","item":"go-live/shop","slot":"run"}
contingency_offered {"contingency":"broken","why":"go-live/shop failed: runbook.lua:8: http://shop/health: found failed by oda: users call"}
-> cancelled go-live/shop 1
state held, waits for a decision on go-live/shop

judge go-live/shop ok
----
state held, waits for a decision on go-live/shop

oda:ops answer {"item":"shop","answer":"ok","reason":"no, wait"}
----
refused go-live/shop is failed (it asks nothing now)
state held, waits for a decision on go-live/shop

lea:lead activate {"contingency":"broken","reason":"back"}
----
contingency_activated by lea {"contingency":"broken","reason":"back","role":"lead"}
attempt_failed by lea {"attempt":1,"error":"ended by the rollback","item":"go-live/cart","slot":"run"}
rollback_started by lea {"items":["go-live/cart","go-live/shop","go-live/deploy"],"reason":"back","to":"go-live"}
undo_passed_over {"item":"go-live/cart","possible":true,"why":"it has no effects"}
undo_passed_over {"item":"go-live/shop","possible":true,"why":"it has no effects"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./undeploy"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","out":""},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"undo"}
rollback_ended
contingency_ended {"contingency":"broken"}
run_rolled_back
-> cancelled go-live/cart 1
-> go-live/deploy undo exec {"argv":["./undeploy"]}
state rolled_back

oda:ops answer {"item":"cart","answer":"ok","reason":"green"}
----
refused the run release-prod-2027-01-15-1 is over: rolled_back (start a new run)
state rolled_back

judge go-live/cart down status 503
----
state rolled_back

late go-live/cart {"ok":false,"inconclusive":true,"why":"no data","polls":9}
----
state rolled_back
