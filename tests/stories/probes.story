# A probe is told which effect it is to look for. Each one in doubt is looked for in turn, but not what says "ask".
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    step "pair" { irreversible = true, interruption = "ask",
      run = function(ctx)
        ctx:parallel {
          function() return ctx:exec { "./left", interruption = "probe" } end,
          function() return ctx:exec { "./asked", interruption = "ask" } end,
          function() return ctx:exec { "./right", interruption = "probe" } end,
        }
      end,
      probe = function(ctx, doubt)
        local seen = ctx:http("http://127.0.0.1:1/seen" .. doubt.request.argv[1]:sub(2))
        ctx:log(doubt.effect .. " " .. doubt.key .. ": " .. seen.status)
        if seen.status == 204 then return "not-done" end
        return "done", { code = 0, out = "seen" }
      end },
    step "whole" { irreversible = true, run = function(ctx) ctx:exec { "./whole" } ctx:exec { "./asked", interruption = "ask" } end,
      probe = function(_, doubt) return "done", { code = 0, out = doubt.request.argv[1] } end },
    step "bare" { irreversible = true, run = function(ctx) ctx:exec { "./x", interruption = "probe" } end },
  },
}
```

world argv silence
----

world /seen/right {"status":204}
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/pair","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/pair","key":"1/1.1","request":{"argv":["./left"],"interruption":"probe"},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/pair","key":"1/2.1","request":{"argv":["./asked"],"interruption":"ask"},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/pair","key":"1/3.1","request":{"argv":["./right"],"interruption":"probe"},"slot":"run"}
-> go-live/pair exec {"argv":["./left"],"interruption":"probe"}
-> go-live/pair exec {"argv":["./asked"],"interruption":"ask"}
-> go-live/pair exec {"argv":["./right"],"interruption":"probe"}
state running

restart
----
another engine has taken over

lea:lead answer-doubt {"item":"pair","answer":"done","outcome":{"code":0},"reason":"I looked"}
----
engine_took_over {"epoch":2}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/pair","key":"1/1.1","slot":"run","why":"the engine ended while this was under way, and no outcome was recorded"}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/pair","key":"1/2.1","slot":"run","why":"the engine ended while this was under way, and no outcome was recorded"}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/pair","key":"1/3.1","slot":"run","why":"the engine ended while this was under way, and no outcome was recorded"}
attempt_started {"attempt":1,"item":"go-live/pair","slot":"probe"}
effect_requested {"attempt":1,"effect":"http","item":"go-live/pair","key":"1","request":{"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/seen/left"},"slot":"probe"}
effect_finished {"attempt":1,"item":"go-live/pair","key":"1","outcome":{"body":"","headers":{},"ms":0,"status":200},"slot":"probe"}
effect_requested {"attempt":1,"effect":"log","item":"go-live/pair","key":"2","request":{"text":"exec 1/1.1: 200"},"slot":"probe"}
effect_finished {"attempt":1,"item":"go-live/pair","key":"2","outcome":{},"slot":"probe"}
attempt_succeeded {"attempt":1,"item":"go-live/pair","result":{"answer":"done","outcome":{"code":0,"out":"seen"}},"slot":"probe"}
doubt_answered {"answer":"done","attempt":1,"item":"go-live/pair","key":"1/1.1","outcome":{"code":0,"out":"seen"},"reason":"by its probe","slot":"run"}
attempt_started {"attempt":2,"item":"go-live/pair","slot":"probe"}
effect_requested {"attempt":2,"effect":"http","item":"go-live/pair","key":"1","request":{"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/seen/right"},"slot":"probe"}
effect_finished {"attempt":2,"item":"go-live/pair","key":"1","outcome":{"status":204},"slot":"probe"}
effect_requested {"attempt":2,"effect":"log","item":"go-live/pair","key":"2","request":{"text":"exec 1/3.1: 204"},"slot":"probe"}
effect_finished {"attempt":2,"item":"go-live/pair","key":"2","outcome":{},"slot":"probe"}
attempt_succeeded {"attempt":2,"item":"go-live/pair","result":{"answer":"not-done"},"slot":"probe"}
doubt_answered {"answer":"not-done","attempt":1,"item":"go-live/pair","key":"1/3.1","outcome":{},"reason":"by its probe","slot":"run"}
doubt_answered by lea {"answer":"done","attempt":1,"item":"go-live/pair","key":"1/2.1","outcome":{"code":0},"reason":"I looked","slot":"run"}
-> go-live/pair probe http {"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/seen/left"}
-> go-live/pair probe http {"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/seen/right"}
-> go-live/pair exec {"argv":["./right"],"interruption":"probe"}
state running

answer go-live/pair {"code":0}
----
effect_finished {"attempt":1,"item":"go-live/pair","key":"1/3.1","outcome":{"code":0},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/pair","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/whole","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/whole","key":"1","request":{"argv":["./whole"]},"slot":"run"}
-> go-live/whole exec {"argv":["./whole"]}
state running

restart
----
another engine has taken over

restart
----
another engine has taken over

lea:lead pause {"reason":"only what says so is asked of a person"}
----
engine_took_over {"epoch":4}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/whole","key":"2","slot":"run","why":"the engine ended while this was under way, and no outcome was recorded"}
run_paused by lea {"reason":"only what says so is asked of a person"}
state paused, waits for a decision on go-live/whole
