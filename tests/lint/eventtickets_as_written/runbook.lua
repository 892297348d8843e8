-- EventTickets, as its owner wrote it: tests/data/plans/eventtickets.md line by line, its gaps included. Nothing is
-- added that the text does not say; `does` is what each line says of itself. It is there to be checked, not run:
-- runbooks/eventtickets is the plan with what was missing decided.

return plan "eventtickets-as-written" {
  title = "Plan de deploiement EventTickets", language = "fr",
  approved_by = { "project_lead", "devops_lead", "business_rep" },

  document {
    purpose = {
      "Fournir une vision detaillee du passage en production pour la plateforme EventTickets (SIBE).",
      "Rassurer les parties prenantes sur les responsabilites, le calendrier et les pre-requis techniques.",
      "Servir de reference pendant les phases de preparation, de repetition et de bascule finale.",
    },
    scope = {
      "Microservices cibles : `EventCatalogService`, `TicketInventoryService`, `paymentAndNotificationService`, " ..
        "`user-service`.",
      "Composants communs : base de donnees MySQL, bus de messages (optionnel a ce stade), outil de supervision.",
      "Environnements : Integration (INT), Recette (UAT), Production (PROD).",
    },
    prerequisites = {
      "Infrastructure cloud ou on-premise provisionnee (VMs ou conteneurs) avec les systemes d exploitation " ..
        "compatibles :",
      "Services Java : OS Linux/Windows Server avec JDK 17 et Maven Wrapper.",
      "Service Laravel : OS Linux avec PHP 8.2, Composer, Node.js 18+.",
      "Service Node.js : OS Linux/Windows Server avec Node.js 18+, npm, Prisma CLI.",
      "Acces reseau securise entre les services et la base de donnees MySQL (ports 3306, 8080, 8081, 4001, 8000 " ..
        "par defaut).",
      "Secrets applicatifs stockes dans un coffre-fort (Vault, AWS Secrets Manager, Azure Key Vault...).",
      "Jeux de donnees anonymises pour les tests de migration.",
      "Outils de supervision disponibles (Elastic, Grafana, New Relic...) et alerting configure.",
    },
    schedule = {
      "Semaine 1 (J-21 a J-14) : Preparation et gel des developpements.",
      "Semaine 2 (J-14 a J-7) : Infrastructure + installation applicative.",
      "Semaine 3 (J-7 a J-2) : Migrations + tests + repetition generale.",
      "Jour J : Bascule en production.",
      "Semaine post-J : Stabilisation et transfert au support.",
    },
    risks = {
      "Indisponibilite infrastructure : plan de rollback vers l ancien cluster ou bascule vers region secondaire.",
      "Echec migration SQL : script de rollback, snapshot base de donnees pris avant bascule.",
      "Non conformite fonctionnelle : maintien de l ancien systeme en mode lecture seule et repli rapide.",
      "Incident securite : alerting SOC, revocation des secrets, plan de reinitialisation des cles.",
    },
    communication = {
      "Canaux : Slack/Teams (canal projet), emails quotidiens, tableau de bord temps reel.",
      "Points de contact : numéros d astreinte DevOps, DBA, Support applicatif.",
      "Rapports post-bascule : compte-rendu J+1, bilan de stabilisation J+7.",
    },
    validation = {
      "Ce plan doit etre valide par le chef de projet, le responsable DevOps et le representant metier avant " ..
        "toute mise en production.",
      "Les eventuelles deviations seront documentees dans un avenant et approuvees par les memes parties.",
    },
  },

  role "project_lead" { title = "Chef de projet",
    duties = "valide le planning, coordonne les equipes et arbitre les decisions critiques." },
  role "devops_lead" { title = "Responsable DevOps",
    duties = "prepare les infrastructures, pipelines CI/CD, scripts IaC, surveillance post-deploiement." },
  role "developers" { title = "Developpeurs microservices",
    duties = "assurent les livrables applicatifs, tests automatises et support post-mise en production." },
  role "dba" { title = "DBA",
    duties = "gere la configuration MySQL, execute les scripts de migration, valide les performances et les " ..
      "sauvegardes." },
  role "security" { title = "Securite/Infra",
    duties = "audite les configurations (firewalls, certificats TLS, gestion des utilisateurs systeme)." },
  role "business_rep" { title = "Representant metier",
    duties = "valide le bon fonctionnement en UAT et signe le go/no-go final." },
  role "support" { title = "Support applicatif",
    duties = "couvre le suivi post-bascule et gere les incidents de production." },
  contact "on-call-devops"  { title = "astreinte DevOps", role = "devops_lead" },
  contact "on-call-dba"     { title = "DBA", role = "dba" },
  contact "on-call-support" { title = "Support applicatif", role = "support" },

  environment "int"  { title = "Integration (INT)" },
  environment "uat"  { title = "Recette (UAT)" },
  environment "prod" { title = "Production (PROD)", live = true },

  phase "preparation" { title = "Preparation", from = "J-21", to = "J-14",
    task "developments" { title = "Finaliser les developpements et gel des features a deployer." },
    task "automated-tests" { title = "Executer l ensemble des tests automatises et editer le rapport de qualite." },
    task "sizing" {
      title = "Valider les pre-requis materiels/logiques : dimensionnement VMs, stockage, certificats TLS." },
    task "playbooks" { title = "Rediger ou mettre a jour les playbooks d exploitation et de rollback." },
  },

  phase "provisioning" { title = "Provisionnement infrastructure", from = "J-14", to = "J-10",
    task "environments" {
      title = "Deployer les environnements cibles via IaC (Terraform, Ansible) ou scripts manuels controles." },
    task "network" { title = "Configurer les reseaux (VPC, sous-reseaux, groupes de securite, pare-feu)." },
    task "dependencies" { title = "Installer les dependances systemes : Java 17, PHP 8.2, Node.js 18+, outils CLI." },
    task "mysql" { title = "Mettre en place le serveur MySQL et creer les schemas dedies a chaque service." },
  },

  phase "installation" { title = "Installation applicative et configuration", from = "J-10", to = "J-7",
    task "clone" { title = "Cloner le repository sur chaque environnement." },
    task "env-files" {
      title = "Renseigner les fichiers `.env` / `application.properties` avec les secrets et URLs definitifs." },
    checklist "commands" { title = "Executer les commandes d installation :",
      task "spring" { title = "`mvnw.cmd clean package` (services Spring Boot)." },
      task "laravel" { title = "`composer install`, `npm install`, `php artisan key:generate` (Laravel)." },
      task "node" { title = "`npm install`, `npm run prisma:generate` (Node.js)." },
    },
    task "units" {
      title = "Configurer les services systemd ou conteneurs (Docker/Kubernetes) pour chaque microservice." },
  },

  phase "data-migration" { title = "Migration des donnees et initialisation", from = "J-7", to = "J-5",
    task "backup" { title = "Sauvegarder l existant si mise a jour d un systeme precedent.", does = "backup" },
    checklist "migrations" { title = "Executer les migrations :",
      task "spring" { title = "Spring Boot : scripts SQL ou Flyway (selon strategie retenue).", does = "migration" },
      task "laravel" { title = "Laravel : `php artisan migrate --force`.", does = "migration" },
      task "prisma" { title = "Prisma : `npm run prisma:migrate deploy`.", does = "migration" },
    },
    task "reference-data" {
      title = "Charger les donnees de reference (catalogues, utilisateurs de test, parametres)." },
  },

  phase "acceptance" { title = "Tests d integration et UAT", from = "J-5", to = "J-2",
    task "end-to-end" { title = "Lancer des tests de bout en bout couvrant la creation d evenements, " ..
      "la reservation de billets, le paiement et l envoi de notifications." },
    task "thresholds" { title = "Verifier les logs, performances, alertes et seuils de supervision." },
    task "dress-rehearsal" {
      title = "Realiser une repetition generale de la bascule (dry-run) et documenter la duree." },
    gate "uat" { title = "Obtenir la validation du representant metier (PV de recette installe).",
      decided_by = { "business_rep" } },
  },

  phase "go-live" { title = "Deploiement en production", on = "J",
    gate "go" { title = "Reunion de lancement et validation du go.", at = "08:00", decided_by = { "business_rep" } },
    task "maintenance" { title = "Mise en maintenance de l ancien systeme (si applicable).", at = "08:15",
      does = "downtime_start" },
    task "deploy" { title = "Deploiement des artefacts applicatifs (CI/CD ou scripts) sur PROD.", at = "08:30",
      does = "deploy" },
    task "migrate" { title = "Execution des migrations PROD et verification des indices.", at = "09:00",
      does = "migration" },
    task "start" { at = "09:30", does = "start",
      title = "Demarrage des services et verification des points de sante `/actuator/health`, `/health`." },
    task "smoke-tests" { title = "Jeux de tests rapides (smoke tests) effectues par l equipe QA.", at = "10:00",
      does = "check" },
    task "open" { title = "Ouverture progressive aux utilisateurs finaux / traffic live.", at = "10:30",
      does = "opening" },
  },

  phase "hypercare" { title = "Post-deploiement", from = "J+1", to = "J+7",
    task "surveillance" { title = "Surveillance rapprochee des logs, alertes et metriques." },
    task "daily" { title = "Reunions quotidiennes de suivi (15 minutes) pour remonter les incidents." },
    task "incidents" { title = "Documentation des problemes rencontres et plans d action." },
    task "handover" { title = "Passage en mode maintenance standard apres stabilisation." },
  },

  contingency "infrastructure-lost" { risk = "Indisponibilite infrastructure",
    task "failover" { title = "plan de rollback vers l ancien cluster ou bascule vers region secondaire." } },
  contingency "migration-failed" { risk = "Echec migration SQL",
    task "rollback" { title = "script de rollback, snapshot base de donnees pris avant bascule." } },
  contingency "behaviour-wrong" { risk = "Non conformite fonctionnelle",
    task "readonly" { title = "maintien de l ancien systeme en mode lecture seule et repli rapide." } },
  contingency "security-incident" { risk = "Incident securite",
    task "soc" { title = "alerting SOC, revocation des secrets, plan de reinitialisation des cles." } },
}
