#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/chapters.h"

namespace golive {

namespace {

class TrailWriter {
 public:
  TrailWriter(const Account& account, const Phrase& phrase) : account_(account), phrase_(phrase) {}

  nlohmann::json rows() {
    decisions();
    failures();
    doubts();
    for (const auto& each : account_.watch_changes)
      add(each.at, ("watch_" + std::string(text_of(each.verdict))).c_str(), each.id.item, {},
          phrase_.said(each.why));
    contingencies();
    rollbacks();
    for (const auto& deed : account_.interventions)
      add(deed.at, "by_hand", deed.item, deed.actor,
          phrase_.word("command", deed.command) + (deed.reason.empty() ? "" : ": " + deed.reason));
    for (const auto& refusal : account_.refusals)
      add(refusal.at, "turned_down", {}, refusal.actor,
          phrase_.word("command", refusal.command) + " " + refusal.item + ": " +
              phrase_.said(refusal.reason));
    std::stable_sort(rows_.begin(), rows_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    auto json = nlohmann::json::array();
    for (auto& [at, row] : rows_) json.push_back(std::move(row));
    return json;
  }

 private:
  void add(const std::optional<Instant>& at, const char* what, std::optional<ItemIndex> item,
           const std::string& by, const std::string& text) {
    if (!at) return;
    auto row = item ? phrase_.item(*item) : nlohmann::json{{"title", nullptr}, {"path", nullptr}};
    row["at"] = phrase_.time(*at);
    row["day"] = to_text(to_local(account_.run.timeline->zone, *at).date);
    row["state"] = phrase_.state("trail", what);
    row["by"] = by == "engine" ? std::string() : by;
    row["text"] = text;
    rows_.emplace_back(*at, std::move(row));
  }

  void decisions() {
    for (const auto& each : account_.decisions) {
      std::string text = each.reason;
      for (const auto& condition : each.conditions)
        text += (text.empty() ? "" : " / ") + condition.text + " (" + condition.owner + ", " +
                condition.due + ")";
      add(each.at, text_of(each.verdict).data(), each.gate,
          each.actor + " (" + phrase_.role(each.role) + ")", text);
    }
    for (const auto& note : account_.gate_notes)
      add(note.at, text_of(note.state).data(), note.gate, {}, phrase_.said(note.why));
    for (const auto& waiver : account_.waivers)
      add(waiver.at, "waived", waiver.gate, {}, phrase_.said(waiver.why));
  }
  void failures() {
    for (const auto& each : account_.failures)
      add(each.at, each.id.slot == Slot::undo ? "undo_failed" : "failed", each.id.item, {},
          phrase_.said(each.error));
  }
  void doubts() {
    for (const auto& each : account_.doubts)
      add(each.at, "in_doubt", each.id.item, {}, phrase_.said(each.why));
  }
  void contingencies() {
    for (const auto& each : account_.contingencies) {
      const auto who = each.role.empty() || each.actor == "engine"
                           ? each.actor
                           : each.actor + " (" + phrase_.role(each.role) + ")";
      const auto reason = each.actor == "engine" ? phrase_.said(each.reason) : each.reason;
      add(each.offered, "offered", each.item, {}, phrase_.said(each.why));
      add(each.activated, "active", each.item, who, reason);
      add(each.declined, "declined", each.item, who, reason);
      add(each.ended, "ended", each.item, {}, {});
    }
  }
  void rollbacks() {
    for (const auto& each : account_.rollbacks) {
      add(each.started, "undoing", each.to, each.actor,
          each.actor == "engine" ? std::string() : each.reason);
      add(each.ended, "undone", each.to, {}, {});
    }
  }

  const Account& account_;
  const Phrase& phrase_;
  std::vector<std::pair<Instant, nlohmann::json>> rows_;
};

}  // namespace

nlohmann::json trail_chapter(const Account& account, const Phrase& phrase) {
  return TrailWriter(account, phrase).rows();
}

}  // namespace golive
