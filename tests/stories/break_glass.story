# Two people who decide a gate may open it without its quorum, within half an hour of each other, each with a reason.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" }, role "dba" { title = "DBA" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    gate "go" { at = "08:00", decided_by = { "lead", "business", "dba" } },
    step "deploy" { run = function(ctx) ctx:exec { "./deploy" } end },
    gate "open" { decided_by = { "lead", "dba" } },
    step "open-it" { at = "12:00", run = function(ctx) end, irreversible = true },
  },
}
```

create prod 2027-01-15 live
----
run_created by starter
run_started by starter
state running

lea:lead break-glass {"gate":"go","reason":"too early"}
----
refused go-live/go is closed (it can be decided once it is open)
state running

pass 4d23h
----
item_opened {"item":"go-live/go"}
state running

starter:lead break-glass {"gate":"go","reason":"I started it"}
----
refused go-live/go: starter started this run, and so does not decide its gates (someone else with the role lead decides; or the plan says starter_may_decide = true)
command_refused by starter {"command":"break-glass","item":"go","reason":"starter started this run, and so does not decide its gates"}
state running

eve:boss break-glass {"gate":"go","reason":"no role"}
----
refused eve may not decide go-live/go: it takes the role lead or business or dba (ask someone with that role)
command_refused by eve {"command":"break-glass","item":"go","reason":"eve may not decide go-live/go: it takes the role lead or business or dba"}
state running

lea:lead break-glass {"gate":"go","reason":" "}
----
refused reason: must not be empty (say why: it stands in the log and in the reports)

lea:lead break-glass {"gate":"go","reason":"business is not to be reached"}
----
glass_broken by lea {"gate":"go-live/go","reason":"business is not to be reached","role":"lead"}
state running

lea:lead break-glass {"gate":"go","reason":"once more"}
----
refused go-live/go: lea as lead has broken the glass already (it takes a second person)
state running

pass 30m
----
state running

dan:dba break-glass {"gate":"go","reason":"too late for a second"}
----
glass_broken by dan {"gate":"go-live/go","reason":"too late for a second","role":"dba"}
state running

lea:lead break-glass {"gate":"go","reason":"business is still not to be reached"}
----
glass_broken by lea {"gate":"go-live/go","reason":"business is still not to be reached","role":"lead"}
gate_waived by lea {"gate":"go-live/go","why":"break-glass by dan as dba (too late for a second) and lea as lead (business is still not to be reached)"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
item_opened {"item":"go-live/open"}
-> go-live/deploy exec {"argv":["./deploy"]}
state running

lea:lead break-glass {"gate":"go","reason":"open it"}
----
refused go-live/go is waived (it can be decided once it is open)
state running

lea:lead decide {"gate":"open","verdict":"no-go","reason":"not yet"}
----
decision_made by lea {"conditions":[],"gate":"go-live/open","reason":"not yet","role":"lead","verdict":"no-go"}
gate_refused by lea {"gate":"go-live/open"}
state held, waits for a decision on go-live/open

lea:lead break-glass {"gate":"open","reason":"after a no-go"}
----
refused go-live/open is refused (it can be decided once it is open)
state held, waits for a decision on go-live/open
