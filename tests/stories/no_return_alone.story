# Past the point of no return a lead may let one item go on alone: what follows is asked about anew,
# and the last decision speaks for what is left. What is not held there has no such choice.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  objective "rto" { max = "2h" },
  phase "go-live" { on = "J", owner = "ops",
    step "stop" { at = "08:00", does = "downtime_start", undo_estimate = "5m",
      run = function(ctx) ctx:exec { "./stop" } end, undo = function(ctx) ctx:exec { "./start" } end },
    task "look" { },
    step "measure" { effects = false, run = function(ctx) ctx:exec { "./measure" } end },
    step "migrate" { undo_estimate = "25m",
      run = function(ctx) ctx:exec { "./migrate" } end, undo = function(ctx) ctx:exec { "./back" } end },
    step "warm" { undo_estimate = "1m",
      run = function(ctx) ctx:exec { "./warm" } end, undo = function(ctx) ctx:exec { "./cool" } end },
    step "open" { does = "opening", undo_estimate = "1m",
      run = function(ctx) ctx:exec { "./open" } end, undo = function(ctx) ctx:exec { "./close" } end },
    step "tell" { effects = false, run = function(ctx) ctx:check(false, "nobody listens") end },
    step "announce" { run = function(ctx) ctx:exec { "./announce" } end },
  },
  contingency "back" { risk = "It fails", decided_by = { "lead" }, within = "15m", rollback_to = "go-live" },
}
```

create prod 2027-01-11 live
----
run_created by starter
run_started by starter
state running

pass 24h40m
----

oscar:ops end-task {"item":"look","result":"pass"}
----

lea:lead retry {"item":"migrate","reason":"the fix can wait, the migration not","only":true}
----

lea:lead retry {"item":"warm","reason":"nor can what follows it"}
----

lea:lead retry {"item":"tell","reason":"once more","only":true}
----
