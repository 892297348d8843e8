# An amendment: proposed, approved by the plan's roles, and then the run goes on with the new text. What is done stays done.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead", "business" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" }, role "dba" { title = "DBA" },
  environment "prod" { live = true },
  phase "preparation" { from = "J-3", to = "J",
    step "snapshot" { on = "J-3", run = function(ctx) ctx:exec { "./snapshot" } end,
      undo = function(ctx) ctx:exec { "./forget" } end },
    step "drain" { on = "J-1", run = function(ctx) ctx:exec { "./drain" } end },
  },
  phase "go-live" { on = "J", overlaps = true,
    gate "go" { at = "08:00", decided_by = { "lead" } },
    step "migrate" { at = "09:00", owner = "dba", run = function(ctx) ctx:exec { "./migrate" } end },
    step "check" { effects = false, run = function(ctx) ctx:exec { "./check" } end },
  },
}
```

create prod 2027-01-15 live
----
run_created by starter
run_started by starter
state running

pass 3d
----
attempt_started {"attempt":1,"item":"preparation/snapshot","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"preparation/snapshot","key":"1","request":{"argv":["./snapshot"]},"slot":"run"}
effect_finished {"attempt":1,"item":"preparation/snapshot","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"preparation/snapshot","result":null,"slot":"run"}
-> preparation/snapshot exec {"argv":["./snapshot"]}
state running

amend lea:lead {"edits":[],"reason":"nothing"}
----
refused nothing differs from the run's plan (it is the same text)
state running

amend zoe:lead {"edits":[["./migrate","./migrate --fast"]],"code":false}
----
refused zoe may not bring a runbook (golive user add zoe --may-bring-code)
command_refused by zoe {"command":"amend","item":"","reason":"zoe may not bring a runbook"}
state running

amend lea:lead {"edits":[["\"./drain\" }","\"./drain\", \"--all\" }"],["./migrate","./migrate --fast"],["    step \"check\"","    step \"index\" { owner = \"dba\", run = function(ctx) ctx:exec { \"./index\" } end },\n    step \"check\""]],"reason":"the index is missing"}
----
amendment_proposed by lea {"amendment":1,"has_effect":true,"items":[{"change":"changed","item":"preparation/drain","stage":"ahead","what":["functions"]},{"change":"changed","item":"go-live/migrate","stage":"ahead","what":["functions"]},{"change":"added","item":"go-live/index","stage":"ahead"}],"plan_hash":"d7fb2fe454d1cca00a884003f5c9c8530808c67019dd4039d5390baff24fc933","reason":"the index is missing"}
state running

amend lea:lead {"edits":[["./migrate","./migrate --slow"]]}
----
refused amendment 1 waits for its decisions (have it decided, or withdraw it: golive withdraw-amendment release-prod-2027-01-15-1 1)
state running

lea:lead decide-amendment {"amendment":1,"verdict":"go","reason":"mine"}
----
refused lea proposed this amendment, and so does not decide it (someone else with the role lead decides; or the plan says starter_may_decide = true)
command_refused by lea {"command":"decide-amendment","item":"","reason":"lea proposed this amendment, and so does not decide it"}
state running

bob:dba decide-amendment {"amendment":1,"verdict":"go","reason":"fine"}
----
refused bob may not decide amendments: it takes the role lead or business (ask someone with that role)
command_refused by bob {"command":"decide-amendment","item":"","reason":"bob may not decide amendments: it takes the role lead or business"}
state running

bob:business decide-amendment {"amendment":1,"verdict":"go","reason":"fine","seen":"000000000000"}
----
refused amendment 1: what amendment 1 rests on is not what you have seen (look again: it is 62071b757687 now)
state running

bob:business decide-amendment {"amendment":1,"verdict":"reservations","reason":"fine"}
----
refused verdict: an amendment is approved or refused as it is (decide go or no-go)
state running

bob:business decide-amendment {"amendment":7,"verdict":"go","reason":"fine"}
----
refused amendment: the run has no amendment 7 (golive status lists the one that waits)
state running

bob:business decide-amendment {"amendment":1,"verdict":"go","reason":"fine"}
----
amendment_decided by bob {"amendment":1,"reason":"fine","role":"business","verdict":"go"}
state running

bob:business,lead decide-amendment {"amendment":1,"verdict":"go","reason":"twice","role":"lead"}
----
refused bob has decided already: go as business (distinct roles are for distinct people)
state running

ann:lead decide-amendment {"amendment":1,"verdict":"go","reason":"fine by me"}
----
amendment_decided by ann {"amendment":1,"reason":"fine by me","role":"lead","verdict":"go"}
amendment_applied by ann {"amendment":1}
state running

restart 10m
----
another engine has taken over

pass 2d
----
engine_took_over {"epoch":2}
attempt_started {"attempt":1,"item":"preparation/drain","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"preparation/drain","key":"1","request":{"argv":["./drain","--all"]},"slot":"run"}
effect_finished {"attempt":1,"item":"preparation/drain","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"preparation/drain","result":null,"slot":"run"}
item_opened {"item":"go-live/go"}
-> preparation/drain exec {"argv":["./drain","--all"]}
state running

ann:lead decide {"gate":"go","verdict":"go","reason":"ready"}
----
decision_made by ann {"conditions":[],"gate":"go-live/go","reason":"ready","role":"lead","verdict":"go"}
gate_approved by ann {"gate":"go-live/go"}
attempt_started {"attempt":1,"item":"go-live/migrate","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/migrate","key":"1","request":{"argv":["./migrate --fast"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/migrate","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/migrate","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/index","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/index","key":"1","request":{"argv":["./index"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/index","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/index","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/check","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/check","key":"1","request":{"argv":["./check"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/check","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/check","result":null,"slot":"run"}
run_completed
-> go-live/migrate exec {"argv":["./migrate --fast"]}
-> go-live/index exec {"argv":["./index"]}
-> go-live/check exec {"argv":["./check"]}
state completed

pass 2h
----
state completed

amend lea:lead {"edits":[["./migrate","./migrate --slow"]]}
----
refused the run release-prod-2027-01-15-1 is over: completed (start a new run)
state completed
