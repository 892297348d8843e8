# A contingency's own condition is looked at before anything of it, also before what precedes its rollback.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" { size = "small" },
  phase "go-live" { on = "J",
    step "open" { run = function(ctx) ctx:exec { "./open" } end, undo = function(ctx) ctx:exec { "./close" } end },
    step "scan" { effects = false, run = function(ctx) ctx:exec { "./scan" } end },
  },
  contingency "leak" { risk = "a secret leaks", trigger = failed "go-live/scan", decided_by = { "lead" },
    within = "5m", rollback_to = "go-live", rollback_after = "alert",
    when = function(ctx) return ctx:param "size" == "small", "too large" end,
    step "alert" { irreversible = true, run = function(ctx) ctx:exec { "./alert" } end },
    step "tell" { irreversible = true, run = function(ctx) ctx:exec { "./tell" } end } },
}
```

world ./scan {"code":1,"err":"a key is there","out":"","ms":3,"truncated":false}
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/open","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/open","key":"1","request":{"argv":["./open"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/open","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/open","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/scan","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/scan","key":"1","request":{"argv":["./scan"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/scan","key":"1","outcome":{"code":1,"err":"a key is there","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:7: ./scan ended with code 1: a key is there","item":"go-live/scan","slot":"run"}
contingency_offered {"contingency":"leak","why":"go-live/scan failed: runbook.lua:7: ./scan ended with code 1: a key is there"}
-> go-live/open exec {"argv":["./open"]}
-> go-live/scan exec {"argv":["./scan"]}
state held, waits for a decision on go-live/scan

lea:lead activate {"contingency":"leak","reason":"it is public"}
----
contingency_activated by lea {"contingency":"leak","reason":"it is public","role":"lead"}
attempt_started {"attempt":1,"item":"leak","slot":"when"}
attempt_succeeded {"attempt":1,"item":"leak","result":{"met":true,"reason":"too large"},"slot":"when"}
attempt_started {"attempt":1,"item":"leak/alert","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"leak/alert","key":"1","request":{"argv":["./alert"]},"slot":"run"}
effect_finished {"attempt":1,"item":"leak/alert","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"leak/alert","result":null,"slot":"run"}
rollback_started {"items":["go-live/scan","go-live/open"],"reason":"leak: what comes before the rollback is done","to":"go-live"}
undo_passed_over {"item":"go-live/scan","possible":true,"why":"it has no effects"}
attempt_started {"attempt":1,"item":"go-live/open","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/open","key":"1","request":{"argv":["./close"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/open","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/open","result":null,"slot":"undo"}
rollback_ended
attempt_started {"attempt":1,"item":"leak/tell","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"leak/tell","key":"1","request":{"argv":["./tell"]},"slot":"run"}
effect_finished {"attempt":1,"item":"leak/tell","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"leak/tell","result":null,"slot":"run"}
contingency_ended {"contingency":"leak"}
run_rolled_back
-> leak/alert exec {"argv":["./alert"]}
-> go-live/open undo exec {"argv":["./close"]}
-> leak/tell exec {"argv":["./tell"]}
state rolled_back
