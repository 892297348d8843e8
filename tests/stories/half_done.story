# A rollback undoes whatever was begun: also what failed and waits to be tried again, or was skipped.
# What an undo in doubt became is settled by the person's word, not by doing it again.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    step "one" { run = function(ctx) ctx:exec { "./one" } end, undo = function(ctx) ctx:exec { "./un-one" } end },
    step "two" { run = function(ctx) ctx:exec { "./two" } end, undo = function(ctx) ctx:exec { "./un-two" } end },
    step "three" { retry = 1, run = function(ctx) ctx:exec { "./three" } end, undo = function(ctx) ctx:exec { "./un-three" } end },
  },
}
```

world ./two {"code":1,"err":"half done","out":"","ms":3,"truncated":false}
----

world ./three {"code":1,"err":"half done","out":"","ms":3,"truncated":false}
----

world ./un-one silence
----

create uat 2027-01-15
----

lea:lead skip {"item":"two","reason":"does not matter"}
----

lea:lead abort {"rollback":true,"reason":"not today"}
----

restart
----

lea:lead mark-done {"item":"one","reason":"undone by hand"}
----
