# A retry that comes due while the run is paused waits for the run, and does not keep the engine busy.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J",
    step "migrate" { retry = 1, run = function(ctx) ctx:exec { "./migrate" } end },
  },
}
```

world migrate {"code":1,"err":"locked","out":"","ms":3,"truncated":false}
----

create uat 2027-01-15
----

lea:lead pause {"reason":"look at the lock"}
----

pass 1m
----

lea:lead resume {"reason":"go on"}
----
