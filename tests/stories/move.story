# Moving J plans anew what has not begun, and asks again what was answered for the other day.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Operations" },
  environment "prod" { live = true },
  phase "preparation" { on = "J-7", gate "plan" { decided_by = { "lead" } },
    step "announce" { run = function(ctx) ctx:log("J is %s", ctx.j) end } },
  phase "go-live" { on = "J",
    gate "go" { at = "08:00", decided_by = { "lead" } },
    step "deploy" { at = "09:00", owner = "ops", run = function(ctx) ctx:exec { "./deploy" } end },
  },
  phase "after" { on = "J+1", task "report" { owner = "lead" } },
}
```

create prod 2027-01-18 live
----

pass 15h
----

lea:lead decide {"gate":"plan","verdict":"go","reason":"complete"}
----

oscar:ops move {"j":"2027-01-21","reason":"the hall is closed"}
----

lea:lead move {"j":"2027-01-18","reason":"the hall is closed"}
----

lea:lead move {"j":"2027-01-02","reason":"the hall is closed"}
----

lea:lead move {"j":"2028-01-21","reason":"the hall is closed"}
----

lea:lead move {"j":"2027-01-32","reason":"the hall is closed"}
----

pass 7d8h30m
----

lea:lead decide {"gate":"go","verdict":"no-go","reason":"the hall is closed"}
----

lea:lead move {"j":"2027-01-21","reason":"the hall is closed"}
----

pass 3d
----

lea:lead decide {"gate":"go","verdict":"go","reason":"it is open"}
----

lea:lead move {"j":"2027-01-22","reason":"one more day"}
----

pass 1d
----

lea:lead decide {"gate":"go","verdict":"go","reason":"today"}
----

pass 1h
----
