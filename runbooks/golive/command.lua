-- golive.command: programs as ready-made bodies.
--
--   command.run { "./maintenance", "on", env = , stdin = , cwd = , ok = { 0 }, timeout = "5m",
--                 secrets = { DB_PASSWORD = "db_password" } }
--     Runs the program; fails when its exit code is not in `ok`. `secrets` puts the plan's secrets into the
--     environment of the program, by name. Returns the exit code.
--     Traits: has effects (say `undo`, or `irreversible = true`, or `effects = false` when it only looks).
--
--   command.check { "./migrate", "status", ... }
--     The same, of a program that only looks. Traits: no effects, may be repeated, does = "check".

local command = {}

local known = { "env", "stdin", "cwd", "ok", "timeout", "secrets" }

local function check(noun, given)
  if type(given) ~= "table" or type(given[1]) ~= "string" then
    error(noun .. ': it takes a program: ' .. noun .. ' { "./program", "argument" }', 3)
  end
  local is_known = {}
  for _, name in ipairs(known) do is_known[name] = true end
  for name in pairs(given) do
    if type(name) == "string" and not is_known[name] then
      error(noun .. ': there is no field "' .. name .. '"; it has ' .. table.concat(known, ", "), 3)
    end
  end
end

local function request_of(ctx, given)
  local request = {}
  for name, value in pairs(given) do
    if name ~= "secrets" then request[name] = value end
  end
  if given.secrets then
    request.env = {}
    for name, value in pairs(given.env or {}) do request.env[name] = value end
    for name, secret in pairs(given.secrets) do request.env[name] = ctx:secret(secret) end
  end
  return request
end

local function body_of(given)
  return function(ctx) return { code = ctx:exec(request_of(ctx, given)).code } end
end

---@class golive.command.Program
---@field env? table<string, golive.Text>
---@field stdin? golive.Text
---@field cwd? string
---@field ok? integer|integer[]
---@field timeout? golive.Duration
---@field secrets? table<string, golive.SecretName>
---@field [integer] string|number

---Runs the program; fails when its exit code is not in ok.
---@param given golive.command.Program
---@return golive.ReadyBody
function command.run(given)
  check("command.run", given)
  return { body = body_of(given), traits = {} }
end

---The same, of a program that only looks.
---@param given golive.command.Program
---@return golive.ReadyBody
function command.check(given)
  check("command.check", given)
  return { body = body_of(given), traits = { does = "check", effects = false, interruption = "retry" } }
end

return command
