# A probe looks for what the step did. Of an undo it knows nothing: what became of that, a person says.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    step "migrate" {
      run = function(ctx) ctx:exec { "./migrate" } end,
      undo = function(ctx) ctx:exec { "./down" } end,
      probe = function(ctx) ctx:exec { "./looks-migrated" } return "done", { code = 0 } end,
    },
    task "look" {},
  },
}
```

world ./migrate silence
----

world ./down silence
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

lea:lead abort {"rollback":true,"reason":"not today"}
----
engine_took_over {"epoch":2}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/migrate","key":"1","slot":"run","why":"the engine ended while this was under way, and no outcome was recorded"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"probe"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./looks-migrated"]},"slot":"probe"}
effect_finished {"attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"probe"}
attempt_succeeded {"attempt":1,"item":"go-live/migrate","result":{"answer":"done","outcome":{"code":0}},"slot":"probe"}
doubt_answered {"answer":"done","attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":0},"reason":"by its probe","slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/migrate","result":null,"slot":"run"}
item_opened {"item":"go-live/look"}
rollback_started by lea {"items":["go-live/migrate"],"reason":"not today","to":"go-live"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./down"]},"slot":"undo"}
-> go-live/migrate probe exec {"argv":["./looks-migrated"]}
-> go-live/migrate undo exec {"argv":["./down"]}
state running

restart
----
another engine has taken over

pass 1h
----
engine_took_over {"epoch":3}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/migrate","key":"1","slot":"undo","why":"the engine ended while this was under way, and no outcome was recorded"}
state held, waits for a decision on go-live/migrate

lea:lead answer-doubt {"item":"migrate","answer":"done","outcome":{"code":0},"reason":"the old schema is back"}
----
doubt_answered by lea {"answer":"done","attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":0},"reason":"the old schema is back","slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/migrate","result":null,"slot":"undo"}
rollback_ended
run_aborted {"reason":"not today","rolled_back":true}
state aborted
