# A step that fails is tried again as often as it says, then holds the run; a person retries, skips or marks it done.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "dba",
    step "migrate" { retry = { times = 1, every = "10s" }, run = function(ctx) ctx:exec { "./migrate" } end },
    step "index" { on_failure = "continue", run = function(ctx) ctx:exec { "./index" } end },
    step "warm-up" { run = function(ctx) ctx:exec { "./warm" } end },
    step "announce" { run = function(ctx) ctx:log "out" end },
  },
}
```

world migrate {"code":1,"err":"table locked","out":"","ms":3,"truncated":false}
----

world index {"code":2,"err":"","out":"","ms":3,"truncated":false}
----

world warm {"code":3,"err":"","out":"","ms":3,"truncated":false}
----

create uat 2027-01-15
----

pass 10s
----

ann:lead retry {"item":"migrate","reason":"lock released"}
----

pass 10s
----

eve:business skip {"item":"migrate","reason":"let us go on"}
----

dan:dba mark-done {"item":"migrate","reason":"ran the script by hand, output attached"}
----

dan:dba skip {"item":"warm-up","reason":"caches fill by themselves"}
----
