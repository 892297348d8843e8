# What could have started at its time, and could not for want of an engine or a go-ahead, is asked
# about, skipped, or run late, as its item says. What waited for it is just late.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    parallel {
      step "mail" { at = "08:00", missed = "skip", run = function(ctx) ctx:exec { "./mail" } end },
      step "stop" { at = "08:30", run = function(ctx) ctx:exec { "./stop" } end },
      step "open" { at = "08:40", missed = "run late", run = function(ctx) ctx:exec { "./open" } end },
      step "log" { at = "08:50", run = function(ctx) ctx:exec { "./log" } end },
    },
    step "clean" { at = "11:00", run = function(ctx) ctx:exec { "./clean" } end },
    step "report" { at = "11:30", run = function(ctx) ctx:exec { "./report" } end },
  },
}
```

create prod 2027-01-12 live
----

lea:lead pause {"reason":"an alarm"}
----

pass 48h
----

lea:lead resume {"reason":"a false one"}
----

lea:lead retry {"item":"stop","reason":"now will do"}
----

restart 3h
----

lea:lead skip {"item":"clean","reason":"tonight, with the others"}
----
