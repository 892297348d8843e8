# An outcome that comes too late changes nothing. That it came is recorded, once; one that repeats what is known is not.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    step "stop" { timeout = "1m", irreversible = true, run = function(ctx) ctx:exec { "./stop" } end },
    step "start" { irreversible = true, run = function(ctx) ctx:exec { "./start" } end },
    task "look" {},
  },
}
```

world ./stop silence
----

world ./start silence
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/stop","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/stop","key":"1","request":{"argv":["./stop"]},"slot":"run"}
-> go-live/stop exec {"argv":["./stop"]}
state running

pass 1m
----
attempt_failed {"attempt":1,"error":"took longer than its timeout of 1m","item":"go-live/stop","slot":"run"}
-> cancelled go-live/stop 1
state held, waits for a decision on go-live/stop

late go-live/stop {"code":0}
----
outcome_refused {"attempt":1,"item":"go-live/stop","key":"1","outcome":{"code":0},"slot":"run","why":"its attempt was over"}
state held, waits for a decision on go-live/stop

late go-live/stop {"code":0}
----
state held, waits for a decision on go-live/stop

lea:lead mark-done {"item":"stop","reason":"it has stopped"}
----
item_marked_done by lea {"item":"go-live/stop","reason":"it has stopped"}
attempt_started {"attempt":1,"item":"go-live/start","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/start","key":"1","request":{"argv":["./start"]},"slot":"run"}
-> go-live/start exec {"argv":["./start"]}
state running

late go-live/stop {"code":1}
----
state running

restart
----
another engine has taken over

late go-live/start {"code":0}
----
engine_took_over {"epoch":2}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/start","key":"1","slot":"run","why":"the engine ended while this was under way, and no outcome was recorded"}
outcome_refused {"attempt":1,"item":"go-live/start","key":"1","outcome":{"code":0},"slot":"run","why":"it was in doubt"}
state held, waits for a decision on go-live/start

late go-live/start {"code":0}
----
state held, waits for a decision on go-live/start

lea:lead answer-doubt {"item":"start","answer":"not-done","reason":"it does not run"}
----
doubt_answered by lea {"answer":"not-done","attempt":1,"item":"go-live/start","key":"1","outcome":"","reason":"it does not run","slot":"run"}
-> go-live/start exec {"argv":["./start"]}
state running

answer go-live/start {"code":0,"out":"started"}
----
effect_finished {"attempt":1,"item":"go-live/start","key":"1","outcome":{"code":0,"out":"started"},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/start","result":null,"slot":"run"}
item_opened {"item":"go-live/look"}
state running

late go-live/start {"code":3}
----
state running
