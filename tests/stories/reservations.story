# Reservations ask for something, of somebody, by a day; they are followed until they are closed, also once the gate is used.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" }, role "dba" { title = "DBA" },
  environment "prod" { live = true },
  phase "go-live" { from = "J", to = "J+2",
    gate "go" { on = "J", at = "08:00", decided_by = { "business" } },
    step "deploy" { run = function(ctx) ctx:exec { "./deploy" } end },
    task "after" { on = "J+2", owner = "lead" },
  },
}
```

create prod 2027-01-15 live
----
run_created by starter
run_started by starter
state running

pass 4d23h
----
item_opened {"item":"go-live/go"}
state running

bob:business decide {"gate":"go","verdict":"go","reason":"ready","conditions":["none really"]}
----
refused conditions: a go has no conditions (decide reservations: a GO with conditions)
state running

bob:business decide {"gate":"go","verdict":"reservations","reason":"slow","conditions":[{"text":"index","due":"someday"}]}
----
refused due: "someday" is no day (write J+1, or a date like 2027-01-16)
state running

bob:business decide {"gate":"go","verdict":"reservations","reason":"slow","conditions":[{"text":"index","due":"J-1"}]}
----
refused conditions: due J-1: that day is over (choose a day from today on)
state running

bob:business decide {"gate":"go","verdict":"reservations","reason":"slow","conditions":[{"text":"index","due":"J+1 08:00"}]}
----
refused due: "J+1 08:00" is no day (write J+1, or a date like 2027-01-16)
state running

bob:business decide {"gate":"go","verdict":"reservations","reason":"slow","conditions":[{"text":"index","owner":"some one"}]}
----
refused conditions: the owner "some one" is no role and no name (a name has 1 to 100 letters, digits and . _ - @, and begins with a letter or digit)
state running

bob:business decide {"gate":"go","verdict":"reservations","reason":"slow","conditions":[{"text":" "}]}
----
refused conditions: must not be empty

bob:business decide {"gate":"go","verdict":"reservations","reason":"slow","conditions":["tell the hotline",{"text":"rebuild the index","owner":"dba","due":"J+1"},{"text":"sign","owner":"zoe","due":"2027-01-17"}]}
----
decision_made by bob {"conditions":[{"due":"J+1","owner":"bob","text":"tell the hotline"},{"due":"J+1","owner":"dba","text":"rebuild the index"},{"due":"2027-01-17","owner":"zoe","text":"sign"}],"gate":"go-live/go","reason":"slow","role":"business","verdict":"reservations"}
gate_approved by bob {"gate":"go-live/go"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
-> go-live/deploy exec {"argv":["./deploy"]}
state running

eve:business close-reservation {"reservation":2,"reason":"not mine"}
----
refused eve may not close the reservation 2: it is dba's (ask dba, or a lead)
command_refused by eve {"command":"close-reservation","item":"","reason":"eve may not close the reservation 2: it is dba's"}
state running

starter close-reservation {"reservation":2,"reason":"I started it"}
----
refused starter may not close the reservation 2: it is dba's (ask dba, or a lead)
command_refused by starter {"command":"close-reservation","item":"","reason":"starter may not close the reservation 2: it is dba's"}
state running

dan:dba close-reservation {"reservation":4,"reason":"no such"}
----
refused dan may not close the reservation 4: it takes the role lead (ask someone with that role)
command_refused by dan {"command":"close-reservation","item":"","reason":"dan may not close the reservation 4: it takes the role lead"}
state running

dan:dba close-reservation {"reservation":0,"reason":"no such"}
----
refused dan may not close the reservation 0: it takes the role lead (ask someone with that role)
command_refused by dan {"command":"close-reservation","item":"","reason":"dan may not close the reservation 0: it takes the role lead"}
state running

dan:dba close-reservation {"reservation":2,"reason":"rebuilt at 11:00"}
----
reservation_closed by dan {"reason":"rebuilt at 11:00","reservation":2,"role":"dba"}
state running

dan:dba close-reservation {"reservation":2,"reason":"again"}
----
refused reservation: the reservation 2 is closed already, by dan
state running

zoe close-reservation {"reservation":3,"reason":"signed"}
----
reservation_closed by zoe {"reason":"signed","reservation":3,"role":"owner"}
state running

pass 2d
----
item_opened {"item":"go-live/after"}
state running

lea:lead start-task {"item":"after"}
----
task_started by lea {"item":"go-live/after"}
state running

lea:lead end-task {"item":"after","result":"pass","comment":""}
----
task_ended by lea {"comment":"","item":"go-live/after","result":"pass"}
run_completed
state completed

lea:lead pause {"reason":"too late"}
----
refused the run release-prod-2027-01-15-1 is over: completed (start a new run)
state completed

lea:lead close-reservation {"reservation":1,"reason":"told them myself"}
----
reservation_closed by lea {"reason":"told them myself","reservation":1,"role":"lead"}
state completed

lea:lead close-reservation {"reservation":1,"reason":"again"}
----
refused reservation: the reservation 1 is closed already, by lea
state completed
