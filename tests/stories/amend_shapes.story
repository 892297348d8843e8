# Whatever the shape: phases, parallels, gates and contingencies come, go and change; what is added before what is done is done late; and no plan changes while a contingency runs.
```lua
local function work(ctx) ctx:exec { "./" .. ctx.item } end
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" }, starter_may_decide = true,
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "before" { on = "J-1", step "a" { run = work, undo = work }, step "b" { run = work } },
  phase "go-live" { on = "J",
    gate "go" { decided_by = { "lead" } },
    parallel { step "c" { run = work }, step "d" { when = function(ctx) return true end, run = work } },
    step "e" { run = work, irreversible = true },
    step "f" { run = work, irreversible = true },
  },
  contingency "leak" { trigger = failed "go-live/e", decided_by = { "lead" }, afterwards = "retry",
    task "mop" { owner = "dba" } },
}
```

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"3d15h"}
attempt_started {"attempt":1,"item":"before/a","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"before/a","key":"1","request":{"argv":["./before/a"]},"slot":"run"}
effect_finished {"attempt":1,"item":"before/a","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"before/a","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"before/b","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"before/b","key":"1","request":{"argv":["./before/b"]},"slot":"run"}
effect_finished {"attempt":1,"item":"before/b","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"before/b","result":null,"slot":"run"}
clock_jumped {"by":"1d"}
item_opened {"item":"go-live/go"}
-> before/a exec {"argv":["./before/a"]}
-> before/b exec {"argv":["./before/b"]}
state running

amend lea:lead {"edits":[["phase \"go-live\" { on","phase \"between\" { on = \"J-1\", step \"x\" { run = work } },\n  phase \"go-live\" { on"],["step \"b\" { run = work }","step \"a2\" { run = work }, step \"b\" { run = work }"],["parallel { step \"c\" { run = work }, step \"d\"","parallel { step \"c\" { run = work }, task \"c2\" { owner = \"dba\" }, step \"d\""],["decided_by = { \"lead\" } },\n    parallel","decided_by = { \"dba\" } },\n    parallel"],["    step \"f\" { run = work, irreversible = true },\n","    task \"f\" { owner = \"dba\" },\n"],["approved_by = { \"lead\" }","approved_by = { \"dba\" }"]],"reason":"many things"}
----
amendment_proposed by lea {"amendment":1,"has_effect":true,"items":[{"change":"added","item":"before/a2","stage":"ahead"},{"change":"added","item":"between","stage":"ahead"},{"change":"added","item":"between/x","stage":"ahead"},{"change":"changed","item":"go-live/go","stage":"ahead","what":["decided_by"]},{"change":"added","item":"go-live/c2","stage":"ahead"},{"change":"added","item":"go-live/f","stage":"ahead"},{"change":"removed","item":"go-live/f","stage":"ahead"}],"plan_hash":"228af6ab777d16f47ba168c57f43a4a780484465abd61935af3e2ca7dc21800e","reason":"many things","settings":["approved_by"]}
state running

lea:lead decide-amendment {"amendment":1,"verdict":"go","reason":"all of it"}
----
amendment_decided by lea {"amendment":1,"reason":"all of it","role":"lead","verdict":"go"}
amendment_applied by lea {"amendment":1}
attempt_started {"attempt":1,"item":"before/a2","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"before/a2","key":"1","request":{"argv":["./before/a2"]},"slot":"run"}
effect_finished {"attempt":1,"item":"before/a2","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"before/a2","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"between/x","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"between/x","key":"1","request":{"argv":["./between/x"]},"slot":"run"}
effect_finished {"attempt":1,"item":"between/x","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"between/x","result":null,"slot":"run"}
-> before/a2 exec {"argv":["./before/a2"]}
-> between/x exec {"argv":["./between/x"]}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"mine"}
----
refused lea may not decide go-live/go: it takes the role dba (ask someone with that role)
command_refused by lea {"command":"decide","item":"go","reason":"lea may not decide go-live/go: it takes the role dba"}
state running

world go-live/e {"code":1}
----

bob:dba decide {"gate":"go","verdict":"go","reason":"now mine"}
----
decision_made by bob {"conditions":[],"gate":"go-live/go","reason":"now mine","role":"dba","verdict":"go"}
gate_approved by bob {"gate":"go-live/go"}
attempt_started {"attempt":1,"item":"go-live/c","slot":"run"}
attempt_started {"attempt":1,"item":"go-live/d","slot":"when"}
item_opened {"item":"go-live/c2"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/c","key":"1","request":{"argv":["./go-live/c"]},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/d","result":{"met":true,"reason":""},"slot":"when"}
attempt_started {"attempt":1,"item":"go-live/d","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/d","key":"1","request":{"argv":["./go-live/d"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/c","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/c","result":null,"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/d","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/d","result":null,"slot":"run"}
-> go-live/c exec {"argv":["./go-live/c"]}
-> go-live/d exec {"argv":["./go-live/d"]}
state running

bob:dba end-task {"item":"c2","result":"pass"}
----
task_started by bob {"item":"go-live/c2"}
task_ended by bob {"comment":"","item":"go-live/c2","result":"pass"}
attempt_started {"attempt":1,"item":"go-live/e","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/e","key":"1","request":{"argv":["./go-live/e"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/e","key":"1","outcome":{"code":1},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:1: ./go-live/e ended with code 1","item":"go-live/e","slot":"run"}
contingency_offered {"contingency":"leak","why":"go-live/e failed: runbook.lua:1: ./go-live/e ended with code 1"}
-> go-live/e exec {"argv":["./go-live/e"]}
state held, waits for a decision on go-live/e

lea:lead activate {"contingency":"leak","reason":"water"}
----
contingency_activated by lea {"contingency":"leak","reason":"water","role":"lead"}
item_opened {"item":"leak/mop"}
state running, waits for a decision on go-live/e

amend bob:dba {"edits":[["task \"mop\"","task \"sweep\""]]}
----
refused leak is under way (amend the plan once it has ended)
state running, waits for a decision on go-live/e

bob:dba end-task {"item":"mop","result":"pass"}
----
task_started by bob {"item":"leak/mop"}
task_ended by bob {"comment":"","item":"leak/mop","result":"pass"}
contingency_ended {"contingency":"leak"}
item_retried {"item":"go-live/e","reason":"after the contingency leak"}
attempt_started {"attempt":2,"item":"go-live/e","slot":"run"}
effect_requested {"attempt":2,"effect":"exec","item":"go-live/e","key":"1","request":{"argv":["./go-live/e"]},"slot":"run"}
effect_finished {"attempt":2,"item":"go-live/e","key":"1","outcome":{"code":1},"slot":"run"}
attempt_failed {"attempt":2,"error":"runbook.lua:1: ./go-live/e ended with code 1","item":"go-live/e","slot":"run"}
contingency_offered {"contingency":"leak","why":"go-live/e failed: runbook.lua:1: ./go-live/e ended with code 1"}
-> go-live/e exec {"argv":["./go-live/e"]}
state held, waits for a decision on go-live/e

amend bob:dba {"edits":[["phase \"before\" { on = \"J-1\", step \"a\" { run = work, undo = work }, step \"b\" { run = work } },\n",""]]}
----
refused before is done, and cannot be removed (keep it in the runbook; what has not begun can be removed)
state held, waits for a decision on go-live/e

bob:dba skip {"item":"e","reason":"it works"}
----
item_skipped by bob {"by_condition":false,"item":"go-live/e","reason":"it works"}
item_opened {"item":"go-live/f"}
state running

restart
----
another engine has taken over

bob:dba abort {"reason":"enough","rollback":true}
----
engine_took_over {"epoch":2}
rollback_started by bob {"items":["go-live/e","go-live/d","go-live/c"],"reason":"enough","to":"go-live"}
undo_passed_over {"item":"go-live/e","possible":false,"why":"declared irreversible"}
undo_passed_over {"item":"go-live/d","possible":false,"why":"it has no undo"}
undo_passed_over {"item":"go-live/c","possible":false,"why":"it has no undo"}
rollback_ended
run_aborted {"reason":"enough","rolled_back":true}
state aborted
