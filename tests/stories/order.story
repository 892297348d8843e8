# Children run in the order written, a checklist in none, parallel side by side; hooks and edges hold the way.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" { size = "small" },
  phase "before" { from = "J-3", to = "J-1", owner = "lead",
    checklist "ready" { task "servers" {}, task "people" {} },
  },
  phase "go-live" { on = "J",
    parallel { each({ "a", "b" }, function(name)
      return step("deploy-" .. name) { run = function(ctx) ctx:exec { "./deploy", name } end }
    end) },
    step "big-only" { when = function(ctx) return ctx:param "size" == "big", "the environment is small" end,
      run = function(ctx) ctx:exec { "./grow" } end },
    watch "load" { during = "30m", rehearse_for = "2s", run = function(ctx)
      ctx:poll { url = "http://127.0.0.1:1/load", every = "1s", during = ctx.window, tolerate = 1 } end },
    smoke "booking" { before = "opening", run = function(ctx) ctx:http "http://127.0.0.1:1/book" end },
    step "open" { does = "opening", at = "10:00", run = function(ctx) ctx:exec { "./open" } end },
  },
}
```

world /load silence
----

create uat 2027-01-15
----

lea:lead end-task {"item":"people","result":"fail"}
----

lea:lead end-task {"item":"people","result":"not-applicable","comment":"they are always ready"}
----

lea:lead end-task {"item":"servers","result":"pass"}
----

answer go-live/load {"ok":true,"polls":2,"failures":0,"last":{"status":200},"ms":2000}
----
