# A freeze stops every start, from whichever door; a lead may lift it.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    task "look" { owner = "ops" },
    step "deploy" { at = "18:30", run = function(ctx) ctx:exec { "./deploy" } end },
    step "check" { run = function(ctx) ctx:exec { "./check" } end },
  },
  freeze "match" { from = "J 18:00", to = "J 22:00", reason = "the final" },
}
```

world ./check {"code":1,"err":"","ms":0,"out":"","truncated":false}
----

create prod 2027-01-11 live
----
run_created by starter
run_started by starter
state running

pass 34h
----
item_opened {"item":"go-live/look"}
state running

oscar:ops start-task {"item":"look"}
----
refused nothing may be started until 2027-01-11 22:00: freeze match, the final (wait, or have a lead lift it: golive lift release-prod-2027-01-11-1 match)
state running

oscar:ops end-task {"item":"look","result":"pass"}
----
refused nothing may be started until 2027-01-11 22:00: freeze match, the final (wait, or have a lead lift it: golive lift release-prod-2027-01-11-1 match)
state running

oscar:ops lift {"freeze":"match","reason":"we are late"}
----
refused oscar may not steer the run release-prod-2027-01-11-1: it takes the role lead (ask someone with that role)
command_refused by oscar {"command":"lift","item":"","reason":"oscar may not steer the run release-prod-2027-01-11-1: it takes the role lead"}
state running

lea:lead lift {"freeze":"mach","reason":"the final is over"}
----
refused freeze: the plan has no freeze and no window "mach" (did you mean "match"?)
state running

lea:lead lift {"freeze":"match","reason":"the final is over"}
----
freeze_lifted by lea {"freeze":"match","reason":"the final is over"}
state running

lea:lead lift {"freeze":"match","reason":"the final is over"}
----
refused freeze: match is lifted already
state running

oscar:ops end-task {"item":"look","result":"pass"}
----
task_started by oscar {"item":"go-live/look"}
task_ended by oscar {"comment":"","item":"go-live/look","result":"pass"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/check","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/check","key":"1","request":{"argv":["./check"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/check","key":"1","outcome":{"code":1,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:8: ./check ended with code 1","item":"go-live/check","slot":"run"}
-> go-live/deploy exec {"argv":["./deploy"]}
-> go-live/check exec {"argv":["./check"]}
state held, waits for a decision on go-live/check
