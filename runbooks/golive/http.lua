-- golive.http: the health of services as ready-made bodies.
--
--   http.healthy { url = "${base_url}/health", status = 200, json = { status = "UP" }, contains = "ready",
--                  max_ms = 800, headers = {}, every = "2s", consecutive = 3, within = "5m", timeout = "10s" }
--     Asks until `consecutive` answers in a row are good; fails when that takes longer than `within`. Without
--     `status`, 200 to 399 is good. `json` compares values of the answer: "components.db.status" goes down
--     into it.
--     Traits: does = "check", no effects, may be repeated. Returns { polls, failures, ms }.
--
--   http.stays_healthy { url = , ..., every = "10s", consecutive = 2, tolerate = 2, during = "30m" }
--     For a watch: asks during the watch's window (`during` only where there is none), and fails when more
--     than `tolerate` answers in a row are bad. No answer is a bad one. See golive.looks.

local fields = require "golive.fields"
local looks = require "golive.looks"

local http = {}

local asked = looks.joined(looks.asked, { status = "any", json = "table", contains = "string", max_ms = "number" })

local function request_of(given)
  return {
    url = given.url, headers = given.headers, every = given.every, timeout = given.timeout,
    expect = {
      status = given.status, json = given.json, body_contains = given.contains, max_ms = given.max_ms,
    },
  }
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
  fields.check("http.healthy", given, { url = "string" }, looks.joined(asked, looks.until_good_fields))
  return looks.until_good(given, request_of)
end

---@class golive.http.StaysHealthy: golive.http.Asked
---@field consecutive? integer
---@field tolerate? integer
---@field during? golive.Duration

---For a watch: asks as long as it watches.
---@param given golive.http.StaysHealthy
---@return golive.ReadyBody
function http.stays_healthy(given)
  fields.check("http.stays_healthy", given, { url = "string" }, looks.joined(asked, looks.stays_good_fields))
  return looks.stays_good("http.stays_healthy", given, request_of)
end

return http
