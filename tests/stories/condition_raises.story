# A `when` that raises fails what it stands on, also a phase, a checklist or a parallel: nothing in it begins, nor what follows.
# A lead has it looked at again, or skips all that is in it. A parallel has no id: it goes by its holder's.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "before" { on = "J", when = function(ctx) ctx:exec { "./is-large" } return true end,
    step "prepare" { run = function(ctx) ctx:exec { "./prepare" } end },
  },
  phase "go-live" { on = "J",
    checklist "hands" { when = function(ctx) ctx:exec { "./who-is-here" } return true end,
      task "phones" {}, gate "ready" { decided_by = { "lead" } },
    },
    parallel { when = function(ctx) ctx:ask { "both?", role = "dba" } ctx:exec { "./regions" } return true end,
      step "east" { run = function(ctx) ctx:exec { "./east" } end },
      step "west" { run = function(ctx) ctx:exec { "./west" } end },
    },
    step "open" { run = function(ctx) ctx:exec { "./open" } end },
  },
}
```

world ./is-large silence
----

world ./who-is-here silence
----

world ./regions silence
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"before","slot":"when"}
effect_requested {"attempt":1,"effect":"exec","item":"before","key":"1","request":{"argv":["./is-large"]},"slot":"when"}
-> before when exec {"argv":["./is-large"]}
state running

answer before {"code":127,"err":"not found","out":"","ms":3,"truncated":false}
----
effect_finished {"attempt":1,"item":"before","key":"1","outcome":{"code":127,"err":"not found","ms":3,"out":"","truncated":false},"slot":"when"}
attempt_failed {"attempt":1,"error":"runbook.lua:5: ./is-large ended with code 127: not found","item":"before","slot":"when"}
state held, waits for a decision on before

dan:dba retry {"item":"before","reason":"again"}
----
refused dan may not act on before: it takes the role lead (ask someone with that role)
command_refused by dan {"command":"retry","item":"before","reason":"dan may not act on before: it takes the role lead"}
state held, waits for a decision on before

lea:lead mark-done {"item":"before","reason":"it is fine"}
----
refused before is a phase (steps, smoke tests and watches can be marked done; a task is ended, a gate decided)
state held, waits for a decision on before

lea:lead retry {"item":"before","reason":"installed it"}
----
item_retried by lea {"item":"before","reason":"installed it"}
attempt_started {"attempt":2,"item":"before","slot":"when"}
effect_requested {"attempt":2,"effect":"exec","item":"before","key":"1","request":{"argv":["./is-large"]},"slot":"when"}
-> before when exec {"argv":["./is-large"]}
state running

answer before {"code":0,"err":"","out":"","ms":3,"truncated":false}
----
effect_finished {"attempt":2,"item":"before","key":"1","outcome":{"code":0,"err":"","ms":3,"out":"","truncated":false},"slot":"when"}
attempt_succeeded {"attempt":2,"item":"before","result":{"met":true,"reason":""},"slot":"when"}
attempt_started {"attempt":1,"item":"before/prepare","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"before/prepare","key":"1","request":{"argv":["./prepare"]},"slot":"run"}
effect_finished {"attempt":1,"item":"before/prepare","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"before/prepare","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/hands","slot":"when"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/hands","key":"1","request":{"argv":["./who-is-here"]},"slot":"when"}
-> before/prepare exec {"argv":["./prepare"]}
-> go-live/hands when exec {"argv":["./who-is-here"]}
state running

answer go-live/hands {"code":1,"err":"","out":"","ms":3,"truncated":false}
----
effect_finished {"attempt":1,"item":"go-live/hands","key":"1","outcome":{"code":1,"err":"","ms":3,"out":"","truncated":false},"slot":"when"}
attempt_failed {"attempt":1,"error":"runbook.lua:9: ./who-is-here ended with code 1","item":"go-live/hands","slot":"when"}
state held, waits for a decision on go-live/hands

lea:lead skip {"item":"hands","reason":"all are here"}
----
item_skipped by lea {"by_condition":false,"item":"go-live/hands","reason":"all are here"}
attempt_started {"attempt":1,"item":"go-live","slot":"when"}
effect_requested {"attempt":1,"effect":"ask","item":"go-live","key":"1","request":{"question":"both?","role":"dba"},"slot":"when"}
state running

dan:dba answer {"item":"go-live","answer":"yes"}
----
effect_finished by dan {"attempt":1,"item":"go-live","key":"1","outcome":{"answer":"yes","by":"dan"},"slot":"when"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live","key":"2","request":{"argv":["./regions"]},"slot":"when"}
-> go-live when exec {"argv":["./regions"]}
state running

answer go-live {"code":1,"err":"","out":"","ms":3,"truncated":false}
----
effect_finished {"attempt":1,"item":"go-live","key":"2","outcome":{"code":1,"err":"","ms":3,"out":"","truncated":false},"slot":"when"}
attempt_failed {"attempt":1,"error":"runbook.lua:12: ./regions ended with code 1","item":"go-live","slot":"when"}
state held, waits for a decision on go-live

lea:lead retry {"item":"go-live","reason":"the list is back"}
----
item_retried by lea {"item":"go-live","reason":"the list is back"}
attempt_started {"attempt":2,"item":"go-live","slot":"when"}
effect_requested {"attempt":2,"effect":"ask","item":"go-live","key":"1","request":{"question":"both?","role":"dba"},"slot":"when"}
state running

dan:dba answer {"item":"go-live","answer":"yes"}
----
effect_finished by dan {"attempt":2,"item":"go-live","key":"1","outcome":{"answer":"yes","by":"dan"},"slot":"when"}
effect_requested {"attempt":2,"effect":"exec","item":"go-live","key":"2","request":{"argv":["./regions"]},"slot":"when"}
-> go-live when exec {"argv":["./regions"]}
state running

answer go-live {"code":0,"err":"","out":"","ms":3,"truncated":false}
----
effect_finished {"attempt":2,"item":"go-live","key":"2","outcome":{"code":0,"err":"","ms":3,"out":"","truncated":false},"slot":"when"}
attempt_succeeded {"attempt":2,"item":"go-live","result":{"met":true,"reason":""},"slot":"when"}
attempt_started {"attempt":1,"item":"go-live/east","slot":"run"}
attempt_started {"attempt":1,"item":"go-live/west","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/east","key":"1","request":{"argv":["./east"]},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/west","key":"1","request":{"argv":["./west"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/east","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/east","result":null,"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/west","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/west","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/open","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/open","key":"1","request":{"argv":["./open"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/open","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/open","result":null,"slot":"run"}
run_completed
-> go-live/east exec {"argv":["./east"]}
-> go-live/west exec {"argv":["./west"]}
-> go-live/open exec {"argv":["./open"]}
state completed
