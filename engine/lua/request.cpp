#include "lua/request.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "base/utf8.h"
#include "lua/body.h"
#include "lua/call_fields.h"
#include "lua/failure.h"

namespace golive {
namespace {

constexpr std::size_t tail_bytes = 500;

void copy(nlohmann::json& request, const char* name, const std::optional<std::string>& text) {
  if (text) request[name] = *text;
}

void copy_interruption(const RequestFields& fields, nlohmann::json& request) {
  const auto said = fields.text("interruption");
  if (said && !parse_enum<Interruption>(*said))
    raise(fields.lua(), fields.call() + ": interruption is \"ask\", \"retry\" or \"probe\"",
          "the probe itself belongs to its step");
  const BodyFacts& facts = Body::of(fields.lua()).facts();
  if (said == "probe" && !facts.plan->items[facts.id.item].has_probe)
    raise(fields.lua(), fields.call() + ": interruption is \"probe\", but its step has none",
          "add probe = function(ctx, doubt) ... end to the step");
  copy(request, "interruption", said);
}

}  // namespace

nlohmann::json exec_request(lua_State* lua, int index, const std::string& call) {
  const RequestFields fields(lua, index, call, exec_fields(), true);
  nlohmann::json request{{"argv", fields.entries()}};
  if (request["argv"].empty())
    raise(lua, call + " needs a program", "write " + call + " { \"./program\" }");
  fields.copy_texts_or_secrets("env", request);
  fields.copy_text_or_secret("stdin", request);
  copy(request, "cwd", fields.text("cwd"));
  copy_interruption(fields, request);
  fields.copy_whole_numbers("ok", request);
  if (const auto timeout = fields.milliseconds("timeout")) request["timeout_ms"] = *timeout;
  return request;
}

nlohmann::json http_request(const RequestFields& fields) {
  lua_State* lua = fields.lua();
  const auto url = fields.text("url");
  if (!url) raise(lua, fields.call() + " needs a url");
  if (!url->starts_with("http://") && !url->starts_with("https://"))
    raise(lua, fields.call() + ": the url \"" + *url + "\" is neither http:// nor https://");
  nlohmann::json request{{"url", *url}, {"method", fields.text("method").value_or("GET")}};
  fields.copy_texts_or_secrets("headers", request);
  fields.copy_text_or_secret("body", request);
  fields.copy_json("json", request, Handles::allowed);
  if (request.contains("body") && request.contains("json"))
    raise(lua, fields.call() + " takes body or json, not both");
  fields.copy_whole_numbers("ok", request);
  copy_interruption(fields, request);
  request["timeout_ms"] = fields.milliseconds("timeout").value_or(limits::http_timeout.count());
  return request;
}

nlohmann::json outcome_of(lua_State* lua) {
  auto outcome = nlohmann::json::parse(Body::of(lua).outcome(), nullptr, false);
  if (!outcome.is_object()) outcome = nlohmann::json::object();
  return outcome;
}

std::string tail_of(const std::string& text) {
  std::string tail = text.substr(text.size() - std::min(text.size(), tail_bytes));
  while (!tail.empty() && (static_cast<unsigned char>(tail[0]) & 0xC0) == 0x80) tail.erase(0, 1);
  const auto last = tail.find_last_not_of(" \r\n\t");
  tail.resize(last == std::string::npos ? 0 : last + 1);
  std::replace(tail.begin(), tail.end(), '\n', ' ');
  return tail;
}

}  // namespace golive
