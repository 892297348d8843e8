# Roles are held by those to whom the run binds them; a deputy acts for a holder, on some days, and both count once.
```lua
return plan "release" {
  timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "business" { title = "Business" }, role "dba" { title = "DBA" },
  environment "prod" { live = true },
  phase "go-live" { on = "J",
    gate "go" { at = "08:00", decided_by = { at_least(2, "dba"), "lead" } },
    step "deploy" { run = function(ctx) ctx:exec { "./deploy" } end },
  },
}
```

create prod 2027-01-15 live
----
run_created by starter
run_started by starter
state running

dan:dba bind {"role":"dba","people":["dan"],"reason":"mine"}
----
refused dan may not steer the run release-prod-2027-01-15-1: it takes the role lead (ask someone with that role)
command_refused by dan {"command":"bind","item":"","reason":"dan may not steer the run release-prod-2027-01-15-1: it takes the role lead"}
state running

lea:lead bind {"role":"dbaa","people":["dan"],"reason":"they know it"}
----
refused role: the plan has no role "dbaa" (did you mean "dba"?)
state running

lea:lead bind {"role":"dba","people":[],"reason":"nobody"}
----
refused people: names nobody (name who holds the role)
state running

lea:lead bind {"role":"dba","people":["a b"],"reason":"no name"}
----
refused name: a name has 1 to 100 letters, digits and . _ - @, and begins with a letter or digit
state running

lea:lead bind {"role":"dba","people":["dan","ida","dan"],"reason":"they know the schema"}
----
role_bound by lea {"people":["dan","ida"],"reason":"they know the schema","role":"dba"}
state running

kim:dba delegate {"role":"dba","to":"joe","from":"2027-01-15","until":"2027-01-15","reason":"not bound"}
----
refused kim may not name a deputy: it takes the role dba (who holds the role names their deputy)
command_refused by kim {"command":"delegate","item":"","reason":"kim may not name a deputy: it takes the role dba"}
state running

dan delegate {"role":"dba","to":"dan","from":"2027-01-15","until":"2027-01-15","reason":"self"}
----
refused to: nobody is their own deputy (name someone else)
state running

dan delegate {"role":"dba","to":"joe","from":"2027-01-15","until":"2027-01-14","reason":"backwards"}
----
refused until: ends before it begins (from and until are days)
state running

dan delegate {"role":"dba","to":"joe","from":"2027-01-02","until":"2027-01-03","reason":"over"}
----
refused until: 2027-01-03 is over (choose a day from 2027-01-10 on)
state running

dan delegate {"role":"dba","to":"joe","from":"2027-01-15","until":"2029-01-15","reason":"for good"}
----
refused until: is longer than 366 days (bind the role instead: golive bind)
state running

dan delegate {"role":"dba","to":"joe","from":"2027-01-15","until":"2027-01-15","reason":"on a train"}
----
role_delegated by dan {"deputy":"joe","holder":"dan","reason":"on a train","role":"dba","since":"2027-01-15","until":"2027-01-15"}
state running

ida delegate {"role":"dba","to":"starter","from":"2027-01-15","until":"2027-01-16","reason":"on leave"}
----
role_delegated by ida {"deputy":"starter","holder":"ida","reason":"on leave","role":"dba","since":"2027-01-15","until":"2027-01-16"}
state running

pass 4d23h
----
item_opened {"item":"go-live/go"}
state running

kim:dba decide {"gate":"go","verdict":"go","reason":"not bound"}
----
refused kim may not decide go-live/go: it takes the role dba or lead (ask someone with that role)
command_refused by kim {"command":"decide","item":"go","reason":"kim may not decide go-live/go: it takes the role dba or lead"}
state running

starter decide {"gate":"go","verdict":"go","reason":"as a deputy"}
----
refused go-live/go: starter started this run, and so does not decide its gates (someone else with the role dba decides; or the plan says starter_may_decide = true)
command_refused by starter {"command":"decide","item":"go","reason":"starter started this run, and so does not decide its gates"}
state running

joe delegate {"role":"dba","to":"kim","from":"2027-01-15","until":"2027-01-15","reason":"deputy of a deputy"}
----
refused joe may not name a deputy: it takes the role dba itself, not that of a deputy (who holds the role names their deputy)
command_refused by joe {"command":"delegate","item":"","reason":"joe may not name a deputy: it takes the role dba itself, not that of a deputy"}
state running

joe decide {"gate":"go","verdict":"go","reason":"dan agrees"}
----
decision_made by joe {"conditions":[],"gate":"go-live/go","on_behalf_of":"dan","reason":"dan agrees","role":"dba","verdict":"go"}
state running

dan decide {"gate":"go","verdict":"go","reason":"myself, too"}
----
refused go-live/go: dan has decided already: go as dba, by joe (distinct roles are for distinct people)
state running

joe decide {"gate":"go","verdict":"go","reason":"twice"}
----
refused go-live/go: joe has decided already: go as dba (distinct roles are for distinct people)
state running

lea:lead decide {"gate":"go","verdict":"go","reason":"ready"}
----
decision_made by lea {"conditions":[],"gate":"go-live/go","reason":"ready","role":"lead","verdict":"go"}
state running

ida decide {"gate":"go","verdict":"go","reason":"back already"}
----
decision_made by ida {"conditions":[],"gate":"go-live/go","reason":"back already","role":"dba","verdict":"go"}
gate_approved by ida {"gate":"go-live/go"}
attempt_started {"attempt":1,"item":"go-live/deploy","slot":"run"}
effect_requested {"attempt":1,"effect":"exec","item":"go-live/deploy","key":"1","request":{"argv":["./deploy"]},"slot":"run"}
effect_finished {"attempt":1,"item":"go-live/deploy","key":"1","outcome":{"code":0,"err":"","ms":0,"out":"","truncated":false},"slot":"run"}
attempt_succeeded {"attempt":1,"item":"go-live/deploy","result":null,"slot":"run"}
run_completed
-> go-live/deploy exec {"argv":["./deploy"]}
state completed
