# Who saw a gate of one J has not seen that of another: what was shown before J moved is stale, and what is shown since is not.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "go-live" { on = "J",
    gate "go" { decided_by = { "lead", "dba" } },
    step "deploy" { run = function(ctx) ctx:exec { "./deploy" } end },
  },
}
```

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
item_opened {"item":"go-live/go"}
state running

dan:dba decide {"gate":"go","verdict":"go","reason":"the backup is there"}
----
decision_made by dan {"conditions":[],"gate":"go-live/go","reason":"the backup is there","role":"dba","verdict":"go"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"what is shown?","seen":"000000000000"}
----
refused go-live/go: what go-live/go rests on is not what you have seen (look again: it is 828720b62856 now)
state running

lea:lead move {"j":"2027-01-22","reason":"rain"}
----
gate_lapsed by lea {"gate":"go-live/go","why":"J was moved from 2027-01-15 to 2027-01-22"}
j_moved by lea {"before":"2027-01-15","j":"2027-01-22","reason":"rain"}
clock_jumped {"by":"7d"}
item_opened {"item":"go-live/go"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"of the tab of yesterday","seen":"828720b62856"}
----
refused go-live/go: what go-live/go rests on is not what you have seen (look again: it is 5ff4fc7b6fd5 now)
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"ready"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"ready","role":"lead","verdict":"go"}
state running

dan:dba decide {"gate":"go","verdict":"go","reason":"still there"}
----
decision_made by dan {"conditions":[],"gate":"go-live/go","reason":"still there","role":"dba","verdict":"go"}
gate_approved by dan {"gate":"go-live/go"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
run_completed
-> go-live/deploy exec {"argv":["./deploy"]}
state completed
