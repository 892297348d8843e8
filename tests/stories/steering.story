# Pause, resume and abort are for leads and for whoever started the run; an abort is for good.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "dba",
    step "one" { run = function(ctx) ctx:exec { "./one" } ctx:sleep "10s" end, undo = function(ctx) ctx:exec { "./un-one" } end },
    step "two" { timeout = "1m", run = function(ctx) ctx:exec { "./two" } end, undo = function(ctx) ctx:exec { "./un-two" } end },
  },
}
```

world ./two silence
----

create uat 2027-01-15
----

dan:dba pause {"reason":"wait"}
----

lea:lead pause {"reason":"the network is down"}
----

pass 10s
----

starter: resume {"reason":"the network is back"}
----

pass 1m
----

lea:lead retry {"item":"two","reason":"again"}
----

lea:lead abort {"rollback":true,"reason":"not today"}
----

lea:lead resume {"reason":"after all"}
----
