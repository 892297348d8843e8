# What is over stays as it was reported: a contingency that was offered can be declined no more, nor activated.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    step "migrate" { run = function(ctx) ctx:exec { "./migrate" } end },
  },
  contingency "back" { risk = "no way on", trigger = failed "migrate", decided_by = { "lead" }, task "call" {} },
}
```

world ./migrate {"code":1,"err":"","out":"","ms":3,"truncated":false}
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":1,"err":"","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:6: ./migrate ended with code 1","item":"go-live/migrate","slot":"run"}
contingency_offered {"contingency":"back","why":"go-live/migrate failed: runbook.lua:6: ./migrate ended with code 1"}
-> go-live/migrate exec {"argv":["./migrate"]}
state held, waits for a decision on go-live/migrate

lea:lead abort {"rollback":false,"reason":"not today"}
----
run_aborted by lea {"reason":"not today","rolled_back":false}
state aborted

lea:lead decline {"contingency":"back","reason":"no need"}
----
refused the run release-uat-2027-01-15-1 is over: aborted (start a new run)
state aborted

lea:lead activate {"contingency":"back","reason":"after all"}
----
refused the run release-uat-2027-01-15-1 is over: aborted (start a new run)
state aborted

dan:dba decline {"contingency":"back","reason":"no need"}
----
refused dan may not decide back: it takes the role lead (ask someone with that role)
state aborted
