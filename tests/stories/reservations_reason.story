# A GO with reservations whose reason alone says what they are: it is a condition, of who decided, for J+1.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "go-live" { on = "J",
    gate "go" { decided_by = { "dba" } },
    task "look" { owner = "lead" },
  },
}
```

create uat 2027-01-11
----
run_created by starter
run_started by starter
clock_jumped {"by":"15h"}
item_opened {"item":"go-live/go"}
state running

dan:dba decide {"gate":"go","verdict":"reservations","reason":"the index is slow"}
----
decision_made by dan {"conditions":[{"due":"J+1","owner":"dan","text":"the index is slow"}],"gate":"go-live/go","reason":"the index is slow","role":"dba","verdict":"reservations"}
gate_approved by dan {"gate":"go-live/go"}
item_opened {"item":"go-live/look"}
state running

lea:lead end-task {"item":"look","result":"pass"}
----
task_started by lea {"item":"go-live/look"}
task_ended by lea {"comment":"","item":"go-live/look","result":"pass"}
run_completed
state completed

eve:dba close-reservation {"reservation":1,"reason":"rebuilt"}
----
refused eve may not close the reservation 1: it is dan's (ask dan, or a lead)
state completed

dan:dba close-reservation {"reservation":1,"reason":"rebuilt"}
----
reservation_closed by dan {"reason":"rebuilt","reservation":1,"role":"owner"}
state completed
