#include "draft/wording.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/limits.h"
#include "draft/folded.h"

namespace golive {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void skip(std::string_view& text, std::string_view any_of) {
  text.remove_prefix(std::min(text.find_first_not_of(any_of), text.size()));
}

// "21 jours" -> 21, and moves past it; "2,5" and "99.9" are numbers, too.
std::optional<std::string> number_at(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && end < 9 &&
         (is_digit(text[end]) || ((text[end] == '.' || text[end] == ',') && end > 0 &&
                                  end + 1 < text.size() && is_digit(text[end + 1]))))
    ++end;
  if (end == 0 || !is_digit(text[0])) return std::nullopt;
  std::string number(text.substr(0, end));
  std::replace(number.begin(), number.end(), ',', '.');
  text.remove_prefix(end);
  return number;
}

std::optional<int> day_number(std::string_view& text) {
  auto number = number_at(text);
  if (!number || number->size() > 3 || number->find('.') != std::string::npos) return std::nullopt;
  const std::string_view digits = *number;
  int days = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), days);
  if (days > limits::moment_days) return std::nullopt;
  return days;
}

// -1, +1, or 0 where there is no sign.
int sign_at(std::string_view& text) {
  for (const std::string_view minus : {"-", "−", "–", "\u2011"})
    if (text.starts_with(minus)) return text.remove_prefix(minus.size()), -1;
  if (text.starts_with('+')) return text.remove_prefix(1), 1;
  return 0;
}

// Every "J-21", "D+1", "T-3" in the text; "J" alone is the day itself.
std::vector<int> offsets_in(std::string_view text) {
  std::vector<int> offsets;
  for (bool inside = false; !text.empty();) {
    if (text.starts_with("\xE2\x80")) {  // a dash or a quote, no letter
      text.remove_prefix(std::min<std::size_t>(3, text.size()));
      inside = false;
      continue;
    }
    const char letter = text.front();
    text.remove_prefix(1);
    const bool begins = !inside && (letter == 'J' || letter == 'D' || letter == 'T');
    inside = is_letter(letter) || is_digit(letter) || (static_cast<unsigned char>(letter) >= 0x80);
    if (!begins) continue;
    auto rest = text;
    skip(rest, " ");
    const int sign = sign_at(rest);
    skip(rest, " ");
    const auto days = sign != 0 ? day_number(rest) : std::nullopt;
    if (days) offsets.push_back(sign * *days), text = rest;
    if (!days && sign == 0 && letter == 'J' && (text.empty() || !is_letter(text.front())))
      offsets.push_back(0);
  }
  return offsets;
}

struct Unit {
  std::string_view beginning, written;
};

// "4 heures" -> "4h".
std::string duration_at(std::string_view text) {
  constexpr std::array<Unit, 8> units{{{"heure", "h"},
                                       {"hour", "h"},
                                       {"jour", "d"},
                                       {"day", "d"},
                                       {"min", "m"},
                                       {"ms", "ms"},
                                       {"sec", "s"},
                                       {"h", "h"}}};
  const auto start = std::find_if(text.begin(), text.end(), is_digit);
  text.remove_prefix(static_cast<std::size_t>(start - text.begin()));
  const auto number = number_at(text);
  skip(text, " ");
  const auto unit = folded(text.substr(0, 12));
  if (!number || number->find('.') != std::string::npos) return {};
  for (const auto& each : units)
    if (unit.starts_with(each.beginning)) return *number + std::string(each.written);
  return unit == "s" || unit.starts_with("s ") ? *number + "s" : std::string();
}

std::string percent_in(std::string_view text) {
  for (bool inside = false; !text.empty(); text.remove_prefix(1)) {
    const bool begins = !inside && is_digit(text.front());
    inside = is_digit(text.front()) || (inside && (text.front() == '.' || text.front() == ','));
    if (!begins) continue;
    auto rest = text;
    const auto number = number_at(rest);
    skip(rest, " ");
    if (number && rest.starts_with('%')) return *number;
  }
  return {};
}

// What stands later in a sentence is seldom what it is about.
std::string first_words(const std::string& text, int count) {
  std::size_t end = 0;
  for (; count > 0 && end != std::string::npos; --count)
    end = text.find(' ', end == 0 ? 0 : end + 1);
  return text.substr(0, end);
}

}  // namespace

Topic topic_of(std::string_view title) {
  const auto text = folded(bare_title(title));
  if (has_any(text, "roles|role") && !has_words(text, "secrets")) return Topic::roles;
  if (has_any(text, "risques|risks|risk")) return Topic::risks;
  if (has_any(text, "environnements|environments")) return Topic::environments;
  if (has_any(text, "prerequis|prerequisites|pre requis|requirements")) return Topic::prerequisites;
  if (has_any(text, "rto|rpo|metriques de succes|success metrics|slo|targets"))
    return Topic::objectives;
  if (has_any(text, "support|escalade|escalation|contacts") && !has_any(text, "post*"))
    return Topic::support;
  if (text.starts_with("objecti") || text.starts_with("purpose") || text == "description" ||
      text == "overview" || text == "vue d ensemble" || text.starts_with("goal"))
    return Topic::purpose;
  if (text.starts_with("portee") || text.starts_with("scope") || text.starts_with("perimetre"))
    return Topic::scope;
  if (text.starts_with("planning") || text.starts_with("schedule") || text == "calendrier")
    return Topic::schedule;
  if (text.starts_with("communication")) return Topic::communication;
  if (text.starts_with("validation") || text.starts_with("approval") || text == "sign off")
    return Topic::validation;
  return Topic::none;
}

