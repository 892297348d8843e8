#include "keeper/protocol.h"

#include <nlohmann/json.hpp>

namespace golive {
namespace {

using nlohmann::json;

std::string packed(const json& fields) {
  std::string message;
  json::to_cbor(fields, message);
  return message;
}

json fields_of(const order::Hello& hello) {
  return {{"kind", "hello"}, {"since", hello.since}, {"epoch", hello.epoch}};
}
json fields_of(const order::Gap& gap) { return {{"kind", "gap"}, {"since", gap.since}}; }
json fields_of(const order::Start& start) {
  const ProcessRequest& process = start.process;
  json fields{{"kind", "start"},
              {"id", process.id},
              {"argv", process.argv},
              {"variables", process.variables},
              {"folder", process.folder},
              {"timeout_ms", process.timeout.count()},
              {"output", process.output.native()},
              {"kept", start.kept},
              {"hidden", start.hidden}};
  if (process.input) fields["input"] = *process.input;
  return fields;
}
json fields_of(const order::End& end) { return {{"kind", "end"}, {"id", end.id}}; }
json fields_of(const order::Forget& forget) { return {{"kind", "forget"}, {"id", forget.id}}; }
json fields_of(const order::Leave&) { return {{"kind", "leave"}}; }
json fields_of(const report::Holds& holds) {
  return {
      {"kind", "holds"}, {"version", holds.version}, {"since", holds.since}, {"ids", holds.ids}};
}
json fields_of(const report::Ended& ended) {
  return {{"kind", "ended"}, {"id", ended.id}, {"outcome", ended.outcome}};
}

order::Start start_of(const json& fields) {
  ProcessRequest process{fields.at("id"),
                         fields.at("argv"),
                         fields.at("variables"),
                         fields.at("folder"),
                         {},
                         Duration(fields.at("timeout_ms").get<std::int64_t>()),
                         fields.at("output").get<std::string>()};
  if (fields.contains("input")) process.input = fields["input"].get<std::string>();
  return {std::move(process), fields.at("kept"), fields.at("hidden")};
}

// What `read` makes of the message; nothing if it is of another form.
template <class Said, class Read>
std::optional<Said> unpacked(std::string_view message, const Read& read) {
  const auto fields = json::from_cbor(message, true, false);
  if (!fields.is_object()) return std::nullopt;
  try {
    return read(fields.at("kind").template get<std::string>(), fields);
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

}  // namespace

std::string to_message(const Order& order) {
  return packed(std::visit([](const auto& each) { return fields_of(each); }, order));
}

std::string to_message(const Report& report) {
  return packed(std::visit([](const auto& each) { return fields_of(each); }, report));
}

std::optional<Order> read_order(std::string_view message) {
  return unpacked<Order>(message,
                         [](const std::string& kind, const json& fields) -> std::optional<Order> {
                           if (kind == "hello")
                             return order::Hello{fields.at("since"), fields.at("epoch")};
                           if (kind == "gap") return order::Gap{fields.at("since")};
                           if (kind == "start") return start_of(fields);
                           if (kind == "end") return order::End{fields.at("id")};
                           if (kind == "forget") return order::Forget{fields.at("id")};
                           if (kind == "leave") return order::Leave{};
                           return std::nullopt;
                         });
}

std::optional<Report> read_report(std::string_view message) {
  return unpacked<Report>(
      message, [](const std::string& kind, const json& fields) -> std::optional<Report> {
        if (kind == "holds")
          return report::Holds{fields.at("version"), fields.at("since"), fields.at("ids")};
        if (kind == "ended") return report::Ended{fields.at("id"), fields.at("outcome")};
        return std::nullopt;
      });
}

}  // namespace golive
