#include "sim/scripted_world.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace golive {

std::string ScriptedWorld::success_of(EffectKind kind) {
  switch (kind) {
    case EffectKind::exec:
      return R"({"code":0,"err":"","ms":0,"out":"","truncated":false})";
    case EffectKind::http:
      return R"({"body":"","headers":{},"ms":0,"status":200})";
    case EffectKind::poll:
      return R"({"failures":0,"last":{"ms":0,"status":200},"ms":0,"ok":true,"polls":1})";
    case EffectKind::sleep:
    case EffectKind::ask:
    case EffectKind::log:
    case EffectKind::check:
    case EffectKind::evidence:
      return "{}";
  }
  return "{}";
}

namespace {

// The names in a request's `capture`, as its outcome has them; empty if it has none.
std::string captured_names(const std::string& request) {
  const auto json = nlohmann::json::parse(request, nullptr, false);
  if (!json.is_object() || !json.contains("capture")) return {};
  auto names = nlohmann::json::array();
  for (const auto& [name, path] : json["capture"].items()) names.push_back(name);
  return names.dump();
}

std::string merged(const std::string& success, const std::string& outcome) {
  auto json = nlohmann::json::parse(success);
  json.update(nlohmann::json::parse(outcome));
  return json.dump();
}

}  // namespace

void ScriptedWorld::perform(const Performance& performance) {
  const std::string& path = performance.state->plan->items[performance.id.item].path;
  const Slot slot = performance.id.slot;
  const std::string what = slot == Slot::action ? "" : std::string(text_of(slot)) + " ";
  const std::string text =
      path + " " + what + std::string(text_of(performance.kind)) + " " + performance.request;
  asked_.push_back(text);
  std::string outcome = success_of(performance.kind);
  if (const auto names = captured_names(performance.request); !names.empty())
    outcome.insert(1, R"("captured":)" + names + ",");
  const auto line = std::find_if(script_.begin(), script_.end(), [&](const ScriptLine& each) {
    return each.times != 0 && text.find(each.contains) != std::string::npos;
  });
  if (line != script_.end()) {
    outcome = line->laid_over ? merged(outcome, line->outcome) : line->outcome;
    if (line->times > 0) --line->times;
  }
  if (outcome.empty())
    unanswered_.push_back({performance.run, performance.id, performance.key, path});
  else
    inbox_.post(performance.run, command::FinishEffect{performance.id, performance.key, outcome});
}

void ScriptedWorld::cancel(const RunId& run, const AttemptId& id, const EffectKey& key) {
  const auto found = std::find_if(
      unanswered_.begin(), unanswered_.end(),
      [&](const Unanswered& each) { return each.run == run && each.id == id && each.key == key; });
  if (found == unanswered_.end()) return;
  asked_.push_back("cancelled " + found->path + " " + key);
  unanswered_.erase(found);
}

std::vector<std::string> ScriptedWorld::take_asked() {
  auto asked = std::move(asked_);
  asked_.clear();
  return asked;
}

bool ScriptedWorld::answer(const std::string& path, const std::string& outcome) {
  const auto found = std::find_if(unanswered_.begin(), unanswered_.end(),
                                  [&](const Unanswered& each) { return each.path == path; });
  if (found == unanswered_.end()) return false;
  const Unanswered which = *found;
  unanswered_.erase(found);
  inbox_.post(which.run, command::FinishEffect{which.id, which.key, outcome});
  return true;
}

}  // namespace golive