Stage stage_of(std::string_view title) {
  const auto text = folded(bare_title(title));
  if (has_any(text,
              "table des matieres|table of contents|local|locale|"
              "development|developpement|commandes utiles|"
              "useful commands|dependances|dependencies"))
    return Stage::not_taken;
  if (has_any(text,
              "rollback|retour arriere|repli|recovery|recuperation|"
              "disaster|restore|restauration|restoration"))
    return Stage::contingency;
  if (has_any(text,
              "post deploiement|post deployment|apres|monitoring|logs|"
              "logging|supervision|surveillance|observabilite|hypercare|"
              "error tracking|after go live"))
    return Stage::after;
  if (has_any(text,
              "pre deploiement|pre production|pre deployment|prerequis|"
              "prerequisites|pre requis|preparation|configuration|"
              "variables|secrets|secret|infrastructure|installation|"
              "securite|security|ssl|tls|certificats|certificates|backup|"
              "sauvegarde*|cron*|acceptation|acceptance|before go live"))
    return Stage::before;
  if (has_any(text,
              "go live|golive|mise en production|deploiement|deployment|"
              "deploy|migration|migrations|release|bascule|cutover"))
    return Stage::day_j;
  return Stage::none;
}

bool lists_work(std::string_view title) {
  return has_any(folded(title),
                 "post deploiement|post deployment|pre deploiement|"
                 "pre deployment|go live|checklist|check list");
}

std::optional<DaySpan> days_in(std::string_view title) {
  const auto text = folded(title);
  auto offsets = offsets_in(title);
  if (offsets.empty() && has_any(text, "d day|day d|launch day|go live day")) offsets.push_back(0);
  if (offsets.empty()) return std::nullopt;
  const auto [first, last] = std::minmax(offsets.front(), offsets.back());
  return DaySpan{first, last};
}

std::optional<TimedText> clock_at_start(std::string_view text) {
  skip(text, " ");
  const auto hour = day_number(text);
  if (!hour || *hour > 23) return std::nullopt;
  skip(text, " ");
  if (text.empty() || (text.front() != 'h' && text.front() != 'H' && text.front() != ':'))
    return std::nullopt;
  const bool colon = text.front() == ':';
  text.remove_prefix(1);
  if (!colon) skip(text, " ");
  const auto minute = day_number(text);
  if ((colon && !minute) || (minute && *minute > 59)) return std::nullopt;
  const auto after_clock = text;
  int total = *hour * 60 + minute.value_or(0);
  skip(text, " ");
  const auto half = folded(text.substr(0, 3));
  if (half.starts_with("pm") && *hour < 12) total += 12 * 60;
  if (half.starts_with("pm") || half.starts_with("am")) text.remove_prefix(2);
  if (text.size() == after_clock.size() && !text.empty() && is_letter(text.front()))
    return std::nullopt;
  while (!text.empty() && (text.front() == ' ' || text.front() == ':' || sign_at(text) != 0))
    skip(text, " :");
  return TimedText{total, text};
}

namespace {

// "Europe/Paris" where a word begins.
std::string iana_name_at(std::string_view text) {
  constexpr std::array<std::string_view, 9> regions{"Africa/",   "America/",   "Asia/",
                                                    "Atlantic/", "Australia/", "Antarctica/",
                                                    "Europe/",   "Indian/",    "Pacific/"};
  const auto* region = std::find_if(regions.begin(), regions.end(),
                                    [&](std::string_view each) { return text.starts_with(each); });
  if (region == regions.end()) return {};
  std::size_t end = region->size();
  while (end < text.size() &&
         (is_letter(text[end]) || text[end] == '_' || text[end] == '/' ||
          (text[end] == '-' && end + 1 < text.size() && is_letter(text[end + 1]))))
    ++end;
  while (end > 0 && (text[end - 1] == '/' || text[end - 1] == '_')) --end;
  return end > region->size() ? std::string(text.substr(0, end)) : std::string();
}

struct SpokenZone {
  std::string_view phrases, zone;
};
constexpr std::array<SpokenZone, 9> spoken_zones{{
    {"heure de paris|heures de paris|heure locale de paris|heure francaise|paris time|"
     "french time",
     "Europe/Paris"},
    {"heure de bruxelles|brussels time", "Europe/Brussels"},
    {"heure de londres|london time", "Europe/London"},
    {"heure de geneve|geneva time|zurich time", "Europe/Zurich"},
    {"heure de berlin|berlin time", "Europe/Berlin"},
    {"heure de montreal|montreal time|toronto time", "America/Toronto"},
    {"heure de new york|new york time", "America/New_York"},
    {"heure de dakar|dakar time", "Africa/Dakar"},
    {"fuseau horaire utc|fuseau utc|time zone utc|timezone utc|heure utc|heures utc|heures en utc|"
     "horaires utc|horaires en utc|times in utc|times are utc|times are in utc|utc time|utc times",
     "UTC"},
}};

}  // namespace

