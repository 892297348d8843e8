-- golive.http: the health of services as ready-made bodies.
--
--   http.healthy { url = "${base_url}/health", status = 200, json = { status = "UP" }, contains = "ready",
--                  max_ms = 800, headers = {}, every = "2s", consecutive = 3, within = "5m", timeout = "10s" }
--     Asks until `consecutive` answers in a row are good; fails when that takes longer than `within`. Without
--     `status`, 200 to 399 is good. `json` compares values of the answer: "components.db.status" goes down
--     into it.
--     Traits: does = "check", no effects, may be repeated. Returns { polls, failures, ms }.
--
--   http.stays_healthy { url = , ..., every = "10s", tolerate = 2, during = "30m" }
--     For a watch: asks during the watch's window (`during` only where there is none), and fails when more
--     than `tolerate` answers in a row are bad. No answer is a bad one.
--     Traits and result as above; with `every` and `tolerate`, by which `golive check` tells a watch that
--     would end well though nobody ever answered.

local fields = require "golive.fields"

local http = {}

local traits = { does = "check", effects = false, interruption = "retry" }
local optional = {
  status = "any", json = "table", contains = "string", max_ms = "number", headers = "table",
  every = "string", timeout = "string",
}

local function with(more)
  local all = {}
  for name, kind in pairs(optional) do all[name] = kind end
  for name, kind in pairs(more) do all[name] = kind end
  return all
end

local function request_of(given)
  return {
    url = given.url, headers = given.headers, every = given.every, timeout = given.timeout,
    expect = {
      status = given.status, json = given.json, body_contains = given.contains, max_ms = given.max_ms,
    },
  }
end

local function summary(outcome)
  return { polls = outcome.polls, failures = outcome.failures, ms = outcome.ms }
end

---@class golive.http.Asked
---@field url string
---@field status? integer|integer[]
---@field json? table<string, any>
---@field contains? string
---@field max_ms? integer
---@field headers? table<string, golive.Text>
---@field every? golive.Duration
---@field timeout? golive.Duration

---@class golive.http.Healthy: golive.http.Asked
---@field consecutive? integer
---@field within? golive.Duration

---Asks until it is healthy.
---@param given golive.http.Healthy
---@return golive.ReadyBody
function http.healthy(given)
  fields.check("http.healthy", given, { url = "string" }, with { consecutive = "number", within = "string" })
  return {
    traits = traits,
    body = function(ctx)
      local request = request_of(given)
      request.consecutive, request.within = given.consecutive, given.within
      return summary(ctx:poll(request))
    end,
  }
end

-- What a parameter of the environment says is not known before there is a run.
local function watched(given)
  local declared = {}
  for name, value in pairs(traits) do declared[name] = value end
  if not (given.every or ""):find("${", 1, true) then
    declared.every, declared.tolerate = given.every, given.tolerate or 0
  end
  return declared
end

---@class golive.http.StaysHealthy: golive.http.Asked
---@field tolerate? integer
---@field during? golive.Duration

---For a watch: asks as long as it watches.
---@param given golive.http.StaysHealthy
---@return golive.ReadyBody
function http.stays_healthy(given)
  fields.check("http.stays_healthy", given, { url = "string" }, with { tolerate = "number", during = "string" })
  return {
    traits = watched(given),
    body = function(ctx)
      local request = request_of(given)
      request.tolerate, request.during = given.tolerate, ctx.window or given.during
      if not request.during then error("http.stays_healthy: say during = \"30m\", or use it in a watch") end
      return summary(ctx:poll(request))
    end,
  }
end

return http
