# What is late is noted once, where a channel tells it, for the first that could begin; and a day's
# note at its time. What merely waits for the late one is not told.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  channel "project" { webhook = "https://hooks.example/golive", daily = "18:00" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    task "tell" { at = "08:00", owner = "lead", estimate = "5m" },
    step "deploy" { at = "08:30", estimate = "10m", run = function(ctx) ctx:exec { "./deploy" } end },
    step "check" { at = "09:00", estimate = "1m", run = function(ctx) ctx:exec { "./check" } end },
  },
}
```

create prod 2027-01-12 live
----

world ./deploy silence
----

pass 47h
----

pass 1h10m
----

lea:lead start-task {"item":"tell"}
----

pass 10m
----

lea:lead end-task {"item":"tell","result":"pass","comment":"told"}
----

pass 30m
----

answer go-live/deploy {"code":0,"out":"","err":"","ms":0,"truncated":false}
----