std::string zone_in(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = at == 0 || !(is_letter(text[at - 1]) || is_digit(text[at - 1]) ||
                                     text[at - 1] == '/' || text[at - 1] == '_');
    if (!begins) continue;
    if (auto name = iana_name_at(text.substr(at)); !name.empty()) return name;
  }
  const auto words = folded(text);
  for (const auto& [phrases, zone] : spoken_zones)
    if (has_any(words, phrases)) return std::string(zone);
  return {};
}

bool loses_data(std::string_view text) {
  return has_any(folded(text),
                 "reset|rm rf|drop table|drop database|down v|"
                 "perte de donnees|data loss|truncate");
}

bool is_gate(std::string_view text) {
  const auto words = folded(text);
  return has_any(words,
                 "go no go|go nogo|validation du go|decision go|go decision|"
                 "sign off|signoff") ||
         words.starts_with("obtenir la validation") || words.starts_with("obtain approval") ||
         words.starts_with("obtain the approval") || words.starts_with("get approval");
}

std::string does_of(std::string_view text) {
  const auto words = first_words(folded(text), 6);
  if (has_any(words,
              "mise en maintenance|into maintenance|maintenance mode on|"
              "enter maintenance"))
    return "downtime_start";
  if (has_any(words, "ouverture|opening|open to|live traffic|traffic live")) return "opening";
  if (has_any(words, "restor*|restaur*")) return "restore";
  if (has_any(words,
              "sauvegarde*|sauvegarder|backup|backups|snapshot|snapshots|"
              "pg dump|dump"))
    return "backup";
  if (has_any(words, "migration|migrations|migrate|migrer")) return "migration";
  if (has_any(words, "verif*|smoke|tests|test|check|status|health")) return "check";
  if (has_any(words, "deploy|deployer|deploiement|deployment")) return "deploy";
  return {};
}

std::optional<Objective> objective_in(std::string_view text) {
  const auto words = folded(text);
  const auto measured = [&](std::string_view name) {
    const auto at = std::search(text.begin(), text.end(), name.begin(), name.end());
    return duration_at(text.substr(static_cast<std::size_t>(at - text.begin())));
  };
  for (const auto& [written, id] : {std::pair{"RTO", "rto"}, std::pair{"RPO", "rpo"}})
    if (has_words(words, id))
      if (auto most = measured(written); !most.empty()) return Objective{id, most, {}};
  if (has_any(words, "disponibilite|availability|uptime"))
    if (auto least = percent_in(text); !least.empty()) return Objective{"availability", {}, least};
  if (has_any(words, "temps de reponse|response time"))
    if (auto most = duration_at(text); most.ends_with('s'))
      return Objective{"response_time", most, {}};
  return std::nullopt;
}

std::optional<KnownEnvironment> environment_in(std::string_view text) {
  const auto words = folded(text);
  if (has_any(words, "integration|int")) return KnownEnvironment{"int"};
  if (has_any(words, "recette|uat")) return KnownEnvironment{"uat"};
  if (has_any(words, "staging|preprod|pre production|preproduction"))
    return KnownEnvironment{"staging"};
  if (has_any(words, "production|prod")) return KnownEnvironment{"prod", true};
  if (has_any(words, "development|developpement|dev")) return KnownEnvironment{"dev"};
  return std::nullopt;
}

std::string bare_title(std::string_view title) {
  auto rest = title;
  if (number_at(rest) && (rest.starts_with('.') || rest.starts_with(')'))) {
    rest.remove_prefix(1);
    skip(rest, " ");
    title = rest;
  }
  if (const auto open = title.rfind('('); open != std::string_view::npos && open > 0 &&
                                          title.ends_with(')') && days_in(title.substr(open)))
    title = title.substr(0, open);
  while (title.ends_with(' ') || title.ends_with(':')) title.remove_suffix(1);
  return std::string(title);
}

std::string duration_in(std::string_view text) {
  skip(text, " ~≈<");
  const auto clock = text.find(':') == std::string_view::npos ? clock_at_start(text) : std::nullopt;
  if (clock && clock->minute > 0) return to_text(Duration(std::chrono::minutes(clock->minute)));
  return duration_at(text);
}

std::string language_of(std::string_view text) {
  int french = 0, english = 0;
  const auto words = folded(text.substr(0, 20'000));
  for (std::string_view rest = words; !rest.empty();) {
    const auto end = std::min(rest.find(' '), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    for (const std::string_view small : {"le", "la", "les", "des", "et", "du", "une"})
      french += word == small ? 1 : 0;
    for (const std::string_view small : {"the", "and", "of", "to", "is", "with"})
      english += word == small ? 1 : 0;
  }
  return french >= english ? "fr" : "en";
}

}  // namespace golive
