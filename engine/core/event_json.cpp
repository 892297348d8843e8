#include "core/codec.h"
#include "core/event_fields.h"
#include "core/json_reader.h"
#include "core/quick_writer.h"

namespace golive {

namespace {

Result<void> check_created(const EventBody& body) {
  const auto* created = std::get_if<event::RunCreated>(&body);
  if (created == nullptr || created->timeline->items.size() == created->plan->items.size())
    return {};
  return fail(ErrorKind::invalid, "must have one entry for each item of the plan",
              "timeline.items");
}

// In the API the first event does not repeat the whole plan.
nlohmann::json shown(const JsonWriter& writer, const event::RunCreated& created) {
  nlohmann::json json{{"run", created.run},
                      {"plan", {{"id", created.plan->id}, {"title", created.plan->title}}},
                      {"plan_hash", created.plan->hash},
                      {"j", to_text(created.timeline->j)},
                      {"environment", created.environment},
                      {"parameters", writer.write(created.parameters)},
                      {"mode", text_of(created.mode)}};
  if (is_drill(created.drill)) json["drill"] = writer.write(created.drill);
  return json;
}
// Nor does a moved J.
nlohmann::json shown(const JsonWriter&, const event::JMoved& moved) {
  return {{"before", to_text(moved.before)},
          {"j", to_text(moved.timeline->j)},
          {"reason", moved.reason}};
}
// Nor does an amendment.
nlohmann::json shown(const JsonWriter& writer, const event::AmendmentProposed& proposed) {
  nlohmann::json json{{"amendment", proposed.amendment},
                      {"plan_hash", proposed.plan->hash},
                      {"items", writer.write(proposed.items)},
                      {"has_effect", proposed.has_effect},
                      {"reason", proposed.reason}};
  if (!proposed.settings.empty()) json["settings"] = proposed.settings;
  return json;
}
nlohmann::json shown(const JsonWriter&, const event::AmendmentApplied& applied) {
  return {{"amendment", applied.amendment}};
}
template <class Body>
nlohmann::json shown(const JsonWriter& writer, const Body& body) {
  return writer.write(body);
}

template <HasFields Body>
std::string body_text(const Body& body) {
  if constexpr (QuickWriter::is_quick<Body>())
    return QuickWriter::write(body);
  else
    return canonical(JsonWriter().write(body));
}

// Every ItemIndex in a struct with Fields.
template <class T>
void each_item(const T&, const auto&) {}
void each_item(const ItemIndex& item, const auto& visit) { visit(item); }
void each_item(const std::vector<ItemIndex>& items, const auto& visit) {
  for (const auto item : items) visit(item);
}
template <HasFields S>
void each_item(const S& value, const auto& visit);
template <HasFields S>
void each_item(const std::vector<S>& values, const auto& visit) {
  for (const S& value : values) each_item(value, visit);
}
template <HasFields S>
void each_item(const S& value, const auto& visit) {
  Fields<S>::rows([&](const auto&... field) { (each_item(value.*field.member, visit), ...); });
}

}  // namespace

std::string_view kind_of(const EventBody& body) { return kind_text(body); }

Record to_record(const Event& event) {
  return {.seq = event.seq,
          .at = event.at,
          .kind = std::string(kind_of(event.body)),
          .actor = event.actor,
          .from = event.from,
          .body = std::visit([](const auto& body) { return body_text(body); }, event.body),
          .hash = {}};
}

Result<Event> event_from_record(const Record& record) {
  auto body = read_body<EventBody>(record);
  if (!body) return tl::unexpected<Error>(body.error());
  if (auto fine = check_created(*body); !fine) return tl::unexpected<Error>(fine.error());
  return Event{record.seq, record.at, record.actor, record.from, std::move(*body)};
}

bool ends_run(const Record& last) {
  const std::string_view kind = last.kind;
  // Of a log that is signed, the end is followed by its head.
  if (kind == Fields<event::HeadSigned>::kind)
    return last.body.find("\"occasion\":\"end\"") != std::string::npos;
  return kind == Fields<event::RunCompleted>::kind || kind == Fields<event::RunRolledBack>::kind ||
         kind == Fields<event::RunAborted>::kind;
}

Result<void> check_items(const Plan& plan, const Event& event) {
  Result<void> fine;
  const auto check = [&](ItemIndex item) {
    if (fine && item >= plan.items.size())
      fine = fail(ErrorKind::invalid, "the plan has no item " + std::to_string(item),
                  "event " + std::to_string(event.seq));
  };
  std::visit([&](const auto& body) { each_item(body, check); }, event.body);
  const auto* moved = std::get_if<event::JMoved>(&event.body);
  if (moved != nullptr && moved->timeline->items.size() != plan.items.size())
    return fail(ErrorKind::invalid, "must have one entry for each item of the plan",
                "event " + std::to_string(event.seq));
  return fine;
}

Result<void> check_items(const Run& run, const Event& event) {
  const auto place = "event " + std::to_string(event.seq);
  if (const auto* proposed = std::get_if<event::AmendmentProposed>(&event.body)) {
    const auto next = static_cast<int>(run.amendments.size()) + 1;
    if (proposed->amendment != next)
      return fail(ErrorKind::invalid, "the next amendment is " + std::to_string(next), place);
    if (proposed->plan->items.size() < run.plan->items.size())
      return fail(ErrorKind::invalid, "an amended plan does not shrink", place);
  }
  if (const auto* applied = std::get_if<event::AmendmentApplied>(&event.body)) {
    const auto number = static_cast<std::size_t>(applied->amendment) - 1;
    if (number >= run.amendments.size())
      return fail(ErrorKind::invalid, "there is no such amendment", place);
    const Plan& plan = *run.amendments[number].plan;
    if (plan.items.size() < run.items.size() ||
        applied->timeline->items.size() != plan.items.size())
      return fail(ErrorKind::invalid, "must have one entry for each item of the plan", place);
  }
  return check_items(*run.plan, event);
}

nlohmann::json event_to_api_json(const Plan& plan, const Event& event) {
  const JsonWriter writer(plan);
  auto json = std::visit([&](const auto& body) { return shown(writer, body); }, event.body);
  json["seq"] = event.seq;
  json["at"] = to_text(event.at);
  json["kind"] = kind_of(event.body);
  json["actor"] = event.actor;
  json["from"] = event.from;
  return json;
}

}  // namespace golive
