# Moving J plans anew what has not begun, and asks again what was answered for the other day.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  phase "preparation" { on = "J-7", gate "plan" { decided_by = { "lead" } },
    step "announce" { run = function(ctx) ctx:log("J is %s", ctx.j) end } },
  phase "go-live" { on = "J",
    gate "go" { at = "08:00", decided_by = { "lead" } },
    step "deploy" { at = "09:00", owner = "ops", run = function(ctx) ctx:exec { "./deploy" } end },
  },
  phase "after" { on = "J+1", task "report" { owner = "lead" } },
}
```

create prod 2027-01-18 live
----
run_created by starter
run_started by starter
state running

pass 15h
----
item_opened {"item":"preparation/plan"}
state running

lea:lead decide {"gate":"plan","verdict":"go","reason":"complete"}
----
decision_made by lea {"conditions":[],"gate":"preparation/plan","reason":"complete","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"preparation/plan"}
attempt_started {"attempt":1,"item":"preparation/announce","slot":"run"}
effect_requested {"attempt":1,"effect":"log","item":"preparation/announce","key":"1","request":{"text":"J is 2027-01-18"},"slot":"run"}
effect_finished {"attempt":1,"item":"preparation/announce","key":"1","outcome":{},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"preparation/announce","result":null,"slot":"run"}
state running

oscar:ops move {"j":"2027-01-21","reason":"the hall is closed"}
----
refused oscar may not steer the run release-prod-2027-01-18-1: it takes the role lead (ask someone with that role)
command_refused by oscar {"command":"move","item":"","reason":"oscar may not steer the run release-prod-2027-01-18-1: it takes the role lead"}
state running

lea:lead move {"j":"2027-01-18","reason":"the hall is closed"}
----
refused j: J is 2027-01-18 already
state running

lea:lead move {"j":"2027-01-02","reason":"the hall is closed"}
----
refused j: J cannot be 2027-01-02: that day is over (choose a day from today on)
state running

lea:lead move {"j":"2028-01-21","reason":"the hall is closed"}
----
refused j: J cannot be moved by more than 300 days from 2027-01-18 (start a new run for 2028-01-21)
state running

lea:lead move {"j":"2027-01-32","reason":"the hall is closed"}
----
refused j: "2027-01-32" is not a date (write year-month-day: 2026-11-20)

pass 7d8h30m
----
item_opened {"item":"go-live/go"}
state running

lea:lead decide {"gate":"go","verdict":"no-go","reason":"the hall is closed"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"the hall is closed","role":"lead","verdict":"no-go"}
gate_refused by lea {"gate":"go-live/go"}
state held, waits for a decision on go-live/go

lea:lead move {"j":"2027-01-21","reason":"the hall is closed"}
----
gate_lapsed by lea {"gate":"go-live/go","why":"J was moved from 2027-01-18 to 2027-01-21"}
j_moved by lea {"before":"2027-01-18","j":"2027-01-21","reason":"the hall is closed"}
state running

pass 3d
----
item_opened {"item":"go-live/go"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"it is open"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"it is open","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"go-live/go"}
state running

lea:lead move {"j":"2027-01-22","reason":"one more day"}
----
gate_lapsed by lea {"gate":"go-live/go","why":"J was moved from 2027-01-21 to 2027-01-22"}
j_moved by lea {"before":"2027-01-21","j":"2027-01-22","reason":"one more day"}
state running

pass 1d
----
item_opened {"item":"go-live/go"}
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"today"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"today","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"go-live/go"}
state running

pass 1h
----
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
-> go-live/deploy exec {"argv":["./deploy"]}
state running
