-- Les quatre risques du plan. Chacun a maintenant un déclencheur, un décideur et un délai.

local platform = require "lib.platform"

-- Après un repli : la preuve que les données sont ce qu'elles étaient à la sauvegarde.
local function data_as_before()
  return step "data-as-before" { title = "Les données sont celles d'avant la bascule", owner = "dba", does = "check",
    effects = false, estimate = "2m",
    run = function(ctx)
      local before = ctx:result "go-live/snapshot"
      if not before then return ctx:log "rien n'avait encore été sauvegardé ni changé" end
      ctx:check(platform.fingerprint(ctx) == before.fingerprint, "l'empreinte est celle de la sauvegarde")
    end }
end

local function tell(text)
  return step "tell" { title = "Prévenir le canal projet", owner = "project_lead", does = "notify", estimate = "1m",
    irreversible = true, run = platform.run("alert", text) }
end

local function any_failed(prefix)
  local triggers = {}
  for index, service in ipairs(platform.services) do
    triggers[index] = failed("go-live/" .. prefix .. service.id)
  end
  return any_of(triggers)
end

return {
  contingency "infrastructure-lost" { title = "Bascule vers la région secondaire",
    risk = "Indisponibilité infrastructure",
    trigger = any_of { any_failed "start-", failed "go-live/availability", breached "go-live/traffic" },
    decided_by = { "devops_lead" }, within = "10m", afterwards = "retry",
    step "failover" { title = "Basculer vers la région b", owner = "devops_lead", does = "failover", estimate = "5m",
      undo = platform.run("failover", "a"), run = platform.run("failover", "b") },
    tell "Région a perdue : bascule vers la région b",
  },

  contingency "migration-failed" { title = "Rollback de la migration, depuis la sauvegarde",
    risk = "Échec migration SQL", trigger = any_failed "migrate-",
    decided_by = { "dba" }, within = "15m", rollback_to = "go-live",
    data_as_before(),
    tell "Migration SQL en échec : retour à la version 1, données intactes",
  },

  contingency "behaviour-wrong" { title = "Ancien système en lecture seule et repli rapide",
    risk = "Non-conformité fonctionnelle", trigger = failed "go-live/prices",
    decided_by = { any_of { "business_rep", "project_lead" } }, within = "10m", rollback_to = "go-live",
    data_as_before(),
    tell "Non-conformité fonctionnelle : retour à la version 1, données intactes",
  },

  contingency "security-incident" { title = "Alerte SOC, révocation des secrets, réinitialisation des clés",
    risk = "Incident sécurité", trigger = failed "go-live/secret-scan",
    decided_by = { any_of { "security", "project_lead" } }, within = "5m", rollback_to = "go-live",
    step "soc" { title = "Alerter le SOC", owner = "security", does = "notify", estimate = "1m", irreversible = true,
      run = platform.run("alert", "SOC : une clé de paiement a été visible du public") },
    step "keys" { title = "Révoquer les secrets et réinitialiser les clés", owner = "security", does = "revoke",
      estimate = "5m", irreversible = true,
      run = platform.run("keys", "rotate") },
    step "clean" { title = "Plus aucun secret n'est visible", owner = "security", does = "check", effects = false,
      estimate = "2m", run = platform.run "scan-secrets" },
    data_as_before(),
  },
}
