# A task that became ready in its window, and that nobody has begun before its end, is asked about; a
# retry lets it start all the same.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  window "night" { from = "J 20:00", to = "J 22:00" },
  phase "go-live" { on = "J", window = "night",
    task "look" { owner = "ops" },
    task "tell" { owner = "ops" },
  },
}
```

create prod 2027-01-11 live
----
run_created by starter
run_started by starter
state running

pass 36h
----
item_opened {"item":"go-live/look"}
state running

pass 2h
----
start_missed {"item":"go-live/look","why":"its window night was over at 2027-01-11 22:00"}
state held, waits for a decision on go-live/look

oscar:ops start-task {"item":"look"}
----
refused go-live/look is held (a task can be started once it is ready)
state held, waits for a decision on go-live/look

oscar:ops end-task {"item":"look","result":"pass"}
----
refused go-live/look is held (a task can be ended once it is ready)
state held, waits for a decision on go-live/look

oscar:ops skip {"item":"look","reason":"too late"}
----
item_skipped by oscar {"by_condition":false,"item":"go-live/look","reason":"too late"}
start_missed {"item":"go-live/tell","why":"its window night was over at 2027-01-11 22:00"}
state held, waits for a decision on go-live/tell

lea:lead retry {"item":"tell","reason":"now will do"}
----
item_retried by lea {"item":"go-live/tell","reason":"now will do"}
item_opened {"item":"go-live/tell"}
state running

oscar:ops end-task {"item":"tell","result":"pass"}
----
task_started by oscar {"item":"go-live/tell"}
task_ended by oscar {"comment":"","item":"go-live/tell","result":"pass"}
run_completed
state completed
