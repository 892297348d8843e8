# A contingency without rollback answers a failure, and what failed is tried again; an abort ends one under way.
# With automatic = true it starts by itself, once.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    gate "go" { decided_by = { "lead" }, valid_for = "1m" },
    step "big" { when = function(ctx) return false, "small" end, run = function(ctx) ctx:exec { "./big" } end },
    step "open" { run = function(ctx) ctx:exec { "./open" } end, undo = function(ctx) ctx:exec { "./close" } end },
    task "look" {},
  },
  contingency "failover" { risk = "region lost", trigger = failed "open", decided_by = { "lead" }, automatic = true,
    afterwards = "retry",
    step "switch" { run = function(ctx) ctx:exec { "./switch" } end, undo = function(ctx) ctx:exec { "./switch-back" } end },
    task "call" {} },
}
```

world ./open {"code":1,"err":"502","out":"","ms":3,"truncated":false}
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
item_opened {"item":"go-live/go"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"ready"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"ready","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"go-live/go"}
attempt_started {"attempt":1,"item":"go-live/big","slot":"when"}
attempt_succeeded {"attempt":1,"item":"go-live/big","result":{"met":false,"reason":"small"},"slot":"when"}
item_skipped {"by_condition":true,"item":"go-live/big","reason":"small"}
attempt_started {"attempt":1,"item":"go-live/open","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/open","key":"1","request":{"argv":["./open"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/open","key":"1","outcome":{"code":1,"err":"502","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:8: ./open ended with code 1: 502","item":"go-live/open","slot":"run"}
contingency_offered {"contingency":"failover","why":"go-live/open failed: runbook.lua:8: ./open ended with code 1: 502"}
contingency_activated {"contingency":"failover","reason":"go-live/open failed: runbook.lua:8: ./open ended with code 1: 502","role":"engine"}
attempt_started {"attempt":1,"item":"failover/switch","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"failover/switch","key":"1","request":{"argv":["./switch"]},"slot":"run"}
effect_finished {"attempt":1,"item":"failover/switch","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"failover/switch","result":null,"slot":"run"}
item_opened {"item":"failover/call"}
-> go-live/open exec {"argv":["./open"]}
-> failover/switch exec {"argv":["./switch"]}
state running, waits for a decision on go-live/open

pass 2m
----
state running, waits for a decision on go-live/open

lea:lead end-task {"item":"call","result":"pass"}
----
task_started by lea {"item":"failover/call"}
task_ended by lea {"comment":"","item":"failover/call","result":"pass"}
contingency_ended {"contingency":"failover"}
item_retried {"item":"go-live/open","reason":"after the contingency failover"}
attempt_started {"attempt":2,"item":"go-live/open","slot":"run"}
effect_requested {"attempt":2,"effect":"exec","item":"go-live/open","key":"1","request":{"argv":["./open"]},"slot":"run"}
effect_finished {"attempt":2,"item":"go-live/open","key":"1","outcome":{"code":1,"err":"502","ms":3,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":2,"error":"runbook.lua:8: ./open ended with code 1: 502","item":"go-live/open","slot":"run"}
contingency_offered {"contingency":"failover","why":"go-live/open failed: runbook.lua:8: ./open ended with code 1: 502"}
-> go-live/open exec {"argv":["./open"]}
state held, waits for a decision on go-live/open

lea:lead activate {"contingency":"failover","reason":"once more"}
----
contingency_activated by lea {"contingency":"failover","reason":"once more","role":"lead"}
attempt_started {"attempt":2,"item":"failover/switch","slot":"run"}
effect_requested {"attempt":2,"effect":"exec","item":"failover/switch","key":"1","request":{"argv":["./switch"]},"slot":"run"}
effect_finished {"attempt":2,"item":"failover/switch","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":2,"item":"failover/switch","result":null,"slot":"run"}
item_opened {"item":"failover/call"}
-> failover/switch exec {"argv":["./switch"]}
state running, waits for a decision on go-live/open

lea:lead abort {"rollback":true,"reason":"enough"}
----
contingency_ended by lea {"contingency":"failover"}
rollback_started by lea {"items":["failover/switch","go-live/open"],"reason":"enough","to":"go-live"}
attempt_started {"attempt":1,"item":"failover/switch","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"failover/switch","key":"1","request":{"argv":["./switch-back"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"failover/switch","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"failover/switch","result":null,"slot":"undo"}
attempt_started {"attempt":1,"item":"go-live/open","slot":"undo"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/open","key":"1","request":{"argv":["./close"]},"slot":"undo"}
effect_finished {"attempt":1,"item":"go-live/open","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"undo"}
attempt_succeeded {"attempt":1,"item":"go-live/open","result":null,"slot":"undo"}
rollback_ended
run_aborted {"reason":"enough","rolled_back":true}
-> failover/switch undo exec {"argv":["./switch-back"]}
-> go-live/open undo exec {"argv":["./close"]}
state aborted
