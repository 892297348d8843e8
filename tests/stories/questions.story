# Branches may ask different people side by side: each answers what is theirs, in whatever order.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "go-live" { on = "J",
    step "sure" { run = function(ctx)
      ctx:parallel {
        function() ctx:log("lead: " .. ctx:ask { "is it up?", role = "lead" }) end,
        function() ctx:log("dba: " .. ctx:ask { "is it backed up?", role = "dba" }) end,
      }
    end },
  },
}
```

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/sure","slot":"run"}
effect_requested {"attempt":1,"effect":"ask","item":"go-live/sure","key":"1/1.1","request":{"question":"is it up?","role":"lead"},"slot":"run"}
effect_requested {"attempt":1,"effect":"ask","item":"go-live/sure","key":"1/2.1","request":{"question":"is it backed up?","role":"dba"},"slot":"run"}
state running

eve answer {"item":"sure","answer":"who knows"}
----
refused eve may not answer for go-live/sure: it takes the role lead (ask someone with that role)
command_refused by eve {"command":"answer","item":"sure","reason":"eve may not answer for go-live/sure: it takes the role lead"}
state running

dan:dba answer {"item":"sure","answer":"yes"}
----
effect_finished by dan {"attempt":1,"item":"go-live/sure","key":"1/2.1","outcome":{"answer":"yes","by":"dan"},"slot":"run"}
effect_requested {"attempt":1,"effect":"log","item":"go-live/sure","key":"1/2.2","request":{"text":"dba: yes"},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/sure","key":"1/2.2","outcome":{},"slot":"run"}
state running

dan:dba answer {"item":"sure","answer":"twice"}
----
refused dan may not answer for go-live/sure: it takes the role lead (ask someone with that role)
command_refused by dan {"command":"answer","item":"sure","reason":"dan may not answer for go-live/sure: it takes the role lead"}
state running

lea:lead answer {"item":"sure","answer":"it is"}
----
effect_finished by lea {"attempt":1,"item":"go-live/sure","key":"1/1.1","outcome":{"answer":"it is","by":"lea"},"slot":"run"}
effect_requested {"attempt":1,"effect":"log","item":"go-live/sure","key":"1/1.2","request":{"text":"lead: it is"},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/sure","key":"1/1.2","outcome":{},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/sure","result":null,"slot":"run"}
run_completed
state completed
