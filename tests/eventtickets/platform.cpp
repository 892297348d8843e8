#include "eventtickets/platform.h"

#include <nlohmann/json.hpp>

#include "sim/scripted_world.h"

namespace golive::test {
namespace {

using nlohmann::json;

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

std::string answered(int status, const json& body) {
  return json{{"status", status}, {"headers", json::object()}, {"body", body.dump()}, {"ms", 7}}
      .dump();
}

std::string printed(const char* text) {
  return json{{"code", 0}, {"out", text}, {"err", ""}, {"truncated", false}, {"ms", 7}}.dump();
}

// The good day.
std::string outcome_of(EffectKind kind, const std::string& request) {
  if (kind == EffectKind::exec && has(request, "\"fingerprint\"")) return printed("f00d\n");
  if (kind != EffectKind::http) return ScriptedWorld::success_of(kind);
  if (has(request, "\"GET\"")) return answered(200, {{"recipient", "essai@example.org"}});
  if (has(request, "/catalog/events")) return answered(201, {{"id", "event-1"}});
  if (has(request, "/inventory/bookings"))
    return answered(201, {{"id", "booking-1"}, {"total_cents", 9000}});
  if (has(request, "/payment/payments"))
    return answered(201, {{"id", "payment-1"}, {"status", "paid"}});
  return answered(201, {{"id", "notice-1"}});
}

std::string refused() {
  return json{{"code", 1}, {"out", ""}, {"err", "no"}, {"truncated", false}, {"ms", 7}}.dump();
}

// "http://127.0.0.1/journal/<run>/4/run/1/3": where a probe looks.
std::string looked_for(const std::string& request) {
  const auto url = json::parse(request).value("url", "");
  const std::string mark = "/journal/";
  const auto at = url.find(mark);
  return at == std::string::npos ? "" : url.substr(url.find('/', at + mark.size()) + 1);
}

}  // namespace

bool Platform::fails(const Performance& performance) const {
  return performance.kind == EffectKind::exec && performance.id.slot == Slot::action &&
         performance.state->plan->items[performance.id.item].path == fails_;
}

void Platform::perform(const Performance& performance) {
  const auto& [run, id, key, kind, request, state] = performance;
  const auto effect = effect_id(id, key);
  auto outcome = fails(performance) ? refused() : outcome_of(kind, request);
  if (const auto wanted = looked_for(request); !wanted.empty()) {
    ++looks_;
    const auto found = journal(wanted);
    outcome = found.empty() ? answered(404, json()) : answered(200, json::parse(found));
  } else {
    journal_[effect] = outcome;
    if (!may_repeat(kind, request).value_or(false)) ++done_[effect];
  }
  inbox_->post(run, command::FinishEffect{id, key, outcome});
}

std::string Platform::journal(const std::string& effect) const {
  const auto found = journal_.find(effect);
  return found == journal_.end() ? "" : found->second;
}

}  // namespace golive::test
