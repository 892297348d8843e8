-- `./dev lint` holds every Lua file against this.
stds.runbook = {
  read_globals = {
    -- blocks
    "plan", "document", "role", "contact", "channel", "environment", "secret", "objective", "freeze", "window", "accept",
    "phase", "checklist", "parallel", "step", "task", "smoke", "gate", "watch", "contingency",
    -- what stands in fields
    "each", "any_of", "at_least", "failed", "breached", "rehearsed", "activate",
  },
}
-- What the tests of a runbook are written in, and the scenarios of its simulation.
stds.tests = { read_globals = { "tests", "test", "each" } }
stds.scenario = { read_globals = { "scenario", "fail", "flaps", "absent", "late", "freeze", "each" } }
std = "lua54+runbook"
files["**/*_test.lua"] = { std = "lua54+tests" }
files["**/scenarios/*.lua"] = { std = "lua54+scenario" }
max_line_length = 120
