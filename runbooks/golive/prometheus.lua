-- golive.prometheus: what a Prometheus query says, held against limits.
--
--   prometheus.within { server = "${prometheus}", query = "rate(errors[5m])", max = 0.01, min = 0,
--                       every = "15s", consecutive = 3, within = "5m", headers = {}, timeout = "10s" }
--     Asks until `consecutive` answers in a row are within the limits; fails when that takes longer than `within`.
--
--   prometheus.stays_within { server = , query = , max = , min = , every = "15s", consecutive = 2, tolerate = 2,
--                            during = "30m" }
--     For a watch: asks as long as it watches (`during` only where there is no watch), and fails when more than
--     `tolerate` answers in a row are outside. See golive.looks.
--
--     The query's first series counts. No series, NaN and no answer never pass; in a watch, no series and NaN
--     make it inconclusive, which a person is asked about. A "${name}" in the query is the
--     environment's parameter, put in as it is.
--     Traits: does = "check", no effects, may be repeated. Returns { polls, failures, ms }.

local fields = require "golive.fields"
local looks = require "golive.looks"

local prometheus = {}

local asked = looks.joined(looks.asked, { min = "number", max = "number" })
local place = "data.result.0.value.1"

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
  fields.check("prometheus.within", given, required, looks.joined(asked, looks.until_good_fields))
  need_limit("prometheus.within", given)
  return looks.until_good(given, request_of)
end

---@class golive.prometheus.StaysWithin: golive.prometheus.Asked
---@field consecutive? integer
---@field tolerate? integer
---@field during? golive.Duration

---For a watch: asks as long as it watches.
---@param given golive.prometheus.StaysWithin
---@return golive.ReadyBody
function prometheus.stays_within(given)
  fields.check("prometheus.stays_within", given, required, looks.joined(asked, looks.stays_good_fields))
  need_limit("prometheus.stays_within", given)
  return looks.stays_good("prometheus.stays_within", given, request_of)
end

return prometheus
