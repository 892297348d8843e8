# What must not wait for a rollback comes before it: then all is undone, but not that; then the rest.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "security" { title = "Security" },
  environment "uat" {},
  phase "go-live" { on = "J",
    step "open" { run = function(ctx) ctx:exec { "./open" } end, undo = function(ctx) ctx:exec { "./close" } end },
    step "scan" { effects = false, run = function(ctx) ctx:exec { "./scan" } end },
  },
  contingency "leak" { risk = "a secret leaks", trigger = failed "go-live/scan", decided_by = { "security" },
    within = "5m", rollback_to = "go-live", rollback_after = "revoke",
    step "alert" { irreversible = true, run = function(ctx) ctx:exec { "./alert" } end },
    step "revoke" { irreversible = true, run = function(ctx) ctx:exec { "./revoke" } end },
    step "issue" { irreversible = true, run = function(ctx) ctx:exec { "./issue" } end } },
}
```

world ./scan {"code":1,"err":"a key is there","out":"","ms":3,"truncated":false}
----

world ./revoke {"code":1,"err":"vault is busy","out":"","ms":3,"truncated":false}
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

sam:security activate {"contingency":"leak","reason":"the key is public"}
----
contingency_activated by sam {"contingency":"leak","reason":"the key is public","role":"security"}
attempt_started {"attempt":1,"item":"leak/alert","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"leak/alert","key":"1","request":{"argv":["./alert"]},"slot":"run"}
effect_finished {"attempt":1,"item":"leak/alert","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"leak/alert","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"leak/revoke","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"leak/revoke","key":"1","request":{"argv":["./revoke"]},"slot":"run"}
effect_finished {"attempt":1,"item":"leak/revoke","key":"1","outcome":{"code":1,"err":"vault is busy","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:12: ./revoke ended with code 1: vault is busy","item":"leak/revoke","slot":"run"}
-> leak/alert exec {"argv":["./alert"]}
-> leak/revoke exec {"argv":["./revoke"]}
state held, waits for a decision on go-live/scan, waits for a decision on leak/revoke

sam:security skip {"item":"leak/revoke","reason":"revoked by hand"}
----
refused sam may not act on leak/revoke: it takes the role lead (ask someone with that role)
command_refused by sam {"command":"skip","item":"leak/revoke","reason":"sam may not act on leak/revoke: it takes the role lead"}
state held, waits for a decision on go-live/scan, waits for a decision on leak/revoke

lea:lead skip {"item":"leak/revoke","reason":"revoked by hand"}
----
item_skipped by lea {"by_condition":false,"item":"leak/revoke","reason":"revoked by hand"}
rollback_started {"items":["go-live/scan","go-live/open"],"reason":"leak: what comes before the rollback is done","to":"go-live"}
undo_passed_over {"item":"go-live/scan","possible":true,"why":"it has no effects"}
attempt_started {"attempt":1,"item":"go-live/open","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/open","key":"1","request":{"argv":["./close"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/open","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/open","result":null,"slot":"undo"}
rollback_ended
attempt_started {"attempt":1,"item":"leak/issue","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"leak/issue","key":"1","request":{"argv":["./issue"]},"slot":"run"}
effect_finished {"attempt":1,"item":"leak/issue","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"leak/issue","result":null,"slot":"run"}
contingency_ended {"contingency":"leak"}
run_rolled_back
-> go-live/open undo exec {"argv":["./close"]}
-> leak/issue exec {"argv":["./issue"]}
state rolled_back
