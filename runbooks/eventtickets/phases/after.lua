-- Phase 7 : post-déploiement, de J+1 à J+7, jusqu'au transfert au support.

local http = require "golive.http"

return phase "hypercare" { title = "7. Post-déploiement", from = "J+1", to = "J+7",
  watch "surveillance" { title = "Surveillance rapprochée des logs, alertes et métriques", owner = "devops_lead",
    during = "6d", rehearse_for = "3s", estimate = "6d",
    run = http.stays_healthy { url = "${base_url}/catalog/events", every = "500ms", tolerate = 3 } },
  each({ 1, 2, 3, 4, 5, 6, 7 }, function(day)
    return task("daily-" .. day) { title = "Réunion quotidienne de suivi (15 minutes), J+" .. day,
      owner = "project_lead", on = "J+" .. day, at = "09:30", estimate = "15m" }
  end),
  task "incidents" { title = "Documentation des problèmes rencontrés et plans d'action", owner = "support", on = "J+7",
    estimate = "2h" },
  task "review" { title = "Bilan de stabilisation J+7", owner = "project_lead", on = "J+7", estimate = "2h" },
  gate "handover" { title = "Passage en mode maintenance standard : transfert au support", on = "J+7",
    decided_by = { "support", "project_lead" }, within = "1d" },
}
