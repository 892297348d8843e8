-- golive.prometheus: what a Prometheus query says, held against limits.
--
--   prometheus.within { server = "${prometheus}", query = "rate(errors[5m])", max = 0.01, min = 0,
--                       every = "15s", consecutive = 3, within = "5m", headers = {}, timeout = "10s" }
--     Asks until `consecutive` answers in a row are within the limits; fails when that takes longer than `within`.
--
--   prometheus.stays_within { server = , query = , max = , min = , every = "15s", tolerate = 2, during = "30m" }
--     For a watch: asks as long as it watches (`during` only where there is no watch), and fails when more than
--     `tolerate` answers in a row are outside.
--
--     The query's first series counts. No series, NaN and no answer never pass. A "${name}" in the query is the
--     environment's parameter, put in as it is.
--     Traits: does = "check", no effects, may be repeated. Returns { polls, failures, ms }.

local fields = require "golive.fields"

local prometheus = {}

local asked = { min = "number", max = "number", headers = "table", every = "string", timeout = "string" }
local place = "data.result.0.value.1"

local function with(more)
  local all = {}
  for name, kind in pairs(asked) do all[name] = kind end
  for name, kind in pairs(more) do all[name] = kind end
  return all
end

-- All but what a URL may have as it is, and parameters.
local function encoded(query)
  local text = query:gsub("[^%w%-_%.~]", function(char) return ("%%%02X"):format(char:byte()) end)
  return (text:gsub("%%24%%7B([%w_]+)%%7D", "${%1}"))
end

local required = { server = "string", query = "string" }

local function need_limit(name, given)
  if not (given.min or given.max) then error(name .. ": say max or min: without a limit everything would pass", 3) end
end

local function request_of(given)
  return {
    url = given.server .. "/api/v1/query?query=" .. encoded(given.query),
    headers = given.headers, every = given.every or "15s", timeout = given.timeout,
    expect = { status = 200, json = { status = "success", [place] = { min = given.min, max = given.max } } },
  }
end

local function summary(outcome)
  return { polls = outcome.polls, failures = outcome.failures, ms = outcome.ms }
end

---@class golive.prometheus.Asked
---@field server string
---@field query string
---@field min? number
---@field max? number
---@field headers? table<string, golive.Text>
---@field every? golive.Duration
---@field timeout? golive.Duration

---@class golive.prometheus.Within: golive.prometheus.Asked
---@field consecutive? integer
---@field within? golive.Duration

---Asks until it is within its limits.
---@param given golive.prometheus.Within
---@return golive.ReadyBody
function prometheus.within(given)
  fields.check("prometheus.within", given, required, with { consecutive = "number", within = "string" })
  need_limit("prometheus.within", given)
  return {
    traits = { does = "check", effects = false, interruption = "retry" },
    body = function(ctx)
      local request = request_of(given)
      request.consecutive, request.within = given.consecutive, given.within
      return summary(ctx:poll(request))
    end,
  }
end

---@class golive.prometheus.StaysWithin: golive.prometheus.Asked
---@field tolerate? integer
---@field during? golive.Duration

---For a watch: asks as long as it watches.
---@param given golive.prometheus.StaysWithin
---@return golive.ReadyBody
function prometheus.stays_within(given)
  fields.check("prometheus.stays_within", given, required, with { tolerate = "number", during = "string" })
  need_limit("prometheus.stays_within", given)
  return {
    traits = { does = "check", effects = false, interruption = "retry", every = given.every or "15s",
      tolerate = given.tolerate or 0 },
    body = function(ctx)
      local request = request_of(given)
      request.tolerate, request.during = given.tolerate, ctx.window or given.during
      if not request.during then error("prometheus.stays_within: say during = \"30m\", or use it in a watch") end
      return summary(ctx:poll(request))
    end,
  }
end

return prometheus
