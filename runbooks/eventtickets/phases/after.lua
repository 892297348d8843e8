-- Phase 7 : post-déploiement, de J+1 à J+7, jusqu'au transfert au support.

local health = require "golive.health"
local platform = require "lib.platform"

local days = { 1, 2, 3, 4, 5, 6, 7 }

-- Sans relâche, du début de J+1 à la fin de J+7 : chaque service répond-il, base comprise, et assez vite ?
local function surveillance(service)
  return watch("surveillance-" .. service.id) { owner = "devops_lead",
    title = "Surveillance rapprochée de " .. service.name .. " : santé et temps de réponse",
    during = "7d", rehearse_for = "3s", estimate = "7d",
    run = health.stays_well { url = "${base_url}" .. service.health, every = "500ms", tolerate = 3, max_ms = 1000 } }
end

-- Ce qu'une requête ne voit pas, quelqu'un le lit, avant la réunion du jour.
local function logs(day)
  return task("logs-" .. day) { title = "Surveillance rapprochée des logs, alertes et métriques, J+" .. day,
    owner = "devops_lead", on = "J+" .. day, at = "09:00", estimate = "30m" }
end

local function daily(day)
  return task("daily-" .. day) { title = "Réunion quotidienne de suivi (15 minutes), J+" .. day,
    owner = "project_lead", on = "J+" .. day, at = "09:30", estimate = "15m", description = "Remonter les incidents" }
end

local function account()
  return task "account" { title = "Compte rendu J+1", owner = "project_lead", on = "J+1", estimate = "1h",
    description = "golive report RUN j1-account, relu et envoyé aux parties prenantes" }
end

return phase "hypercare" { title = "7. Post-déploiement", from = "J+1", to = "J+7",
  each(platform.services, surveillance),
  each(days, function(day) return day == 1 and { logs(day), daily(day), account() } or { logs(day), daily(day) } end),
  task "incidents" { title = "Documentation des problèmes rencontrés et plans d'action", owner = "support", on = "J+7",
    estimate = "2h" },
  task "review" { title = "Bilan de stabilisation J+7", owner = "project_lead", on = "J+7", estimate = "2h",
    description = "golive report RUN j7-review : objectifs et mesures, relu et envoyé aux parties prenantes" },
  gate "handover" { title = "Passage en mode maintenance standard : transfert au support", on = "J+7",
    decided_by = { "support", "project_lead" }, within = "1d" },
}
