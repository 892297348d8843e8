#include "report/j7_review.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "report/chapters.h"
#include "report/level_picture.h"
#include "report/run_head.h"

namespace golive {
namespace {

constexpr std::size_t interruptions_shown = 20;
constexpr std::size_t changes_shown = 50;  // of verdict; the log has all

// Never rounded up to a whole that it is not: 99.9996 % is not 100 %.
std::string percent(double share, const Phrase& phrase) {
  const auto thousandths = static_cast<long>(std::floor(share * 1'000 + 1e-6));
  auto fraction = std::to_string(1'000 + thousandths % 1'000).substr(1);
  while (fraction.size() > 1 && fraction.back() == '0') fraction.pop_back();
  return std::to_string(thousandths / 1'000) + phrase.word("comparison", "point") + fraction +
         "\u00a0%";
}

// With the mark and tone of a state that people know.
nlohmann::json judged(const Phrase& phrase, std::string_view group, std::string_view id,
                      std::string_view like) {
  auto state = phrase.state("item_state", like);
  state["id"] = id;
  state["text"] = phrase.word(group, id);
  return state;
}

// What was measured for an objective, in the objective's own unit: ms, or percent.
struct Reached {
  double figure = 0;
  std::string text;
};

// As exact as the verdict on it: cut to whole seconds, what is missed might read as met.
std::string to_the_ms(Duration time, const Phrase& phrase) {
  const auto ms = time.count();
  if (ms % 1'000 == 0 || time >= std::chrono::minutes(1)) return phrase.duration(time);
  if (ms < 1'000) return std::to_string(ms) + "\u00a0" + "ms";
  auto fraction = std::to_string(1'000 + ms % 1'000).substr(1);
  while (fraction.back() == '0') fraction.pop_back();
  return std::to_string(ms / 1'000) + phrase.word("comparison", "point") + fraction + "\u00a0" +
         "s";
}

// The worst of the watches counts: a target holds for each service.
std::optional<Reached> worst_availability(const std::vector<WatchLevel>& watches,
                                          const Phrase& phrase) {
  std::optional<double> worst;
  for (const auto& watch : watches)
    if (const auto share = availability(watch.level))
      worst = std::min(worst.value_or(*share), *share);
  if (!worst) return std::nullopt;
  return Reached{*worst, percent(*worst, phrase)};
}

std::optional<Reached> worst_response(const std::vector<WatchLevel>& watches,
                                      const Phrase& phrase) {
  std::optional<std::uint32_t> worst;
  for (const auto& watch : watches)
    if (watch.level.p95_ms) worst = std::max(worst.value_or(0), *watch.level.p95_ms);
  if (!worst) return std::nullopt;
  return Reached{static_cast<double>(*worst), to_the_ms(Duration(*worst), phrase) + " (p95)"};
}

Reached of_duration(Duration duration, const Phrase& phrase) {
  return {static_cast<double>(duration.count()), to_the_ms(duration, phrase)};
}

// The longest of what was gone and came back: by a failover, by a rollback, or by itself.
std::optional<Reached> longest_recovery(const Account& account,
                                        const std::vector<WatchLevel>& watches,
                                        const Phrase& phrase) {
  std::optional<Duration> longest;
  const auto take = [&](Duration one) { longest = std::max(longest.value_or(one), one); };
  for (const auto& outage : account.downtime.outages)
    if (const auto took = really(outage)) take(*took);
  for (const auto& watch : watches)
    if (watch.level.samples > 0) take(watch.level.longest);
  return longest ? std::optional(of_duration(*longest, phrase)) : std::nullopt;
}

// A step says it: ctx:evidence("data_loss", "5m"). The longest counts.
std::optional<Reached> data_loss(const Account& account, const Phrase& phrase) {
  std::optional<Duration> longest;
  for (const auto& finding : account.findings) {
    if (finding.is_check || finding.name != "data_loss") continue;
    auto text = finding.value;
    std::erase(text, '"');
    if (text == "0" || text == "0s") longest = std::max(longest.value_or(Duration(0)), Duration(0));
    if (const auto one = parse_duration(text)) longest = std::max(longest.value_or(*one), *one);
  }
  return longest ? std::optional(of_duration(*longest, phrase)) : std::nullopt;
}

std::optional<Reached> reached(const Objective& objective, const Account& account,
                               const std::vector<WatchLevel>& watches, const Phrase& phrase) {
  if (objective.id == "availability") return worst_availability(watches, phrase);
  if (objective.id == "response_time") return worst_response(watches, phrase);
  if (objective.id == "rto") return longest_recovery(account, watches, phrase);
  if (objective.id == "rpo") return data_loss(account, phrase);
  if (objective.id != "downtime") return std::nullopt;
  const auto measured = on_run_clock(account.downtime);
  return measured ? std::optional(of_duration(*measured, phrase)) : std::nullopt;
}

std::optional<double> number_of_target(const std::string& text) {
  if (const auto duration = parse_duration(text)) return static_cast<double>(duration->count());
  double number = 0;
  const auto* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || last != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

// As people read it: "500 ms", "4 h", "99,9".
std::string target_text(const std::string& text, const Phrase& phrase) {
  if (const auto duration = parse_duration(text)) {
    if (*duration >= std::chrono::seconds(1)) return phrase.duration(*duration);
    return response_time(static_cast<std::uint32_t>(duration->count()), phrase);
  }
  auto shown = text;
  if (const auto point = shown.find('.'); number_of_target(text) && point != std::string::npos)
    shown.replace(point, 1, phrase.word("comparison", "point"));
  return shown;
}

// What was missed by less than is shown of such a duration, is shown with its seconds, or less.
std::string missed_text(const Reached& measured, const std::string& target, const Phrase& phrase) {
  if (measured.text != target) return measured.text;
  const Duration whole(static_cast<std::int64_t>(measured.figure));
  const Duration rest = whole % (whole < std::chrono::hours(1) ? Duration(std::chrono::seconds(1))
                                                               : Duration(std::chrono::minutes(1)));
  return measured.text + " " +
         (rest >= std::chrono::seconds(1)
              ? phrase.duration(rest)
              : response_time(static_cast<std::uint32_t>(rest.count()), phrase));
}

nlohmann::json target_of(const Objective& objective, const std::optional<Reached>& measured,
                         const Phrase& phrase) {
  const bool at_most = !objective.max.empty();
  const auto& text = at_most ? objective.max : objective.min;
  const auto limit = number_of_target(text);
  std::string verdict = "unmeasured";
  // One that cannot be held against a figure is not met.
  if (measured && limit)
    verdict =
        (at_most ? measured->figure <= *limit : measured->figure >= *limit) ? "met" : "missed";
  const auto target = target_text(text, phrase);
  const auto shown = !measured             ? phrase.word("review", "not_measured")
                     : verdict == "missed" ? missed_text(*measured, target, phrase)
                                           : measured->text;
  return {{"name", phrase.word("objective", objective.id)},
          {"target", (at_most ? "≤\u00a0" : "≥\u00a0") + target},
          {"measured", shown},
          {"verdict", judged(phrase, "target_state", verdict,
                             verdict == "met"      ? "succeeded"
                             : verdict == "missed" ? "failed"
                                                   : "skipped")}};
}

nlohmann::json interruptions_of(const ServiceLevel& level, const Phrase& phrase) {
  auto shown = level.interruptions;
  const auto lasted = [](const DownSpan& one) {
    return one.to ? *one.to - one.from : Duration::max();
  };
  std::stable_sort(shown.begin(), shown.end(),
                   [&](const auto& a, const auto& b) { return lasted(a) > lasted(b); });
  if (shown.size() > interruptions_shown) shown.resize(interruptions_shown);
  std::sort(shown.begin(), shown.end(),
            [](const auto& a, const auto& b) { return a.from < b.from; });
  auto list = nlohmann::json::array();
  for (const auto& one : shown)
    list.push_back({{"from", phrase.time(one.from)},
                    {"lasted", one.to ? to_the_ms(*one.to - one.from, phrase)
                                      : phrase.word("review", "lasting")}});
  return list;
}

nlohmann::json components_of(const ServiceLevel& level, const Phrase& phrase) {
  auto list = nlohmann::json::array();
  for (const auto& one : level.components)
    list.push_back({{"name", one.name},
                    {"ok", phrase.duration(one.ok)},
                    {"degraded", phrase.duration(one.degraded)},
                    {"down", phrase.duration(one.down)},
                    {"unknown", phrase.duration(one.unknown)},
                    {"changes", one.changes}});
  return list;
}

nlohmann::json changes_of(const Account& account, const WatchKept& watch, const Phrase& phrase) {
  auto list = nlohmann::json::array();
  for (const auto& change : account.watch_changes) {
    const bool is_its_own = change.id == watch.id && change.key == watch.key;
    if (!is_its_own || list.size() >= changes_shown) continue;
    list.push_back(
        {{"at", phrase.time(change.at)},
         {"verdict", phrase.state("trail", "watch_" + std::string(text_of(change.verdict)))},
         {"why", phrase.said(change.why)}});
  }
  return list;
}

nlohmann::json watch_of(const Account& account, const WatchLevel& watch, const Phrase& phrase) {
  const auto level = told_ahead(watch.level, watch.kept.ahead);
  auto json = phrase.item(watch.kept.id.item);
  const auto share = availability(level);
  const auto response = [&](const std::optional<std::uint32_t>& ms) {
    return ms ? response_time(*ms, phrase) : std::string("–");
  };
  const auto* like = watch.seal == SamplesSeal::sealed ? "succeeded"
                     : watch.seal == SamplesSeal::open ? "running"
                                                       : "failed";
  json["seal"] = judged(phrase, "samples_state", text_of(watch.seal), like);
  json["sha256"] = watch.kept.seal.value_or("");
  json["is_told"] = level.samples > 0;
  json["samples"] = level.samples;
  json["failed"] = level.failed;
  json["no_data"] = level.no_data;
  json["availability"] = share ? percent(*share, phrase) : "–";
  json["p50"] = response(level.p50_ms);
  json["p95"] = response(level.p95_ms);
  json["up"] = phrase.duration(level.up);
  json["down"] = phrase.duration(level.down);
  json["unknown"] = phrase.duration(level.unknown);
  json["longest"] = level.interrupted > 0 ? to_the_ms(level.longest, phrase) : "–";
  json["interrupted"] = level.interrupted;
  json["interruptions"] = interruptions_of(level, phrase);
  json["has_interruptions"] = !level.interruptions.empty();
  json["degraded"] = phrase.duration(level.degraded);
  json["components"] = components_of(level, phrase);
  json["has_components"] = !level.components.empty();
  json["changes"] = changes_of(account, watch.kept, phrase);
  json["has_changes"] = !json["changes"].empty();
  json["picture"] = level_picture(level, phrase);
  return json;
}

}  // namespace

nlohmann::json j7_review(const Account& account, const std::vector<WatchLevel>& watches,
                         const std::string& head, const Words& words) {
  const Phrase phrase(account.run, words);
  auto json = run_head(account, head, phrase);
  json["opened"] = phrase.full_time(account.opened);
  json["language"] = words.language();
  auto targets = nlohmann::json::array(), told = targets;
  for (const auto& objective : account.run.plan->objectives)
    targets.push_back(target_of(objective, reached(objective, account, watches, phrase), phrase));
  for (const auto& watch : watches) told.push_back(watch_of(account, watch, phrase));
  json["targets"] = std::move(targets);
  json["watches"] = std::move(told);
  json["reservations"] = reservations_chapter(account, phrase);
  json["failures"] = failures_chapter(account, phrase);
  json["contingencies"] = contingencies_chapter(account, phrase);
  for (const auto* name : {"targets", "watches", "reservations", "failures", "contingencies"})
    json["has_" + std::string(name)] = !json[name].empty();
  return json;
}

}  // namespace golive
