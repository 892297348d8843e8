# The time in which a person is asked something does not count against the attempt's timeout, however many questions
# are open at once, and whoever restarts the engine meanwhile; the body's own time does.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    step "switch" { timeout = "10m", run = function(ctx)
      ctx:sleep "4m"
      ctx:parallel {
        function() ctx:ask { "is the network up?", role = "lead" } end,
        function() ctx:sleep "1m" ctx:ask { "is the hotline there?", role = "lead" } end,
      }
      ctx:exec { "./switch" }
    end },
  },
}
```

world ./switch silence
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/switch","slot":"run"}
effect_requested {"attempt":1,"effect":"sleep","item":"go-live/switch","key":"1","request":{"until_ms":1799967840000},"slot":"run"}
state running

pass 30m
----
effect_finished {"attempt":1,"item":"go-live/switch","key":"1","outcome":{},"slot":"run"}
effect_requested {"attempt":1,"effect":"ask","item":"go-live/switch","key":"2/1.1","request":{"question":"is the network up?","role":"lead"},"slot":"run"}
effect_requested {"attempt":1,"effect":"sleep","item":"go-live/switch","key":"2/2.1","request":{"until_ms":1799967900000},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/switch","key":"2/2.1","outcome":{},"slot":"run"}
effect_requested {"attempt":1,"effect":"ask","item":"go-live/switch","key":"2/2.2","request":{"question":"is the hotline there?","role":"lead"},"slot":"run"}
state running

restart
----
another engine has taken over

pass 30m
----
engine_took_over {"epoch":2}
state running

lea:lead answer {"item":"switch","answer":"it is","key":"2/1.1"}
----
effect_finished by lea {"attempt":1,"item":"go-live/switch","key":"2/1.1","outcome":{"answer":"it is","by":"lea"},"slot":"run"}
state running

pass 30m
----
state running

lea:lead answer {"item":"switch","answer":"they are"}
----
effect_finished by lea {"attempt":1,"item":"go-live/switch","key":"2/2.2","outcome":{"answer":"they are","by":"lea"},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/switch","key":"3","request":{"argv":["./switch"]},"slot":"run"}
-> go-live/switch exec {"argv":["./switch"]}
state running

pass 5m
----
state running

pass 1m
----
attempt_failed {"attempt":1,"error":"took longer than its timeout of 10m","item":"go-live/switch","slot":"run"}
-> cancelled go-live/switch 3
state held, waits for a decision on go-live/switch
