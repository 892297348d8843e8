-- What shall happen on the day, tried in virtual time: golive test @NAME@
return tests { j = "2027-01-14", environment = "staging",
  test "a good day opens" { play = function(day)
    day:expect_equal(day:play(), "over")
    day:expect_equal(day:state "open", "succeeded")
  end },
  test "a deployment that fails is undone, once the lead has said so" { play = function(day)
    day:answer("deploy exec", { code = 1, err = "no space left" })
    day:expect_equal(day:play(), "offered")
    day:act("lead", "activate", { contingency = "deploy-failed", reason = "not today" })
    day:expect_equal(day:play(), "over")
    day:expect_equal(day:state "deploy", "undone")
    day:expect_equal(day:state "open", "waiting")
  end },
}
