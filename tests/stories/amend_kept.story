# Words alone change nothing that was decided; what has an effect asks every gate again that was answered and not used.
```lua
local function deploy(ctx) ctx:exec { "./deploy" } end
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" },
  environment "prod" { live = true },
  phase "go-live" { from = "J-1", to = "J",
    gate "plan" { on = "J-1", decided_by = { "lead" } },
    step "announce" { title = "Tell them", run = function(ctx) ctx:log "soon" end },
    gate "go" { decided_by = { "lead", "business" } },
    step "deploy" { at = "J 10:00", run = deploy },
    step "clean" { run = function(ctx) ctx:log "clean" end },
  },
}
```

create prod 2027-01-15 live
----
run_created by starter
run_started by starter
state running

pass 4d
----
item_opened {"item":"go-live/plan"}
state running

lea:lead decide {"gate":"plan","verdict":"go","reason":"complete"}
----
decision_made by lea {"conditions":[],"gate":"go-live/plan","reason":"complete","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"go-live/plan"}
attempt_started {"attempt":1,"item":"go-live/announce","slot":"run"}
effect_requested {"attempt":1,"effect":"log","item":"go-live/announce","key":"1","request":{"text":"soon"},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/announce","key":"1","outcome":{},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/announce","result":null,"slot":"run"}
item_opened {"item":"go-live/go"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"ready"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"ready","role":"lead","verdict":"go"}
state running

amend zoe {"edits":[["Tell them","Tell everybody"],["return plan","\n\n-- moved down\nreturn plan"]],"reason":"a better title"}
----
amendment_proposed by zoe {"amendment":1,"has_effect":false,"items":[{"change":"reworded","item":"go-live/announce","stage":"done","what":["title"]}],"plan_hash":"ea7e08cd02b67d0ff501bc13d96666cbeff4afa113e9bae8fe6a28d5ca9cf178","reason":"a better title"}
amendment_applied by zoe {"amendment":1}
state running

bob:business decide {"gate":"go","verdict":"go","reason":"ready"}
----
decision_made by bob {"conditions":[],"gate":"go-live/go","reason":"ready","role":"business","verdict":"go"}
gate_approved by bob {"gate":"go-live/go"}
state running

amend zoe {"edits":[["\"./deploy\"","\"./deploy\", \"--blue\""]],"reason":"blue first"}
----
amendment_proposed by zoe {"amendment":2,"has_effect":true,"items":[{"change":"reworded","item":"go-live/announce","stage":"done","what":["title"]},{"change":"changed","item":"go-live/deploy","stage":"ahead","what":["functions"]}],"plan_hash":"6a623eae74d24317e0f85ede8ce8dae686e6840be56de07e5c916da38320b935","reason":"blue first"}
state running

lea:lead decide-amendment {"amendment":2,"verdict":"no-go","reason":"green first"}
----
amendment_decided by lea {"amendment":2,"reason":"green first","role":"lead","verdict":"no-go"}
state running

amend zoe {"edits":[["\"./deploy\"","\"./deploy\", \"--green\""]],"reason":"green first"}
----
amendment_proposed by zoe {"amendment":3,"has_effect":true,"items":[{"change":"reworded","item":"go-live/announce","stage":"done","what":["title"]},{"change":"changed","item":"go-live/deploy","stage":"ahead","what":["functions"]}],"plan_hash":"1639a75786e0ffe6396c763bbfa5609782588a0d1f2ea57d57f59dcd423e4bf9","reason":"green first"}
state running

lea:lead decide-amendment {"amendment":3,"verdict":"go","reason":"green it is"}
----
amendment_decided by lea {"amendment":3,"reason":"green it is","role":"lead","verdict":"go"}
gate_lapsed by lea {"gate":"go-live/go","why":"the plan is amended: amendment 3"}
amendment_applied by lea {"amendment":3}
item_opened {"item":"go-live/go"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"still"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"still","role":"lead","verdict":"go"}
state running

bob:business decide {"gate":"go","verdict":"go","reason":"still"}
----
decision_made by bob {"conditions":[],"gate":"go-live/go","reason":"still","role":"business","verdict":"go"}
gate_approved by bob {"gate":"go-live/go"}
state running

pass 2d
----
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy","--green"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/clean","slot":"run"}
effect_requested {"attempt":1,"effect":"log","item":"go-live/clean","key":"1","request":{"text":"clean"},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/clean","key":"1","outcome":{},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/clean","result":null,"slot":"run"}
run_completed
-> go-live/deploy exec {"argv":["./deploy","--green"]}
state completed
