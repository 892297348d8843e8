-- Les quatre risques du plan. Chacun a maintenant un déclencheur, un décideur et un délai. Le premier a deux réponses
-- dans le plan ; le responsable DevOps choisit.

local platform = require "lib.platform"
local customer = require "lib.customer"

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

-- Après une bascule vers l'autre région, le jour continue : il y a des lignes de plus, il ne doit en manquer aucune.
-- L'achat d'essai du jour J est plus récent que la sauvegarde : il prouve la réplication.
local function nothing_lost()
  return step "nothing-lost" { title = "Rien ne manque en région b : ni de la sauvegarde, ni de l'achat d'essai",
    owner = "dba", does = "check", effects = false, estimate = "2m",
    run = function(ctx)
      if not ctx:result "go-live/snapshot" then return ctx:log "rien n'avait encore été sauvegardé ni changé" end
      for _, service in ipairs(platform.services) do
        local code, _, why = platform.status(ctx, "compare", service.id, platform.snapshot_of(ctx, service.id))
        if why ~= "" then ctx:log(why) end
        ctx:check(code == 0, service.name .. " : toutes les lignes de la sauvegarde sont là, inchangées")
      end
      local payment = ctx:result "go-live/payment"
      if payment then
        customer.paid(ctx, { url = ctx:param "base_url", version = "2", key = "payment_key" }, payment)
      end
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

local function any_breached(prefix)
  local triggers = {}
  for index, service in ipairs(platform.services) do
    triggers[index] = breached(prefix .. service.id)
  end
  return any_of(triggers)
end

local function region_is_lost_on_the_day()
  return any_of { any_failed "start-", failed "go-live/availability", any_breached "go-live/traffic-" }
end

return {
  -- Jusqu'à J+7. Une région perdue fait échouer plusieurs étapes à la fois ; "retry" ne reprend que la première.
  contingency "infrastructure-lost" { title = "Bascule vers la région secondaire",
    description = "Une seule bascule suffit. Ce qui a échoué avec la région se réessaie ensuite (golive retry) ; " ..
      "n'activer de nouveau que si cela échoue encore.",
    risk = "Indisponibilité infrastructure",
    trigger = any_of { region_is_lost_on_the_day(), any_breached "hypercare/surveillance-" },
    decided_by = { "devops_lead" }, within = "10m", afterwards = "retry",
    step "failover" { title = "Basculer vers la région b", owner = "devops_lead", does = "failover", estimate = "5m",
      undo = platform.run("failover", "a"), run = platform.run("failover", "b") },
    nothing_lost(),
    tell "Région a perdue : bascule vers la région b, rien ne manque",
  },

  -- Le jour J seulement : plus tard, restaurer la sauvegarde effacerait les réservations faites depuis l'ouverture.
  contingency "old-cluster" { title = "Plan de rollback vers l'ancien cluster",
    risk = "Indisponibilité infrastructure", trigger = region_is_lost_on_the_day(),
    decided_by = { "devops_lead" }, within = "10m", rollback_to = "go-live",
    data_as_before(),
    tell "Indisponibilité infrastructure : retour à l'ancien cluster, données intactes",
  },

  contingency "migration-failed" { title = "Script de rollback, depuis le snapshot pris avant bascule",
    risk = "Échec migration SQL", trigger = any_failed "migrate-",
    decided_by = { "dba" }, within = "15m", rollback_to = "go-live",
    data_as_before(),
    tell "Migration SQL en échec : retour à la version 1, données intactes",
  },

  contingency "behaviour-wrong" { title = "Maintien de l'ancien système en lecture seule et repli rapide",
    description = "L'ancien système reste en mode lecture seule le temps du repli.",
    risk = "Non-conformité fonctionnelle", trigger = failed "go-live/prices",
    decided_by = { any_of { "business_rep", "project_lead" } }, within = "10m", rollback_to = "go-live",
    data_as_before(),
    tell "Non-conformité fonctionnelle : retour à la version 1, données intactes",
  },

  -- Le SOC et les secrets n'attendent pas le repli. La nouvelle clé, si : la version 2 la montrerait aussitôt.
  contingency "security-incident" { title = "Alerte SOC, révocation des secrets, réinitialisation des clés",
    description = "Alerting SOC, révocation des secrets, puis plan de réinitialisation des clés.",
    risk = "Incident sécurité", trigger = failed "go-live/secret-scan",
    decided_by = { any_of { "security", "project_lead" } }, within = "5m",
    rollback_to = "go-live", rollback_after = "revoke",
    step "soc" { title = "Alerter le SOC", owner = "security", does = "notify", estimate = "1m", irreversible = true,
      run = platform.run("alert", "SOC : une clé de paiement a été visible du public") },
    step "revoke" { title = "Révoquer les secrets", owner = "security", does = "revoke", estimate = "2m",
      irreversible = true, run = platform.run("keys", "revoke") },
    step "keys" { title = "Réinitialiser les clés", owner = "security", does = "revoke", estimate = "5m",
      irreversible = true, run = platform.run("keys", "issue") },
    step "clean" { title = "Plus aucun secret n'est visible", owner = "security", does = "check", effects = false,
      estimate = "2m", run = platform.run "scan-secrets" },
    data_as_before(),
  },
}
