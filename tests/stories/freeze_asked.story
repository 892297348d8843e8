# In a freeze nothing is asked for. Who acts all the same hears of the freeze: what it is, until when, and the way out.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  window "night" { from = "J 23:00", to = "J+1 02:00" },
  phase "go-live" { from = "J", to = "J+1",
    parallel {
      gate "go" { on = "J", at = "18:30", decided_by = { "lead" } },
      task "look" { on = "J", at = "18:30", owner = "ops" },
      task "later" { on = "J", at = "22:30", owner = "ops" },
      task "at-night" { on = "J", at = "18:30", owner = "ops", window = "night" },
      step "deploy" { on = "J", at = "18:30", run = function(ctx) ctx:exec { "./deploy" } end },
    },
    task "tell" { owner = "ops" },
  },
  freeze "match" { from = "J 18:00", to = "J 22:00", reason = "the final" },
}
```

create prod 2027-01-11 live
----
run_created by starter
run_started by starter
state running

pass 35h
----
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"all is well"}
----
refused go-live/go is closed: nothing may be started until 2027-01-11 22:00: freeze match, the final (wait, or have a lead lift it: golive lift release-prod-2027-01-11-1 match)
state running

lea:lead break-glass {"gate":"go","reason":"it burns"}
----
refused go-live/go is closed: nothing may be started until 2027-01-11 22:00: freeze match, the final (wait, or have a lead lift it: golive lift release-prod-2027-01-11-1 match)
state running

oscar:ops start-task {"item":"look"}
----
refused go-live/look is waiting: nothing may be started until 2027-01-11 22:00: freeze match, the final (wait, or have a lead lift it: golive lift release-prod-2027-01-11-1 match)
state running

oscar:ops end-task {"item":"look","result":"pass"}
----
refused go-live/look is waiting: nothing may be started until 2027-01-11 22:00: freeze match, the final (wait, or have a lead lift it: golive lift release-prod-2027-01-11-1 match)
state running

oscar:ops start-task {"item":"later"}
----
refused go-live/later is waiting (a task can be started once it is ready)
state running

oscar:ops start-task {"item":"at-night"}
----
refused go-live/at-night is waiting: nothing may be started until 2027-01-11 22:00: freeze match, the final (wait, or have a lead lift it: golive lift release-prod-2027-01-11-1 match)
state running

oscar:ops start-task {"item":"tell"}
----
refused go-live/tell is waiting (a task can be started once it is ready)
state running

lea:lead retry {"item":"deploy","reason":"now"}
----
refused go-live/deploy is waiting: nothing may be started until 2027-01-11 22:00: freeze match, the final (wait, or have a lead lift it: golive lift release-prod-2027-01-11-1 match)
state running

lea:lead skip {"item":"go","reason":"no need"}
----
refused go-live/go is closed (a gate is not skipped: it is decided)
state running

pass 3h
----
item_opened {"item":"go-live/go"}
item_opened {"item":"go-live/look"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
item_opened {"item":"go-live/later"}
item_opened {"item":"go-live/at-night"}
-> go-live/deploy exec {"argv":["./deploy"]}
state running

oscar:ops start-task {"item":"at-night"}
----
task_started by oscar {"item":"go-live/at-night"}
state running
