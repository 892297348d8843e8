# Silence is no consent: a gate without an answer holds the run; a GO that nobody uses in time is asked again.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    gate "go" { at = "08:00", decided_by = { "lead" }, within = "15m", valid_for = "30m" },
    step "deploy" { at = "09:00", run = function(ctx) ctx:exec { "./deploy" } end },
  },
}
```

create prod 2027-01-15 live
----

pass 5d
----

lea:lead decide {"gate":"go","verdict":"go","reason":"late, but ready"}
----

pass 20m
----

pass 20m
----
