-- A day J in French, as short as it can be with everything in it that the board shows.
local function say(...)
  local words = { "echo", ... }
  return function(ctx) ctx:exec(words) end
end

return plan "billetterie" {
  title = "EventTickets 2.0 : mise en production", language = "fr", timezone = "Europe/Paris",
  approved_by = { "project_lead" },
  role "project_lead" { title = "Chef de projet" },
  role "business_rep" { title = "Représentant métier" },
  role "dba" { title = "Administratrice des données" },
  environment "uat" {},
  objective "rto" { max = "4h" },
  phase "preparation" { title = "Préparation", from = "J-2", to = "J-1", owner = "dba",
    task "backup-tested" { title = "Restauration d’une sauvegarde essayée" },
    step "images" { title = "Images construites et signées", estimate = "20m", effects = false,
      run = say("build", "ok") },
  },
  phase "go-live" { title = "Jour J", on = "J", owner = "dba",
    gate "go" { title = "Feu vert pour la mise en production", at = "08:00", within = "30m",
      description = "La recette est signée, la répétition a tenu ses temps. Met-on en production ce matin ?",
      decided_by = { "project_lead", "business_rep" } },
    step "maintenance" { title = "Page de maintenance", at = "08:15", estimate = "5m", does = "downtime_start",
      run = say("maintenance", "on"), undo = say("maintenance", "off") },
    step "snapshot" { title = "Sauvegarde de la base", estimate = "10m", does = "backup",
      effects = false, run = say("dump", "ok") },
    step "migrate" { title = "Migration du schéma", at = "09:00", estimate = "20m",
      undo_estimate = "8m", does = "migration",
      run = function(ctx)
        ctx:exec { "sh", "-c", [[
          for n in 1 2 3 4 5 6; do echo "migration $n/6 <appliquée> sur tickets"; done
          n=0; while [ ! -e go-on ] && [ $n -lt 600 ]; do sleep 0.1; n=$((n + 1)); done
          rm -f go-on; echo "schéma à jour" ]] }
      end,
      undo = say("restore", "ok") },
    step "deploy" { title = "Déploiement des services", estimate = "15m", does = "deploy",
      run = say("deploy", "ok"), undo = say("back", "ok") },
    smoke "booking" { title = "Une réservation de bout en bout", estimate = "5m",
      run = function(ctx) ctx:check(true, "une réservation est payée") end },
    task "look" { title = "Parcours d’achat vu par le métier", owner = "business_rep",
      at = "10:00", estimate = "10m" },
    gate "open" { title = "Ouverture au public", decided_by = { "project_lead", "business_rep" },
      description = "Le parcours d’achat est vérifié. Ouvre-t-on ?" },
    step "opening" { title = "Ouverture à tous", at = "10:30", estimate = "5m", does = "opening",
      run = say("open"), undo = say("close") },
  },
  phase "hypercare" { title = "Surveillance renforcée", from = "J+1", to = "J+2", owner = "project_lead",
    task "review" { title = "Bilan du lendemain" } },
  contingency "migration-failed" { title = "Retour à la version 1", risk = "La migration échoue ou dure trop",
    trigger = failed "go-live/migrate", decided_by = { "dba" }, within = "15m", rollback_to = "go-live",
    step "tell-users" { title = "Prévenir les clients", irreversible = true, run = say("mail", "sent") } },
}
