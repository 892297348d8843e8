# What ran when the engine ended cannot be known: its owner is asked. What had completed is not done again.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "dba",
    step "migrate" { run = function(ctx)
      local first = ctx:exec { "./one" }
      local second = ctx:exec { "./two", tostring(first.code) }
      ctx:log("two said " .. second.code)
      local health = ctx:http "http://127.0.0.1:1/health"
      return health.status
    end },
  },
}
```

world ./two silence
----

world /health silence
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./one"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"2","request":{"argv":["./two","0"]},"slot":"run"}
-> go-live/migrate exec {"argv":["./one"]}
-> go-live/migrate exec {"argv":["./two","0"]}
state running

restart
----
another engine has taken over

dan:dba answer-doubt {"item":"migrate","answer":"done","reason":"saw it in the database"}
----
refused outcome: done needs the outcome that the body shall see (for a process: {"code": 0})
engine_took_over {"epoch":2}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/migrate","key":"2","slot":"run","why":"the engine ended while this was under way, and no outcome was recorded"}
state held, waits for a decision on go-live/migrate

dan:dba answer-doubt {"item":"migrate","answer":"done","outcome":{"code":0,"out":"","err":""},"reason":"saw it in the database"}
----
doubt_answered by dan {"answer":"done","attempt":1,"item":"go-live/migrate","key":"2","outcome":{"code":0,"err":"","out":""},"reason":"saw it in the database","slot":"run"}
effect_requested {"attempt":1,"effect":"log","item":"go-live/migrate","key":"3","request":{"text":"two said 0"},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/migrate","key":"3","outcome":{},"slot":"run"}
effect_requested {"attempt":1,"effect":"http","item":"go-live/migrate","key":"4","request":{"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/health"},"slot":"run"}
-> go-live/migrate http {"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/health"}
state running

restart
----
another engine has taken over

answer go-live/migrate {"status":200,"headers":{},"body":"","ms":1}
----
engine_took_over {"epoch":3}
effect_finished {"attempt":1,"item":"go-live/migrate","key":"4","outcome":{"body":"","headers":{},"ms":1,"status":200},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/migrate","result":200,"slot":"run"}
run_completed
-> go-live/migrate http {"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/health"}
state completed
