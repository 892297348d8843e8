-- Phases 1 à 5 : préparation, infrastructure, installation, migration, tests et recette (J-21 à J-1).

local platform = require "lib.platform"
local customer = require "lib.customer"

local function confirm(id, title, owner, on)
  return task(id) { title = title, owner = owner, on = on, estimate = "2h" }
end

local function int_place(ctx)
  return { url = ctx:param "int_url", version = "2", key = "payment_key_int", label = "Essai INT" }
end

-- Les URLs et la clé que le plan nomme sont les bonnes : les services y répondent, le paiement accepte la clé.
local function verify_place(ctx, name, url, key)
  for _, service in ipairs(platform.services) do
    ctx:http { url = url .. service.health, timeout = "10s" }
  end
  local path = "/payment/notifications"  -- sans une clé valable, c'est 401
  local answer = ctx:http { url = url .. path, timeout = "10s", ok = { 200, 401 },
    headers = { ["X-Api-Key"] = ctx:secret(key) } }
  ctx:check(answer.status == 200, name .. " : les services répondent, la clé de paiement est acceptée")
end

return {
  phase "preparation" { title = "1. Préparation", from = "J-21", to = "J-15",
    checklist "prerequisites" { title = "Prérequis généraux",
      confirm("infrastructure", "Infrastructure provisionnée, systèmes d'exploitation compatibles", "devops_lead"),
      confirm("java", "Services Java : JDK 17 et Maven Wrapper", "developers"),
      confirm("laravel", "Service Laravel : PHP 8.2, Composer, Node.js 18+", "developers"),
      confirm("node", "Service Node.js : Node.js 18+, npm, Prisma CLI", "developers"),
      confirm("network", "Accès réseau sécurisé entre les services et MySQL (ports 3306, 8080, 8081, 4001, 8000)",
        "security"),
      confirm("vault", "Secrets applicatifs stockés dans un coffre-fort", "security"),
      confirm("datasets", "Jeux de données anonymisés pour les tests de migration", "dba"),
      confirm("supervision", "Supervision disponible et alerting configuré", "devops_lead"),
    },
    confirm("freeze-features", "Finaliser les développements et gel des features à déployer", "developers", "J-21"),
    confirm("automated-tests", "Exécuter l'ensemble des tests automatisés et éditer le rapport de qualité",
      "developers", "J-19"),
    confirm("sizing", "Valider les prérequis matériels/logiques : dimensionnement VMs, stockage, certificats TLS",
      "security", "J-18"),
    confirm("playbooks", "Rédiger ou mettre à jour les playbooks d'exploitation et de rollback", "devops_lead", "J-17"),
    gate "plan" { title = "Validation du plan", on = "J-15",
      description = "Le plan est validé par le chef de projet, le responsable DevOps et le représentant métier.",
      decided_by = { "project_lead", "devops_lead", "business_rep" }, within = "2d" },
  },

  phase "provisioning" { title = "2. Provisionnement infrastructure", from = "J-14", to = "J-11",
    step "environments" { owner = "devops_lead", on = "J-14",
      title = "Déployer les environnements cibles via IaC (Terraform, Ansible) ou scripts manuels contrôlés",
      does = "provision", estimate = "1d", timeout = "2d", irreversible = true,
      run = function(ctx)
        platform.act(ctx, "up")
        platform.act_int(ctx, "up")
      end },
    confirm("network", "Configurer les réseaux (VPC, sous-réseaux, groupes de sécurité, pare-feu)", "security", "J-13"),
    confirm("dependencies", "Installer les dépendances systèmes : Java 17, PHP 8.2, Node.js 18+, outils CLI",
      "devops_lead", "J-12"),
    confirm("mysql-server", "Mettre en place le serveur MySQL et créer les schémas dédiés à chaque service", "dba",
      "J-11"),
    parallel { each(platform.services, function(service)
      return step("schema-" .. service.id) { title = "MySQL : le schéma dédié à " .. service.name .. " existe",
        owner = "dba", on = "J-11", does = "check", effects = false, estimate = "1h",
        run = function(ctx)
          local code = platform.status(ctx, "migrate", service.id, "status")
          ctx:check(code == 0 or code == 3, "le schéma de " .. service.name .. " est créé et lisible")
        end }
    end) },
  },

  phase "installation" { title = "3. Installation applicative et configuration", from = "J-10", to = "J-8",
    description = "Exécuter les commandes d'installation de chaque service, et configurer ce qui le lance.",
    confirm("clone", "Cloner le repository sur chaque environnement", "developers", "J-10"),
    confirm("env-files", "Renseigner les fichiers .env / application.properties avec les secrets et URLs définitifs",
      "security", "J-10"),
    step "secrets" { title = "Vérifier : ici et en INT, les URLs répondent et la clé de paiement est acceptée",
      owner = "security", on = "J-10", does = "check", effects = false, estimate = "15m",
      run = function(ctx)
        verify_place(ctx, "cet environnement", ctx:param "base_url", "payment_key")
        verify_place(ctx, "INT", ctx:param "int_url", "payment_key_int")
      end },
    confirm("spring", "Spring Boot : mvnw.cmd clean package", "developers", "J-9"),
    confirm("laravel", "Laravel : composer install, npm install, php artisan key:generate", "developers", "J-9"),
    confirm("node", "Node.js : npm install, npm run prisma:generate", "developers", "J-9"),
    parallel { each(platform.services, function(service)
      return step("int-" .. service.id) { title = "INT : installer " .. service.name .. ", version 2",
        owner = "devops_lead", on = "J-8", does = "deploy", estimate = "30m",
        run = function(ctx) platform.act_int(ctx, "deploy", service.id, "2") end,
        undo = function(ctx) platform.act_int(ctx, "undeploy", service.id, "2") end }
    end) },
    confirm("units", "Configurer les services systemd ou conteneurs (Docker/Kubernetes) de chaque microservice",
      "devops_lead", "J-8"),
  },

  phase "data-migration" { title = "4. Migration des données et initialisation", from = "J-7", to = "J-6",
    description = "Exécuter les migrations : Spring Boot par Flyway, Laravel par php artisan migrate --force, Prisma "
      .. "par npm run prisma:migrate deploy.",
    step "backup" { title = "Sauvegarder l'existant (mise à jour d'un système précédent)", owner = "dba", on = "J-7",
      does = "backup", effects = false, estimate = "1h",
      run = function(ctx)
        for _, service in ipairs(platform.services) do
          platform.act(ctx, "backup", service.id, ctx:param "int_dir" .. "/existing-" .. service.id .. ".snapshot")
        end
        ctx:evidence("empreinte", platform.fingerprint(ctx))
      end },
    each(platform.services, function(service)
      return step("migrate-" .. service.id) {
        title = "INT : migrer " .. service.name .. " sur une copie de l'existant : " .. service.migration,
        owner = "dba", on = "J-7", does = "migration", estimate = "1h", undo_estimate = "15m",
        run = function(ctx)
          platform.act_int(ctx, "restore", service.id, ctx:param "int_dir" .. "/existing-" .. service.id .. ".snapshot")
          platform.act_int(ctx, "migrate", service.id, "up")
        end,
        undo = function(ctx) platform.act_int(ctx, "migrate", service.id, "down") end }
    end),
    step "reference-data" { title = "INT : charger les données de référence : catalogues, paramètres",
      owner = "dba", on = "J-6", does = "load", estimate = "1h", irreversible = true,
      run = function(ctx)
        for _, service in ipairs(platform.services) do platform.act_int(ctx, "load-reference", service.id) end
      end },
    confirm("test-users", "INT : charger les utilisateurs de test", "dba", "J-6"),
  },

  phase "acceptance" { title = "5. Tests d'intégration et UAT", from = "J-5", to = "J-1",
    step "int-start" { title = "INT : démarrer les services en version 2", owner = "devops_lead", on = "J-5",
      does = "deploy", estimate = "30m",
      run = function(ctx)
        for _, service in ipairs(platform.services) do platform.act_int(ctx, "start", service.id, "2") end
      end,
      undo = function(ctx)
        for _, service in ipairs(platform.services) do platform.act_int(ctx, "stop", service.id, "2") end
      end },
    smoke "end-to-end" {
      title = "Lancer les tests de bout en bout : création d'évènement, réservation, paiement, envoi de notification",
      owner = "qa", on = "J-5", estimate = "4h", timeout = "8h",
      run = function(ctx) return customer.journey(ctx, int_place(ctx)) end },
    task "thresholds" { title = "Vérifier les logs, performances, alertes et seuils de supervision",
      owner = "devops_lead", on = "J-4", estimate = "4h" },
    step "dress-rehearsal" { title = "Réaliser une répétition générale de la bascule (dry-run) et documenter la durée",
      owner = "devops_lead", on = "J-3", does = "rehearsal", effects = false, estimate = "3h", timeout = "6h",
      run = function(ctx)
        local started = ctx:now()
        platform.act_int(ctx, "maintenance", "on")
        platform.act_int(ctx, "route", "10")
        platform.act_int(ctx, "maintenance", "off")
        platform.act_int(ctx, "route", "100")
        platform.act_int(ctx, "route", "0")
        ctx:evidence("durée de la bascule à blanc, en secondes", ctx:now() - started)
      end },
    gate "uat" { title = "Obtenir la validation du représentant métier (PV de recette)", on = "J-2",
      decided_by = { "business_rep" }, within = "1d" },
    step "int-down" { title = "INT : arrêter l'environnement", owner = "devops_lead", on = "J-1",
      does = "cleanup", estimate = "15m", irreversible = true,
      run = function(ctx) platform.act_int(ctx, "down") end },
  },
}
