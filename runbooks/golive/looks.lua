-- golive.looks: what the ready-made bodies that look again and again have in common; runbooks use golive.http,
-- golive.prometheus and golive.health.
--
--   looks.until_good(given, request_of)
--     A body that asks until `consecutive` answers in a row are good; fails when that takes longer than `within`.
--
--   looks.stays_good("http.stays_healthy", given, request_of)
--     For a watch: a body that asks as long as it watches (`during` only where there is no watch), and fails when
--     more than `tolerate` answers in a row are bad. Its verdict changes when `consecutive` in a row say so.
--
--     `request_of(given)` makes the request of ctx:poll. Traits: does = "check", no effects, may be repeated; with
--     `every` and `tolerate`, by which `golive check` tells a watch that would end well though nobody ever answered.
--     Result: { polls, failures, ms }.

local looks = {}

-- The fields of both, beside what is asked.
looks.asked = { headers = "table", every = "string", timeout = "string" }
looks.until_good_fields = { consecutive = "number", within = "string" }
looks.stays_good_fields = { consecutive = "number", tolerate = "number", during = "string" }

-- All fields of the tables together.
function looks.joined(...)
  local all = {}
  for _, each in ipairs { ... } do
    for name, kind in pairs(each) do all[name] = kind end
  end
  return all
end

local function traits_of(more)
  return looks.joined({ does = "check", effects = false, interruption = "retry" }, more)
end

local function summary(outcome)
  return { polls = outcome.polls, failures = outcome.failures, ms = outcome.ms }
end

function looks.until_good(given, request_of)
  return {
    traits = traits_of {},
    body = function(ctx)
      local request = request_of(given)
      request.consecutive, request.within = given.consecutive, given.within
      return summary(ctx:poll(request))
    end,
  }
end

-- What a parameter of the environment says is not known before there is a run.
local function rhythm(given, every)
  if (every or ""):find("${", 1, true) then return {} end
  return { every = every, tolerate = given.tolerate or 0 }
end

function looks.stays_good(noun, given, request_of)
  return {
    traits = traits_of(rhythm(given, request_of(given).every)),
    body = function(ctx)
      local request = request_of(given)
      request.consecutive, request.tolerate = given.consecutive, given.tolerate
      request.during = ctx.window or given.during
      if not request.during then error(noun .. ": say during = \"30m\", or use it in a watch") end
      return summary(ctx:poll(request))
    end,
  }
end

return looks
