# A freeze stops every start, from whichever door; a lead may lift it.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    task "look" { owner = "ops" },
    step "deploy" { at = "18:30", run = function(ctx) ctx:exec { "./deploy" } end },
    step "check" { run = function(ctx) ctx:exec { "./check" } end },
  },
  freeze "match" { from = "J 18:00", to = "J 22:00", reason = "the final" },
}
```

world ./check {"code":1,"err":"","ms":0,"out":"","truncated":false}
----

create prod 2027-01-11 live
----

pass 34h
----

oscar:ops start-task {"item":"look"}
----

oscar:ops end-task {"item":"look","result":"pass"}
----

oscar:ops lift {"freeze":"match","reason":"we are late"}
----

lea:lead lift {"freeze":"mach","reason":"the final is over"}
----

lea:lead lift {"freeze":"match","reason":"the final is over"}
----

lea:lead lift {"freeze":"match","reason":"the final is over"}
----

oscar:ops end-task {"item":"look","result":"pass"}
----
