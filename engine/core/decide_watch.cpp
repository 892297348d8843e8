// A watch changes its verdict; a person says what one that is inconclusive comes to.
#include <nlohmann/json.hpp>

#include "base/canonical_json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "core/decider.h"
#include "core/rights.h"

namespace golive {
namespace {

// Only that of an inconclusive watch waits for a person; one that has failed has.
bool is_inconclusive(const nlohmann::json& outcome) {
  return outcome.is_object() && outcome.value("inconclusive", nlohmann::json()) == true;
}

// Parsed only where it may matter: most outcomes are no watch's, and some are long.
nlohmann::json outcome_of_watch(const Effect& effect, const std::string& text) {
  if (effect.kind != EffectKind::poll || text.find("\"inconclusive\"") == std::string::npos)
    return {};
  return nlohmann::json::parse(text, nullptr, false);
}

std::string text_of_why(const nlohmann::json& outcome) {
  const auto why = outcome.find("why");
  return why != outcome.end() && why->is_string() ? why->get<std::string>() : "no data";
}

std::string shortened(const std::string& why) {
  return std::string(cut_utf8(why, limits::watch_why_bytes));
}

// What the body shall see, by a person's word.
std::string settled(nlohmann::json outcome, WatchAnswer answer, const std::string& by,
                    const std::string& reason) {
  outcome["ok"] = answer == WatchAnswer::ok;
  outcome["by"] = by;
  outcome["why"] = answer == WatchAnswer::ok ? reason : "found failed by " + by + ": " + reason;
  return canonical(outcome);
}

}  // namespace

// The log has the last one that was told: whoever says it again, a restarted engine above all, adds
// nothing.
Result<Events> Decider::operator()(const command::JudgeWatch& c) const {
  const Effect* effect = find_effect(run_, c.id, c.key);
  if (!effect || effect->kind != EffectKind::poll || effect->outcome || effect->in_doubt)
    return Events{};
  const auto& watches = run_.attempts.at(c.id).watches;
  const auto told = watches.find(c.key);
  const auto last = told == watches.end() ? WatchTold{} : told->second;
  if (last.outcome || last.verdict == c.verdict) return Events{};
  return Events{event::WatchChanged{c.id, c.key, c.verdict, shortened(c.why)}};
}

Events Decider::end_of(const Attempt& attempt, const Effect& effect,
                       const command::FinishEffect& c) {
  const auto outcome = outcome_of_watch(effect, c.outcome);
  if (!is_inconclusive(outcome)) return {event::EffectFinished{c.id, c.key, c.outcome}};
  const auto found = attempt.watches.find(c.key);
  const bool told =
      found != attempt.watches.end() && found->second.verdict == WatchVerdict::inconclusive;
  if (told && found->second.outcome) return {};
  if (told && found->second.answered)
    return {event::EffectFinished{
        c.id, c.key, settled(outcome, WatchAnswer::ok, found->second.by, found->second.reason)}};
  Events events;
  if (!told)
    events.push_back(event::WatchChanged{c.id, c.key, WatchVerdict::inconclusive,
                                         shortened(text_of_why(outcome))});
  events.push_back(event::WatchEnded{c.id, c.key, c.outcome});
  return events;
}

// A watch that is ended by the answer has not told what it kept: the engine has had it sealed.
Result<Events> Decider::answer_watch(const OpenQuestion& asked,
                                     const command::AnswerQuestion& c) const {
  const auto answer = parse_enum<WatchAnswer>(c.answer);
  if (!answer)
    return fail(ErrorKind::invalid, "\"" + c.answer + "\" does not say what a watch comes to",
                "answer", "answer ok (it is borne) or failed");
  if (c.reason.empty())
    return fail(ErrorKind::invalid, "what a watch could not see needs a reason", "reason",
                "say how you know");
  const auto& [id, effect, watch] = asked;
  Events events{event::WatchAnswered{id, effect->key, *answer, c.reason}};
  if (!watch->outcome && *answer == WatchAnswer::ok) return events;
  auto outcome = nlohmann::json::parse(watch->outcome.value_or("{}"), nullptr, false);
  if (!outcome.is_object()) outcome = nlohmann::json::object();
  if (const auto samples = c.sealed.find({id, effect->key}); samples != c.sealed.end())
    outcome["samples"] = nlohmann::json::parse(samples->second, nullptr, false);
  events.push_back(event::EffectFinished{
      id, effect->key, settled(std::move(outcome), *answer, command_.actor.name, c.reason)});
  return events;
}

}  // namespace golive
