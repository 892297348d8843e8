# A watch tells how it goes: each verdict once, also by an engine that takes over. What it cannot see is asked once; its
# question stands while the plan is amended, and the answer makes of it what the body sees.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead", "business" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  phase "care" { on = "J", owner = "ops",
    watch "shop" { during = "2h", on_failure = "continue", run = function(ctx)
      local seen = ctx:poll { url = "http://shop/health", every = "10s", during = ctx.window, tolerate = 3 }
      ctx:log("borne by " .. tostring(seen.by))
    end },
    step "tidy" { effects = false, run = function(ctx) ctx:exec { "./tidy" } end },
  },
}
```

world http://shop/health silence
----

create prod 2027-01-15 live
----
run_created by starter
run_started by starter
state running

pass 4d16h
----
attempt_started {"attempt":1,"item":"care/shop","slot":"run"}
attempt_started {"attempt":1,"item":"care/tidy","slot":"run"}
effect_requested {"attempt":1,"effect":"poll","item":"care/shop","key":"1","request":{"during_ms":7200000,"every_ms":10000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://shop/health"},"tolerate":3},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"care/tidy","key":"1","request":{"argv":["./tidy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"care/tidy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"care/tidy","result":null,"slot":"run"}
-> care/shop poll {"during_ms":7200000,"every_ms":10000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://shop/health"},"tolerate":3}
-> care/tidy exec {"argv":["./tidy"]}
state running

judge care/shop ok
----
state running

judge care/shop degraded db is down
----
watch_changed {"attempt":1,"item":"care/shop","key":"1","slot":"run","verdict":"degraded","why":"db is down"}
state running

judge care/shop degraded db is down
----
state running

judge care/shop down status 503
----
watch_changed {"attempt":1,"item":"care/shop","key":"1","slot":"run","verdict":"down","why":"status 503"}
state running

restart 1m
----
another engine has taken over

judge care/shop down status 503
----
engine_took_over {"epoch":2}
-> care/shop poll {"during_ms":7200000,"every_ms":10000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://shop/health"},"tolerate":3}
state running

judge care/shop ok
----
watch_changed {"attempt":1,"item":"care/shop","key":"1","slot":"run","verdict":"ok","why":""}
state running

gus:lead answer {"item":"shop","answer":"ok","reason":"green"}
----
refused care/shop is running (it asks nothing now)
state running

judge care/shop inconclusive no data: x is "NaN"
----
watch_changed {"attempt":1,"item":"care/shop","key":"1","slot":"run","verdict":"inconclusive","why":"no data: x is \"NaN\""}
state running

judge care/shop inconclusive no data: x is "NaN"
----
state running

pass 1d
----
state running

eve:guest answer {"item":"shop","answer":"ok","reason":"green"}
----
refused eve may not act on care/shop: it takes the role ops or lead or business (ask someone with that role)
command_refused by eve {"command":"answer","item":"shop","reason":"eve may not act on care/shop: it takes the role ops or lead or business"}
state running

oda:ops answer {"item":"shop","answer":"ok"}
----
refused reason: what a watch could not see needs a reason (say how you know)
state running

oda:ops answer {"item":"shop","answer":"well","reason":"green"}
----
refused answer: "well" does not say what a watch comes to (answer ok (it is borne) or failed)
state running

amend lea:lead {"edits":[["tolerate = 3","tolerate = 5"],["owner = \"ops\",\n    watch","owner = \"business\",\n    watch"]],"reason":"patience, and another owner"}
----
amendment_proposed by lea {"amendment":1,"has_effect":true,"items":[{"change":"changed","item":"care","stage":"begun","what":["owner"]},{"change":"changed","item":"care/shop","stage":"begun","what":["functions"]}],"plan_hash":"f6ad9ba7a4335496a79088c69fefbcde71f2a1c8e6c461a545286e328ab56ea4","reason":"patience, and another owner"}
state running

bob:business decide-amendment {"amendment":1,"verdict":"go","reason":"fine"}
----
amendment_decided by bob {"amendment":1,"reason":"fine","role":"business","verdict":"go"}
state running

guy:lead decide-amendment {"amendment":1,"verdict":"go","reason":"fine"}
----
amendment_decided by guy {"amendment":1,"reason":"fine","role":"lead","verdict":"go"}
amendment_applied by guy {"amendment":1}
state running

oda:ops answer {"item":"shop","answer":"ok","reason":"green"}
----
refused oda may not act on care/shop: it takes the role business or lead (ask someone with that role)
command_refused by oda {"command":"answer","item":"shop","reason":"oda may not act on care/shop: it takes the role business or lead"}
state running

bob:business answer {"item":"shop","answer":"ok","reason":"the dashboard is green"}
----
watch_answered by bob {"answer":"ok","attempt":1,"item":"care/shop","key":"1","reason":"the dashboard is green","slot":"run"}
state running

judge care/shop inconclusive no data: x is "NaN"
----
state running

judge care/shop ok
----
watch_changed {"attempt":1,"item":"care/shop","key":"1","slot":"run","verdict":"ok","why":""}
state running

judge care/shop inconclusive it keeps changing: more than 6 times within 1h
----
watch_changed {"attempt":1,"item":"care/shop","key":"1","slot":"run","verdict":"inconclusive","why":"it keeps changing: more than 6 times within 1h"}
state running

answer care/shop {"ok":false,"inconclusive":true,"why":"it keeps changing: more than 6 times within 1h","polls":9,"failures":4}
----
watch_ended {"attempt":1,"item":"care/shop","key":"1","outcome":{"failures":4,"inconclusive":true,"ok":false,"polls":9,"why":"it keeps changing: more than 6 times within 1h"},"slot":"run"}
state running

restart 1m
----
another engine has taken over

judge care/shop down status 503
----
engine_took_over {"epoch":3}
state running

lea:lead pause {"reason":"lunch"}
----
run_paused by lea {"reason":"lunch"}
state paused

bob:business answer {"item":"shop","answer":"ok","reason":"the network was the culprit"}
----
watch_answered by bob {"answer":"ok","attempt":1,"item":"care/shop","key":"1","reason":"the network was the culprit","slot":"run"}
effect_finished by bob {"attempt":1,"item":"care/shop","key":"1","outcome":{"by":"bob","failures":4,"inconclusive":true,"ok":true,"polls":9,"why":"the network was the culprit"},"slot":"run"}
effect_requested {"attempt":1,"effect":"log","item":"care/shop","key":"2","request":{"text":"borne by bob"},"slot":"run"}
effect_finished {"attempt":1,"item":"care/shop","key":"2","outcome":{},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"care/shop","result":null,"slot":"run"}
state paused

judge care/shop down status 503
----
state paused

lea:lead resume {}
----
run_resumed by lea {"reason":""}
run_completed
state completed
