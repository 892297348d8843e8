-- golive.fields: checks the table that a ready-made body is given, so that a slip is told where it was written.
--
--   fields.check("http.healthy", given, { url = "string" }, { within = "string" })
--     Raises, at the place of the call of the library's function, when a field of `required` is missing,
--     when one is of another type than its table says, or when it is in neither table.

local fields = {}

local function names_of(required, optional)
  local names = {}
  for name in pairs(required) do names[#names + 1] = name end
  for name in pairs(optional) do names[#names + 1] = name end
  table.sort(names)
  return table.concat(names, ", ")
end

-- Levels: 1 is this function, 2 check, 3 the library's function, 4 its caller.
local function refuse(noun, what) error(noun .. ": " .. what, 4) end

function fields.check(noun, given, required, optional)
  optional = optional or {}
  if type(given) ~= "table" then refuse(noun, "it takes a table: " .. noun .. " { ... }") end
  for name, value in pairs(given) do
    local wanted = required[name] or optional[name]
    if not wanted then
      refuse(noun, 'there is no field "' .. tostring(name) .. '"; it has ' .. names_of(required, optional))
    end
    if wanted ~= "any" and type(value) ~= wanted then
      refuse(noun, name .. " must be a " .. wanted .. ", not a " .. type(value))
    end
  end
  for name in pairs(required) do
    if given[name] == nil then refuse(noun, name .. " is missing") end
  end
end

return fields
