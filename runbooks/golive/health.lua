-- golive.health: what a service says of itself and its components, folded to ok, degraded or down.
--
--   health.check { url = "${base_url}/actuator/health", bears = "degraded", headers = {}, timeout = "10s" }
--     Asks once. Reads Spring Boot's actuator ("UP", `components`), Nest's terminus ("ok", `details`) and plain JSON
--     ({ "status": "ok", "components": { "db": "up" } }). Fails when it is down, or, without `bears`, degraded;
--     with a status from 400 on it is down, whatever it says.
--     Traits: does = "check", no effects, may be repeated. Returns { state, components = { name = state } }, which
--     stands in the log as evidence.
--
--   health.stays_well { url = , bears = "degraded", max_ms = 800, every = "10s", consecutive = 2, tolerate = 2,
--                       during = "30m" }
--     For a watch: asks as long as it watches, and fails when it was worse more than `tolerate` times in a row. What
--     each component says is kept with the looks, and told by the J+7 review. See golive.looks.
--
--   health.fold(document) -> state, components
--     The same of a table. What says of itself that it is down is down; what is well with a component that is not is
--     degraded. What says nothing of itself is as its components are: degraded when only some are down. Of `details`
--     only what has a status is a component: Spring describes with them. Nothing at all, or a word that nobody knows,
--     is down: no data never passes.

local fields = require "golive.fields"
local looks = require "golive.looks"

local health = {}

local states = {
  up = "ok", ok = "ok", healthy = "ok", pass = "ok", green = "ok",
  degraded = "degraded", warn = "degraded", warning = "degraded", unknown = "degraded", yellow = "degraded",
}

local function state_of(word)
  if type(word) == "boolean" then return word and "ok" or "down" end
  return type(word) == "string" and states[word:lower()] or "down"
end

local function worst(components)
  local count, down, impaired = 0, 0, false
  for _, state in pairs(components) do
    count = count + 1
    if state == "down" then down = down + 1 end
    if state ~= "ok" then impaired = true end
  end
  if count == 0 or down == count then return "down" end
  return impaired and "degraded" or "ok"
end

-- A component is a word, a table with a status and perhaps components of its own, or, as in the draft of
-- health+json, a list of what was measured of it.
local function component_state(component)
  if type(component) ~= "table" then return state_of(component) end
  if #component == 0 then return (health.fold(component)) end
  local states_of_all = {}
  for place, each in ipairs(component) do
    states_of_all[place] = type(each) == "table" and (health.fold(each)) or state_of(each)
  end
  return worst(states_of_all)
end

---@param document any
---@return string state
---@return table<string, string> components
function health.fold(document)
  local components = {}
  if type(document) ~= "table" then return "down", components end
  local parts = document.components or document.details or document.checks
  local describes = parts == document.details
  if type(parts) == "table" then
    for name, part in pairs(parts) do
      if not describes or type(part) == "table" and part.status ~= nil then
        components[tostring(name)] = component_state(part)
      end
    end
  end
  if document.status == nil then return worst(components), components end
  local state = state_of(document.status)
  if state == "ok" and next(components) and worst(components) ~= "ok" then state = "degraded" end
  return state, components
end

local function check_bears(noun, given)
  if given.bears and given.bears ~= "degraded" then error(noun .. ": bears can only be \"degraded\"", 3) end
end

---@class golive.health.Asked
---@field url string
---@field bears? "degraded"
---@field headers? table<string, golive.Text>
---@field timeout? golive.Duration

---Asks a service for its health, once.
---@param given golive.health.Asked
---@return golive.ReadyBody
function health.check(given)
  fields.check("health.check", given, { url = "string" },
    { bears = "string", headers = "table", timeout = "string" })
  check_bears("health.check", given)
  return {
    traits = { does = "check", effects = false, interruption = "retry" },
    body = function(ctx)
      -- A service that is down says so with 503, and in its body why.
      local answer = ctx:http { url = given.url, headers = given.headers, timeout = given.timeout,
        ok = { 200, 207, 429, 500, 503 } }
      local state, components = health.fold(answer.json)
      if answer.status >= 400 then state = "down" end  -- whatever it says of itself
      local result = { state = state, components = components }
      ctx:evidence("health", result)
      local is_borne = state == "ok" or state == given.bears
      ctx:check(is_borne, given.url .. " is " .. state)
      return result
    end,
  }
end

local function request_of(given)
  return { url = given.url, headers = given.headers, timeout = given.timeout, every = given.every,
    expect = { health = given.bears or "ok", max_ms = given.max_ms } }
end

---@class golive.health.StaysWell: golive.health.Asked
---@field max_ms? integer
---@field every? golive.Duration
---@field consecutive? integer
---@field tolerate? integer
---@field during? golive.Duration

---For a watch: asks as long as it watches.
---@param given golive.health.StaysWell
---@return golive.ReadyBody
function health.stays_well(given)
  fields.check("health.stays_well", given, { url = "string" },
    looks.joined(looks.asked, looks.stays_good_fields, { bears = "string", max_ms = "number" }))
  check_bears("health.stays_well", given)
  return looks.stays_good("health.stays_well", given, request_of)
end

return health
