# A gate needs a GO of each role, from different people; a no-go holds the run until it is asked again.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "go-live" { on = "J",
    gate "go" { decided_by = { "lead", "business" } },
    step "deploy" { run = function(ctx) ctx:exec { "./deploy" } end },
  },
}
```

create uat 2027-01-15
----

dan:dba decide {"gate":"go","verdict":"go","reason":"fine by me"}
----

starter:lead decide {"gate":"go","verdict":"go","reason":"I started it"}
----

lea:lead,business decide {"gate":"go","verdict":"go","role":"lead","reason":"ready"}
----

lea:lead,business decide {"gate":"go","verdict":"go","role":"business","reason":"ready, too"}
----

bob:business decide {"gate":"go","verdict":"no-go","reason":"the fair is on that day"}
----

bob:business decide {"gate":"go","verdict":"go","reason":"changed my mind"}
----

bob:business retry {"item":"go","reason":"fair moved"}
----

lea:lead retry {"item":"go","reason":"fair moved"}
----

bob:business decide {"gate":"go","verdict":"reservations","reason":"fair moved","conditions":["tell the hotline"]}
----

lea:lead decide {"gate":"go-live/go","verdict":"go","reason":"ready"}
----

lea:lead decide {"gate":"go","verdict":"go","reason":"once more"}
----
