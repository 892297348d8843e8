-- Les commandes de la plateforme, comme corps d'étapes. À remplacer par les vôtres : CI, artisan, mysqldump, kubectl.

local platform = {}

-- Les quatre services du plan, leur nom complet, leur point de santé et ce qui migre leur base. Sur la plateforme de
-- démonstration, `platform migrate SERVICE up` tient lieu des trois commandes. Pour Spring Boot, la stratégie
-- retenue est Flyway.
platform.services = {
  { id = "catalog", name = "EventCatalogService", health = "/catalog/actuator/health", migration = "Flyway" },
  { id = "inventory", name = "TicketInventoryService", health = "/inventory/health",
    migration = "php artisan migrate --force" },
  { id = "payment", name = "paymentAndNotificationService", health = "/payment/health",
    migration = "npm run prisma:migrate deploy" },
  { id = "users", name = "user-service", health = "/users/actuator/health", migration = "Flyway" },
}

local function call(ctx, where, arguments)
  local request = { where.program, ok = where.ok, timeout = "2m",
    env = { PLATFORM_DIR = where.dir, PLATFORM_PORT = where.port } }
  for index, argument in ipairs(arguments) do request[index + 1] = argument end
  return ctx:exec(request)
end

-- platform.act(ctx, "maintenance", "on"): une commande sur la plateforme du run.
function platform.act(ctx, ...)
  return call(ctx, { program = ctx:param "platform", dir = ctx:param "platform_dir",
    port = ctx:param "port" }, { ... })
end

-- De même sur l'environnement d'intégration (INT), une copie à part.
function platform.act_int(ctx, ...)
  return call(ctx, { program = ctx:param "platform", dir = ctx:param "int_dir",
    port = ctx:param "int_port" }, { ... })
end

-- Le code de sortie d'une commande qui peut dire non (1) ou "en retard" (3), ce qu'elle dit, et pourquoi non.
function platform.status(ctx, ...)
  local result = call(ctx, { program = ctx:param "platform", dir = ctx:param "platform_dir",
    port = ctx:param "port", ok = { 0, 1, 3 } }, { ... })
  return result.code, result.out, result.err
end

-- platform.run("route", "10"): un corps d'étape qui ne fait que cela.
function platform.run(...)
  local arguments = { ... }
  return function(ctx) platform.act(ctx, table.unpack(arguments)) end
end

-- L'empreinte des données des clients, pour prouver qu'elles sont ce qu'elles étaient.
function platform.fingerprint(ctx)
  return (platform.act(ctx, "fingerprint").out:gsub("%s+$", ""))
end

-- Le fichier de la sauvegarde d'un service, dans le dossier de la plateforme.
function platform.snapshot_of(ctx, service)
  return ctx:param "platform_dir" .. "/backups/" .. service .. ".snapshot"
end

return platform
