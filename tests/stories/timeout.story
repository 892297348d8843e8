# What has no timeout of its own is ended after an hour, or after twice its estimate if that is more.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    parallel {
      step "short" { estimate = "5m", irreversible = true, run = function(ctx) ctx:exec { "./short" } end },
      step "long" { estimate = "2h", irreversible = true, run = function(ctx) ctx:exec { "./long" } end },
      step "own" { estimate = "2h", timeout = "90m", irreversible = true,
        run = function(ctx) ctx:exec { "./own" } end },
    },
  },
}
```

world ./ silence
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/short","slot":"run"}
attempt_started {"attempt":1,"item":"go-live/long","slot":"run"}
attempt_started {"attempt":1,"item":"go-live/own","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/short","key":"1","request":{"argv":["./short"]},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/long","key":"1","request":{"argv":["./long"]},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/own","key":"1","request":{"argv":["./own"]},"slot":"run"}
-> go-live/short exec {"argv":["./short"]}
-> go-live/long exec {"argv":["./long"]}
-> go-live/own exec {"argv":["./own"]}
state running

pass 1h
----
attempt_failed {"attempt":1,"error":"took longer than its timeout of 1h","item":"go-live/short","slot":"run"}
-> cancelled go-live/short 1
state held, waits for a decision on go-live/short

pass 30m
----
attempt_failed {"attempt":1,"error":"took longer than its timeout of 1h30m","item":"go-live/own","slot":"run"}
-> cancelled go-live/own 1
state held, waits for a decision on go-live/short, waits for a decision on go-live/own

pass 149m
----
state held, waits for a decision on go-live/short, waits for a decision on go-live/own

pass 1m
----
attempt_failed {"attempt":1,"error":"took longer than its timeout of 4h","item":"go-live/long","slot":"run"}
-> cancelled go-live/long 1
state held, waits for a decision on go-live/short, waits for a decision on go-live/long, waits for a decision on go-live/own
