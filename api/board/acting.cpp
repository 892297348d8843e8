// What a form of the board asks for becomes a command at the engine, with the visitor's token; the
// answer is the page from where it came, or one that says why not.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "api/board/form.h"
#include "api/board/item_facts.h"
#include "api/board/telling.h"
#include "base/json_depth.h"

namespace golive::board {
namespace {

struct Order {
  std::string_view command;
  std::vector<std::string_view> fields;  // texts that it takes as they are
  bool asks_twice = false;
};

const Order* order_of(const std::vector<Order>& orders, const std::string& command) {
  const auto found = std::find_if(orders.begin(), orders.end(),
                                  [&](const Order& each) { return each.command == command; });
  return found == orders.end() ? nullptr : &*found;
}

std::vector<Order> orders() {
  return {{"decide", {"gate", "verdict", "role", "reason", "seen"}},
          {"decide-amendment", {"verdict", "reason", "seen"}},
          {"start-task", {"item"}},
          {"end-task", {"item", "result", "comment"}},
          {"retry", {"item", "reason"}},
          {"skip", {"item", "reason"}},
          {"mark-done", {"item", "reason"}},
          {"answer-doubt", {"item", "answer", "reason"}},
          {"answer", {"item", "answer", "reason", "key"}},
          {"lift", {"freeze", "reason"}},
          {"activate", {"contingency", "reason"}, true},
          {"decline", {"contingency", "reason"}},
          {"close-reservation", {"reason"}},
          {"pause", {"reason"}},
          {"resume", {"reason"}},
          {"move", {"j", "reason"}, true},
          {"abort", {"reason"}, true}};
}

nlohmann::json lines_of(const std::string& text) {
  auto lines = nlohmann::json::array();
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = text.substr(at, end - at);
    if (line.find_first_not_of(" \t") != std::string::npos) lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

Result<nlohmann::json> fields_of(const Order& order, const Form& form) {
  auto fields = nlohmann::json::object();
  for (const auto name : order.fields)
    if (auto value = field(form, std::string(name)); !value.empty())
      fields[std::string(name)] = std::move(value);
  // A reason that is required and empty is refused by the engine in its own words.
  if (std::find(order.fields.begin(), order.fields.end(), "reason") != order.fields.end())
    fields.emplace("reason", "");
  if (order.command == "decide" && fields.value("verdict", "") == "reservations")
    fields["conditions"] = lines_of(field(form, "conditions"));
  if (order.command == "close-reservation")
    fields["reservation"] = std::atoi(field(form, "reservation").c_str());
  if (order.command == "decide-amendment")
    fields["amendment"] = std::atoi(field(form, "amendment").c_str());
  if (order.command == "abort") fields["rollback"] = field(form, "rollback") == "yes";
  if (const auto outcome = field(form, "outcome");
      order.command == "answer-doubt" && field(form, "answer") == "done" && !outcome.empty()) {
    if (is_nested_too_deeply(outcome))
      return fail(ErrorKind::invalid, "the outcome is nested too deeply", "outcome");
    fields["outcome"] = nlohmann::json::parse(outcome, nullptr, false);
    if (fields["outcome"].is_discarded())
      return fail(ErrorKind::invalid, "the outcome is no JSON", "outcome");
  }
  if (order.command == "retry" && field(form, "only") == "yes") fields["only"] = true;
  return fields;
}

// Refused: since the page was made, what the decision rests on has changed.
std::optional<rest::HttpResponse> stale(const Visit& visit, const Form& form) {
  const auto seen = field(form, "shown");
  std::string shown;
  const auto looked = visit.folds.show(visit.parameters.at("run"), [&](const Run& run) {
    if (const auto gate = resolve_item(*run.plan, field(form, "gate")))
      shown = shown_of(run, *gate);
  });
  if (!looked) return refusal(visit, looked.error());
  if (shown.empty() || shown == seen) return std::nullopt;
  return refusal(visit, {ErrorKind::conflict, visit.words.word("board", "stale"), {}, {}}, 412);
}

}  // namespace

rest::HttpResponse act(const Visit& visit) {
  const auto form = parse_form(visit.request.body).value_or(Form{});
  const auto known = orders();
  const auto* order = order_of(known, visit.parameters.at("command"));
  if (order == nullptr)
    return refusal(visit, {ErrorKind::not_found, "there is no such command", {}, {}});
  if (order->asks_twice && field(form, "confirm") != "yes")
    return refusal(visit, {ErrorKind::invalid, visit.words.word("board", "unconfirmed"), {}, {}});
  auto fields = fields_of(*order, form);
  if (!fields) return refusal(visit, fields.error());
  if (order->command == "decide")
    if (auto refused = stale(visit, form)) return std::move(*refused);
  const auto verdict = fields->value("verdict", std::string());
  const auto answer = visit.engine.ask({{"op", "command"},
                                        {"run", visit.parameters.at("run")},
                                        {"name", order->command},
                                        {"fields", std::move(*fields)},
                                        {"token", visit.token},
                                        {"from", "board " + visit.request.client}});
  if (!answer) return refusal(visit, answer.error());
  return see_other(back_to(visit, form, verdict.empty() ? std::string(order->command) : verdict,
                           answer->at("seq")));
}

}  // namespace golive::board
