# Time in which no engine ran counts against nobody: not against an attempt's timeout, not against a gate's or a contingency's `within`.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    parallel {
      step "wait" { timeout = "20m", run = function(ctx) ctx:poll { url = "http://127.0.0.1:1/up", within = "1h" } end },
      gate "go" { decided_by = { "lead" }, within = "15m" },
      step "index" { run = function(ctx) ctx:exec { "./index" } end },
    },
  },
  contingency "slow" { risk = "no index", trigger = failed "index", decided_by = { "lead" }, within = "10m" , task "call" {} },
}
```

world /up silence
----

world ./index {"code":1,"err":"","out":"","ms":3,"truncated":false}
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/wait","slot":"run"}
item_opened {"item":"go-live/go"}
attempt_started {"attempt":1,"item":"go-live/index","slot":"run"}
effect_requested {"attempt":1,"effect":"poll","item":"go-live/wait","key":"1","request":{"consecutive":1,"every_ms":2000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/up"},"within_ms":3600000},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/index","key":"1","request":{"argv":["./index"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/index","key":"1","outcome":{"code":1,"err":"","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:9: ./index ended with code 1","item":"go-live/index","slot":"run"}
contingency_offered {"contingency":"slow","why":"go-live/index failed: runbook.lua:9: ./index ended with code 1"}
-> go-live/wait poll {"consecutive":1,"every_ms":2000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/up"},"within_ms":3600000}
-> go-live/index exec {"argv":["./index"]}
state held, waits for a decision on go-live/index

restart 2h
----
another engine has taken over

pass 9m
----
engine_took_over {"epoch":2}
-> go-live/wait poll {"consecutive":1,"every_ms":2000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/up"},"within_ms":3600000}
state held, waits for a decision on go-live/index

pass 1m
----
contingency_overdue {"contingency":"slow"}
state held, waits for a decision on go-live/index

pass 5m
----
gate_held {"gate":"go-live/go","why":"no decision within 15m"}
state held, waits for a decision on go-live/go, waits for a decision on go-live/index

pass 5m
----
attempt_failed {"attempt":1,"error":"took longer than its timeout of 20m","item":"go-live/wait","slot":"run"}
-> cancelled go-live/wait 1
state held, waits for a decision on go-live/wait, waits for a decision on go-live/go, waits for a decision on go-live/index
