# Who answers a doubt need not wait for the probe: that ends.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    step "migrate" { run = function(ctx) ctx:exec { "./migrate" } end,
      probe = function(ctx) ctx:http "http://127.0.0.1:1/migrated" return "done", { code = 0 } end },
  },
}
```

world ./migrate silence
----

world /migrated silence
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
-> go-live/migrate exec {"argv":["./migrate"]}
state running

restart
----
another engine has taken over

lea:lead answer-doubt {"item":"migrate","answer":"again","reason":"it never began"}
----
engine_took_over {"epoch":2}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/migrate","key":"1","slot":"run","why":"the engine ended while this was under way, and no outcome was recorded"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"probe"}
effect_requested {"attempt":1,"effect":"http","item":"go-live/migrate","key":"1","request":{"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/migrated"},"slot":"probe"}
doubt_answered by lea {"answer":"again","attempt":1,"item":"go-live/migrate","key":"1","outcome":"","reason":"it never began","slot":"run"}
attempt_started {"attempt":2,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":2,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
-> go-live/migrate probe http {"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/migrated"}
-> cancelled go-live/migrate 1
-> go-live/migrate exec {"argv":["./migrate"]}
state running

answer go-live/migrate {"code":0,"err":"","out":"","ms":3,"truncated":false}
----
effect_finished {"attempt":2,"item":"go-live/migrate","key":"1","outcome":{"code":0,"err":"","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":2,"item":"go-live/migrate","result":null,"slot":"run"}
run_completed
state completed
