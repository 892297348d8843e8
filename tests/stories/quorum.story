# Rules nest: one lead is enough, or two different DBAs together with the business; a no-go of anybody refuses.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "go-live" { on = "J",
    gate "first" { decided_by = any_of { "lead", { at_least(2, "dba"), "business" } } },
    gate "second" { decided_by = any_of { "lead", { at_least(2, "dba"), "business" } } },
    gate "third" { decided_by = any_of { "lead", { at_least(2, "dba"), "business" } } },
  },
}
```

create uat 2027-01-15
----
run_created by starter
run_started by starter
clock_jumped {"by":"4d15h"}
item_opened {"item":"go-live/first"}
state running

dan:dba decide {"gate":"first","verdict":"go","reason":"one"}
----
decision_made by dan {"conditions":[],"gate":"go-live/first","reason":"one","role":"dba","verdict":"go"}
state running

dan:dba decide {"gate":"first","verdict":"go","reason":"one again"}
----
refused go-live/first: dan has decided already: go as dba (distinct roles are for distinct people)
state running

bob:business decide {"gate":"first","verdict":"go","reason":"fine"}
----
decision_made by bob {"conditions":[],"gate":"go-live/first","reason":"fine","role":"business","verdict":"go"}
state running

ida:dba,business decide {"gate":"first","verdict":"go","reason":"two","role":"business"}
----
decision_made by ida {"conditions":[],"gate":"go-live/first","reason":"two","role":"business","verdict":"go"}
state running

ida:dba decide {"gate":"first","verdict":"go","reason":"after all as a DBA"}
----
refused go-live/first: ida has decided already: go as business (distinct roles are for distinct people)
state running

joe:dba decide {"gate":"first","verdict":"reservations","reason":"two","conditions":["watch the locks"]}
----
decision_made by joe {"conditions":[{"due":"J+1","owner":"joe","text":"watch the locks"}],"gate":"go-live/first","reason":"two","role":"dba","verdict":"reservations"}
gate_approved by joe {"gate":"go-live/first"}
item_opened {"item":"go-live/second"}
state running

lea:lead decide {"gate":"second","verdict":"go","reason":"I answer for it"}
----
decision_made by lea {"conditions":[],"gate":"go-live/second","reason":"I answer for it","role":"lead","verdict":"go"}
gate_approved by lea {"gate":"go-live/second"}
item_opened {"item":"go-live/third"}
state running

dan:dba decide {"gate":"third","verdict":"go","reason":"one"}
----
decision_made by dan {"conditions":[],"gate":"go-live/third","reason":"one","role":"dba","verdict":"go"}
state running

bob:business decide {"gate":"third","verdict":"no-go","reason":"the fair is on"}
----
decision_made by bob {"conditions":[],"gate":"go-live/third","reason":"the fair is on","role":"business","verdict":"no-go"}
gate_refused by bob {"gate":"go-live/third"}
state held, waits for a decision on go-live/third

lea:lead decide {"gate":"third","verdict":"go","reason":"over their head"}
----
refused go-live/third is refused (it can be decided once it is open)
state held, waits for a decision on go-live/third
