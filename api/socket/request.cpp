#include "api/socket/request.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/json_text.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "core/json_reader.h"

namespace golive {

template <>
struct Fields<request::CreateRun> {
  using R = request::CreateRun;
  static constexpr std::string_view kind = "create_run";
  static constexpr auto rows(auto&& read) {
    return read(need("runbook", &R::runbook), need("j", &R::j), may("environment", &R::environment),
                may("mode", &R::mode), may("parameters", &R::parameters), may("fail", &R::fail),
                may("absent", &R::absent), may("late", &R::late));
  }
};
template <>
struct Fields<request::RunbookChange> {
  using R = request::RunbookChange;
  static constexpr auto rows(auto&& read) {
    return read(need("run", &R::run), may("runbook", &R::runbook), may("files", &R::files));
  }
};
template <>
struct Fields<request::CompareRun> {
  static constexpr std::string_view kind = "compare_run";
  static constexpr auto rows(auto&& read) { return read(inlined(&request::CompareRun::change)); }
};
template <>
struct Fields<request::AmendRun> {
  using R = request::AmendRun;
  static constexpr std::string_view kind = "amend_run";
  static constexpr auto rows(auto&& read) {
    return read(inlined(&R::change), need("reason", &R::reason), may("seen", &R::seen));
  }
};
template <>
struct Fields<request::SendCommand> {
  using R = request::SendCommand;
  static constexpr std::string_view kind = "command";
  static constexpr auto rows(auto&& read) {
    return read(need("run", &R::run), need("name", &R::name), json_text("fields", &R::fields));
  }
};
template <>
struct Fields<request::Authenticate> {
  static constexpr std::string_view kind = "authenticate";
  static constexpr auto rows(auto&& read) { return read(); }
};
template <>
struct Fields<request::AddUser> {
  using R = request::AddUser;
  static constexpr std::string_view kind = "add_user";
  static constexpr auto rows(auto&& read) {
    return read(need("name", &R::name), need("roles", &R::roles),
                may("may_bring_code", &R::may_bring_code), may("days", &R::days));
  }
};
template <>
struct Fields<request::RevokeTokens> {
  static constexpr std::string_view kind = "revoke_tokens";
  static constexpr auto rows(auto&& read) { return read(need("of", &request::RevokeTokens::of)); }
};
template <>
struct Fields<request::SignIn> {
  static constexpr std::string_view kind = "sign_in";
  static constexpr auto rows(auto&& read) { return read(); }
};
template <>
struct Fields<request::SignOut> {
  static constexpr std::string_view kind = "sign_out";
  static constexpr auto rows(auto&& read) { return read(); }
};
template <>
struct Fields<request::Share> {
  static constexpr std::string_view kind = "share";
  static constexpr auto rows(auto&& read) {
    return read(need("run", &request::Share::run), may("days", &request::Share::days));
  }
};
template <>
struct Fields<request::Upload> {
  using R = request::Upload;
  static constexpr std::string_view kind = "upload";
  static constexpr auto rows(auto&& read) {
    return read(need("upload", &R::upload), need("at", &R::at), need("content", &R::content));
  }
};
template <>
struct Fields<request::Ping> {
  static constexpr std::string_view kind = "ping";
  static constexpr auto rows(auto&& read) { return read(); }
};
template <>
struct Fields<request::RetryNotice> {
  static constexpr std::string_view kind = "retry_notice";
  static constexpr auto rows(auto&& read) { return read(need("id", &request::RetryNotice::id)); }
};

namespace {

// Takes a text out of the envelope, so that what remains is the operation's own.
Result<std::string> take_text(nlohmann::json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end()) return std::string();
  if (!found->is_string()) return fail(ErrorKind::invalid, "a text is wanted here", name);
  auto text = found->get<std::string>();
  json.erase(found);
  return text;
}

}  // namespace

Result<void> check_once(const std::string& key, const RequestBody& body) {
  if (key.empty()) return {};
  const auto odd = [](char c) { return c <= ' ' || c > '~'; };
  if (key.size() > limits::once_key_bytes || std::any_of(key.begin(), key.end(), odd))
    return fail(ErrorKind::invalid, "the key is not of the right form", "Idempotency-Key",
                "send 1 to 255 visible ASCII characters, such as a UUID");
  if (std::holds_alternative<request::CreateRun>(body) ||
      std::holds_alternative<request::AmendRun>(body) ||
      std::holds_alternative<request::SendCommand>(body))
    return {};
  return fail(ErrorKind::invalid, "only a new run, or a command, is done once by a key", "once");
}

Result<Request> parse_request(std::string_view line) {
  auto json = parse_json_object(line);
  if (!json) return tl::unexpected<Error>(json.error());
  const auto op = take_text(*json, "op");
  const auto token = take_text(*json, "token");
  const auto from = take_text(*json, "from");
  const auto once = take_text(*json, "once");
  for (const auto* text : {&op, &token, &from, &once})
    if (!*text) return tl::unexpected<Error>(text->error());
  const auto contents = once->empty() ? std::string() : sha256(*op + "\n" + json->dump());
  auto body = read_kind<RequestBody>(
      *op, *json, JsonTexts::values,
      Error{ErrorKind::invalid, "\"" + *op + "\" is no operation", "op",
            "use create_run, compare_run, amend_run, command, authenticate, add_user, "
            "revoke_tokens, sign_in, sign_out, "
            "share, upload, retry_notice or ping"});
  if (!body) return tl::unexpected<Error>(body.error());
  if (const auto fits = check_once(*once, *body); !fits) return tl::unexpected<Error>(fits.error());
  return Request{*token, *from, std::move(*body), *once, contents};
}

}  // namespace golive
