#include "report/audit_trail.h"

#include <nlohmann/json.hpp>
#include <set>

#include "base/canonical_json.h"
#include "base/utf8.h"
#include "core/codec.h"
#include "report/run_head.h"

namespace golive {

namespace {

using nlohmann::json;

constexpr std::size_t shown_bytes = 600;  // of one event's fields: the log has the rest

std::string_view item_in(const json& fields) {
  for (const char* name : {"item", "gate", "contingency", "to"})
    if (const auto found = fields.find(name); found != fields.end() && found->is_string())
      return found->get_ref<const std::string&>();
  return {};
}

// "result: pass; comment: done": what is left of an event's fields.
std::string fields_text(const json& fields) {
  std::string text;
  for (const auto& [name, value] : fields.items())
    text += (text.empty() ? "" : "; ") + name + ": " +
            (value.is_string() ? value.get<std::string>() : canonical(value));
  return text;
}

json event_row(const Plan& plan, const Event& event, const Phrase& phrase) {
  auto fields = event_to_api_json(plan, event);
  json row{{"seq", event.seq},
           {"at", to_text(event.at)},
           {"local", phrase.time(event.at)["text"]},
           {"actor", event.actor},
           {"from", event.from.empty() ? std::string() : phrase.door(event.from)},
           {"event", kind_of(event.body)},
           {"item", item_in(fields)}};
  for (const char* told : {"seq", "at", "kind", "actor", "from", "item", "gate", "contingency"})
    fields.erase(told);
  const auto text = fields_text(fields);
  const auto shown = cut_utf8(text, shown_bytes);
  row["text"] = std::string(shown) + (shown.size() < text.size() ? " …" : "");
  return row;
}

}  // namespace

json audit_trail(const Account& account, const std::vector<Event>& events, const std::string& head,
                 const Words& words) {
  const Phrase phrase(account.run, words);
  auto report = run_head(account, head, phrase);
  report["language"] = words.language();
  auto rows = json::array();
  std::set<std::string> people;
  for (const auto& event : events) {
    rows.push_back(event_row(*account.run.plan, event, phrase));
    if (event.actor != "engine") people.insert(event.actor);
  }
  report["people"] = people;
  report["people_count"] = people.size();
  report["rows"] = std::move(rows);
  return report;
}

}  // namespace golive
