# What becomes of an effect when the engine is killed under it: as it says itself, else as its step says.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    parallel {
      step "cautious" { run = function(ctx)
        ctx:exec { "./idempotent", interruption = "retry" }
        ctx:http { url = "http://127.0.0.1:1/count", interruption = "ask" }
      end, irreversible = true },
      step "generous" { interruption = "retry", run = function(ctx)
        ctx:exec { "./once", interruption = "ask" }
      end, irreversible = true },
    },
    step "wrong" { run = function(ctx) ctx:exec { "./x", interruption = "probe" } end, irreversible = true },
  },
}
```

world ./idempotent silence
----

world ./once silence
----

world /count silence
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/cautious","slot":"run"}
attempt_started {"attempt":1,"item":"go-live/generous","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/cautious","key":"1","request":{"argv":["./idempotent"],"interruption":"retry"},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/generous","key":"1","request":{"argv":["./once"],"interruption":"ask"},"slot":"run"}
-> go-live/cautious exec {"argv":["./idempotent"],"interruption":"retry"}
-> go-live/generous exec {"argv":["./once"],"interruption":"ask"}
state running

restart
----
another engine has taken over

answer go-live/cautious {"code":0}
----
engine_took_over {"epoch":2}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/generous","key":"1","slot":"run","why":"the engine ended while this was under way, and no outcome was recorded"}
effect_finished {"attempt":1,"item":"go-live/cautious","key":"1","outcome":{"code":0},"slot":"run"}
effect_requested {"attempt":1,"effect":"http","item":"go-live/cautious","key":"2","request":{"interruption":"ask","method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/count"},"slot":"run"}
-> go-live/cautious exec {"argv":["./idempotent"],"interruption":"retry"}
-> go-live/cautious http {"interruption":"ask","method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/count"}
state held, waits for a decision on go-live/generous

restart
----
another engine has taken over

lea:lead answer-doubt {"item":"cautious","answer":"done","outcome":{"status":200},"reason":"the counter says 1"}
----
engine_took_over {"epoch":3}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/cautious","key":"2","slot":"run","why":"the engine ended while this was under way, and no outcome was recorded"}
doubt_answered by lea {"answer":"done","attempt":1,"item":"go-live/cautious","key":"2","outcome":{"status":200},"reason":"the counter says 1","slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/cautious","result":null,"slot":"run"}
state held, waits for a decision on go-live/generous

lea:lead answer-doubt {"item":"generous","answer":"done","outcome":{"code":0},"reason":"I looked"}
----
doubt_answered by lea {"answer":"done","attempt":1,"item":"go-live/generous","key":"1","outcome":{"code":0},"reason":"I looked","slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/generous","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/wrong","slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:15: ctx:exec: interruption is \"probe\", but its step has none (add probe = function(ctx, doubt) ... end to the step)","item":"go-live/wrong","slot":"run"}
state held, waits for a decision on go-live/wrong
