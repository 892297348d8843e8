-- golive.files: looks at files, as ready-made bodies. Paths are relative to the run's folder.
--
--   files.exists { "build/app.jar", "build/app.war" }
--     Fails when one of them is not there. Traits: does = "check", no effects, may be repeated.
--
--   files.checksum { path = "build/app.jar", sha256 = "9f86d0..." }
--     Fails when the file's SHA-256 is another; without `sha256` it is only recorded as evidence.
--     Traits as above. Returns { path, sha256 }. Uses sha256sum.

local fields = require "golive.fields"

local files = {}

local traits = { does = "check", effects = false, interruption = "retry" }

---Fails when one of them is not there.
---@param paths string[]
---@return golive.ReadyBody
function files.exists(paths)
  if type(paths) ~= "table" or type(paths[1]) ~= "string" then
    error('files.exists: it takes a list of paths: files.exists { "build/app.jar" }', 2)
  end
  return {
    traits = traits,
    body = function(ctx)
      for _, path in ipairs(paths) do
        local found = ctx:exec { "test", "-e", path, ok = { 0, 1 } }
        ctx:check(found.code == 0, path .. " is there")
      end
    end,
  }
end

---@class golive.files.Checksum
---@field path string
---@field sha256? string

---Fails when the file's SHA-256 is another.
---@param given golive.files.Checksum
---@return golive.ReadyBody
function files.checksum(given)
  fields.check("files.checksum", given, { path = "string" }, { sha256 = "string" })
  return {
    traits = traits,
    body = function(ctx)
      local sum = ctx:exec { "sha256sum", "--", given.path }.out:match("^\\?(%x+)")
      if not sum then error("files.checksum: sha256sum said nothing about " .. given.path) end
      ctx:evidence("sha256 of " .. given.path, sum)
      if given.sha256 then
        ctx:check(sum == given.sha256:lower(), given.path .. " has the SHA-256 " .. given.sha256:lower())
      end
      return { path = given.path, sha256 = sum }
    end,
  }
end

return files
