# A token from a login is used by its name. After a restart the body gets the same handle; a person's word is no token.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    step "flush" { irreversible = true, run = function(ctx)
      local login = ctx:http { url = "http://127.0.0.1:1/login", method = "POST", capture = { token = "$.access_token" } }
      ctx:exec { "./wait" }
      ctx:http { url = "http://127.0.0.1:1/cache", method = "DELETE",
        headers = { Authorization = login.captured.token:prefix "Bearer " } }
    end },
    step "shadow" { irreversible = true, run = function(ctx)
      ctx:http { url = "http://127.0.0.1:1/shadow", method = "POST", capture = { token = "$.access_token" } }
    end },
  },
}
```

world ./wait silence
----

world /shadow silence
----

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
attempt_started {"attempt":1,"item":"go-live/flush","slot":"run"}
effect_requested {"attempt":1,"effect":"http","item":"go-live/flush","key":"1","request":{"capture":{"token":"$.access_token"},"method":"POST","timeout_ms":30000,"url":"http://127.0.0.1:1/login"},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/flush","key":"1","outcome":{"body":"","captured":["token"],"headers":{},"ms":0,"status":200},"slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/flush","key":"2","request":{"argv":["./wait"]},"slot":"run"}
-> go-live/flush http {"capture":{"token":"$.access_token"},"method":"POST","timeout_ms":30000,"url":"http://127.0.0.1:1/login"}
-> go-live/flush exec {"argv":["./wait"]}
state running

restart
----
another engine has taken over

lea:lead answer-doubt {"item":"flush","answer":"done","outcome":{"code":0},"reason":"I looked"}
----
engine_took_over {"epoch":2}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/flush","key":"2","slot":"run","why":"the engine ended while this was under way, and no outcome was recorded"}
doubt_answered by lea {"answer":"done","attempt":1,"item":"go-live/flush","key":"2","outcome":{"code":0},"reason":"I looked","slot":"run"}
effect_requested {"attempt":1,"effect":"http","item":"go-live/flush","key":"3","request":{"headers":{"Authorization":{"$secret":"1/run/1/1/token","prefix":"Bearer "}},"method":"DELETE","timeout_ms":30000,"url":"http://127.0.0.1:1/cache"},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/flush","key":"3","outcome":{"body":"","headers":{},"ms":0,"status":200},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/flush","result":null,"slot":"run"}
attempt_started {"attempt":1,"item":"go-live/shadow","slot":"run"}
effect_requested {"attempt":1,"effect":"http","item":"go-live/shadow","key":"1","request":{"capture":{"token":"$.access_token"},"method":"POST","timeout_ms":30000,"url":"http://127.0.0.1:1/shadow"},"slot":"run"}
-> go-live/flush http {"headers":{"Authorization":{"$secret":"1/run/1/1/token","prefix":"Bearer "}},"method":"DELETE","timeout_ms":30000,"url":"http://127.0.0.1:1/cache"}
-> go-live/shadow http {"capture":{"token":"$.access_token"},"method":"POST","timeout_ms":30000,"url":"http://127.0.0.1:1/shadow"}
state running

restart
----
another engine has taken over

lea:lead answer-doubt {"item":"shadow","answer":"done","outcome":{"status":200},"reason":"I looked"}
----
engine_took_over {"epoch":3}
doubt_arose {"asked":"","attempt":1,"expected":"","item":"go-live/shadow","key":"1","slot":"run","why":"the engine ended while this was under way, and no outcome was recorded"}
doubt_answered by lea {"answer":"done","attempt":1,"item":"go-live/shadow","key":"1","outcome":{"status":200},"reason":"I looked","slot":"run"}
attempt_failed {"attempt":1,"error":"runbook.lua:13: POST http://127.0.0.1:1/shadow: nothing was captured as \"token\" (a person's word cannot stand for it: retry, and it is asked for anew)","item":"go-live/shadow","slot":"run"}
state held, waits for a decision on go-live/shadow

lea:lead retry {"item":"shadow","reason":"logs in anew"}
----
item_retried by lea {"item":"go-live/shadow","reason":"logs in anew"}
attempt_started {"attempt":2,"item":"go-live/shadow","slot":"run"}
effect_requested {"attempt":2,"effect":"http","item":"go-live/shadow","key":"1","request":{"capture":{"token":"$.access_token"},"method":"POST","timeout_ms":30000,"url":"http://127.0.0.1:1/shadow"},"slot":"run"}
-> go-live/shadow http {"capture":{"token":"$.access_token"},"method":"POST","timeout_ms":30000,"url":"http://127.0.0.1:1/shadow"}
state running
