# A decision rests on what the watches before its gate have told: another verdict makes it lapse, more looks of the same do not.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" },
  environment "prod" { live = true },
  phase "opening" { on = "J", owner = "lead",
    watch "shop" { during = "8h", run = function(ctx)
      ctx:poll { url = "http://shop/health", every = "10s", during = ctx.window, tolerate = 3 }
    end },
    gate "open-50" { decided_by = { "lead", "business" } },
    step "open" { effects = false, run = function(ctx) ctx:exec { "./open" } end },
  },
}
```

world http://shop/health silence
----

create prod 2027-01-15 live
----
run_created by starter
run_started by starter
state running

pass 4d16h
----
attempt_started {"attempt":1,"item":"opening/shop","slot":"run"}
item_opened {"item":"opening/open-50"}
effect_requested {"attempt":1,"effect":"poll","item":"opening/shop","key":"1","request":{"during_ms":28800000,"every_ms":10000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://shop/health"},"tolerate":3},"slot":"run"}
-> opening/shop poll {"during_ms":28800000,"every_ms":10000,"expect":{},"http":{"method":"GET","timeout_ms":30000,"url":"http://shop/health"},"tolerate":3}
state running

lea:lead decide {"gate":"open-50","verdict":"go","reason":"ready"}
----
decision_made by lea {"conditions":[],"gate":"opening/open-50","reason":"ready","role":"lead","verdict":"go"}
state running

judge opening/shop ok
----
state running

judge opening/shop degraded db is down
----
watch_changed {"attempt":1,"item":"opening/shop","key":"1","slot":"run","verdict":"degraded","why":"db is down"}
decision_lapsed {"gate":"opening/open-50","person":"lea","role":"lead","why":"what it rests on has changed since: opening/shop is degraded"}
state running

lea:lead decide {"gate":"open-50","verdict":"go","reason":"we can live with that"}
----
decision_made by lea {"conditions":[],"gate":"opening/open-50","reason":"we can live with that","role":"lead","verdict":"go"}
state running

judge opening/shop degraded mq is down
----
state running

judge opening/shop ok
----
watch_changed {"attempt":1,"item":"opening/shop","key":"1","slot":"run","verdict":"ok","why":""}
decision_lapsed {"gate":"opening/open-50","person":"lea","role":"lead","why":"what it rests on has changed since: opening/shop is ok"}
state running

lea:lead decide {"gate":"open-50","verdict":"go","reason":"all is well"}
----
decision_made by lea {"conditions":[],"gate":"opening/open-50","reason":"all is well","role":"lead","verdict":"go"}
state running

bob:business decide {"gate":"open-50","verdict":"go","reason":"ready"}
----
decision_made by bob {"conditions":[],"gate":"opening/open-50","reason":"ready","role":"business","verdict":"go"}
gate_approved by bob {"gate":"opening/open-50"}
attempt_started {"attempt":1,"item":"opening/open","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"opening/open","key":"1","request":{"argv":["./open"]},"slot":"run"}
effect_finished {"attempt":1,"item":"opening/open","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"opening/open","result":null,"slot":"run"}
-> opening/open exec {"argv":["./open"]}
state running

judge opening/shop down status 503
----
watch_changed {"attempt":1,"item":"opening/shop","key":"1","slot":"run","verdict":"down","why":"status 503"}
state running
