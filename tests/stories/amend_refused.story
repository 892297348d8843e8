# What cannot be amended: what has begun is not removed, a run keeps its plan's id, its zone and its parameters; and who may not, may not.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "prod" { live = true, host = "db1" }, environment "uat" { host = "db2" },
  phase "go-live" { from = "J-1", to = "J",
    step "snapshot" { on = "J-1", run = function(ctx) ctx:exec { "./snapshot" } end },
    step "deploy" { run = function(ctx) ctx:exec { "./deploy" } end },
    task "look" { at = "J 10:00", owner = "dba" },
    step "clean" { at = "J 11:00", run = function(ctx) ctx:log "clean" end },
  },
}
```

create prod 2027-01-15 live
----
run_created by starter
run_started by starter
state running

world ./deploy {"code":1}
----

pass 4d
----
attempt_started {"attempt":1,"item":"go-live/snapshot","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/snapshot","key":"1","request":{"argv":["./snapshot"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/snapshot","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/snapshot","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":1},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:7: ./deploy ended with code 1","item":"go-live/deploy","slot":"run"}
-> go-live/snapshot exec {"argv":["./snapshot"]}
-> go-live/deploy exec {"argv":["./deploy"]}
state held, waits for a decision on go-live/deploy

amend zoe {"edits":[["    step \"snapshot\" { on = \"J-1\", run = function(ctx) ctx:exec { \"./snapshot\" } end },\n",""]]}
----
refused go-live/snapshot is done, and cannot be removed (keep it in the runbook; what has not begun can be removed)
state held, waits for a decision on go-live/deploy

amend zoe {"edits":[["    step \"deploy\" { run = function(ctx) ctx:exec { \"./deploy\" } end },\n",""]]}
----
refused go-live/deploy has begun, and cannot be removed (keep it in the runbook; what has not begun can be removed)
state held, waits for a decision on go-live/deploy

amend zoe {"edits":[["plan \"release\"","plan \"other\""]]}
----
refused id: it is another plan: "other", not "release" (start a run of its own for it)
state held, waits for a decision on go-live/deploy

amend zoe {"edits":[["Europe/Paris","Europe/Rome"]]}
----
refused timezone: the time zone is Europe/Rome, and the run's is Europe/Paris (a run keeps its zone: start a new one)
state held, waits for a decision on go-live/deploy

amend zoe {"edits":[["environment \"prod\" { live = true, host = \"db1\" }, ",""]]}
----
refused environments: it has no environment "prod", in which the run is (keep it)
state held, waits for a decision on go-live/deploy

amend zoe {"edits":[["\"db1\"","\"db3\""]]}
----
refused environments: the parameters of "prod" differ, and a run keeps those that it began with (write the new values into the items, or start a new run)
state held, waits for a decision on go-live/deploy

amend zoe {"edits":[["{ on = \"J-1\", run","{ at = \"J-1 25:00\", run"]]}
----
refused runbook.lua:6: step "snapshot": at: "J-1 25:00" is not a moment (write "J", "J-21", "J+1", "J-3 18:00" or, in working days, "J-5wd")

amend zoe:lead {"edits":[["\"./deploy\" }","\"./fixed\" }"]],"reason":"the flag was missing"}
----
amendment_proposed by zoe {"amendment":1,"has_effect":true,"items":[{"change":"changed","item":"go-live/deploy","stage":"begun","what":["functions"]}],"plan_hash":"e6a72fbb564054e915c5cff1302b25f6b9b51d812ba9e45bff71a6b3d9dd67e5","reason":"the flag was missing"}
state held, waits for a decision on go-live/deploy

bob:dba withdraw-amendment {"amendment":1,"reason":"not mine"}
----
refused bob may not withdraw amendment 1: it takes the role lead (ask someone with that role)
command_refused by bob {"command":"withdraw-amendment","item":"","reason":"bob may not withdraw amendment 1: it takes the role lead"}
state held, waits for a decision on go-live/deploy

zoe withdraw-amendment {"amendment":1,"reason":"one more thing"}
----
amendment_withdrawn by zoe {"amendment":1,"reason":"one more thing"}
state held, waits for a decision on go-live/deploy

lea:lead decide-amendment {"amendment":1,"verdict":"go","reason":"late"}
----
refused amendment 1 is withdrawn: one more thing (propose a new one)
state held, waits for a decision on go-live/deploy

amend zoe:lead {"edits":[["\"./deploy\" }","\"./fixed\" }"],["    task \"look\" { at = \"J 10:00\", owner = \"dba\" },\n",""]],"reason":"the flag was missing"}
----
amendment_proposed by zoe {"amendment":2,"has_effect":true,"items":[{"change":"changed","item":"go-live/deploy","stage":"begun","what":["functions"]},{"change":"removed","item":"go-live/look","stage":"ahead"}],"plan_hash":"d79d2cc8d728ca965979f507011619494f2325338c0fcf3a516c71858a2068e7","reason":"the flag was missing"}
state held, waits for a decision on go-live/deploy

lea:lead decide-amendment {"amendment":2,"verdict":"go","reason":"that was it"}
----
amendment_decided by lea {"amendment":2,"reason":"that was it","role":"lead","verdict":"go"}
amendment_applied by lea {"amendment":2}
state held, waits for a decision on go-live/deploy

lea:lead retry {"item":"deploy","reason":"on the new text"}
----
item_retried by lea {"item":"go-live/deploy","reason":"on the new text"}
attempt_started {"attempt":2,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":2,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./fixed"]},"slot":"run"}
effect_finished {"attempt":2,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":2,"item":"go-live/deploy","result":null,"slot":"run"}
-> go-live/deploy exec {"argv":["./fixed"]}
state running

amend zoe {"edits":[["./snapshot","./snapshot --small"],["\"./deploy\" }","\"./fixed\" }"],["    task \"look\" { at = \"J 10:00\", owner = \"dba\" },\n",""],["\"clean\" end","\"clean up\" end"]],"reason":"clean up"}
----
amendment_proposed by zoe {"amendment":3,"has_effect":true,"items":[{"change":"changed","item":"go-live/snapshot","stage":"done","what":["functions"]},{"change":"changed","item":"go-live/clean","stage":"ahead","what":["functions"]}],"plan_hash":"ae393b8ea357545dfb6d3270911d06e9a1a8e176b6c2c189fbd2293aea216060","reason":"clean up"}
state running

pass 2d
----
attempt_started {"attempt":1,"item":"go-live/clean","slot":"run"}
amendment_expired {"amendment":3,"why":"go-live/clean has begun by now"}
effect_requested {"attempt":1,"effect":"log","item":"go-live/clean","key":"1","request":{"text":"clean"},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/clean","key":"1","outcome":{},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/clean","result":null,"slot":"run"}
run_completed
state completed

lea:lead decide-amendment {"amendment":3,"verdict":"go","reason":"late"}
----
refused the run release-prod-2027-01-15-1 is over: completed (start a new run)
state completed

amend zoe {"edits":[["./snapshot","./snapshot --small"]],"reason":"too late"}
----
refused the run release-prod-2027-01-15-1 is over: completed (start a new run)
state completed
