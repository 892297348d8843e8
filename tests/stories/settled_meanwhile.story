# What somebody decides while a contingency runs holds: nothing comes of its `afterwards`. Nobody skips a gate, not even
# a contingency.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    step "open" { run = function(ctx) ctx:exec { "./open" } end },
    gate "go" { decided_by = { "lead" }, when = function(ctx) return ctx:http("http://127.0.0.1:1/go").status == 200 end },
  },
  contingency "failover" { risk = "region lost", trigger = failed "go-live", decided_by = { "lead" }, afterwards = "skip",
    task "call" {} },
}
```

world ./open {"code":1,"err":"502","out":"","ms":3,"truncated":false}
----

world /go {"error":"connection refused"}
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/open","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/open","key":"1","request":{"argv":["./open"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/open","key":"1","outcome":{"code":1,"err":"502","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:6: ./open ended with code 1: 502","item":"go-live/open","slot":"run"}
contingency_offered {"contingency":"failover","why":"go-live/open failed: runbook.lua:6: ./open ended with code 1: 502"}
-> go-live/open exec {"argv":["./open"]}
state held, waits for a decision on go-live/open

lea:lead activate {"contingency":"failover","reason":"no way on"}
----
contingency_activated by lea {"contingency":"failover","reason":"no way on","role":"lead"}
item_opened {"item":"failover/call"}
state running, waits for a decision on go-live/open

lea:lead mark-done {"item":"open","reason":"opened it by hand"}
----
item_marked_done by lea {"item":"go-live/open","reason":"opened it by hand"}
state running

lea:lead end-task {"item":"call","result":"pass"}
----
task_started by lea {"item":"failover/call"}
task_ended by lea {"comment":"","item":"failover/call","result":"pass"}
contingency_ended {"contingency":"failover"}
attempt_started {"attempt":1,"item":"go-live/go","slot":"when"}
effect_requested {"attempt":1,"effect":"http","item":"go-live/go","key":"1","request":{"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/go"},"slot":"when"}
effect_finished {"attempt":1,"item":"go-live/go","key":"1","outcome":{"error":"connection refused"},"slot":"when"}
attempt_failed {"attempt":1,"error":"runbook.lua:7: GET http://127.0.0.1:1/go: connection refused","item":"go-live/go","slot":"when"}
-> go-live/go when http {"method":"GET","timeout_ms":30000,"url":"http://127.0.0.1:1/go"}
state held, waits for a decision on go-live/go

lea:lead activate {"contingency":"failover","reason":"the gate's condition failed"}
----
contingency_activated by lea {"contingency":"failover","reason":"the gate's condition failed","role":"lead"}
item_opened {"item":"failover/call"}
state running, waits for a decision on go-live/go

lea:lead end-task {"item":"call","result":"pass"}
----
task_started by lea {"item":"failover/call"}
task_ended by lea {"comment":"","item":"failover/call","result":"pass"}
contingency_ended {"contingency":"failover"}
state held, waits for a decision on go-live/go

lea:lead skip {"item":"go","reason":"no need"}
----
refused go-live/go is failed (a gate is not skipped: it is decided)
state held, waits for a decision on go-live/go

lea:lead abort {"rollback":false,"reason":"enough"}
----
run_aborted by lea {"reason":"enough","rolled_back":false}
state aborted
