-- golive.mysql: MySQL and MariaDB as ready-made bodies, through mysqldump and mysql.
--
--   mysql.backup { database = "tickets", host = , port = , user = , password = "db_password",
--                  to = "backup/tickets.sql", timeout = "30m" }
--     Dumps the database into a file: by default `<database>-<J>.sql` in the run's folder. `password` is the
--     name of one of the plan's secrets; it goes to the program by environment.
--     Traits: does = "backup", no effects on the database, may be repeated. Returns where the dump is and how
--     to get at the database, for `restore`: { database, file, host, port, user, password (the name), sha256 }.
--
--   mysql.restore { of = "go-live/snapshot", timeout = "30m" }
--     Puts back what the backup item dumped. Usable as `undo`, or as `run` of a contingency's step. It may be
--     repeated: the dump drops and makes its tables anew. Fails when that item has no backup, and when the
--     file is not what was dumped.
--     Traits: does = "restore", may be repeated.

local fields = require "golive.fields"

local mysql = {}

-- The options that say where the database is, and the environment with the password.
local function connection(ctx, at)
  local options = {}
  if at.host then options[#options + 1] = "--host=" .. at.host end
  if at.port then options[#options + 1] = "--port=" .. at.port end
  if at.user then options[#options + 1] = "--user=" .. at.user end
  return options, at.password and { MYSQL_PWD = ctx:secret(at.password) } or nil
end

local function command(program, options, more, settings)
  local request = { program }
  for _, option in ipairs(options) do request[#request + 1] = option end
  for _, option in ipairs(more) do request[#request + 1] = option end
  for name, value in pairs(settings) do request[name] = value end
  return request
end

local function sha256_of(ctx, file)
  return ctx:exec { "sha256sum", "--", file }.out:match("^\\?(%x+)")
end

---@class golive.mysql.Backup
---@field database string
---@field host? string
---@field port? integer
---@field user? string
---@field password? golive.SecretName
---@field to? string
---@field timeout? golive.Duration

---Dumps the database into a file.
---@param given golive.mysql.Backup
---@return golive.ReadyBody
function mysql.backup(given)
  fields.check("mysql.backup", given, { database = "string" }, {
    host = "string", port = "number", user = "string", password = "string", to = "string", timeout = "string",
  })
  return {
    traits = { does = "backup", effects = false, interruption = "retry" },
    body = function(ctx)
      local file = given.to or (given.database .. "-" .. ctx.j .. ".sql")
      local options, env = connection(ctx, given)
      -- A dump in one transaction, tables dropped first: it can be put back over what is there.
      ctx:exec(command("mysqldump", options, {
        "--single-transaction", "--routines", "--triggers", "--add-drop-table", "--result-file=" .. file,
        given.database,
      }, { env = env, timeout = given.timeout }))
      local sum = sha256_of(ctx, file)
      ctx:evidence("backup of " .. given.database, { file = file, sha256 = sum })
      return {
        database = given.database, file = file, host = given.host, port = given.port, user = given.user,
        password = given.password, sha256 = sum,
      }
    end,
  }
end

---@class golive.mysql.Restore
---@field of golive.Item
---@field timeout? golive.Duration

---Puts back what the backup item dumped.
---@param given golive.mysql.Restore
---@return golive.ReadyBody
function mysql.restore(given)
  fields.check("mysql.restore", given, { of = "string" }, { timeout = "string" })
  return {
    traits = { does = "restore", interruption = "retry" },
    body = function(ctx)
      local backup = ctx:result(given.of)
      if type(backup) ~= "table" or not backup.file then
        error("mysql.restore: " .. given.of .. " has made no backup")
      end
      ctx:check(sha256_of(ctx, backup.file) == backup.sha256, backup.file .. " is what was dumped")
      local options, env = connection(ctx, backup)
      ctx:exec(command("mysql", options, { "--execute=source " .. backup.file, backup.database },
        { env = env, timeout = given.timeout }))
      return { database = backup.database, file = backup.file }
    end,
  }
end

return mysql
