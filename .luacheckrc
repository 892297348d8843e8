-- `./dev lint` holds every Lua file against this.
stds.runbook = {
  read_globals = {
    -- blocks
    "plan", "document", "role", "contact", "channel", "environment", "secret", "objective", "freeze", "accept",
    "phase", "checklist", "parallel", "step", "task", "smoke", "gate", "watch", "contingency",
    -- what stands in fields
    "each", "any_of", "at_least", "failed", "breached", "rehearsed", "activate",
  },
}
std = "lua54+runbook"
max_line_length = 120
