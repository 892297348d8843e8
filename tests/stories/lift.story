# A freeze is lifted for its day, so that what it held back starts, and is not taken for missed; when J is moved, it holds again.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    step "deploy" { at = "18:30", missed = "skip", run = function(ctx) ctx:exec { "./deploy" } end },
    gate "on" { decided_by = { "lead" } },
    step "open" { at = "19:00", run = function(ctx) ctx:exec { "./open" } end },
  },
  freeze "match" { from = "J 18:00", to = "J 22:00", reason = "the final" },
}
```

create prod 2027-01-11 live
----
run_created by starter
run_started by starter
state running

pass 36h
----
state running

lea:lead lift {"freeze":"match","reason":"it is over"}
----
freeze_lifted by lea {"freeze":"match","reason":"it is over"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
item_opened {"item":"go-live/on"}
-> go-live/deploy exec {"argv":["./deploy"]}
state running

lea:lead move {"j":"2027-01-12","reason":"tomorrow, then"}
----
gate_lapsed by lea {"gate":"go-live/on","why":"J was moved from 2027-01-11 to 2027-01-12"}
j_moved by lea {"before":"2027-01-11","j":"2027-01-12","reason":"tomorrow, then"}
state running

pass 22h
----
item_opened {"item":"go-live/on"}
state running

lea:lead decide {"gate":"on","verdict":"go","reason":"all is well"}
----
decision_made by lea {"conditions":[],"gate":"go-live/on","reason":"all is well","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"go-live/on"}
state running

pass 4h
----
attempt_started {"attempt":1,"item":"go-live/open","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/open","key":"1","request":{"argv":["./open"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/open","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/open","result":null,"slot":"run"}
run_completed
-> go-live/open exec {"argv":["./open"]}
state completed
