-- Phase 6 : le jour J. L'horloge est celle du plan ; la sauvegarde promise "avant bascule" y a sa place.

local health = require "golive.health"
local http = require "golive.http"
local platform = require "lib.platform"
local customer = require "lib.customer"

local function new_version(ctx)
  return { url = ctx:param "base_url", version = "2", key = "payment_key", label = "Essai du jour J" }
end

-- Le jour de l'ouverture, par la porte de tous : `share` pour cent des requêtes vont à la version 2.
local function opening(share, before, at)
  return step("open-" .. share) { title = "Ouverture progressive : " .. share .. " % des utilisateurs finaux",
    owner = "devops_lead", at = at, does = "opening", estimate = "5m", undo_estimate = "1m",
    run = function(ctx)
      platform.act(ctx, "route", tostring(share))
      platform.act(ctx, "maintenance", "off")
    end,
    undo = function(ctx)
      if before == 0 then platform.act(ctx, "readonly", "on", "Repli en cours") end
      platform.act(ctx, "route", tostring(before))
    end }
end

return phase "go-live" { title = "6. Déploiement en production (jour J)", on = "J",
  description = "Les artefacts applicatifs vont sur PROD par des scripts (ou la CI/CD) ; puis viennent l'exécution des "
    .. "migrations PROD, le démarrage des services et leurs points de santé (/actuator/health, /health), les jeux de "
    .. "tests rapides (smoke tests) effectués par l'équipe QA, et l'ouverture progressive au trafic live.",
  gate "go" { title = "Réunion de lancement et validation du go", at = "08:00",
    decided_by = { "project_lead", "business_rep" }, requires = rehearsed("go-live", "14d"),
    within = "15m", valid_for = "30m" },

  step "maintenance" { title = "Mise en maintenance de l'ancien système", at = "08:15", owner = "devops_lead",
    does = "downtime_start", estimate = "5m", undo_estimate = "1m",
    run = platform.run("maintenance", "on", "Mise en production en cours, retour à 10 h 30"),
    undo = function(ctx)
      platform.act(ctx, "maintenance", "off")
      platform.act(ctx, "readonly", "off")
    end },

  step "snapshot" { title = "Sauvegarde des bases avant bascule", owner = "dba", does = "backup", effects = false,
    estimate = "10m",
    run = function(ctx)
      local fingerprint = platform.fingerprint(ctx)
      for _, service in ipairs(platform.services) do
        platform.act(ctx, "backup", service.id, platform.snapshot_of(ctx, service.id))
      end
      ctx:evidence("empreinte des données avant bascule", fingerprint)
      return { fingerprint = fingerprint }
    end },

  parallel { each(platform.services, function(service)
    return step("deploy-" .. service.id) {
      title = "Déployer les artefacts de " .. service.name .. ", version 2", at = "08:30",
      owner = "devops_lead", does = "deploy", estimate = "20m", undo_estimate = "2m",
      run = platform.run("deploy", service.id, "2"),
      undo = platform.run("undeploy", service.id, "2") }
  end) },

  each(platform.services, function(service)
    return step("migrate-" .. service.id) { at = "09:00",
      title = "Migrer la base de " .. service.name .. " : " .. service.migration,
      owner = "dba", does = "migration", estimate = "5m", undo_estimate = "5m",
      run = platform.run("migrate", service.id, "up"),
      undo = function(ctx) platform.act(ctx, "restore", service.id, platform.snapshot_of(ctx, service.id)) end }
  end),
  step "indexes" { title = "Vérification des indices", owner = "dba", does = "check", effects = false, estimate = "5m",
    run = function(ctx)
      for _, service in ipairs(platform.services) do
        local code = platform.status(ctx, "migrate", service.id, "status")
        ctx:check(code == 0, "le schéma et les indices de " .. service.name .. " sont à jour")
      end
    end },
  step "reference-data" { title = "Charger les données de référence", owner = "dba", does = "load", estimate = "5m",
    run = function(ctx)
      for _, service in ipairs(platform.services) do platform.act(ctx, "load-reference", service.id) end
    end,
    undo = function(ctx) ctx:log "les données de référence partent avec la restauration des bases" end },

  parallel { each(platform.services, function(service)
    return step("start-" .. service.id) { title = "Démarrer " .. service.name .. ", version 2", at = "09:30",
      owner = "devops_lead", does = "start", estimate = "5m", undo_estimate = "2m",
      run = platform.run("start", service.id, "2"),
      undo = platform.run("stop", service.id, "2") }
  end) },
  parallel { each(platform.services, function(service)
    return step("health-" .. service.id) { title = "Santé de " .. service.name .. " : " .. service.health,
      owner = "devops_lead", estimate = "5m",
      run = http.healthy { url = "${base_url}" .. service.health, headers = { ["X-Version"] = "2" },
        consecutive = 3, every = "200ms", within = "10s", max_ms = 1000 } }
  end) },

  smoke "event" { title = "Test rapide : créer un évènement", at = "10:00", owner = "qa", estimate = "5m",
    before = "opening",
    run = function(ctx) return customer.create_event(ctx, new_version(ctx)) end },
  smoke "booking" { title = "Test rapide : réserver un billet", owner = "qa", estimate = "5m",
    before = "opening", after = { "event" },
    run = function(ctx) return customer.book(ctx, new_version(ctx), ctx:result "go-live/event") end },
  smoke "payment" { title = "Test rapide : payer", owner = "qa", estimate = "5m",
    before = "opening", after = { "booking" },
    run = function(ctx) return customer.pay(ctx, new_version(ctx), ctx:result "go-live/booking") end },
  smoke "notification" { title = "Test rapide : être notifié", owner = "qa", estimate = "5m",
    before = "opening", after = { "payment" },
    run = function(ctx) customer.notify(ctx, new_version(ctx), ctx:result "go-live/payment") end },

  opening(10, 0, "10:30"),
  smoke "availability" { title = "Tous les services répondent, par la porte de tous", owner = "devops_lead",
    estimate = "2m",
    run = function(ctx)
      for _, service in ipairs(platform.services) do
        local url = ctx:param "base_url" .. service.health
        ctx:poll { url = url, every = "200ms", consecutive = 3, within = "5s" }
      end
    end },
  smoke "prices" { title = "Une réservation réelle est au bon prix", owner = "business_rep", estimate = "2m",
    run = function(ctx)
      local place = new_version(ctx)
      return customer.book(ctx, place, customer.create_event(ctx, place))
    end },
  smoke "secret-scan" { title = "Aucun secret n'est visible du public", owner = "security", estimate = "2m",
    run = function(ctx)
      local code = platform.status(ctx, "scan-secrets")
      ctx:check(code == 0, "aucune clé dans les pages publiques ni dans les journaux")
    end },
  opening(50, 10, "10:45"),
  opening(100, 50, "11:00"),
  each(platform.services, function(service)
    return watch("traffic-" .. service.id) { title = "Surveillance de l'ouverture : " .. service.name,
      owner = "devops_lead", during = "30m", rehearse_for = "3s", estimate = "30m",
      run = health.stays_well { url = "${base_url}" .. service.health, every = "500ms", tolerate = 2, max_ms = 1000 } }
  end),
}
