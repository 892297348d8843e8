# What ran when the engine ended cannot be known: its owner is asked. What had completed is not done again.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "dba",
    step "migrate" { run = function(ctx)
      local first = ctx:exec { "./one" }
      local second = ctx:exec { "./two", tostring(first.code) }
      ctx:log("two said " .. second.code)
      local health = ctx:http "http://127.0.0.1:1/health"
      return health.status
    end },
  },
}
```

world ./two silence
----

world /health silence
----

create uat 2027-01-15
----

restart
----

dan:dba answer-doubt {"item":"migrate","answer":"done","reason":"saw it in the database"}
----

dan:dba answer-doubt {"item":"migrate","answer":"done","outcome":{"code":0,"out":"","err":""},"reason":"saw it in the database"}
----

restart
----

answer go-live/migrate {"status":200,"headers":{},"body":"","ms":1}
----
