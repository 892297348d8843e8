-- EventTickets (SIBE): la mise en production, de J-21 à J+7.
-- Le plan source, mot pour mot, est dans tests/data/plans/eventtickets.md ; ce fichier en est la version exécutable.
-- Ce que le plan laissait ouvert y est décidé : les bornes des phases (J-14, J-10, J-7 et J-5 étaient dans deux
-- phases, J-1 dans aucune), le fuseau, les durées, la sauvegarde avant bascule, le déclencheur, le décideur et le
-- délai de chaque contingence, la coupure de service (08 h 15 à 10 h 30), dite comme telle, et le rôle « Équipe QA » :
-- le plan la fait agir à 10 h 00 sans la compter parmi ses rôles.

return plan "eventtickets" {
  title = "EventTickets (SIBE) : mise en production", language = "fr",
  timezone = "Europe/Paris", holidays = "FR",
  approved_by = { "project_lead", "devops_lead", "business_rep" },

  document {
    purpose = [[
Fournir une vision détaillée du passage en production pour la plateforme EventTickets (SIBE).
Rassurer les parties prenantes sur les responsabilités, le calendrier et les prérequis techniques.
Servir de référence pendant les phases de préparation, de répétition et de bascule finale.]],
    scope = [[
Microservices cibles : EventCatalogService, TicketInventoryService, paymentAndNotificationService, user-service.
Composants communs : base de données MySQL, bus de messages (optionnel à ce stade), outil de supervision.
Environnements : Intégration (INT), Recette (UAT), Production (PROD).]],
    prerequisites = {
      "Infrastructure cloud ou on-premise provisionnée (VMs ou conteneurs), systèmes d'exploitation compatibles",
      "Services Java : OS Linux/Windows Server avec JDK 17 et Maven Wrapper",
      "Service Laravel : OS Linux avec PHP 8.2, Composer, Node.js 18+",
      "Service Node.js : OS Linux/Windows Server avec Node.js 18+, npm, Prisma CLI",
      "Accès réseau sécurisé entre les services et la base de données MySQL "
        .. "(ports 3306, 8080, 8081, 4001, 8000 par défaut)",
      "Secrets applicatifs stockés dans un coffre-fort (Vault, AWS Secrets Manager, Azure Key Vault...)",
      "Jeux de données anonymisés pour les tests de migration",
      "Outils de supervision disponibles (Elastic, Grafana, New Relic...) et alerting configuré",
    },
    schedule = {  -- le planning synthétique
      "Semaine 1 (J-21 à J-14) : Préparation et gel des développements",
      "Semaine 2 (J-14 à J-7) : Infrastructure + installation applicative",
      "Semaine 3 (J-7 à J-2) : Migrations + tests + répétition générale",
      "Jour J : Bascule en production",
      "Semaine post-J : Stabilisation et transfert au support",
    },
    risks = {  -- à chacun répond une contingence au moins
      "Indisponibilité infrastructure",
      "Échec migration SQL",
      "Non-conformité fonctionnelle",
      "Incident sécurité",
    },
    downtime = "Jour J, de 08 h 15 (mise en maintenance) à 10 h 30 (ouverture) : 2 h 15 au plus.",
    communication = {
      "Canaux : Slack/Teams (canal projet), emails quotidiens, tableau de bord temps réel",
      "Points de contact : numéros d'astreinte DevOps, DBA, Support applicatif",
      "Rapports post-bascule : compte rendu J+1, bilan de stabilisation J+7",
    },
    validation = {
      "Ce plan doit être validé par le chef de projet, le responsable DevOps et le représentant métier avant "
        .. "toute mise en production.",
      "Les éventuelles déviations seront documentées dans un avenant et approuvées par les mêmes parties.",
    },
  },

  role "project_lead" { title = "Chef de projet",
    duties = "valide le planning, coordonne les équipes et arbitre les décisions critiques" },
  role "devops_lead"  { title = "Responsable DevOps",
    duties = "prépare les infrastructures, pipelines CI/CD, scripts IaC, surveillance post-déploiement" },
  role "developers"   { title = "Développeurs microservices",
    duties = "assurent les livrables applicatifs, tests automatisés et support post-mise en production" },
  role "qa"           { title = "Équipe QA",
    duties = "effectue les tests de bout en bout et les tests rapides du jour J" },
  role "dba"          { title = "DBA",
    duties = "gère la configuration MySQL, exécute les scripts de migration, valide performances et sauvegardes" },
  role "security"     { title = "Sécurité/Infra",
    duties = "audite les configurations (firewalls, certificats TLS, gestion des utilisateurs système)" },
  role "business_rep" { title = "Représentant métier",
    duties = "valide le bon fonctionnement en UAT et signe le go/no-go final" },
  role "support"      { title = "Support applicatif",
    duties = "couvre le suivi post-bascule et gère les incidents de production" },

  contact "on-call-devops"  { title = "Astreinte DevOps", role = "devops_lead", phone = "à compléter" },
  contact "on-call-dba"     { title = "Astreinte DBA", role = "dba", phone = "à compléter" },
  contact "on-call-support" { title = "Support applicatif", role = "support", phone = "à compléter" },
  channel "project" { slack = "secret:slack_url" },  -- le canal projet
  channel "daily"   { mail = "eventtickets-projet@exemple.fr", server = "${mail_server}", sender = "golive@exemple.fr",
    tells = "daily", daily = "18:00" },

  -- `platform` est ce qui agit (scripts, CI) ; `platform_dir` et `base_url` disent sur quelle plateforme. Ici, toutes
  -- mènent à la plateforme de démonstration ; `int_...` à sa copie d'intégration. Les vôtres différeront.
  environment "int"  { title = "Intégration (INT)", platform = "../../examples/platform/platform",
    platform_dir = "../../build/platform-int", base_url = "http://127.0.0.1:22000", port = "22000",
    int_dir = "../../build/platform-int-2", int_port = "23000", int_url = "http://127.0.0.1:23000",
    slack_url_file = "../../build/platform-int/keys/slack.url", mail_server = "smtp://127.0.0.1:1025" },
  environment "uat"  { title = "Recette (UAT)", platform = "../../examples/platform/platform",
    platform_dir = "../../build/platform", base_url = "http://127.0.0.1:21000", port = "21000",
    int_dir = "../../build/platform-int", int_port = "22000", int_url = "http://127.0.0.1:22000",
    slack_url_file = "../../build/platform/keys/slack.url", mail_server = "smtp://127.0.0.1:1025" },
  environment "prod" { title = "Production (PROD)", live = true, platform = "../../examples/platform/platform",
    platform_dir = "../../build/platform", base_url = "http://127.0.0.1:21000", port = "21000",
    int_dir = "../../build/platform-int", int_port = "22000", int_url = "http://127.0.0.1:22000",
    slack_url_file = "../../build/platform/keys/slack.url", mail_server = "smtp://127.0.0.1:1025" },
  secret "payment_key" { from = "file:${platform_dir}/keys/payment.key" },
  secret "payment_key_int" { from = "file:${int_dir}/keys/payment.key" },
  secret "slack_url" { from = "file:${slack_url_file}" },

  objective "rto"      { max = "4h" },
  objective "rpo"      { max = "1h" },
  objective "downtime" { max = "2h15m" },

  freeze "eve" { from = "J-1 18:00", to = "J 07:00", reason = "Veille de bascule : plus rien ne démarre" },

  -- L'ouverture est progressive : ces trois tests en gardent la suite, après ceux de 10 h 00, qui gardent l'ouverture.
  accept "smoke-late" { item = "go-live/availability",
    reason = "Par la porte de tous, qui n'existe qu'ouverte : à 10 % du trafic, avant les 50 %" },
  accept "smoke-late" { item = "go-live/prices",
    reason = "Une réservation réelle, comme un client : à 10 % du trafic, avant les 50 %" },
  accept "smoke-late" { item = "go-live/secret-scan",
    reason = "Cherche ce que le public voit une fois ouvert : à 10 % du trafic, avant les 50 %" },

  require "phases.before",
  require "phases.go_live",
  require "phases.after",
  require "phases.contingencies",
}
